"""A report folder → its findings: only what has changed since the last run is read and judged again.

Kept are all findings, by the digest of all files; and behind them, for a run that finds something changed, the sources of
each file, and each edition's findings and facts. An edition's are valid as long as its own files, the shared lists, and the
files of the sources that it cites are the same.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from igreport.check import snapshot
from igreport.check.snapshot import Snapshot
from igreport.check.store import Store
from igreport.model.diagnostic import Diagnostic

if TYPE_CHECKING:
    from igreport.check.run import Examined
    from igreport.model.dates import Period
    from igreport.model.report import Report
    from igreport.sources.lists import SourceFile

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_FEW = 8  # tasks for which a second process is not worth its start
_SHARED = ("sections/series.yaml", "references/events.yaml", "references/terms.yaml")


@dataclass(frozen=True)
class Kept:
    """All findings of a folder, and what they depend on besides the snapshot."""

    key: str
    witnesses: tuple[tuple[str, str], ...]
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Part:
    """What one edition gives, and what it depends on."""

    key: str
    cited: tuple[tuple[str, str], ...]  # each source that is cited: its id, and the digest of the file that defines it
    witnesses: tuple[tuple[str, str], ...]  # pictures, by path
    problems: tuple[Diagnostic, ...]
    examined: Examined


def check_folder(root: Path, *, is_cached: bool = True) -> list[Diagnostic]:
    """Return all findings about the report in `root`, of every severity, by place; those suppressed are not among them."""
    taken, program = snapshot.take(root), snapshot.program()
    store = Store(root) if is_cached else None
    key = snapshot.digest([taken.key, program])
    kept = store.read("findings") if store else None
    if isinstance(kept, Kept) and kept.key == key and _stand(kept.witnesses):
        return list(kept.findings)
    findings, witnesses = _Run(root, taken, program, store).findings()
    if store:
        store.write("findings", Kept(key, witnesses, tuple(findings)))
    return findings


def _stand(witnesses: Iterable[tuple[str, str]]) -> bool:
    return all(snapshot.witness(path) == seen for path, seen in witnesses)


class _Run:
    """One run over a folder in which something has changed."""

    def __init__(self, root: Path, taken: Snapshot, program: str, store: Store | None) -> None:
        self.root, self.taken, self.program, self.store = root, taken, program, store

    def findings(self) -> tuple[list[Diagnostic], tuple[tuple[str, str], ...]]:
        """Return all findings, and the witnesses of all editions."""
        from igreport.check import run
        from igreport.check.suppress import suppressed
        from igreport.sources import suppressions

        report, found = self._shared()
        parts = self._editions(report, found)
        found += [item for part in parts.values() for item in (*part.problems, *part.examined.findings)]
        found += run.compare(report, {name: part.examined for name, part in parts.items()})
        wishes = suppressions.of_folder(self.root) if self.taken.commented else ()
        witnesses = tuple(dict.fromkeys(row for part in parts.values() for row in part.witnesses))
        return run.chosen(suppressed(found, wishes), ()), witnesses

    def _shared(self) -> tuple[Report, list[Diagnostic]]:
        """Return the report without editions, and what is wrong with it."""
        from igreport.sources import lists

        files = self._sources()
        report = lists.load(self.root, [source for source, _findings in files.values()])
        return report, [*report.problems, *(item for _source, findings in files.values() for item in findings)]

    def _sources(self) -> dict[str, tuple[SourceFile, list[Diagnostic]]]:
        """Return, by file, its sources and what their rules find."""
        from igreport.sources import lists

        kept = self._read("sources")
        digests = self.taken.digests
        paths = {path.relative_to(self.root).as_posix(): path for path in lists.source_files(self.root, [])}
        old = {name: kept[name] for name in paths if name in kept and kept[name][0] == digests.get(name)}
        missing = [name for name in paths if name not in old]
        new = dict(zip(missing, _map(self._read_sources, [paths[name] for name in missing]), strict=True))
        files = {name: (digests.get(name, ""), *(new[name] if name in new else old[name][1:])) for name in paths}
        if missing or len(files) != len(kept):
            self._write("sources", files)
        return {name: row[1:] for name, row in files.items()}

    def _read_sources(self, path: Path) -> tuple[SourceFile, list[Diagnostic]]:
        from igreport.check import run
        from igreport.sources import lists

        read = lists.read_sources(self.root, path)
        return read, run.check_sources(read.references)

    def _editions(self, report: Report, problems: list[Diagnostic]) -> dict[str, Part]:
        """Return the editions' parts by id, oldest first."""
        from igreport.sources import load

        folders = load.edition_folders(self.root, problems)
        kept = self._read("editions")
        self.report = report
        self.defining = self._defining(report)
        self.shared = snapshot.digest(f"{path}{self.taken.digests.get(path)}\n" for path in _SHARED)
        old = {path.name: kept[path.name] for _period, path in folders if self._is_valid(path, kept.get(path.name))}
        missing = [(period, path) for period, path in folders if path.name not in old]
        new = dict(zip((path.name for _period, path in missing), _map(self._examine, missing), strict=True))
        parts = {path.name: new.get(path.name) or old[path.name] for _period, path in folders}
        if missing or len(parts) != len(kept):
            self._write("editions", parts)
        return parts

    def _defining(self, report: Report) -> Mapping[str, str]:
        """Return, by a source's id, the digest of the file that defines it."""
        digests = self.taken.digests
        return {key: digests.get(item.where("id").path, "") for key, item in report.references.items()}

    def _key(self, folder: Path) -> str:
        own = self.taken.below(f"sections/{folder.name}")
        return snapshot.digest([self.shared, *(f"{path}{value}\n" for path, value in own.items())])

    def _is_valid(self, folder: Path, part: Part | None) -> bool:
        return (
            isinstance(part, Part)
            and part.key == self._key(folder)
            and all(self.defining.get(key, "") == seen for key, seen in part.cited)
            and _stand(part.witnesses)
        )

    def _examine(self, dated: tuple[Period, Path]) -> Part:
        """Read and judge one edition."""
        from igreport.check import run
        from igreport.check.manuscript import Manuscript
        from igreport.sources import load

        period, folder = dated
        problems: list[Diagnostic] = []
        edition = load.edition(self.root, folder, period, self.report.series.language, problems)
        if self.report.has_all_sources:
            load.find_undefined(edition, self.report.references, problems)
        keys = {citation.key for section in edition.sections for citation in section.body.citations}
        keys |= {mention.key for section in edition.sections for mention in section.body.mentions}
        images = {
            os.path.normpath(self.root / section.path / ".." / image.target)
            for section in edition.sections
            for image in section.body.images
        }
        return Part(
            self._key(folder),
            tuple((key, self.defining.get(key, "")) for key in sorted(keys)),
            tuple((path, snapshot.witness(path)) for path in sorted(images)),
            tuple(problems),
            run.examine(Manuscript(replace(self.report, editions=(edition,)), edition)),
        )

    def _read(self, name: str) -> dict[str, Any]:
        kept = self.store.read(name) if self.store else None
        return kept[1] if isinstance(kept, tuple) and kept[0] == self.program else {}

    def _write(self, name: str, value: dict[str, Any]) -> None:
        if self.store:
            self.store.write(name, (self.program, value))


def _map(function: Callable[[_Item], _Result], items: list[_Item]) -> list[_Result]:
    """Return `function` of each item, by all processors where there are many items and the system can fork."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(items) < _FEW or processors < 2 or not hasattr(os, "fork"):
        return [function(item) for item in items]
    from igreport.check.processes import fork_map

    return fork_map(function, items, processors)
