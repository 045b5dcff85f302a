"""The torture edition is built, verified, and read back once more against what pandoc reads in its source.

`build` fails where verification finds a difference; what is compared here besides shares nothing with the reading, the assembly
and the expectation that `build` is made of.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from igreport.edition.build import Build, build
from igreport.edition.verify import read
from igreport.edition.verify.compare import _addresses as addresses
from igreport.edition.verify.compare import _solid as solid
from igreport.edition.verify.reading import Reading
from igreport.sources.load import load
from tests import torture_source
from tests.torture import EDITION, Torture, write
from tests.torture_source import Source

FORMATS = ("pdf", "docx", "html")
TORTURES = (
    Torture("en", "page"),
    Torture("de", "end", paper="letter"),
    Torture("de", "page", count=110),
    Torture("en", "end", count=110),
)
CALLS = re.compile(r"\[\^[0-9]+\](?:,\s?\[\^[0-9]+\])*")  # those side by side have a comma between them


@pytest.mark.parametrize("torture", TORTURES, ids=lambda torture: f"{torture.language}-{torture.notes}")
def test_every_format_says_what_the_source_says(torture: Torture, tmp_path: Path) -> None:
    write(tmp_path, torture)
    built = _build(tmp_path)
    assert (built.verified, built.notes) == (True, torture.count)
    source = torture_source.read(tmp_path, EDITION)
    assert len(source.notes) == torture.count
    for artifact in built.artifacts:
        _compare(source, read(artifact.format, artifact.path))
    counts = {artifact.format: _count(read(artifact.format, artifact.path)) for artifact in built.artifacts}
    assert counts["html"] - counts["docx"] == int(torture.notes == "page"), "words, and the heading of the HTML's notes"


def _build(root: Path) -> Build:
    report = load(root)
    edition = report.edition(EDITION)
    assert edition is not None
    assert [f"{found.span} {found.message}" for found in report.errors(edition)] == []
    return build(report, edition, root, root / "build", FORMATS)


def _compare(source: Source, reading: Reading) -> None:
    text = "".join(CALLS.sub("", block.text) for block in reading.blocks)
    for words in source.words:
        assert _letters(words) in _letters(text)
    assert not Counter(filter(_is_from_the_right, "".join(source.words))) - Counter(text)
    notes = {note.number: note for note in reading.notes}
    assert sorted(notes) == list(range(1, len(source.notes) + 1))
    for number, links in enumerate(source.notes, 1):
        assert f"T{number:03}" in notes[number].text
        assert set(addresses(sorted(links))) == set(addresses(notes[number].links)), f"note {number}"
    topics = ["•"] * len(source.words)
    markers = [block.marker for block in reading.blocks if block.marker]
    assert markers[: len(topics + source.markers)] == topics + source.markers
    links = addresses([link for block in reading.blocks for link in block.links])
    assert links[: len(addresses(source.links))] == addresses(source.links)


def _letters(text: str) -> str:
    """Return the letters that stand in one order in every format: a PDF has those from the right as they are drawn."""
    return "".join(letter for letter in solid(text) if letter.isalpha() and not _is_from_the_right(letter))


def _is_from_the_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _count(reading: Reading) -> int:
    return sum(len(CALLS.sub("", block.text).split()) for block in reading.blocks)


def test_two_builds_are_equal(tmp_path: Path) -> None:
    """With notes at the end, which takes half of the time; test_reproducible.py has notes at the foot of their pages."""
    write(tmp_path, Torture("en", "end", count=110))
    first, second = (_build_elsewhere(tmp_path, zone) for zone in ("UTC", "Pacific/Auckland"))
    assert sorted(first) == ["manifest.json", *sorted(f"torture-{EDITION}.{name}" for name in FORMATS)]
    assert {name for name in first if first[name] != second[name]} == set()


def _build_elsewhere(root: Path, zone: str) -> dict[str, bytes]:
    output = root / "build" / zone.replace("/", "-")
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1759708800", "TZ": zone, "PYTHONHASHSEED": str(len(zone))}
    command = [sys.executable, "-m", "igreport", "build", "--no-verify", "--output", str(output)]
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in output.rglob("*") if path.is_file()}
