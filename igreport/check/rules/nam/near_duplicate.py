"""The same name, or the same compound, is spelt in two ways.

## What it does
Compares all names and compounds of the series and finds those that differ by a hyphen, a blank, an accent, a capital,
a letter or two that sound alike, the order of their words, or one small word. The finding stands at the rarer
spelling.

## Why is this bad
Readers wonder whether two things are meant; a search in the archive finds only half of the places.

## Example
    The IGF in Riyadh was the 19th. … The Riyad IGF was well attended.

## Use instead
    The IGF in Riyadh was the 19th. … The Riyadh IGF was well attended.

## Limits
It warns where one edition has both spellings and one of them is clearly the exception (once or twice, against three
times or more), where both stand in one paragraph and differ by a blank ("cyber attack", "cyberattack"), and where one
is the town of an event in `references/events.yaml` and the other is not. All other pairs are information: two persons
may have names that are alike. Endings (German cases, plurals, "Iran" and "Iranian"), the names of countries, languages,
months and common given names are let pass, as are the spellings in `references/terms.yaml`: two of them are never a
pair, and one of them is never the wrong one. A compound that is hyphenated as an adjective alone ("long-term") is no
pair of its parts. What is quoted verbatim is not compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import chain

from igreport.check.manuscript import Manuscript
from igreport.check.names import KINDS, Form, Spellings, forms, packed
from igreport.check.rule import Rule
from igreport.check.spellings import Pair, known, pairs
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.report import Report

RULE = Rule("NAM102", "near-duplicate", Severity.WARNING)

_RARE, _USUAL = 2, 3  # places: so few against so many, and three times as many, are an oversight


Rank = tuple[bool, int, int]  # of a spelling: whether it is listed, how often it stands, how many accents it has
Uses = dict[str, list[tuple[int, int]]]  # of a spelling: which edition, and which row of its spellings; oldest first


def collect(manuscript: Manuscript) -> Spellings:
    """Return the spellings of the edition's names and compounds."""
    return packed(tuple(forms(manuscript)))


def compare(report: Report, facts: Mapping[str, Spellings]) -> Iterator[Diagnostic]:
    """Yield each rarer spelling of a name."""
    editions = tuple(facts.values())
    spellings = [edition.spellings.split("\n") if edition.kinds else [] for edition in editions]
    first_kinds = dict.fromkeys(chain.from_iterable(spellings), 0)
    for names, edition in zip(reversed(spellings), reversed(editions), strict=True):
        first_kinds.update(zip(reversed(names), reversed(edition.kinds), strict=True))
    right, wrong = _listed(report, first_kinds)
    places = frozenset(event.place for event in report.events if event.place)
    found = list(pairs({name: KINDS[kind & 3] for name, kind in first_kinds.items() if name not in wrong}))
    uses: Uses = {name: [] for pair in found for name in pair[:2]}
    for position, names in enumerate(spellings):
        for row, name in enumerate(names):
            if name in uses:
                uses[name].append((position, row))
    counts = {name: sum(editions[at].counts[row] for at, row in rows) for name, rows in uses.items()}
    right |= places

    def rank(name: str) -> Rank:
        return name in right or name in known(), counts[name], sum(letter > "\x7f" for letter in name)

    best_first = sorted(found, key=lambda pair: max(rank(pair.first), rank(pair.second)), reverse=True)
    yield from _apart([finding for pair in best_first for finding in _judge(pair, uses, editions, rank, places)])


def _apart(found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings, none inside of another: the words of a name are compared as well as the whole."""
    taken: set[tuple[str, int, int]] = set()
    for finding in sorted(found, key=_longest_first):
        span = finding.span
        cells = {(span.path, span.line, column) for column in range(span.column, max(span.end_column, span.column + 1))}
        if not cells & taken:
            taken |= cells
            yield finding


def _longest_first(finding: Diagnostic) -> tuple[bool, int, Span]:
    span = finding.span
    length = (span.end_line - span.line) * 999 + span.end_column - span.column
    return finding.severity is not Severity.WARNING, -length, span


def _listed(report: Report, uses: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the right spellings of the list of terms, and the wrong ones, which another rule reports, with their words."""
    right = {name for term in report.terms for name in (term.term, term.expansion) if name}
    wrong = {name for term in report.terms for name in term.variants}
    used = [(name, term.term) for term in report.terms for name in term.variants if name in uses]
    wrong |= {word for name, term in used for word in name.split() if word not in term.split()}
    return frozenset(right), frozenset(wrong - right)


def _judge(
    pair: Pair, uses: Uses, editions: tuple[Spellings, ...], rank: Callable[[str], Rank], places: frozenset[str]
) -> Iterator[Diagnostic]:
    earlier, later = sorted((pair.first, pair.second), key=lambda name: uses[name][0])
    rare, usual = sorted((later, earlier), key=rank)
    (is_right, count, _), (is_usual_right, usual_count, _) = rank(rare), rank(usual)
    rows = dict(uses[usual])
    for at, row in uses[rare] if not is_right or rare in known() else ():
        form = editions[at].form(row, rare)
        there = editions[at].form(rows[at], usual) if at in rows else None
        first, first_row = uses[usual][0]
        other = there or editions[first].form(first_row, usual)
        severity = _severity(pair, form, there, usual in places)
        if there and severity is Severity.WARNING and count == usual_count and not is_usual_right:
            yield from _together(form, there)
            yield from _together(there, form)
        else:
            yield from _found(form, other, usual_count, pair.difference, severity)


def _together(one: Form, other: Form) -> Iterator[Diagnostic]:
    place = other.places[0]
    message = f"“{one.spelling}” and “{other.spelling}” stand in one paragraph"
    for span in one.places:
        yield RULE.found(span, message, "choose one of the two", related=(place,))


def _found(rare: Form, usual: Form, count: int, difference: str, severity: Severity) -> Iterator[Diagnostic]:
    place = usual.places[0]
    times = "once" if count == 1 else f"{count} times"
    message = f"“{rare.spelling}” is spelt “{usual.spelling}” elsewhere ({times}, as at {place}): {difference} differs"
    hint = f"write “{usual.spelling}”, or list the right spelling in references/terms.yaml"
    for span in rare.places:
        yield RULE.found(span, message, hint, related=(place,), severity=severity)


def _severity(pair: Pair, rare: Form, usual: Form | None, is_place: bool) -> Severity:
    if usual is None or (rare.is_ordinary and pair.difference in ("a hyphen", "a blank", "the spelling")):
        return Severity.INFO
    is_clear = pair.is_strong and rare.times <= _RARE and usual.times >= max(_USUAL, 3 * rare.times)
    is_misspelt_place = is_place and rare.times == 1 and pair.difference == "the spelling"
    is_one_or_other = pair.difference == "a blank" and _are_together(rare, usual)
    return Severity.WARNING if is_clear or is_misspelt_place or is_one_or_other else Severity.INFO


def _are_together(rare: Form, usual: Form) -> bool:
    """Say whether both spellings stand in one paragraph, so that one author wrote them at one time."""
    return bool({(at.path, at.line) for at in rare.places} & {(at.path, at.line) for at in usual.places})
