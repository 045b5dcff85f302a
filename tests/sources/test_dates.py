"""Dates in running text. The cases are the lists in `dates/`, and the examples of the grammar's own table."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from igreport.model.dates import DateMention, PartialDate, RelativeMention
from igreport.sources import dates
from igreport.sources.date_words import words
from tests.clock import seconds

FOLDER = Path(__file__).parent / "dates"
MARK = re.compile("⟦([^⟧]*)⟧")


def cases(name: str, language: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield language, marked text and the rows below it; a heading of two letters sets the language."""
    text, rows = "", []
    for line in [*(FOLDER / name).read_text("utf-8").splitlines(), "- "]:
        if line.startswith("  - "):
            rows.append(line[4:])
        elif line.startswith(("- ", "## ")):
            if text:
                yield language, text, tuple(rows)
            text, rows = line[2:] if line.startswith("- ") else "", []
            language = line[3:] if line.startswith("## ") else language


CASES = [*cases("english.md", "en-GB"), *cases("german.md", "de")]
SILENT = list(cases("silent.md"))
RELATIVE = list(cases("relative.md"))


def row(mention: DateMention) -> str:
    """Return a mention as the lists write it."""
    said = [mention.form, str(mention.first or "-") + (f"..{mention.last}" if mention.last else ""), mention.precision]
    said += [
        mention.part,
        mention.fault,
        "list" if mention.is_list else "",
        "inferred" if mention.year_inferred else "",
    ]
    for name in ("weekday", "last_weekday"):
        said += [f"{name}={getattr(mention, name)}"] if getattr(mention, name) is not None else []
    return " ".join(filter(None, said))


def relative_row(mention: RelativeMention) -> str:
    return f"offset {mention.amount} {mention.unit} {mention.direction:+}" if mention.amount else mention.kind


def marked(text: str, mentions: tuple[DateMention, ...] | tuple[RelativeMention, ...]) -> str:
    for mention in reversed(mentions):
        text = f"{text[: mention.start]}⟦{text[mention.start : mention.end]}⟧{text[mention.end :]}"
    return text


@pytest.mark.parametrize(("language", "text", "rows"), CASES)
def test_dates_are_found(language: str, text: str, rows: tuple[str, ...]) -> None:
    plain = MARK.sub(r"\1", text)
    found = dates.find(plain, language, 2025)
    assert marked(plain, found) == text
    assert tuple(map(row, found)) == rows


@pytest.mark.parametrize(("language", "text", "rows"), SILENT)
def test_other_words_are_no_dates(language: str, text: str, rows: tuple[str, ...]) -> None:
    assert not rows
    assert marked(text, dates.find(text, language, 2025)) == text


@pytest.mark.parametrize(("language", "text", "rows"), RELATIVE)
def test_distances_are_found(language: str, text: str, rows: tuple[str, ...]) -> None:
    plain = MARK.sub(r"\1", text)
    found = dates.find_relative(plain, language)
    assert marked(plain, found) == text
    assert tuple(map(relative_row, found)) == rows


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 180
    assert len(SILENT) >= 60


def table() -> Iterator[tuple[str, str, str]]:
    """Yield form, language and example of the table in the module's docstring."""
    form = ""
    for line in (dates.__doc__ or "").splitlines():
        if re.fullmatch(r"    [a-z-]+", line):
            form = line.strip()
        elif line.startswith("        "):
            language, _, examples = line.strip().partition("  ")
            yield from ((form, language, example) for example in examples.split(" · "))


@pytest.mark.parametrize(("form", "language", "example"), [*table()])
def test_the_table_says_what_the_grammar_does(form: str, language: str, example: str) -> None:
    assert [mention.form for mention in dates.find(example, language, 2025)] == [form]


def test_the_table_has_every_form() -> None:
    forms = {text.split()[0] for _, _, rows in CASES for text in rows}
    assert forms == {form for form, _, _ in table()}


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("on 5 May", 2024, "2024-05-05"),
        ("on 5 May", None, ""),
        ("In March 2023, and on 5 May", 2025, "2023-03 2023-05-05"),
        ("In March 2023, and on 5 May", None, "2023-03 2023-05-05"),
        ("The treaty of 2001 counts. On 5 May", 2025, "2001 2025-05-05"),  # history gives no year
        ("In 2001, it began. On 5 May", 2025, "2001 2001-05-05"),
        ("on 3 April, 5 May and 9 June 2023", 2025, "2023-04-03 2023-05-05 2023-06-09"),
        ("on 16 December and 3 January 2025", 2025, "2024-12-16 2025-01-03"),
        ("On 5 May 2023 it began. It ended on 3 June. On 9 July 2024", 2025, "2023-05-05 2023-06-03 2024-07-09"),
        ("on 29 February", 2024, "2024-02-29"),
        ("on 29 February", 2025, ""),  # the year may be the wrong one
        ("on 30 February", None, "None"),
        ("in July of the same year", 2025, ""),
        ("in July of this year", 2025, "2025-07"),
        ("on 5 May", 0, ""),
        ("on 5 May", 99999, ""),
    ],
)
def test_a_missing_year_is_inferred(text: str, year: int | None, expected: str) -> None:
    assert " ".join(str(mention.first) for mention in dates.find(text, "en", year)) == expected


