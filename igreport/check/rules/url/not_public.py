"""An address leads to a place that readers cannot reach.

## What it does
Finds addresses of one's own computer (`localhost`), of a private network (`192.168.0.7`) and of an intranet
(`http://wiki/`, `server.local`).

## Why is this bad
It works at the author's desk and nowhere else.

## Example
    URL: http://intranet.local/documents/roadmap.pdf

## Use instead
    URL: https://example.org/documents/roadmap.pdf

Addresses for examples (example.org) are let pass in the text, and are only worth a look as a source; so is an address that
the text spells out, as a manual of software does, and that is no link.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL107", "not-public", Severity.ERROR)

_WHAT = {"loopback": "the reader's own computer", "private": "a private network", "intranet": "an intranet"}


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        is_told = address.where == "text" and not address.note
        yield from _unreachable(address, Severity.INFO if is_told else None)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _unreachable(address, None)
        yield from _example(address)


def _unreachable(address: Address, severity: Severity | None) -> Iterator[Diagnostic]:
    what = _WHAT.get(_kind(address))
    if what:
        message, hint = f"the address is of {what}: {address.url.host}", "write the address on the open web"
        yield RULE.found(address.host_span(), message, hint, note=address.note, severity=severity)


def _example(address: Address) -> Iterator[Diagnostic]:
    if _kind(address) == "example":
        message, hint = f"the address is one for examples: {address.url.host}", "write the address of the source"
        yield RULE.found(address.host_span(), message, hint, severity=Severity.INFO)


def _kind(address: Address) -> str:
    from igreport.sources.hosts import host_kind

    return host_kind(address.url.host)
