"""Every word that the house prints is in every language, and dates are the language's own."""

from __future__ import annotations

import datetime
import io
import string
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import igreport
from igreport.edition import wording
from igreport.model.dates import Period

WORDS = Path(str(resources.files("igreport.edition") / "words"))
# Modules and templates that print words.
METHODS = [("**.py", "python")]


def printed() -> Iterator[str | tuple[str, ...]]:
    """Yield the words that go through gettext, a tuple where there is a plural."""
    folder = Path(igreport.__file__).parent / "edition"
    for _, _, message, _, _ in extract_from_dir(folder, METHODS):
        yield message


def test_some_words_are_printed() -> None:
    assert {"Contents", "Page {page} of {pages}"} <= set(printed())


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.po")), ids=lambda path: path.stem)
def test_every_printed_word_is_translated(path: Path) -> None:
    catalog = read_po(io.BytesIO(path.read_bytes()))
    found = {message.id: message.string for message in catalog if message.id}
    wanted = set(printed())
    assert wanted - set(found) == set()
    assert set(found) - wanted == set(), "no longer printed"
    assert [name for name, text in found.items() if not all([text] if isinstance(text, str) else text)] == []


@pytest.mark.parametrize("path", sorted(WORDS.glob("*.po")), ids=lambda path: path.stem)
def test_translations_have_the_same_fields(path: Path) -> None:
    for message in read_po(io.BytesIO(path.read_bytes())):
        if message.id:
            texts = [message.string] if isinstance(message.string, str) else message.string
            original = message.id if isinstance(message.id, str) else message.id[-1]
            assert {fields(text) for text in texts} == {fields(original)}, message.id


def fields(text: str) -> frozenset[str]:
    """Return the names in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize(
    ("language", "end", "expected"),
    [
        ("en-GB", datetime.date(2024, 12, 19), "15–19 December 2024"),
        ("de", datetime.date(2024, 12, 19), "15.–19. Dezember 2024"),
        ("de-AT", datetime.date(2025, 1, 2), "15. Dezember 2024 – 2. Jänner 2025"),
        ("en-US", datetime.date(2025, 1, 2), "December 15, 2024 – January 2, 2025"),
        ("de", None, "15. Dezember 2024"),
    ],
)
def test_days(language: str, end: datetime.date | None, expected: str) -> None:
    assert " ".join(wording.days(datetime.date(2024, 12, 15), end, language).split()) == expected


@pytest.mark.parametrize(
    ("identifier", "english", "german"),
    [
        ("2025-Q3", "3rd quarter of 2025", "3. Quartal 2025"),
        ("2025-H1", "1st half of 2025", "1. Halbjahr 2025"),
        ("2025-09", "September 2025", "September 2025"),
        ("2025", "2025", "2025"),
    ],
)
def test_periods(identifier: str, english: str, german: str) -> None:
    period = Period.parse(identifier)
    assert period is not None
    assert wording.period(period, "en-GB") == english
    assert wording.period(period, "de") == german
