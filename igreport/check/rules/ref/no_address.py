"""A web page without its address.

## What it does
Finds web pages and posts without `URL`.

## Why is this bad
A page of the web cannot be found without it.

## Example
    - id: roadmap
      type: webpage
      title: Roadmap of the review process

## Use instead
    - id: roadmap
      type: webpage
      title: Roadmap of the review process
      URL: https://example.org/roadmap

What has a DOI, or stands in an archive that the entry names, is let pass.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("REF109", "no-address", Severity.WARNING)

_OF_THE_WEB = frozenset(["webpage", "post", "post-weblog"])
_OTHER_PLACES = ("URL", "DOI", "archive", "archive_location")


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where a web page has no address."""
    if reference.type in _OF_THE_WEB and not any(reference.fields.get(name) for name in _OTHER_PLACES):
        message = f"the source `{reference.id}` is of the web (`type: {reference.type}`) and has no address"
        yield RULE.found(reference.value("type"), message, "add `URL: https://…`, or give it another type")
