"""A title was never written.

## What it does
Finds placeholders, as “Untitled series” of an import, “TODO” or “Title”, in the titles of the series, of the edition
and of its sections, and among the key topics.

## Why is this bad
It stands on the cover, in the table of contents, or in the list of key topics.

## Example
    title: Untitled series

## Use instead
    title: Developments in marine policy
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check import titles
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity, Span

RULE = Rule("STR105", "placeholder-title", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each title that is only a placeholder."""
    for what, title, span in _titles(manuscript):
        if span.path and titles.is_unwritten(title):
            yield RULE.found(span, f"the {what} is only a placeholder: “{title}”", "write what shall be printed there")


def _titles(manuscript: Manuscript) -> Iterator[tuple[str, str, Span]]:
    series, settings = manuscript.report.series, manuscript.edition.settings
    yield "title of the series", series.title, series.where("title", "=")
    if settings.title:
        yield "title of the edition", settings.title, settings.where("title", "=")
    for section in manuscript.edition.sections:
        yield "section's title", section.front.title, section.front.where("title", "=")
        yield "section's key point", section.front.keypoint, section.front.where("keypoint", "=")
