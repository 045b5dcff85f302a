"""Where a text quotes: from an opening mark to its closing one, whatever marks its author typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from igreport.model.prose import NOTE

_MARK = re.compile("[\"“”„«»‟]|(?<!\\w)['‘‚](?=\\w)|(?<=[\\w.,!?…])['’](?!\\w)")
_SINGLE = "'‘‚’"


class Quotation(NamedTuple):
    """Start and end of a quotation, its marks included, and the marks."""

    start: int
    end: int
    opening: str
    closing: str


def find(text: str, language: str) -> tuple[Quotation, ...]:
    """Return the quotations of `text`, a paragraph, in order; those inside of another are not listed."""
    found: list[Quotation] = []
    opening: re.Match[str] | None = None
    for match in _MARK.finditer(text):
        if opening is None:
            if _opens(text, match, language):
                opening = match
        elif _closes(text, opening, match):
            found.append(Quotation(opening.start(), match.end(), opening[0], match[0]))
            opening = None
    return tuple(found)


def _opens(text: str, match: re.Match[str], language: str) -> bool:
    if match[0] in "„‚‘":
        return True
    if match[0] == "”" or (match[0] == "“" and language.startswith("de")):
        return False
    before = text[match.start() - 1] if match.start() else " "
    return not before.isalnum() and (match[0] != "’")


def _closes(text: str, opening: re.Match[str], match: re.Match[str]) -> bool:
    if (opening[0] in _SINGLE) != (match[0] in _SINGLE):
        return False
    before = text[match.start() - 1]
    after = text[match.end()] if match.end() < len(text) else " "
    return not (before.isspace() and after.isalnum()) and (not after.isalnum() or after == NOTE)
