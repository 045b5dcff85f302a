"""A title or key point has markup, which is printed as it stands.

## What it does
Finds emphasis, links, citations, notes, code and HTML tags in `title` and `keypoint` of a section's front matter.

## Why is this bad
Both are plain text: the signs would be printed on page one and in the table of contents.

## Example
    keypoint: The *draft* was adopted [@resolution].

## Use instead
    keypoint: The draft was adopted.

What a key point tells is sourced in the section's text. A single star or underscore ("snake_case", "5 * 3") is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("STR107", "markup-in-front-matter", Severity.WARNING)

_MARKUP = re.compile(
    r"(?P<note>\^\[[^\[\]]{1,300}\]|\[\^[\w-]{1,60}\])"
    r"|(?P<citation>\[[^\[\]@]{0,100}(?<!\w)@[\w{][^\[\]]{0,200}\])"
    r"|(?P<link>\[[^\[\]]{1,200}\]\([^()\s]{1,300}\))"
    r"|(?P<attributes>\[[^\[\]]{1,200}\]\{[^{}]{1,60}\})"
    r"|(?P<emphasis>(?<![\w*])\*{1,3}(?=[^\s*])[^*]{1,200}(?<!\s)\*{1,3}(?![\w*])"
    r"|(?<![\w_])_{1,3}(?=[^\s_])[^_]{1,200}(?<!\s)_{1,3}(?![\w_]))"
    r"|(?P<code>`[^`]{1,200}`)"
    r"|(?P<tag></?[A-Za-z][^<>]{0,200}>)"
)
_SIGNS = frozenset("[*_`<")
_NAMES = {
    "note": "a note",
    "citation": "a citation",
    "link": "a link",
    "attributes": "the language of words",
    "emphasis": "emphasis",
    "code": "code",
    "tag": "an HTML tag",
}


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each piece of markup in a title or key point."""
    for prose in manuscript.prose:
        if prose.kind in ("title", "keypoint") and not _SIGNS.isdisjoint(prose.text):
            for match in _MARKUP.finditer(prose.text):
                place = "title" if prose.kind == "title" else "key point"
                yield RULE.found(
                    prose.span(*match.span()),
                    f"{_NAMES[match.lastgroup or '']} in a {place} is printed as “{match[0]}”",
                    "write the words alone",
                )
