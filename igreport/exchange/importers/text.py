"""Plain text of a published report: titles, key topics, headings, lists and notes are found by how they are set.

    text_lines.py       the file → lines, and how they are set (wrapped? blank lines between paragraphs?)
    text_notes.py       lists of notes, taken out of the lines
    text_paragraphs.py  lines → paragraphs
    text_marks.py       bullets, letters and numbers in front of a paragraph
    text_headings.py    which numbers count, and which paragraphs are headings
    text_front.py       title, period, key topics, signature
    text_markers.py     note markers in the text
    text_blocks.py      paragraphs → pandoc's blocks

Nothing is decided by the words of one report: only by shape, order and what stands around. No word is changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from igreport.exchange import words
from igreport.exchange.imported import Change, Imported, Options, undefined_note
from igreport.exchange.importers import (
    text_blocks,
    text_front,
    text_headings,
    text_lines,
    text_markers,
    text_notes,
    text_paragraphs,
)
from igreport.exchange.importers.text_front import Front
from igreport.exchange.importers.text_markers import Call, Markers
from igreport.exchange.importers.text_paragraphs import Paragraph
from igreport.model.document import Inline


def read(path: Path, options: Options) -> Imported:
    """Return the report in the text file `path`; `ImportRefused` where it is no text."""
    del options  # none is about plain text
    changes: list[Change] = []
    unsure: list[Change] = []
    lines = text_lines.read_lines(path)
    how = text_lines.setting(lines)
    definitions, rest = text_notes.split(lines, how, changes, unsure)
    paragraphs = text_paragraphs.build(rest, how, changes, unsure)
    runs = text_headings.settle(paragraphs, unsure)
    front = text_front.read(paragraphs, changes, unsure)
    body = front.body
    keypoints = [text_markers.without(topic.text, topic.line, definitions, unsure) for topic in front.topics]
    title = text_markers.without(front.title_text, front.title[0].line, definitions, unsure) if front.title else ""
    places = {id(paragraph): place for place, paragraph in enumerate(body)}
    inside = [[places[id(paragraphs[index])] for index in run if id(paragraphs[index]) in places] for run in runs]
    text_headings.find(body, [run for run in inside if run], keypoints, unsure)
    _look_before_headings(body, unsure)
    text = _Text(text_markers.markers(body, definitions, unsure), changes)
    blocks = text_blocks.build(body, text.inlines, changes, unsure)
    text_markers.report_uses(text.markers, changes)
    around = [*_around(front, title, keypoints), *((line.number, line.text) for line in definitions.labels)]
    return Imported(
        has_typed_calls=True,
        title=title,
        period_text=front.period_text,
        authors=tuple(author for _, author in front.signed),
        keypoints=tuple(keypoints),
        blocks=tuple(blocks),
        changes=_sorted(changes),
        unsure=_sorted(unsure),
        words=_words([*around, *text.printed]),
        notes=tuple(text.notes),
        set_aside=(*(paragraph.text for paragraph in front.set_aside), *(line.text for line in definitions.labels)),
        unused_notes=tuple(definition.text for definition in definitions.found if not definition.uses),
        links=tuple(text.links),
        paragraphs=len(body) + len(front.topics) + len(front.title),
        headings=sum(bool(paragraph.level) for paragraph in body),
    )


@dataclass
class _Text:
    """Makes inlines of the paragraphs, one after the other, and keeps account of their words."""

    markers: Markers
    changes: list[Change]
    printed: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[str, ...]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    index: int = 0

    def inlines(self, paragraph: Paragraph) -> list[Inline]:
        """Return the inlines of the next paragraph."""
        pieces = self.markers.pieces(self.index, paragraph)
        self.index += 1
        plain = "".join(" " if isinstance(piece, Call) else piece for piece in pieces)
        self.printed.append((paragraph.line, plain))
        result: list[Inline] = []
        for before, piece in zip(["", *pieces], pieces, strict=False):
            if isinstance(piece, Call):
                result.append(self._note(piece))
                continue
            if isinstance(before, Call) and piece[0].isalnum() and _ends_in_word(result[:-1]):
                result.append({"t": "Space"})  # else two words would become one
            result += self._linked(piece)
        return result

    def _note(self, call: Call) -> Inline:
        self.changes.append(Change(call.line, "marker", f"the marker [{call.number}] is now a note"))
        if call.definition is None:
            return undefined_note(str(call.number))
        self.notes.append(words.of_text(call.definition.text))
        return {"t": "Note", "c": [{"t": "Para", "c": words.as_inlines(call.definition.text)}]}

    def _linked(self, text: str) -> list[Inline]:
        """Return text as inlines, its addresses as links."""
        result: list[Inline] = []
        position = 0
        for match in words.URL.finditer(text):
            address = match[0] if "://" in match[0] else f"https://{match[0]}"
            shown = [{"t": "Str", "c": match[0]}]
            result += words.as_inlines(text[position : match.start()])
            result.append({"t": "Link", "c": [["", [], []], shown, [address, ""]]})
            self.links.append(address)
            position = match.end()
        return [*result, *words.as_inlines(text[position:])]


def _ends_in_word(inlines: Sequence[Inline]) -> bool:
    last = next((inline for inline in reversed(inlines) if inline["t"] != "Note"), None)
    return last is not None and last["t"] == "Str" and str(last["c"])[-1:].isalnum()


def _look_before_headings(body: Sequence[Paragraph], unsure: list[Change]) -> None:
    """Tell of text that stands in no section: it becomes one of its own."""
    if body and not body[0].level:
        has_headings = any(paragraph.level for paragraph in body)
        what = "text stands before the first heading" if has_headings else "no heading was found"
        unsure.append(Change(body[0].line, "text-before-heading", f"{what}: “{body[0].text[:60]}” begins a section"))


def _around(front: Front, title: str, keypoints: Sequence[str]) -> list[tuple[int, str]]:
    """Return what stands outside of the sections, each with its line."""
    found = [(line.line, line.text) for line in front.set_aside]
    found += [(topic.line, keypoint) for topic, keypoint in zip(front.topics, keypoints, strict=True)]
    if front.title:
        is_first = front.title[0].text.startswith(front.title_text)
        line, parts = front.title[0].line, [title, front.period_text if front.period_line is None else ""]
        found += [(line, part) for part in (parts if is_first else reversed(parts))]
    if front.period_line is not None:
        found.append((front.period_line, front.period_text))
    return [*found, *front.signed]


def _words(parts: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    ordered = sorted(parts, key=lambda part: part[0])
    return tuple(word for _, text in ordered for word in words.of_text(text))


def _sorted(changes: Sequence[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: change.line))
