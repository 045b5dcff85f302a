"""Our reader of Markdown makes of a text what pandoc makes of it: same blocks, words, citations, notes, links, lists, tables.

The texts are the sections of the two real editions and the snippets in `tests/cases/conformance.md`, one after each `%%%`.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from igreport import pandoc
from igreport.model.document import walk
from igreport.sources import markdown

PROJECT = Path(__file__).parents[2]
SECTIONS = sorted((PROJECT / "sections").glob("*/*.md"))
SNIPPETS = dict(
    part.split("\n", 1) for part in (PROJECT / "tests/cases/conformance.md").read_text("utf-8").split("%%% ")[1:]
)
OUTSIDE = """
    auto_identifiers backtick_code_blocks definition_lists example_lists fenced_code_blocks fenced_divs
    grid_tables header_attributes inline_code_attributes latex_macros line_blocks link_attributes multiline_tables
    native_divs native_spans pandoc_title_block raw_attribute raw_html raw_tex simple_tables strikeout subscript
    superscript task_lists tex_math_dollars yaml_metadata_block
"""
MARKS = {"DoubleQuote": "“”", "SingleQuote": "‘’"}


@pytest.mark.parametrize("path", SECTIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_section(path: Path) -> None:
    text = path.read_text("utf-8")
    _compare(text[text.index("\n---\n", 4) + 5 :])


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippet(name: str) -> None:
    _compare(SNIPPETS[name])


def _compare(text: str) -> None:
    problems: list[Any] = []
    ours = markdown.read(text, "text.md", "en-GB", problems)
    assert problems == []
    assert _normal(list(ours.blocks)) == _normal(_pandoc(text))


def _pandoc(text: str) -> Any:
    extensions = "".join(f"-{name}" for name in OUTSIDE.split())
    # No abbreviations: pandoc would put a no-break space behind `e.g.`. Long lines: it would give columns a width.
    arguments = [f"--from=markdown{extensions}", "--to=json", f"--abbreviations={os.devnull}", "--columns=10000"]
    return json.loads(pandoc.convert(arguments, text.encode()))["blocks"]


def _normal(node: Any) -> Any:
    """Return the AST without that in which the two may differ, and no reader would see it."""
    if isinstance(node, list):
        return _joined([part for child in node for part in _unwrapped(_normal(child))])
    if not isinstance(node, dict):
        return node
    node = {key: _normal(value) for key, value in node.items()}
    return _CHANGES.get(node.get("t", ""), lambda same: same)(node)


def _unwrapped(node: Any) -> list[Any]:
    """Quotation marks are characters with us, because their form is the language's, not the writer's."""
    if isinstance(node, dict) and node.get("t") == "Quoted":
        opening, closing = MARKS[node["c"][0]["t"]]
        return [{"t": "Str", "c": opening}, *node["c"][1], {"t": "Str", "c": closing}]
    return [node]


def _joined(nodes: list[Any]) -> list[Any]:
    """How words are cut into Str is of no consequence."""
    result: list[Any] = []
    for node in nodes:
        last = result[-1] if result else None
        if isinstance(node, dict) and isinstance(last, dict) and node.get("t") == last.get("t") == "Str":
            result[-1] = {"t": "Str", "c": last["c"] + node["c"]}
        else:
            result.append(node)
    return result


def _cite(node: Any) -> Any:
    """The fallback text, the hash and the number in the text are replaced by citeproc in any case."""
    return {"t": "Cite", "c": [{**cited, "citationHash": 0, "citationNoteNum": 0} for cited in node["c"][0]]}


def _link(node: Any) -> Any:
    """Pandoc marks automatic links with a class, and leaves an address as it is where we make a URI of it."""
    _, inlines, (target, title) = node["c"]
    return {"t": node["t"], "c": [inlines, quote(target, safe="/:?#[]@!$&'()*+,;=~%"), title]}


def _image(node: Any) -> Any:
    """The text of an image is plain with us: a reader hears it, or the screen reader does."""
    _, inlines, (target, title) = node["c"]
    words = "".join(part["c"] if part["t"] == "Str" else " " for part in walk(inlines) if part["t"] in ("Str", "Space"))
    return {"t": "Image", "c": [re.sub(r"\s+", " ", words), target, title]}


_CHANGES = {"Cite": _cite, "Link": _link, "Image": _image}
