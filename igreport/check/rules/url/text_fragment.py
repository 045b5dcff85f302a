"""An address marks words on its page.

## What it does
Finds `#:~:text=…`, which browsers add to the address when a search has led to words on a page.

## Why is this bad
The address is long, and the mark is lost as soon as the page changes a word. Mostly it was copied without being meant.

## Example
    URL: https://example.org/roadmap#:~:text=key%20dates

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

RULE = Rule("URL112", "text-fragment", Severity.INFO)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _marked(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _marked(address)


def _marked(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.url_pages import text_fragment

    found = text_fragment(address.text)
    if found is not None:
        start, end = found
        fix = address.mended(address.text[:start] + address.text[end:], is_safe=False)
        message = "the address marks words on its page"
        yield RULE.found(address.span(start, end), message, "delete the mark", fix=fix, note=address.note)
