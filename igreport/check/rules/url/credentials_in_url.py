"""An address holds a user's name or password.

## What it does
Finds addresses with a user before the host: `https://name:password@example.org/`.

## Why is this bad
Every reader of the report would have the password. And what stands before `@` is a way to make an address look like that of
another site.

## Example
    URL: https://editor:geheim@example.org/report.pdf

## Use instead
    URL: https://example.org/report.pdf

The password itself is not printed. An address that was published with it is no secret any more: change the password.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL106", "credentials-in-url", Severity.ERROR)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _credentials(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    for address in of_source(reference):
        yield from _credentials(address)


def _credentials(address: Address) -> Iterator[Diagnostic]:
    url, text = address.url, address.text
    start = text.find(f"{url.userinfo}@") if url.userinfo else -1
    if start < 0:
        return
    end = start + len(url.userinfo) + 1
    what = "a password" if ":" in url.userinfo else "a user's name"
    fix = address.mended(text[:start] + text[end:], is_safe=False)
    hint = "delete what stands before the host, and the `@`"
    yield RULE.found(address.span(start, end), f"the address holds {what}", hint, fix=fix, note=address.note)
