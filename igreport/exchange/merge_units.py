"""What a merge compares: the paragraphs of a document, each a row of words, signs and notes.

The same value comes from a DOCX (`merge_docx`) and from a section's Markdown (`merge_markdown`), so that the two can be held
against each other word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

# Words, and every other sign by itself: a full stop that goes must not take its word with it.
_PIECES = re.compile(r"\w+|\W")
_BLANKS = " \t\n\r"
_CLOSERS = frozenset(".,;:!?)]}»”’\"'…%")
WORD, NOTE, IMAGE, BREAK = "word", "note", "image", "break"


@dataclass(frozen=True)
class Mark:
    """Emphasis or a link around words: what it is (`em`, `strong`, `link:https://…`), and how it is written."""

    kind: str
    opening: str
    closing: str


@dataclass(frozen=True)
class Token:
    """A word, a sign, a note or an image; or the break between two paragraphs."""

    kind: str
    text: str  # as printed; of a note its whole text, of an image its words
    has_blank: bool = False  # a blank stands before it; never told of notes, which stand close in print
    marks: tuple[Mark, ...] = ()
    source: str = ""  # in Markdown; "" where it comes from a DOCX
    blank: str = ""  # the blank before it in Markdown: " ", a line feed, or nothing
    number: int = -1  # its place in the Markdown it comes from
    gap: str = ""  # the Markdown between the token before it and itself: blanks, and marks that open or close
    shift: int = 0  # of a note: how many signs that follow it here stand before it in print or in Markdown
    tail: str | None = None  # of the last token of a paragraph: the Markdown behind it, as marks that close
    data: Any = field(default=None, compare=False)  # of a note of a DOCX: its blocks
    changed: Token | None = field(default=None, compare=False)  # of a note: what it says in the edited DOCX

    @property
    def key(self) -> tuple[Any, ...]:
        """Return what makes two tokens the same."""
        if self.kind != WORD:
            return (self.kind, self.text)
        return (self.text, self.has_blank, tuple(mark.kind for mark in self.marks))


@dataclass(frozen=True)
class Unit:
    """A paragraph, heading, list item, caption or cell.

    `context` names what it stands in, outermost first: `quote`, `bullet`, `ordered:Decimal`; `is_first` says that it opens its
    list item.
    """

    kind: str  # "heading", "text", "cell", "caption"
    tokens: tuple[Token, ...]
    level: int = 0  # of a heading
    context: tuple[str, ...] = ()
    is_first: bool = False
    row: int = -1  # of a cell

    @property
    def shape(self) -> tuple[Any, ...]:
        """Return what an editor changes who makes a heading, a bullet or a quotation of a paragraph."""
        return (self.kind, self.level, self.context, self.is_first)

    @property
    def words(self) -> list[str]:
        """Return the words and signs, notes aside."""
        return [token.text for token in self.tokens if token.kind == WORD]

    @property
    def text(self) -> str:
        """Return the text in one line, notes aside."""
        return plain(self.tokens)

    @property
    def keys(self) -> list[tuple[Any, ...]]:
        """Return the keys of the tokens."""
        return [token.key for token in self.tokens]


def plain(tokens: Iterable[Token]) -> str:
    """Return tokens as one line of text, notes aside."""
    parts = [(" " if token.has_blank else "") + token.text for token in tokens if token.kind == WORD]
    return "".join(parts).strip()


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return the words and signs of `text`, each with whether a blank stands before it; a no-break space is a sign."""
    found: list[tuple[str, bool]] = []
    has_blank = False
    for piece in _PIECES.findall(text):
        if piece in _BLANKS:
            has_blank = True
        else:
            found.append((piece, has_blank))
            has_blank = False
    return found


def is_sign(token: Token) -> bool:
    """Say whether a token is a sign that closes a word: a note may stand before or behind it."""
    return token.kind == WORD and not token.has_blank and token.text in _CLOSERS


def notes_first(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Return tokens with each note directly behind its word, before signs that close it.

    Citeproc moves a citation's note behind the full stop, so Markdown and print differ in this; `shift` keeps where it was.
    """
    result: list[Token] = []
    for token in tokens:
        if token.kind != NOTE:
            result.append(token)
            continue
        at = len(result)
        while at and (is_sign(result[at - 1]) or (result[at - 1].kind == NOTE and result[at - 1].shift)):
            at -= 1
        if at == 0:  # a paragraph that begins with signs
            at = len(result)
        shift = sum(other.kind == WORD for other in result[at:])
        while at < len(result) and result[at].kind == NOTE:
            at += 1
        result.insert(at, replace(token, shift=shift))
    return tuple(result)


def notes_back(tokens: Sequence[Token]) -> list[Token]:
    """Return tokens with the notes where they stood before `notes_first`."""
    result = list(tokens)
    for index in range(len(result) - 1, -1, -1):
        token, at = result[index], index
        if token.kind != NOTE or not token.shift:
            continue
        left = token.shift
        while left and at + 1 < len(result) and is_sign(result[at + 1]):
            at, left = at + 1, left - 1
        result.insert(at, result.pop(index))
    return result


def rows(units: Sequence[Unit]) -> list[list[int]]:
    """Return the rows of the tables in a document, each as the numbers of its cells."""
    found: list[list[int]] = []
    for number, unit in enumerate(units):
        if unit.kind != "cell":
            continue
        is_same = bool(found) and found[-1][-1] == number - 1 and units[number - 1].row == unit.row
        if is_same:
            found[-1].append(number)
        else:
            found.append([number])
    return found
