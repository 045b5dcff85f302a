"""Imported → the files of an edition, proved before they are put in place, and put in place all together or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igreport.errors import OutputError, UsageError
from igreport.exchange import citing, files, markdown_text, proof, sections, subset, text_of, words
from igreport.exchange.imported import Change, Imported, ImportRefused, Options
from igreport.exchange.sources import Sources, is_placeholder
from igreport.model.dates import Period
from igreport.model.report import Edition, Report, as_tuple
from igreport.sources.lists import REFERENCES, SECTIONS
from igreport.sources.load import load

_UNTITLED = "Untitled series"
_TEMPORARY = ".igreport-import-"


@dataclass(frozen=True)
class Counts:
    """How much of a report there is."""

    words: int
    notes: int  # for the output: calls of notes and citations
    headings: int
    paragraphs: int


@dataclass(frozen=True)
class Import:
    """What an import made, or would make."""

    edition: str
    paths: tuple[str, ...]  # of the files written, relative to the report folder
    given: Counts
    made: Counts
    sections: tuple[str, ...]
    references: int
    untitled: int  # references that nothing names yet
    changes: tuple[Change, ...]
    unsure: tuple[Change, ...]
    kept_aside: str = ""  # where the files of an edition that was there before are now


@dataclass
class _Draft:
    """The files of an edition under way, by their path relative to the report folder."""

    texts: dict[str, bytes]
    sources: Sources
    plan: sections.Plan
    pieces: list[str]  # texts that stand outside of sections
    changes: list[Change] = field(default_factory=list)
    unsure: list[Change] = field(default_factory=list)


def write(
    imported: Imported, root: Path, identifier: str, options: Options, dry_run: bool = False, force: bool = False
) -> Import:
    """Write `imported` as the edition `identifier` of the report folder `root`, and return what was made.

    Raises UsageError where the edition is there already (and not `force`) or its id names no period, ImportRefused where
    a word would be lost, and OutputError where the files cannot be written; then nothing is changed.
    """
    refuse_existing(root, identifier, force)
    report = load(root)
    draft = _draft(imported, root, report, identifier, options)
    with _staged(root, draft.texts, identifier, dry_run) as stage:
        read = load(stage)
        edition = _proved(imported, read, identifier, draft)
        kept = "" if dry_run else _install(stage, root, sorted(draft.texts), identifier)
    return _result(imported, identifier, draft, edition, kept)


def refuse_existing(root: Path, identifier: str, force: bool) -> None:
    """Raise UsageError where the id names no period, or its edition is there and `force` is not given."""
    if Period.parse(identifier) is None:
        raise UsageError(f"`{identifier}` names no period", "an edition's id is 2025-Q3, 2025-H1, 2025-09 or 2025")
    there = [path for path in _places(root, identifier) if os.path.lexists(path)]
    if there and not force:
        hint = "--force keeps the old files aside and writes the new ones"
        raise UsageError(f"the edition {identifier} is there already: {there[0].relative_to(root)}", hint)


def _places(root: Path, identifier: str) -> tuple[Path, Path]:
    return root / SECTIONS / identifier, root / REFERENCES / f"{identifier}.yaml"


def _draft(imported: Imported, root: Path, report: Report, identifier: str, options: Options) -> _Draft:
    language = imported.language or report.series.language
    known = _known_sources(report, identifier)
    cited = citing.Citing(known, options.keep_links, imported.is_ours, imported.has_typed_calls)
    blocks, changes = subset.bring_down(imported.blocks)
    blocks = cited.blocks(blocks)
    cited.unused(imported.unused_notes)
    cited.complete()
    plan = sections.plan(blocks, imported.keypoints, imported.title, language, _topics(report, identifier))
    if not plan.sections:
        raise ImportRefused("the file has no text")
    bodies = markdown_text.write([part.blocks for part in plan.sections], language, imported.is_ours)
    folder = f"{SECTIONS}/{identifier}"
    texts = {
        f"{folder}/{name}": files.section(part, body).encode()
        for name, part, body in zip(files.names(plan.sections), plan.sections, bodies, strict=True)
    }
    texts |= {f"{folder}/{image.name}": image.data for image in imported.images}
    texts[f"{REFERENCES}/{identifier}.yaml"] = files.references(cited.sources, _schemas(root, 1)).encode()
    draft = _Draft(texts, cited.sources, plan, [])
    _add_settings(draft, imported, root, report, folder, language)
    draft.changes = [*imported.changes, *_each_once(changes), *cited.changes, *plan.changes]
    draft.unsure += [*imported.unsure, *cited.unsure, *plan.unsure]
    return draft


def _each_once(changes: list[Change]) -> list[Change]:
    return list(dict.fromkeys(changes))


def _add_settings(draft: _Draft, imported: Imported, root: Path, report: Report, folder: str, language: str) -> None:
    """Add edition.yaml, and series.yaml where there is none."""
    series_path = root / SECTIONS / "series.yaml"
    differing: dict[str, Any] = {}
    if series_path.exists():
        series = report.series
        differing |= {"title": imported.title} if imported.title not in ("", series.title) else {}
        differing |= {"author": imported.authors} if imported.authors not in ((), as_tuple(series.author)) else {}
        differing |= {"publisher": imported.publisher} if imported.publisher not in ("", series.publisher) else {}
        differing |= {"language": language} if language != series.language else {}
    else:
        title = imported.title or _UNTITLED
        if not imported.title:
            text = f"the text has no title of a series; sections/series.yaml says “{_UNTITLED}”"
            draft.unsure.append(Change(0, "no-title", text))
        text = files.series(title, imported.authors, imported.publisher, language, _schemas(root, 1))
        draft.texts[f"{SECTIONS}/series.yaml"] = text.encode()
    kept = [*([imported.period_text] if imported.period_text else []), *imported.set_aside]
    for point in draft.plan.left_over:
        draft.unsure.append(
            Change(0, "key-topic", f"the key topic “{point}” fits no section; it is kept in edition.yaml")
        )
    kept += [f"Key topic: {point}" for point in draft.plan.left_over]
    draft.texts[f"{folder}/edition.yaml"] = files.edition(imported, differing, kept, _schemas(root, 2)).encode()
    points = [part.keypoint for part in draft.plan.sections if part.keypoint in imported.keypoints]
    draft.pieces = [
        imported.title,
        *imported.authors,
        imported.publisher,
        imported.period_text,
        *imported.set_aside,
        *points,
    ]
    draft.pieces += draft.plan.left_over


def _known_sources(report: Report, identifier: str) -> Sources:
    """Return the sources of the report's other files; a new one must not take an id of theirs."""
    own = f"{REFERENCES}/{identifier}.yaml"
    others = [item for item in report.references.values() if item.where().path != own]
    urls = {item.url: item.id for item in others if item.url}
    titles = {item.url: item.title for item in others if item.url}
    return Sources(urls, titles, {item.id for item in others})


