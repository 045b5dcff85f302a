"""A host ends in a domain that does not exist.

## What it does
Finds hosts whose last part is no top-level domain, as `.ogr` for `.org`. The list is the Public Suffix List's.

## Why is this bad
Such an address leads nowhere.

## Example
    URL: https://www.united-nations.ogr/roadmap

## Use instead
    URL: https://www.united-nations.org/roadmap

## Limits
A domain that came into being after the list was made is reported as well; an entry in `ignore:` lets it pass.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.package_data import read
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL114", "unknown-domain", Severity.WARNING)

_OFTEN = ("org", "com", "net", "int", "edu", "gov", "info")
_OTHER_NETWORKS = frozenset(
    ["onion", "i2p", "eth", "alt", "arpa"]
)  # RFC 7686, RFC 9476; names that the DNS does not have


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _unknown(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _unknown(address)


def _unknown(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.hosts import host_kind, known, problem, to_unicode

    host = address.url.host.lower().rstrip(".")
    top = to_unicode(host.rpartition(".")[2])
    if top in known("domains") or top in _OTHER_NETWORKS or problem(host) or host_kind(host) != "public":
        return
    if not _exists(top):
        near = next((f", perhaps “.{name}”" for name in _OFTEN if sorted(name) == sorted(top)), "")
        hint = f"see how the host is spelt{near}"
        yield RULE.found(address.host_span(), f"there is no domain “.{top}”", hint, note=address.note)


@functools.lru_cache(256)
def _exists(top: str) -> bool:
    suffixes = _public_suffixes()
    return not suffixes or f"\n{top}\n".encode() in suffixes


@functools.cache
def _public_suffixes() -> bytes:
    """Return the Public Suffix List as text; it is searched, for to parse it would take longer than all other rules."""
    return read("tld", "res", "effective_tld_names.dat.txt")
