"""Two punctuation marks stand where one belongs.

## What it does
Finds doubled full stops and commas (`..`, `,,`, `,.`), also with a blank or a note's number between them; a full stop or comma
both before and after a closing quotation mark (`abuse.".`); a question mark with a full stop (`why?.`); and four dots where
the edition writes omissions as `. ...`.

## Why is this bad
It is what remains of an edit.

## Example
    States are bound by the rules to which they are subject..

## Use instead
    States are bound by the rules to which they are subject.

Omissions (...), ?!, and marks after an abbreviation ("etc.).", "Inc.,", "am 5., 6. und 7. Juli") are right. A quoted title may
end in a question mark before the full stop of the sentence („Wer regiert das Netz?“.).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.sentences import is_abbreviation
from igreport.check.typography import is_beside_refused, is_marked_foreign, replacing, token_start, word_start
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE, Prose

RULE = Rule("TXT107", "doubled-punctuation", Severity.WARNING)

_CLOSING = "\"“”»«’'‘‹›"
_TWO = re.compile(
    rf"(?P<first>[.,;:!?])(?<=[^\s.,;:!?…/].)(?P<between>{NOTE}?[ \u00a0]?{NOTE}?|[{_CLOSING}]{{1,2}}{NOTE}?)"
    rf"(?P<second>[.,;:])(?![\w.,;:!?/…)(=*<>\\-])"
)
_FOUR = re.compile(r"(?<=[\w\"”“’')\]])\.{4}(?![.\w])")
_OMISSION = re.compile(r"[.!?] (?:\.{3}|…)(?!\.)")
_EMOJI = re.compile(r"(?<![\w:]):[a-z][a-z_]{1,28}:\Z")
_LONGEST_SHORT = 5  # letters of a word that may be an unknown abbreviation


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each doubled mark."""
    for prose in manuscript.prose:
        text = prose.text
        if "...." in text:
            yield from _four_dots(manuscript, prose)
        for match in _TWO.finditer(text):
            if _is_wrong(prose, match) and not _is_after_effect(prose, match):
                yield _finding(prose, match)


def _is_after_effect(prose: Prose, match: re.Match[str]) -> bool:
    """Whether the marks are of another language, of markup that is refused, or the end of an emoji's name (":smile:.")."""
    start, end = match.span()
    if is_marked_foreign(prose, start, end) or is_beside_refused(prose, start, end):
        return True
    return match["first"] == ":" and bool(_EMOJI.search(prose.text[max(0, start - 30) : start + 1]))


def _is_wrong(prose: Prose, match: re.Match[str]) -> bool:
    text, first, between, second = prose.text, match["first"], match["between"], match["second"]
    if first in ".!?" and between.endswith(" "):
        is_omission = text.startswith(" .", match.end())
        return second == "." and not is_omission and not is_abbreviation(text, match.start(), prose.language)
    if first == ".":
        return _is_wrong_after_stop(prose, match)
    if first in "!?":
        ends_name = _ends_name(prose, match.end("first"))
        return second == "." and not between and not ends_name and _is_lower_word(text, match.start())
    return first + second in {",,", ",.", ",;", ",:", ";,", ";;", ";.", ":,", ":.", ":;"}


def _is_wrong_after_stop(prose: Prose, match: re.Match[str]) -> bool:
    if is_abbreviation(prose.text, match.start(), prose.language):
        return match["second"] == "." and not match["between"]
    if match["second"] == "." or match["between"][:1] in tuple(_CLOSING):
        return True
    return prose.kind != "note" and _is_lower_word(prose.text, match.start())


def _is_lower_word(text: str, end: int) -> bool:
    word = text[word_start(text, end) : end]
    return len(word) > _LONGEST_SHORT and word.islower()


def _ends_name(prose: Prose, end: int) -> bool:
    return any(end == last for _start, last, *_target in (*prose.links, *prose.emphasis))


def _finding(prose: Prose, match: re.Match[str]) -> Diagnostic:
    both = match["first"] + match["second"]
    fix = None
    if both in {"..", ",,", ";;", "?.", "!."}:
        fix = replacing(prose, match.start("second") - match["between"].count(" "), match.end(), "")
    elif both in {".,", ".;"} and match["between"]:
        fix = replacing(prose, match.start(), match.end("first"), "")
    return RULE.found(
        prose.span(token_start(prose.text, match.start()), match.end()),
        f"“{match['first']}” and “{match['second']}” stand together",
        "leave one of the two",
        fix=fix,
    )


def _four_dots(manuscript: Manuscript, prose: Prose) -> Iterator[Diagnostic]:
    if any(_OMISSION.search(other.text) for other in manuscript.prose):
        for match in _FOUR.finditer(prose.text):
            message = "four dots, where other omissions are written “. ...”"
            yield RULE.found(prose.span(match.start(), match.end()), message, "write . ...")
