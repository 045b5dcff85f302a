"""What is to be done to a section's file: paragraphs changed, put in, taken out and moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from igreport.exchange.merge_markdown import Source
from igreport.exchange.merge_units import Unit

OURS, MIDDLE, THEIRS = "<<<<<<< ours", "=======", ">>>>>>> "
BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class New:
    """A paragraph to put in, in Markdown without its list marker."""

    shape: Unit
    text: str
    is_conflict: bool = False
    cells: tuple[str, ...] = ()  # of a row, or of a new table


@dataclass
class Draft:
    """What is to be done to one file; paragraphs are named by their number in it, the title is 0."""

    source: Source
    title: str | None = None
    contents: dict[int, str] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    inserted: dict[int, list[New]] = field(default_factory=dict)  # behind a paragraph
    conflicts: dict[int, list[str]] = field(default_factory=dict)  # what the edited DOCX says instead
    definitions: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Say whether anything is to be done."""
        done = (self.contents, self.removed, self.inserted, self.conflicts, self.definitions, self.unplaced)
        return self.title is not None or any(done)

    @property
    def has_conflicts(self) -> bool:
        """Say whether an author has to decide something in the file."""
        inserted = any(new.is_conflict for news in self.inserted.values() for new in news)
        return bool(self.conflicts or self.unplaced or inserted)

    def insert(self, behind: int, new: New) -> None:
        """Put a paragraph behind another, and behind those that were put there before."""
        self.inserted.setdefault(behind, []).append(new)
