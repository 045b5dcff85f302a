"""The project's lists of terms and events: each entry has its source, and no entry contradicts another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from igreport.model.report import Event, Report, Term
from igreport.sources.load import load

PROJECT = Path(__file__).parents[1]
LEAST_TERMS, LEAST_EVENTS = 150, 60


@pytest.fixture(scope="module")
def report() -> Report:
    """Return the project's own report."""
    return load(PROJECT)


def test_the_lists_are_read_without_findings(report: Report) -> None:
    lists = {"references/terms.yaml", "references/events.yaml"}
    assert [problem for problem in report.problems if problem.span.path in lists] == []


def test_the_lists_are_long_enough(report: Report) -> None:
    assert len(report.terms) >= LEAST_TERMS
    assert len(report.events) >= LEAST_EVENTS


def test_every_entry_has_an_https_address(report: Report) -> None:
    entries = [(term.term, term.url) for term in report.terms] + [(event.id, event.url) for event in report.events]
    assert [name for name, url in entries if not is_https(url)] == []


def is_https(url: str | None) -> bool:
    parts = urlsplit(url or "")
    return parts.scheme == "https" and "." in parts.netloc and re.search(r"\s", url or "") is None


def test_no_name_stands_twice(report: Report) -> None:
    assert twice(term.term for term in report.terms) == []
    assert twice(event.id for event in report.events) == []
    assert twice(variant for term in report.terms for variant in term.variants) == []


def twice(values: Iterable[object]) -> list[object]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_no_variant_is_or_stands_in_a_right_name(report: Report) -> None:
    right = "\n".join(right_names(report.terms, report.events))
    variants = [variant for term in report.terms for variant in term.variants]
    assert [variant for variant in variants if whole_words(variant).search(right)] == []


def right_names(terms: Iterable[Term], events: Iterable[Event]) -> Iterator[str]:
    for term in terms:
        yield from filter(None, (term.term, term.expansion))
    for event in events:
        yield from filter(None, (event.name, event.series, event.place, *event.names))


def whole_words(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")


def test_variants_are_written_without_odd_spaces(report: Report) -> None:
    written = [name for term in report.terms for name in (term.term, *term.variants)]
    assert [name for name in written if name != " ".join(name.split())] == []


def test_no_variant_is_the_german_genitive_of_its_term(report: Report) -> None:
    wrong = [(term.term, variant) for term in report.terms for variant in term.variants if variant == f"{term.term}s"]
    assert wrong == []


def test_a_term_in_the_place_of_its_variant_never_doubles_its_first_word(report: Report) -> None:
    # "UN Institute for …" must not become "UN UN Institute of …".
    wrong = [
        (term.term, variant)
        for term in report.terms
        for variant in term.variants
        if term.term.startswith("UN ") and not variant.startswith(("UN ", "United Nations "))
    ]
    assert wrong == []


def test_an_abbreviation_that_needs_no_expansion_is_one(report: Report) -> None:
    terms = [term.term for term in report.terms if term.well_known]
    assert "UN" in terms
    assert [term for term in terms if not re.fullmatch(r"[A-Z][A-Z0-9-]+s?", term)] == []


def test_every_event_ends_after_it_begins(report: Report) -> None:
    assert [event.id for event in report.events if event.end and event.end <= event.start] == []


def test_the_ordinals_of_a_series_increase_with_its_dates(report: Report) -> None:
    series = defaultdict(list)
    for event in sorted(report.events, key=lambda event: event.start):
        if event.ordinal is not None:
            assert event.series, event.id
            series[event.series].append(event.ordinal)
    assert series["Internet Governance Forum"] == list(range(1, len(series["Internet Governance Forum"]) + 1))
    assert {name: found for name, found in series.items() if found != sorted(set(found))} == {}


def test_a_year_in_the_name_of_an_event_is_its_own(report: Report) -> None:
    assert [(event.id, name) for event in report.events for name in foreign_years(event)] == []


def foreign_years(event: Event) -> list[str]:
    own = {str(event.start.year), str((event.end or event.start).year)}
    names = [name for name in (event.name, *event.names) if "held in" not in name and "-20" not in name]
    return [name for name in names if set(re.findall(r"\b(?:19|20)\d\d\b", name)) - own - {"2030"}]


def test_a_number_in_the_name_of_an_event_is_its_ordinal(report: Report) -> None:
    wrong = [
        (event.id, name)
        for event in report.events
        for name in (event.name, *event.names)
        for number in re.findall(r"^(\d+)(?:st|nd|rd|th|\.) ", name)
        if int(number) != event.ordinal
    ]
    assert wrong == []


def test_no_two_events_have_a_name_in_common(report: Report) -> None:
    names = [name for event in report.events for name in {name.casefold() for name in (event.name, *event.names)}]
    assert twice(names) == []


def test_the_project_s_own_editions_have_no_wrong_name(report: Report) -> None:
    wrong = re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(variant) for term in report.terms for variant in term.variants)})(?!\w)"
    )
    found = [
        (path.name, match[0])
        for path in sorted((PROJECT / "sections").glob("*/*.md"))
        for match in wrong.finditer(path.read_text("utf-8"))
    ]
    assert found == []
