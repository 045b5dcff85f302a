"""The article "a" stands for "an", or "an" for "a".

## What it does
Finds "a" before a word that begins with the sound of a vowel ("a agreement", "a hour") and "an" before one that begins with
another sound ("an new treaty", "an university").

## Why is this bad
Readers stumble; it is often what remains of an edit.

## Example
    An university signed a agreement.

## Use instead
    A university signed an agreement.

Abbreviations and names of which the sound is not certain are let pass, and so are both forms before a spoken h ("an historic").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.typography import replacing
from igreport.check.word_lists import is_word
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT125", "article-form", Severity.WARNING)

_ARTICLE = re.compile(
    r"(?<![\w.,'’/@&+=-])(?:(?P<a>[Aa])\s{1,3}(?=[AEIOUaeiouh])|(?P<an>[Aa]n)\s{1,3}(?=[B-DF-HJ-NP-TV-Zb-df-hj-np-tv-zEUOeuo]))"
    r"(?P<word>[A-Za-z][a-z]{3,40}|(?<=[Aa]n\s)(?:one|new|two|big|few|man|day|law|war)(?![\w-]))(?![\w@/\\]|[.:]\w|['’](?!s\b))"
)
_VOWEL = re.compile(
    r"hour|honest|honou?r|heir|a|e(?![uw])|i|o(?!n(?:e|ce)|ui)|up|um|un(?!i|a[nm]|o)|ult|ur[gb]|ut[mt]|ush"
)
_NO_VOWEL = re.compile(  # by sound: "union" as "you", "one" as "won"
    r"uni(?:t|f|q|ve|vo|on(?![ie])|la|co)|us(?:e|ual|ab)|util|utop|ubiq|ukrain|ugand|uranium|euro|eulog|euph|on(?:e|ce)(?![a-z])"
    r"|[bcdfgjklmnpqrstvwz](?:[aeiouyhlrw]|(?<=s)[ckmnpqt]|(?<=k)n|(?<=p)[sn])"
)
_NO_NOUN = frozenset(
    """also among into after above about again against along already although always and another around aside away even ever
    every each either else equals exceeds implies includes increases is it its if in instead itself once only onto other others
    our out over under unless until upon used using whose this that these those the they them then there than thus to
    from with which while where when who will would must may can could should does did has have had was were been
    posteriori priori fortiori contrario""".split()
)
_LABEL = re.compile(
    r"\b(?:annex|appendix|article|bus|case|category|chapter|class|column|committee|exhibit|figure|grade|group|hepatitis|item|league|"
    r"level|option|paragraph|part|plan|point|section|sub|table|team|type|vitamin|zone)\s\Z",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"(?:\A|[.!?:\ufffc])\s{0,3}\Z")
_BEFORE_AN = re.compile(  # what "and" would not follow
    r"(?:\A|[.!?:\ufffc]\s{0,3}|\b(?:of|is|was|be|as|in|into|for|with|to|by|on|at|from|has|have|had|and|or|such|that|than|under|through)\s{1,3})\Z"
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each article in the wrong form."""
    for prose in manuscript.prose:
        if prose.language.startswith("en"):
            text = manuscript.own_words(prose)
            for match in _ARTICLE.finditer(text):
                if _is_wrong(text, match):
                    yield _found(manuscript, prose, match)


def _is_wrong(text: str, match: re.Match[str]) -> bool:
    word = match["word"].lower()
    if word in _NO_NOUN and not (match["an"] and word in ("one", "once", "used")):
        return False
    if match["a"]:
        before = text[max(0, match.start() - 14) : match.start()]
        if _LABEL.search(before) or not _VOWEL.match(word):
            return False
        if _is_verb(word) or (match["a"] == "A" and not (_BEGINNING.search(before) and not word.endswith("ed"))):
            return False
    elif not _NO_VOWEL.match(word):
        return False
    return is_word(word, "en")


def _is_verb(word: str) -> bool:
    """Whether a word may be what something called A does, as in "A occurs"."""
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))


def _found(manuscript: Manuscript, prose: Prose, match: re.Match[str]) -> Diagnostic:
    article = match["a"] or match["an"]
    right = article[0] + ("n" if match["a"] else "")
    start, end = match.start(), match.start() + len(article)
    is_safe = (
        article[-1] in "aA"
        or match["word"][0] in "eou"
        or bool(_BEFORE_AN.search(prose.text[max(0, start - 14) : start]))
    )
    return RULE.found(
        prose.span(start, match.end()),
        f"“{article}” stands before “{match['word']}”",
        f"write “{right} {match['word']}”",
        fix=replacing(prose, start, end, right, is_safe=is_safe),
        note=manuscript.note_of(prose),
    )
