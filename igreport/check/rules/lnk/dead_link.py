"""A page is gone.

## What it does
Finds addresses, of sources and in the text, whose page was not there when `igreport links` last asked: the server said so
(404, 410), or there is no such host. Nothing is asked of the network here: the finding comes from the ledger,
`references/links.jsonl`.

## Why is this bad
A reader who follows the note finds nothing, and cannot see whether the report has quoted its source rightly.

## Example
    URL: https://example.org/roadmap-2024

## Use instead
    URL: https://example.org/roadmap-2024
    custom: {archive: https://web.archive.org/web/20250801120000/https://example.org/roadmap-2024}

`igreport links --archive` looks for such a copy, and `igreport links --update` writes it into the source; the note then
prints it, and the page may be gone. A copy that the ledger knows and the source does not name makes a warning of this
error. Who has opened the page since it was called gone may say so: `custom: {verified: 2025-10-05}` counts for a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from igreport.check.known_links import TextLinks, known_links, lost, text_links, why
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Report

RULE = Rule("LNK103", "dead-link", Severity.ERROR)
collect = text_links


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address whose page is gone."""
    hint = "find its new address, or a copy of it: `igreport links --archive`"
    for link in known_links(report, facts, ("dead",)):
        yield from lost(RULE, link, f"is gone{why(link)}", hint)
