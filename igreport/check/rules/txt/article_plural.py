"""“a” or “an” stands before a plural.

## What it does
Finds the indefinite article before a noun in the plural, with up to two adjectives between them: only where the endings of
all words leave no other reading.

## Why is this bad
One of the two is wrong, and readers do not know whether one thing is meant or several.

## Example
    Developing countries need an inclusive international mechanisms for this.

## Use instead
    Developing countries need an inclusive international mechanism for this.

Only English texts are read, quotations included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("TXT120", "article-plural", Severity.WARNING)

_PLURAL = re.compile(
    r"\b(?P<article>[Aa]n?)\s(?P<adverb>[a-z]{3,20}ly\s)?"
    r"(?:(?P<first>[a-z-]{2,20}(?:al|ive|ous|able|ible|ful|ary|ic|ed|ing|ent|ant|less|ised|ized|new|big|large|small|major|good))\s)?"
    r"(?:(?P<second>[a-z-]{2,20}(?:al|ive|ous|able|ible|ful|ary|ic|less|ent|ant))\s)?"
    r"(?P<noun>[a-z]{0,20}(?:isms|tions|sions|ments|ities|ships|ances|ences|ures|threats|states|systems|groups|countries"
    r"|companies|policies|strategies|agencies|parties|technologies|laws|issues|efforts|attacks|rules|standards))\b"
    r"(?=[,.;:)!?\"”]|\s(?:of|for|to|in|that|which|where|who|are|were|have|from|on|over|under|between|against|with|by)\b)"
)
_VERBS = frozenset(
    """questions functions mentions comments positions conditions sanctions motions cautions petitions implements documents
    supplements experiments transitions measures ensures features structures ventures pictures figures states groups rules
    issues attacks influences references finances advances balances distances sciences communications relations operations
    futures means experiences sentences captures cultures tortures assures secures series species augments complements
    laments torments fragments segments pigments ferments cements comments instances silences audiences evidences fences
    differences enhances chances dances glances stances""".split()
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each article before a plural."""
    for prose in manuscript.prose:
        if not prose.language.startswith("en"):
            continue
        for match in _PLURAL.finditer(prose.text):
            if match["noun"] in _VERBS and not match["adverb"]:
                continue
            if not is_marked_foreign(prose, match.start(), match.end()):
                yield RULE.found(
                    prose.span(match.start(), match.end()),
                    f"“{match['article']}” stands before the plural “{match['noun']}”",
                    "write the singular, or delete the article",
                )
