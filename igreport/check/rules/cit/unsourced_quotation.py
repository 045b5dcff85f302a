"""A long quotation has no source.

## What it does
Finds quotations of eight words and more in a paragraph without any note or link, in an edition that gives sources.

## Why is this bad
Readers cannot check what was said, and a quotation without its source may be taken as invented.

## Example
    The minister said: "We need rules that hold for everybody, everywhere and always."

## Use instead
    The minister said: "We need rules that hold for everybody, everywhere and always." [@speech]

The source may also stand in the paragraph that introduces a list or a block quotation, or at the beginning of the
list that follows. Titles are no quotations: what follows “entitled”, “resolution 79/1” and the like, and words most
of which have capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import Prose

RULE = Rule("CIT113", "unsourced-quotation", Severity.WARNING)

_WORDS = 8
_SOURCES = 3  # calls of notes in an edition that gives sources
_NAMES = re.compile(
    r"(?:\d|\b(?:entitled|titled|headed|called|named|title|motto|theme|slogan|heading|resolution|report|paper|study"
    r"|document|statement|declaration|draft|article|book|decision|Titel|Motto|Thema|betitelt|Bericht|Papier|Studie"
    r"|Dokument|Erklärung|Entwurf|Artikel|Buch|Beschluss))[,:]?\s?\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each long quotation without a source."""
    if len(manuscript.calls) < _SOURCES:
        return
    for section in manuscript.edition.sections:
        running = [prose for prose in manuscript.of(section) if prose.kind in ("paragraph", "item", "heading")]
        introductions = _introductions(running)
        for index, prose in enumerate(running):
            if prose.kind != "heading" and not _has_source(running, index, introductions[index]):
                yield from _in(manuscript, prose)


def _in(manuscript: Manuscript, prose: Prose) -> Iterator[Diagnostic]:
    for quotation in manuscript.quotations(prose):
        words = _WORD.findall(prose.text[quotation.start + 1 : quotation.end - 1])
        before = prose.text[max(0, quotation.start - 20) : quotation.start]
        if len(words) >= _WORDS and not _NAMES.search(before) and not _is_title(words, prose.language):
            span = prose.span(quotation.start, quotation.end)
            yield RULE.found(span, f"a quotation of {len(words)} words has no source", "cite its source, as [@…]")


def _is_title(words: Sequence[str], language: str) -> bool:
    """Say whether words are a title: most long ones have capitals; of German, which has many, nearly all."""
    long = [word for word in words if len(word) > 3]
    return 10 * sum(word[0].isupper() for word in long) >= (9 if language.startswith("de") else 7) * len(long)


def _has_source(running: Sequence[Prose], index: int, introduction: Prose | None) -> bool:
    prose = running[index]
    if _gives(prose):
        return True
    following = running[index + 1] if index + 1 < len(running) else None
    if following and (following.is_quoted or _is_below(following, prose)) and _gives(following):
        return True
    return introduction is not None and _gives(introduction)


def _introductions(running: Sequence[Prose]) -> list[Prose | None]:
    """Return, for each, the paragraph before the list or block quotation it is in; of an item in a list's item, that item."""
    found: list[Prose | None] = []
    latest: dict[tuple[int, bool], int] = {}  # by depth and whether it is quoted
    for index, prose in enumerate(running):
        depth, is_quoted = _depth(prose), prose.is_quoted
        above = [at for (other, quoted), at in latest.items() if other < depth or (is_quoted and not quoted)]
        found.append(running[max(above)] if above else None)
        latest[depth, is_quoted] = index
    return found


def _is_below(prose: Prose, other: Prose) -> bool:
    return _depth(prose) > _depth(other)


def _depth(prose: Prose) -> int:
    return prose.item.depth if prose.item else 0


def _gives(prose: Prose) -> bool:
    return bool(prose.calls or prose.links)
