"""Reading the ledger of links: what is broken costs its own line, and what two lines say of one address."""

from __future__ import annotations

import dataclasses
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.check.folder import check_folder
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.link import VERDICTS, LinkRecord
from igreport.sources import ledger
from igreport.sources.ledger import BrokenLineError, line, lines, merged, parse
from igreport.sources.load import load
from tests.clock import seconds

DATA = Path(__file__).parent / "ledger"
URL = "https://example.org/roadmap"
MORNING, NOON, EVENING = (f"2026-11-22T{hour}:00:00Z" for hour in ("08", "12", "18"))
FULL = LinkRecord(
    URL, "failing", 503, URL + "/", NOON, MORNING, NOON, 1, "A “roadmap”", "2025-05-04", "2025-06-07", "0" * 64, "s",
    "https://web.archive.org/x", '"etag"', "it did not answer",
)  # fmt: skip


def written(root: Path, data: bytes) -> Path:
    """Return a folder with that ledger."""
    (root / "references").mkdir(parents=True, exist_ok=True)
    (root / ledger.PATH).write_bytes(data)
    return root


def read(root: Path) -> tuple[dict[str, LinkRecord], list[Diagnostic]]:
    problems: list[Diagnostic] = []
    return dict(ledger.read(root, problems)), problems


def test_broken_lines(tmp_path: Path) -> None:
    found, problems = read(written(tmp_path, (DATA / "broken.jsonl").read_bytes()))
    assert [url.removeprefix("https://example.org/") for url in found] == ["bom", "between", "windows", "end"]
    rows = [f"{item.span.line}:{item.span.column} {item.message} = {item.hint}\n" for item in problems]
    assert "".join(rows) == (DATA / "broken.txt").read_text("utf-8")
    assert {(item.code, item.severity, item.span.path) for item in problems} == {
        ("LNK102", Severity.WARNING, ledger.PATH)
    }


def test_a_broken_line_does_not_keep_an_edition_from_being_built(small_report: Path) -> None:
    written(small_report, b"<<<<<<< HEAD\n")
    report = load(small_report)
    assert [item.code for item in report.problems] == ["LNK102"]
    assert report.errors() == []


def test_a_line_says_all_in_one_form() -> None:
    text = line(FULL)
    assert text.startswith('{"url": "https://example.org/roadmap", "verdict": "failing", "status": 503, "final_url": ')
    assert text.endswith(
        ', "archive": "https://web.archive.org/x", "etag": "\\"etag\\"", "reason": "it did not answer"}'
    )
    assert "“roadmap”" in text
    assert list(json.loads(text)) == [field.name for field in dataclasses.fields(LinkRecord)]
    assert line(LinkRecord(URL, "ok")).count("null") == len(ledger.FIELDS) - 3
    assert parse(text.encode()) == (FULL, {})


def test_half_of_a_character_is_written_as_a_mark_for_it() -> None:
    record = LinkRecord("https://example.org/\udc80", "ok", title="\ud83d\ude00 \ud83d")
    assert parse(line(record).encode())[0] == LinkRecord("https://example.org/\ufffd", "ok", title="\U0001f600 \ufffd")


TEXTS = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"])))
TIMES = st.one_of(st.none(), st.datetimes().map(lambda time: f"{time:%Y}".zfill(4) + f"{time:-%m-%dT%H:%M:%SZ}"))
DAYS = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
RECORDS = st.builds(
    LinkRecord,
    url=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: "\0" not in text),
    verdict=st.sampled_from(VERDICTS),
    status=st.one_of(st.none(), st.integers(0, 999)),
    failures=st.integers(0, 10**12),
    **dict.fromkeys(("checked", "last_ok", "failing_since"), TIMES),
    **dict.fromkeys(("date", "modified"), DAYS),
    **dict.fromkeys(("final_url", "title", "text_sha256", "sketch", "archive", "etag", "reason"), TEXTS),
)


@given(RECORDS)
def test_what_is_written_is_read(record: LinkRecord) -> None:
    raw = line(record).encode()
    assert b"\n" not in raw
    assert b"\r" not in raw
    assert parse(raw) == (record, {})
    records = ledger.Records()
    records.add(raw)
    assert dict(records) == {record.url: record}


@given(st.binary(max_size=300))
def test_no_line_raises_anything_else(data: bytes) -> None:
    for _, raw in lines(data):
        with suppress(BrokenLineError):
            parse(raw)


