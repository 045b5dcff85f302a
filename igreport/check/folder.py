"""A report folder → its findings: only what has changed since the last run is read and judged again.

Kept are all findings, by the digest of all files; and behind them, for a run that finds something changed, the sources of
each file, and each edition's findings and facts. An edition's are valid as long as its own files, the shared lists, and the
files of the sources that it cites are the same.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igreport.check import snapshot
from igreport.check.snapshot import Snapshot
from igreport.check.store import Store, packed, unpacked
from igreport.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from igreport.check.manuscript import Manuscript
    from igreport.check.run import Examined
    from igreport.model.dates import Period
    from igreport.sources.lists import Entries, SourceFile

_FEW = 6  # editions: so many are read by one process and judged by two, more are shared out
_SHARED = ("sections/series.yaml", "references/events.yaml", "references/terms.yaml")
Witnesses = tuple[tuple[str, str], ...]  # files besides the snapshot's, with what tells that they have changed


@dataclass(frozen=True)
class Kept:
    """All findings of a folder, and what they depend on besides the snapshot."""

    key: str
    witnesses: Witnesses
    findings: bytes  # pickled: what is read in vain where something has changed


@dataclass(frozen=True)
class File:
    """A file of sources, and what is wrong with each of them."""

    digest: str
    source: SourceFile
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class Part:
    """What one edition gives, and what it depends on."""

    key: str
    cited: tuple[tuple[str, str], ...]  # each source that is cited: its id, and the digest of the file that defines it
    witnesses: Witnesses  # pictures
    problems: tuple[Diagnostic, ...]
    examined: Examined


@dataclass
class Judged:
    """What rules find: in files of sources, in editions, and between these."""

    files: dict[str, tuple[Diagnostic, ...]]
    editions: dict[str, Examined]
    between: list[Diagnostic]


def check_folder(root: Path, *, is_cached: bool = True, most: int | None = None) -> list[Diagnostic]:
    """Return all findings about the report in `root`, of every severity, by place; those suppressed are not among them.

    `most` is how many a rule may find in an edition, where that is not `run.MOST`; nothing is kept then.
    """
    taken, program = snapshot.take(root), snapshot.program()
    store = Store(root) if is_cached and most is None else None
    key = snapshot.digest([taken.key, program])
    kept = store.read("findings") if store else None
    if isinstance(kept, Kept) and kept.key == key and _stand(kept.witnesses):
        found: list[Diagnostic] = unpacked(kept.findings)
        return found
    findings, witnesses = _Run(root, taken, program, store, most).findings()
    if store:
        store.write("findings", Kept(key, witnesses, packed(findings)))
    return findings


def _stand(witnesses: Witnesses) -> bool:
    return all(snapshot.witness(path) == seen for path, seen in witnesses)


class _Run:
    """One run over a folder in which something has changed."""

    def __init__(self, root: Path, taken: Snapshot, program: str, store: Store | None, most: int | None = None) -> None:
        self.root, self.taken, self.program, self.store, self.most = root, taken, program, store, most

    def findings(self) -> tuple[list[Diagnostic], Witnesses]:
        """Return all findings, and the witnesses of all editions."""
        from igreport.check import run
        from igreport.check.suppress import suppressed
        from igreport.sources import lists, load, suppressions

        problems: list[Diagnostic] = []
        folders = load.edition_folders(self.root, problems)
        files = self._files()
        entries = self._entries() if len(folders) > _FEW else None
        self.report = lists.load(self.root, [file.source for file in files.values()], entries)
        problems += self.report.problems
        self.order = {path.name: number for number, (_period, path) in enumerate(folders)}
        parts = self._parts(folders, files)
        judged = self._judged(parts, files, [dated for dated in folders if dated[1].name not in parts])
        self._keep(parts, files, judged)
        found = [*problems, *judged.between, *(item for file in files.values() for item in file.findings)]
        found += [item for part in parts.values() for item in (*part.problems, *part.examined.findings)]
        comments = suppressions.of_files(self.root, self.taken.commented)
        wishes = [*suppressions.of_series(self.report.series), *comments]
        witnesses = tuple(dict.fromkeys(row for part in parts.values() for row in part.witnesses))
        return run.chosen(suppressed(found, wishes), ()), witnesses

    def _files(self) -> dict[str, File]:
        """Return the files of sources by path; those that have changed are read, and their sources not judged yet."""
        from igreport.check import processes
        from igreport.sources import lists

        kept = self._read("files")
        paths = {path.relative_to(self.root).as_posix(): path for path in lists.source_files(self.root, [])}
        digests = {name: self.taken.digests.get(name, "") for name in paths}
        self.new_files = [name for name in paths if name not in kept or kept[name].digest != digests[name]]
        read = processes.shared_out(lambda name: lists.read_sources(self.root, paths[name]), self.new_files, _FEW)
        self.has_fewer_files = len(kept) != len(paths)
        new = dict(zip(self.new_files, read, strict=True))
        return {name: File(digests[name], new[name]) if name in new else kept[name] for name in paths}

    def _entries(self) -> Entries:
        """Return the lists of events and terms, kept while both files are the same; for one edition keeping costs more."""
        from igreport.sources import lists

        digests = [self.taken.digests.get(path) for path in _SHARED[1:]]
        kept = self._read("entries")
        if None not in digests and kept.get("digests") == digests:
            entries: Entries = kept["entries"]
            return entries
        entries = lists.both_entries(self.root)
        self._write("entries", {"digests": digests, "entries": entries})
        return entries

    def _parts(self, folders: list[tuple[Period, Path]], files: dict[str, File]) -> dict[str, Part]:
        """Return what is kept of the editions and still valid, by id."""
        defining: dict[str, str] = {}
        for file in files.values():
            for item in file.source.references:
                defining.setdefault(item.id, file.digest)
        self.defining = defining
        self.shared = snapshot.digest(f"{path}{self.taken.digests.get(path)}\n" for path in _SHARED)
        kept = self._read("editions")
        self.has_fewer_editions = len(kept) != len(folders)
        return {path.name: kept[path.name] for _, path in folders if self._is_valid(path, kept.get(path.name))}

    def _is_valid(self, folder: Path, part: Part | None) -> bool:
        return (
            isinstance(part, Part)
            and part.key == self._key(folder)
            and all(self.defining.get(key, "") == seen for key, seen in part.cited)
            and _stand(part.witnesses)
        )

    def _key(self, folder: Path) -> str:
        own = self.taken.below(f"sections/{folder.name}")
        return snapshot.digest([self.shared, *(f"{path}{value}\n" for path, value in own.items())])

    def _judged(self, parts: dict[str, Part], files: dict[str, File], missing: list[tuple[Period, Path]]) -> Judged:
        """Return what the rules find anew, and add the missing editions to `parts`."""
        from igreport.check import processes, run
        from igreport.check.catalogue import Families, halves

        loaded: dict[str, tuple[Part, Manuscript]] = {}
        if len(missing) > _FEW:
            read = processes.shared_out(lambda dated: self._with_findings(*dated), missing, _FEW)
            parts.update(zip((path.name for _, path in missing), read, strict=True))
        else:
            loaded = {path.name: self._load(period, path) for period, path in missing}

        def judge(families: Families) -> Judged:
            return self._judge(families, parts, {name: manuscript for name, (_, manuscript) in loaded.items()}, files)

        judged = processes.shared_out(judge, list(halves()), 1)
        for name, (part, _manuscript) in loaded.items():
            parts[name] = replace(part, examined=run.joined(half.editions[name] for half in judged))
        return Judged(
            {name: tuple(item for half in judged for item in half.files[name]) for name in self.new_files},
            {path.name: parts[path.name].examined for _, path in missing},
            [item for half in judged for item in half.between],
        )

    def _judge(
        self, families: tuple[str, ...], parts: dict[str, Part], new: dict[str, Manuscript], files: dict[str, File]
    ) -> Judged:
        """Return what the rules of some families find, or of all."""
        from igreport.check import run

        most = self.most or run.MOST
        examined = {name: run.examine(manuscript, families, most) for name, manuscript in new.items()}
        known = {name: part.examined for name, part in parts.items()} | examined
        return Judged(
            {name: tuple(run.check_sources(files[name].source.references, families)) for name in self.new_files},
            examined,
            run.compare(self.report, dict(sorted(known.items(), key=lambda row: self.order[row[0]])), families),
        )

    def _with_findings(self, period: Period, folder: Path) -> Part:
        from igreport.check import run

        part, manuscript = self._load(period, folder)
        return replace(part, examined=run.examine(manuscript, most=self.most or run.MOST))

    def _load(self, period: Period, folder: Path) -> tuple[Part, Manuscript]:
        """Read one edition; the part is still without findings."""
        from igreport.check.manuscript import Manuscript
        from igreport.check.run import Examined
        from igreport.sources import load

        problems: list[Diagnostic] = []
        language = self.report.series.language
        edition = load.edition(self.root, folder, period, language, problems, is_printed=False)
        if self.report.has_all_sources:
            load.find_undefined(edition, self.report.references, problems)
        bodies = [(section.path, section.body) for section in edition.sections]
        keys = {row.key for _, body in bodies for row in (*body.citations, *body.mentions)}
        images = {
            os.path.normpath(self.root / path / ".." / row.target) for path, body in bodies for row in body.images
        }
        part = Part(
            self._key(folder),
            tuple((key, self.defining.get(key, "")) for key in sorted(keys)),
            tuple((path, snapshot.witness(path)) for path in sorted(images)),
            tuple(problems),
            Examined(),
        )
        return part, Manuscript(replace(self.report, editions=(edition,)), edition)

    def _keep(self, parts: dict[str, Part], files: dict[str, File], judged: Judged) -> None:
        for name, findings in judged.files.items():
            files[name] = replace(files[name], findings=findings)
        if self.new_files or self.has_fewer_files:
            self._write("files", files)
        if judged.editions or self.has_fewer_editions:
            self._write("editions", parts)

    def _read(self, name: str) -> dict[str, Any]:
        kept = self.store.read(name) if self.store else None
        return kept[1] if isinstance(kept, tuple) and kept[0] == self.program else {}

    def _write(self, name: str, value: dict[str, Any]) -> None:
        if self.store:
            self.store.write(name, (self.program, value))
