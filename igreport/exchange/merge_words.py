"""Word by word within a paragraph: base, theirs and ours become one, and the result is Markdown again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Protocol

from igreport.exchange import merge_inlines
from igreport.exchange.merge_units import BREAK, IMAGE, NOTE, WORD, Mark, Token, notes_back

_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'"})
_QUOTES = frozenset("\"'“”„‘’‚")
_LIGHT = re.compile(r"[\\*`\[\]<]")
_HEAVY = re.compile(r"[!-/:-@\[-`{-~]")
_LIKE_MARKER = re.compile(r"(?P<word>(?:[0-9]+|[A-Za-z]{1,4}))(?P<end>[.)])(?=\s|$)")
_LIKE_BLOCK = re.compile(r"(?:#{1,6}(?=\s|$)|[-+:](?=\s|$)|>|\||[=-]{2,}\s*$|~~~)")
PARAGRAPH = 10_000  # tokens of the second of two joined paragraphs count from here
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Notes(Protocol):
    """What becomes of a note of the edited DOCX in Markdown."""

    def new(self, theirs: Token) -> Token:
        """Return a note that was not there before, with its Markdown."""

    def changed(self, ours: Token, base: Token, theirs: Token) -> Token:
        """Return a note that was changed, with its Markdown."""


@dataclass(frozen=True)
class Merged:
    """A paragraph of both; `has_conflict` where both sides changed the same words, and then `tokens` are theirs."""

    tokens: tuple[Token, ...]
    has_conflict: bool = False


def merge(base: Sequence[Token], theirs: Sequence[Token], ours: Sequence[Token], notes: Notes) -> Merged:
    """Return `ours` with what changed from `base` to `theirs`; each token keeps its Markdown."""
    result: list[Token] = []
    has_conflict = False
    b = t = o = 0
    for next_b, next_t, next_o in [*_stable(base, theirs, ours), (len(base), len(theirs), len(ours))]:
        old, edited, own = base[b:next_b], theirs[t:next_t], ours[o:next_o]
        if _same(edited, old) or _same(edited, own):
            result += own
        else:
            new = [notes.new(token) if token.kind == NOTE else token for token in _marked(edited, own)]
            is_done = [_written(token) for token in new] == [_written(token) for token in own]
            has_conflict = has_conflict or not (is_done or _same(own, old))
            result += own if is_done else _begun_alike(new, own)
        if next_o < len(ours):
            is_changed = theirs[next_t].changed is not None
            own_token = ours[next_o]
            result.append(notes.changed(own_token, base[next_b], theirs[next_t]) if is_changed else own_token)
        b, t, o = next_b + 1, next_t + 1, next_o + 1
    return Merged(tuple(result), has_conflict)


def _begun_alike(new: Sequence[Token], own: Sequence[Token]) -> list[Token]:
    """Return new words with the blank that stood there: a line of the file still ends where it ended."""
    if new and own and new[0].has_blank and own[0].has_blank and new[0].number < 0:
        return [replace(new[0], blank=own[0].blank), *new[1:]]
    return list(new)


def _written(token: Token) -> object:
    """Return what makes two tokens the same in Markdown; a note may have been merged before, and has no printed text."""
    return token.source if token.kind == NOTE else token.key


def _marked(edited: Sequence[Token], own: Sequence[Token]) -> list[Token]:
    """Return words with their emphasis and links written as those were that stood there: a link keeps its title."""
    written = {mark.kind: mark for token in own for mark in token.marks}
    return [replace(token, marks=tuple(written.get(mark.kind, mark) for mark in token.marks)) for token in edited]


def joined(rows: Sequence[Sequence[Token]]) -> tuple[Token, ...]:
    """Return the tokens of several paragraphs in one row, with a break between each two."""
    result: list[Token] = []
    for index, row in enumerate(rows):
        result += [Token(BREAK, "")] if index else []
        # What opened a paragraph stands behind a blank once it does not.
        result += [
            replace(
                token,
                number=token.number + PARAGRAPH * index if token.number >= 0 else -1,
                has_blank=token.has_blank or (bool(index) and not at and token.kind != NOTE),
            )
            for at, token in enumerate(row)
        ]
    return tuple(result)


def _same(left: Sequence[Token], right: Sequence[Token]) -> bool:
    return [token.key for token in left] == [token.key for token in right]


def _matches(left: Sequence[Token], right: Sequence[Token]) -> dict[int, int]:
    matcher = SequenceMatcher(None, [token.key for token in left], [token.key for token in right], autojunk=False)
    return {block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)}


def _stable(base: Sequence[Token], theirs: Sequence[Token], ours: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Return where the three agree: tokens of the base that both sides kept."""
    of_theirs, of_ours = _matches(base, theirs), _matches(base, ours)
    return [(b, of_theirs[b], of_ours[b]) for b in range(len(base)) if b in of_theirs and b in of_ours]


