"""The drafts of a merge → files: proved, with conflicts and comments in their places, and written all together."""

from __future__ import annotations

import os
import re
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from igreport.errors import OutputError
from igreport.exchange import files, merge_comments, merge_markdown, merge_tidy, merge_writer
from igreport.exchange.merge_edit import MIDDLE, OURS, THEIRS, Draft
from igreport.exchange.merge_notes import Notebook
from igreport.exchange.merge_plan import Plan
from igreport.exchange.sources import Source, Sources
from igreport.model.diagnostic import Diagnostic
from igreport.sources import markdown
from igreport.sources.lists import REFERENCES

_EMPTY = re.compile(r"^references:[ ]*(?:\[\])?[ ]*\Z|^references:[ ]*\[\][ ]*$", re.MULTILINE)
_ITEM = re.compile(r"^(?P<indent>[ ]*)- ", re.MULTILINE)


@dataclass(frozen=True)
class Outcome:
    """The files as they are to be, and what is to be said of them."""

    files: dict[str, tuple[str, str]]  # those that change: the text before, and now
    references: tuple[str, ...]
    conflicts: list[tuple[str, int, str]]
    comments: list[tuple[str, str, str, str, int]]


def outcome(plan: Plan, notebook: Notebook, root: Path, identifier: str, name: str, comments_inline: bool) -> Outcome:
    """Return what the plan makes of the files of the edition `identifier`; `name` is the edited DOCX's."""
    for (path, label), text in notebook.definitions.items():
        next(draft for draft in plan.drafts if draft.source.path == path).definitions[label] = text
    texts = {draft.source.path: _text(draft, name) for draft in plan.drafts}
    remarks = merge_comments.placed(plan, texts, comments_inline)
    before = {draft.source.path: draft.source.text for draft in plan.drafts}
    found = {path: (before[path], text) for path, text in texts.items() if text != before[path]}
    found = {path: (_as_stored(root, path, old), _as_stored(root, path, now)) for path, (old, now) in found.items()}
    new = [source for source in notebook.citing.sources if not source.is_known]
    notebook.citing.complete()
    if new:
        path = f"{REFERENCES}/{identifier}.yaml"
        there = root / path
        old = there.read_bytes().decode("utf-8") if there.is_file() else ""
        found[path] = (old, with_references(old, new))
    conflicts = [conflict for path, (_, text) in found.items() for conflict in _conflicts(path, text)]
    return Outcome(found, tuple(source.id for source in new), conflicts, remarks)


def _text(draft: Draft, name: str) -> str:
    """Return a section's new text. Where it would not read back as it must, the edits stand at its end as conflicts."""
    if not draft.is_changed:
        return draft.source.text
    text, expected = merge_writer.written(draft, name)
    if draft.has_conflicts:
        return text
    text = merge_tidy.tidied(text, draft.source)
    return text if _reads_back(text, expected, draft.source) else merge_writer.written(_at_the_end(draft), name)[0]


def _reads_back(text: str, expected: Sequence[merge_writer.Expected], source: merge_markdown.Source) -> bool:
    read = merge_markdown.read(source.path, text, source.units[0].content, source.language)
    found = [merge_writer.paragraph(unit, unit.words) for unit in read.units[1:]]
    # A table's caption may stand before or behind it.
    is_same = sorted(found) == sorted(expected) and _texts(found) == _texts(expected)
    return is_same and not _problems(text, source) - _problems(source.text, source)


def _texts(paragraphs: Sequence[merge_writer.Expected]) -> list[merge_writer.Expected]:
    return [paragraph for paragraph in paragraphs if paragraph[0] != "caption"]


def _problems(text: str, source: merge_markdown.Source) -> Counter[str]:
    found: list[Diagnostic] = []
    front = merge_markdown.FRONT.match(text)
    markdown.read(text[front.end() :] if front else text, source.path, source.language, found)
    return Counter(problem.code for problem in found)


def _at_the_end(draft: Draft) -> Draft:
    """Return a draft that leaves the section as it is and lists every edit behind it."""
    units = draft.source.units
    texts = [*draft.contents.values(), *(new.text for news in draft.inserted.values() for new in news)]
    texts += [text for texts in draft.conflicts.values() for text in texts]
    texts += [f"<!-- deleted or moved: {units[number].text.replace('--', '–')} -->" for number in sorted(draft.removed)]
    return Draft(draft.source, draft.title, definitions=draft.definitions, unplaced=[*draft.unplaced, *texts])


def _as_stored(root: Path, path: str, text: str) -> str:
    """Return a text with the line ends and the byte order mark of its file."""
    stored = (root / path).read_bytes()
    text = text.replace("\n", "\r\n") if b"\r\n" in stored else text
    return "\ufeff" + text if stored.startswith(b"\xef\xbb\xbf") else text


def _conflicts(path: str, text: str) -> list[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    start = -1
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if line == OURS:
            start = number
        elif line.startswith(THEIRS) and start >= 0:
            inside = [text for text in lines[start + 1 : number] if text and text != MIDDLE]
            found.append((path, start + 1, " ".join((inside or [""])[-1].split())[:80]))
            start = -1
    return found


def with_references(text: str, new: Sequence[Source]) -> str:
    """Return a references file with more items at its end; what it has stays byte for byte."""
    own = Sources(found={source.url: source for source in new})
    schema, first, *items = files.references(own, "schemas").rstrip("\n").split("\n")
    if not text.strip():
        return "\n".join([schema, first, *items, ""])
    if _EMPTY.search(text):
        return _EMPTY.sub(lambda _: "\n".join([first, *items]), text)
    indents = _ITEM.findall(text)
    added = "\n".join((indents[0] if indents else "") + item for item in items)
    return f"{text.rstrip(chr(10))}\n{added}\n"


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write all files, or none: each beside its place first, then all renamed."""
    staged: list[tuple[Path, Path]] = []
    try:
        for name, text in texts.items():
            path = root / name
            handle, temporary = tempfile.mkstemp(prefix=".igreport-", dir=path.parent)
            staged.append((Path(temporary), path))
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode())
            if path.exists():
                os.chmod(temporary, path.stat().st_mode & 0o777)
        for temporary_path, path in staged:
            os.replace(temporary_path, path)
    except OSError as error:
        for temporary_path, _ in staged:
            temporary_path.unlink(missing_ok=True)
        raise OutputError(f"the sections could not be written: {error.strerror or error}") from error
