"""A section's file → its paragraphs with the Markdown of each word: what a merge changes, and what it leaves as it is."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.token import Token as Parsed
from markdown_it.tree import SyntaxTreeNode

from igreport.exchange.merge_units import IMAGE, NOTE, WORD, Mark, Token, Unit, notes_first
from igreport.sources.markdown import markers, syntax

FRONT = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_TITLE = re.compile(r"^title:[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_DASHES = (("---", "—"), ("--", "–"), ("...", "…"))
_CAPTION = re.compile(r"(?:Table:|Tabelle:|:)\s+(?=\S)")
_KINDS = {"em": "em", "strong": "strong", "link": "link"}
_DESTINATION = re.compile(
    r"\]\(\s*(?:<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)


@dataclass(frozen=True)
class Placed(Unit):
    """A paragraph with its place in its file: lines from 0, the end exclusive."""

    lines: tuple[int, int] = (0, 0)
    columns: tuple[int, ...] = ()  # where each line of its text begins, from 0
    content: str = ""  # its text in Markdown
    is_tight: bool = False  # the list that it stands in has no blank lines
    top: tuple[int, int] = (0, 0)  # the lines of the outermost block that holds it
    label: str = ""  # of a note's definition


@dataclass(frozen=True)
class Source:
    """A section's file: its lines, and what stands on them."""

    path: str
    text: str
    units: tuple[Placed, ...]  # the first is the title
    definitions: dict[str, Placed]  # of notes, by label
    language: str

    @property
    def lines(self) -> list[str]:
        """Return the lines without their ends."""
        return self.text.split("\n")


def read(path: str, text: str, title: str, language: str) -> Source:
    """Return the section in `text`; `title` is what its front matter says."""
    front = FRONT.match(text)
    start = text.count("\n", 0, front.end()) if front else 0
    body = text[front.end() :] if front else text
    root = SyntaxTreeNode(syntax.parser(language).parse(body))
    reader = _Reader(body.split("\n"), start, language)
    reader.blocks(root.children)
    words = notes_first(inline_tokens([_text(title)], title) or ())
    first = Placed("heading", words, 1, lines=_title_lines(text), content=title, top=(start - 1, start))
    return Source(path, text, (first, *reader.units), reader.definitions, language)


def _text(content: str) -> Parsed:
    return Parsed("text", "", 0, content=content)


def _title_lines(text: str) -> tuple[int, int]:
    match = _TITLE.search(text)
    line = text.count("\n", 0, match.start()) if match else 0
    return (line, line + 1)


