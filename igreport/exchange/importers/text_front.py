"""What stands around the sections: the title, the period, the list of key topics, and the signature."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from babel.dates import get_month_names

from igreport.exchange.imported import Change
from igreport.exchange.importers.text_headings import is_shaped
from igreport.exchange.importers.text_lines import is_ended
from igreport.exchange.importers.text_paragraphs import Paragraph

_DEEPEST = 8  # paragraphs that may stand before the list of key topics
_LONGEST_LEAD = 400  # characters of one of them
_LONGEST_TITLE = 200
_LONGEST_TOPIC = 300
_USUAL_TOPIC = 160
_MOST_SIGNED = 6  # lines of a signature
# The line over the list names it; it is the only line here that shape alone cannot tell from a title.
_NAMES_TOPICS = re.compile(
    r"\b(?:topics?|themes?|issues|highlights|key\s+points|headlines|overview|at a glance|contents|"
    r"\w*themen|schwerpunkte|überblick|inhalt|kernpunkte|stichpunkte)\b",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:(?:written\s+)?by|von|authors?|autor(?:in|en)?|text)\s*:?\s+", re.IGNORECASE)
_NAME = re.compile(
    r"(?:(?:Prof|Dr|Mr|Mrs|Ms|Em|PhD|jur|phil|h\.\s?c)\.?\s+)*"
    r"[^\W\d_][\w.'’-]*(?:\s+(?:(?:von|van|de|der|den|del|da|di|la|le|zu|bin|al|und|and|&)|[A-ZÀ-ÖØ-Þ][\w.'’-]*)){1,6}"
    r"(?:,\s.{2,80})?"
)
_YEAR = r"(?:19|20)[0-9]{2}"


@dataclass
class Front:
    """What was found around the sections; the paragraphs that are left are the sections."""

    title: list[Paragraph] = field(default_factory=list)  # one, or none
    period_text: str = ""
    title_text: str = ""
    topics: list[Paragraph] = field(default_factory=list)
    set_aside: list[Paragraph] = field(default_factory=list)
    period_line: int | None = None  # where the period stands on a line of its own
    signed: list[tuple[int, str]] = field(default_factory=list)  # authors, each with the line
    early: list[Paragraph] = field(default_factory=list)  # text over the list of key topics
    body: list[Paragraph] = field(default_factory=list)


def read(paragraphs: Sequence[Paragraph], changes: list[Change], unsure: list[Change]) -> Front:
    """Part `paragraphs` into what stands around the sections and the sections."""
    reader = _Reader(changes, unsure)
    start = reader.front(list(paragraphs))
    end = reader.signature(list(paragraphs), start)
    reader.found.body = [*reader.found.early, *paragraphs[start:end]]
    return reader.found


@dataclass
class _Reader:
    changes: list[Change]
    unsure: list[Change]
    found: Front = field(default_factory=Front)

    def front(self, paragraphs: list[Paragraph]) -> int:
        """Read title and key topics; return where the sections begin."""
        topics = _topics(paragraphs)
        if topics is None:
            end = _short_lines(paragraphs)
            self._lines(paragraphs[:end], False)
            return end
        self._lines(paragraphs[: topics.start], True)
        self.found.topics = paragraphs[topics.start : topics.stop]
        first = paragraphs[topics.start]
        if topics.start and not any(_announces(line.text) or period(line.text) for line in paragraphs[: topics.start]):
            message = "a list stands at the beginning, and no line announces it: taken as the key topics"
            self.unsure.append(Change(first.line, "unsure-key-topics", message))
        self.changes.append(Change(first.line, "key-topics", f"{len(topics)} lines are the list of key topics"))
        return topics.stop

    def _lines(self, lines: list[Paragraph], over_topics: bool) -> None:
        """Sort the lines before the sections: the title, and what is printed beside it."""
        for place, line in enumerate(lines):
            is_last = over_topics and place == len(lines) - 1
            if period(line.text) == line.text.strip(" ()"):
                self._set_period(line)
            elif over_topics and _announces(line.text):
                self._set_aside(line, "opens the list of key topics, which the edition prints itself")
            elif self.found.title and _same(line.text, self.found.title[0].text):
                self._set_aside(line, "is the title, printed again")
            elif _is_date(line.text):
                self._set_aside(line, "is a date")
            elif self.found.title and _is_signed(line.text):
                self._sign(line)
            elif (
                not self.found.title and len(line.text) <= _LONGEST_TITLE and not (is_last and is_ended(line.text, "."))
            ):
                self._set_title(line)
            elif is_ended(line.text, ".!?…"):
                self.found.early.append(line)
            else:
                self._set_aside(line, "stands before the sections and is no title")
                self._doubt(line, "stands before the sections: kept beside them, and not printed")

    def _set_title(self, line: Paragraph) -> None:
        self.found.title = [line]
        found = period(line.text)
        if found and not self.found.period_text and (rest := _without(line.text, found)):
            self.found.period_text = found
            self.found.title_text = rest
            self.changes.append(Change(line.line, "title", f"“{rest}” is the series' title, “{found}” the period"))
        else:
            self.found.title_text = line.text
            self.changes.append(Change(line.line, "title", f"“{line.text}” is the series' title"))

    def _set_period(self, line: Paragraph) -> None:
        if self.found.period_text:
            self._set_aside(line, "is the period, printed again")
            return
        self.found.period_text, self.found.period_line = line.text.strip(" ()"), line.line
        self.changes.append(Change(line.line, "title", f"“{self.found.period_text}” is the period"))

    def _set_aside(self, line: Paragraph, why: str) -> None:
        self.found.set_aside.append(line)
        self.changes.append(Change(line.line, "set-aside", f"“{line.text}” {why}"))

    def _doubt(self, line: Paragraph, what: str) -> None:
        self.unsure.append(Change(line.line, "unsure-line", f"“{line.text[:60]}” {what}"))

    def _sign(self, line: Paragraph) -> None:
        self.found.signed.append((line.line, _unsigned(line.text)))
        self.changes.append(Change(line.line, "signature", f"“{line.text}” names the author"))

    def signature(self, paragraphs: list[Paragraph], start: int) -> int:
        """Read the lines that sign the report; return where the sections end."""
        end = len(paragraphs)
        while end > start and len(paragraphs) - end < _MOST_SIGNED and _is_signature_line(paragraphs[end - 1]):
            end -= 1
        lines = paragraphs[end:]
        names = [line for line in lines if _is_signed(line.text)]
        if not names or end == start:
            for line in lines:
                self._doubt(line, "stands below the last section: kept as a paragraph of it")
            return len(paragraphs)
        for line in lines:
            if line in names:
                self._sign(line)
            else:
                self._set_aside(line, "stands in the signature")
        return end


def _topics(paragraphs: list[Paragraph]) -> range | None:
    """Return where the key topics stand: the first list, where only lines stand before it."""
    for start, paragraph in enumerate(paragraphs[: _DEEPEST + 1]):
        if paragraph.mark is None:
            if len(paragraph.text) > _LONGEST_LEAD:
                break
            continue
        end = start
        while end < len(paragraphs) and _is_topic(paragraphs[end], paragraph):
            end += 1
        is_list = end - start >= 2 and end < len(paragraphs)
        return range(start, end) if is_list and _are_topics(paragraphs, start, end) else None
    return _bare_topics(paragraphs)


def _are_topics(paragraphs: list[Paragraph], start: int, end: int) -> bool:
    """Say whether a list at the beginning names topics: it is announced, or its items are no sentences."""
    items = paragraphs[start:end]
    usual = sorted(len(item.text) for item in items)[len(items) // 2]
    if usual > _USUAL_TOPIC:
        return False
    if start and _announces(paragraphs[start - 1].text):
        return True
    are_sentences = 2 * sum(is_ended(item.text, ".") for item in items) > len(items)
    return not are_sentences and (not start or is_shaped(paragraphs[start - 1], _LONGEST_TITLE))


def _announces(text: str) -> bool:
    return text.endswith(":") or (len(text) <= _LONGEST_TITLE and _NAMES_TOPICS.search(text) is not None)


def _is_topic(paragraph: Paragraph, first: Paragraph) -> bool:
    if paragraph.mark is None or first.mark is None or len(paragraph.text) > _LONGEST_TOPIC:
        return False
    return paragraph.mark.scheme[:1] == first.mark.scheme[:1]


def _bare_topics(paragraphs: list[Paragraph]) -> range | None:
    """Return where key topics without bullets stand: short lines below one that announces them."""
    end = _short_lines(paragraphs)
    for start, paragraph in enumerate(paragraphs[:end], 1):
        if start < end and _announces(paragraph.text) and not paragraphs[start].text.endswith(":") and end - start >= 2:
            return range(start, end)
    return None


def _short_lines(paragraphs: list[Paragraph]) -> int:
    """Return how many short lines stand before the first section's heading, or its text where it has no heading."""
    end = 0
    while end < min(len(paragraphs), 4 * _DEEPEST) and _is_front_line(paragraphs[end]):
        end += 1
    if end == len(paragraphs) or not end:
        return 0
    mark = paragraphs[end].mark
    if mark is not None and mark.style in ("UpperRoman", "UpperAlpha", "Decimal"):
        return end  # the first heading has a number
    last = paragraphs[end - 1]
    is_title = (end == 1 and period(last.text)) or (end == 2 and _same(last.text, paragraphs[0].text))
    return end if is_title else end - 1