@given(st.text(), st.one_of(st.none(), st.booleans(), st.floats(), st.text(), st.lists(st.integers())))
def test_no_value_raises_anything_else(url: str, value: object) -> None:
    for name in ledger.FIELDS:
        raw = json.dumps({"url": url, "verdict": "ok", name: value}).encode()
        records = ledger.Records()
        try:
            records.add(raw)
        except BrokenLineError:
            continue
        assert len(dict(records)) == 1


def test_fields_of_a_newer_igreport_are_let_pass(tmp_path: Path) -> None:
    found, problems = read(written(tmp_path, b'{"url": "u", "verdict": "ok", "colour": "red", "x": [1]}\n'))
    assert (found, problems) == ({"u": LinkRecord("u", "ok")}, [])
    assert parse(b'{"colour": 1, "url": "u", "verdict": "ok"}')[1] == {"colour": 1}


def test_an_address_on_two_lines_is_what_was_found_later(tmp_path: Path) -> None:
    rows = [LinkRecord(URL, "ok", checked=NOON), LinkRecord(URL, "dead", checked=EVENING), LinkRecord(URL, "ok")]
    for order in (rows, rows[::-1]):
        data = "\n".join(line(row) for row in order).encode()
        found, problems = read(written(tmp_path, data))
        assert found[URL].verdict == "dead"
        assert problems == []


def test_the_longest_line(tmp_path: Path) -> None:
    longest = line(LinkRecord(URL, "ok", title="x" * (64 * 1024 - len(line(LinkRecord(URL, "ok", title="")))))).encode()
    assert len(longest) == 64 * 1024
    assert URL in read(written(tmp_path, longest))[0]
    assert URL not in read(written(tmp_path, longest.replace(b"x", b"xx", 1)))[0]


def test_no_file_is_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == ({}, [])
    assert read(written(tmp_path, b"")) == ({}, [])


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / ledger.PATH).mkdir(parents=True)
    assert [(item.code, item.span.path) for item in read(tmp_path)[1]] == [("SRC102", ledger.PATH)]


def test_a_file_outside_of_the_folder_is_not_read(tmp_path: Path) -> None:
    root = written(tmp_path / "report", b"")
    (tmp_path / "outside.jsonl").write_text(line(FULL))
    (root / ledger.PATH).unlink()
    (root / ledger.PATH).symlink_to(tmp_path / "outside.jsonl")
    found, problems = read(root)
    assert found == {}
    assert [item.code for item in problems] == ["SRC106"]


def test_a_report_knows_its_ledger(small_report: Path) -> None:
    assert load(small_report).links == {}
    written(small_report, line(FULL).encode())
    assert load(small_report).links == {URL: FULL}


def test_a_changed_ledger_is_seen_by_check(small_report: Path) -> None:
    page = LinkRecord("https://example.org/page", "ok", title="igreport")
    written(small_report, line(page).encode())
    assert "LNK103" not in {item.code for item in check_folder(small_report)}
    written(small_report, line(dataclasses.replace(page, verdict="dead")).encode())
    assert "LNK103" in {item.code for item in check_folder(small_report)}
    assert "LNK103" in {item.code for item in check_folder(small_report)}
    (small_report / ledger.PATH).unlink()
    assert "LNK103" not in {item.code for item in check_folder(small_report)}


def test_a_title_in_the_ledger_silences_nothing(small_report: Path) -> None:
    title = "# igreport: ignore LNK103 so it says"
    written(small_report, line(LinkRecord("https://example.org/page", "dead", title=title)).encode())
    codes = [item.code for item in check_folder(small_report)]
    assert codes.count("LNK103") == 1
    assert not {"SRC107", "SRC109"} & set(codes)


def test_twelve_thousand_lines_take_a_tenth_of_a_second(tmp_path: Path) -> None:
    rows = [dataclasses.replace(FULL, url=f"{URL}/{number}", sketch="0123456789" * 12) for number in range(12_000)]
    root = written(tmp_path, "".join(line(row) + "\n" for row in rows).encode())
    assert seconds(lambda: ledger.read(root, []), 0.08) < 0.1
    assert len(ledger.read(root, [])) == len(rows)


HOSTILE = [
    b'{"url": "' + b"\\" * 30_000 + b'", "verdict": "ok"}',
    b'{"url": "x", "verdict": "ok", "status": null, "final_url": "' + b'\\"' * 30_000,
    b'{"url": "x", "verdict": "ok", "status": ' * 1_000,
    b"[" * 60_000,
    b'{"a":' * 12_000,
]


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lines_take_no_time(raw: bytes, tmp_path: Path) -> None:
    root = written(tmp_path, b"\n".join([raw] * 20))
    assert seconds(lambda: ledger.read(root, []), 0.3) < 0.5


