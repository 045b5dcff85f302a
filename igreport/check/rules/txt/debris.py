"""Remains of an edit stand in the text.

## What it does
Finds what is left of deleted or pasted words: a sentence that begins with a comma, a paragraph of punctuation alone, a hyphen
with a blank behind it (`EU- s`, `co- operation`), a page number, marks of tracked changes and of merges, and messages of Word.

## Why is this bad
Words are missing there, or too many.

## Example
    The draft was published. , the Commission is to be heard.

## Use instead
    The draft was published. The Commission is to be heard.

A hyphen that stands for the second part of a word is right: "short- and long-term", "Vor- und Nachteile", "zwei- bis dreimal".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.sentences import is_abbreviation
from igreport.check.typography import is_marked_foreign, replacing, without_addresses, word_end
from igreport.model.diagnostic import Diagnostic, Fix, Severity
from igreport.model.prose import NOTE, Prose

RULE = Rule("TXT113", "debris", Severity.WARNING)

_HYPHEN = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]{1,40})-(?P<blank>\s{1,9})(?P<next>[^\W\d_]{1,40})(?![\w-]*-\s)")
_AND = frozenset(
    """and or to nor but versus vs as than rather not instead through from into in for if with even over plus und
    oder bzw sowie bis als statt noch wie aber beziehungsweise respektive resp nicht anstatt mit gegenüber über auf et ou y e
    on the a an of is are was were auch samt nebst neben und/oder zu im in der die das""".split()
)
_SENTENCE = re.compile(
    rf"(?P<stop>[.!?])(?<=[\w)\"”“’].){NOTE}?[\"”“»’]?\s{{1,4}}{NOTE}?(?P<mark>[,;](?=\s)|:(?=\s\w))"
)
_START = re.compile(r"[,;.:!?](?=\s+\w)")
_LEFT = re.compile(
    r"(?<![\w.-])(?:Page \d{1,4} of \d{1,4}|Seite \d{1,4} von \d{1,4})(?!\w)"
    r"|<{7}(?: \S+)?|>{7}(?: \S+)?|={7}(?!=)|\{\+\+|\+\+\}|\{--|--\}|\{~~|~~\}|\{>>|<<\}"
    r"|Error! (?:Reference source|Bookmark) not (?:found|defined)"
    r"|Fehler! (?:Verweisquelle konnte nicht gefunden werden|Textmarke nicht definiert)"
)
_FIRST_LETTERS = ("Page ", "Seite ", "<<<", ">>>", "===", "{", "++}", "--}", "~~}", "<<}", "Error! ", "Fehler! ")
_REFERENCE = re.compile(r"(?:see|on|siehe|auf|vgl\.|cf\.)\s\Z", re.IGNORECASE)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield what an edit left."""
    for prose in manuscript.prose:
        text = prose.text
        if "- " in text or "-\n" in text or "-\u00a0" in text:
            yield from _hyphens(prose)
        yield from _sentences(prose)
        if any(word in text for word in _FIRST_LETTERS):
            yield from _left(prose)


def _hyphens(prose: Prose) -> Iterator[Diagnostic]:
    for match in _HYPHEN.finditer(prose.text):
        if match["next"].lower() in _AND or is_marked_foreign(prose, match.start(), match.end()):
            continue
        if len(match["next"]) == 1 and match["next"].isupper():
            continue
        fix: Fix | None = None
        if len(match["next"]) > 2:
            fix = replacing(prose, match.start("blank"), match.end("blank"), "", is_safe=False)
        yield RULE.found(
            prose.span(match.start(), match.end()),
            "a blank stands after the hyphen",
            "write the word in one, or the words that are missing",
            fix=fix,
        )


def _sentences(prose: Prose) -> Iterator[Diagnostic]:
    text = prose.text
    if prose.kind in ("paragraph", "item", "heading", "title", "keypoint"):
        bare = text.strip()
        if bare and bare in (".", ",", ";", ":", "!", "?", ")", "(", "..", ". ."):
            yield RULE.found(prose.span(0, len(text)), "a punctuation mark stands alone", "delete it")
            return
        if match := _START.match(text):
            yield _begins(prose, 0, match.end())
    for match in _SENTENCE.finditer(text):
        if match["stop"] != "." or not is_abbreviation(text, match.start(), prose.language):
            yield _begins(prose, match.start(), match.end())


def _begins(prose: Prose, start: int, end: int) -> Diagnostic:
    mark = prose.text[end - 1]
    while end < len(prose.text) and prose.text[end].isspace():
        end += 1
    span = prose.span(start, word_end(prose.text, end))
    return RULE.found(span, f"a sentence begins with “{mark}”", "delete the mark, or add what is missing")


def _left(prose: Prose) -> Iterator[Diagnostic]:
    clean = without_addresses(prose.text)
    for match in _LEFT.finditer(clean):
        before = clean[max(0, match.start() - 20) : match.start()]
        if not _REFERENCE.search(before):
            span = prose.span(match.start(), match.end())
            yield RULE.found(
                span, f"“{match[0]}” looks like the remains of an edit", "delete it, or write what it stands for"
            )
