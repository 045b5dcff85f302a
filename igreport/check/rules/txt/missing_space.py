"""No blank stands after a punctuation mark, or on one side of a slash only.

## What it does
Finds words that meet at a full stop, comma, semicolon or colon without a blank; a word that follows a closing bracket or
quotation mark directly, or an abbreviation in brackets that follows a word directly; and a blank on one side of a slash.

## Why is this bad
Two words read as one, and spelling and search tools see neither.

## Example
    The first round came to its end.The second begins in May.

## Use instead
    The first round came to its end. The second begins in May.

Figures, addresses, file names, document symbols, abbreviations (e.g., z.B., U.S.-based), words with letters in brackets
("(re)define", "Nutzer(innen)") and German forms such as "Nutzer:innen" are let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.quotations import parse
from igreport.check.rule import Rule
from igreport.check.typography import is_marked_foreign, replacing, without_addresses, word_end
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("TXT108", "missing-space", Severity.WARNING)

_LOWER = "a-zà-öø-ÿß"
_UPPER = "A-ZÀ-ÖØ-Þ"
_MEETING = re.compile(
    rf"(?<![\w@/.&\\-])(?P<left>[{_UPPER}{_LOWER}][{_UPPER}{_LOWER}'’-]{{1,40}}[{_LOWER}])(?:"
    rf"(?P<stop>[.?!])(?P<next>[{_UPPER}][{_LOWER}]{{0,30}})(?![\w@/(.-])"
    rf"|(?P<comma>[,;])(?=[{_UPPER}{_LOWER}]{{2}})"
    rf"|(?P<colon>:)(?!In)(?=[{_UPPER}][{_LOWER}]{{2}})"
    rf"|(?P<bracket>(?=\([{_UPPER}]{{2,12}}s?\)))(?!\(I(?:N|NNEN)\)))"
)
_NEAR = re.compile(rf"[.,;:?!(](?<=[{_LOWER}’'-].)[{_UPPER}{_LOWER}]")
_AFTER_BRACKET = re.compile(rf"(?<=\s)\([^()\n]{{2,80}}(?P<end>\))(?=[{_LOWER}]{{2}})")
_GLUED = re.compile(r"\)[^\W\d_]")
_SLASH = re.compile(
    rf"(?<![\w/.])(?P<left>\w{{2,40}})(?:/(?P<after>\s{{1,3}})(?=\w{{2}})|(?P<before>\s{{1,3}})/(?=[{_UPPER}][{_LOWER}]{{2,40}}(?![\w/.])))"
)
_SUFFIX = re.compile(r"\w{1,2}|ing|ers|ish|i?sche?[mnrs]?|like|esque")
_SUFFIXES = frozenset(
    "com org net io int gov edu de eu uk at ch html htm pdf js ts py rs md txt doc docx xml json yaml".split()
)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each place where a blank is missing."""
    for prose in manuscript.prose:
        text = without_addresses(prose.text)
        yield from _meeting(prose, text)
        if _GLUED.search(text):
            yield from _after_brackets(prose, text)
        if "/" in text:
            yield from _slashes(prose, text)
        yield from _beside_quotations(prose)


def _meeting(prose: Prose, text: str) -> Iterator[Diagnostic]:
    if not _NEAR.search(text):
        return
    for match in _MEETING.finditer(text):
        following = match["next"]
        if following and (following.lower() in _SUFFIXES or (match["stop"] == "!" and not match["left"].islower())):
            continue
        if following and len(following) == 1 and following not in "AI":
            continue
        if match["colon"] and not match["left"].islower():  # a path of names: Expenses:Travel
            continue
        end = match.end() - len(following or "")
        yield from _missing(prose, match.start(), end, word_end(text, end))


def _after_brackets(prose: Prose, text: str) -> Iterator[Diagnostic]:
    for match in _AFTER_BRACKET.finditer(text):
        inner = match[0][1:-1]
        if " " in inner or sum(char.isupper() for char in inner) > 1 or re.fullmatch(r"\d{4}", inner):
            yield from _missing(prose, match.start("end"), match.end(), word_end(text, match.end()))


def _slashes(prose: Prose, text: str) -> Iterator[Diagnostic]:
    for match in _SLASH.finditer(text):
        if match["before"] and not match["left"][:1].isupper():
            continue
        name = "after" if match["after"] else "before"
        end = word_end(text, match.end())
        if not is_marked_foreign(prose, match.start(), end):
            yield RULE.found(
                prose.span(match.start(), end),
                "a blank stands on one side of the slash only",
                "delete the blank",
                fix=replacing(prose, match.start(name), match.end(name), ""),
            )


def _beside_quotations(prose: Prose) -> Iterator[Diagnostic]:
    text = prose.text
    for pair in parse(text, prose.language).pairs:
        end = word_end(text, pair.end)
        if text[pair.end : end].islower() and not _SUFFIX.fullmatch(text, pair.end, end):
            yield from _missing(prose, pair.end - 1, pair.end, end, "after the closing quotation mark")
        start = pair.start
        if start and (text[start - 1] in ",;:" or text[max(0, start - 2) : start].isalpha()):
            yield from _missing(prose, start - 1, start, start + 1, "before the opening quotation mark")


def _missing(prose: Prose, start: int, at: int, end: int, where: str = "") -> Iterator[Diagnostic]:
    """Yield the finding that a blank is missing before `text[at]`; `start` and `end` are those of the words around."""
    if not is_marked_foreign(prose, start, end):
        before = prose.text[at - 1]
        message = f"a blank is missing {where or f'after “{before}”'}"
        fix = replacing(prose, at - 1, at, before + " ")
        yield RULE.found(prose.span(start, end), message, "insert a blank", fix=fix)
