"""An address is not written as one.

## What it does
Finds addresses that a browser could not open, or only by guessing: a blank or an invisible character inside, punctuation or
a bracket that sticks to them, `https//`, `https://https://`, `&amp;` for `&`, no `https://` at all, an impossible host.

## Why is this bad
The link in the PDF and in Word leads nowhere, or to another page than the one that was read.

## Example
    URL: https://example.org/roadmap;

## Use instead
    URL: https://example.org/roadmap

## Limits
What browsers open although no standard allows it (a `%` that begins no escape, a bracket without the other one) and other
ways than the web's (`ftp:`) are only warnings. A site that the text merely names, as www.example.org, is let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.addresses import Address, of_source, of_text
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.rules.url.file_url import is_file
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference
from igreport.model.url import UrlFault

RULE = Rule("URL101", "invalid-url", Severity.ERROR)

_OPENED_ALL_THE_SAME = frozenset(["percent", "bracket"])
_GUESSED = frozenset(["missing-scheme"])  # the site may have no https
_OTHER_WAYS = ("ftp://", "ftps://", "sftp://", "mailto:", "gopher://", "ipfs://", "urn:", "info:", "ark:")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each fault of the addresses in text and notes."""
    for address in of_text(manuscript):
        yield from _faults(address)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield each fault of the source's address."""
    for address in of_source(reference):
        if not is_file(address.text):
            yield from _faults(address)


def _faults(address: Address) -> Iterator[Diagnostic]:
    for fault in address.url.faults:
        fix = None
        if fault.replacement is not None:
            mended = address.text[: fault.start] + fault.replacement + address.text[fault.end :]
            fix = address.mended(mended, fault.kind not in _GUESSED)
        severity = Severity.WARNING if _is_doubtful(address, fault) else None
        span = address.span(fault.start, fault.end)
        yield RULE.found(span, fault.message, _hint(fault), fix=fix, note=address.note, severity=severity)


def _is_doubtful(address: Address, fault: UrlFault) -> bool:
    if fault.kind == "other-scheme":
        return address.text.lower().startswith(_OTHER_WAYS)
    return fault.kind in _OPENED_ALL_THE_SAME and fault.replacement is None


def _hint(fault: UrlFault) -> str:
    if fault.replacement is None:
        return "open the page once more and copy its address from the browser"
    return f"write “{fault.replacement}” there" if fault.replacement else "delete it"
