"""Report → the files of an edition, written, verified, and only then put in place."""

from __future__ import annotations

import errno
import importlib
import pkgutil
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from igreport.edition import clock, manifest, pictures, writers
from igreport.edition.assemble import Assembly
from igreport.edition.draft import draft
from igreport.edition.verify import Difference, verify
from igreport.edition.worker import Task
from igreport.errors import BuildError, OutputError
from igreport.model.artifact import Artifact
from igreport.model.diagnostic import Diagnostic
from igreport.model.document import Document, walk
from igreport.model.report import Edition, Report

Progress = Callable[[str], None]
_TEMPORARY = ".igreport-"
# Each module of `writers` is a format; one with an underscore is a part of one (`docx_contents` of `docx`).
FORMATS = tuple(
    sorted((module.name for module in pkgutil.iter_modules(writers.__path__) if "_" not in module.name), reverse=True)
)


@dataclass(frozen=True)
class Build:
    """What a build made."""

    edition: str
    folder: Path
    artifacts: tuple[Artifact, ...]
    words: int  # of the text, without notes
    notes: int
    pages: int  # of the PDF; 0 where none was made
    verified: bool


def build(
    report: Report,
    edition: Edition,
    root: Path,
    output: Path,
    formats: Sequence[str] = FORMATS,
    check: bool = True,
    progress: Progress = lambda _step: None,
    findings: Sequence[Diagnostic] | None = None,
) -> Build:
    """Write the edition's files into `output` and return what was made; the last good files stay where it fails.

    With `findings` it is a draft, which shows them. `edition` must be free of errors. Raises BuildError where it cannot be
    printed or a file does not say what it says, OutputError where the files cannot be written, ToolError where a tool fails.
    """
    settings = manifest.settings()
    with clock.at_edition(edition):
        document = _document(report, edition, root, formats, progress)
        if findings is not None:
            document = draft(document, edition, findings)
        with _output_errors(output):
            output.mkdir(parents=True, exist_ok=True)
            _sweep(output)
            with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=output) as folder:
                _write_all(document, Path(folder), formats, check, progress)
                progress("putting the files in place")
                result = _describe(document, Path(folder), output, formats, check)
                _put_in_place(Path(folder), output, _manifest(result, document, root, edition, settings))
    return result


def _document(report: Report, edition: Edition, root: Path, formats: Sequence[str], progress: Progress) -> Document:
    """Return the edition, with what its PDF needs imported while citeproc is at work."""
    progress("resolving citations")
    assembly = Assembly(report, edition, root)
    try:
        if "pdf" in formats:
            importlib.import_module("igreport.edition.writers.pdf").prepare()
        return assembly.document()
    finally:
        assembly.conversion.cancel()


def _sweep(output: Path) -> None:
    """Remove what a build that was killed has left; a folder of the last hour may be one that is still at work."""
    for folder in output.glob(f"{_TEMPORARY}*"):
        if time.time() - folder.stat().st_mtime > 3600:
            shutil.rmtree(folder, ignore_errors=True)


def file_name(document: Document, format_name: str) -> str:
    """Return the name of a file of the edition, as `internet-governance-2025-Q3.pdf`."""
    return f"{document.slug}-{document.edition}.{format_name}"


def _write_all(document: Document, folder: Path, formats: Sequence[str], check: bool, progress: Progress) -> None:
    """Write and verify each format: the PDF here, the others meanwhile in another process."""
    others = [name for name in formats if name != "pdf"]
    if "pdf" not in formats:
        progress(f"writing {', '.join(others)}")
        _write(document, folder, others, check)
        return
    task = Task(_write, document, folder, others, check) if others else None
    progress(f"writing {', '.join(formats)}")
    try:
        _write(document, folder, ["pdf"], check)
    except BaseException:
        if task:
            task.cancel()
        raise
    if task:
        task.result()


