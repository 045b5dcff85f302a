"""An address begins with http, not https.

## What it does
Finds addresses of the open web that begin with `http://`.

## Why is this bad
Whoever stands between reader and site can see and change such a page, browsers warn of it or refuse it, and most sites
have offered https for years.

## Example
    URL: http://example.org/roadmap

## Use instead
    URL: https://example.org/roadmap

The fix is made only when asked for (`--unsafe`), for the site must have the page under https. Hosts that are not public,
names of XML (`http://www.w3.org/2000/svg`) and Tor's (`.onion`) are let pass; an address that the running text spells out
is only information.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL102", "insecure-url", Severity.WARNING)

_NAMES_OF_XML = re.compile(r"http://(?:www\.w3\.org/(?:19|20)\d\d/|purl\.org/|schemas\.|xmlns\.|docbook\.org/ns/)")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        is_told = address.where == "text" and not address.note
        yield from _insecure(address, Severity.INFO if is_told else None)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _insecure(address, None)


def _insecure(address: Address, severity: Severity | None) -> Iterator[Diagnostic]:
    if address.text[:7].lower() != "http://" or _NAMES_OF_XML.match(address.text):
        return
    from igreport.sources.hosts import host_kind

    host = address.url.host
    if host_kind(host) not in ("public", "shortener") or host.endswith(".onion") or address.url.port:
        return
    fix = address.mended(f"https://{address.text[7:]}", is_safe=False)
    hint = "see whether the page opens with https://, and write that"
    message = "the address begins with http, not https"
    yield RULE.found(address.span(0, 7), message, hint, fix=fix, note=address.note, severity=severity)
