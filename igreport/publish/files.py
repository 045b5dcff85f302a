"""The files of a release, in a folder of their own until they have passed the gate."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from igreport.edition import bibliography, clock, manifest
from igreport.edition.build import Build, build
from igreport.model.report import Edition, Report
from igreport.publish import record, sums
from igreport.publish.findings import cited
from igreport.publish.record import File, Made

Progress = Callable[[str], None]
_BIBLIOGRAPHIES = {
    "csl.json": ("application/vnd.citationstyles.csl+json", bibliography.csl_json),
    "bib": ("application/x-bibtex", bibliography.biblatex),
    "ris": ("application/x-research-info-systems", bibliography.ris),
}


def built(report: Report, edition: Edition, root: Path, folder: Path, progress: Progress) -> Build:
    """Write PDF, DOCX and HTML into `folder`, each read back and proved; raise BuildError where one cannot be proved."""
    with clock.at_edition(edition, is_strict=True):
        result = build(report, edition, root, folder, progress=progress)
    (folder / manifest.NAME).unlink()  # of what it was made, release.json says in its own way
    return result


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
