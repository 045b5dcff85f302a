"""A file of plain text → its lines, and how the text is set: wrapped or not, blank lines between paragraphs or not."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from igreport.exchange.imported import ImportRefused
from igreport.exchange.importers import text_marks

_BREAK = re.compile(r"\r\n|\r|\n")
_INVISIBLE = "\u200b\u2060\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_WIDEST = 160  # characters; nobody wraps at more, and a paragraph a line is mostly longer
_TAB = 4
_LONGEST_TAIL = 40  # characters
# Behind the last stop may stand closing quotation marks, brackets and note markers.
_TAIL = re.compile(r"(?:(?<=[^\s\d][.!?…])[0-9]{1,3})?(?:\s*\[\d{1,4}\]|,(?=[⁰¹²³⁴-⁹])|[\s\"'”“’‘»«)\]⁰¹²³⁴-⁹])*$")


@dataclass(frozen=True)
class Line:
    """A line of the input, without the blanks around it."""

    number: int  # from 1
    text: str
    indent: int = 0  # columns in front of it


@dataclass(frozen=True)
class Setting:
    """How the text is set."""

    width: int = 0  # the column at which lines are wrapped; 0 where a line is a whole paragraph
    spaced: bool = False  # a blank line stands between paragraphs


def read_lines(path: Path) -> list[Line]:
    """Return the lines of the file, blank ones included; `ImportRefused` where it is no text."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read: {error.strerror}") from error
    text = _decoded(data, path)
    lines = [_line(number, raw) for number, raw in enumerate(_BREAK.split(text), 1)]
    if not any(line.text for line in lines):
        raise ImportRefused(f"{path} is empty: there is nothing to import")
    return lines


def _decoded(data: bytes, path: Path) -> str:
    is_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # what Windows calls Unicode
    encoding = "utf-16" if is_utf16 else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in data:
            raise ImportRefused(f"{path} is not a text file") from error
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{path}, line {line}: byte {data[error.start]:#04x} is not UTF-8"
        raise ImportRefused(message, "save the file as UTF-8 (in an editor: Save with encoding)") from error
    if "\0" in text:
        raise ImportRefused(f"{path} is not a text file")
    if match := _CONTROL.search(text):
        line = len(_BREAK.findall(text, 0, match.start())) + 1
        message = f"{path}, line {line}: a control character, U+{ord(match[0]):04X}, that no format can print"
        raise ImportRefused(message, "delete it, or save the file as UTF-8 anew")
    return text


def _line(number: int, raw: str) -> Line:
    body = raw.lstrip().lstrip(_INVISIBLE).lstrip()
    return Line(number, body.rstrip().rstrip(_INVISIBLE).rstrip(), _columns(raw[: len(raw) - len(body)]))


def _columns(blanks: str) -> int:
    column = 0
    for blank in blanks:
        column = column - column % _TAB + _TAB if blank == "\t" else column + (blank not in _INVISIBLE)
    return column


def is_ended(text: str, marks: str = ".!?…:;") -> bool:
    """Say whether `text` ends as a sentence does, brackets, quotation marks and note markers behind the stop aside."""
    if text.endswith(tuple(marks)):
        return True
    end = text[-_LONGEST_TAIL:]
    tail = _TAIL.search(end)
    return tail is not None and end[: tail.start()].endswith(tuple(marks))


def begins_small(text: str) -> bool:
    """Say whether `text` begins with a small letter: it then goes on from what stands before."""
    return text[:1].islower()


def setting(lines: Sequence[Line]) -> Setting:
    """Return how the text is set, judged by all of its lines.

    Wrapped lines go on with small letters; a text of one paragraph a line has nearly no line that begins so.
    """
    prose = [line for line in lines if line.text and "://" not in line.text]
    lengths = sorted(line.indent + len(line.text) for line in prose)
    if not lengths or lengths[int(len(lengths) * 0.9)] > _WIDEST:
        return Setting()
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if first.text and second.text and "://" not in first.text and not text_marks.candidates(second.text)
    ]
    small = sum(begins_small(second.text) for _, second in pairs)
    if not small or small < 0.15 * len(pairs):
        return Setting()
    usual = lengths[int((len(lengths) - 1) * 0.95)]
    width = lengths[-1] if lengths[-1] <= 1.25 * usual else usual  # one line that was not wrapped is no measure
    ends = sum(
        first.indent + len(first.text) < 0.8 * width and is_ended(first.text) and not begins_small(second.text)
        for first, second in pairs
    )
    gaps = sum(bool(first.text) and not second.text for first, second in pairwise(lines))
    return Setting(width, gaps > 3 * ends)
