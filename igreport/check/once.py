"""What rules make of a list that all editions of a report share: made once, not for each of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_List = TypeVar("_List")
_Made = TypeVar("_Made")


def once(make: Callable[[_List], _Made]) -> Callable[[_List], _Made]:
    """Return `make` with its last result kept for the same list: the same object, for equal ones take long to compare."""
    last: list[tuple[_List, _Made]] = []

    def made(of: _List) -> _Made:
        if not last or last[0][0] is not of:
            last[:] = [(of, make(of))]
        return last[0][1]

    return made
