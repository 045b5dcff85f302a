"""Events that a text names so that another text can mean the same: by their number in a series, or by their town.

"The 22nd meeting of the CWG-Internet", "the 9th OEWG session", "the BRICS summit in Rio de Janeiro", „die 11. Sitzung
der OEWG“."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from igreport.check.event_names import folded

_KINDS_EN = "session|meeting|summit|conference|forum|assembly|round table|roundtable|congress|plenary"
_KINDS_DE = "Sitzung|Tagung|Treffen|Gipfel|Konferenz|Forum|Versammlung|Kongress"
_HINT = re.compile(rf"{_KINDS_EN}|{_KINDS_DE}", re.IGNORECASE)
_CAPITAL = r"[A-ZÄÖÜ][\w+.&/-]{0,30}"
_NAME_EN = rf"{_CAPITAL}(?:\s(?:(?:of|on|for|and|the)\s){{0,2}}{_CAPITAL}){{0,6}}"
_ORDINAL = r"(?:\d{1,3}(?:st|nd|rd|th))"
_ADJECTIVE = r"(?:(?:annual|substantive|formal|ministerial|plenary|regular)\s)?"


class Named(NamedTuple):
    """Start and end of an event's name, and the key that all its namings share."""

    start: int
    end: int
    key: str


def find(text: str, language: str) -> Iterator[Named]:
    """Yield the events that a text names by number or town; German for `de…`, else English."""
    if not _HINT.search(text):
        return
    code = "de" if language.startswith("de") else "en"
    for match in _pattern(code).finditer(text):
        kind = match.lastgroup or ""
        words = {name: folded(value) for name, value in match.groupdict().items() if value}
        if number := words.get("n1") or words.get("n2"):
            name = words.get("name1") or words.get("name2") or ""
            yield Named(match.start(), match.end(), f"{_bare(name)} {re.sub(r'[^0-9]', '', number)}")
        elif kind:
            start = match.start() + 4 * match["name3"].startswith("The ")
            yield Named(start, match.end(), f"{_bare(words['name3'])} {words['kind3']} in {words['town']}")


def _bare(name: str) -> str:
    """Return a name without its abbreviation in brackets and without "UN"."""
    return re.sub(r"^(?:the|un|uno)\s", "", name)


@functools.cache
def _pattern(code: str) -> re.Pattern[str]:
    town = rf"(?P<town>{_CAPITAL}(?:\s(?:de\s)?{_CAPITAL}){{0,2}})"
    if code == "de":
        return re.compile(
            rf"\b(?:(?P<n1>\d{{1,3}}\.)\s(?:{_KINDS_DE})\s(?:der|des|von)\s(?P<name1>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})"
            rf"|(?P<n2>\d{{1,3}}\.)\s(?P<name2>{_CAPITAL}-)(?:{_KINDS_DE})"
            rf"|(?P<name3>{_CAPITAL}-)(?P<kind3>{_KINDS_DE})\sin\s{town})(?![\w-])"
        )
    return re.compile(
        rf"\b(?:(?P<n1>{_ORDINAL})\s{_ADJECTIVE}(?:{_KINDS_EN})\sof\sthe\s(?P<name1>{_NAME_EN})"
        rf"|(?P<n2>{_ORDINAL})\s(?P<name2>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})\s{_ADJECTIVE}(?:{_KINDS_EN})"
        rf"|(?P<name3>{_CAPITAL}(?:\s{_CAPITAL}){{0,3}})\s(?P<kind3>{_KINDS_EN})\sin\s{town})(?![\w-])"
    )
