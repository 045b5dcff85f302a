"""What the rules on the ledger of links say, word for word; what they find is in tests/rules."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from igreport.check.known_links import shown
from igreport.check.run import check
from igreport.model.diagnostic import Diagnostic
from igreport.model.link import LinkRecord
from igreport.sources import ledger
from igreport.sources.ledger import line
from igreport.sources.load import load

PAGE = "https://example.org/page"  # of the small report's source
COPY = "https://web.archive.org/web/2025/https://example.org/page"
CHECKED, SINCE = "2026-11-20T10:00:00Z", "2026-11-05T09:00:00Z"


def found(root: Path, record: LinkRecord, more: str = "") -> list[Diagnostic]:
    """Return what the rules find where the ledger of the small report is `record`, and its source has `more`."""
    (root / ledger.PATH).write_text(line(record) + "\n", encoding="utf-8")
    with (root / "references/2025-Q3.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    return [item for item in check(load(root)) if item.code.startswith("LNK")]


SAID = [
    (
        LinkRecord(PAGE, "dead", 404, checked=CHECKED, failing_since=SINCE),
        "the page of the source `source` is gone: HTTP 404, since 2026-11-05",
        "find its new address, or a copy of it: `igreport links --archive`",
    ),
    (
        LinkRecord(PAGE, "dead", checked=CHECKED, reason="no such host"),
        "the page of the source `source` is gone: no such host, since 2026-11-20",
        "find its new address, or a copy of it: `igreport links --archive`",
    ),
    (
        LinkRecord(PAGE, "dead", archive=COPY),
        "the page of the source `source` is gone: no reason was given",
        f"`igreport links --update` writes its copy into the source: {COPY}",
    ),
    (
        LinkRecord(PAGE, "soft-404", 200, checked=CHECKED, reason="it ends at\n the\x1b[31m home page"),
        "the page of the source `source` opens and does not show what it should: it ends at the [31m home page, "
        "since 2026-11-20",
        "find its new address, or a copy of it: `igreport links --archive`",
    ),
    (
        LinkRecord(PAGE, "failing", 503, checked=CHECKED, failing_since=SINCE, failures=2),
        "the page of the source `source` does not open: HTTP 503, since 2026-11-05",
        "run `igreport links` again on another day: it may be mended by then",
    ),
    (
        LinkRecord(PAGE, "failing", 503, checked=CHECKED, failing_since=SINCE, failures=3),
        "the page of the source `source` does not open: HTTP 503, since 2026-11-05",
        "find its new address, or a copy of it: `igreport links --archive`",
    ),
    (
        LinkRecord(PAGE, "moved", 200, final_url=PAGE + "/\x1b2"),
        f"the page of the source `source` has moved for good, to {PAGE}/ 2",
        "if that is the same page, write its new address",
    ),
    (
        LinkRecord(PAGE, "blocked", 403, checked=CHECKED),
        "the page of the source `source` shows itself to no program (HTTP 403)",
        "open it yourself, and write the day, as `custom: {verified: 2026-11-20}`",
    ),
    (
        LinkRecord(PAGE, "changed", 200, checked=CHECKED, reason="it is about shoes"),
        "the page of the source `source` says something else than it did: it is about shoes",
        "open it: give the page's own address, or a copy of it as it was (`igreport links --archive`)",
    ),
    (
        LinkRecord(PAGE, "ok", 200, checked=CHECKED, date="2025-05-09"),
        "the page of the source `source` says that it was published on 2025-05-09, and `issued` is 2025-08-29",
        "correct `issued`, or the address",
    ),
    (
        LinkRecord(PAGE, "ok", 200, checked=CHECKED, modified="2025-10-02"),
        "the page of the source `source` was changed on 2025-10-02, after it was read on 2025-10-01",
        "see whether it still says what the report takes from it",
    ),
]


@pytest.mark.parametrize(("record", "message", "hint"), SAID, ids=lambda value: getattr(value, "verdict", ""))
def test_what_is_said(small_report: Path, record: LinkRecord, message: str, hint: str) -> None:
    assert [(item.message, item.hint) for item in found(small_report, record)] == [(message, hint)]


def test_a_person_looked_too_long_ago(small_report: Path) -> None:
    record = LinkRecord(PAGE, "blocked", 403, checked=CHECKED)
    (item,) = found(small_report, record, "  custom: {verified: 2025-01-02}\n")
    assert item.message == (
        "the page of the source `source` shows itself to no program (HTTP 403), and a person last opened it on "
        "2025-01-02, more than a year before"
    )


def test_what_is_said_of_an_address_in_a_note(small_report: Path) -> None:
    path = small_report / "sections/2025-Q3/10-first.md"
    path.write_text(
        path.read_text("utf-8").replace("[^1]: The remark.", f"[^1]: See [it]({COPY}#2)."), encoding="utf-8"
    )
    (item,) = found(small_report, LinkRecord(COPY, "blocked"))
    assert item.message == "the page shows itself to no program (no reason was given)"
    assert item.hint == (
        "open it yourself; to keep that, cite it and write the day, as `custom: {verified: 2025-10-05}`"
    )
    assert item.note == 2
    (item,) = found(small_report, LinkRecord(COPY, "dead", archive=PAGE))
    assert (item.message, item.hint) == ("the page is gone: no reason was given", f"link to its copy: {PAGE}")
    assert item.note == 2
    (item,) = found(small_report, LinkRecord(COPY, "moved", final_url=PAGE + "/new"))
    assert item.message == f"the page has moved for good, to {PAGE}/new#2"
    assert item.note == 2
    assert found(small_report, LinkRecord(COPY, "changed"))[0].note == 2


def test_what_a_page_says_is_shown_on_one_line_and_not_for_ever() -> None:
    assert shown(" a\r\n\x1b[2J\u202eb\u2028c ") == "a [2J b c"
    assert shown("x" * 300) == "x" * 300
    assert shown("x" * 301) == "x" * 300 + "…"


def test_a_person_may_look_after_the_page_was_asked(small_report: Path) -> None:
    day = datetime.date(2026, 12, 24)
    assert found(small_report, LinkRecord(PAGE, "dead", checked=CHECKED), f"  custom: {{verified: {day}}}\n") == []
