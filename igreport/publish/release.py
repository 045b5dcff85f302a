"""An edition → what is handed out: judged by every gate, and written only where nothing stands in the way."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from igreport.check.rules.rel import not_accessible, not_proved
from igreport.errors import BuildError, OutputError
from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.report import Edition, Released, ReleasedFile, Report
from igreport.publish import content, entry, files, findings, gate, links, particulars, place, revision
from igreport.publish.gate import Gate
from igreport.publish.record import File, Made
from igreport.sources import changes
from igreport.sources.changes import Change


@dataclass(frozen=True)
class Result:
    """How the release of an edition ended."""

    edition: str
    gates: tuple[Gate, ...]
    folder: Path
    files: tuple[File, ...] = ()  # none where it was refused
    is_new: bool = False  # files were written
    aside: Path | None = None  # where the former release of the edition is now
    was_released: bool = False  # with the same content

    @property
    def is_refused(self) -> bool:
        """Return whether something stands in the way."""
        return any(row.state in ("refused", "not judged") for row in self.gates)


@dataclass(frozen=True)
class Wanted:
    """What is to be released: an edition of the report in `root`, into `output`, with what is let pass and why."""

    report: Report
    edition: Edition
    root: Path
    output: Path
    reasons: Mapping[str, str]
    settings: str  # the text of edition.yaml before anything was read, "" where there is none

    @property
    def target(self) -> Path:
        """Return the folder of the release."""
        return self.output / self.edition.identifier

    @property
    def path(self) -> str:
        """Return the path of edition.yaml in the report folder."""
        return f"{self.edition.path}/edition.yaml"


def release(
    root: Path, name: str, output: Path, reasons: Mapping[str, str], progress: files.Progress = lambda _step: None
) -> Result:
    """Release the edition `name` of the report in `root` into `output / name`, and record it in its edition.yaml.

    `reasons` say, by code, why something is let pass. Where anything else stands in the way nothing is written, and the
    result says what. Raises ToolError where a tool fails, OutputError where something cannot be written.
    """
    from igreport.check.folder import check_folder
    from igreport.sources.load import load

    progress("checking")
    settings = _settings(root / "sections" / name / "edition.yaml")
    found = check_folder(root)
    report = load(root, [name])
    edition = report.edition(name)
    assert edition is not None, "the command has found the edition's folder"
    wanted = Wanted(report, edition, root, output, reasons, settings)
    place.repair(wanted.target)
    asked = links.asked(report, edition)
    own = findings.of_edition([*found, *report.errors(edition)], report, edition)
    told = links.remarks(asked, own, datetime.datetime.now(datetime.UTC))
    gates = [*findings.gates(own, told), particulars.gate(report, edition)]
    gates = [gate.let_pass(row, reasons) for row in gates]
    if report.errors(edition):
        return Result(name, gate.complete(gates), wanted.target)
    with tempfile.TemporaryDirectory(prefix="igreport-release-") as folder:
        return _released(wanted, asked, gates, Path(folder) / name, progress)


def _settings(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError):  # check says so
        return ""


def _released(wanted: Wanted, asked: links.Asked, gates: list[Gate], folder: Path, progress: files.Progress) -> Result:
    """Build into `folder`, judge what was built, and put it in place where nothing stands in the way."""
    from igreport.edition.assemble import assemble

    report, edition = wanted.report, wanted.edition
    try:
        document = assemble(report, edition, wanted.root)
        said = content.of(document, edition)
        gates = [*gates, revision.gate(edition, said)]
        result = files.built(report, edition, wanted.root, folder, progress)
    except BuildError as error:
        rows = gate.complete([*gates, Gate(gate.BUILD, (_not_proved(error, edition),))])
        return Result(edition.identifier, rows, wanted.target)
    progress("proving that the PDF is accessible")
    rows = gate.complete([*gates, Gate(gate.BUILD), gate.let_pass(_accessible(folder, edition), wanted.reasons)])
    if any(row.refused for row in rows):
        return Result(edition.identifier, rows, wanted.target)
    progress("putting the files in place")
    every = files.with_sources(report, edition, result)
    return _written(wanted, Made(report, edition, document, said, result, every, rows, asked, wanted.reasons))


def _not_proved(error: BuildError, edition: Edition) -> Diagnostic:
    return not_proved.RULE.found(Span(edition.path), str(error), error.hint)


def _accessible(folder: Path, edition: Edition) -> Gate:
    from igreport.edition.verify import pdf_ua

    hint = "please report it as a defect of igreport"
    rows = [text for path in folder.glob("*.pdf") for text in pdf_ua.findings(path)]
    return Gate(gate.ACCESSIBLE, tuple(not_accessible.RULE.found(Span(edition.path), text, hint) for text in rows))


def _written(wanted: Wanted, made: Made) -> Result:
    """Put the files in place, and then the entry in edition.yaml: who is killed between runs the command again."""
    before = wanted.edition.settings.released
    entry_ = _entry(made)
    is_known = bool(before) and (before[-1].content, before[-1].files) == (entry_.content, entry_.files)
    after = wanted.settings if is_known else _with_entry(wanted, entry_)
    is_same = files.is_same(wanted.target, made.files)
    aside = None
    if not is_same:
        files.with_proof(made)
        aside = place.put(made.build.folder, wanted.target)
    if not is_known:
        _record(wanted, after)
    was_released = bool(before) and before[-1].content == made.content.sha256
    return Result(wanted.edition.identifier, made.gates, wanted.target, made.files, not is_same, aside, was_released)


def _entry(made: Made) -> Released:
    parts = tuple(f"{name} {digest}" for name, digest in made.content.parts.items())
    rows = tuple(ReleasedFile(file.name, file.sha256) for file in made.files)
    return Released(made.content.sha256, len(made.edition.settings.revision), parts, rows)


def _with_entry(wanted: Wanted, new: Released) -> str:
    """Return edition.yaml with the entry; raise OutputError, before anything is written, where it cannot be written."""
    path = wanted.root / wanted.path
    after = entry.added(wanted.settings, new)
    if after is None:
        hint = "write each key on a line of its own, as `published: 2025-10-06`, and entries of lists behind dashes"
        raise OutputError(f"{wanted.path} is written so that no entry can be added at `released:`", hint)
    if path.exists() and (not changes.is_own(wanted.root, wanted.path) or not os.access(path, os.W_OK)):
        raise OutputError(f"{wanted.path} cannot be written: it is read-only, or a link", "make it writable")
    return after


def _record(wanted: Wanted, after: str) -> None:
    path = wanted.root / wanted.path
    if not path.exists():
        path.write_bytes(b"")
    changes.write(wanted.root, [Change(wanted.path, wanted.settings, after)])
