"""A page is there, and says something else.

## What it does
Finds addresses, of sources and in the text, whose page has nearly nothing to do any more with the source's title, or with
what it said when `igreport links` asked before. Nothing is asked of the network here: the finding comes from the ledger,
`references/links.jsonl`.

## Why is this bad
The address was given to another document, or to another owner, and a reader does not find what the note promises.

## Example
    URL: https://example.org/latest

## Use instead
    URL: https://example.org/2025/roadmap

Who has opened the page since then and found it well may say so, by `custom: {verified: 2025-10-05}` or a new `accessed`; the
next `igreport links` takes the page as it then is. A source whose note prints a copy in an archive (`custom: {archive: …}`)
is let pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from igreport.check.known_links import KnownLink, TextLinks, known_links, text_links
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.report import Report

RULE = Rule("LNK108", "changed-page", Severity.WARNING)
collect = text_links


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address whose page has changed."""
    hint = "open it: give the page's own address, or a copy of it as it was (`igreport links --archive`)"
    for link in known_links(report, facts, ("changed",)):
        if not _is_seen(link) and not link.has_copy:
            message = f"{link.page} says something else than it did: {link.reason}"
            yield RULE.found(link.span, message, hint, note=link.note)


def _is_seen(link: KnownLink) -> bool:
    """Say whether a person looked at the page on the day on which it was found changed, or later."""
    accessed = link.reference.date("accessed") if link.reference else None
    read = str(accessed.start) if accessed and accessed.start and accessed.start.day else ""
    return max(read, str(link.verified or "")) >= (link.record.checked or "0")[:10]
