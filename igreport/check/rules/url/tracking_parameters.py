"""An address tells where its reader came from.

## What it does
Finds parameters in an address that only serve a site's statistics: `utm_source=…`, `fbclid=…`, `gclid=…`.

## Why is this bad
Every reader who follows the note is counted as coming from somebody's newsletter, the address is twice as long, and one
page gets many addresses.

## Example
    URL: https://example.org/roadmap?utm_source=newsletter&utm_medium=email

## Use instead
    URL: https://example.org/roadmap

Parameters that may choose the page (`id=…`, `lang=…`) are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL103", "tracking-parameters", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _tracking(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _tracking(address)


def _tracking(address: Address) -> Iterator[Diagnostic]:
    if "?" not in address.text:
        return
    from igreport.sources.url_forms import tracking_parameters, without_tracking

    found = tracking_parameters(address.text)
    if not found:
        return
    names = ", ".join(f"`{name}`" for name in dict.fromkeys(parameter.name for parameter in found))
    span = address.span(found[0].start, found[-1].end)
    fix = address.mended(without_tracking(address.text))
    message = f"the address tells where its reader came from: {names}"
    yield RULE.found(span, message, "delete that part of it", fix=fix, note=address.note)
