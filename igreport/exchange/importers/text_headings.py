"""Which paragraphs are headings, and of which level: by their numbers, their shape and what stands around them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz, process, utils

from igreport.exchange import words
from igreport.exchange.imported import Change
from igreport.exchange.importers.text_lines import begins_small, is_ended
from igreport.exchange.importers.text_marks import Mark
from igreport.exchange.importers.text_paragraphs import Paragraph

LONGEST = 150  # characters
_SURE = 100  # characters; up to here a line without a stop before a paragraph is a heading to everyone
_LONGEST_SENTENCE = 120
_LONGEST_LABEL = 60
_MATCH = 80  # of 100, as rapidfuzz counts
_STOPS = ".…:;,"
_ORDERED_HEADINGS = ("UpperRoman", "Decimal", "UpperAlpha")
_HIGHEST_SKIP = 3


@dataclass
class _Scheme:
    """The last number of one numbering, and the paragraphs of the run that it belongs to."""

    last: tuple[int, ...]
    run: list[int]


def settle(paragraphs: Sequence[Paragraph], unsure: list[Change]) -> list[list[int]]:
    """Decide which numbers at the beginning of a paragraph are numbers; return the runs that count on from one."""
    schemes: dict[tuple[str, str, int], _Scheme] = {}
    runs: list[list[int]] = []
    for index, paragraph in enumerate(paragraphs):
        mark = _chosen(paragraph, schemes)
        if mark is None:
            continue
        scheme = schemes.get(mark.scheme)
        if scheme is None or not _follows(scheme.last, mark.values):
            scheme = schemes[mark.scheme] = _Scheme(mark.values, [])
            runs.append(scheme.run)
        scheme.last = mark.values
        scheme.run.append(index)
        paragraph.mark = mark
        paragraph.text = paragraph.text[mark.length :]
    for run in runs:
        _drop_initials(paragraphs, run, unsure)
    return [run for run in runs if paragraphs[run[0]].mark is not None]


def _chosen(paragraph: Paragraph, schemes: dict[tuple[str, str, int], _Scheme]) -> Mark | None:
    """Return the reading that goes on from a number before it, else the one that begins a numbering; None for none."""

    def rank(mark: Mark) -> int:
        scheme = schemes.get(mark.scheme)
        if scheme and mark.values == (*scheme.last[:-1], scheme.last[-1] + 1):
            return 0
        if mark.values[-1] == 1:
            return 1
        if scheme and _follows(scheme.last, mark.values):
            return 2
        return 3 if mark.style == "LowerAlpha" else 4  # a small letter with a stop begins no sentence

    best = min(paragraph.marks, key=rank, default=None)
    return best if best is not None and rank(best) < 4 else None


def _follows(last: tuple[int, ...], values: tuple[int, ...]) -> bool:
    """Say whether a number goes on from the last; authors forget one now and then."""
    if last[:-1] == values[:-1]:
        return last[-1] < values[-1] <= last[-1] + _HIGHEST_SKIP
    return values[-1] == 1 and values[:-1] > last[:-1]


def _drop_initials(paragraphs: Sequence[Paragraph], run: Sequence[int], unsure: list[Change]) -> None:
    """A capital with a stop that stands alone is a name's initial, and a number alone before a long text is its own."""
    first = paragraphs[run[0]]
    mark = first.mark
    if mark is None or len(run) > 1 or mark.style in ("LowerAlpha", "LowerRoman"):
        return
    if mark.style == "UpperAlpha" or not is_shaped(first):
        first.text, first.mark = f"{mark.printed} {first.text}", None
        if mark.style == "Decimal" and len(mark.values) == 1:
            message = f"the paragraph begins with “{mark.printed}”, and no other number follows: left in the text"
            unsure.append(Change(first.line, "unsure-number", message))


def is_shaped(paragraph: Paragraph, longest: int = LONGEST) -> bool:
    """Say whether a paragraph has the shape of a heading: short, without a stop, and not the rest of a sentence."""
    text = paragraph.text
    if not text or len(text) > longest or is_ended(text, _STOPS) or begins_small(text):
        return False
    return any(character.isalpha() for character in text) and not words.URL.fullmatch(text)


def find(
    paragraphs: Sequence[Paragraph], runs: Sequence[Sequence[int]], keypoints: Sequence[str], unsure: list[Change]
) -> None:
    """Set the level of each paragraph that is a heading."""
    _find_numbered(paragraphs, runs, unsure)
    numbered = [index for index, paragraph in enumerate(paragraphs) if paragraph.level == 1]
    search = _Search(paragraphs, keypoints, unsure, numbered[0] if numbered else len(paragraphs))
    for index in range(len(paragraphs)):
        search.look_at(index)
    if not any(paragraph.level for paragraph in paragraphs):
        search.look_for_colons()
    top = min((paragraph.level for paragraph in paragraphs if paragraph.level), default=1)
    for paragraph in paragraphs:
        paragraph.level = max(paragraph.level - top + 1, 0) if paragraph.level else 0


def _find_numbered(paragraphs: Sequence[Paragraph], runs: Sequence[Sequence[int]], unsure: list[Change]) -> None:
    known: dict[tuple[str, str, int], int] = {}
    for run in sorted(runs, key=lambda run: run[0]):
        mark = paragraphs[run[0]].mark
        if mark is None or mark.style not in _ORDERED_HEADINGS:
            continue
        likely = [index for index in run if _is_likely(paragraphs, index, mark.scheme)]
        if 2 * len(likely) < len(run) or not likely:
            continue
        level = known.setdefault(mark.scheme, len(mark.values) if len(mark.values) > 1 else 1 + len(known))
        for index in run:
            paragraph = paragraphs[index]
            if index in likely:
                paragraph.level = level
            elif len(paragraph.text) <= 2 * LONGEST:
                paragraph.level = level
                message = f"“{_short(paragraph.text)}” is numbered as the headings are: taken as a heading"
                unsure.append(Change(paragraph.line, "unsure-heading", message))


