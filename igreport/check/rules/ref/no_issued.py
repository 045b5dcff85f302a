"""A source without a date.

## What it does
Finds sources without `issued`, the day, month or year of their publication.

## Why is this bad
Readers of a report on a quarter want to know whether a source is of that quarter. Often the date stands on the page
and was only not copied.

## Example
    - id: roadmap
      type: report
      title: Roadmap of the review process

## Use instead
    - id: roadmap
      type: report
      title: Roadmap of the review process
      issued: 2025-06

Sources that have another date (of an event, of submission, of an original), that are not published, or that are the
home page of a site, are let pass."""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.rule import Rule
from igreport.check.rules.ref._given import is_given
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("REF107", "no-issued", Severity.INFO)

_DATES = ("issued", "event-date", "original-date", "submitted", "available-date", "status")
_UNPUBLISHED = frozenset(["personal_communication", "manuscript", "collection", "software"])


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where no date is given."""
    if reference.type in _UNPUBLISHED or any(is_given(reference, name) for name in _DATES):
        return
    if reference.url and not reference.url.partition("://")[2].partition("/")[2]:
        return
    message = f"the source `{reference.id}` has no date of publication"
    yield RULE.found(reference.value("id"), message, "add it where the source has one, as `issued: 2025-06`")
