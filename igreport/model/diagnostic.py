"""A finding about what an author wrote: a value, printed elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How sure a finding is."""

    ERROR = "error"  # certainly wrong: nothing is built before it is mended
    WARNING = "warning"  # very likely wrong
    INFO = "info"  # worth a look


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A place in a file, in characters: lines and columns count from 1, the end is exclusive.

    `path` is relative to the report folder, with `/`.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if not self.end_line:
            object.__setattr__(self, "end_line", self.line)
        if not self.end_column:
            object.__setattr__(self, "end_column", self.column + 1)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle in a quarter of the time that a dataclass with slots takes: findings are kept from run to run."""
        return Span, (self.path, self.line, self.column, self.end_line, self.end_column)

    def moved(self, columns: int, length: int) -> Span:
        """Return the span of `length` characters that begins `columns` further on the same line."""
        start = self.column + columns
        return replace(self, column=start, end_line=self.line, end_column=start + length)


@dataclass(frozen=True, slots=True)
class Edit:
    """Words to put in the place of `span`; nothing to delete it, a span without width to insert."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """What mends a finding: edits that are made together or not at all."""

    edits: tuple[Edit, ...]
    is_safe: bool = True  # cannot change the meaning

    @classmethod
    def replace(cls, span: Span, text: str, is_safe: bool = True) -> Fix:
        """Return the fix that puts `text` in the place of `span`."""
        return cls((Edit(span, text),), is_safe)


@dataclass(frozen=True, slots=True)
class Suppression:
    """What an author wants not to be told: `codes` (or their beginnings, or names) on some lines of a file, and why.

    `line` is 0 where it concerns whole files, those that match the pattern `path`.
    """

    span: Span  # of the comment or the setting itself
    path: str
    line: int
    codes: tuple[str, ...]  # none: it is not understood
    reason: str
    last_line: int = 0  # included


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and how to mend it, in the author's terms."""

    code: str  # stable, never reused: "CIT101"
    name: str  # readable: "undefined-citation"
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    note: int | None = None  # the printed number of the note concerned
    fix: Fix | None = None
    related: tuple[Span, ...] = ()  # the other places of a contradiction

    def __reduce__(self) -> tuple[Any, ...]:
        """See `Span`."""
        return Diagnostic, tuple(getattr(self, name) for name in self.__slots__)

    def __str__(self) -> str:
        return f"{self.span}: {self.severity} {self.code} {self.message}"