def _is_front_line(paragraph: Paragraph) -> bool:
    is_lead = paragraph.text.endswith(":") and len(paragraph.text) <= _LONGEST_LEAD
    return paragraph.mark is None and (is_shaped(paragraph, _LONGEST_TITLE) or is_lead)


def _is_signature_line(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return paragraph.mark is None and len(text) <= 100 and not is_ended(text, ".…:;!?") and "[" not in text


def _is_signed(text: str) -> bool:
    """Say whether a line is a name: two or more words with capitals, with a title before or a place behind."""
    name = _unsigned(text)
    return _NAME.fullmatch(name) is not None and not _is_date(name)


def _unsigned(text: str) -> str:
    """Return a line without the "By" before a name."""
    match = _BY.match(text)
    return text[match.end() :] if match else text


def _same(first: str, second: str) -> bool:
    """Say whether two lines are one title, the period aside."""
    return _plain(_without(first, period(first)) or first) == _plain(_without(second, period(second)) or second)


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def period(text: str) -> str:
    """Return the period that a line names, as printed: "October to December 2024", "Q4 2024", „4. Quartal 2024“."""
    match = _period().search(text)
    return match[0] if match else ""


def _without(text: str, found: str) -> str:
    """Return a title without the period at its end or beginning; nothing where the period is all, or inside of it."""
    before, _, behind = text.partition(found) if found else ("", "", "")
    before, behind = before.rstrip(" \u00a0,;:–—|-/("), behind.lstrip(" \u00a0,;:–—|-/)")
    return "" if before and behind else before or behind


def _is_date(text: str) -> bool:
    """Say whether a line is a date, with or without a place: "Leipzig, 6 January 2025"."""
    return len(text) <= 60 and _date().search(text) is not None


@functools.cache
def _months() -> str:
    names = {
        name.rstrip(".") for language in ("en", "de") for width in ("wide", "abbreviated")
        for name in get_month_names(width, locale=language).values()
    }  # fmt: skip
    return rf"(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\.?"


@functools.cache
def _period() -> re.Pattern[str]:
    month = rf"{_months()}(?:\s+{_YEAR})?"
    quarter = (
        r"(?:(?:the\s+)?(?:[1-4](?:st|nd|rd|th|\.)|first|second|third|fourth|erstes|zweites|drittes|viertes)\s+"
        r"(?:quarter|quartal|half|halbjahr)(?:\s+of)?|(?:Q|H)[1-4](?:\s?/)?)"
    )
    spans = rf"\b{month}\s*(?:to|until|bis|through|[-–—/])\s*{_months()}\s+{_YEAR}\b|\b{quarter}\s?{_YEAR}\b"
    return re.compile(rf"{spans}|\b{_YEAR}\s?[-/]?\s?(?:Q|H)[1-4]\b|\b{_months()}\s+{_YEAR}\b", re.IGNORECASE)


@functools.cache
def _date() -> re.Pattern[str]:
    day = r"[0-3]?[0-9](?:st|nd|rd|th|\.)?"
    forms = rf"\b{day}\s+(?:of\s+)?{_months()}\s+{_YEAR}|\b{_months()}\s+{day},?\s+{_YEAR}"
    return re.compile(
        rf"(?:{forms}|\b{_YEAR}-[01][0-9]-[0-3][0-9]|\b[0-3]?[0-9]\.\s?[01]?[0-9]\.\s?{_YEAR})\.?$", re.IGNORECASE
    )
