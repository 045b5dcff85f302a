"""Where an author asks for silence: `<!-- igreport: ignore NAM102 official spelling -->` in a section's text,
`# igreport: ignore NAM102 official spelling` in YAML and front matter, and `ignore:` in `series.yaml`.

A comment behind text concerns its line. One on a line of its own concerns what follows: in Markdown the block up to the next
blank line (of a list: its first item), in YAML the next entry with what is indented below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from igreport.model.diagnostic import Span, Suppression
from igreport.model.report import Series, as_tuple
from igreport.sources import files
from igreport.sources.yaml import one_line_end

_IN_MARKDOWN = re.compile(r"<!--\s{0,9}(?P<text>igreport(?![\w-]).{0,1000}?)-->", re.DOTALL | re.IGNORECASE)
# In YAML files people also write about the program.
_IN_YAML = re.compile(r"(?<!\S)#[ \t]{0,9}(?P<text>igreport(?::|[ \t]{1,9}ignore\b)[^\n]{0,1000})", re.IGNORECASE)
_ORDER = re.compile(r"igreport:\s*ignore\s+(?P<codes>[\w-]+(?:,\s?[\w-]+)*),?:?(?:\s+(?P<reason>.*))?\Z", re.DOTALL)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\w{1,9}\.)[ \t]")
_MANY = 1000  # brackets; libyaml takes ever longer to find that they are not closed


def of_series(series: Series) -> tuple[Suppression, ...]:
    """Return what `ignore:` in `series.yaml` asks for."""
    return tuple(
        Suppression(series.where("ignore", index), entry.path, 0, as_tuple(entry.codes), entry.reason)
        for index, entry in enumerate(series.ignore)
    )


def of_folder(root: Path) -> tuple[Suppression, ...]:
    """Return what comments ask for in the sections and YAML files of the report folder `root`."""
    paths = [*root.glob("sections/**/*.md"), *root.glob("sections/**/*.y*ml"), *root.glob("references/*.y*ml")]
    return of_files(root, [files.relative(root, path) for path in sorted(paths)])


def of_files(root: Path, names: Iterable[str]) -> tuple[Suppression, ...]:
    """Return what comments ask for in the files `names`, relative to the report folder `root`."""
    found: list[Suppression] = []
    for name in names:
        text = files.read_text(root, root / name, []) if (root / name).is_file() else None
        if text and "igreport" in text.lower():
            found += find(text, name)
    return tuple(found)


def find(text: str, name: str) -> list[Suppression]:
    """Return what the comments of the file `name` ask for; one that is not understood has no codes."""
    if not name.endswith(".md"):
        return list(_in_yaml(text, name))
    front = _FRONT_MATTER.match(text)
    end = front.end() if front else 0
    return [*_in_yaml(text[:end], name), *_in_markdown(text, end, name)]


def _in_markdown(text: str, start: int, name: str) -> Iterator[Suppression]:
    lines = text.split("\n")
    for match in _IN_MARKDOWN.finditer(text, start):
        span = _span(text, match, name)
        before = lines[span.line - 1][: span.column - 1]
        behind = lines[span.end_line - 1][span.end_column - 1 :]
        is_alone = not (before + behind).strip(" \t>")
        yield _suppression(match["text"], span, _block(lines, span.end_line) if is_alone else (span.line, span.line))


def _in_yaml(text: str, name: str) -> Iterator[Suppression]:
    matches = list(_IN_YAML.finditer(text))
    words = _words(text) if matches else []
    lines = text.split("\n")
    for match in matches:
        span = _span(text, match, name)
        place = span.line, span.column
        if not any(start <= place < end for start, end in words):
            is_alone = not lines[span.line - 1][: span.column - 1].strip()
            yield _suppression(match["text"], span, _entry(lines, span.line) if is_alone else (span.line, span.line))


def _suppression(text: str, span: Span, lines: tuple[int, int]) -> Suppression:
    match = _ORDER.match(text.strip())
    codes = tuple(code.strip() for code in match["codes"].split(",")) if match else ()
    reason = " ".join((match["reason"] or "").split()).strip("-–—:. ") if match else ""
    return Suppression(span, span.path, lines[0], codes, reason, lines[1])


def _span(text: str, match: re.Match[str], name: str) -> Span:
    line, column = _place(text, match.start())
    return Span(name, line, column, *_place(text, match.end()))


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _words(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return start and end (line, column) of each scalar of YAML `text` that may hold a `#`."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    if text.count("[") + text.count("{") > _MANY:
        return found
    try:
        for event in YAML(typ="safe").parse(one_line_end(text)):
            if getattr(event, "style", None) and hasattr(event, "value"):
                start, end = event.start_mark, event.end_mark
                found.append(((start.line + 1, start.column + 1), (end.line + 1, end.column + 1)))
    except (YAMLError, UnicodeError):  # said where the file is read
        pass
    return found


def _block(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Return the first and last line of the block of Markdown below line `number`."""
    first = _next(lines, number, _IN_MARKDOWN)
    is_list = _ITEM.match(lines[first - 1]) is not None
    last = first
    for line in lines[first:]:
        if not line.strip() or (is_list and _ITEM.match(line)):
            break
        last += 1
    return first, last


def _entry(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Return the first and last line of the entry of YAML below line `number`."""
    first = _next(lines, number, _IN_YAML)
    own = _indentation(lines[first - 1])
    is_key = lines[first - 1].rstrip().endswith(":")
    last = first
    for at, line in enumerate(lines[first:], first + 1):
        is_below = _indentation(line) > own or (is_key and _indentation(line) == own and line.lstrip().startswith("- "))
        if line.strip() and not is_below:
            break
        last = at if line.strip() else last
    return first, last


def _next(lines: Sequence[str], number: int, comment: re.Pattern[str]) -> int:
    """Return the first line below line `number` that has text, other comments of this kind left aside."""
    for index, line in enumerate(lines[number:], number + 1):
        match = comment.search(line)
        if (line[: match.start()] if match else line).strip():
            return index
    return number


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
