"""What all editions share, file by file → a Report without editions: the series, sources, events and terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.reference import Reference
from igreport.model.report import Event, Report, Series, Term, Value
from igreport.sources import files, references, style, values
from igreport.sources.findings import finding

if TYPE_CHECKING:
    from igreport.model.link import LinkRecord

SECTIONS, REFERENCES = "sections", "references"
OTHER_LISTS: dict[str, tuple[str, type[Value]]] = {"events.yaml": ("events", Event), "terms.yaml": ("terms", Term)}


@dataclass(frozen=True)
class SourceFile:
    """One file of sources, read: its items, and what is wrong with them."""

    references: tuple[Reference, ...]
    problems: tuple[Diagnostic, ...]
    is_complete: bool  # False where it is not YAML: nobody knows what it defines


@dataclass(frozen=True)
class Entries:
    """The lists of events and terms, read."""

    events: tuple[Event, ...]
    terms: tuple[Term, ...]
    problems: tuple[Diagnostic, ...]


def load(root: Path, sources: Iterable[SourceFile] | None = None, entries: Entries | None = None) -> Report:
    """Return the report in the folder `root` without its editions; what is wrong stands in `problems`.

    `sources` are the files of sources, `entries` the other lists, where they have been read before.
    """
    problems: list[Diagnostic] = []
    series = read_series(root, problems)
    if series.logo or series.template:
        _check_files(root, series, problems)
    paths = source_files(root, problems)
    is_read = not any(problem.code == "SRC102" and problem.span.path == REFERENCES for problem in problems)
    items, is_complete = merged(sources or [read_sources(root, path) for path in paths], problems)
    entries = entries or both_entries(root)
    links = _links(root, problems)
    theme = style.read(root, problems)
    found = (*problems, *entries.problems)
    return Report(series, (), items, entries.events, entries.terms, found, (), is_complete and is_read, links, theme)


def _check_files(root: Path, series: Series, problems: list[Diagnostic]) -> None:
    from igreport.sources import house_files

    house_files.check(root, series, problems)


def _links(root: Path, problems: list[Diagnostic]) -> Mapping[str, LinkRecord]:
    """Return the ledger of links, by address; nothing where there is none."""
    if not files.is_there(root / REFERENCES / "links.jsonl"):
        return {}
    from igreport.sources import ledger

    return ledger.read(root, problems)


def both_entries(root: Path) -> Entries:
    """Return the lists of events and terms."""
    problems: list[Diagnostic] = []
    events, terms = read_entries(root, "events.yaml", problems), read_entries(root, "terms.yaml", problems)
    return Entries(events, terms, tuple(problems))


def read_series(root: Path, problems: list[Diagnostic]) -> Series:
    """Return `sections/series.yaml`, or a series without a title where there is none."""
    path = root / SECTIONS / "series.yaml"
    if not (root / SECTIONS).is_dir():
        problems.append(
            finding("SRC101", Span(SECTIONS), "the folder `sections` is missing", "make it, with a file `series.yaml`")
        )
    elif not files.is_there(path) and files.children(root, root / SECTIONS, []) is not None:
        span = Span(f"{SECTIONS}/series.yaml")
        problems.append(
            finding("SRC101", span, "the file `series.yaml` is missing", "make it, with `title: …` and `author: …`")
        )
    if not files.is_there(path):
        return Series(title="?")
    return values.read_file(root, path, Series, problems, {"title": "?"}) or Series(title="?")


def source_files(root: Path, problems: list[Diagnostic]) -> list[Path]:
    """Return the files of sources: all YAML files of `references/` but the lists of events and terms."""
    folder = root / REFERENCES
    if not folder.is_dir():
        hint = "make it, with a file of sources, as references/2025-Q3.yaml"
        problems.append(finding("SRC101", Span(REFERENCES), "the folder `references` is missing", hint))
        return []
    paths = files.children(root, folder, problems) or ()
    return [path for path in paths if path.name.endswith((".yaml", ".yml")) and path.name not in OTHER_LISTS]


def read_sources(root: Path, path: Path) -> SourceFile:
    """Return the sources of one file."""
    problems: list[Diagnostic] = []
    read = values.read_yaml(root, path, problems)
    items = references.read(read, problems) if read else []
    return SourceFile(tuple(items), tuple(problems), read is not None)


def merged(sources: Iterable[SourceFile], problems: list[Diagnostic]) -> tuple[dict[str, Reference], bool]:
    """Return the sources of all files by id, and whether all could be read; a second one of the same id is a finding."""
    found: dict[str, Reference] = {}
    is_complete = True
    for source in sources:
        problems += source.problems
        is_complete = is_complete and source.is_complete
        for item in source.references:
            if item.id in found:
                first = found[item.id].where("id")
                message = f"the source `{item.id}` is defined twice; the first is at {first.path}:{first.line}"
                problems.append(
                    finding("REF102", item.where("id"), message, "give one of them another id, or delete it")
                )
            else:
                found[item.id] = item
    return found, is_complete


def read_entries(root: Path, name: str, problems: list[Diagnostic]) -> Any:
    """Return the events or terms, from a list or from a mapping with the list's name as its key."""
    key, model = OTHER_LISTS[name]
    path = root / REFERENCES / name
    read = values.read_yaml(root, path, problems) if files.is_there(path) else None
    if read is None or read.data in (None, {key: None}):
        return ()
    data, at = (read.data[key], (key,)) if isinstance(read.data, dict) and set(read.data) == {key} else (read.data, ())
    if not isinstance(data, list):
        problems.append(finding("YML103", read.places[()], f"this file is a list of {key}", f"begin it with `{key}:`"))
        return ()
    found = [values.read(item, read, (*at, index), model, problems) for index, item in enumerate(data)]
    _find_duplicates(found, problems)
    _find_reversed(found, problems)
    return tuple(value for value in found if value)


def _find_reversed(entries: Iterable[Any], problems: list[Diagnostic]) -> None:
    """Find events that end before they begin."""
    for entry in entries:
        if isinstance(entry, Event) and entry.end and entry.end < entry.start:
            message = f"`end`: {entry.end} is before the event's `start`, {entry.start}"
            problems.append(finding("YML106", entry.where("end"), message, "mend the one that is wrong"))


def _find_duplicates(entries: Iterable[Any], problems: list[Diagnostic]) -> None:
    seen: dict[str, Span] = {}
    for value in entries:
        key = "id" if isinstance(value, Event) else "term"
        name = getattr(value, key, None)
        if name in seen:
            message = f"`{name}` stands twice in this list; the first is on line {seen[name].line}"
            problems.append(finding("YML107", value.where(key), message, "delete one of the two"))
        elif name is not None:
            seen[name] = value.where(key)
