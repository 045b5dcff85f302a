"""What the ledger knows → changes of the sources' files, as far as they are certain."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from igreport.links.rewrite import Wish, rewritten
from igreport.model.diagnostic import Span
from igreport.model.link import WORKING, LinkRecord, asked_as
from igreport.model.reference import Reference
from igreport.model.report import Report
from igreport.sources import urls
from igreport.sources.changes import Change, is_own
from igreport.sources.same_page import over_https, twin, with_fragment, written_anew

_NEVER_IN_AN_ADDRESS = re.compile(r'[\s<>"{}|\\^`]')
_OPENED_ALL_THE_SAME = frozenset(["percent", "bracket"])


@dataclass(frozen=True)
class InText:
    """An address that a text has, and what could be written instead: only authors rewrite their texts."""

    url: str
    new: str  # the page's new address, or its copy's in an archive
    places: tuple[Span, ...]


@dataclass(frozen=True)
class Repairs:
    """What is to be written, and what is not."""

    changes: tuple[Change, ...] = ()
    moved: int = 0  # sources that get another address
    archived: int = 0  # sources that get a copy's address
    records: tuple[LinkRecord, ...] = ()  # of the new addresses, for the ledger
    refused: tuple[Wish, ...] = ()  # what is certain and could not be written without changing something else
    in_texts: tuple[InText, ...] = ()


def repairs(
    root: Path, report: Report, records: Mapping[str, LinkRecord], only: Collection[str] | None = None
) -> Repairs:
    """Return what the records, by address, say for certain that must be changed in the report's sources; nothing is written.

    An address that moved for ever to the same page of the same site, and one by http that shows the same by https, is replaced;
    one that is lost gets `custom: archive`, unless its source names a copy. `only` are the addresses in question, without
    fragments; all where it is None.
    """
    wishes: dict[str, list[Wish]] = {}
    for reference in report.references.values():
        url = asked_as(reference.url)
        if url in records and (only is None or url in only) and (wish := _wish(reference, report, records)):
            wishes.setdefault(reference.where("URL").path, []).append(wish)
    changes, done = [], list[Wish]()
    for path, rows in sorted(wishes.items()):
        text = _text(root, path)
        after, true = rewritten(text, rows) if text is not None else ("", [])
        done += true
        if true and text is not None:
            changes.append(Change(path, text, after))
    return Repairs(
        tuple(changes),
        sum(1 for wish in done if wish.new),
        sum(1 for wish in done if wish.archive),
        tuple(_records(done, records)),
        tuple(wish for rows in wishes.values() for wish in rows if wish not in done),
        tuple(_in_texts(report, records, only)),
    )


def twins(records: Mapping[str, LinkRecord]) -> list[str]:
    """Return the https addresses that would show whether working http addresses may be replaced, if they were asked as well."""
    rows = (twin(url) for url, record in sorted(records.items()) if record.verdict == "ok" and record.text_sha256)
    return [url for url in rows if url is not None and url not in records]


def _wish(reference: Reference, report: Report, records: Mapping[str, LinkRecord]) -> Wish | None:
    written, url = reference.url, reference.url.strip()
    record = records[asked_as(url)]
    language = str(reference.fields.get("language") or report.series.language)
    if new := _new_address(url, record, records, language):
        return Wish(reference.id, written, written.replace(url, new))
    archive = "" if reference.archive else _copy(record)
    return Wish(reference.id, written, archive=archive) if archive else None


def _new_address(url: str, record: LinkRecord, records: Mapping[str, LinkRecord], language: str) -> str | None:
    """Return the address to be written instead of `url`, which has that record; None where it stays."""
    new = None
    if record.final_url and record.verdict in ("moved", "redirected"):
        new = over_https(url, record.final_url)
        if new is None and record.verdict == "moved":
            new = written_anew(url, record.final_url, language)
    elif record.verdict == "ok" and record.text_sha256 and (address := twin(asked_as(url))):
        other = records.get(address)
        if other is not None and other.verdict == "ok" and other.text_sha256 == record.text_sha256:
            new = with_fragment(address, url)
    return new if new != url else None


def _copy(record: LinkRecord) -> str:
    """Return the address of a lost page's copy, or nothing."""
    if not record.is_lost or not record.archive:
        return ""
    address = _NEVER_IN_AN_ADDRESS.sub(lambda match: quote(match[0]), record.archive)
    return "" if {fault.kind for fault in urls.parse(address).faults} - _OPENED_ALL_THE_SAME else address


def _text(root: Path, path: str) -> str | None:
    """Return a file's text with its line ends and byte order mark; None where it must not be changed or is no text."""
    try:
        return (root / path).read_bytes().decode("utf-8") if is_own(root, path) else None
    except (OSError, UnicodeDecodeError):
        return None


def _records(wishes: list[Wish], records: Mapping[str, LinkRecord]) -> Iterator[LinkRecord]:
    for new, old in {asked_as(wish.new): asked_as(wish.old) for wish in wishes if wish.new}.items():
        known = records.get(new)
        moved = replace(records[old], url=new, verdict="ok", final_url=None, reason=None)
        yield known if known is not None and known.verdict in WORKING else moved


def _in_texts(report: Report, records: Mapping[str, LinkRecord], only: Collection[str] | None) -> Iterator[InText]:
    places: dict[tuple[str, str], list[Span]] = {}
    for edition in report.editions:
        for section in edition.sections:
            language = section.front.language or edition.settings.language or report.series.language
            for link in section.body.links:
                record = records.get(asked_as(link.target))
                if record is not None and (only is None or record.url in only):
                    new = _new_address(link.target, record, records, language) or _copy(record)
                    if new:
                        places.setdefault((link.target, new), []).append(link.span)
    return (InText(url, new, tuple(spans)) for (url, new), spans in places.items())
