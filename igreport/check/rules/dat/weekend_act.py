"""An official act on a Saturday or a Sunday.

## What it does
Finds days on which a parliament, an assembly, a council, a committee or a working group is said to have adopted,
approved or decided something, and which fall on a weekend.

## Why is this bad
Such bodies rarely sit on weekends: mostly the day or the year is wrong.

## Example
    The Committee adopted its report on 27 July 2025.

## Use instead
    The Committee adopted its report on 11 July 2025.

## Limits
Summits, conferences, heads of state and government, forums and companies do act on weekends, so that sentences that
name them are let pass, as are entries into force, elections and dates without a year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from igreport.check import acts
from igreport.check.calendar_words import WEEKDAYS, day
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.told_dates import Told, clause, told_in
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT111", "weekend-act", Severity.WARNING)

_BODIES = (
    r"Assembly|UNGA|Security Council|Human Rights Council|ECOSOC|Parliament|Committee|Commission"
    r"|[Ww]orking [Gg]roup|OEWG|GGE|[Ss]ession|[Mm]eeting|[Pp]lenary|[Rr]esolution|final report"
    r"|Generalversammlung|Vollversammlung|Sicherheitsrat|Menschenrechtsrat|Parlament|Ausschu(?:ss|sses)|Ausschüsse"
    r"|Kommission|Arbeitsgruppe"
    r"|Sitzung|Tagung|Plenum|Abschlussbericht"
)
_ACTS = (
    r"adopt(?:ed|ion)|approved|voted|passed|agreed on|decided|endorsed|signed into law|ratified"
    r"|verabschiedete?n?|Verabschiedung|beschlossen|beschloss|angenommen|Annahme|billigte|gebilligt"
    r"|stimmte[n]?|ratifiziert"
)
_WEEKEND_BODIES = re.compile(
    r"(?i)summit|gipfel|confer|konferenz|leaders|heads of state|forum|president|präsident"
    r"|IETF|ICANN|W3C|G7|G20|BRICS|SCO\b|SOZ\b|ASEAN|NATO|OPEC|\bparty\b|\bpartei|parteitag|congress of|federation"
    r"|verband|association"
    r"|synod|election|referendum|wahl|minister|European Council|Europäische[rn]? Rat|\bgovernment|regierung"
    r"|\bboard\b|vorstand"
    r"|compan|developer|members|mitglieder|convention of|scheduled|planned|expected|\bwill\b|\bsoll|wird|geplant"
)
_ACT = re.compile(rf"\b(?:{_ACTS})\b")
_BODY = re.compile(rf"\b(?:{_BODIES})\b")
_LAST_DAY_OF_NO_WEEKEND = 4
_BEFORE = 20  # characters before a date in which its preposition stands
_INSIDE = frozenset(("on", "am", "of", "vom", "the"))


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each official act on a weekend."""
    for prose in manuscript.text:
        if any(_is_weekend(date.earliest) for date in manuscript.dates(prose)):
            for item in told_in(manuscript, prose):
                yield from _judged(manuscript, item)


def _is_weekend(date: datetime.date | None) -> bool:
    return date is not None and date.weekday() > _LAST_DAY_OF_NO_WEEKEND


def _judged(manuscript: Manuscript, item: Told) -> Iterator[Diagnostic]:
    prose, date, _words = item
    first = date.earliest
    if (
        first is None
        or date.precision != "day"
        or date.last
        or date.fault
        or date.year_inferred
        or date.weekday is not None
    ):
        return
    if not _is_weekend(first) or _preposition(item) not in _INSIDE:
        return
    if any(event.start == first and acts.kind(event) for event in manuscript.report.events):
        return
    start, end = clause(manuscript, item)
    text = manuscript.own_words(prose)[start:end]
    if _ACT.search(text) and _BODY.search(text) and not _WEEKEND_BODIES.search(text):
        message = f"{day(first)} is a {WEEKDAYS[first.weekday()]}, on which such bodies rarely act"
        yield RULE.found(prose.span(date.start, date.end), message, "look up the day in the source")


def _preposition(item: Told) -> str:
    start = item.date.start
    before = item.prose.text[max(0, start - _BEFORE) : start].split()
    return before[-1].lower() if before else ""
