"""Edits made in Word come back: a three-way merge of the built DOCX, the edited one and the sections as they stand now.

    base     the DOCX as the build made it                    merge_base, merge_docx
    theirs   the DOCX that an editor changed                  merge_docx
    ours     the section files, with the place of each word   merge_markdown

Paragraphs are held against each other (`merge_align`), then words (`merge_words`) and notes (`merge_notes`); what became of
each paragraph is a `Draft` a file (`merge_plan`), from which `merge_edit` writes the file. `merge_files` proves and writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from igreport.errors import UsageError
from igreport.exchange import (
    merge_base,
    merge_docx,
    merge_files,
    merge_generated,
    merge_markdown,
    merge_notes,
    merge_plan,
)
from igreport.exchange.merge_markdown import Source
from igreport.model.report import Edition, Report
from igreport.sources import files
from igreport.sources.load import load


@dataclass(frozen=True)
class Place:
    """Something in a file that an author should look at."""

    path: str
    line: int
    text: str


@dataclass(frozen=True)
class Remark:
    """A comment of the margin, with its place in the sections."""

    author: str
    date: str
    text: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True)
class Merge:
    """What a merge made, or would make."""

    edition: str
    files: dict[str, tuple[str, str]]  # by path relative to the report folder: the text before, and now
    references: tuple[str, ...] = ()  # ids of new references
    conflicts: tuple[Place, ...] = ()
    comments: tuple[Remark, ...] = ()
    elsewhere: tuple[str, ...] = field(default=())  # what was changed and is no part of a section's text


def merge(
    edited: Path,
    root: Path,
    build: Path,
    identifier: str | None = None,
    accept_changes: bool = True,
    comments_inline: bool = False,
    dry_run: bool = False,
) -> Merge:
    """Bring the edits in the DOCX `edited` into the sections of the report folder `root`, and return what was done.

    `build` holds the built editions. Nothing is written with `dry_run`, or where an error is raised: UsageError where there is
    no base to hold the edits against, ImportRefused for a file that cannot be read, OutputError where nothing can be written.
    """
    base = merge_base.find(edited, build, identifier)
    report = load(root, [base.edition])
    edition = report.edition(base.edition)
    if edition is None:
        raise UsageError(f"there is no edition {base.edition} in {root / 'sections'}")
    _refuse_errors(report, edition)
    old, new = merge_docx.read(base.path), merge_docx.read(edited, accept_changes)
    old, new, generated = merge_generated.left_out(old, new, base.sections)
    sources = _sources(report, edition, root)
    notebook = merge_notes.notebook(report.references)
    plan = merge_plan.plan(old, new, sources, notebook)
    outcome = merge_files.outcome(plan, notebook, root, base.edition, edited.name, comments_inline)
    if not dry_run:
        merge_files.write(root, {name: now for name, (_, now) in outcome.files.items()})
    return Merge(
        base.edition,
        outcome.files,
        outcome.references,
        tuple(Place(*place) for place in outcome.conflicts),
        tuple(Remark(*remark) for remark in outcome.comments),
        (*plan.elsewhere, *generated, *notebook.remarks),
    )


def _refuse_errors(report: Report, edition: Edition) -> None:
    """Raise UsageError where the sections cannot be read as they stand; a conflict of an earlier merge is one such thing."""
    own = [problem for problem in report.errors(edition) if problem.span.path.startswith(edition.path)]
    if own:
        raise UsageError(f"the sections have errors to mend first: {own[0].span}: {own[0].message}")


def _sources(report: Report, edition: Edition, root: Path) -> list[Source]:
    language = edition.settings.language or report.series.language
    result = []
    for section in edition.sections:
        text = files.read_text(root, root / section.path, []) or ""
        result.append(merge_markdown.read(section.path, text, section.front.title, language))
    return result
