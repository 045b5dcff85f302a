"""How much two texts have in common, told from a few numbers of each.

Source: A. Broder, On the resemblance and containment of documents (1997): of all words' hashes the smallest k are kept.
Those that stand in both sketches, among the smallest k of both together, estimate the share of common words (Jaccard).
"""

from __future__ import annotations

from collections.abc import Iterable

SIZE = 16
_DIGITS = 8  # hexadecimal, of a CRC-32


def smallest(kept: Iterable[int], found: Iterable[int]) -> list[int]:
    """Return the smallest hashes of both, each once, at most `SIZE`."""
    return sorted({*kept, *found})[:SIZE]


def written(hashes: Iterable[int]) -> str:
    """Return hashes as the ledger keeps them: eight hexadecimal digits each, in order."""
    return "".join(f"{value:08x}" for value in sorted(hashes))


def overlap(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, from 0.0 to 1.0, by their sketches; 0.0 where one is empty."""
    first, second = _read(one), _read(other)
    if not first or not second:
        return 0.0
    union = sorted(first | second)[: max(len(first), len(second))]
    return sum(value in first and value in second for value in union) / len(union)


def share_of_common(one: Iterable[str], other: Iterable[str]) -> float:
    """Return the share of words that two short texts have in common (Jaccard); 1.0 where both have none."""
    first, second = set(one), set(other)
    return len(first & second) / len(first | second) if first or second else 1.0


def is_full(sketch: str) -> bool:
    """Return whether a text has so many words that its sketch says something."""
    return len(_read(sketch)) >= SIZE


def _read(sketch: str) -> set[str]:
    return {sketch[place : place + _DIGITS].lower() for place in range(0, len(sketch), _DIGITS)}
