"""Where a position in the text of a block stands in the file."""

from __future__ import annotations

from dataclasses import dataclass

from igreport.model.diagnostic import Span


@dataclass(frozen=True)
class Places:
    """The text of one block: its lines begin on line `line` of the file, each at its column (both from 1)."""

    path: str
    line: int
    columns: tuple[int, ...]
    text: str

    def span(self, start: int, end: int | None = None) -> Span:
        """Return the span of `text[start:end]`; one character where no end is given."""
        line, column = self._place(start)
        end_line, end_column = self._place(end) if end is not None else (line, column + 1)
        return Span(self.path, line, column, end_line, end_column)

    def _place(self, offset: int) -> tuple[int, int]:
        before = self.text.count("\n", 0, offset)
        in_line = offset - (self.text.rfind("\n", 0, offset) + 1)
        return self.line + before, self.columns[min(before, len(self.columns) - 1)] + in_line


def skipped(content: str, lines: list[str]) -> int:
    """Return how many of a block's `lines` come before its `content`: such as have a no-break space and nothing else."""
    first = content.split("\n", 1)[0]
    return next((number for number, line in enumerate(lines) if first in line), 0)


def columns(content: str, lines: list[str]) -> tuple[int, ...]:
    """Return the column at which each line of a block's `content` begins in its line of the file.

    A block's content is its lines without indentation, quotation marks and list markers: each is a suffix of its line.
    """
    result = []
    for part, line in zip(content.split("\n"), lines, strict=False):
        found = line.rfind(part) if part else len(line)
        result.append(max(found, 0) + 1)
    return tuple(result) or (1,)
