"""A web page without the day on which it was read.

## What it does
Finds web pages, posts and other sources that exist only at their address and have no `accessed`.

## Why is this bad
Web pages change and vanish. The day on which it was read lets readers find the right version in an archive.

## Example
    - id: roadmap
      type: webpage
      title: Roadmap of the review process
      URL: https://example.org/roadmap

## Use instead
    - id: roadmap
      type: webpage
      title: Roadmap of the review process
      accessed: 2025-10-02
      URL: https://example.org/roadmap

As in most styles of citation, what was published on a day and does not change (a report, an article, a resolution),
what has a DOI, and a copy in a web archive, needs none."""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.rule import Rule
from igreport.check.rules.ref._given import is_given
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("REF106", "no-accessed", Severity.WARNING)

_OF_THE_WEB = frozenset(["webpage", "post", "post-weblog"])
_FIXED = ("issued", "container-title", "publisher", "number", "custom")
_ARCHIVES = (
    "://web.archive.org/",
    "://archive.org/",
    "://perma.cc/",
    "://archive.ph/",
    "://archive.today/",
    "://arquivo.pt/",
)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where the day of access is missing."""
    fields = reference.fields
    if not reference.url or "accessed" in fields or "DOI" in fields:
        return
    is_fixed = reference.type not in _OF_THE_WEB and any(name in fields for name in _FIXED)
    if is_fixed or any(archive in reference.url for archive in _ARCHIVES) or is_given(reference, "accessed"):
        return
    message = f"the source `{reference.id}` does not say when it was read"
    yield RULE.found(reference.value("id"), message, "add the day, as `accessed: 2025-10-02`")
