"""One site has two hosts in an edition: with and without `www.`.

## What it does
Finds sources of an edition whose host differs from that of others only by `www.`, and names those in the minority.

## Why is this bad
Mostly both lead to the same page, and one of them by a detour; lists of sources sort them apart.

## Example
    URL: https://www.example.org/b
    (two others have https://example.org/…)

## Use instead
    URL: https://example.org/b
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("URL115", "host-variant", Severity.INFO)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each source whose host is the rarer form."""
    sites: dict[str, dict[bool, list[Address]]] = {}
    for reference in manuscript.references:
        for address in of_source(reference, manuscript.cited[reference.id][0].note):
            host = address.url.host.lower()
            forms = sites.setdefault(host.removeprefix("www."), {True: [], False: []})
            forms[host.startswith("www.")].append(address)
    for forms in sites.values():
        yield from _minority(forms)


def _minority(forms: dict[bool, list[Address]]) -> Iterator[Diagnostic]:
    is_rarer = len(forms[True]) <= len(forms[False])
    right = forms[not is_rarer][0]
    for address in forms[is_rarer]:
        host, other = address.url.host, right.url.host
        message = f"the host is {host} here and {other} in other notes"
        fix = address.mended(address.text.replace(host, other, 1), is_safe=False)
        hint = f"write {other}, if the page opens there"
        yield RULE.found(address.host_span(), message, hint, fix=fix, note=address.note, related=(right.host_span(),))
