"""Text that nobody wrote in good faith, 100 KB of it in one paragraph: each rule ends soon, and so does all of `check`.

Each text makes some rule look at every place of it, or made one take ever longer once. Time is that of the processor.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from igreport.check.catalogue import rules
from igreport.check.manuscript import Manuscript, mask
from igreport.check.run import MOST, examine
from igreport.model.dates import Period
from igreport.model.prose import NOTE
from igreport.model.report import Edition, EditionSettings, FrontMatter, Report, Section
from igreport.sources import lists, markdown
from tests.clock import slowness, untraced

PROJECT = Path(__file__).parents[2]
SIZE = 99_000  # characters; a paragraph of more than 100,000 is an error, and is not read
SECONDS = 1.0  # that a rule may take
# 50,000 lines in a paragraph take the parser a second; 10,000 names, each compared with those like it, as long.
LONGER = {"reading": 3.0, "NAM102": 2.5}
SLOWEST = 3.0  # reading and all rules together
# `{a}` stands for a word that is another one each time, `{A}` and `{U}` for it with capitals, `{n}` for a number.
ENGLISH = (
    *(
        "word",
        "word ",
        "a ",
        "a\n",
        "the the ",
        "Word Word ",
        "{A} {A} ",
        "A ",
        "AB ",
        "Ab Cd ",
        "ﬁ",
        "é ",
        "a\u0301",
        "С",
    ),
    *(
        "1 ",
        "1, ",
        "1. ",
        "12/",
        "1/2 ",
        "5 - 6 ",
        "9",
        "15 and ",
        "in 2024 ",
        "May ",
        "IGF 2024 ",
        "after 20. 5-6 May ",
        "Q3 ",
    ),
    *(
        "(",
        "( ",
        "((",
        ") ",
        "(a",
        "“ ",
        "„a“ ",
        "“a” ",
        "‘ a ’s b",
        "«",
        "’s ",
        "´",
        "a-",
        "A-B ",
        "{A}-{A}, ",
        "{a}-b {a}b ",
    ),
    *(
        "..",
        ". ",
        "a.b",
        "a,b",
        ", ",
        "; ",
        "- ",
        "– ",
        "\u00a0",
        "\u200b ",
        "…",
        "a.  b\n",
        "$ ",
        "10 % ",
        "👍 ",
        "~~a~~ ",
        "\\",
    ),
    *(
        "http://",
        "http://a.b ",
        "a-bhttp://a.b",
        "https://{a}.org/{a} ",
        "www.a.",
        "x@y ",
        "A/RES/79/{n} ",
        "A/RES/",
        "79/1 ",
    ),
    *(
        "(ABC) ",
        "({U}) ",
        "{U} ",
        "{A} {A} ({U}) and ",
        "United Nations ",
        "of the ",
        "79th UNGA ",
        "Resolution 79/{n} of 2024 ",
    ),
    *(
        "seven a, b ",
        "the following five topics: ",
        "one two three ",
        "first second ",
        "IV. ",
        "WSIS+20 ",
        "adotion ",
        "colour color ",
    ),
    *(
        "last month ",
        "four weeks later ",
        "{A} Forum 2024, ",
        "met in Paris in 2024. ",
        "It was adopted on 5 May 2024. ",
    ),
)
GERMAN = (
    "word ",
    "„a“ ",
    "in 2024 ",
    "am 5. Mai ",
    "15. ",
    "z.B. ",
    "Nr. 5 ",
    "und ",
    "die {A} ",
    "{A}-{A}, ",
    "1.000 ",
    "´",
)
CASES = [*((text, "en-GB") for text in ENGLISH), *((text, "de") for text in GERMAN)]


def word(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number, 26)
        letters += chr(97 + letter)
    return letters


def repeated(seed: str, size: int = SIZE) -> str:
    """Return `size` characters of a seed, behind a word, so that they begin no list."""
    if "{" not in seed:
        return ("Text " + seed * (size // len(seed) + 1))[:size]
    text, length = ["Text "], 0
    for number in itertools.count(700):
        name = word(number)
        text.append(seed.format(a=name, A=name.title(), U=name.upper(), n=number))
        length += len(text[-1])
        if length >= size:
            break
    return "".join(text)[:size]


@pytest.fixture(scope="module")
def series() -> Report:
    return lists.load(PROJECT)


def manuscript(series: Report, text: str, language: str) -> Manuscript:
    path = "sections/2025-Q3/10-topic.md"
    section = Section(path, FrontMatter("A topic", "topic", "A point"), markdown.read(text, path, language, []))
    period = Period.parse("2025-Q3")
    assert period is not None
    settings = EditionSettings(language="de" if language == "de" else "en-GB")
    edition = Edition(period, "sections/2025-Q3", settings, (section,))
    return Manuscript(replace(series, editions=(edition,)), edition)


def timed(series: Report, text: str, language: str) -> Iterator[tuple[str, float]]:
    """Yield how long each rule takes; what several share, as the dates, counts for the first."""
    slow = slowness()
    start = time.process_time()
    read = manuscript(series, text, language)
    assert read.prose
    yield "reading", (time.process_time() - start) / slow
    for rule in rules():
        start = time.process_time()
        if hasattr(rule, "check"):
            list(itertools.islice(rule.check(read), MOST))
        if hasattr(rule, "collect"):
            list(rule.compare(series, {"2025-Q3": rule.collect(read)}))
        yield rule.RULE.code, (time.process_time() - start) / slow


def too_slow(taken: dict[str, float]) -> dict[str, float]:
    return {code: seconds for code, seconds in taken.items() if seconds > LONGER.get(code, SECONDS)}


@pytest.mark.parametrize(("seed", "language"), CASES, ids=[f"{language} {seed!r}" for seed, language in CASES])
def test_a_paragraph(series: Report, seed: str, language: str) -> None:
    taken: dict[str, float] = {}
    with untraced():
        for _ in range(3):  # the best of three: the machine may be busy
            again = dict(timed(series, repeated(seed), language))
            taken = {code: min(seconds, taken.get(code, seconds)) for code, seconds in again.items()}
            if not too_slow(taken) and sum(taken.values()) < SLOWEST:
                break
    assert not too_slow(taken)
    assert sum(taken.values()) < SLOWEST


def test_a_rule_finds_no_more_than_anybody_mends(series: Report) -> None:
    found = examine(manuscript(series, repeated("the the "), "en-GB")).findings
    assert sum(finding.code == "TXT111" for finding in found) == MOST


def test_the_lists_are_long() -> None:
    assert len(repeated("{a}-b {a}b ")) == len(repeated("a")) == SIZE
    assert len(set(repeated("{A} ").split())) > 10_000


@pytest.mark.parametrize(
    ("ranges", "masked"),
    [
        ([], "abcdef"),
        ([(1, 3)], "a__def"),
        ([(4, 6), (0, 1)], "_bcd__"),
        ([(1, 4), (2, 3)], "a___ef"),
        ([(1, 3), (2, 5)], "a____f"),
        ([(3, 3)], "abcdef"),
    ],
)
def test_mask(ranges: list[tuple[int, int]], masked: str) -> None:
    assert mask("abcdef", ranges) == masked.replace("_", NOTE)
