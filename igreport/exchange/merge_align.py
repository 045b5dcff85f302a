"""Which paragraph became which: two rows of paragraphs held against each other by their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from igreport.exchange.merge_units import Unit, rows

_ALIKE = 0.5  # of the words: less is another paragraph
_MOVED = 0.8
_PARTED = 0.85  # the halves of a paragraph that was split, together
_GAIN = 0.08
_MOST = 250_000  # pairs that are compared in one gap; more than that is another document


@dataclass(frozen=True)
class Group:
    """Paragraphs `old` that became the paragraphs `new`: one and one, or one and several, or none."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    is_moved: bool = False


def similarity(left: Unit, right: Unit) -> float:
    """Return how much two paragraphs say the same, from 0 to 1."""
    if left.kind != right.kind and "cell" in (left.kind, right.kind):
        return 0.0
    return alike(left.words, right.words)


def alike(left: list[str], right: list[str]) -> float:
    """Return the share of words that two rows have in common, in order."""
    return float(Indel.normalized_similarity(left, right)) if left or right else 1.0


def pairs(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Return which paragraph of `new` each of `old` is, in order."""
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, [_key(unit) for unit in old], [_key(unit) for unit in new], autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found |= {start + step: new_start + step for step in range(end - start)}
        elif kind == "replace":
            found |= _gap(old, new, range(start, end), range(new_start, new_end))
    return _rows_together(old, new, found)


def _rows_together(old: Sequence[Unit], new: Sequence[Unit], found: dict[int, int]) -> dict[int, int]:
    """Return the pairs with the cells of tables paired row by row: a row is a row, whatever its cells say."""
    row_of = {number: row for row in map(tuple, rows(new)) for number in row}
    result = {a: b for a, b in found.items() if old[a].kind != "cell"}
    last = -1
    for row in rows(old):
        votes: Counter[tuple[int, ...]] = Counter()
        for a in row:
            if found.get(a, -1) in row_of:
                votes[row_of[found[a]]] += 1 + len(old[a].words) + 100 * (old[a].words == new[found[a]].words)
        best = max((other for other in votes if other[0] > last), key=lambda other: votes[other], default=())
        if len(best) == len(row):
            result |= dict(zip(row, best, strict=True))
        else:
            result |= {a: found[a] for a in row if found.get(a) in best}
        last = best[-1] if best else last
    return result


def _key(unit: Unit) -> tuple[object, ...]:
    return (unit.kind == "cell", unit.level == 1, *unit.words) if unit.words else (unit.kind, unit.level)


def _gap(old: Sequence[Unit], new: Sequence[Unit], left: range, right: range) -> dict[int, int]:
    """Pair the paragraphs of a gap, in order, so that the sum of their likeness is the greatest."""
    if len(left) * len(right) > _MOST:
        return {}
    if len(left) == len(right) and all(_is_same_kind(old[a], new[b]) for a, b in zip(left, right, strict=True)):
        return dict(zip(left, right, strict=True))
    scores = [[similarity(old[a], new[b]) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for a in range(len(left) - 1, -1, -1):
        for b in range(len(right) - 1, -1, -1):
            pair = best[a + 1][b + 1] + scores[a][b] if scores[a][b] >= _ALIKE else 0.0
            best[a][b] = max(pair, best[a + 1][b], best[a][b + 1])
    found: dict[int, int] = {}
    a = b = 0
    while a < len(left) and b < len(right):
        if scores[a][b] >= _ALIKE and best[a][b] == best[a + 1][b + 1] + scores[a][b]:
            found[left[a]] = right[b]
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return found


def _is_same_kind(left: Unit, right: Unit) -> bool:
    """Say whether two paragraphs in the same place are one without looking at their words: a heading, or a cell."""
    return left.kind == right.kind and left.level == right.level and left.kind in ("heading", "cell")


def groups(old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    """Return what became of each paragraph, new ones included, in the order of `new`; then those that are gone."""
    of_old = pairs(old, new)
    of_new: dict[int, tuple[int, ...]] = {b: (a,) for a, b in of_old.items()}
    gone = [a for a in range(len(old)) if a not in of_old]
    come = [b for b in range(len(new)) if b not in of_new]
    parts = _splits(old, new, of_new, come)
    joined = _joins(old, new, of_new, gone)
    moved = _moves(old, new, gone, come)
    result = []
    for b in range(len(new)):
        if b in moved:
            result.append(Group((moved[b],), (b,), True))
        elif b in joined:
            result.append(Group(joined[b], (b,)))
        elif b in parts:
            result.append(Group(of_new[b], parts[b]))
        elif b in of_new or b in come:
            result.append(Group(of_new.get(b, ()), (b,)))
    return [*result, *(Group((a,), ()) for a in gone)]


def places(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Return which paragraph of `new` each of `old` is, moved ones included."""
    found = pairs(old, new)
    taken = set(found.values())
    gone = [a for a in range(len(old)) if a not in found]
    come = [b for b in range(len(new)) if b not in taken]
    return found | {a: b for b, a in _moves(old, new, gone, come).items()}


def _splits(
    old: Sequence[Unit], new: Sequence[Unit], of_new: dict[int, tuple[int, ...]], come: list[int]
) -> dict[int, tuple[int, ...]]:
    """Return the paragraphs that one became, by the first of them; those after it are not new any more."""
    found: dict[int, tuple[int, ...]] = {}
    for b, (a,) in sorted(of_new.items()):
        parts = _grown(old[a].words, new, b, come)
        if len(parts) > 1:
            for other in parts:
                come[:] = [left for left in come if left != other]
            if parts[0] != b:
                of_new[parts[0]] = of_new.pop(b)
            found[parts[0]] = parts
    return found


def _joins(
    old: Sequence[Unit], new: Sequence[Unit], of_new: dict[int, tuple[int, ...]], gone: list[int]
) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for b, (a,) in of_new.items():
        parts = _grown(new[b].words, old, a, gone)
        if len(parts) > 1:
            gone[:] = [left for left in gone if left not in parts]
            found[b] = parts
    return found


def _grown(words: list[str], units: Sequence[Unit], at: int, free: list[int]) -> tuple[int, ...]:
    """Return the paragraphs around `at`, of those that are `free`, which together say `words` better than `at` alone."""
    first = last = at
    score = alike(words, units[at].words)
    if score > 1 - _GAIN / 2:
        return (at,)
    while True:
        options = [(first, last + 1)] if last + 1 in free else []
        options += [(first - 1, last)] if first - 1 in free else []
        tried = [(alike(words, [word for unit in units[a : b + 1] for word in unit.words]), a, b) for a, b in options]
        if not tried or max(tried)[0] < score + _GAIN:
            break
        score, first, last = max(tried)
    return tuple(range(first, last + 1)) if score >= _PARTED else (at,)


def _moves(old: Sequence[Unit], new: Sequence[Unit], gone: list[int], come: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for b in come:
        scores = [(similarity(old[a], new[b]), -a) for a in gone if old[a].kind == new[b].kind or old[a].level != 1]
        if scores and max(scores)[0] >= _MOVED:
            a = -max(scores)[1]
            found[b] = a
            gone.remove(a)
    return found
