"""The lists of a section: which texts are the items of one list."""

from __future__ import annotations

from collections.abc import Iterable

from igreport.model.prose import Prose


def lists(rows: Iterable[Prose]) -> list[tuple[Prose, ...]]:
    """Return for each list of a section its items, each by its last text; items in items are of their own list."""
    found: dict[int, dict[int, Prose]] = {}
    for prose in rows:
        if prose.item is not None and prose.kind == "item":
            found.setdefault(prose.item.list, {})[prose.item.index] = prose
    return [tuple(items.values()) for items in found.values()]
