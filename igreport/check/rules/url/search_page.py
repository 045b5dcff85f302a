"""An address is that of a search.

## What it does
Finds addresses of search results, a search engine's or a site's own.

## Why is this bad
The result is another one tomorrow, and in another country; readers cannot tell which hit was meant.

## Example
    URL: https://example.org/search?q=roadmap

## Use instead
    URL: https://example.org/documents/roadmap
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL113", "search-page", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _search(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _search(address)


def _search(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.url_pages import is_search_page

    if is_search_page(address.text):
        hint = "write the address of the page that was found"
        yield RULE.found(address.span(), "the address is that of a search", hint, note=address.note)
