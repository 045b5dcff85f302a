"""Where the lines of a block's text begin in their lines of the file."""

from __future__ import annotations


def skipped(content: str, lines: list[str]) -> int:
    """Return how many of a block's `lines` come before its `content`: such as have a no-break space and nothing else."""
    first = content.split("\n", 1)[0]
    return next((number for number, line in enumerate(lines) if first in line), 0)


def columns(content: str, lines: list[str]) -> tuple[int, ...]:
    """Return the column at which each line of a block's `content` begins in its line of the file.

    A block's content is its lines without indentation, quotation marks and list markers: each is a suffix of its line, but
    for a tab that indents it, of which the content has as many blanks as are left: then a column may be less than 1.
    """
    result = []
    for part, line in zip(content.split("\n"), lines, strict=False):
        found = line.rfind(part) if part else len(line)
        if found < 0:
            bare = part.lstrip(" ")
            found = max(line.rfind(bare), 0) - (len(part) - len(bare))
        result.append(found + 1)
    return tuple(result) or (1,)
