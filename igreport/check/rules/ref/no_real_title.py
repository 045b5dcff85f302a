"""A source's title is none.

## What it does
Finds titles that only hold the place of one: “Untitled source (…)” of an import, “n/a”, “TODO”, “Home” and “Page not
found” of a web page, a file's name, an address, or nothing but the name of the host.

## Why is this bad
The note would tell readers nothing about the source; when the address is dead one day, nobody could find it again.

## Example
    - id: roadmap
      title: Untitled source (example.org)

## Use instead
    - id: roadmap
      title: Roadmap of the review process

A book or a song may be called “Home”: such titles are only found for web pages and posts.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check import titles
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("REF105", "no-real-title", Severity.WARNING)

_OF_THE_WEB = frozenset(["webpage", "post", "post-weblog", "document", "report", "article"])


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where the source has no title of its own."""
    title = reference.title
    if "title" in reference.fields and (what := _what(reference, title)):
        message = f"the title of the source `{reference.id}` is {what}: “{title[:60]}”"
        yield RULE.found(reference.value("title"), message, "write the title that the document itself has")


def _what(reference: Reference, title: str) -> str:
    if titles.is_unwritten(title):
        return "only a placeholder"
    if titles.is_address(title):
        return "an address"
    if titles.is_file_name(title):
        return "the name of a file"
    if reference.url and reference.type in _OF_THE_WEB:
        if titles.is_of_a_page(title):
            return "what any page may be called"
        if _is_host(title, reference.url):
            return "only the name of the site"
    return ""


def _is_host(title: str, url: str) -> bool:
    """Say whether `title` is the host of an address that leads further than to its home page."""
    host, _, path = url.partition("://")[2].partition("/")
    return bool(path) and title.strip().casefold().removeprefix("www.") == host.casefold().removeprefix("www.")
