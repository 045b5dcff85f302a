"""Report → the addresses that are to be asked, each once, with what the report says of it and where."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from igreport.model.dates import DateRange
from igreport.model.diagnostic import Span
from igreport.model.link import asked_as
from igreport.model.reference import Reference
from igreport.model.report import Edition, Report


@dataclass(frozen=True)
class Target:
    """An address: what the first reference with it says, and all places where it stands."""

    url: str  # without its fragment, as the report has it otherwise
    title: str = ""  # of the reference, or nothing for a link of the text
    issued: DateRange | None = None
    accessed: DateRange | None = None
    verified: datetime.date | None = None  # a person opened the page on that day
    archive: str = ""  # a copy that the reference names
    places: tuple[Span, ...] = ()  # references first


def targets(report: Report, editions: Collection[str] | None = None) -> list[Target]:
    """Return the addresses of http and https of the sources that these editions cite and of their texts, by address.

    Without `editions` they are those of all sources, cited or not, and of all texts.
    """
    chosen = [row for row in report.editions if editions is None or row.identifier in editions]
    cited = None if editions is None else _cited(chosen)
    found: dict[str, Target] = {}
    rows = [_of_source(row) for row in report.references.values() if cited is None or row.id in cited]
    for target in (*rows, *_of_texts(chosen)):
        if not target.url.lower().startswith(("https://", "http://")):
            continue
        known = found.get(target.url)
        found[target.url] = replace(known, places=known.places + target.places) if known else target
    return [found[url] for url in sorted(found)]


def _cited(editions: Collection[Edition]) -> set[str]:
    return {row.key for edition in editions for section in edition.sections for row in section.body.citations}


def _of_source(reference: Reference) -> Target:
    custom = reference.fields.get("custom")
    own = custom if isinstance(custom, dict) else {}
    return Target(
        asked_as(reference.url),
        reference.title,
        reference.date("issued"),
        reference.date("accessed"),
        reference.verified,
        str(own.get("archive") or ""),
        (reference.value("URL"),),
    )


def _of_texts(editions: Collection[Edition]) -> Iterator[Target]:
    for edition in editions:
        for section in edition.sections:
            yield from (Target(asked_as(link.target), places=(link.span,)) for link in section.body.links)
