"""A host mixes letters of several scripts.

## What it does
Finds hosts with letters that only look Latin: a Cyrillic “а” in what reads as an English name, or a whole name of such letters.

## Why is this bad
It is another site than the one it seems to be. That happens when text is copied from a picture or keyed in on two keyboards,
and it is how readers are deceived.

## Example
    URL: https://www.unit\u0435d-nations.example/ (the first “e” is Cyrillic)

## Use instead
    URL: https://www.united-nations.example/
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL110", "mixed-script-host", Severity.ERROR)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _mixed(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _mixed(address)


def _mixed(address: Address) -> Iterator[Diagnostic]:
    from igreport.sources.hosts import has_mixed_scripts

    label = has_mixed_scripts(address.url.host)
    if label is not None:
        message = f"“{label[:40]}” in the host has letters that only look Latin"
        yield RULE.found(address.host_span(), message, "type the host anew", note=address.note)
