"""A hyphen stands between the two ends of a range.

## What it does
Finds ranges of days, months, years, pages, paragraphs and amounts that are written with a hyphen, or with a dash between
blanks: 8-12 July, 2021-2025, pp. 12 - 15, 20-30 percent. It is a warning where the edition mostly writes the en dash.

## Why is this bad
From one number to another leads the dash (–); a hyphen joins parts of one name, as in F-16. Two forms of one sign look
careless.

## Example
    The meeting is on 8-12 July 2025.

## Use instead
    The meeting is on 8–12 July 2025.

## Limits
What has the form of an identifier (ISO dates, symbols, telephone numbers, scores) is let pass, and so are quotations and
ranges that stand in `references/terms.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import replacing
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT118", "hyphen-range", Severity.WARNING)

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Januar|Jänner|Februar|März|Mai|Juni|Juli|Oktober|Dezember|Mär|Okt|Dez)"
)
_BEFORE_NUMBERS = (
    r"(?:pp?|[Pp]ages?|[Pp]aras?|[Pp]aragraphs?|[Aa]rt(?:icle)?s?|[Cc]hapters?|[Ss]ections?|[Nn]otes?|[Nn]os?|[Ll]ines?|vols?|"
    r"S|Seiten?|Abs|Absätze|Artikel|Kapitel|Ziffern?|Rn|Nrn?|Zeilen?|Punkte)"
)
_UNIT = (
    r"(?:%|percent\b|per\scent\b|Prozent\b|million\b|billion\b|Millionen\b|Milliarden\b|Mio\b|Mrd\b|"
    r"(?:years|months|weeks|days|hours|minutes|Jahren?|Monaten?|Wochen|Tagen?|Stunden|Minuten)\b)"
)
_SIGN = r"(?P<sign{}>\s?[-–]\s?)"
_RANGE = "|".join(
    pattern.replace("SIGN", _SIGN.format(number))
    for number, pattern in enumerate(
        (
            rf"(?<![\w.,/:–-])\d{{1,2}}\.?SIGN\d{{1,2}}\.?\s{_MONTH}\b",  # 8-12 July, 8.-12. Juli
            rf"\b{_MONTH}\s\d{{1,2}}SIGN\d{{1,2}}(?=,?\s(?:19|20)\d\d\b)",  # July 8-12, 2025
            r"(?<![\w.,/:+–-])(?P<year>(?:1[5-9]|20)\d\d)SIGN(?P<last>(?:1[5-9]|20)\d\d|\d\d)(?![\w/:–-]|[.,]\d)",
            rf"\b{_MONTH}SIGN{_MONTH}\s(?:19|20)\d\d\b",  # July-September 2025
            rf"(?<![\w.-]){_BEFORE_NUMBERS}\.?\s\d{{1,4}}SIGN\d{{1,4}}(?![\w/–-]|[.,]\d)",
            rf"(?<![\w.,/:–-])\d{{1,3}}(?:[.,]\d)?SIGN\d{{1,3}}(?:[.,]\d)?\s?{_UNIT}(?!-)",
        )
    )
)
_MAYBE = r"(?:\d\.?|[a-zä])\s?[-–]\s?[\dADFJMNOS]"
_MAJORITY = 2  # dashes a hyphen, before the house's style is the dash


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each range with a hyphen."""
    found = [row for prose in manuscript.prose for row in _ranges(manuscript, prose)]
    hyphens = [row for row in found if "-" in row[1][row[2]]]
    if not hyphens:
        return
    known = " ".join(_known(manuscript))
    is_style = len(found) - len(hyphens) >= max(_MAJORITY, _MAJORITY * len(hyphens))
    for prose, match, group in hyphens:
        if match[0] in known:
            continue
        fix = replacing(prose, *match.span(group), "–", is_safe=is_style)
        message = f"a hyphen stands in the range “{' '.join(match[0].split())}”"
        span, note = prose.span(*match.span(group)), manuscript.note_of(prose)
        hint = "write the en dash (–), without blanks"
        yield RULE.found(span, message, hint, fix=fix, note=note, severity=None if is_style else Severity.INFO)


def _ranges(manuscript: Manuscript, prose: Prose) -> Iterator[tuple[Prose, re.Match[str], str]]:
    if not re.search(_MAYBE, prose.text):
        return
    for match in re.finditer(_RANGE, manuscript.own_words(prose)):
        group = next(name for name, text in match.groupdict().items() if text and name.startswith("sign"))
        if match["year"] is None or _is_later(match["year"], match["last"]):
            yield prose, match, group


def _is_later(year: str, last: str) -> bool:
    """Whether `last` goes on from `year`: 2021-2025 and 2024-25; 2024-10 is a month."""
    if len(last) == 4:
        return last > year
    return last > year[2:] and int(last) > 12


def _known(manuscript: Manuscript) -> Iterator[str]:
    for term in manuscript.report.terms:
        yield from (term.term, term.expansion or "", *term.variants)
    for event in manuscript.report.events:
        yield from (event.name, *event.names)
