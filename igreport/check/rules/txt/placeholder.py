"""A placeholder stands where words are to be written.

## What it does
Finds what was put down to be replaced later: TODO, TBD, FIXME, XXX, ???, `___`, `{{name}}`, "lorem ipsum", "page XX", "Click here
to insert text", and remarks in brackets such as [insert date], [to be added], [tbc], [Note to editor: …], (source missing);
in German as well.

## Why is this bad
It would be printed.

## Example
    The board met on [insert date] and left page XX open.

## Use instead
    The board met on 3 May 2025 and left page 12 open.

What speaks of such marks ("a TODO list", "the TODO file") and Roman numbers (Resolution 3379 (XXX)) are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import without_addresses
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT123", "placeholder", Severity.WARNING)

_MARK = re.compile(
    r"(?<![\w/.-])(?:TODO|TBD|FIXME)(?![\w/.-]\w|-|s\b"
    r"|\s(?:[Ll]ists?|[Ff]iles?|[Ii]tems?|[Cc]omments?|[Nn]otes?|[Tt]ags?|[Aa]pps?)\b)"
    r"|(?<![\w-])X{4,}(?!\w)|(?<=[a-z] )XXX(?![\w-])|\b(?:[Pp]ages?|pp?\.|Seiten?|S\.)\sX{2,3}(?![\w-])"
    r"|(?<!\?)\?{3}(?!\?)|(?<!\w)_{3,}(?!\w)|\{\{[^{}\n]{1,60}\}\}|\b[Ll]orem ipsum\b"
    r"|\bClick(?: or tap)? here to (?:insert|enter|add)(?: (?:an?|the|your|some))? [a-z]{1,12}"
    r"|\bKlicken(?: oder tippen)? Sie hier, um (?:[A-Z][a-z]{1,12} )?(?:einzugeben|einzufügen)"
)
_FIRST_LETTERS = ("TODO", "TBD", "FIXME", "XX", "???", "___", "{{", "orem ipsum", "Click", "Klicken")
_BRACKETS = re.compile(r"\[[^\[\]]{1,200}\]|\([^()]{3,60}\)")
_IN_SQUARE = re.compile(
    r"\?{1,3}|…\?|XX+|to be (?:added|confirmed|completed|inserted|done|determined|checked|updated|written|decided)\b.{0,60}"
    r"|(?:please )?(?:insert|add) (?:a |an |the |your )?[\w -]{2,40}(?:here)?|tb[acd]"
    r"|(?:note|remark|comment) (?:to|for) (?:the )?(?:editors?|authors?|self|layout|translators?)\b.{0,160}"
    r"|(?:wird|werden|ist|muss)? ?(?:noch )?(?:zu )?(?:ergänz(?:t|en)|eingefügt|einfügen|prüfen|klären)(?: werden)?"
    r"|(?:bitte )?[\w -]{2,30} (?:einfügen|einsetzen|ergänzen|nachtragen)"
    r"|(?:anm\.|anmerkung|hinweis|notiz) (?:an|für) (?:den |die |das )?(?:redaktion|redakteur|lektorat|layout|autor).{0,160}",
    re.IGNORECASE,
)
_IN_EITHER = re.compile(
    r"(?:citation|source|reference|quote|footnote|link) (?:needed|missing|\?)|source\?|quelle\?"
    r"|(?:quelle|beleg|nachweis|link|fußnote|datum|text|zahl) (?:fehlt|ergänzen|einfügen|folgt|nachtragen)|tb[cd]",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\b(?:an?|the|each|every|this|that|your|our|all|ein|eine|einen|das|die)\s\Z", re.IGNORECASE)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each placeholder."""
    for prose in manuscript.prose:
        text = prose.text
        if prose.kind in ("title", "keypoint") and " " not in text.strip():
            continue  # which is reported as an empty title
        has_mark, has_bracket = any(word in text for word in _FIRST_LETTERS), "[" in text or "(" in text
        if has_mark or has_bracket:
            yield from _placeholders(prose, has_mark)


def _placeholders(prose: Prose, has_mark: bool) -> Iterator[Diagnostic]:
    clean = without_addresses(prose.text)
    for match in _BRACKETS.finditer(clean):
        inner = match[0][1:-1].strip()
        if _IN_EITHER.fullmatch(inner) or (match[0][0] == "[" and _is_placeholder(inner)):
            yield _found(prose, *match.span())
            clean = clean[: match.start()] + " " * len(match[0]) + clean[match.end() :]
    for match in _MARK.finditer(clean) if has_mark else ():
        before = clean[max(0, match.start() - 20) : match.start()]
        if match[0] == "XXX" and not before.split()[-1].islower():  # a Roman number
            continue
        if not (match[0].isupper() and _NAMED.search(before)):
            yield _found(prose, *match.span())


def _is_placeholder(inner: str) -> bool:
    return inner in ("TODO", "FIXME") or bool(_IN_SQUARE.fullmatch(inner))


def _found(prose: Prose, start: int, end: int) -> Diagnostic:
    written = " ".join(prose.text[start:end].split())
    return RULE.found(prose.span(start, end), f"“{written}” is a placeholder", "write what it stands for, or delete it")