def _is_likely(paragraphs: Sequence[Paragraph], index: int, scheme: tuple[str, str, int]) -> bool:
    """Say whether a numbered paragraph is a heading: short, and followed by text that is not the next of its list."""
    paragraph = paragraphs[index]
    if index + 1 == len(paragraphs) or begins_small(paragraph.text):
        return False
    following = paragraphs[index + 1]
    if following.mark is not None and following.mark.scheme == scheme:
        return False
    if is_shaped(paragraph):
        return True
    is_sentence = len(paragraph.text) <= LONGEST and not is_ended(paragraph.text, ":;,")
    return is_sentence and following.mark is None and len(following.text) >= 2 * len(paragraph.text)


@dataclass
class _Search:
    """The search for headings without numbers."""

    paragraphs: Sequence[Paragraph]
    keypoints: Sequence[str]
    unsure: list[Change]
    first_numbered: int

    def __post_init__(self) -> None:
        lengths = [len(paragraph.text) for paragraph in self.paragraphs if is_ended(paragraph.text)]
        self.usual = statistics.median(lengths) if lengths else 0
        gaps = [paragraph.after_gap for paragraph in self.paragraphs]
        self.runs = self._runs()
        self.gaps_tell = 0 < sum(gaps) < 0.6 * len(gaps)

    def look_at(self, index: int) -> None:
        paragraph = self.paragraphs[index]
        if not paragraph.is_plain or index + 1 == len(self.paragraphs):
            return
        matches = len(paragraph.text) <= LONGEST and self._is_key_topic(paragraph.text)
        if is_shaped(paragraph):
            self._shaped(index, paragraph, matches)
        elif matches and self._is_sentence_heading(index):
            paragraph.level = self._level(index, paragraph, matches)
            self._doubt(paragraph, "ends as a sentence does, and has the words of a key topic: taken as a heading")

    def look_for_colons(self) -> None:
        """Take short lines with a colon as headings, in a text that has no others."""
        for paragraph, following in pairwise(self.paragraphs):
            is_short = paragraph.is_plain and len(paragraph.text) <= _LONGEST_LABEL and paragraph.text.endswith(":")
            if is_short and following.mark is None and len(following.text) >= 2 * len(paragraph.text):
                paragraph.level = 1
                self._doubt(paragraph, "ends in a colon: taken as a heading, since the text has no others")

    def _shaped(self, index: int, paragraph: Paragraph, matches: bool) -> None:
        before = self.paragraphs[index - 1] if index else None
        if before and before.is_plain and before.text.endswith(":"):
            return  # what a sentence announces is no heading
        run = self.runs[index]
        if len(run) > 2 and index != run[-1] and not matches:
            self._doubt(paragraph, "is one of several short lines: taken as a paragraph")
            return
        if self.paragraphs[run[-1]].level or run[-1] + 1 >= len(self.paragraphs):
            return
        paragraph.level = self._level(index, paragraph, matches) + (
            len(run) == 2 and index == run[-1] and self.paragraphs[index - 1].level > 0
        )
        if len(run) > 1:
            self._doubt(paragraph, f"is one of {len(run)} short lines: taken as a heading of level {paragraph.level}")
        elif not self._is_sure(paragraph, matches):
            self._doubt(paragraph, "is long for a heading: taken as one, since it has no stop and text follows")

    def _runs(self) -> list[range]:
        """Return for each paragraph its neighbours that have a heading's shape as well, itself among them."""
        result: list[range] = []
        start = 0
        for index in range(len(self.paragraphs) + 1):
            if index < len(self.paragraphs) and self._is_free(index):
                continue
            result += [range(start, index)] * (index - start) + [range(index, index + 1)]
            start = index + 1
        return result

    def _is_free(self, index: int) -> bool:
        return self.paragraphs[index].mark is None and is_shaped(self.paragraphs[index])

    def _is_sure(self, paragraph: Paragraph, matches: bool) -> bool:
        length = len(paragraph.text)
        stands_apart = self.gaps_tell and paragraph.after_gap
        return matches or stands_apart or length <= _SURE or length <= 0.35 * self.usual

    def _is_sentence_heading(self, index: int) -> bool:
        paragraph, following = self.paragraphs[index], self.paragraphs[index + 1]
        is_short = len(paragraph.text) <= _LONGEST_SENTENCE and is_ended(paragraph.text, ".")
        return is_short and following.mark is None and len(following.text) >= 3 * len(paragraph.text)

    def _is_key_topic(self, text: str) -> bool:
        best = process.extractOne(text, self.keypoints, scorer=fuzz.token_set_ratio, processor=utils.default_process)
        return best is not None and best[1] >= _MATCH

    def _level(self, index: int, paragraph: Paragraph, matches: bool) -> int:
        """Return 1, or 2 where the headings of the sections are numbered and this one stands below them."""
        if index < self.first_numbered or matches:
            return 1
        self._doubt(paragraph, "has no number as the headings of the sections have: taken as a heading below them")
        return 2

    def _doubt(self, paragraph: Paragraph, what: str) -> None:
        self.unsure.append(Change(paragraph.line, "unsure-heading", f"“{_short(paragraph.text)}” {what}"))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
