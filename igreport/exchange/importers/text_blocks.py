"""Paragraphs → pandoc's blocks: headings, and lists that nest as their marks say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from igreport.exchange.imported import Change
from igreport.exchange.importers.text_marks import BULLET, Mark
from igreport.exchange.importers.text_paragraphs import Paragraph
from igreport.model.document import Block, Inline

Inlines = Callable[[Paragraph], list[Inline]]


@dataclass
class _List:
    """A list that may still get items."""

    mark: Mark
    indent: int
    last: int
    items: list[list[Block]] = field(default_factory=list)
    start: int = 1

    @property
    def is_ordered(self) -> bool:
        return self.mark.style != BULLET

    def block(self) -> Block:
        if not self.is_ordered:
            return {"t": "BulletList", "c": self.items}
        style = [self.start, {"t": self.mark.style}, {"t": "Period"}]
        return {"t": "OrderedList", "c": [style, self.items]}


def build(
    paragraphs: Sequence[Paragraph], inlines: Inlines, changes: list[Change], unsure: list[Change]
) -> list[Block]:
    """Return the blocks of the sections."""
    maker = _Maker(inlines, _goes_on(paragraphs), changes, unsure)
    for index, paragraph in enumerate(paragraphs):
        maker.add(index, paragraph)
    return maker.blocks


def _goes_on(paragraphs: Sequence[Paragraph]) -> set[int]:
    """Return the plain paragraphs that stand between two members of one numbering, and so belong to the first."""
    inside: set[int] = set()
    wanted: dict[tuple[str, str, int], list[int]] = {}  # numbering → plain paragraphs since its last number
    last: dict[tuple[str, str, int], int] = {}
    for index, paragraph in enumerate(paragraphs):
        if paragraph.level:
            wanted.clear()
            last.clear()
        elif paragraph.mark is None:
            for since in wanted.values():
                since.append(index)
        elif paragraph.mark.style != BULLET:
            scheme, value = paragraph.mark.scheme, paragraph.mark.values[-1]
            if value > last.get(scheme, value):
                inside.update(wanted[scheme])
            wanted[scheme] = []
            last[scheme] = value
    return inside


@dataclass
class _Maker:
    inlines: Inlines
    inside: set[int]
    changes: list[Change]
    unsure: list[Change]
    blocks: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)  # the open ones, outermost first

    def add(self, index: int, paragraph: Paragraph) -> None:
        if paragraph.level:
            self.lists.clear()
            attributes = ["", [], []]
            self.blocks.append({"t": "Header", "c": [paragraph.level, attributes, self.inlines(paragraph)]})
            number = f", without its number {paragraph.mark.printed}" if paragraph.mark else ""
            message = f"“{paragraph.text[:60]}” is a heading of level {paragraph.level}{number}"
            self.changes.append(Change(paragraph.line, "heading", message))
        elif paragraph.mark is None:
            self._plain(index, paragraph)
        else:
            self._item(paragraph, paragraph.mark)

    def _plain(self, index: int, paragraph: Paragraph) -> None:
        while self.lists and not (self.lists[-1].is_ordered and index in self.inside):
            self.lists.pop()
        self._here().append({"t": "Para", "c": self.inlines(paragraph)})

    def _here(self) -> list[Block]:
        """Return where the next block goes: into the last item of the innermost list, else into the section."""
        return self.lists[-1].items[-1] if self.lists else self.blocks

    def _item(self, paragraph: Paragraph, mark: Mark) -> None:
        if mark.style == BULLET:
            self._close_for_bullet(mark, paragraph.indent)
        else:
            self._close_for_number(mark)
        if not self.lists or not self._is_next(mark, paragraph.indent):
            self._open(mark, paragraph.indent)
        self._tell(paragraph, mark)
        current = self.lists[-1]
        current.last = mark.values[-1] if mark.values else 0
        current.items.append([{"t": "Para", "c": self.inlines(paragraph)}])

    def _tell(self, paragraph: Paragraph, mark: Mark) -> None:
        current = self.lists[-1]
        depth = f" of level {len(self.lists)}" if len(self.lists) > 1 else ""
        kind = "bullet" if mark.style == BULLET else "number"
        self.changes.append(Change(paragraph.line, kind, f"“{mark.printed}” is now an item of a list{depth}"))
        if not current.items and current.is_ordered and current.start > 1:
            message = f"a list begins with “{mark.printed}”: is the one before it missing?"
            self.unsure.append(Change(paragraph.line, "list-number", message))

    def _is_next(self, mark: Mark, indent: int) -> bool:
        """Say whether the innermost list gets the item."""
        current = self.lists[-1]
        if mark.style == BULLET:
            return not current.is_ordered and current.mark.kind == mark.kind and indent <= current.indent + 1
        return current.mark.scheme == mark.scheme and mark.values[-1] == current.last + 1

    def _open(self, mark: Mark, indent: int) -> None:
        start = mark.values[-1] if mark.values else 1
        opened = _List(mark, indent, start, start=start)
        self._here().append(opened.block())
        self.lists.append(opened)

    def _close_for_bullet(self, mark: Mark, indent: int) -> None:
        """A bullet belongs to the open list of its sign and place; a new sign begins a list below the last item."""
        for depth in range(len(self.lists) - 1, -1, -1):
            current = self.lists[depth]
            if current.is_ordered:
                return
            if current.mark.kind == mark.kind and indent >= current.indent - 1:
                if indent <= current.indent + 1:
                    del self.lists[depth + 1 :]
                return
        while self.lists and self.lists[-1].indent > indent + 1:
            self.lists.pop()

    def _close_for_number(self, mark: Mark) -> None:
        """A number goes on with the open list of its kind; a new kind stands below the last number, never below a bullet."""
        for depth in range(len(self.lists) - 1, -1, -1):
            if self.lists[depth].is_ordered and self._continues(depth, mark):
                del self.lists[depth + 1 :]
                return
        while self.lists and (not self.lists[-1].is_ordered or self.lists[-1].mark.scheme == mark.scheme):
            self.lists.pop()

    def _continues(self, depth: int, mark: Mark) -> bool:
        current = self.lists[depth]
        return current.mark.scheme == mark.scheme and mark.values[-1] == current.last + 1
