"""What the torture edition's source says, read by pandoc's own reader of Markdown: nothing of igreport has a part in it."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igreport import pandoc

# The markers that open a line, behind blanks and quotation marks; a list may open its item: `- a. text`.
_MARKERS = re.compile(r"[\s>]*((?:(?:-|[0-9]+\.|[a-zA-Z]\.|[ivx]+\.|[IVX]+\.)\s+)+)\S")
_FRONT = re.compile(r"^---\n.*?\n---\n", re.DOTALL)
_WITHOUT = "-auto_identifiers-latex_macros-raw_tex-raw_html-strikeout-subscript-superscript-tex_math_dollars"


@dataclass
class Source:
    """The words of each section without its notes, the markers of the lists, the links, and the links of each note."""

    words: list[str] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    notes: list[set[str]] = field(default_factory=list)


def read(root: Path, edition: str) -> Source:
    """Return what the sections below `root` say."""
    found = Source()
    addresses = {item["id"]: item.get("URL", "") for item in _references(root)}
    for path in sorted((root / "sections" / edition).glob("*.md")):
        text = _FRONT.sub("", path.read_text("utf-8"))
        found.markers += [marker for line in text.split("\n") for marker in _line_markers(line)]
        arguments = [f"--from=markdown{_WITHOUT}", "--to=json", f"--abbreviations={os.devnull}", "--columns=10000"]
        found.words.append("")
        _walk(json.loads(pandoc.convert(arguments, text.encode()))["blocks"], found, addresses)
    return found


def _references(root: Path) -> list[dict[str, Any]]:
    references: list[dict[str, Any]] = json.loads((root / "references/sources.yaml").read_text("utf-8"))["references"]
    return references


def _line_markers(line: str) -> list[str]:
    match = _MARKERS.match(line)
    return [marker.replace("-", "•") for marker in match[1].split()] if match else []


def _walk(node: Any, found: Source, addresses: dict[str, str]) -> None:
    """Add what is below `node`, an AST of pandoc's, in the order in which a reader meets it."""
    if isinstance(node, list):
        for child in node:
            _walk(child, found, addresses)
        return
    if not isinstance(node, dict) or "t" not in node:
        return
    kind, content = node["t"], node.get("c")
    if kind in ("Note", "Cite"):
        found.notes.append(set(_note_links(node, addresses)))
        return
    if kind == "Image":  # read as `[image]` and its alternative text
        found.words[-1] += f"image{_plain(content[1])}"
        return
    if kind == "Figure":  # its caption stands below it
        content = [content[2], content[1]]
    if kind == "Str":
        found.words[-1] += content
    elif kind == "Link":
        found.links.append(content[2][0])
    _walk(content, found, addresses)


def _plain(node: Any) -> str:
    """Return the words below `node` without those of notes."""
    if isinstance(node, list):
        return "".join(_plain(child) for child in node)
    if not isinstance(node, dict) or node["t"] in ("Note", "Cite"):
        return ""
    return node["c"] if node["t"] == "Str" else _plain(node.get("c"))


def _note_links(node: Any, addresses: dict[str, str]) -> list[str]:
    """Return the addresses of the sources that a note or a citation names, and of its links."""
    if isinstance(node, list):
        return [link for child in node for link in _note_links(child, addresses)]
    if not isinstance(node, dict):
        return []
    if node.get("t") == "Cite":
        return [address for cited in node["c"][0] if (address := addresses[cited["citationId"]])]
    own = [node["c"][2][0]] if node.get("t") == "Link" else []
    return own + _note_links(node.get("c"), addresses)
