"""A DOCX that a build made, or that an editor changed → its paragraphs, and what stands around them."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from igreport.exchange import guard, markup, text_of
from igreport.exchange.imported import ImportRefused
from igreport.exchange.importers import docx_words
from igreport.exchange.merge_units import IMAGE, NOTE, WORD, Mark, Token, Unit, notes_first, pieces
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Block, Inline, walk

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = {"Emph": Mark("em", "*", "*"), "Strong": Mark("strong", "**", "**")}
_CHECK = "igreport check"  # the author of a draft's comments
_FURNITURE = ("toc", "contents")  # styles of the table of contents


@dataclass(frozen=True)
class Comment:
    """A comment of the margin; `unit` is the number of the paragraph that it belongs to, -1 for none."""

    author: str
    date: str  # ISO 8601, or ""
    text: str
    unit: int
    number: str = ""


@dataclass(frozen=True)
class Docx:
    """A DOCX, read: the lines of its cover, and the paragraphs of its sections."""

    front: tuple[str, ...]
    units: tuple[Unit, ...]
    comments: tuple[Comment, ...] = ()
    unread: tuple[str, ...] = ()  # words of text boxes, equations and the like


def read(path: Path, accept_changes: bool = True) -> Docx:
    """Return the DOCX at `path`, its tracked changes accepted or rejected.

    Raises ImportRefused with one clear line where the file cannot be read.
    """
    guard.check_docx(path)
    data = path.read_bytes()
    changes = "accept" if accept_changes else "reject"
    ast = markup.parse(["--from=docx+styles", f"--track-changes={changes}"], data, path.name)
    front, units = _split(ast)
    return Docx(front, units, tuple(_comments(path, data, units, accept_changes)), _unread(path, ast, accept_changes))


def _unread(path: Path, ast: dict[str, Any], accept_changes: bool) -> tuple[str, ...]:
    """Return the words of the file that pandoc did not read."""
    meta = [{"t": "Para", "c": inlines} for inlines in _inlines_of(ast["meta"])]
    text = text_of.read([*meta, *ast["blocks"]])
    known = Counter([*text.words, *(word for note in text.note_words for word in note)])
    return tuple((docx_words.count(path, accept_changes) - known).elements())


def _split(ast: dict[str, Any]) -> tuple[tuple[str, ...], tuple[Unit, ...]]:
    """Return the cover's lines and the sections' paragraphs; the first heading of level 1 begins the sections."""
    front = [" ".join(plain_of(value).split()) for value in _inlines_of(ast["meta"])]
    blocks = list(_opened(ast["blocks"]))
    start = next((at for at, (block, _) in enumerate(blocks) if block["t"] == "Header" and block["c"][0] == 1), 0)
    for block, style in blocks[:start]:
        if not style.startswith(_FURNITURE):
            front += [unit.text for unit in _units([block], (), False)]
    rest = [block for block, style in blocks[start:] if style != "notesheading"]
    return tuple(line for line in front if line), tuple(_units(rest, (), False))


def _inlines_of(meta: Any) -> Iterator[list[Inline]]:
    for element in walk(meta):
        if element["t"] in ("MetaInlines", "Para", "Plain"):
            yield element["c"]


def _opened(blocks: Sequence[Block], style: str = "") -> Iterator[tuple[Block, str]]:
    """Yield the blocks inside of Divs, each with the name of its style."""
    for block in blocks:
        if block["t"] == "Div":
            own = str(dict(block["c"][0][2]).get("custom-style", "")).replace(" ", "").lower()
            yield from _opened(block["c"][1], own or style)
        else:
            yield block, style


def _units(blocks: Sequence[Block], context: tuple[str, ...], is_first: bool) -> Iterator[Unit]:
    for block, style in _opened(blocks):
        kind, content = block["t"], block.get("c", [])
        if kind in ("Para", "Plain"):
            unit = Unit("caption" if "caption" in style else "text", tokens(content), 0, context, is_first)
            yield from [unit] if unit.tokens else []
        elif kind == "Header":
            heading = Unit("heading", tokens(content[2]), content[0])
            yield from [heading] if heading.tokens else []
        elif kind in ("BulletList", "OrderedList"):
            name = "bullet" if kind == "BulletList" else f"ordered:{content[0][1]['t']}"
            for item in content if kind == "BulletList" else content[1]:
                yield from _units(item, (*context, name), True)
        elif kind == "BlockQuote":
            yield from _units(content, (*context, "quote"), False)
        elif kind == "Table":
            yield from _table(content)
        elif kind == "Figure":
            yield from _units([*content[2], *content[1][1]], context, False)
        is_first = False


def _table(content: Any) -> Iterator[Unit]:
    _, (_short, caption), _columns, head, bodies, _foot = content
    yield from (replace(unit, kind="caption") for unit in _units(caption, (), False))
    rows = [*head[1], *(row for body in bodies for row in [*body[2], *body[3]])]
    for number, row in enumerate(rows):
        for cell in row[1]:
            found = [token for part in _units(cell[4], (), False) for token in part.tokens]
            # LibreOffice writes into each cell of the head that it is bold, which the table's style says already.
            words = [_plain_head(token) for token in found] if number < len(head[1]) else found
            yield Unit("cell", tuple(words), row=number)


def _plain_head(token: Token) -> Token:
    return replace(token, marks=tuple(mark for mark in token.marks if mark.kind != "strong"))


def tokens(inlines: Sequence[Inline]) -> tuple[Token, ...]:
    """Return the tokens of pandoc's inlines."""
    found: list[Token] = []
    _collect(inlines, (), found, [False])
    return notes_first(found)


