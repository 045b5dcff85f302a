"""What an import made, changed and was not sure of: as text for an author, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from igreport.exchange.imported import Change
from igreport.exchange.write import Counts, Import

_MOST_LIKE = 5  # changes of one kind that are shown in full; the JSON has all


def as_text(result: Import, dry_run: bool = False) -> str:
    """Return the report that the command prints."""
    given, made = result.given, result.made
    lines = [
        f"{result.edition}: {len(result.sections)} sections, {result.references} references"
        + (f", {result.untitled} of them without a title yet" if result.untitled else ""),
        f"  in the file:     {_counted(given)}",
        f"  in the sections: {_counted(made)} (the other words are in title, key topics and comments)",
        *_listed("Changed", result.changes),
        *_listed("Not sure of", result.unsure),
        "proved: every word of the file is in the edition, in order",
    ]
    if result.kept_aside:
        lines.append(f"the files that were there before are in {result.kept_aside}")
    lines.append("nothing was written (--dry-run)" if dry_run else "written: " + ", ".join(result.paths))
    return "\n".join(lines) + "\n"


def _counted(counts: Counts) -> str:
    numbers = f"{counts.paragraphs} paragraphs, {counts.words:,} words"
    return f"{numbers}, {counts.notes} notes, {counts.headings} headings"


def _listed(title: str, changes: Sequence[Change]) -> list[str]:
    if not changes:
        return []
    lines = [f"{title}:"]
    for kind, found in groupby(
        sorted(changes, key=lambda change: (change.kind, change.line)), lambda change: change.kind
    ):
        entries = list(found)
        shown = entries if title != "Changed" else entries[:_MOST_LIKE]
        lines += [f"  {f'line {change.line}: ' if change.line else ''}{change.text} [{kind}]" for change in shown]
        if len(entries) > len(shown):
            lines.append(f"  … and {len(entries) - len(shown)} more of this kind [{kind}]")
    return lines


def as_json(result: Import, file: str) -> str:
    """Return the whole report as JSON, with the name of the file that was imported."""
    return json.dumps({"file": file, **asdict(result), "proved": True}, ensure_ascii=False, indent=2) + "\n"
