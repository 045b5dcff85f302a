"""Comments of the margin → a list with their places, or Markdown comments behind their paragraphs."""

from __future__ import annotations

from igreport.exchange import merge_align, merge_markdown, merge_writer
from igreport.exchange.merge_docx import Comment
from igreport.exchange.merge_markdown import Placed, Source
from igreport.exchange.merge_plan import Plan
from igreport.exchange.merge_units import Unit

Found = tuple[str, str, str, str, int]


def placed(plan: Plan, texts: dict[str, str], is_inline: bool) -> list[Found]:
    """Return author, date, text, path and line of each comment; with `is_inline` they are put into `texts` as well."""
    found: list[Found] = []
    for comment, unit in plan.comments:
        path, placed_unit = _find(plan, texts, unit)
        if placed_unit is not None and is_inline:
            texts[path] = _with_comment(texts[path], placed_unit, comment)
            path, placed_unit = _find(plan, texts, unit)
        line = placed_unit.lines[0] + 1 if placed_unit else 0
        found.append((comment.author, comment.date[:10], comment.text, path, line))
    return found


def _find(plan: Plan, texts: dict[str, str], unit: Unit | None) -> tuple[str, Placed | None]:
    """Return the paragraph of the merged sections that says most nearly what `unit` says."""
    best: tuple[float, str, Placed | None] = (0.5, "", None)
    for draft in plan.drafts if unit else ():
        source = _read(draft.source, texts[draft.source.path])
        for own in source.units:
            score = merge_align.alike(own.words, unit.words) if unit else 0.0
            if score > best[0]:
                best = (score, draft.source.path, own)
    return best[1], best[2]


def _read(source: Source, text: str) -> Source:
    title = source.units[0].content
    return merge_markdown.read(source.path, text, title, source.language)


def _with_comment(text: str, unit: Placed, comment: Comment) -> str:
    words = " ".join(f"comment by {comment.author}, {comment.date[:10]}: {comment.text}".split()).replace("--", "–")
    written = f"<!-- {words} -->"
    if written in text:  # merged before
        return text
    lines = text.split("\n")
    start, end = unit.lines
    if unit.kind == "heading" and unit.level == 1:
        return text
    if unit.kind == "text" and not unit.context:
        return "\n".join([*lines[:end], "", written, *lines[end:]])
    if unit.kind == "cell":
        column = unit.columns[0] + len(unit.content)
        line = lines[start]
        return "\n".join([*lines[:start], f"{line[:column]} {written}{line[column:]}", *lines[end:]])
    new = merge_writer.changed(lines, unit, f"{unit.content} {written}")
    return "\n".join([*lines[:start], *new, *lines[end:]])
