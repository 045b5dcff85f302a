"""One source has several addresses.

## What it does
Finds a `URL` with more than one address in it, and a `note` that is nothing but addresses.

## Why is this bad
The link in the note would lead nowhere: programs take the whole field as one address.

## Example
    - id: vote
      title: Explanation of vote
      URL: https://example.org/vote; https://example.net/statement

## Use instead
    - id: vote
      title: Explanation of vote
      URL: https://example.org/vote
    - id: statement
      title: Statement of the delegation
      URL: https://example.net/statement

An address inside of another one, as in a web archive, is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("REF108", "several-addresses", Severity.ERROR)

_NEXT = re.compile(r"(?:[;,|]\s{0,9}|\s{1,9})(?=https?://|www\.)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s;|]{3,}", re.IGNORECASE)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding for each field with more than one address."""
    for name in ("URL", "note"):
        text = str(reference.fields.get(name, ""))
        match = _NEXT.search(text) if text.count("://") + text.count("www.") > 1 else None
        if match is None or not _is_address(text[: match.start()]):
            continue
        if name == "note" and not all(_is_address(part) for part in _NEXT.split(text)):
            continue
        span = reference.value(name, match.end(), len(text))
        message = f"`{name}` of the source `{reference.id}` holds more than one address"
        yield RULE.found(span, message, "make a source of each, and cite them as [@one; @other]")


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text.strip(" \t\n,;|.")) is not None