def _write(document: Document, folder: Path, formats: Sequence[str], check: bool) -> None:
    for name in formats:
        path = folder / file_name(document, name)
        importlib.import_module(f"igreport.edition.writers.{name}").write(document, path)
        differences = verify(document, name, path) if check else []
        if differences:
            raise BuildError(
                _message(name, differences), "nothing was put in place; please report this as a defect of igreport"
            )


def _message(name: str, differences: Sequence[Difference]) -> str:
    lines = [f"  {difference.where}: {difference.message}" for difference in differences[:10]]
    more = [f"  and {len(differences) - 10} more"] if len(differences) > 10 else []
    return "\n".join([f"the {name.upper()} does not say what the edition says:", *lines, *more])


def _describe(document: Document, folder: Path, output: Path, formats: Sequence[str], check: bool) -> Build:
    artifacts = []
    for name in formats:
        path = folder / file_name(document, name)
        media_type = importlib.import_module(f"igreport.edition.writers.{name}").MEDIA_TYPE
        artifacts.append(Artifact(name, output / path.name, media_type, path.stat().st_size, manifest.sha256(path)))
    words = sum(len(element["c"].split()) for element in walk(_without_notes(document.blocks)) if element["t"] == "Str")
    notes = sum(element["t"] == "Note" for element in walk(document.blocks))
    return Build(document.edition, output, tuple(artifacts), words, notes, _pages(document, folder, formats), check)


def _pages(document: Document, folder: Path, formats: Sequence[str]) -> int:
    if "pdf" not in formats:
        return 0
    import pypdfium2

    pdf = pypdfium2.PdfDocument(folder / file_name(document, "pdf"))
    try:
        return len(pdf)
    finally:
        pdf.close()


def _without_notes(node: Any) -> Any:
    if isinstance(node, list | tuple):
        return [_without_notes(child) for child in node if not (isinstance(child, dict) and child.get("t") == "Note")]
    if isinstance(node, dict):
        return {key: _without_notes(value) for key, value in node.items()}
    return node


def _manifest(
    result: Build, document: Document, root: Path, edition: Edition, settings: dict[str, str]
) -> dict[str, Any]:
    names = [path.relative_to(root.resolve()).as_posix() for path in map(Path, pictures.files(document))]
    return {
        "edition": result.edition,
        "files": {artifact.format: {**asdict(artifact), "path": artifact.path.name} for artifact in result.artifacts},
        "notes": result.notes,
        "pages": result.pages,
        "settings": settings,
        "sources": manifest.sources(root, edition.identifier, names),
        "tools": manifest.tools(),
        "verified": result.verified,
        "words": result.words,
    }


def _put_in_place(folder: Path, output: Path, content: dict[str, Any]) -> None:
    """Move the files over the last ones, the manifest last: whoever reads it finds the files that it names.

    What the last build made and this one did not goes, unless it says the same: no file stays that says something else.
    """
    kept, gone = manifest.others(output, content)
    if "pdf" in kept:
        content["pages"] = (manifest.read(output) or content)["pages"]
    content["files"] |= kept
    (folder / manifest.NAME).write_text(manifest.dump(content), encoding="utf-8", newline="\n")
    paths = [path for path in sorted(folder.iterdir()) if path.name != manifest.NAME]
    for path in [*paths, folder / manifest.NAME]:
        path.replace(output / path.name)
    for path in gone:
        path.unlink(missing_ok=True)


@contextmanager
def _output_errors(output: Path) -> Iterator[None]:
    """Say in a user's words why files cannot be written."""
    try:
        yield
    except OSError as error:
        reasons = {
            errno.EACCES: "it may not be written to",
            errno.EROFS: "it is read-only",
            errno.ENOSPC: "the disk is full",
        }
        reason = reasons.get(error.errno or 0, error.strerror or str(error))
        raise OutputError(
            f"the files cannot be written to {output}: {reason}", "name another folder with --output"
        ) from error