def _topics(report: Report, identifier: str) -> dict[str, str]:
    """Return the topic of each title that the series has had, the newest edition's last."""
    editions = [edition for edition in report.editions if edition.identifier != identifier]
    return {part.front.title: part.front.topic for edition in editions for part in edition.sections}


def _schemas(root: Path, depth: int) -> str:
    """Return where the schemas are, seen from a folder `depth` below the report's."""
    folder = next((name for name in ("schemas", "igreport/schemas") if (root / name).is_dir()), "schemas")
    return "../" * depth + folder


@contextmanager
def _staged(root: Path, texts: dict[str, bytes], identifier: str, dry_run: bool) -> Iterator[Path]:
    """Write the files into a folder of their own, with what else a report needs to be read, and remove it at the end."""
    try:
        stage = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir=None if dry_run else root))
    except OSError as error:
        raise OutputError(f"nothing can be written into {root}: {error.strerror}") from error
    try:
        _copy_others(root, stage, identifier)
        for name, content in texts.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        yield stage
    except OSError as error:
        raise OutputError(f"the files could not be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _copy_others(root: Path, stage: Path, identifier: str) -> None:
    (stage / REFERENCES).mkdir()
    (stage / SECTIONS).mkdir()
    for path in (root / REFERENCES).glob("*.y*ml") if (root / REFERENCES).is_dir() else ():
        if path.is_file() and path.stem != identifier:
            shutil.copyfile(path, stage / REFERENCES / path.name)
    series = root / SECTIONS / "series.yaml"
    if series.is_file():
        shutil.copyfile(series, stage / SECTIONS / "series.yaml")


def _proved(imported: Imported, report: Report, identifier: str, draft: _Draft) -> Edition:
    edition = report.edition(identifier)
    written = set(draft.texts)
    errors = [problem for problem in report.errors() if problem.span.path in written or problem.code.startswith("CIT")]
    if edition is None or errors:
        text = f"{errors[0].span.path}:{errors[0].span.line}: {errors[0].message}" if errors else "no edition was read"
        raise ImportRefused(f"the import would not load ({text}); nothing was written")
    found = proof.difference(imported, report, edition, draft.pieces, draft.plan.invented)
    if found:
        raise ImportRefused(f"words would not come through as they are; nothing was written: {found}")
    return edition


def _install(stage: Path, root: Path, names: list[str], identifier: str) -> str:
    """Move the staged files into place, old ones aside; undo every step where one fails. Return where the old ones are."""
    undo: list[Callable[[], object]] = []
    try:
        kept = _keep_aside(root, identifier, undo)
        folders = [root / SECTIONS, root / REFERENCES]
        for folder in folders:
            if not folder.exists():
                folder.mkdir()
                undo.append(folder.rmdir)
        target, references = _places(root, identifier)
        moves = [(stage / SECTIONS / identifier, target), (stage / REFERENCES / references.name, references)]
        if f"{SECTIONS}/series.yaml" in names:
            moves.append((stage / SECTIONS / "series.yaml", root / SECTIONS / "series.yaml"))
        for source, place in moves:
            os.replace(source, place)
            undo.append(lambda source=source, place=place: os.replace(place, source))  # type: ignore[misc]
    except OSError as error:
        for step in reversed(undo):
            step()
        raise OutputError(f"the files could not be put in place: {error.strerror or error}") from error
    return kept


def _keep_aside(root: Path, identifier: str, undo: list[Callable[[], object]]) -> str:
    """Move an edition that is there into a folder that `load` does not read; its references into the same folder."""
    sections_there, references_there = _places(root, identifier)
    if not any(os.path.lexists(path) for path in (sections_there, references_there)):
        return ""
    number = 1
    while os.path.lexists(place := root / SECTIONS / f".{identifier}-before-import-{number}"):
        number += 1
    if os.path.lexists(sections_there):
        os.replace(sections_there, place)
        undo.append(lambda: os.replace(place, sections_there))
    else:
        place.mkdir(parents=True)
        undo.append(place.rmdir)
    if os.path.lexists(references_there):
        aside = place / "references.yaml"
        os.replace(references_there, aside)
        undo.append(lambda: os.replace(aside, references_there))
    return place.relative_to(root).as_posix()


def _result(imported: Imported, identifier: str, draft: _Draft, edition: Edition, kept: str) -> Import:
    texts = [text_of.read(section.body.blocks) for section in edition.sections]
    titles = sum(len(words.of_text(part.title)) for part in draft.plan.sections)
    given = Counts(len(imported.words), len(imported.notes), imported.headings, imported.paragraphs)
    made = Counts(
        words=titles + sum(len(text.words) for text in texts),
        notes=sum(_calls(section.body.blocks) for section in edition.sections),
        headings=len(texts) + sum(text.headings for text in texts),
        paragraphs=len(texts) + sum(len(text.blocks) for text in texts),
    )
    own = [source for source in draft.sources if not source.is_known]
    return Import(
        edition=identifier,
        paths=tuple(sorted(draft.texts)),
        given=given,
        made=made,
        sections=tuple(part.title for part in draft.plan.sections),
        references=len(own),
        untitled=sum(not source.title or is_placeholder(source.title) for source in own),
        changes=tuple(draft.changes),
        unsure=tuple(draft.unsure),
        kept_aside=kept,
    )


def _calls(node: Any) -> int:
    """Count the notes that readers will see: remarks and citations, those inside of remarks aside."""
    if isinstance(node, dict):
        return 1 if node.get("t") in ("Note", "Cite") else sum(_calls(value) for value in node.values())
    return sum(_calls(child) for child in node) if isinstance(node, list | tuple) else 0
