"""Comments that ask for silence: `<!-- igreport: ignore NAM102 official spelling -->`, in YAML `# igreport: ignore …`.

A comment on a line of its own concerns the next line that has text, one behind text its own line.
"""

from __future__ import annotations

import re
from pathlib import Path

from igreport.model.diagnostic import Span, Suppression
from igreport.sources import files

_COMMENT = re.compile(
    r"(?:<!--|#)[ \t]*igreport:[ \t]*ignore[ \t]+(?P<codes>[A-Z]+\d*(?:,[ \t]?[A-Z]+\d*)*)(?P<reason>[^\n]{0,300})"
)


def of_folder(root: Path) -> tuple[Suppression, ...]:
    """Return the suppressions in the sections and YAML files of the report folder `root`."""
    paths = [*root.glob("sections/**/*.md"), *root.glob("sections/**/*.y*ml"), *root.glob("references/*.y*ml")]
    found: list[Suppression] = []
    for path in sorted(paths):
        text = files.read_text(root, path, []) if path.is_file() else None
        if text and "igreport:" in text:
            found += find(text, files.relative(root, path))
    return tuple(found)


def find(text: str, name: str) -> list[Suppression]:
    """Return the suppressions in the text of the file `name`."""
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines, 1):
        for match in _COMMENT.finditer(line) if "igreport:" in line else ():
            codes = tuple(code.strip() for code in match["codes"].split(","))
            is_alone = not line[: match.start()].strip() and not line[match.end() :].strip()
            span = Span(name, number, match.start() + 1, number, match.end() + 1)
            reason = match["reason"].partition("-->")[0].strip()
            found.append(Suppression(span, name, _following(lines, number) if is_alone else number, codes, reason))
    return found


def _following(lines: list[str], number: int) -> int:
    """Return the first line after line `number` that has text, other comments of this kind left aside."""
    for index, line in enumerate(lines[number:], number + 1):
        if line.strip() and not _COMMENT.search(line):
            return index
    return number
