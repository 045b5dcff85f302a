"""Blocks of the subset → Markdown that igreport reads back as the same blocks.

pandoc writes it. Where reading it back gives something else (a sign that pandoc does not take for markup and we do), the block
is written again with every sign escaped, and after that without its emphasis.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from igreport import pandoc
from igreport.exchange.subset_inlines import joined, plain_of
from igreport.model.diagnostic import Diagnostic
from igreport.model.document import Block, Inline
from igreport.sources import markdown

_WITHOUT = (
    "smart raw_html raw_tex raw_attribute native_divs native_spans fenced_divs bracketed_spans header_attributes "
    "link_attributes fenced_code_attributes inline_code_attributes simple_tables multiline_tables grid_tables "
    "definition_lists example_lists line_blocks implicit_figures implicit_header_references tex_math_dollars "
    "latex_macros task_lists inline_notes yaml_metadata_block auto_identifiers"
)
_FORMAT = "markdown" + "".join(f"-{name}" for name in _WITHOUT.split())
_ARGUMENTS = ["--from=json", f"--to={_FORMAT}", "--wrap=none", "--markdown-headings=atx"]
_AT_ONCE = 8  # pandocs
_CAPTION = re.compile(r"(?:Table|Tabelle)?:")
_DEFINITION = re.compile(r"\[\^(\d+)\]: ")
_UNDEFINED = re.compile(r"^\[\^(\d+)\]: The imported text has no note (\S+)\.$", re.MULTILINE)
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#!|~^@&]|^[-+=:.(]+|(?<=^\w)[.)]|(?<=^\w\w)[.)]|(?<=^\w\w\w)[.)]|(?<=^\w{4})[.)]")
_TYPOGRAPHY = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "—": "---", "–": "--", "…": "..."}
)
Change = Callable[[Inline], Inline]


def write(sections: Sequence[Sequence[Block]], language: str, is_exact: bool = False) -> list[str]:
    """Return the Markdown of each section's blocks; `is_exact` keeps straight quotation marks straight when printed."""
    first: list[list[Block]] = [
        [_changed(block, _exactly) for block in blocks] if is_exact else list(blocks) for blocks in sections
    ]
    texts = _written(first)
    for step in (_escaped, _unemphasised):
        wrong = {
            index: found
            for index, blocks in enumerate(sections)
            if (found := _different(texts[index], blocks, language))
        }
        if not wrong:
            break
        for index, numbers in wrong.items():
            first[index] = [
                step(block) if number in numbers else first[index][number]
                for number, block in enumerate(sections[index])
            ]
        for index, text in zip(wrong, _written([first[index] for index in wrong]), strict=True):
            texts[index] = text
    return [_UNDEFINED.sub(r"[^\1]: The imported text has no note \2.", _labelled(text)) for text in texts]


def _written(sections: Sequence[Sequence[Block]]) -> list[str]:
    texts: list[str] = []
    for start in range(0, len(sections), _AT_ONCE):
        running = [
            pandoc.start(_ARGUMENTS, pandoc.dump(_apart(blocks))) for blocks in sections[start : start + _AT_ONCE]
        ]
        texts += [_without_doubles(conversion.result().decode()) for conversion in running]
    return texts


def _without_doubles(text: str) -> str:
    """Take away the definitions that nothing calls: pandoc writes the notes of an image's words twice."""
    called = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    parts = re.split(r"^(?=\[\^\d+\]: )", text, flags=re.MULTILINE)
    return "".join(part for part in parts if not (match := _DEFINITION.match(part)) or match[1] in called)


def _apart(blocks: Sequence[Block]) -> list[Block]:
    """Put a comment between a table and a paragraph that would read as its caption."""
    comment = {"t": "RawBlock", "c": ["markdown", "<!-- -->"]}
    result: list[Block] = []
    for block in blocks:
        is_like_caption = block["t"] == "Para" and _CAPTION.match(plain_of(block["c"]))
        result += [comment, block] if result and result[-1]["t"] == "Table" and is_like_caption else [block]
    return result


def _labelled(text: str) -> str:
    for label, marker in _UNDEFINED.findall(text):
        text = text.replace(f"[^{label}]", f"[^undefined-{marker}]")
    return text


