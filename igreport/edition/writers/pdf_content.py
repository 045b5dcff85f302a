"""The drawing of a page, put into the order in which it is read (ISO 32000-1, 14.6 and 14.8.2).

WeasyPrint draws what is positioned (list markers, notes) last and marks each box by itself. Each of these pieces is taken out
of the page's content stream; what the structure tree holds is drawn again in the tree's order, the rest, in its place, is an
artifact. Nothing overlaps, so the page looks the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Operators = list[Any]  # bytes, as WeasyPrint appends them to a stream; pydyf objects
State = tuple[tuple[bytes, ...], tuple[bytes, ...]]  # what sets the fill's alpha, what sets its colour

_NOTHING: State = ((), ())
_PATH = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_PATH_ENDS = frozenset((b"n", b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"))
_PAINTING = (b"TJ", b"Tj", b"Do", b"f", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*", b"EI", b"sh")
ARTIFACT = ["/Artifact", b"BMC"]


@dataclass
class Piece:
    """What is drawn for one box: operators that need only their state to be drawn elsewhere."""

    operators: Operators
    before: State
    after: State

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be seen of it."""
        return not any(isinstance(item, bytes) and item.endswith(_PAINTING) for item in self.operators)


@dataclass(frozen=True)
class _Slot:
    mark: int


@dataclass
class Drawing:
    """A page's content stream, taken apart."""

    rest: Operators  # with a slot where a piece was
    pieces: dict[int, Piece] = field(default_factory=dict)


def take_apart(operators: Sequence[Any]) -> Drawing:
    """Return the pieces of a content stream by WeasyPrint's numbers (MCID), and what is between them."""
    drawing = Drawing([])
    reader = _State()
    index = 0
    while index < len(operators):
        item = operators[index]
        if item == b"BDC":
            end = _end(operators, index)
            del drawing.rest[-2:]  # the tag and its properties
            mark, before = operators[index - 1]["MCID"], reader.state
            drawing.pieces[mark] = reader.piece(operators[index + 1 : end])
            drawing.rest += [_Slot(mark), *_changes(before, reader.state)]
            index = end
        else:
            reader.read(item)
            drawing.rest.append(item)
        index += 1
    return drawing


class _State:
    """The graphics state, as far as a piece depends on it (ISO 32000-1, 8.4)."""

    def __init__(self) -> None:
        self.state = _NOTHING
        self._around: tuple[
            bytes, ...
        ] = ()  # transformations, clips and other states that what is drawn next stands in
        self._path: list[bytes] = []
        self._stack: list[tuple[State, tuple[bytes, ...]]] = []
        self._matrices = 2  # WeasyPrint's own, which all of the page is drawn in

    def read(self, item: Any) -> None:
        if not isinstance(item, bytes):
            return
        operator = item[item.rfind(b" ") + 1 :]
        if operator in _PATH:
            self._path.append(item)
        elif operator in (b"W", b"W*"):
            self._around += (*self._path, item, b"n")
        elif operator in _PATH_ENDS:
            self._path = []
        elif operator == b"q":
            self._stack.append((self.state, self._around))
        elif operator == b"Q":
            self.state, self._around = self._stack.pop()
        elif operator in (b"rg", b"cs"):
            self.state = (self.state[0], (item,))
        elif operator == b"scn":
            self.state = (self.state[0], (*self.state[1], item))
        elif operator in (b"gs", b"cm"):
            self._set(item, operator)

    def _set(self, item: bytes, operator: bytes) -> None:
        if operator == b"cm" and self._matrices:
            self._matrices -= 1
        elif item.startswith(b"/a"):
            self.state = ((item,), self.state[1])
        elif not item.startswith(b"/A"):
            self._around += (item,)

    def piece(self, operators: Sequence[Any]) -> Piece:
        before, around = self.state, self._around
        for item in operators:
            self.read(item)
        drawn = _unmarked(operators)
        return Piece([b"q", *around, *drawn, b"Q"] if around else drawn, before, before if around else self.state)


def _end(operators: Sequence[Any], start: int) -> int:
    """Return the index of the EMC that belongs to the BDC at `start`."""
    depth = 0
    for index in range(start, len(operators)):
        item = operators[index]
        if item in (b"BDC", b"BMC"):
            depth += 1
        elif item == b"EMC":
            depth -= 1
            if not depth:
                return index
    raise ValueError("a marked-content sequence has no end")


def _unmarked(operators: Sequence[Any]) -> Operators:
    """Return the operators without artifacts' marks in them, such as those around an underline: ISO 14289-1, 7.1."""
    if b"BMC" not in operators:
        return list(operators)
    kept: Operators = []
    is_kept = []
    for item in operators:
        if item in (b"BDC", b"BMC"):
            is_kept.append(item == b"BDC")
        if item == "/Artifact" or item == b"BMC" or (item == b"EMC" and not is_kept.pop()):
            continue
        kept.append(item)
    return kept


def _changes(before: State, after: State) -> list[bytes]:
    return [item for old, new in zip(before, after, strict=True) if old != new for item in new]


@dataclass(frozen=True)
class Run:
    """Pieces that one structure element holds, one behind the other."""

    kind: str
    marks: list[int]


def put_together(drawing: Drawing, runs: Sequence[Run], margins: Mapping[int, Any]) -> Operators:
    """Return the content stream with `runs` in their order, each under its place in it as MCID.

    `margins` are the properties of what stands in the page's margin, by mark; all else that no run holds is an artifact.
    """
    held = {mark for run in runs for mark in run.marks}
    written: Operators = []
    depth = 0
    for item in drawing.rest[:-1]:
        depth += (item == b"BMC") - (item == b"EMC")
        if isinstance(item, _Slot):
            if item.mark not in held:
                _append(written, _artifact(drawing.pieces[item.mark], margins.get(item.mark)))
        elif not depth and isinstance(item, bytes) and item.endswith(b" Do"):
            _append(written, [*ARTIFACT, item, b"EMC"])
        else:
            written.append(item)
    return [*written, *_in_order(drawing, runs), *drawing.rest[-1:]]  # the last Q


def _in_order(drawing: Drawing, runs: Sequence[Run]) -> Operators:
    written: Operators = []
    state = _NOTHING
    for number, run in enumerate(runs):
        operators: Operators = []
        for piece in (drawing.pieces[mark] for mark in run.marks):
            operators += [*_changes(state, piece.before), *piece.operators]
            state = piece.after
        written += _marked(run.kind, number, operators)
    return written


def _marked(kind: str, number: int, operators: Operators) -> Operators:
    return [b"/%b <</MCID %d>> BDC" % (kind.encode(), number), *operators, b"EMC"]


def _artifact(piece: Piece, properties: Any) -> Operators:
    if piece.is_empty:
        return []
    start = ["/Artifact", properties, b"BDC"] if properties is not None else ARTIFACT
    return [*start, *piece.operators, b"EMC"]


def _append(written: Operators, artifact: Operators) -> None:
    """Append an artifact; one that stands right behind a like one becomes a part of it."""
    if artifact[:2] == ARTIFACT and written[-1:] == [b"EMC"] and _last_start(written) == ARTIFACT:
        del written[-1]
        artifact = artifact[2:]
    written += artifact


def _last_start(written: Operators) -> Operators:
    """Return how the last marked content begins."""
    at = next((index for index in range(len(written) - 1, 0, -1) if written[index] in (b"BMC", b"BDC")), 0)
    return written[at - 1 : at + 1]