def markdown(tokens: Sequence[Token], original: str, style: str, language: str) -> list[str] | None:
    """Return the Markdown of each paragraph in `tokens`, which breaks part; None where it would not read back as they are.

    `original` is the Markdown that they come from; `style` is a text by the same author: where it has straight quotation
    marks, new ones are straight too.
    """
    is_straight = any(quote in style for quote in "\"'") and not any(quote in style for quote in "“”’")
    attempts = [(True, _LIGHT)] if is_straight else []
    parts = _parts(tokens)
    found: list[str] = []
    for part in parts:
        for straight, signs in [*attempts, (False, _LIGHT), (False, _HEAVY)]:
            text = _rendered(part, straight, signs)
            if _reads_back(text, part, language, style):
                found.append(text)
                break
        else:
            return None
    if found:
        lost = [comment for comment in _COMMENT.findall(original) if not any(comment in text for text in found)]
        found[-1] = " ".join([found[-1], *lost])
    return found


def _parts(tokens: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == BREAK:
            parts.append([])
        else:
            parts[-1].append(token)
    return [notes_back(_settled(part)) for part in parts if part]


def plain(tokens: Sequence[Token]) -> str:
    """Return tokens as text with their notes, for an author to put into Markdown where that could not be done."""
    return "".join(
        (" " if token.has_blank or token.kind == BREAK else "") + (token.source or token.text) for token in tokens
    )


def _settled(tokens: list[Token]) -> list[Token]:
    """Return tokens with new citations before the stop that ends their sentence, as authors write them."""
    result = list(tokens)
    for index, token in enumerate(result):
        if token.kind != NOTE or token.number >= 0 or not token.source.startswith("[@"):
            continue
        signs = "".join(other.text for other in result[index + 1 : index + 1 + token.shift])
        stop = re.search(r"[.,;:!?]", signs)
        if stop and stop.end() == len(signs):
            result[index] = replace(token, shift=stop.start())
    return result


def _reads_back(text: str, expected: Sequence[Token], language: str, section: str) -> bool:
    if not expected:
        return not text.strip()
    if _LIKE_BLOCK.match(text):
        return False
    read = merge_inlines.parse_inline(text, language, section)
    if read is None:
        return False
    back = notes_back(read)
    return len(back) == len(expected) and all(
        _is_alike(new, old, not index) for index, (new, old) in enumerate(zip(back, expected, strict=True))
    )


def _is_alike(read: Token, meant: Token, is_first: bool) -> bool:
    if read.kind != meant.kind or meant.kind in (NOTE, IMAGE):
        return read.kind == meant.kind and (read.source == meant.source or meant.kind == IMAGE)
    same_text = read.text == meant.text or (meant.text in "\"'" and read.text in _QUOTES)
    same_blank = is_first or read.has_blank == meant.has_blank
    return same_text and same_blank and [m.kind for m in read.marks] == [m.kind for m in meant.marks]


def _rendered(tokens: Sequence[Token], is_straight: bool, signs: re.Pattern[str]) -> str:
    text, open_marks, before = "", list[Mark](), None
    for token in tokens:
        if _follows(token, before):
            text += token.gap + token.source
            open_marks = list(token.marks)
        else:
            kept = _common(open_marks, token.marks)
            closing = "".join(mark.closing for mark in reversed(open_marks[kept:]))
            opening = "".join(mark.opening for mark in token.marks[kept:])
            text += closing + (_blank(token) if text else "") + opening + _source(token, before, is_straight, signs)
            open_marks = [*open_marks[:kept], *token.marks[kept:]]
        before = token
    is_end = before is not None and before.tail is not None
    text += str(before.tail) if before and is_end else "".join(mark.closing for mark in reversed(open_marks))
    return _without_marker(text, tokens[0] if tokens else None)


def _follows(token: Token, before: Token | None) -> bool:
    if token.number < 0:
        return False
    if before is None:
        return token.number % PARAGRAPH == 0
    return before.number >= 0 and token.number == before.number + 1


def _common(left: Sequence[Mark], right: Sequence[Mark]) -> int:
    count = 0
    while count < min(len(left), len(right)) and left[count].kind == right[count].kind:
        count += 1
    return count


def _blank(token: Token) -> str:
    if token.kind == NOTE:
        return token.blank if token.number >= 0 else (" " if token.source.startswith("[@") else "")
    return (token.blank or " ") if token.has_blank else ""


def _source(token: Token, before: Token | None, is_straight: bool, signs: re.Pattern[str]) -> str:
    if token.text == "@" and not token.source:
        # In an address it is no citation.
        is_inside = before is not None and before.text.isalnum() and not token.has_blank
        return "@" if is_inside and signs is _LIGHT else "\\@"
    if token.source or token.kind != WORD:
        return token.source
    if is_straight and token.text in _QUOTES:
        return token.text.translate(_STRAIGHT)
    if token.text in _QUOTES:
        return token.text
    return signs.sub(r"\\\g<0>", token.text)


def _without_marker(text: str, first: Token | None) -> str:
    """Return a paragraph whose first words would read as a list's marker with its sign escaped."""
    match = _LIKE_MARKER.match(text)
    if match and first is not None and first.number < 0:
        return f"{match['word']}\\{text[match.start('end') :]}"
    if _LIKE_BLOCK.match(text) and first is not None and first.number < 0:
        return f"\\{text}"
    return text
