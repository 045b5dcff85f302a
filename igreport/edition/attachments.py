"""What an edition carries: its sources as data, and its sections as they were written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from igreport.edition import bibliography, wording
from igreport.errors import OutputError
from igreport.model.document import Attachment
from igreport.model.reference import Reference
from igreport.model.report import Section
from igreport.sources import files


def attachments(
    references: Iterable[Reference], sections: Iterable[Section], root: Path, language: str
) -> tuple[Attachment, ...]:
    """Return the sources as CSL-JSON (`sources.json`), and each section's file as it stands below `root`.

    Raises OutputError where a file is gone since it was loaded.
    """
    _ = wording.translations(language).gettext
    sources = Attachment(
        "sources.json",
        bibliography.CSL_JSON,
        bibliography.csl_json(references),
        "Data",
        _("the sources that the notes cite (CSL-JSON)"),
    )
    description = _("the section “{title}” as it was written (Markdown)")
    return (sources, *(_section(section, root, description) for section in sections))


def _section(section: Section, root: Path, description: str) -> Attachment:
    data = files.read_bytes(root, root / section.path, [])
    if data is None:
        raise OutputError(f"{section.path} could not be read again")
    title = " ".join(section.front.title.split())
    return Attachment(
        PurePosixPath(section.path).name, "text/markdown", data, "Source", description.format(title=title)
    )
