"""A session of the General Assembly is dated outside of the year in which it meets.

## What it does
Compares the number of a session of the UN General Assembly ("the 79th UNGA", "80th session of the General Assembly") with
the date that stands beside it: session 80 opened in September 2025 and ends in September 2026.

## Why is this bad
Readers look for the event in the wrong year, or for the wrong session.

## Example
    In October 2025, the 79th UN General Assembly took up the draft.

## Use instead
    In October 2025, the 80th UN General Assembly took up the draft.

Only a date that stands directly before or behind is compared. Sessions of other bodies are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check import symbols
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.symbols import Session
from igreport.model.dates import DateMention
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("DOC103", "assembly-session", Severity.WARNING)

_AFTER = (
    r"(?:\s?\(|,?\s)(?:(?:in|on|from|of|held|starting|beginning|opening|opens|opened|begins|began|starts|started|ends|ended|will|"
    r"open|begin|start|is|was|the|im|ab|vom|am|beginnt|begann|eröffnet)\s){0,5}\Z"
)
_BEFORE = r",?\s(?:(?:at|during|for|the|auf|bei|während|trat|tritt|die|der|zur)\s){0,3}\Z"
_YEAR = r"\s\(?((?:19|20)\d\d)\b(?!/|-\d)"

_NEAR = 90  # characters between a session and the beginning of its date


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each session that its date contradicts."""
    for prose in manuscript.prose:
        for session in symbols.sessions(prose.text):
            place = _outside(manuscript, prose, session)
            if place:
                yield _found(manuscript, prose, session, place)


def _outside(manuscript: Manuscript, prose: Prose, session: Session) -> tuple[int, int] | None:
    """Return where the date stands that is beside the session and outside of it."""
    first, last = symbols.general_assembly(session.number)
    near = symbols.within(list(manuscript.dates(prose)), session.start - _NEAR, session.end + _NEAR)
    for date in near:
        if not date.year_inferred and not date.fault and _is_beside(prose.text, session, date):
            is_outside = date.earliest and date.latest and (date.earliest > last or date.latest < first)
            return (date.start, date.end) if is_outside else None
    year = re.compile(_YEAR).match(prose.text, session.end)
    if year and int(year[1]) not in (first.year, last.year):
        return year.span(1)
    return None


def _is_beside(text: str, session: Session, date: DateMention) -> bool:
    if date.start >= session.end:
        return re.compile(_AFTER).fullmatch(text, session.end, date.start) is not None
    return session.start >= date.end and re.compile(_BEFORE).fullmatch(text, date.end, session.start) is not None


def _found(manuscript: Manuscript, prose: Prose, session: Session, place: tuple[int, int]) -> Diagnostic:
    year = symbols.general_assembly(session.number)[0].year
    words = " ".join(prose.text[session.start : session.end].split())
    message = f"“{words}” meets from September {year} to September {year + 1}, not at the date beside it"
    hint = (
        "session n of the General Assembly opens in September of 1945 + n; see whether the number or the date is wrong"
    )
    span = prose.span(session.start, session.end)
    return RULE.found(span, message, hint, note=manuscript.note_of(prose), related=(prose.span(*place),))
