"""What the ledger of links knows of an edition's addresses."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.link import moment
from igreport.model.report import Edition, Report
from igreport.publish.findings import DEAD

STALE = datetime.timedelta(days=30)


@dataclass(frozen=True)
class Asked:
    """How many addresses an edition has, how many of them nobody has asked, and when the others were asked."""

    addresses: int
    never: int
    times: tuple[str, ...]  # of RFC 3339, sorted

    @property
    def days(self) -> tuple[str, str] | None:
        """Return the first and the last day on which an address was asked."""
        return (self.times[0][:10], self.times[-1][:10]) if self.times else None


def asked(report: Report, edition: Edition) -> Asked:
    """Return what is known of the addresses of the sources that `edition` cites, and of its text."""
    from igreport.links.targets import targets

    urls = [target.url for target in targets(report, [edition.identifier])]
    known = [report.links.get(url) for url in urls]
    answers = [record for record in known if record and record.checked and record.verdict != "unchecked"]
    return Asked(len(urls), len(urls) - len(answers), tuple(sorted(str(record.checked) for record in answers)))


def remarks(found: Asked, own: list[Diagnostic], now: datetime.datetime) -> tuple[str, ...]:
    """Return what is no obstacle, and worth knowing before anything is handed out."""
    return tuple(_remarks(found, own, now))


def _remarks(found: Asked, own: list[Diagnostic], now: datetime.datetime) -> Iterator[str]:
    from igreport.check.reporters import plural

    if found.never:
        verb = "was" if found.never == 1 else "were"
        yield f"{found.never} of {plural(found.addresses, 'address')} {verb} never asked: igreport links"
    if old := sum((time := moment(text)) is not None and now - time > STALE for text in found.times):
        yield f"{plural(old, 'address')} {'was' if old == 1 else 'were'} not asked for 30 days: igreport links"
    copies = sum(item.code in DEAD and item.severity is Severity.WARNING for item in own)
    if copies:
        verb = "is dead and has a copy" if copies == 1 else "are dead and have copies"
        yield f"{plural(copies, 'address')} {verb} that no note prints: igreport links --update"
    if failing := sum(item.code in DEAD and item.severity is Severity.INFO for item in own):
        yield f"{plural(failing, 'address')} did not open when last asked: igreport check --info"
    if any(item.code == "LNK102" for item in own):
        yield "some lines of the ledger cannot be read: igreport check --select LNK102"
