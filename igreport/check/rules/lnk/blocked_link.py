"""A site lets no program see the page: somebody has to open it.

## What it does
Finds addresses, of sources and in the text, whose site refused to answer `igreport links` (401, 403, 429), asked whether a
person is there, or showed what only a browser can read. Nothing is asked of the network here: the finding comes from the
ledger, `references/links.jsonl`.

## Why is this bad
Whether the page is there nobody knows; most are, and some have been gone for years behind such a wall.

## Example
    URL: https://example.org/roadmap

## Use instead
    URL: https://example.org/roadmap
    custom: {verified: 2025-10-05}

Write the day on which you opened the page and saw what the source promises. It counts for a year, and for all sources
with this address. A source whose note prints a copy in an archive (`custom: {archive: …}`) is let pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from igreport.check.known_links import KnownLink, TextLinks, known_links, text_links
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Report

RULE = Rule("LNK107", "blocked-link", Severity.INFO)
collect = text_links


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address that only a person can look at."""
    for link in known_links(report, facts, ("blocked",)):
        if not link.is_settled and not link.has_copy:
            message = f"{link.page} shows itself to no program ({link.reason}){_before(link)}"
            yield RULE.found(link.span, message, _hint(link), note=link.note)


def _before(link: KnownLink) -> str:
    return f", and a person last opened it on {link.verified}, more than a year before" if link.verified else ""


def _hint(link: KnownLink) -> str:
    today = (link.record.checked or "2025-10-05")[:10]
    write = f"write the day, as `custom: {{verified: {today}}}`"
    return (
        f"open it yourself, and {write}" if link.reference else f"open it yourself; to keep that, cite it and {write}"
    )
