"""A number announces more or fewer things than follow.

## What it does
Counts what follows "the following five topics:" as a list, what stands in the brackets of "seven states (…)", and
what follows the colon in the same sentence, and compares it with the number.

## Why is this bad
Readers count. Either the number is wrong, or one of the things is missing or too many.

## Example
    Three states (Austria, Germany, Italy, Switzerland) agreed.

## Use instead
    Four states (Austria, Germany, Italy, Switzerland) agreed.

It speaks only where the count is certain: what begins with "including", "such as" or "e.g." is no whole list, "at
least four" is no count, and where "and" may be inside of a name both counts are accepted. Names with a slash ("United
Arab Emirates/UAE") are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.counts import UNITS, Counted, counted
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE, Prose

RULE = Rule("NUM101", "wrong-count", Severity.WARNING)

_BEHIND = re.compile(
    r"(?:\s(?:of|for|der|des|für)(?:\s[\w-]+){1,3})?\s?\(([^()]{5,600})\)"
    r"|(?:\s(?:of|for|in|on|at|are|were|below|namely|sind|waren|werden|wurden|lauten|nämlich|für|der|des|im|zu|zum|zur)\b[^.:;!?()\d]{0,60})?:\s?"
    r"(?:\Z|([^:()]{5,600}?)(?:[.!?](?=\s|\Z)|\Z))"
)
_OPEN = re.compile(
    r"\b(?:incl(?:uding|\.)?|such as|e\.?\s?g\.?|i\.e|among|inter alia|etc|for example|for instance|"
    r"especially|notably|particularly|mainly|see|respectively|from|between|vgl|siehe|z\.\s?B|u\.\s?a|"
    r"unter anderem|usw|etwa|wie|darunter|insbesondere|vor allem|beispielsweise|"
    r"von|bis|which|who|that|is|are|was|were|has|have|had|will|can|should|must|not|also|but|as|plus|per|each|both|former|die|der|das|ist|sind|war|"
    r"waren|hat|haben|wird|werden|kann|soll|muss|nicht|auch|aber|je|beide|ehemals)\b|\.\.\.|…|[\"“”„«»]|\d",
    re.IGNORECASE,
)
_AND = re.compile(r"\s(?:and|or|und|oder|sowie|&)\s")
_LAST = re.compile(r"^(?:and|or|und|oder|sowie)\s")
_WITH_AND = frozenset(
    [
        "Tobago",
        "Herzegovina",
        "Herzegowina",
        "Barbuda",
        "Nevis",
        "Príncipe",
        "Principe",
        "Futuna",
        "Grenadines",
        "Wales",
    ]
)
_PAIR = re.compile(
    r"[A-ZÀ-Þ][\w’-]{1,40}(?:\s[A-ZÀ-Þ][\w’-]{0,40}){0,2}(?:,|(?P<and>\s(?:and|und)))\s"
    r"(?:[A-ZÀ-Þ][\w’-]{0,40}\s){0,2}(?P<last>[A-ZÀ-Þ][\w’-]{1,40})"
)
_STATES = frozenset("countries states governments nations länder ländern staaten regierungen".split())
_POINTS = frozenset(["points", "punkte", "punkten"])  # units in a score, things in front of a list
_ENUMERATOR = re.compile(r"(?:(?<=\s)|(?<=\()|\A)\(?[A-Z]?(\d{1,2}|[a-z])[.):]\s")
_IRREGULAR = frozenset(["people", "children", "men", "women", "criteria", "media", "phenomena", "series"])


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each number that is not that of what follows."""
    blocks = [prose for prose in manuscript.prose if prose.kind in ("paragraph", "item", "note")]
    for index, prose in enumerate(blocks):
        if "(" not in prose.text and ":" not in prose.text:
            continue
        own = manuscript.own_words(prose)
        for row in counted(own):
            match = _BEHIND.match(prose.text, row.end)
            if match is None:
                continue
            listed = match[1] or match[2]
            if not _is_count(row, prose, is_list=not listed):
                continue
            numbers = _numbers(listed) if listed else _items(blocks, index, prose)
            is_whole = not listed or _is_pair(listed, row, prose)
            if found := _judge(manuscript, prose, row, numbers or ({2} if is_whole and listed else set()), is_whole):
                yield found


