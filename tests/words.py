"""Words that mean nothing, of syllables, for generated reports: hyphenated and broken over lines as real ones are."""

from __future__ import annotations

import random
from collections.abc import Sequence

ENGLISH = ("in", "ter", "net", "go", "ver", "nance", "re", "port", "u", "ni", "on", "da", "ta", "al", "tech")
GERMAN = (
    "bun",
    "des",
    "ver",
    "ord",
    "nung",
    "ge",
    "setz",
    "schaft",
    "amt",
    "über",
    "prü",
    "fung",
    "maß",
    "tion",
    "ein",
)


def words(chance: random.Random, count: int, syllables: Sequence[str] = ENGLISH) -> str:
    """Return `count` words of one to four syllables each, with single blanks."""
    return " ".join("".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(count))
