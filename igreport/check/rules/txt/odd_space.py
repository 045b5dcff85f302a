"""A blank of an odd kind, or an invisible character.

## What it does
Finds no-break and thin spaces in the gaps between ordinary words, invisible characters (zero-width spaces, soft hyphens, byte
order marks), tabs, and, as an info, double blanks.

## Why is this bad
They come along when text is pasted. Lines break badly at them, and search and spelling tools no longer find the words.

## Example
    The Forum will meet\u00a0again in spring.

## Use instead
    The Forum will meet again in spring.

No-break and thin spaces are right beside figures, signs and abbreviations: "5 kg", "§ 5", "z. B.", "Dr. Weber", "3 000", and
beside dashes, slashes and French quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import (
    is_beside_refused,
    is_marked_foreign,
    replacing,
    without_addresses,
    word_end,
    word_start,
)
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE, Prose

RULE = Rule("TXT109", "odd-space", Severity.WARNING)

_ODD = re.compile(
    "(?<=[^\\W\\d_]{2})[\u00a0\u2007\u2009\u202f](?=[^\\W\\d_]{3})|[\u2000-\u2006\u2008\u200a\u205f\u3000\t]|[\u00ad\u200b\ufeff]"
    "|(?<=[\\w,;:)])  +(?=[\\w(])"
)
_ANY = re.compile("[\t\u00a0\u00ad\u2000-\u200b\u202f\u205f\u3000\ufeff]|  ")
_NAMES = {
    "\u00a0": "no-break space",
    "\u2007": "figure space",
    "\u2009": "thin space",
    "\u202f": "narrow no-break space",
    "\u00ad": "soft hyphen",
    "\u200b": "zero-width space",
    "\ufeff": "byte order mark",
    "\t": "tab",
    "  ": "double blank",
}
_NUMERALS = frozenset(
    """two three four five six seven eight nine ten eleven twelve zwei drei vier fünf sechs sieben acht neun zehn elf zwölf
    million billion article section chapter page paragraph note""".split()
)
_INVISIBLE = "\u00ad\u200b\ufeff"


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each odd blank and invisible character."""
    for prose in manuscript.prose:
        text = prose.text
        if not _ANY.search(text):
            continue
        clean = without_addresses(text)
        for match in _ODD.finditer(text):
            severity = _severity(text, match)
            is_own = NOTE not in clean[max(0, match.start() - 1) : match.end()]
            is_other = is_marked_foreign(prose, *match.span()) or is_beside_refused(prose, *match.span())
            if severity and is_own and not is_other:
                yield _finding(prose, match, severity)


def _severity(text: str, match: re.Match[str]) -> Severity | None:
    char = match[0][0]
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    if char == " " or (char == "\u00ad" and before.isalpha() and after.isalpha()):
        return Severity.INFO
    if char in "\u00a0\u2007\u2009\u202f":
        first, second = _words(text, match)
        small = first.islower() + second.islower()
        if first.lower() in _NUMERALS or not small:
            return None
        return Severity.WARNING if small == 2 else Severity.INFO
    return Severity.WARNING


def _words(text: str, match: re.Match[str]) -> tuple[str, str]:
    start, end = match.span()
    return text[word_start(text, start) : start], text[end : word_end(text, end)]


def _finding(prose: Prose, match: re.Match[str], severity: Severity) -> Diagnostic:
    text = prose.text
    first, second = _words(text, match)
    name = _NAMES.get(match[0][:2]) or _NAMES.get(match[0][0], "space of another width")
    is_beside_blank = (
        text[max(0, match.start() - 1) : match.start()].isspace() or text[match.end() : match.end() + 1].isspace()
    )
    by = "" if match[0] in _INVISIBLE or is_beside_blank else " "
    return RULE.found(
        prose.span(match.start() - len(first), match.end() + len(second)),
        f"a {name} (U+{ord(match[0][0]):04X}) stands here"
        if name != "double blank"
        else "two blanks stand between words",
        "write one ordinary blank" if by else "delete it",
        fix=replacing(prose, match.start(), match.end(), by),
        severity=severity,
    )
