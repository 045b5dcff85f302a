"""What DOCX, HTML and Markdown share once pandoc has read them: title, period and key topics found, words counted."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from igreport import pandoc
from igreport.errors import ToolError
from igreport.exchange import sections, sources, text_of, words
from igreport.exchange.imported import Change, Image, Imported, ImportRefused, is_undefined_note
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Block, Inline, walk

_TOPICS = re.compile(
    r"\b(key|main|dominat\w*|following)\b.*\b(topics|issues|themes|points)\b|\bthemen\b|schwerpunkte", re.IGNORECASE
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_PERIOD = re.compile(
    rf"(?:\d(?:st|nd|rd|th) (?:quarter|half) of \d{{4}}|Q[1-4][ /-]\d{{4}}|\d\. (?:Quartal|Halbjahr) \d{{4}}"
    rf"|{_MONTH}(?: \d{{4}})? (?:to|–|-|until) {_MONTH} \d{{4}})",
    re.IGNORECASE,
)


@dataclass
class Parsed:
    """A document as pandoc read it, and what its format says beside the text."""

    blocks: list[Block]
    title: str = ""
    period_text: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    keypoints: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unsure: list[Change] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    is_ours: bool = False
    notes_at_end: bool = False
    unused: list[str] = field(default_factory=list)  # texts of notes that nothing calls
    homeless: list[Inline] = field(default_factory=list)  # notes of what is no text of a section


def parse(arguments: Sequence[str], data: bytes, name: str) -> dict[str, Any]:
    """Return pandoc's AST of `data`; raise ImportRefused where pandoc cannot read it."""
    try:
        ast: dict[str, Any] = json.loads(pandoc.convert([*arguments, "--to=json"], data))
    except ToolError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ImportRefused(f"{name} cannot be read: {reason}") from error
    return ast


def finish(parsed: Parsed) -> Imported:
    """Return the document as `Imported`."""
    around = [parsed.title, parsed.period_text, *parsed.authors, parsed.publisher, *parsed.set_aside, *parsed.keypoints]
    text = text_of.read(parsed.blocks)
    loose = text_of.read([{"t": "Para", "c": parsed.homeless}])
    unused = [words.of_text(note) for note in parsed.unused]
    given = (*(word for part in around for word in words.of_text(part)), *text.words)
    _find_title(parsed)
    _find_front(parsed)
    _settle_homeless(parsed)
    return Imported(
        title=parsed.title,
        period_text=parsed.period_text,
        authors=parsed.authors,
        keypoints=tuple(parsed.keypoints),
        blocks=tuple(parsed.blocks),
        changes=tuple(parsed.changes),
        unsure=tuple(parsed.unsure),
        words=given,
        notes=tuple(
            note for note in (*loose.note_words, *text.note_words, *unused) if note and not _is_undefined(note)
        ),
        set_aside=tuple(parsed.set_aside),
        links=tuple(link for link in text.links if sources.is_web(link)),
        unused_notes=tuple(parsed.unused),
        images=tuple(parsed.images),
        paragraphs=len(text.blocks),
        headings=text.headings,
        language=parsed.language,
        published=parsed.published,
        publisher=parsed.publisher,
        notes_at_end=parsed.notes_at_end,
        is_ours=parsed.is_ours,
    )


def _is_undefined(note: Sequence[str]) -> bool:
    return is_undefined_note({"t": "Note", "c": [{"t": "Para", "c": [{"t": "Str", "c": f"{' '.join(note)}."}]}]})


def plain(inlines: Sequence[Inline]) -> str:
    """Return inlines as one line of text, notes aside."""
    return " ".join(plain_of(inlines).split())


def _find_title(parsed: Parsed) -> None:
    """Take the only heading of its level, before all others, as the title, where other headings follow it."""
    headings = [block for block in parsed.blocks if block["t"] == "Header"]
    if not headings or (parsed.is_ours and parsed.title):
        return
    first, top = headings[0], min(block["c"][0] for block in headings)
    is_alone = first["c"][0] == top and sum(block["c"][0] == top for block in headings) == 1
    text = plain(first["c"][2])
    if text and text == parsed.title:
        parsed.set_aside.append(text)
        parsed.changes.append(Change(0, "title", f"the title is printed twice: {text}"))
    elif is_alone and len(headings) > 2 and not parsed.title:
        parsed.title = text
        parsed.changes.append(Change(0, "title", f"the first heading is the series' title: {text}"))
    else:
        return
    parsed.homeless += [inline for inline in walk(first["c"][2]) if inline["t"] == "Note"]
    parsed.blocks.remove(first)


def _find_front(parsed: Parsed) -> None:
    """Take the period and the list of key topics from what stands before the first section."""
    blocks = parsed.blocks
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if block["t"] in ("BulletList", "OrderedList") and not parsed.keypoints and _opens_topics(blocks[:index]):
            _take_topics(parsed, index)
            return
        if block["t"] == "Header" and not _TOPICS.search(plain(block["c"][2])):
            return
        text = plain(block["c"]) if block["t"] in ("Para", "Plain") else ""
        if text and not parsed.period_text and _PERIOD.fullmatch(text):
            parsed.period_text = text
            del blocks[index]
            continue
        index += 1


def _opens_topics(before: Sequence[Block]) -> bool:
    return bool(before) and _TOPICS.search(_line(before[-1])) is not None


def _line(block: Block) -> str:
    return (
        plain(block["c"][2] if block["t"] == "Header" else block["c"])
        if block["t"] in ("Header", "Para", "Plain")
        else ""
    )


def _take_topics(parsed: Parsed, index: int) -> None:
    """Take the list at `index` as the key topics, and the lines that open it aside."""
    block = parsed.blocks[index]
    items = block["c"] if block["t"] == "BulletList" else block["c"][1]
    if not all(len(item) == 1 and item[0]["t"] in ("Plain", "Para") for item in items):
        return
    parsed.keypoints += [plain(item[0]["c"]) for item in items]
    parsed.homeless += [inline for inline in walk(items) if inline["t"] == "Note"]
    start = index
    while start and _TOPICS.search(_line(parsed.blocks[start - 1])):
        start -= 1
    opening = parsed.blocks[start:index]
    parsed.set_aside += [_line(line) for line in opening]
    parsed.homeless += [inline for inline in walk(opening) if inline["t"] == "Note"]
    text = f"{len(items)} lines are the list of key topics, which the edition prints itself"
    parsed.changes.append(Change(0, "key-topics", text))
    del parsed.blocks[start : index + 1]


def _settle_homeless(parsed: Parsed) -> None:
    """Put the notes of the title and of the key topics into the first paragraph that can hold them."""
    if not parsed.homeless:
        return
    parsed.unsure.append(Change(0, "note", "a note of the title or of the key topics now stands in the first section"))
    first = next((index for index, block in enumerate(parsed.blocks) if block["t"] == "Para"), None)
    if first is None:
        parsed.blocks.append({"t": "Para", "c": parsed.homeless})
        return
    parsed.blocks[first : first + 1] = sections.with_first(parsed.homeless, [parsed.blocks[first]])
