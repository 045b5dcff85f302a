"""What a word is: the measure of the proof that an import loses nothing.

A word is a URL, a run of letters, digits and their marks, or a sign that says something by itself (`%`, `€`, `+`, `§`).
Quotation marks, brackets, hyphens, commas and stops are not words: they change with bullets, markers and typography.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from igreport.model.document import Inline

# A URL in running text, without the stops, commas and brackets that follow it; a bracket that was opened in it is its own.
_IN = r"[^\s<>\"“”„‘’()\[\]{}]"
_PAIR = r"\([^\s<>()]*\)|\{+[^\s<>{}]*\}+"
_LAST = r"[^\s<>\"“”„‘’()\[\]{}.,;:!?'*_]"
URL = re.compile(rf"(?:https?://|(?<![\w@./-])www\.)(?:{_IN}|{_PAIR})*(?:{_LAST}|{_PAIR})", re.IGNORECASE)
_LETTERS = "LMN"
_SIGNS = frozenset("%&@#§¶†‡№")


def of_text(text: str) -> tuple[str, ...]:
    """Return the words of `text`, in order."""
    found: list[str] = []
    position = 0
    for match in URL.finditer(text):
        found += _plain(text[position : match.start()])
        found.append(match[0])
        position = match.end()
    return (*found, *_plain(text[position:]))


def _plain(text: str) -> list[str]:
    found: list[str] = []
    run = ""
    for character in text:
        category = unicodedata.category(character)[0]
        if category in _LETTERS:
            run += character
            continue
        if run:
            found.append(run)
            run = ""
        if category == "S" or character in _SIGNS:
            found.append(character)
    return [*found, run] if run else found


def urls(text: str) -> list[str]:
    """Return the URLs in `text`, in order."""
    return [match[0] for match in URL.finditer(text)]


def is_address(shown: str, target: str) -> bool:
    """Say whether a link's text is its own address, as one may write it: without `https://`, or not percent-encoded."""
    plain = [re.sub(r"^\w+://|/$", "", unquote(text.strip())) for text in (shown, target)]
    return plain[0] == plain[1] and URL.fullmatch(shown.strip()) is not None


def as_inlines(text: str) -> list[Inline]:
    """Return `text` as pandoc has it: Str for words, Space between them; a no-break space is part of a word."""
    parts = re.split(r"([ \t\n]+)", text)
    return [{"t": "Space"} if part[0] in " \t\n" else {"t": "Str", "c": part} for part in parts if part]