def record(verdict: str = "ok", **fields: object) -> LinkRecord:
    return LinkRecord(URL, verdict, **fields)  # type: ignore[arg-type]


def test_the_later_answer_counts_and_of_two_at_once_the_second() -> None:
    early, late = record(checked=MORNING, status=200), record("dead", checked=NOON, status=404)
    assert merged(early, late) == merged(late, early) == late
    same = record("blocked", checked=NOON)
    assert merged(late, same).verdict == "blocked"
    assert merged(same, late).verdict == "dead"


def test_who_could_not_ask_knows_nothing_new() -> None:
    known, asked = record("dead", checked=MORNING), record("unchecked", checked=NOON)
    assert merged(known, asked) == merged(asked, known) == known


def test_a_copy_in_an_archive_is_kept() -> None:
    early = record(checked=MORNING, archive="https://web.archive.org/a")
    assert merged(early, record("dead", checked=NOON)).archive == "https://web.archive.org/a"
    assert merged(early, record("dead", checked=NOON, archive="https://b.org")).archive == "https://b.org"


def test_what_is_known_of_an_answer_is_not_of_another() -> None:
    early = record(checked=MORNING, status=200, final_url=URL + "/", etag='"1"', reason="so", title="A", sketch="s")
    late = record("moved", checked=NOON, status=301)
    assert merged(early, late) == late


def test_the_last_page_that_was_seen_is_kept_as_a_whole_where_there_is_none_now() -> None:
    early = record(checked=MORNING, last_ok=MORNING, title="A", text_sha256="0", sketch="s", date="2025-01-01")
    late = merged(early, record("dead", checked=NOON))
    assert (late.title, late.text_sha256, late.sketch, late.date, late.last_ok) == (
        "A",
        "0",
        "s",
        "2025-01-01",
        MORNING,
    )
    own = merged(early, record("soft-404", checked=NOON, title="Not found"))
    assert (own.title, own.text_sha256, own.date) == ("Not found", None, None)


def test_the_last_time_that_a_page_was_there_is_the_later_one() -> None:
    early, late = (
        record(checked=MORNING, last_ok=MORNING),
        record("blocked", checked=NOON, last_ok="2026-01-01T00:00:00Z"),
    )
    assert merged(early, late).last_ok == MORNING
    assert merged(record(checked=MORNING, last_ok="2025-01-01T00:00:00Z"), late).last_ok == late.last_ok
    assert merged(record(), record()).last_ok is None


def failures(verdict: str, days: int, since: str, checked: str, last_ok: str | None = None) -> LinkRecord:
    return record(verdict, checked=checked, failing_since=since, failures=days, last_ok=last_ok)


MONDAY, TUESDAY, WEDNESDAY = (f"2026-11-{day}T09:00:00Z" for day in (16, 17, 18))


def test_failures_are_counted_from_the_first_that_either_knows() -> None:
    early, late = failures("failing", 2, MONDAY, TUESDAY), failures("dead", 1, WEDNESDAY, WEDNESDAY)
    both = merged(early, late)
    assert (both.verdict, both.failing_since, both.failures) == ("dead", MONDAY, 2)
    same = merged(early, failures("failing", 3, MONDAY, WEDNESDAY))
    assert (same.failing_since, same.failures) == (MONDAY, 3)


def test_failures_begin_anew_after_a_page_was_there() -> None:
    early = record(checked=TUESDAY, last_ok=TUESDAY)
    both = merged(early, failures("failing", 3, MONDAY, WEDNESDAY))
    assert (both.failing_since, both.failures) == (WEDNESDAY, 1)
    before = merged(
        failures("failing", 3, "2026-01-01T00:00:00Z", "2026-01-09T00:00:00Z"),
        failures("failing", 1, WEDNESDAY, WEDNESDAY, last_ok=MONDAY),
    )
    assert (before.failing_since, before.failures) == (WEDNESDAY, 1)
    same = merged(failures("failing", 2, MONDAY, TUESDAY), failures("failing", 1, WEDNESDAY, WEDNESDAY, last_ok=MONDAY))
    assert (same.failing_since, same.failures) == (WEDNESDAY, 1)
    fine = merged(failures("failing", 3, MONDAY, TUESDAY), record(checked=WEDNESDAY))
    assert (fine.failing_since, fine.failures) == (None, 0)
