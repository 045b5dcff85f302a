"""A source is no more than a home page.

## What it does
Finds sources whose `URL` is a site's first page, of the whole site or of one language.

## Why is this bad
A first page changes every day. Readers would have to search the site for what the text says.

## Example
    URL: https://example.org/en/

## Use instead
    URL: https://example.org/en/documents/roadmap

Where the site itself is what the text speaks of, a home page is right. Software and data sets are let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import of_source
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL111", "home-page", Severity.INFO)

_SITES = frozenset(["software", "dataset", "collection", "periodical"])


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    from igreport.sources.url_pages import is_home_page

    for address in of_source(reference):
        if reference.type not in _SITES and is_home_page(address.url.mended):
            message = f"the address of the source `{reference.id}` is only a home page"
            yield RULE.found(address.span(), message, "write the address of the page that says it")
