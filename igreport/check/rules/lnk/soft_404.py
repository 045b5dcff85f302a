"""A page opens, and says that there is nothing.

## What it does
Finds addresses, of sources and in the text, whose site answered `igreport links` as if all were well, but with a page that
says "not found", with its home page instead of the document, or with a page that asks for a password. Nothing is asked of
the network here: the finding comes from the ledger, `references/links.jsonl`.

## Why is this bad
A reader who follows the note does not find what it promises; other programs that look at links call such a page fine.

## Example
    URL: https://example.org/documents/roadmap    (leads to https://example.org/)

## Use instead
    URL: https://example.org/archive/roadmap

Or name a copy in an archive, as `custom: {archive: …}`, which the note then prints; `igreport links --archive` looks for
one. Who has opened the page since then, and found it well, may say so: `custom: {verified: 2025-10-05}` counts for a year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from igreport.check.known_links import TextLinks, known_links, lost, text_links, why
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Report

RULE = Rule("LNK104", "soft-404", Severity.ERROR)
collect = text_links


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address whose page is none."""
    hint = "find its new address, or a copy of it: `igreport links --archive`"
    for link in known_links(report, facts, ("soft-404",)):
        yield from lost(RULE, link, f"opens and does not show what it should{why(link)}", hint)
