"""The same thing is counted in two ways.

## What it does
Compares "the 16 SDGs" with "the 17 Sustainable Development Goals" elsewhere in the series, and with the numbers of a
few things that everybody knows; and "30 days after the 40th ratification" with "90 days after the 40th ratification".

## Why is this bad
One of the two numbers is wrong.

## Example
    The 16 SDGs remain. … All 17 SDGs are at risk.

## Use instead
    The 17 SDGs remain. … All 17 SDGs are at risk.

Only whole counts are compared: "the 17 …", "all 17 …" of something with a name of its own. A part ("three SDGs", "the
three SDGs that …") and what grows (members, participants, signatories) are let pass. The finding stands at the rarer
number; where both are as frequent, at the later one, as information.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from igreport.check.abbreviations import abbreviations
from igreport.check.counts import NUMBER, is_number, value
from igreport.check.manuscript import Manuscript
from igreport.check.names import UPPER
from igreport.check.rule import Rule
from igreport.check.spellings import fold
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.prose import Prose
from igreport.model.report import Report

RULE = Rule("NUM102", "contradicting-counts", Severity.WARNING)

_CLOSED = re.compile(
    r"[TtAaDd](?<!\w\w)(?:he|ll|ll the|ie|en|er|lle|llen|ller|lle die)\s(\d{1,3}|[a-zäöü]{3,9})\s"
    r"(?=((?:(?!of\b|der\b|des\b|für\b)[^\W\d_][\w&+-]*\s){0,2}(?!of\b|der\b|des\b|für\b)[^\W\d_][\w&+-]*"
    r"(?:\s(?:of the|of|der|des|für)(?:\s[^\W\d_][\w&+-]*){1,3})?))"
)
_PROPER = re.compile(rf"(?:[A-Z]{{2,}}s|(?:[{UPPER}][\w-]+\s){{1,3}}[{UPPER}][\w-]+s)(?!\w)")
_PART = re.compile(
    r"\s(?:that|which|who|whose|mentioned|listed|on|in|with|related|concerning|dealing|from|under|above|below|adopted|die|der|"
    r"welche|mit|zu|zum|zur|aus|im|in)\b|,\s(?:die|der|which|who)\b"
)
_DEADLINE = re.compile(
    rf"\b({NUMBER})\s(days?|weeks?|months?|Tagen?|Wochen?|Monaten?|Tage|Monate)\s((?:after|nach)\s"
    rf"(?:the|der|dem|Hinterlegung der)\s(?:\d{{1,3}}(?:st|nd|rd|th|\.)|[a-zäöü]{{4,14}}(?:th|te[nr]?))\s[^\W\d_]{{4,}})",
    re.IGNORECASE,
)
_GROWING = frozenset(
    "members signatories participants countries states parties delegates delegations staaten mitglieder teilnehmer länder".split()
)


class Count(NamedTuple):
    """What is counted (a key that all its names share), how it is written, and where."""

    key: str
    number: int
    written: str
    span: Span
    note: int | None


def collect(manuscript: Manuscript) -> tuple[Count, ...]:
    """Return the whole counts of the edition."""
    meanings = {
        name: rows[0].meaning for name, rows in abbreviations(manuscript).expansions.items() if rows[0].fit == "exact"
    }
    meanings |= {term.term.rstrip("s"): term.expansion for term in manuscript.report.terms if term.expansion}
    return tuple(row for prose in manuscript.prose for row in _counts(manuscript, prose, meanings))


def _counts(manuscript: Manuscript, prose: Prose, meanings: Mapping[str, str]) -> Iterator[Count]:
    text = manuscript.own_words(prose)
    for match in _CLOSED.finditer(text):
        if is_number(match[1]) and (found := _name(text, match, prose.language)):
            key = fold(meanings.get(found[:-1], found) if found.isupper() or found[:-1].isupper() else found)
            end = match.start(2) + len(found)
            span, note = prose.span(match.start(1), end), manuscript.note_of(prose)
            yield Count(
                _common().get(key, (key, 0))[0],
                value(match[1]),
                " ".join(text[match.start(1) : end].split()),
                span,
                note,
            )
    for match in _DEADLINE.finditer(text) if " after the" in text or " nach " in text else ():
        key = fold(match[3]) + match[2][0].lower()
        yield Count(key, value(match[1]), match[0], prose.span(match.start(), match.end()), manuscript.note_of(prose))


def _name(text: str, match: re.Match[str], language: str) -> str:
    """Return the name of what is counted, or nothing where it has none or only a part is meant."""
    words = " ".join(match[2].split())
    for name in _prefixes(words):
        if fold(name) in _common():
            break
    else:
        proper = _PROPER.match(words)
        if proper is None or (language.startswith("de") and not proper[0][:-1].isupper()):
            return ""
        name = proper[0]
        if name.split()[-1].lower() in _GROWING:
            return ""
    return "" if _PART.match(text, match.start(2) + len(name)) else name


def _prefixes(words: str) -> Iterator[str]:
    parts = words.split()
    for size in range(len(parts), 0, -1):
        yield " ".join(parts[:size])


@functools.cache
def _common() -> dict[str, tuple[str, int]]:
    """Return for each name of a thing that everybody can count the key that its names share, and its number."""
    found: dict[str, tuple[str, int]] = {}
    for line in (Path(__file__).parents[2] / "data" / "counts.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            number, *names = (part.strip() for part in line.split("|"))
            found.update({fold(name): (names[0], int(number)) for name in names})
    return found


def compare(_report: Report, facts: Mapping[str, tuple[Count, ...]]) -> Iterator[Diagnostic]:
    """Yield each count that others contradict."""
    groups: dict[str, list[Count]] = {}
    for counts in facts.values():
        for row in counts:
            groups.setdefault(row.key, []).append(row)
    numbers = dict(_common().values())
    for key, rows in groups.items():
        if key in numbers:
            yield from (_known(row, numbers[key]) for row in rows if row.number != numbers[key])
        elif len({row.number for row in rows}) > 1:
            yield from _contradictions(rows)


def _known(row: Count, number: int) -> Diagnostic:
    return RULE.found(row.span, f"“{row.written}”: there are {number}", f"write {number}", note=row.note)


def _contradictions(rows: list[Count]) -> Iterator[Diagnostic]:
    amounts = [row.number for row in rows]
    usual = max(dict.fromkeys(amounts), key=amounts.count)
    first = next(row for row in rows if row.number == usual)
    for row in rows:
        if row.number != usual:
            is_clear = amounts.count(usual) > amounts.count(row.number)
            message = f"“{row.written}” here, “{first.written}” elsewhere ({first.span})"
            severity = None if is_clear else Severity.INFO
            yield RULE.found(
                row.span, message, "find out which is right", note=row.note, related=(first.span,), severity=severity
            )
