"""Where a text names an event of `references/events.yaml`, and by what: a name, an ordinal, a year or a town.

An occurrence of a series' name is the event that most of what stands beside it says: "19th", "2024", "in Riyadh".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from igreport.check.event_names import NUMBER_WORDS, ORDINAL, ORDINAL_FIRST, WORD, YEAR, Index, Name, folded, index
from igreport.check.manuscript import Manuscript
from igreport.check.places_of_events import known
from igreport.model.prose import Prose
from igreport.model.report import Event

_VERBATIM = 60  # characters; what is quoted at greater length is another's, shorter quotations are titles and names
_REACH = 110  # characters behind a name within which its town may be named
_QUALIFIERS = r"(?:(?:un|uno|annual|substantive|global|world|final|and|jahrlichen?)\s){0,3}"
_ORDINAL_BEFORE = re.compile(rf"(?<![\w.-]){ORDINAL}\s{_QUALIFIERS}\Z")
_YEAR_BEFORE = re.compile(rf"(?<![\w-])({YEAR})\s\Z")
_YEAR_INSIDE = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_GERMAN_ENDS = "tagung|treffen|forum|gipfel|sitzung|konferenz"
_MONTHS = "jan|feb|mar|mrz|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez"
_BEHIND = re.compile(
    rf"(?:\s(?:conference|meeting|summit|forum|event)\b)?(?:-(?:{_GERMAN_ENDS}))?"
    rf"(?:\s\((?!{_MONTHS})[a-z][a-z+0-9/.-]{{1,11}}(?:\s[a-z+-]{{2,9}})?\))?(?P<year>\s{YEAR}(?![\w-]))?"
)
_HYPHENATED = re.compile(rf"-(?!{_GERMAN_ENDS})\w")
_IN_TOWN = re.compile(r",?\s(?:in|at)\s(?:the\s(?!hague))?")
_NO_MODIFIER = frozenset("un the der die das den dem des am im auf at in uno its of for".split())


class Hint(NamedTuple):
    """What stands beside a name and tells which event is meant."""

    value: str
    start: int
    end: int


class Hit(NamedTuple):
    """A place of a text that names an event, with all that stands beside the name."""

    start: int
    end: int
    name: Name
    event: Event | None  # None where what stands beside the name contradicts itself, or says nothing
    ordinal: Hint | None = None
    year: Hint | None = None
    town: Hint | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the event is named by more than a town that its series may come to more than once."""
        if self.event is None or self.ordinal or self.year:
            return self.event is not None
        is_by_town = self.event.series is not None and folded(self.event.place or "-") in self.name.text
        return not self.name.is_series and not is_by_town


_OF: WeakKeyDictionary[Manuscript, tuple[tuple[Prose, tuple[Hit, ...]], ...]] = WeakKeyDictionary()


def hits(manuscript: Manuscript) -> tuple[tuple[Prose, tuple[Hit, ...]], ...]:
    """Return the texts of an edition that name events, each with where it does; found once."""
    if not manuscript.report.events:
        return ()
    if manuscript not in _OF:
        rows = ((prose, find(manuscript, prose)) for prose in manuscript.prose)
        _OF[manuscript] = tuple((prose, found) for prose, found in rows if found)
    return _OF[manuscript]


def find(manuscript: Manuscript, prose: Prose) -> tuple[Hit, ...]:
    """Return where a text names events, in order, without overlap; not in what is quoted at length."""
    table = index(manuscript.report.events)
    text = folded(prose.text)
    quoted = [(each.start, each.end) for each in manuscript.quotations(prose) if each.end - each.start > _VERBATIM]
    hits: list[Hit] = []
    end = 0
    for at, name in _names(text, table) if not prose.is_quoted else ():
        if at >= end and not any(first <= at < last for first, last in quoted):
            end = at + len(name.text)
            if not _is_of_another(prose.text, at, name):
                hits.append(_hit(text, at, name, table))
                end = hits[-1].end
    return tuple(hits)


def _names(text: str, table: Index) -> Iterator[tuple[int, Name]]:
    """Yield where the longest names stand that begin with the same word."""
    words = list(WORD.finditer(text))
    for number, match in enumerate(words):
        if following := table.names.get(match[0]):
            second = words[number + 1][0] if number + 1 < len(words) else ""
            names = (*following.get(second, ()), *following.get("", ()))
            name = next((name for name in names if _stands(name.text, text, match.start())), None)
            if name:
                yield match.start(), name


