"""A page has moved for good.

## What it does
Finds addresses, of sources and in the text, whose site sent `igreport links` on to another address with the word that this
is for good (301, 308). Nothing is asked of the network here: the finding comes from the ledger, `references/links.jsonl`.
A page that is somewhere else only for now is let pass.

## Why is this bad
Sites keep such signposts for some years, and then the old address is dead.

## Example
    URL: http://www.example.org/roadmap

## Use instead
    URL: https://example.org/roadmap

The fix is made where it is certainly the same page: on the same site, by https instead of http, with or without `www.`, the
last slash, an ending as `.html`, or a folder for the language in which the source is read. `igreport links --update` makes the
same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from igreport.check.known_links import KnownLink, TextLinks, known_links, shown, text_links
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity
from igreport.model.report import Report

RULE = Rule("LNK106", "moved-link", Severity.INFO)
collect = text_links

_PLAIN = re.compile(r"https?://[A-Za-z0-9/_.~+=%&?:@#-]*[A-Za-z0-9/_]")  # means itself in YAML and in Markdown


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address that has moved."""
    for link in known_links(report, facts, ("moved",)):
        if new := _new(link):
            fix = _fix(link, new, report.series.language)
            hint = "write its new address" if fix else f"{_title(link)}if that is the same page, write its new address"
            message = f"{link.page} has moved for good, to {shown(new)}"
            yield RULE.found(link.span, message, hint, fix=fix, note=link.note)


def _title(link: KnownLink) -> str:
    return f"it is called “{shown(link.record.title)}”: " if link.record.title else ""


def _new(link: KnownLink) -> str:
    """Return the new address, with the fragment as written where the site names none (RFC 9110, section 10.2.2)."""
    new, (_, mark, fragment) = link.record.final_url or "", link.text.strip().partition("#")
    return new if not new or "#" in new else f"{new}{mark}{fragment}"


def _fix(link: KnownLink, new: str, language: str) -> Fix | None:
    """Return the fix where both certainly name the same page, the new one no worse than the old one."""
    from igreport.sources.same_page import over_https, written_anew

    if not link.is_verbatim or not _PLAIN.fullmatch(new):
        return None
    # In a text nobody says in which language its page is meant.
    language = str(link.reference.fields.get("language") or language) if link.reference else ""
    old, page = link.text.strip().partition("#")[0], new.partition("#")[0]
    return Fix.replace(link.span, new) if page in (over_https(old, page), written_anew(old, page, language)) else None