class _Reader:
    """Collects units; a class only because blocks stand in blocks."""

    def __init__(self, lines: list[str], start: int, language: str) -> None:
        self.lines, self.start, self.language = lines, start, language
        self.units: list[Placed] = []
        self.definitions: dict[str, Placed] = {}

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        """Read the outermost blocks; a table's caption counts before its cells, as it is printed."""
        captions: set[SyntaxTreeNode] = set()
        for index, node in enumerate(nodes):
            if node.type == "table":
                beside = [*nodes[index - 1 : index], *nodes[index + 1 : index + 2]]
                caption = next((other for other in beside if other not in captions and self._is_caption(other)), None)
                if caption:
                    captions.add(caption)
                    self._take_caption(caption)
            if node not in captions and not (
                self._is_caption(node) and nodes[index + 1 : index + 2][0:1] and nodes[index + 1].type == "table"
            ):
                self.block(node, (), False, False, node)

    def _is_caption(self, node: SyntaxTreeNode) -> bool:
        return node.type == "paragraph" and _CAPTION.match(node.children[0].content) is not None

    def _take_caption(self, node: SyntaxTreeNode) -> None:
        unit = self._unit(node, "caption", (), False, False, node)
        match = _CAPTION.match(unit.content) if unit else None
        if unit and match:
            content = unit.content[match.end() :]
            columns = (unit.columns[0] + match.end(), *unit.columns[1:])
            tokens = parse_inline(content, self.language) or ()
            self.units.append(replace(unit, content=content, columns=columns, tokens=tokens))

    def block(
        self, node: SyntaxTreeNode, context: tuple[str, ...], is_first: bool, is_tight: bool, top: SyntaxTreeNode
    ) -> None:
        if node.type == "footnote_reference":
            paragraphs = [self._unit(child, "definition", (), False, False, top) for child in node.children]
            found = [unit for unit in paragraphs if unit]
            if len(found) == 1:
                self.definitions[node.meta["label"]] = replace(found[0], label=node.meta["label"])
        elif node.type in ("bullet_list", "ordered_list"):
            name = "bullet" if node.type == "bullet_list" else f"ordered:{self._style(node)}"
            for item in node.children:
                for index, child in enumerate(item.children):
                    self.block(child, (*context, name), index == 0, True, top)
        elif node.type == "blockquote":
            for child in node.children:
                self.block(child, (*context, "quote"), False, False, top)
        elif node.type in ("th", "td"):
            self._add(self._unit(node, "cell", (), False, False, top))
        elif node.type in ("table", "thead", "tbody", "tr"):
            for child in node.children:
                self.block(child, context, False, False, top)
        elif node.type in ("paragraph", "heading"):
            kind = "heading" if node.type == "heading" else "text"
            self._add(self._unit(node, kind, context, is_first, is_tight, top))

    def _style(self, node: SyntaxTreeNode) -> str:
        line = self.lines[node.children[0].map[0]] if node.children[0].map else ""
        found = re.search(r"(?:^|[\s>])((?:[0-9]+|[A-Za-z]+)[.)])(?=\s|$)", line)
        marker = markers.parse(found[1]) if found else None
        return marker.style if marker else "Decimal"

    def _add(self, unit: Placed | None) -> None:
        if unit:
            self.units.append(unit)

    def _unit(
        self,
        node: SyntaxTreeNode,
        kind: str,
        context: tuple[str, ...],
        is_first: bool,
        is_tight: bool,
        top: SyntaxTreeNode,
    ) -> Placed | None:
        child = next((child for child in node.children if child.type == "inline"), None)
        if child is None or child.map is None or child.token is None:
            return Placed(kind, (), 0, context, is_first) if kind == "cell" else None
        read = inline_tokens(child.token.children or [], child.content)
        columns = tuple(column - 1 for column in child.meta.get("columns", (1,)))
        opening = node.nester_tokens.opening if node.nester_tokens else None
        first, last = child.map
        last = min(last, first + child.content.count("\n") + 1) if kind == "cell" else last
        outer = top.map or child.map
        return Placed(
            kind,
            notes_first(read or ()),
            int(node.tag[1:]) if kind == "heading" else 0,
            context,
            is_first,
            lines=(first + self.start, last + self.start),
            columns=columns,
            content=child.content,
            is_tight=is_tight and bool(opening and opening.hidden),
            top=(outer[0] + self.start, outer[1] + self.start),
        )


def inline_tokens(children: Sequence[Parsed], content: str) -> tuple[Token, ...] | None:
    """Return the tokens of a block's inlines with their Markdown, or None where the two cannot be told together."""
    walker = _Walker(content)
    try:
        walker.walk(children)
    except _LostError:
        return None
    if walker.found:
        walker.found[-1] = replace(walker.found[-1], tail=content[walker.end :])
    return tuple(walker.found)


class _LostError(Exception):
    """What was parsed and the Markdown differ."""


