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

The fix is made where it is certainly the same page: by https instead of http, with or without `www.`, the last slash, an ending
as `.html`. `igreport links --update` knows some more cases.
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
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)\Z")


def compare(report: Report, facts: Mapping[str, TextLinks]) -> Iterator[Diagnostic]:
    """Yield each place of an address that has moved."""
    for link in known_links(report, facts, ("moved",)):
        if new := _new(link):
            message = f"{link.page} has moved for good, to {shown(new)}"
            yield RULE.found(link.span, message, "write its new address", fix=_fix(link, new), note=link.note)


def _new(link: KnownLink) -> str:
    """Return the new address, with the fragment as written where the site names none (RFC 9110, section 10.2.2)."""
    new, (_, mark, fragment) = link.record.final_url or "", link.text.strip().partition("#")
    return new if not new or "#" in new else f"{new}{mark}{fragment}"


def _fix(link: KnownLink, new: str) -> Fix | None:
    if link.is_verbatim and _PLAIN.fullmatch(new) and _is_same(link.text.partition("#")[0], new.partition("#")[0]):
        return Fix.replace(link.span, new)
    return None


def _is_same(old: str, new: str) -> bool:
    """Say whether both certainly name the same page, the new one no worse than the old one."""
    from igreport.sources.url_forms import same_page, split, tracking_parameters

    if tracking_parameters(new) or (old.lower().startswith("https:") > new.startswith("https:")):
        return False
    before, after = split(same_page(old)), split(same_page(new))
    paths = [_ENDING.sub("", parts.path.lower()) for parts in (before, after)]
    return before.authority == after.authority and before.query == after.query and paths[0] == paths[1]
