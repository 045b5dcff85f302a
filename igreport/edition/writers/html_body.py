"""Document → the HTML of its body, for the HTML edition and for the PDF: pandoc's writer, our notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from igreport import pandoc
from igreport.model.document import Block, Document, Inline, by_language, headings, walk

_ARGUMENTS = [
    "--from=json",
    "--to=html5",
    "--wrap=none",
    "--section-divs",
    "--no-highlight",
    "--shift-heading-level-by=1",
]
# A raw comment, which no section can have, so it cuts the output into parts.
_CUT = "<!-- cut -->"
_HOST = re.compile(r"https?://[^/?#]{1,60}/?")
# Behind a slash, before a sign that begins a part of an address (Chicago Manual of Style, 7.46).
_BREAKS = re.compile(r"(?<=/)|(?=[?=&_#.])")
_LINE, _CELL = 75, 3  # what a line of a table bears, and what a cell takes beside its words, in characters
_INSIDE = ("Emph", "Strong", "Superscript", "Subscript", "Span", "Link")  # they break no word
# Languages, and scripts, that are written from the right (Unicode CLDR, `characterOrder`).
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ps sd syr ug ur yi arab hebr syrc thaa".split())
_WHOLE = 40  # characters; a longer part may break anywhere
_SEVERITIES = ("error", "warning", "info")
Replacement = Callable[[int, list[Block]], Inline]


@dataclass(frozen=True)
class Parts:
    """HTML fragments, in the order in which they are printed."""

    key_topics: str
    contents: str
    body: str


@dataclass(frozen=True)
class Fragments:
    """The parts of a page, in the making."""

    conversion: pandoc.Conversion

    def result(self) -> Parts:
        """Wait for pandoc and return the parts."""
        return Parts(*self.conversion.result().decode().split(_CUT))


def start(document: Document, notes_at_page: bool = False) -> Fragments:
    """Start pandoc on the document's blocks and on its contents, nested lists of links to the headings.

    Notes become spans of the class `note` where they are called (`notes_at_page`, for paged media), or calls that link to
    a list at the end and back. What a draft shows beside a block stands before it, in a `div` of the class `finding`.
    """
    key_topics, *blocks = _notes_at_page(document) if notes_at_page else _end_notes(document)
    cut = {"t": "RawBlock", "c": ["html", _CUT]}
    first, rest = _with_findings(document, [key_topics], 0), _with_findings(document, blocks, 1)
    printed = [*first, cut, *_contents(document), cut, *rest]
    return Fragments(pandoc.start(_ARGUMENTS, pandoc.dump(printed)))


def _with_findings(document: Document, blocks: list[Block], start: int) -> list[Block]:
    if document.draft is None:
        return blocks
    findings = document.draft.findings
    return [found for place, block in enumerate(blocks, start) for found in [*_beside(findings.get(place, ())), block]]


def _beside(texts: Iterable[str]) -> Iterator[Block]:
    """Yield what check says, its code and severity set off, and the severity as a class as well."""
    for text in texts:
        head, _, message = text.partition(": ")
        severity = head.rpartition(" ")[2]
        words: list[Inline] = [{"t": "Strong", "c": [{"t": "Str", "c": f"{head}:"}]}, {"t": "Space"}] if message else []
        words.append({"t": "Str", "c": message or text})
        classes = ["finding", *([severity] if severity in _SEVERITIES else [])]
        yield {"t": "Div", "c": [["", classes, [["role", "note"], ["lang", "en"]]], [{"t": "Para", "c": words}]]}


def _contents(document: Document) -> list[Block]:
    entries: list[Any] = []
    for heading in headings(document):
        named = [["lang", heading.language]] if heading.language else []
        link = {"t": "Link", "c": [["", [], named], list(heading.inlines), [f"#{heading.identifier}", ""]]}
        item = [{"t": "Plain", "c": [link]}]
        if heading.level == 1 or not entries:
            entries.append(item)
        elif len(entries[-1]) == 1:
            entries[-1].append({"t": "BulletList", "c": [item]})
        else:
            entries[-1][1]["c"].append(item)
    return [{"t": "BulletList", "c": entries}] if entries else []


def _notes_at_page(document: Document) -> list[Block]:
    blocks, _ = _replace_notes(document, _page_note)
    return blocks


def _page_note(number: int, content: list[Block]) -> Inline:
    """Return a note as a span; a second paragraph cannot stand in a span, so each is a span that is shown as a block."""
    paragraphs = [{"t": "Span", "c": [["", ["par"], []], block["c"]]} for block in content]
    inlines = content[0]["c"] if len(content) == 1 else paragraphs
    return {"t": "Span", "c": [[f"fn-{number}", ["note"], []], inlines]}


def _end_notes(document: Document) -> list[Block]:
    blocks, notes = _replace_notes(document, lambda number, _content: _call(number, document.labels.note))
    if not notes:
        return blocks
    label = {"t": "Header", "c": [1, ["", [], []], [{"t": "Str", "c": document.labels.notes}]]}
    items = [_end_note(number, *note, document.labels.back) for number, note in enumerate(notes, 1)]
    list_of_notes = {"t": "Div", "c": [["", ["notes-list"], [["role", "list"]]], items]}
    attributes = ["notes", ["section", "notes"], [["role", "doc-endnotes"], ["aria-label", document.labels.notes]]]
    return [*blocks, {"t": "Div", "c": [attributes, [label, list_of_notes]]}]


def _call(number: int, label: str) -> Inline:
    named = [["role", "doc-noteref"], ["aria-label", label.format(number=number)]]
    attributes = [f"fnref-{number}", ["note-call"], named]
    link = {"t": "Link", "c": [attributes, [{"t": "Str", "c": str(number)}], [f"#fn-{number}", ""]]}
    return {"t": "Superscript", "c": [link]}


def _end_note(number: int, content: list[Block], language: str, label: str) -> Block:
    attributes = ["", ["note-back"], [["role", "doc-backlink"], ["aria-label", f"{number}. {label}"]]]
    back = {"t": "Link", "c": [attributes, [{"t": "Str", "c": f"{number}."}], [f"#fnref-{number}", ""]]}
    first, *rest = content
    paragraphs = [{"t": "Para", "c": [back, {"t": "Space"}, *first["c"]]}, *rest]
    named = [["role", "listitem"], *([["lang", language]] if language else [])]
    return {"t": "Div", "c": [[f"fn-{number}", ["note"], named], paragraphs]}


def _replace_notes(document: Document, replacement: Replacement) -> tuple[list[Block], list[tuple[list[Block], str]]]:
    """Return the blocks with each Note replaced, and the notes' contents in order, each with its section's language."""
    notes: list[tuple[list[Block], str]] = []

    def replaced(node: Any, language: str) -> Any:
        if isinstance(node, list):
            return [replaced(child, language) for child in node]
        if not isinstance(node, dict):
            return node
        if node.get("t") == "Note":
            notes.append((node["c"], language))
            return replacement(len(notes), replaced(node["c"], language))
        if node.get("t") == "Link" and node["c"][1] == [{"t": "Str", "c": node["c"][2][0]}]:
            return {"t": "Link", "c": [node["c"][0], _address(node["c"][2][0]), node["c"][2]]}
        if node.get("t") == "Str" and node["c"].startswith(("https://", "http://")):
            return {"t": "Span", "c": [["", [], []], _address(node["c"])]}
        if node.get("t") == "Table" and _is_wide(node["c"]):
            return {"t": "Table", "c": replaced([["", ["wide"], []], *node["c"][1:]], language)}
        if node.get("t") in ("Span", "Div", "Link"):
            return {"t": node["t"], "c": [_directed(node["c"][0]), *replaced(node["c"][1:], language)]}
        return {key: replaced(value, language) for key, value in node.items()}

    blocks = [replaced(block, language) for language, section in by_language(document.blocks) for block in section]
    return blocks, notes


def _directed(attributes: list[Any]) -> list[Any]:
    """Return attributes that name a language written from the right with that direction (HTML, 3.2.6.4; WCAG 1.3.2)."""
    identifier, classes, values = attributes
    language, *parts = dict(values).get("lang", "").lower().split("-")
    script = next((part for part in parts if len(part) == 4 and part.isalpha()), language)
    if script not in _RIGHT_TO_LEFT or any(name == "dir" for name, _ in values):
        return attributes
    return [identifier, classes, [*values, ["dir", "rtl"]]]


def _is_wide(table: list[Any]) -> bool:
    """Say whether a table may be wider than a page: the longest words of its columns side by side."""
    _, _, _, (_, head), bodies, (_, foot) = table
    rows = [*head, *(row for body in bodies for row in [*body[2], *body[3]]), *foot]
    columns: Iterable[tuple[int, ...]] = zip(
        *([_longest(cell[4]) for cell in cells] for _, cells in rows), strict=False
    )
    return sum(_CELL + max(lengths, default=0) for lengths in columns) > _LINE


def _longest(blocks: list[Block]) -> int:
    """Return how long the longest word is; addresses break by themselves."""
    words = "".join(
        element["c"] if element["t"] == "Str" else " " * (element["t"] not in _INSIDE) for element in walk(blocks)
    )
    return max((len(word) for word in words.split() if "://" not in word), default=0)


def _address(url: str) -> list[Inline]:
    """Return an address that is printed as inlines that break well: never in the host, else at signs, without a hyphen."""
    match = _HOST.match(url)
    inlines = [_span("host", match[0])] if match else []
    for part in _BREAKS.split(url[match.end() :] if match else url):
        words = {"t": "Str", "c": part} if len(part) <= _WHOLE else _span("long", part)
        inlines += [{"t": "RawInline", "c": ["html", "<wbr>"]}, words]
    return inlines if match else inlines[1:]


def _span(name: str, text: str) -> Inline:
    return {"t": "Span", "c": [["", [name], []], [{"t": "Str", "c": text}]]}