def _different(text: str, blocks: Sequence[Block], language: str) -> set[int]:
    """Return which blocks are not read back as they are; all of them where it cannot be told."""
    problems: list[Diagnostic] = []
    read = markdown.read(text, "", language, problems).blocks
    if len(read) != len(blocks):
        return set(range(len(blocks)))
    wrong = {number for number, (old, new) in enumerate(zip(blocks, read, strict=True)) if shape(old) != shape(new)}
    codes = {problem.code for problem in problems if problem.code not in ("IMG101", "IMG103")}
    return wrong or (set(range(len(blocks))) if codes else set())


def shape(node: Any) -> Any:
    """Return what must come back of an AST: kinds, levels, targets, keys and words, typography aside."""
    if isinstance(node, list | tuple):
        if node and isinstance(node[0], dict) and node[0].get("t") in _INLINES:
            return _shape_of_inlines(node)
        return [shape(child) for child in node]
    if not isinstance(node, dict):
        return node
    kind, content = node.get("t"), node.get("c", [])
    if kind in ("Para", "Plain"):
        return _figure_or_text(content)
    if kind == "Figure":
        return ["Image", *shape(content[2][0]["c"])]
    if kind == "Header":
        return ["Header", content[0], _shape_of_inlines(content[2])]
    return [kind, shape(content)]


_INLINES = frozenset("Str Space SoftBreak LineBreak Emph Strong Link Image Cite Note Span RawInline".split())


def _figure_or_text(inlines: Any) -> Any:
    return (
        ["Image", *_shape_of_inlines(inlines)]
        if [inline["t"] for inline in inlines] == ["Image"]
        else _shape_of_inlines(inlines)
    )


def _shape_of_inlines(inlines: Any) -> list[Any]:
    result: list[Any] = []
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind in ("Str", "Space", "SoftBreak"):
            text = content.translate(_TYPOGRAPHY) if kind == "Str" else " "
            if result and isinstance(result[-1], str):
                result[-1] += text
            else:
                result.append(text)
        elif kind == "Cite":
            result.append(
                ["Cite", [(part["citationId"], plain_of(part["citationSuffix"]).strip()) for part in content[0]]]
            )
        elif kind == "Image":
            result.append(["Image", content[2][0]])
        elif kind == "Link":
            result.append(["Link", content[2][0], _shape_of_inlines(content[1])])
        elif kind == "Span":
            result += _shape_of_inlines(content[1])
        elif kind == "Note":
            result.append(["Note", [shape(block) for block in content]])
        else:
            result.append([kind, _shape_of_inlines(content or [])])
    return [part for part in result if part != ""]


def _changed(node: Any, change: Change) -> Any:
    """Return an AST with `change` made to each of its inlines, inner ones first."""
    if isinstance(node, dict):
        new = {key: _changed(value, change) for key, value in node.items()}
        return change(new) if new.get("t") in _INLINES else new
    return [_changed(child, change) for child in node] if isinstance(node, list | tuple) else node


def _raw(text: str) -> Inline:
    return {"t": "RawInline", "c": ["markdown", text]}


def _exactly(inline: Inline) -> Inline:
    """Return a word that prints as it is: no typographic quotation marks, dashes and dots made of its signs."""
    if inline["t"] == "Str" and re.search(r"[\"']|--|\.\.\.", inline["c"]):
        return _raw(_SIGNS.sub(r"\\\g<0>", inline["c"]))
    return inline


def _escaped(block: Block) -> Block:
    return dict(_changed(block, lambda inline: _raw(_masked(inline["c"])) if inline["t"] == "Str" else inline))


def _masked(text: str) -> str:
    return _MARKUP.sub(lambda match: "".join(f"\\{sign}" for sign in match[0]), text)


def _unemphasised(block: Block) -> Block:
    return _escaped(_flat(block))


def _flat(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _flat(value) for key, value in node.items()}
    if not isinstance(node, list | tuple):
        return node
    result: list[Any] = []
    for child in node:
        is_emphasis = isinstance(child, dict) and child.get("t") in ("Emph", "Strong")
        result += _flat(child["c"]) if is_emphasis else [_flat(child)]
    return joined(result) if result and isinstance(result[0], dict) and result[0].get("t") in _INLINES else result
