"""A document's number in the text is not that of the source cited.

## What it does
Compares the symbols and numbers of official documents in the text ("Resolution 79/302", A/80/257, "Regulation (EU)
2024/1689", COM(2021) 206) with the symbol that the source in the next note names in its address, in `number` or in
`custom: symbol`; and a link's words with its address.

## Why is this bad
One of the two is wrong, and readers cannot know which.

## Example
    The Assembly adopted Resolution 79/302 [@a-res-79-325].

## Use instead
    The Assembly adopted Resolution 79/325 [@a-res-79-325].

Only documents of one body and one series are compared: a report and the resolution that asked for it stand side by side
rightly. A resolution that a sentence only recalls ("pursuant to resolution 75/240") is let pass, and so is a source that
names no symbol.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile

from igreport.check import rows, symbols
from igreport.check.manuscript import Manuscript
from igreport.check.rows import Row
from igreport.check.rule import Rule
from igreport.check.symbols import Symbol
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("DOC101", "symbol-mismatch", Severity.ERROR)

_RECALLS = (
    r"\b(?:[Pp]ursuant to|[Uu]nder|[Rr]ecall\w*|[Rr]eaffirm\w*|[Ff]ollow\w*|[Ss]ince|[Aa]mend\w*|[Rr]epeal\w*|[Rr]eplac\w*|"
    r"[Ss]upersed\w*|[Aa]fter|[Bb]uilding on|[Ll]ike|[Uu]nlike|[Nn]ach|[Gg]emäß|[Ll]aut|[Ss]eit|by|in|of|to|on|from|than|before|"
    r"with|aus|auf|durch|in|mit|von|der|des|zu|zur)"
    r"\s(?:the\s|its\s|der\s|die\s)?(?:(?:UN|EU|GA|UNGA|General|Assembly|United|Nations|Security|Council)\s){0,4}\Z"
)
_REPLACES = (
    r"(?i)amend|replac|repeal|supersed|succe|follow|updat|revis|review|before|after|than|"
    r"geändert|ersetz|aufgehoben|abgelöst|nach"
)
_PAPERS = ("COM", "SWD", "JOIN")
_NEAR = 80  # characters between a number and its note
_WORD = r"[^\W\d_]{2,}"


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each symbol that its note contradicts, and each link whose words its address contradicts."""
    following: dict[Prose, list[Row]] = {}
    for row in rows.find(manuscript):
        following.setdefault(row.prose, []).append(row)
    for prose in manuscript.prose:
        if prose not in following and not prose.links:
            continue
        found = symbols.find(prose.text)
        if found:
            yield from _links(manuscript, prose, found)
            calls = following.get(prose, [])
            for start, end in manuscript.sentences(prose) if calls else ():
                inside = symbols.within(found, start, end)
                if inside:
                    first, last = (bisect_left(calls, place, key=_first) for place in (start, end))
                    yield from _sentence(manuscript, inside, calls[first:last])


def _first(row: Row) -> int:
    return row.first


def _sentence(manuscript: Manuscript, found: list[Symbol], calls: list[Row]) -> Iterator[Diagnostic]:
    sources = _symbols(manuscript, calls)
    cited = [[(key, symbol) for key in _keys(row) for symbol in sources[key]] for row in calls]
    all_cited = {(symbol.kind, symbol.number) for row in cited for _, symbol in row}
    named = {(symbol.kind, symbol.number) for symbol in found}
    for place, symbol in enumerate(found):
        at = bisect_left(calls, symbol.end, key=_first)
        if at == len(calls) or (symbol.kind, symbol.number) in all_cited:
            continue
        others = [(key, other) for key, other in cited[at] if other.kind == symbol.kind]
        if others and not any((other.kind, other.number) in named for _, other in others):
            severity = _severity(found, place, calls[at])
            if severity is not None:
                key, other = others[0]
                yield _found(manuscript, calls[at], symbol, key, other, severity)


def _symbols(manuscript: Manuscript, calls: list[Row]) -> dict[str, list[Symbol]]:
    references = manuscript.report.references
    keys = {key for row in calls for key in _keys(row)}
    return {key: symbols.of_source(references[key]) if key in references else [] for key in keys}


def _keys(row: Row) -> list[str]:
    return [key for cited in row.calls for key in cited.call.keys]


def _severity(found: list[Symbol], place: int, row: Row) -> Severity | None:
    """Return how sure it is that the note is on the document; None where the sentence may only recall that."""
    symbol = found[place]
    between = row.prose.text[symbol.end : row.start]
    following = takewhile(lambda other: other.start < row.first, islice(found, place + 1, None))
    if any(other.kind == symbol.kind for other in following):
        return None
    if not re.search(_WORD, _without_quotations(between)):
        return Severity.ERROR
    before = row.prose.text[max(0, symbol.start - 60) : symbol.start]
    if re.search(_REPLACES, between) or re.search(_RECALLS, before):
        return None
    return Severity.WARNING if len(between) <= _NEAR else Severity.INFO


def _without_quotations(text: str) -> str:
    return re.sub(r"[\"“„«][^\"“”«»]{0,300}[\"”“»]|\([^()]{0,60}\)", "", text)


def _found(manuscript: Manuscript, row: Row, symbol: Symbol, key: str, other: Symbol, severity: Severity) -> Diagnostic:
    reference = manuscript.report.references[key]
    note = next(cited.note for cited in row.calls if key in cited.call.keys)
    place = reference.value("URL") if symbols.of_address(reference.url) else reference.value("id")
    words = " ".join(row.prose.text[symbol.start : symbol.end].split())
    message = f"“{words}” stands in the text, {_written(other)} in note {note}"
    span = row.prose.span(symbol.start, symbol.end)
    hint = "see which of the two is meant, and mend the other"
    return RULE.found(span, message, hint, note=note, related=(place,), severity=severity)


def _written(symbol: Symbol) -> str:
    if symbol.kind.startswith("EU/"):
        return symbol.number
    return (
        f"{symbol.kind}({symbol.number.replace('/', ') ')}"
        if symbol.kind in _PAPERS
        else f"{symbol.kind}/{symbol.number}"
    )


def _links(manuscript: Manuscript, prose: Prose, found: list[Symbol]) -> Iterator[Diagnostic]:
    for start, end, target in prose.links:
        named = [symbol for symbol in found if start <= symbol.start and symbol.end <= end]
        for symbol in named:
            others = [other for other in symbols.of_address(target) if other.kind == symbol.kind]
            if others and symbol.number not in [other.number for other in others]:
                words = prose.text[symbol.start : symbol.end]
                message = f"the link's words are “{words}”, its address is of {_written(others[0])}"
                span = prose.span(symbol.start, symbol.end)
                hint = "see which of the two is meant, and mend the other"
                yield RULE.found(span, message, hint, note=manuscript.note_of(prose))
