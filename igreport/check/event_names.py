"""All names by which texts speak of the events of `references/events.yaml`, ready to be looked up.

A series' names follow from those of its events: "IGF" from "IGF 2024", "19th IGF" or "IGF in Riyadh"; a document's
from its act: "Pact for the Future" from "adoption of the Pact for the Future"."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from igreport.check.once import once
from igreport.check.places_of_events import EXONYMS, known
from igreport.model.report import Event

WORD = re.compile(r"[\w+]+")
NUMBER_WORDS = tuple(
    """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth twentieth twenty-first""".split()
)
YEAR = r"(?:19|20)\d\d"
ORDINAL = rf"(?:(?P<number>\d{{1,3}})(?:st|nd|rd|th|\.)|(?P<word>{'|'.join(NUMBER_WORDS[1:])}))"
ORDINAL_FIRST = re.compile(rf"{ORDINAL}\s")
_YEAR_LAST = re.compile(rf"\s{YEAR}\Z")
_YEAR_FIRST = re.compile(rf"{YEAR}\s")
_ACT_ON = re.compile(
    r"(?:adoption|entry into force|signing|opening for signature|inkrafttreten|verabschiedung) (?:of|des|der) (?:the )?"
    r"(?P<document>\S+ \S.+|\w{3,5}\Z)"
)
_TOO_WIDE = frozenset(("davos", "session", "meeting", "summit", "adoption"))  # a town, or a word of any event


class Name(NamedTuple):
    """One name, folded, and all events that have it: several where it is a series'."""

    text: str
    events: Sequence[Event]
    is_series: bool


class Index(NamedTuple):
    """The names by their first two words, the longest first, the towns of all events, and the documents by symbol."""

    names: Mapping[str, Mapping[str, Sequence[Name]]]
    towns: tuple[str, ...]
    symbols: Mapping[str, Event]


Table = dict[str, list[Event]]


_NOT_PLAIN = re.compile(r"[^ -~]")  # few characters of a text: to translate all takes five times as long


@functools.cache
def _accents() -> dict[str, str]:
    table = {chr(code): unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x180)}
    table.update({"ø": "o", "Ø": "o", "ł": "l", "–": "-", "\u2011": "-", "’": "'", "ß": "ß"})
    return {**table, **dict.fromkeys("\n\t\u00a0\u202f", " ")}


def folded(text: str) -> str:
    """Return a text of the same length without capitals, accents and line feeds."""
    if text.isascii():
        return text.lower().replace("\n", " ")
    table = _accents()
    return _NOT_PLAIN.sub(lambda match: table.get(match[0], match[0]), text).lower()


@once
def index(events: tuple[Event, ...]) -> Index:
    """Return the names of all events."""
    full, series, symbols = _tables(events)
    _complete(series, events)
    names = [Name(text, found, len(found) > 1) for text, found in full.items()]
    names += [Name(text, found, True) for text, found in series.items() if text not in full and _is_useful(text)]
    towns = {folded(event.place) for event in events if event.place and event.place != "online"}
    towns.update([short for short, town in EXONYMS.items() if town in towns])
    return Index(_by_words(names), tuple(sorted(towns, key=lambda town: (-len(town), town))), symbols)


def _tables(events: tuple[Event, ...]) -> tuple[Table, Table, dict[str, Event]]:
    """Return the events by their names, by shortened names, and by the symbols of their documents."""
    full: Table = {}
    series: Table = {}
    symbols: dict[str, Event] = {}
    for event in events:
        place = folded(event.place or "")
        for written in (event.name, *event.names):
            name = folded(written)
            _put(full, name, event)
            if written.startswith("A/"):
                symbols[written] = event
            elif match := _ACT_ON.match(name):
                _put(full, match["document"], event)
            for short in _shortened(name, event, place):
                _put(series, short, event)
        if event.series:
            _put(series, folded(event.series), event)
    return full, series, symbols


def _put(table: Table, name: str, event: Event) -> None:
    found = table.setdefault(name, [])
    if not found or found[-1] is not event:
        found.append(event)


def _by_words(names: list[Name]) -> dict[str, dict[str, list[Name]]]:
    found: dict[str, dict[str, list[Name]]] = {}
    for name in sorted(names, key=lambda name: -len(name.text)):
        first, second = (*WORD.findall(name.text)[:2], "", "")[:2]
        found.setdefault(first, {}).setdefault(second, []).append(name)
    return found


def _complete(series: Table, events: tuple[Event, ...]) -> None:
    """Give each name of a series all of its events; leave out a name that two series share."""
    members: Table = {}
    for event in events:
        if event.series:
            members.setdefault(event.series, []).append(event)
    for name, found in list(series.items()):
        if any(event.series != found[0].series for event in found):
            del series[name]
        elif found[0].series:
            series[name] = members[found[0].series]


def _shortened(name: str, event: Event, place: str) -> Iterator[str]:
    """Yield a name without its ordinal, year or town."""
    if match := ORDINAL_FIRST.match(name):
        if event.ordinal:
            yield name[match.end() :]
    elif _YEAR_LAST.search(name):
        yield name[:-5]
    elif _YEAR_FIRST.match(name):
        yield name[5:]
    elif place and " in " in name and known(name.rpartition(" in ")[2]) == known(place):
        yield name.rpartition(" in ")[0]
    elif place and name.startswith(place + " "):
        yield name[len(place) + 1 :]


def _is_useful(name: str) -> bool:
    return len(name) > 2 and name not in _TOO_WIDE