def _stands(name: str, text: str, at: int) -> bool:
    if not text.startswith(name, at) or (at and text[at - 1] in "-/'"):
        return False
    end = at + len(name)
    return not text[end : end + 1].isalnum() and not _HYPHENATED.match(text, end)


def _is_of_another(text: str, at: int, name: Name) -> bool:
    """Whether a capital before the name makes it another's: "Youth IGF 2024", "African IGF"."""
    words = text[max(0, at - 40) : at].split()
    if not words or (at and text[at - 1] not in " \n\u00a0"):
        return False
    word = words[-1].strip("\"“”„'")
    if (
        not word[:1].isupper()
        or word[-1] in ".!?:;,)"
        or folded(word) in _NO_MODIFIER
        or len(words) == 1
        or words[-2][-1:] in ".!?:"
    ):
        return False
    return known(folded(word)) not in {known(folded(event.place or "")) for event in name.events}


def _hit(text: str, start: int, name: Name, table: Index) -> Hit:
    end = start + len(name.text)
    ordinal, first = _ordinal(text, start, name)
    year: Hint | None = None
    if match := _YEAR_BEFORE.search(text, max(0, first - 6), first):
        year, first = Hint(match[1], match.start(), match.end(1)), match.start()
    elif match := _YEAR_INSIDE.search(name.text):
        year = Hint(match[0], start + match.start(), start + match.end())
    behind = _BEHIND.match(text, end)
    if behind:
        end = behind.end()
        if behind["year"]:
            year = Hint(behind["year"].strip(), behind.start("year") + 1, end)
    town = _town(text, end, table) or _town_in_name(start, name)
    event = _event(text, end, name, ordinal, year, town)
    return Hit(first, max(end, town.end if town else 0), name, event, ordinal, year, town)


def _ordinal(text: str, start: int, name: Name) -> tuple[Hint | None, int]:
    if match := _ORDINAL_BEFORE.search(text, max(0, start - 45), start):
        return Hint(_number(match), match.start(), match.end()), match.start()
    if (match := ORDINAL_FIRST.match(name.text)) and name.events[0].ordinal:
        return Hint(_number(match), start, start + match.end() - 1), start
    return None, start


def _number(match: re.Match[str]) -> str:
    return match["number"] or str(NUMBER_WORDS.index(match["word"]))


def _town(text: str, end: int, table: Index) -> Hint | None:
    """Return the town that follows directly, as in "IGF in Riyadh"."""
    match = _IN_TOWN.match(text, end)
    if not match:
        return None
    at = match.end()
    town = next(
        (
            town
            for town in table.towns
            if text.startswith(town, at) and not text[at + len(town) : at + len(town) + 1].isalnum()
        ),
        "",
    )
    return Hint(known(town), at, at + len(town)) if town else None


def _town_in_name(start: int, name: Name) -> Hint | None:
    if name.is_series or len(name.events) != 1 or not name.events[0].place:
        return None
    town = known(folded(name.events[0].place))
    at = name.text.find(town)
    return Hint(town, start + at, start + at + len(town)) if at >= 0 else None


def _event(text: str, end: int, name: Name, ordinal: Hint | None, year: Hint | None, town: Hint | None) -> Event | None:
    """Return the event that all, or most, of what stands beside a name says."""
    if not name.is_series:
        return name.events[0]
    votes: dict[str, int] = {}
    events = {event.id: event for event in name.events}
    for event in name.events:
        votes[event.id] = (
            (ordinal is not None and str(event.ordinal) == ordinal.value)
            + (year is not None and str(event.start.year) == year.value)
            + (town is not None and known(folded(event.place or "")) == town.value)
        )
    best = max(votes.values())
    found = [events[key] for key, count in votes.items() if count == best]
    if best and len(found) == 1:
        return found[0]
    if not (best or ordinal or year or town or any(event.series for event in name.events)):
        return _by_far_town(text, end, name)
    return None


def _by_far_town(text: str, end: int, name: Name) -> Event | None:
    """Return the only event of that name whose town follows in the same sentence: "the ceremony on 5 May in Hanoi"."""
    reach = re.split(r"[.;:]\s", text[end : end + _REACH])[0]
    found = [
        event for event in name.events if event.place and re.search(rf"\bin {re.escape(folded(event.place))}\b", reach)
    ]
    return found[0] if len(found) == 1 else None
