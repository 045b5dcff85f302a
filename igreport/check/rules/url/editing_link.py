"""An address opens a document for writing.

## What it does
Finds addresses of documents in an editor or in a private cloud: Google Docs with `/edit`, Dropbox and SharePoint shares,
pads, pages of a site's back office, `action=edit` of a wiki.

## Why is this bad
Readers get a page to log in, or could change the source. What it says today is not what it says tomorrow.

## Example
    URL: https://docs.google.com/document/d/1AbCdEfGhIjKlMnOp/edit

## Use instead
    URL: https://example.org/documents/roadmap.pdf
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL109", "editing-link", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _editing(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _editing(address)


def _editing(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.url_pages import is_editing_link

    if is_editing_link(address.text):
        message = "the address opens a document for writing, or one for a few to see"
        yield RULE.found(address.span(), message, "write the address where it is published", note=address.note)
