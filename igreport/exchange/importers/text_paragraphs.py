"""Lines → paragraphs: each with the bullet, letter or number that begins it, its lines joined where they were wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from igreport.exchange.imported import Change
from igreport.exchange.importers import text_marks
from igreport.exchange.importers.text_lines import Line, Setting, begins_small, is_ended
from igreport.exchange.importers.text_marks import Mark

_RULE = re.compile(r"[\W_]*")  # a line without a letter or digit: ----- or * * *
_LONG = 80  # characters; a shorter line without a stop may well be a heading, or one of a list


@dataclass
class Paragraph:
    """A paragraph of the input."""

    line: int
    text: str  # without its mark
    mark: Mark | None = None
    indent: int = 0
    after_gap: bool = False  # a blank line stands before it
    marks: list[Mark] = field(default_factory=list)  # what its beginning may be, while that is not decided
    level: int = 0  # of a heading; 0 for text
    starts: tuple[tuple[int, int], ...] = ()  # where each of its lines begins: (place in the text with its mark, line)

    def line_at(self, place: int) -> int:
        """Return the line of the input on which `text[place]` stands."""
        place += self.mark.length if self.mark else 0
        return next((line for start, line in reversed(self.starts) if start <= place), self.line)

    @property
    def is_bullet(self) -> bool:
        return self.mark is not None and self.mark.style == text_marks.BULLET

    @property
    def is_plain(self) -> bool:
        return self.mark is None and not self.level


@dataclass
class _Open:
    """The paragraph under way."""

    lines: list[Line]
    after_gap: bool
    marks: list[Mark]

    def closed(self) -> Paragraph:
        first = self.lines[0]
        lengths = accumulate((len(line.text) + 1 for line in self.lines), initial=0)
        starts = tuple((start, line.number) for start, line in zip(lengths, self.lines, strict=False))
        text = " ".join(line.text for line in self.lines)
        return Paragraph(first.number, text, None, first.indent, self.after_gap, self.marks, starts=starts)


def build(lines: Sequence[Line], how: Setting, changes: list[Change], unsure: list[Change]) -> list[Paragraph]:
    """Return the paragraphs of `lines`; numbers in front are still part of the text (`settle` decides), bullets are not."""
    result: list[_Open] = []
    if how.width and not how.spaced:
        message = (
            "the lines are wrapped and no blank lines part the paragraphs: one that ends with a full line is joined"
        )
        unsure.append(Change(lines[0].number, "no-gaps", f"{message} with the next"))
    gap = True
    for line in lines:
        if not line.text:
            gap = True
            continue
        if _RULE.fullmatch(line.text) and not text_marks.bullets(line.text):
            changes.append(
                Change(line.number, "rule", f"the line {line.text[:20]} separates and has no words: left out")
            )
            gap = True
            continue
        marks = text_marks.candidates(line.text)
        if gap or not result or _begins(result[-1], line, marks, how, unsure):
            result.append(_Open([line], gap, marks))
        else:
            result[-1].lines.append(line)
        gap = False
    paragraphs = [opened.closed() for opened in result]
    for paragraph in paragraphs:
        _take_bullet(paragraph)
    return paragraphs


def _take_bullet(paragraph: Paragraph) -> None:
    if paragraph.marks and paragraph.marks[0].style == text_marks.BULLET:
        paragraph.mark = paragraph.marks[0]
        paragraph.text = paragraph.text[paragraph.mark.length :]
        paragraph.marks = []


def _begins(opened: _Open, line: Line, marks: list[Mark], how: Setting, unsure: list[Change]) -> bool:
    """Say whether `line` begins a paragraph, with no blank line before it."""
    last = opened.lines[-1]
    if opened.marks and not marks and line.indent > opened.lines[0].indent + 1:
        return False  # it hangs below its bullet or number
    if how.width:
        begins = _begins_wrapped(opened, last, line, marks, how)
    else:
        broken = len(last.text) > _LONG and not is_ended(last.text) and begins_small(line.text) and not marks
        begins = not broken
        if broken:
            unsure.append(Change(line.number, "broken-paragraph", "the line goes on from the one before: joined"))
    if not begins and last.text.endswith("-") and last.text[-2:-1].isalpha():
        message = f"the line before ends in a hyphen: joined as “{_last(last.text)} {_first(line.text)}”"
        unsure.append(Change(line.number, "hyphen", message))
    return begins


def _begins_wrapped(opened: _Open, last: Line, line: Line, marks: list[Mark], how: Setting) -> bool:
    """A paragraph is over where the next word would still have found a place on its last line."""
    room = how.width - last.indent - len(last.text) - 1
    fits = len(_first(line.text)) <= room
    ended = is_ended(" ".join(line.text for line in opened.lines[-2:]))  # a marker may have a line of its own
    if marks:
        text = line.text[marks[0].length :]
        return fits or (ended and not begins_small(text)) or marks[0].printed in "·•●▪■□➢➤✓✔"
    if begins_small(line.text) or not fits:
        return False
    is_first = len(opened.lines) == 1
    filled = (last.indent + len(last.text)) / how.width
    if how.spaced:  # without a blank line, only a heading stands before its text, or a line that is clearly a last one
        is_heading = is_first and not ended and filled < 0.75
        return is_heading or (ended and filled < 0.65)
    return ended or is_first or filled < 0.8


def _first(text: str) -> str:
    return text.split(None, 1)[0]


def _last(text: str) -> str:
    return text.rsplit(None, 1)[-1]
