"""A paragraph ends without a full stop.

## What it does
Finds paragraphs and list items of full sentences that end in a word, a bracket or a quotation mark, without any mark that ends
the last sentence.

## Why is this bad
Readers wonder whether words are missing.

## Example
    The Council met in New York. It adopted the text on 19 December 2024

## Use instead
    The Council met in New York. It adopted the text on 19 December 2024.

Headings, captions, cells, fragments without a verb, words that introduce a list or a quotation, and lists whose items have no
full stops are let pass. The fix is made only on request (`--unsafe`), as words may be missing, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from igreport.check.lists import lists
from igreport.check.manuscript import Manuscript, addresses
from igreport.check.rule import Rule
from igreport.check.typography import replacing, token_start
from igreport.model.diagnostic import Diagnostic, Fix, Severity
from igreport.model.prose import NOTE, Prose

RULE = Rule("TXT114", "missing-full-stop", Severity.WARNING)

_AFTER = f"{NOTE} \n\u00a0\t"
_CLOSING = "\"“”»«’'‘‹›)]"
_VERBS = {
    "en": frozenset(
        """is are was were has have had will would can could should must may might did does do be said says calls called met
        agreed adopted became began remains remain""".split()
    ),
    "de": frozenset(
        """ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können konnte konnten soll sollen sollte
        sollten muss müssen musste mussten darf dürfen will wollen bleibt bleiben gibt gab""".split()
    ),
}
_OPEN = re.compile(
    r"(?:\b(?:in|at|by|of|to|with|from|as|is|are|for|on|that|the|a|von|mit|bei|auf|unter|für|als|ist|sind|lautet)"
    r"|[;,]\s(?:and|or|und|oder|sowie))\Z"
)
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = 12  # of a paragraph that is one sentence
_SURE_WORDS = 8  # of the last of several sentences, where no verb of the list is in it


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each paragraph and item without an end."""
    for section in manuscript.edition.sections:
        rows = manuscript.of(section)
        punctuated = {id(prose) for group in lists(rows) if _has_full_stops(group) for prose in group}
        is_habit = _is_habit(rows)
        for index, prose in enumerate(rows):
            if prose.kind not in ("paragraph", "item") or prose.is_quoted or _is_ended(prose.text):
                continue
            following = next((rows[at] for at in range(index + 1, len(rows)) if rows[at].kind != "note"), None)
            if _is_open(manuscript, prose, following, id(prose) in punctuated, is_habit):
                yield _finding(prose)


def _is_ended(text: str) -> bool:
    """Whether a text ends with a punctuation mark, also before closing marks and a note's number."""
    bare = text.rstrip(_AFTER + _CLOSING)
    return not bare or not (bare[-1].isalnum() or bare[-1] == "%") or bool(_OPEN.search(bare[-12:]))


def _is_habit(rows: Sequence[Prose]) -> bool:
    """Whether the section leaves out many full stops, as glossaries do."""
    open_ones = [_is_ended(prose.text) for prose in rows if prose.kind == "paragraph" and not prose.is_quoted].count(
        False
    )
    return open_ones > 2 and open_ones * 4 > sum(prose.kind == "paragraph" for prose in rows)


def _is_open(
    manuscript: Manuscript, prose: Prose, following: Prose | None, has_full_stops: bool, is_habit: bool
) -> bool:
    """Whether a text that is not ended should be."""
    if _introduces(prose, following) or _ends_with_address(prose.text):
        return False
    if prose.text[0] == "(" or (prose.emphasis and prose.emphasis[-1] == (0, len(prose.text))):
        return False
    found = manuscript.sentences(prose)
    start, end = found[-1]
    ended = any(prose.text[first:last].rstrip(_AFTER + _CLOSING).endswith(".") for first, last in found[:-1])
    words = len(_WORD.findall(prose.text, start, end))
    if ended:
        return words >= _SURE_WORDS or _has_verb(prose, start, end)
    return (has_full_stops or (prose.kind == "paragraph" and words >= _WORDS and not is_habit)) and _has_verb(
        prose, start, end
    )


def _has_full_stops(group: Sequence[Prose]) -> bool:
    return sum(prose.text.rstrip(_AFTER + _CLOSING).endswith(".") for prose in group) * 2 > len(group)


def _has_verb(prose: Prose, start: int, end: int) -> bool:
    verbs = _VERBS.get(prose.language[:2], frozenset())
    return any(word in verbs for word in _WORD.findall(prose.text, start, end))


def _introduces(prose: Prose, following: Prose | None) -> bool:
    if following is None:
        return False
    if following.is_quoted or following.kind in ("cell", "caption"):
        return True
    if following.item is None:
        return False
    return prose.item is None or following.item.depth > prose.item.depth


def _ends_with_address(text: str) -> bool:
    end = len(text.rstrip(_AFTER + _CLOSING))
    return any(last >= end for _start, last in addresses(text))


def _finding(prose: Prose) -> Diagnostic:
    text = prose.text
    end = len(text.rstrip(_AFTER))
    fix: Fix | None = replacing(prose, end - 1, end, text[end - 1] + ".", is_safe=False)
    span, hint = prose.span(token_start(text, end), end), "add it, or the words that are missing"
    return RULE.found(span, "the last sentence has no full stop", hint, fix=fix)