def test_a_year_that_is_written_is_not_inferred() -> None:
    found = dates.find("on 15 December and from 20 December to 3 January 2025; on 5 May", "en", 2023)
    assert [mention.year_inferred for mention in found] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("15 to 20 December 2024", (2024, 12, 15), (2024, 12, 20)),
        ("in February 2024", (2024, 2, 1), (2024, 2, 29)),
        ("third quarter of 2025", (2025, 7, 1), (2025, 9, 30)),
        ("H2 2025", (2025, 7, 1), (2025, 12, 31)),
        ("winter 2024/25", (2024, 12, 1), (2025, 2, 28)),
        ("winter 2025", (2025, 1, 1), (2026, 2, 28)),
        ("from 2021 to 2025", (2021, 1, 1), (2025, 12, 31)),
        ("from October to March 2025", (2024, 10, 1), (2025, 3, 31)),
    ],
)
def test_a_mention_has_bounds(text: str, earliest: tuple[int, int, int], latest: tuple[int, int, int]) -> None:
    (mention,) = dates.find(text, "en")
    assert (mention.earliest, mention.latest) == (datetime.date(*earliest), datetime.date(*latest))


@pytest.mark.parametrize(("tag", "code"), [("en-GB", "en"), ("de-AT", "de"), ("DE", "de"), ("fr", "en"), ("", "en")])
def test_a_language_is_a_tag(tag: str, code: str) -> None:
    text = "am 15. Dezember 2024" if code == "de" else "on 15 December 2024"
    assert [mention.first for mention in dates.find(text, tag)] == [PartialDate(2024, 12, 15)]


@pytest.mark.parametrize("tag", ["en", "en_GB", "en_AU", "de", "de_AT", "de_CH"])
def test_the_names_of_cldr_are_known(tag: str) -> None:
    known = words(tag[:2])
    for kind, names in (("months", Locale.parse(tag).months), ("days", Locale.parse(tag).days)):
        for width in ("wide", "abbreviated"):
            for number, name in names["format"][width].items():
                assert known[name.rstrip(".").lower()][1] == number + (kind == "days"), name


@pytest.mark.parametrize("tag", ["en", "de"])
def test_every_day_of_a_year_is_read(tag: str) -> None:
    months, weekdays = Locale.parse(tag).months["format"]["wide"], Locale.parse(tag).days["format"]["wide"]
    for number in range(366):
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=number)
        stop = "." if tag == "de" else ""
        text = f"{weekdays[day.weekday()]}, {day.day}{stop} {months[day.month]} {day.year}"
        (mention,) = dates.find(text, tag)
        assert (mention.start, mention.end) == (0, len(text))
        assert (mention.earliest, mention.weekday) == (day, day.weekday())


PIECES = [
    *"1 5 15 16 31 99 2024 2025 2025-12 12/12/2025 15.12. 025 20252025 May June March Dec. Q3 H1 15th third".split(),
    *"quarter half last this mid end of the from between to and or – - / , . ( ) ' ￼ Monday Sun. winter fall".split(),
    *"year in on by . Mai Juli Quartal ersten Jahres bis und vom am zum Montag den letzten https://a.b/2025 word".split(),
    *"two weeks later ago next week month zwei Wochen später vor kurzem".split(),
]


@given(st.lists(st.sampled_from([*PIECES, " ", "  ", "\n"]), max_size=40), st.sampled_from(["en", "de"]), st.booleans())
def test_no_text_raises(pieces: list[str], language: str, spaced: bool) -> None:
    check((" " if spaced else "").join(pieces), language, 2025)


@given(st.text(max_size=80), st.sampled_from(["en", "de"]), st.none() | st.integers())
def test_no_characters_raise(text: str, language: str, year: int | None) -> None:
    check(text, language, year)
    check(f"15{text}May{text}2025", language, year)


def check(text: str, language: str, year: int | None) -> None:
    found = dates.find(text, language, year)
    relative = dates.find_relative(text, language)
    for mentions in (found, relative):
        places = [place for mention in mentions for place in (mention.start, mention.end)]
        assert places == sorted(places)
        assert all(mention.start < mention.end <= len(text) for mention in mentions)
    for mention in found:
        assert (mention.first is None) == (mention.fault == "impossible")
        if mention.earliest and mention.latest and not mention.fault and not mention.is_list:
            assert mention.earliest <= mention.latest


HOSTILE = [
    *(
        "1 ",
        "15 and ",
        "of ",
        "2025",
        "12/",
        "May ",
        "7",
        "2025 ",
        "2025, ",
        "15, 16, May ",
        "Monday, ",
        "May, ",
        "15. ",
    ),
    *("15.12.", "2025 and ", "to May 15 ", "mid-", "third quarter ", "Q3 ", "2025-12-", "last ", "two ", "vor ", " "),
    *("May 15 and ", "between 2025 and ", "May the ", "Mai und ", "Montag, den ", "two weeks ", "www.", "the ", "May-"),
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("language", ["en", "de"])
def test_time_is_linear(piece: str, language: str) -> None:
    text = piece * (100_000 // len(piece)) + " May 2025"
    assert seconds(lambda: dates.find(text, language, 2025)) < 1
    assert seconds(lambda: dates.find_relative(text, language)) < 1
