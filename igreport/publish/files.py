"""The files of a release, in a folder of their own until they have passed the gate."""

from __future__ import annotations

import calendar
import datetime
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from igreport.edition import bibliography, manifest
from igreport.edition.build import Build, build
from igreport.model.report import Edition, Report
from igreport.publish import record, sums
from igreport.publish.findings import cited
from igreport.publish.record import File, Made

_EPOCH = "SOURCE_DATE_EPOCH"
Progress = Callable[[str], None]
_BIBLIOGRAPHIES = {
    "csl.json": ("application/vnd.citationstyles.csl+json", bibliography.csl_json),
    "bib": ("application/x-bibtex", bibliography.biblatex),
    "ris": ("application/x-research-info-systems", bibliography.ris),
}


def built(report: Report, edition: Edition, root: Path, folder: Path, progress: Progress) -> Build:
    """Write PDF, DOCX and HTML into `folder`, each read back and proved; raise BuildError where one cannot be proved."""
    with _at(day(edition) or edition.period.end):
        result = build(report, edition, root, folder, progress=progress)
    (folder / manifest.NAME).unlink()  # of what it was made, release.json says in its own way
    return result


def day(edition: Edition) -> datetime.date | None:
    """Return the date of a release: of the edition's newest revision, or else of its publication."""
    settings = edition.settings
    known = [settings.published, *(revision.date for revision in settings.revision)]
    return max((date for date in known if date), default=None)


@contextmanager
def _at(date: datetime.date) -> Iterator[None]:
    """Have the tools take the beginning of that day for now (https://reproducible-builds.org/specs/source-date-epoch/)."""
    before = os.environ.get(_EPOCH)
    os.environ[_EPOCH] = str(calendar.timegm(date.timetuple()))
    try:
        yield
    finally:
        del os.environ[_EPOCH]
        if before is not None:
            os.environ[_EPOCH] = before


def with_sources(report: Report, edition: Edition, result: Build) -> tuple[File, ...]:
    """Write the sources beside the built files, and return all of them."""
    found = [File(row.path.name, row.media_type, row.sha256, row.size) for row in result.artifacts]
    beginning = Path(result.artifacts[0].path.name).stem
    for ending, (media_type, write) in _BIBLIOGRAPHIES.items():
        data = write(cited(report, edition))
        path = result.folder / f"{beginning}.{ending}"
        path.write_bytes(data)
        found.append(File(path.name, media_type, hashlib.sha256(data).hexdigest(), len(data)))
    return tuple(found)


def with_proof(made: Made) -> dict[str, str]:
    """Write `release.json` and `SHA256SUMS` beside the files, and return the sums of all files by name."""
    data = record.text(made).encode()
    (made.build.folder / record.NAME).write_bytes(data)
    found = {file.name: file.sha256 for file in made.files} | {record.NAME: hashlib.sha256(data).hexdigest()}
    (made.build.folder / sums.NAME).write_bytes(sums.text(found).encode())
    return found


def is_same(folder: Path, files: tuple[File, ...]) -> bool:
    """Say whether `folder` is an earlier release of these very files, with its proof whole; that may be of an older igreport."""
    try:
        known, wrong = sums.read((folder / sums.NAME).read_text("utf-8"))
        names = {path.name for path in folder.iterdir()}
    except (OSError, ValueError):
        return False
    wanted = {file.name: file.sha256 for file in files}
    if wrong or names != {*known, sums.NAME} or set(known) != {*wanted, record.NAME}:
        return False
    return wanted.items() <= known.items() and all(_is(folder / name, digest) for name, digest in known.items())


def _is(path: Path, digest: str) -> bool:
    return path.is_file() and manifest.sha256(path) == digest
