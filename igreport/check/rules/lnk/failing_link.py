"""A page could not be opened.

## What it does
Finds addresses, of sources and in the text, whose site did not answer when `igreport links` last asked, or answered with an
error of its own (500 and the like), or whose certificate is wrong. It is only worth a look until this has happened on three
days, as sites have bad days; then it is an error. Nothing is asked of the network here: the finding comes from the ledger,
`references/links.jsonl`.

## Why is this bad
A reader who follows the note finds nothing.

## Example
    URL: https://example.org/roadmap

## Use instead
    URL: https://example.org/roadmap
    custom: {archive: https://web.archive.org/web/20250801120000/https://example.org/roadmap}

Some sites break off the connection to every program and let people in: who has opened the page since then may say so,
`custom: {verified: 2025-10-05}` counts for a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from igreport.check.known_links import TextLinks, known_links, lost, text_links, why
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Report

RULE = Rule("LNK105", "failing-link", Severity.INFO)
collect = text_links


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address that did not work."""
    for link in known_links(report, facts, ("failing",)):
        what = f"does not open{why(link)}"
        if link.record.is_lost:
            hint = "find its new address, or a copy of it: `igreport links --archive`"
            yield from lost(RULE, link, what, hint, Severity.ERROR)
        else:
            yield from lost(RULE, link, what, "run `igreport links` again on another day: it may be mended by then")
