"""The abbreviations at an edition's end: those of `references/terms.yaml` that its text or its notes use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from igreport.edition import wording
from igreport.edition.citeproc import plain_words
from igreport.model.document import Block, walk
from igreport.model.report import Term

_ADDRESS = re.compile(r"://|@|(?<![\w.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,24}/")
_WIDTHS = (0.2, 0.8)


def section(blocks: Sequence[Block], terms: Iterable[Term], language: str) -> list[Block]:
    """Return a table of the abbreviations that `blocks` use, well known ones as well; nothing where none is used."""
    found = used(_text(blocks), terms)
    if not found:
        return []
    _ = wording.translations(language).gettext
    title = {"t": "Header", "c": [1, ["", ["generated"], []], plain_words(_("Abbreviations"))]}
    rows = [(term.term, term.expansion or "") for term in sorted(found, key=lambda term: _collated(term.term))]
    return [title, _table((_("Abbreviation"), _("Meaning")), rows)]


def used(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms with an expansion that stand in `text` as whole words, also in the plural or numbered (`ICANN83`).

    `ITU` in `ITU-T` is a use of it only where `ITU-T` is no term of its own; `NGOs` counts as a use of `NGO` where both are
    terms. Addresses hold no words.
    """
    expanded = {term.term: term for term in terms if term.expansion}
    singular = {name: term for name, term in expanded.items() if not (name[-1] == "s" and name[:-1] in expanded)}
    words = " ".join(word for word in text.split() if not _ADDRESS.search(word))
    there = sorted((name for name in singular if name in words), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, there))})(?:s|(?<=[^\W\d_])\d+)?(?!\w)")
    names = {match[1] for match in pattern.finditer(words)} if there else set()
    return [singular[name] for name in singular if name in names]


def _text(blocks: Sequence[Block]) -> str:
    """Return all words of `blocks`, notes where they are called."""
    parts = []
    for element in walk(blocks):
        kind = element["t"]
        if kind == "Str":
            parts.append(element["c"])
        elif kind in ("Space", "SoftBreak", "LineBreak", "Para", "Plain", "Header", "Note"):
            parts.append(" ")
    return "".join(parts)


def _collated(text: str) -> tuple[str, str]:
    """Return what sorts `text` as a dictionary does: letters alone, numbers by their value, then all signs (DIN 5007-1)."""
    plain = unicodedata.normalize("NFKD", text)
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    return re.sub(r"\d+", lambda digits: digits[0].zfill(9), letters), text


def _table(head: tuple[str, str], rows: Iterable[tuple[str, str]]) -> Block:
    none = ["", [], []]
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in _WIDTHS]
    body = [none, 0, [], [_row(row) for row in rows]]
    return {
        "t": "Table",
        "c": [["", ["abbreviations"], []], [None, []], columns, [none, [_row(head)]], [body], [none, []]],
    }


def _row(texts: tuple[str, str]) -> list[Any]:
    none = ["", [], []]
    cells = [[none, {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": plain_words(text)}]] for text in texts]
    return [none, cells]
