"""An address is hidden behind a short one.

## What it does
Finds addresses of services that shorten others: bit.ly, t.co, tinyurl.com and their like.

## Why is this bad
Readers cannot see where the link leads, archives keep only the redirection, and when the service ends, the source is lost.

## Example
    URL: https://bit.ly/3xYzAbC

## Use instead
    URL: https://example.org/roadmap
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL105", "shortened-url", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _shortened(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _shortened(address)


def _shortened(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.hosts import host_kind

    url = address.url
    if len(url.path) > 1 and host_kind(url.host) == "shortener":
        message = f"the short address hides where it leads: {url.host}"
        yield RULE.found(address.span(), message, "open it, and write the address of the page", note=address.note)
