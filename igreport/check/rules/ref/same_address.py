"""Two sources have the same address.

## What it does
Finds sources with different ids whose addresses certainly name the same page: they differ at most in http and https, in
`www.`, in a tracking parameter or in the last slash.

## Why is this bad
Readers see two notes for one document, often with different titles, and whoever mends one of them forgets the other.

## Example
    - id: roadmap
      URL: https://example.org/roadmap
    - id: wsis-roadmap
      URL: http://www.example.org/roadmap/

## Use instead
    - id: roadmap
      URL: https://example.org/roadmap

Parts of one document with addresses of their own (`#page=4`), or whose pages, sections or versions differ, are let
pass. A page that was looked at again later, or published anew (`accessed` or `issued` differ), is only information."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference
from igreport.model.report import Report

RULE = Rule("REF104", "same-address", Severity.WARNING)

_PARTS = ("page", "section", "chapter-number", "part-number", "part-title", "volume", "issue", "version", "number")
_DATES = ("issued", "accessed")


def collect(manuscript: Manuscript) -> None:
    """Return nothing: the list of sources says all."""


def compare(report: Report, _facts: Mapping[str, None]) -> Iterator[Diagnostic]:
    """Yield each source whose address an earlier one has."""
    first: dict[tuple[str, str], Reference] = {}
    for reference in report.references.values():
        if not reference.url:
            continue
        other = first.setdefault(_page(reference.url), reference)
        if other is not reference and not _differ(reference, other, _PARTS):
            severity = Severity.INFO if _differ(reference, other, _DATES) else None
            message = f"the sources `{other.id}` and `{reference.id}` have the same address"
            hint = f"cite `{other.id}` in both places, and delete this one"
            yield RULE.found(reference.value("URL"), message, hint, related=(other.value("URL"),), severity=severity)


def _page(url: str) -> tuple[str, str]:
    from igreport.sources.url_forms import same_page

    return same_page(url), url.partition("#")[2]


def _differ(one: Reference, other: Reference, names: tuple[str, ...]) -> bool:
    return any(one.fields.get(name) != other.fields.get(name) for name in names)