class _Walker:
    """Goes through a block's parsed inlines and its Markdown side by side."""

    def __init__(self, content: str) -> None:
        self.content, self.position = content, 0
        self.found: list[Token] = []
        self.end = 0  # behind the last token
        self.blank = ""
        self.marks: tuple[Mark, ...] = ()

    def walk(self, children: Sequence[Parsed]) -> None:
        depth = 0  # in a note that is written here
        for child in children:
            if child.type == "note_close":
                depth -= 1
            elif depth:
                depth += child.type == "note_open"
            elif child.type == "note_open":
                depth += 1
                self._atom(NOTE, child.meta["end"])
            else:
                self._one(child)

    def _one(self, child: Parsed) -> None:
        kind = child.type
        if kind in ("text", "mention", "text_special"):
            self._text(child.content)
        elif kind in ("citation", "note_ref"):
            self.position = child.meta["offset"]
            self._atom(NOTE, child.meta["end"])
        elif kind in ("softbreak", "hardbreak"):
            start = self.position
            match = re.compile(r"[ \t]*\\?\n[ \t]*").match(self.content, start)
            if not match:
                raise _LostError
            self.position, self.blank = match.end(), match[0]
        elif kind == "image":
            self._image()
        elif kind.endswith("_open") and kind[:-5] in _KINDS:
            self._open(child)
        elif kind.endswith("_close") and kind[:-6] in _KINDS:
            self._close()
        elif kind in ("html_inline", "code_inline"):
            if child.content.startswith("<!--") and self.content.startswith(child.content, self.position):
                self.position += len(child.content)
            else:
                raise _LostError
        else:
            raise _LostError

    def _open(self, child: Parsed) -> None:
        kind = child.type[:-5]
        if kind == "link":
            target = str(child.attrs.get("href", ""))
            opening = self.content[self.position : self.position + 1]
            if opening not in ("[", "<"):
                raise _LostError
            self.position += 1
            self.marks = (*self.marks, Mark(f"link:{target}", opening, f"]({target})" if opening == "[" else ">"))
            return
        if not self.content.startswith(child.markup, self.position):
            raise _LostError
        self.position += len(child.markup)
        self.marks = (*self.marks, Mark(kind, child.markup, child.markup))

    def _close(self) -> None:
        mark = self.marks[-1]
        self.marks = self.marks[:-1]
        if mark.opening != "[":
            self.position += len(mark.closing)
            return
        match = _DESTINATION.match(self.content, self.position) or re.compile(r"\](?:\[[^\[\]]*\])?").match(
            self.content, self.position
        )
        if not match:
            raise _LostError
        self.position = match.end()
        written = Mark(mark.kind, mark.opening, match[0])
        for index in range(len(self.found) - 1, -1, -1):
            if mark not in self.found[index].marks:
                break
            marks = tuple(written if own is mark else own for own in self.found[index].marks)
            self.found[index] = replace(self.found[index], marks=marks)

    def _image(self) -> None:
        match = re.compile(r"!\[(?:[^\[\]]|\[[^\[\]]*\])*").match(self.content, self.position)
        rest = match and _DESTINATION.match(self.content, match.end())
        if not rest:
            raise _LostError
        self._atom(IMAGE, rest.end())

    def _atom(self, kind: str, end: int) -> None:
        source = self.content[self.position : end]
        self._add(kind, source if kind == NOTE else "", self.position, end)

    def _text(self, text: str) -> None:
        signs = _typographic([(sign, *self._sign(sign)) for sign in text])
        word: list[tuple[str, int, int]] = []
        for sign in signs:
            is_part = re.fullmatch(r"\w", sign[0]) is not None
            if word and not is_part:
                self._word(word)
                word = []
            if sign[0] in " \t\n":
                self.blank += self.content[sign[1] : sign[2]]
            elif is_part:
                word.append(sign)
            else:
                self._word([sign])
        if word:
            self._word(word)

    def _word(self, signs: list[tuple[str, int, int]]) -> None:
        self._add(WORD, "".join(sign[0] for sign in signs), signs[0][1], signs[-1][2])

    def _add(self, kind: str, text: str, start: int, end: int) -> None:
        has_blank = bool(self.blank) and kind != NOTE and bool(self.found)
        gap, source = self.content[self.end : start], self.content[start:end]
        number = len(self.found)
        self.found.append(Token(kind, text, has_blank, self.marks, source, self.blank, number, gap))
        self.position, self.end, self.blank = max(end, self.position), end, ""

    def _sign(self, sign: str) -> tuple[int, int]:
        """Return where the Markdown of one printed sign stands, and go behind it."""
        start, here = self.position, self.content[self.position : self.position + 1]
        if here == "\\" and self.content[start + 1 : start + 2] == sign:
            self.position += 2
        elif here == "&" and here != sign or (here == "&" and _ENTITY.match(self.content, start)):
            match = _ENTITY.match(self.content, start)
            if not match or html.unescape(match[0]) != sign:
                self.position += 1
                if here != sign:
                    raise _LostError
            else:
                self.position = match.end()
        elif here == sign or here in "\"'":
            self.position += 1
        else:
            raise _LostError
        return start, self.position


def _typographic(signs: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return signs with dashes and dots as they are printed: `--` is one sign."""
    text = "".join(sign[0] for sign in signs)
    spared = [match.span() for match in re.finditer(r"[^ ]*(?:://|\bwww\.)[^ ]*", text)]
    result: list[tuple[str, int, int]] = []
    index = 0
    while index < len(signs):
        found = next((pair for pair in _DASHES if text.startswith(pair[0], index)), None)
        if found and not any(start <= index < end for start, end in spared):
            last = index + len(found[0]) - 1
            result.append((found[1], signs[index][1], signs[last][2]))
            index = last + 1
        else:
            result.append(signs[index])
            index += 1
    return result


def parse_inline(text: str, language: str) -> tuple[Token, ...] | None:
    """Return the tokens of one paragraph of Markdown."""
    parsed: list[Any] = [token for token in syntax.parser(language).parse(text) if token.type == "inline"]
    if len(parsed) != 1:
        return None
    read = inline_tokens(parsed[0].children or [], parsed[0].content)
    return None if read is None else notes_first(read)
