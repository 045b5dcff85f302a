"""An address belongs to one visit.

## What it does
Finds addresses that hold the number of a visit: `;jsessionid=…`, `PHPSESSID=…`.

## Why is this bad
The visit is over after some minutes; then the address leads to an error or to the site's first page. While it lasts,
others may take it over.

## Example
    URL: https://example.org/documents/view.do;jsessionid=3A71F02B6C1D

## Use instead
    URL: https://example.org/documents/view.do
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL104", "session-id", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _sessions(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _sessions(address)


def _sessions(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.url_forms import session_ids

    for found in session_ids(address.text):
        message = f"`{found.name}` in the address names one visit"
        hint = "delete it, and see whether the page still opens; or take the page's permanent address"
        yield RULE.found(address.span(found.start, found.end), message, hint, note=address.note)
