"""The report's addresses of which the ledger of links knows something: each place where one stands, with its record."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.link import LinkRecord, asked_as
from igreport.model.reference import Reference
from igreport.model.report import Report

_YEAR = 366  # days for which it counts that a person has opened a page
_LONGEST = 300  # characters of what a page or a server says, in a message


class TextLink(NamedTuple):
    """An address in an edition's text or notes."""

    text: str
    span: Span
    note: int | None
    is_verbatim: bool  # the file has it character by character at `span`


TextLinks = tuple[TextLink, ...]


@dataclass(frozen=True)
class KnownLink:
    """A place where an address stands that was asked."""

    record: LinkRecord
    text: str  # as written
    span: Span
    note: int | None
    is_verbatim: bool
    reference: Reference | None = None
    verified: datetime.date | None = None  # when a person last opened it, as any source with the address says

    @property
    def page(self) -> str:
        """Return what a message calls it."""
        return f"the page of the source `{self.reference.id}`" if self.reference else "the page"

    @property
    def reason(self) -> str:
        """Return in words why the record has its verdict."""
        status = f"HTTP {self.record.status}" if self.record.status else ""
        return shown(self.record.reason or "") or status or "no reason was given"

    @property
    def has_copy(self) -> bool:
        """Return whether the note prints a copy in an archive."""
        return self.reference is not None and bool(self.reference.archive)

    @property
    def is_settled(self) -> bool:
        """Return whether a person opened it, since it has failed, and at most a year before it was last asked."""
        if self.verified is None:
            return False
        since, checked = day(self.record.failing_since), day(self.record.checked)
        is_recent = checked is None or (checked - self.verified).days <= _YEAR
        return is_recent and (since is None or self.verified >= since)


def text_links(manuscript: Manuscript) -> TextLinks:
    """Return the addresses of an edition's text and notes: what each rule on the ledger collects."""
    if manuscript not in _OF:
        from igreport.check.addresses import of_text

        rows = of_text(manuscript)
        _OF[manuscript] = tuple(TextLink(row.text, row.span(), row.note, row.is_verbatim) for row in rows)
    return _OF[manuscript]


_OF: WeakKeyDictionary[Manuscript, TextLinks] = WeakKeyDictionary()


def known_links(report: Report, facts: Mapping[str, TextLinks], verdicts: Collection[str]) -> Iterator[KnownLink]:
    """Yield each place of an address with one of these verdicts, those of sources first."""
    if not report.links:
        return
    sources, verified = _sources(report, verdicts), dict[str, datetime.date]()
    for reference, record in sources:
        if seen := reference.verified:
            verified[record.url] = max(seen, verified.get(record.url, seen))
    for reference, record in sources:
        is_verbatim = reference.quote_width("URL") is not None
        span = reference.value("URL", 0, len(reference.url))
        yield KnownLink(record, reference.url, span, None, is_verbatim, reference, verified.get(record.url))
    for text, span, note, is_verbatim in (link for links in facts.values() for link in links):
        found = report.links.get(asked_as(text))
        if found and found.verdict in verdicts:
            yield KnownLink(found, text, span, note, is_verbatim, verified=verified.get(found.url))


def _sources(report: Report, verdicts: Collection[str]) -> list[tuple[Reference, LinkRecord]]:
    rows = [(row, report.links.get(asked_as(row.url))) for row in report.references.values() if row.url]
    return [(reference, record) for reference, record in rows if record and record.verdict in verdicts]


def lost(rule: Rule, link: KnownLink, what: str, hint: str, severity: Severity | None = None) -> Iterator[Diagnostic]:
    """Yield the finding about a page that readers do not see; nothing where they get a copy, or a person saw the page.

    A copy that is known and that the note does not print yet makes a warning of an error.
    """
    if link.has_copy or link.is_settled:
        return
    if link.record.archive:
        copy = shown(link.record.archive)
        write = "`igreport links --update` writes its copy into the source" if link.reference else "link to its copy"
        hint = f"{write}: {copy}"
        severity = Severity.WARNING if (severity or rule.severity) is Severity.ERROR else severity
    yield rule.found(link.span, f"{link.page} {what}", hint, note=link.note, severity=severity)


def why(link: KnownLink) -> str:
    """Return why a page is lost, and since when: ": HTTP 404, since 2025-10-05"."""
    time = link.record.failing_since or link.record.checked
    return f": {link.reason}, since {time[:10]}" if time else f": {link.reason}"


def day(time: str | None) -> datetime.date | None:
    """Return the day of a ledger's time or day."""
    return datetime.date.fromisoformat(time[:10]) if time else None


def shown(text: str) -> str:
    """Return words of a page or a server as they may be printed: on one line, not too long, nothing that steers a terminal."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    words = " ".join(plain.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