def _is_count(row: Counted, prose: Prose, is_list: bool) -> bool:
    words = row.words.split()
    head = words[-1]
    if any(word.lower() in UNITS and not (is_list and word.lower() in _POINTS) for word in words):
        return False
    if prose.language.startswith("de"):
        return head[:1].isupper()
    return head.endswith("s") or head in _IRREGULAR


def _is_pair(text: str, row: Counted, prose: Prose) -> bool:
    """Whether two plain names stand in brackets for three things: "three countries (Brazil and Kenya)"."""
    match = _PAIR.fullmatch(text.replace(NOTE, ""))
    if match is None or row.number != 3 or match["last"] in _WITH_AND:
        return False
    is_place = row.words.split()[-1].lower() in _STATES
    return is_place or bool(match["and"] and prose.language.startswith("en"))


def _numbers(text: str) -> set[int]:
    """Return how many things a text may list; nothing where that is not certain."""
    text = text.replace(NOTE, "")
    if numbered := _enumerated(text):
        return {numbered}
    if _OPEN.search(text):
        return set()
    parts = [part.strip() for part in re.split(";" if ";" in text else ",", text)]
    parts = [_LAST.sub("", part) for part in parts if part]
    if len(parts) < 2 or any(len(part.split()) > (9 if part is parts[-1] else 5) for part in parts):
        return set()
    joints = [len(_AND.findall(part)) for part in parts]
    are_names = all(word[:1].isupper() for part in parts for word in _AND.split(part))
    last = _AND.split(parts[-1])
    if (
        are_names
        and joints[:-1] == [0] * (len(parts) - 1)
        and joints[-1] == 1
        and last[-1].split()[-1] not in _WITH_AND
    ):
        return {len(parts) + 1}
    return set(range(len(parts), len(parts) + sum(joints) + 1))


def _enumerated(text: str) -> int:
    """Return the last of the numbers or letters that count up from 1 or a; 0 where there are fewer than three."""
    last = 0
    for match in _ENUMERATOR.finditer(text):
        place = int(match[1]) if match[1].isdigit() else ord(match[1]) - ord("a") + 1
        if place == last + 1:
            last = place
    return last if last > 2 else 0


def _items(blocks: list[Prose], index: int, prose: Prose) -> set[int]:
    """Return how many items the list has that follows a paragraph, or an item that a deeper list follows."""
    following = next((block for block in blocks[index + 1 :] if block.kind != "note"), None)
    if following is None or following.item is None or following.path != prose.path or following.item.index:
        return set()
    if prose.item and following.item.depth <= prose.item.depth:
        return set()
    rows = [
        block.item
        for block in blocks
        if block.item and block.path == prose.path and block.item.list == following.item.list
    ]
    return {len({row.index for row in rows if row.depth == following.item.depth})}


def _judge(manuscript: Manuscript, prose: Prose, row: Counted, numbers: set[int], is_whole: bool) -> Diagnostic | None:
    if not numbers or row.number in numbers or max(numbers) < 2:
        return None
    nearest = min(numbers, key=lambda number: (abs(number - row.number), number))
    if not is_whole and (nearest == 2 * row.number or nearest < row.number - 2):
        return None  # "two towns (Geneva, Switzerland; Tunis, Tunisia)"; a few examples of many
    is_definite = (
        is_whole
        or nearest > row.number
        or prose.text[: row.start].rstrip().lower().endswith((" the", " die", " der", " following"))
    )
    noun = " ".join(row.words.split())
    return RULE.found(
        prose.span(row.start, row.end),
        f"“{prose.text[row.start : row.number_end]} {noun}” are announced and {nearest} follow",
        "count again: change the number or the list",
        note=manuscript.note_of(prose),
        severity=None if is_definite else Severity.INFO,
    )
