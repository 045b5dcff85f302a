"""What became of an address: the cases of `pages/*.txt`, and what is kept of earlier visits."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.links.targets import Target
from igreport.links.verdict import judge, wants_probe
from igreport.links.visit import Failure, FailureKind, Hop, Page, Visit
from igreport.model.dates import DateRange, PartialDate
from igreport.model.link import VERDICTS, LinkRecord
from tests.links.cases_of_pages import NOW, PAGES, URL, Case, cases, prose, read

CASES = [(path.stem, case) for path in sorted(PAGES.glob("*.txt")) for case in cases(path.name)]
TARGET = Target(URL)
GOOD = read(f"<title>Quays in autumn</title><h1>Quays</h1><p>{prose(100)}</p>")
BEFORE = LinkRecord(
    URL,
    "ok",
    status=200,
    checked="2025-10-20T08:00:00Z",
    last_ok="2025-10-20T08:00:00Z",
    title="Quays in autumn",
    date="2025-09-30",
    text_sha256=GOOD.text_sha256,
    sketch=GOOD.sketch,
    archive="https://archive.example/1",
    etag='"1"',
)


def answer(status: int | None = 200, page: Page | None = GOOD, **rest: object) -> Visit:
    return replace(Visit(URL, URL, status=status, page=page), **rest)  # type: ignore[arg-type]


def failed(kind: FailureKind, **rest: object) -> Visit:
    return answer(rest.pop("status", None), rest.pop("page", None), failure=Failure(kind, "why"), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "case", [case for _, case in CASES], ids=[f"{group}: {case.verdict}: {case.name}" for group, case in CASES]
)
def test_case(case: Case) -> None:
    record = judge(case.target, case.visit, case.before, NOW, case.probe)
    assert record.verdict == case.verdict, record.reason
    assert (record.reason is None) == (record.verdict in ("ok", "moved", "redirected"))


def test_there_are_many_cases() -> None:
    assert len(CASES) > 120
    assert {case.verdict for _, case in CASES} == set(VERDICTS) - {"unchecked"}


@pytest.mark.parametrize(
    ("visit", "verdict"),
    [
        (failed("no-host"), "dead"),
        (failed("no-host", status=302), "dead"),
        (failed("connection"), "failing"),
        (failed("reset"), "failing"),
        (failed("timeout"), "failing"),
        (failed("tls"), "failing"),
        (failed("protocol"), "failing"),
        (failed("protocol", status=302), "failing"),
        (failed("redirects", status=302), "failing"),
        (failed("no-network"), "unchecked"),
        (failed("refused", status=302), "unchecked"),
        (failed("budget"), "unchecked"),
        (failed("budget", status=503), "unchecked"),
        (failed("reset", status=200, page=Page()), "failing"),
        (failed("timeout", status=200, page=Page(title="Quays")), "ok"),
        (failed("timeout", status=200, page=Page(words=7)), "ok"),
        (failed("protocol", status=200), "failing"),
        (failed("reset", status=404, page=Page()), "dead"),
        (failed("reset", status=500, page=Page()), "failing"),
        (answer(404), "dead"),
        (answer(410), "dead"),
        (answer(408), "failing"),
        (answer(418), "failing"),
        (answer(421), "failing"),
        (answer(425), "failing"),
        (answer(304), "failing"),
        (answer(402), "blocked"),
        (answer(405), "blocked"),
        (answer(406), "blocked"),
        (answer(407), "blocked"),
        (answer(206), "ok"),
        (answer(204, None), "failing"),
        (answer(200, None, headers={"content-type": "application/pdf"}, sha256="ab"), "ok"),
        (answer(200, None, is_whole=False), "ok"),
        (answer(200, GOOD, is_whole=False), "ok"),
        (answer(200, None, hops=(Hop(URL, 301),), final_url="https://harbours.example/"), "soft-404"),
    ],
)
def test_answers_without_a_page_of_interest(visit: Visit, verdict: str) -> None:
    assert judge(TARGET, visit, None, NOW).verdict == verdict


def test_a_page_says_what_it_is() -> None:
    page = replace(GOOD, published=datetime.date(2025, 9, 30), modified=datetime.date(2025, 10, 2))
    record = judge(TARGET, answer(page=page, headers={"etag": 'W/"2"'}), None, NOW)
    assert record == LinkRecord(
        URL,
        "ok",
        status=200,
        checked="2025-10-25T12:00:00Z",
        last_ok="2025-10-25T12:00:00Z",
        title="Quays in autumn",
        date="2025-09-30",
        modified="2025-10-02",
        text_sha256=GOOD.text_sha256,
        sketch=GOOD.sketch,
        etag='W/"2"',
    )


def test_dates_to_come_are_none() -> None:
    page = replace(GOOD, published=datetime.date(2025, 10, 30), modified=datetime.date(2025, 10, 26))
    record = judge(TARGET, answer(page=page), None, NOW)
    assert (record.date, record.modified) == (None, "2025-10-26")


@pytest.mark.parametrize(
    ("headers", "modified"),
    [
        ({"last-modified": "Wed, 01 Oct 2025 10:00:00 GMT", "date": "Sat, 25 Oct 2025 12:00:00 GMT"}, "2025-10-01"),
        ({"last-modified": "Wed, 01 Oct 2025 10:00:00 GMT"}, "2025-10-01"),
        ({"last-modified": "Sat, 25 Oct 2025 11:59:58 GMT", "date": "Sat, 25 Oct 2025 12:00:00 GMT"}, None),
        (
            {"last-modified": "Sat, 25 Oct 2025 11:00:00 GMT", "date": "Sat, 25 Oct 2025 12:00:00 GMT", "age": "3600"},
            None,
        ),
        ({"last-modified": "Thu, 01 Jan 1970 00:00:00 GMT"}, None),
        ({"last-modified": "Sat, 25 Oct 2036 11:00:00 GMT"}, None),
        ({"last-modified": "yesterday"}, None),
        ({"last-modified": "Wed, 01 Oct 99999 10:00:00 GMT", "age": "9" * 400}, None),
    ],
)
def test_the_last_change_by_http(headers: dict[str, str], modified: str | None) -> None:
    assert judge(TARGET, answer(headers=headers), None, NOW).modified == modified


def test_what_is_known_stays_while_a_page_is_away() -> None:
    record = judge(TARGET, failed("timeout"), BEFORE, NOW)
    assert record == replace(
        BEFORE,
        verdict="failing",
        status=None,
        checked="2025-10-25T12:00:00Z",
        failing_since="2025-10-25T12:00:00Z",
        failures=1,
        reason="why",
    )


def test_days_of_failure_are_counted_once_a_day() -> None:
    record: LinkRecord | None = BEFORE
    counts = []
    for hours in (0, 3, 11.5, 12.5, 40, 400):
        record = judge(TARGET, answer(500), record, NOW + datetime.timedelta(hours=hours))
        counts.append((record.failures, record.is_lost))
    assert counts == [(1, False), (1, False), (1, False), (2, False), (3, True), (4, True)]
    assert record
    assert record.failing_since == "2025-10-25T12:00:00Z"
    back = judge(TARGET, answer(), record, NOW + datetime.timedelta(days=30))
    assert (back.failures, back.failing_since, back.verdict) == (0, None, "ok")


def test_dead_follows_failing_in_the_same_row() -> None:
    first = judge(TARGET, answer(500), BEFORE, NOW)
    second = judge(TARGET, answer(404), first, NOW + datetime.timedelta(days=1))
    assert (second.verdict, second.failures, second.failing_since) == ("dead", 2, first.failing_since)


def test_a_wall_is_no_failure() -> None:
    record = judge(TARGET, answer(403), BEFORE, NOW)
    assert (record.verdict, record.failures, record.last_ok, record.title) == (
        "blocked",
        0,
        BEFORE.last_ok,
        BEFORE.title,
    )


@pytest.mark.parametrize("kind", ["no-network", "refused", "budget"])
def test_what_was_not_asked_changes_nothing(kind: FailureKind) -> None:
    assert judge(TARGET, failed(kind), BEFORE, NOW) is BEFORE
    new = judge(TARGET, failed(kind), None, NOW)
    assert (new.verdict, new.reason, new.failures, new.last_ok) == ("unchecked", "why", 0, None)


def test_not_modified_is_as_before() -> None:
    record = judge(TARGET, answer(304, Page()), BEFORE, NOW)
    assert record == replace(BEFORE, status=304, checked="2025-10-25T12:00:00Z", last_ok="2025-10-25T12:00:00Z")
    away = replace(BEFORE, verdict="failing", failures=2, failing_since="2025-10-21T08:00:00Z", reason="why")
    assert judge(TARGET, answer(304, None), away, NOW).verdict == "ok"
    assert judge(TARGET, answer(304, None), replace(BEFORE, verdict="changed", reason="why"), NOW).verdict == "changed"


def test_a_changed_page_stays_changed_until_a_person_has_seen_it() -> None:
    other = read(f"<title>Holiday flats by the sea</title><p>{prose(100, 'b')}</p>")
    first = judge(TARGET, answer(page=other, headers={"etag": '"2"'}), BEFORE, NOW)
    assert (first.verdict, first.title, first.sketch, first.etag) == ("changed", BEFORE.title, BEFORE.sketch, None)
    assert first.reason == "the page is “Holiday flats by the sea” now, and was “Quays in autumn”"
    later = NOW + datetime.timedelta(days=3)
    again = judge(TARGET, answer(page=other), first, later)
    assert again.verdict == "changed"
    seen = replace(TARGET, accessed=DateRange(PartialDate(2025, 10, 28)))
    settled = judge(seen, answer(page=other), again, later + datetime.timedelta(days=1))
    assert (settled.verdict, settled.title, settled.sketch) == ("ok", other.title, other.sketch)
    assert judge(seen, answer(page=other), settled, later + datetime.timedelta(days=9)).verdict == "ok"


def test_a_page_that_was_broken_off_does_not_replace_what_is_known_of_the_whole() -> None:
    part = read("<title>Quays in autumn</title><p>Some words")
    record = judge(TARGET, answer(page=part, failure=Failure("reset", "why"), is_whole=False), BEFORE, NOW)
    assert (record.verdict, record.sketch, record.text_sha256) == ("ok", BEFORE.sketch, BEFORE.text_sha256)


def test_reasons_are_words() -> None:
    said = read("<title>Seite nicht gefunden</title>")
    assert judge(TARGET, answer(page=said), None, NOW).reason == "the page says “Seite nicht gefunden”"
    assert judge(TARGET, answer(404), None, NOW).reason == "HTTP 404"
    refused = judge(TARGET, answer(403, Page(), headers={"server": "cloudflare"}), None, NOW)
    assert refused.reason == "refuses robots (HTTP 403), Cloudflare"


@pytest.mark.parametrize(
    ("target", "visit", "before", "wanted"),
    [
        (TARGET, answer(), None, True),
        (Target(URL, "Quays in autumn"), answer(), None, False),
        (Target(URL, "Rules for cranes"), answer(), None, True),
        (TARGET, answer(), BEFORE, False),
        (TARGET, answer(), replace(BEFORE, verdict="failing"), True),
        (TARGET, answer(), replace(BEFORE, title="Cranes", text_sha256="0"), True),
        (TARGET, answer(200, None, headers={"content-type": "application/pdf"}), None, False),
        (TARGET, answer(404), None, False),
        (TARGET, failed("timeout", status=200, page=GOOD), None, False),
        (TARGET, answer(page=replace(GOOD, published=datetime.date(2025, 9, 1), words=300)), None, False),
        (TARGET, answer(page=replace(GOOD, published=datetime.date(2025, 9, 1), words=30)), None, True),
        (TARGET, answer(url="https://harbours.example/en/"), None, False),
        (TARGET, answer(url="https://harbours.example/2025/quays-in-autumn.html"), None, False),
        (TARGET, answer(url="https://harbours.example/2025/cranes-in-spring.html"), None, True),
        (TARGET, answer(page=Page(title="Page not found")), None, False),
    ],
)
def test_when_a_site_is_asked_for_what_it_cannot_have(
    target: Target, visit: Visit, before: LinkRecord | None, wanted: bool
) -> None:
    assert wants_probe(target, visit, before) is wanted


texts = st.text(max_size=60) | st.sampled_from(
    ["Page not found", "404", "Just a moment...", "Log in", ": ", "https://["]
)
pages = st.builds(
    Page, title=texts, heading=texts, opening=texts, words=st.integers(0, 500), vocabulary=st.just(bytes(8192))
)
visits = st.builds(
    Visit,
    url=texts | st.just(URL),
    final_url=texts | st.just(URL),
    hops=st.lists(st.builds(Hop, texts, st.sampled_from([0, 301, 302])), max_size=2).map(tuple),
    status=st.none() | st.integers(100, 999),
    headers=st.dictionaries(st.sampled_from(["etag", "age", "date", "last-modified", "server", "cf-mitigated"]), texts),
    page=st.none() | pages,
    failure=st.none() | st.builds(Failure, st.sampled_from(["no-host", "timeout", "budget", "redirects"]), texts),
)
records = st.none() | st.builds(
    LinkRecord,
    url=st.just(URL),
    verdict=st.sampled_from(VERDICTS),
    checked=st.none() | texts,
    title=st.none() | texts,
    sketch=st.none() | texts,
    failures=st.integers(0, 9),
)


@given(st.builds(Target, texts, texts), visits, records, st.none() | visits)
def test_nothing_raises(target: Target, visit: Visit, before: LinkRecord | None, probe: Visit | None) -> None:
    assert judge(target, visit, before, NOW, probe).verdict in VERDICTS
    assert wants_probe(target, visit, before) in (True, False)
