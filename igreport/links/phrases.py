"""What is known of pages that are not what they should be: data in `links/data/`, read when it is first needed.

A file has sections (`[name]`) of lines; a line that begins with `#` is a remark.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from igreport.links.shown_text import words

_DATA = Path(__file__).parent / "data"


@functools.cache
def sections(name: str) -> dict[str, list[str]]:
    """Return the lines of each section of a file in `links/data/`, without blanks around them."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (_DATA / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return found


@functools.cache
def phrases(name: str, section: str) -> frozenset[tuple[str, ...]]:
    """Return a section whose lines are phrases, as words in small letters."""
    return frozenset(tuple(words(line)) for line in sections(name)[section])


def contains(text: str, name: str, section: str) -> tuple[str, ...]:
    """Return a phrase of a section that stands in a text; nothing where none does. The longest comes first."""
    found = words(text)
    for size in sorted({len(phrase) for phrase in phrases(name, section)}, reverse=True):
        for place in range(len(found) - size + 1):
            if (part := tuple(found[place : place + size])) in phrases(name, section):
                return part
    return ()


@functools.cache
def _marks() -> tuple[re.Pattern[str], dict[str, str]]:
    pairs = dict(pair(line) for line in sections("walls.txt")["marks"])
    return re.compile("|".join(map(re.escape, sorted(pairs, key=len, reverse=True)))), pairs


def marks_in(text: str) -> set[str]:
    """Return the names of the robot walls whose marks stand in markup or code."""
    pattern, names = _marks()
    return {names[mark] for mark in pattern.findall(text)}


def pair(line: str) -> tuple[str, str]:
    """Return both sides of `left = right`."""
    left, _, right = line.partition(" = ")
    return left.strip(), right.strip()
