"""Inline tokens → pandoc's inlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.document import Block, Inline
from igreport.model.prose import Places
from igreport.model.report import Citation, Link
from igreport.sources.findings import finding

Attributes = list[Any]
_DASHES = (("---", "—"), ("--", "–"), ("...", "…"))
_PARTS = re.compile(r"[ \t\n]+|[^ \t\n]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def no_attributes() -> Attributes:
    """Return pandoc's empty attributes: no id, no classes, no pairs."""
    return ["", [], []]


@dataclass
class Context:
    """What reading a section collects."""

    path: str
    problems: list[Diagnostic]
    notes: dict[str, list[Block]] = field(default_factory=dict)  # by label, once they are read
    used_notes: set[str] = field(default_factory=set)
    citations: list[Citation] = field(default_factory=list)
    mentions: list[Citation] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    images: list[Link] = field(default_factory=list)
    in_note: bool = False
    in_figure: bool = False
    is_printed: bool = True  # False: what is read is checked alone, and no words are made for the AST

    def report(self, code: str, span: Any, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        """Add a finding."""
        self.problems.append(finding(code, span, message, hint, severity))


def words(text: str) -> list[Inline]:
    """Return `text` as pandoc has it: Str for words, Space between them; a no-break space is part of a word."""
    return [{"t": "Space"} if part[0] in " \t\n" else {"t": "Str", "c": part} for part in _PARTS.findall(text)]


def read(nodes: Sequence[SyntaxTreeNode], places: Places, context: Context) -> list[Inline]:
    """Return the inlines of `nodes`, the children of an inline token."""
    result: list[Inline] = []
    for node in nodes:
        result += _READERS.get(node.type, _unknown)(node, places, context)
    return _joined(result)


def _joined(inlines: list[Inline]) -> list[Inline]:
    """Join neighbouring words that tokens had apart, as `a`, `&`, `b`: pandoc's readers make one Str of them."""
    result: list[Inline] = []
    for inline in inlines:
        if inline["t"] == "Str" and result and result[-1]["t"] == "Str":
            result[-1] = {"t": "Str", "c": result[-1]["c"] + inline["c"]}
        else:
            result.append(inline)
    return result


def _text(node: SyntaxTreeNode, _places: Places, context: Context) -> list[Inline]:
    if not context.is_printed:
        return []
    text = CONTROL.sub("", node.content)
    if "--" in text or "..." in text:
        text = " ".join(_dashes(word) for word in text.split(" "))
    return words(text)


def _dashes(word: str) -> str:
    if "://" in word or word.startswith("www."):
        return word
    for written, printed in _DASHES:
        word = word.replace(written, printed)
    return word


def _verbatim(node: SyntaxTreeNode, _places: Places, _context: Context) -> list[Inline]:
    return words(node.content)


def _soft_break(_node: SyntaxTreeNode, _places: Places, _context: Context) -> list[Inline]:
    return [{"t": "SoftBreak"}]


def _line_break(_node: SyntaxTreeNode, _places: Places, _context: Context) -> list[Inline]:
    return [{"t": "LineBreak"}]


def _emphasis(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    return [{"t": "Emph", "c": read(node.children, places, context)}]


def _strong(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    return [{"t": "Strong", "c": read(node.children, places, context)}]


def _span(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    attributes = ["", [], [["lang", str(node.attrs["lang"])]]]
    return [{"t": "Span", "c": [attributes, read(node.children, places, context)]}]


def scheme_of(target: str) -> str:
    """Return the scheme of an address in lower case, or nothing."""
    scheme, colon, _ = target.partition(":")
    return scheme.lower() if colon else ""


def _link(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    target = str(node.attrs.get("href", ""))
    offset = _offset(node)
    text = read(node.children, places, context)
    span = places.span(max(offset - 1, 0), offset)
    _refuse_attributes(places, offset, context)
    context.links.append(Link(target, plain(text), span))
    if not target.startswith("#") and scheme_of(target) not in ("http", "https", "mailto"):
        message = f"`{target}` is no address that a reader can open" if target else "a link without an address"
        context.report("LNK101", span, message, "begin it with https://")
    return [{"t": "Link", "c": [no_attributes(), text, [target, str(node.attrs.get("title", ""))]]}]


def _image(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    """Return an image; what it shows is plain text, read once more with its notes where it is a figure's caption."""
    target = unquote(str(node.attrs.get("src", "")))
    offset = _offset(node)
    alternative = plain(read(node.children, places, Context(places.path, []))).strip()
    span = places.span(offset, offset + 2)
    context.images.append(Link(target, alternative, span))
    if not alternative.strip():
        hint = "say in the brackets what the picture shows: ![Internet users, 2005 to 2025](chart.png)"
        context.report("IMG103", span, f"the image `{target}` has no alternative text", hint)
    if not context.in_figure and any(child.type in ("citation", "note", "note_ref") for child in node.children):
        message = "a note in the text of an image that is no figure would be lost"
        context.report("MD104", span, message, "put it behind the image, or the image into a paragraph of its own")
    width = node.meta["width"]
    if not width:
        _refuse_attributes(places, offset, context)
    attributes = ["", [], [["width", width]]] if width else no_attributes()
    return [{"t": "Image", "c": [attributes, words(alternative), [target, str(node.attrs.get("title", ""))]]}]


_ATTRIBUTES = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)\{[^{}\n]*\}")


def _refuse_attributes(places: Places, offset: int, context: Context) -> None:
    close = places.text.find("](", offset)
    match = _ATTRIBUTES.match(places.text, close) if close >= 0 else None
    if match:
        at = places.text.rindex("{", close, match.end())
        is_width = places.text.startswith("!", offset) and "width" in match[0][at - close :]
        message = "a picture's width is a part of the text's" if is_width else "attributes in braces are not supported"
        hint = "write {width=80%}, from 1% to 100%" if is_width else "delete the braces"
        context.report("MD105", places.span(at, match.end()), message, hint)


def _citation(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    cited = []
    for part in node.meta["parts"]:
        span = places.span(part["offset"], part["end"])
        context.citations.append(Citation(part["key"], span))
        if re.search(r"(?<!\w)@\w", part["suffix"]):
            context.report("CIT107", span, "two sources in one citation without a semicolon", "write [@one; @other]")
        cited.append(
            {
                "citationId": part["key"],
                "citationPrefix": words(part["prefix"].strip()),
                "citationSuffix": words(part["suffix"].rstrip()),
                "citationMode": {"t": "SuppressAuthor" if part["suppress"] else "NormalCitation"},
                "citationNoteNum": 0,
                "citationHash": 0,
            }
        )
    source = places.text[node.meta["offset"] : node.meta["end"]]
    return [{"t": "Cite", "c": [cited, words(source)]}]


def _mention(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    context.mentions.append(Citation(node.meta["key"], places.span(node.meta["offset"], node.meta["end"])))
    return words(node.content)


def _note_reference(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    label, span = node.meta["label"], places.span(node.meta["offset"], node.meta["end"])
    if context.in_note:
        context.report("CIT104", span, f"the note `[^{label}]` is called inside another note", "write its text there")
        return []
    context.used_notes.add(label)
    if label not in context.notes:
        from igreport.sources.findings import did_you_mean

        hint = did_you_mean(label, context.notes, f"write its text in a paragraph of its own: [^{label}]: …")
        context.report(
            "CIT102", span, f"the note `[^{label}]` is called here and defined nowhere in this section", hint
        )
        return []
    return [{"t": "Note", "c": context.notes[label]}]


def _inline_note(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    if context.in_note:
        span = places.span(_offset(node), node.nester_tokens.opening.meta["end"] if node.nester_tokens else None)
        context.report("CIT104", span, "a note stands inside another note", "write it into the outer note's text")
        return []
    context.in_note = True
    text = read(node.children, places, context)
    context.in_note = False
    return [{"t": "Note", "c": [{"t": "Para", "c": text}]}]


def _code(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    offset = _offset(node)
    context.report("MD104", places.span(offset), "code in backquotes is not supported", "write it without, or with \\`")
    return words(node.content)


def _html(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    if node.content.startswith("<!--"):
        return []
    offset = _offset(node)
    message = f"raw HTML is not supported: {node.content[:40]}"
    context.report(
        "MD103", places.span(offset, offset + len(node.content)), message, f"to print it, write \\{node.content[:20]}"
    )
    return []


def _unknown(node: SyntaxTreeNode, places: Places, context: Context) -> list[Inline]:
    context.report("MD104", places.span(0), f"this kind of text is not supported ({node.type})")
    return words(node.content)


def _offset(node: SyntaxTreeNode) -> int:
    token = node.nester_tokens.opening if node.nester_tokens else node.token
    return int(token.meta.get("offset", 0)) if token else 0


def plain(inlines: Sequence[Inline]) -> str:
    """Return the words of inlines, without notes."""
    result = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            result += str(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            result += " "
        elif kind in ("Emph", "Strong"):
            result += plain(content or [])
        elif kind in ("Link", "Image", "Span"):
            result += plain((content or [[], []])[1])
    return result


_READERS: dict[str, Callable[[SyntaxTreeNode, Places, Context], list[Inline]]] = {
    "text": _text,
    "text_special": _verbatim,
    "softbreak": _soft_break,
    "hardbreak": _line_break,
    "em": _emphasis,
    "strong": _strong,
    "span": _span,
    "link": _link,
    "image": _image,
    "citation": _citation,
    "mention": _mention,
    "note_ref": _note_reference,
    "note": _inline_note,
    "code_inline": _code,
    "html_inline": _html,
}