def _collect(inlines: Sequence[Inline], marks: tuple[Mark, ...], found: list[Token], blank: list[bool]) -> None:
    """Append the tokens of `inlines`; `blank` holds whether a blank stands before the next one."""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            for text, has_blank in pieces(str(content)):
                found.append(Token(WORD, text, bool(found) and (has_blank or blank[0]), marks))
                blank[0] = False
            blank[0] = blank[0] or str(content)[-1:] == "\t"
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            blank[0] = True
        elif kind == "Note":
            text = note_text(content or [])
            found += [Token(NOTE, text, marks=marks, data=content)] if text else []
        elif kind == "Image":
            found.append(Token(IMAGE, "", blank[0], data=inline))
            blank[0] = False
        elif kind == "Link":
            target = content[2][0] if content else ""
            written = f"](<{target}>)" if set(target) & set(" ()") else f"]({target})"
            own = (Mark(f"link:{unquote(target)}", "[", written),) if not target.startswith("#") else ()
            _collect(content[1] if content else [], (*marks, *own), found, blank)
        elif kind in _MARKS:
            _collect(content or [], marks if _MARKS[kind] in marks else (*marks, _MARKS[kind]), found, blank)
        elif kind == "Quoted" or kind == "Span":
            _collect(content[1] if content else [], marks, found, blank)
        elif isinstance(content, list) and content and isinstance(content[0], dict):
            _collect(content, marks, found, blank)
        elif kind in ("Code", "Math") and content:
            _collect([{"t": "Str", "c": content[1]}], marks, found, blank)


def note_text(blocks: Sequence[Block]) -> str:
    """Return a note's text in one line."""
    parts = [plain_of(block["c"]) for block, _ in _opened(blocks) if block["t"] in ("Para", "Plain")]
    return " ".join(" ".join(parts).split())


def _comments(path: Path, data: bytes, units: Sequence[Unit], accept_changes: bool) -> Iterator[Comment]:
    """Yield the comments of the margin, but not what check says in a draft; pandoc names their paragraphs when it is asked
    for all that was tracked."""
    with zipfile.ZipFile(path) as archive:
        if "word/comments.xml" not in archive.namelist():
            return
        try:
            root = etree.fromstring(archive.read("word/comments.xml"), etree.XMLParser(resolve_entities=False))
        except etree.XMLSyntaxError as error:
            raise ImportRefused(f"{path.name} has comments that cannot be read: {error}") from error
    ast = markup.parse(["--from=docx+styles", "--track-changes=all"], data, path.name)
    places = _places(ast["blocks"], units, "deletion" if accept_changes else "insertion")
    for comment in root.iter(f"{_W}comment"):
        if comment.get(f"{_W}author") == _CHECK:
            continue
        lines = ["".join(text.text or "" for text in line.iter(f"{_W}t")) for line in comment.iter(f"{_W}p")]
        number = str(comment.get(f"{_W}id", ""))
        text = " ".join(line for line in lines if line)
        date = str(comment.get(f"{_W}date", ""))
        yield Comment(str(comment.get(f"{_W}author", "")), date, text, places.get(number, -1), number)


def _places(blocks: Sequence[Block], units: Sequence[Unit], dropped: str) -> dict[str, int]:
    """Return the number of the paragraph in which each comment begins, by the comment's id."""
    from rapidfuzz import fuzz, process

    texts = [unit.text for unit in units]
    found: dict[str, int] = {}
    for element in walk(list(blocks)):
        if element["t"] not in ("Para", "Plain", "Header"):
            continue
        inlines = element["c"][2] if element["t"] == "Header" else element["c"]
        starts = [span["c"][0] for span in walk(inlines) if span["t"] == "Span" and "comment-start" in span["c"][0][1]]
        if starts:
            text = " ".join(plain_of(_kept(inlines, dropped)).split())
            best = process.extractOne(text, texts, scorer=fuzz.ratio)
            found |= {str(dict(start[2]).get("id") or start[0]): best[2] for start in starts if best}
    return found


def _kept(inlines: Any, dropped: str) -> list[Inline]:
    result: list[Inline] = []
    for inline in inlines:
        classes = inline["c"][0][1] if inline["t"] == "Span" else []
        if dropped in classes or {"comment-start", "comment-end"} & set(classes):
            continue
        result.append(inline)
    return result
