"""One edition as rules read it: its prose in reading order, with what several rules need of it, found once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from igreport.check import quotations, sentences
from igreport.check.quotations import Quotation
from igreport.model.dates import DateMention
from igreport.model.prose import NOTE, Call, Places, Prose, ProseKind
from igreport.model.reference import Reference
from igreport.model.report import Edition, Report, Section


class Cited(NamedTuple):
    """A note's call with the prose it stands in, and the note's printed number."""

    prose: Prose
    call: Call
    note: int


@dataclass(frozen=True, eq=False)
class Manuscript:
    """An edition, and the report's references, events and terms."""

    report: Report
    edition: Edition

    @cached_property
    def language(self) -> str:
        """Return the edition's language (BCP 47)."""
        return self.edition.settings.language or self.report.series.language

    @cached_property
    def prose(self) -> tuple[Prose, ...]:
        """Return all words of the edition in file order: of each section its title, its key point, and its body."""
        return tuple(prose for section in self.edition.sections for prose in self.of(section))

    @cached_property
    def text(self) -> tuple[Prose, ...]:
        """Return the running text: paragraphs and list items, without notes, headings, cells and captions."""
        return tuple(prose for prose in self.prose if prose.kind in ("paragraph", "item"))

    @cached_property
    def _by_section(self) -> dict[str, tuple[Prose, ...]]:
        return {
            section.path: (*front_matter(section, section.front.language or self.language), *section.body.prose)
            for section in self.edition.sections
        }

    def of(self, section: Section) -> tuple[Prose, ...]:
        """Return the words of one section."""
        return self._by_section[section.path]

    @cached_property
    def calls(self) -> tuple[Cited, ...]:
        """Return the calls of notes in the text, with the numbers that all formats print."""
        rows = [(prose, call) for prose in self.prose if prose.kind != "note" for call in prose.calls]
        return tuple(Cited(prose, call, number) for number, (prose, call) in enumerate(rows, 1))

    @cached_property
    def cited(self) -> Mapping[str, tuple[Cited, ...]]:
        """Return, for each source that is cited and defined, where; also in remarks, whose number it then has."""
        found: dict[str, list[Cited]] = {}
        for prose, call, note in (*self.calls, *self._in_remarks()):
            for key in call.keys:
                if key in self.report.references:
                    found.setdefault(key, []).append(Cited(prose, call, note))
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Return the sources that the edition cites, in the order of their first note."""
        return tuple(self.report.references[key] for key in self.cited)

    def _in_remarks(self) -> Iterator[Cited]:
        for prose in self.prose:
            if prose.kind == "note":
                for call in prose.calls:
                    yield Cited(prose, call, self.note_of(prose) or 0)

    @cached_property
    def _remarks(self) -> dict[tuple[str, str], int]:
        return {(row.prose.path, row.call.label): row.note for row in reversed(self.calls) if row.call.label}

    def note_of(self, prose: Prose) -> int | None:
        """Return the printed number of the remark that `prose` is part of; None for text and for a note never called."""
        return self._remarks.get((prose.path, prose.label)) if prose.label else None

    @cached_property
    def _dates(self) -> dict[Prose, tuple[DateMention, ...]]:
        return {}

    def dates(self, prose: Prose) -> tuple[DateMention, ...]:
        """Return the dates that `prose` names; a missing year is the paragraph's, or else the edition's."""
        if prose not in self._dates:
            from igreport.sources import dates

            self._dates[prose] = tuple(dates.find(prose.text, prose.language, self.edition.period.end.year))
        return self._dates[prose]

    @cached_property
    def _sentences(self) -> dict[Prose, tuple[tuple[int, int], ...]]:
        return {}

    def sentences(self, prose: Prose) -> tuple[tuple[int, int], ...]:
        """Return start and end of each sentence of `prose`."""
        if prose not in self._sentences:
            self._sentences[prose] = sentences.find(prose.text, prose.language)
        return self._sentences[prose]

    @cached_property
    def _quotations(self) -> dict[Prose, tuple[Quotation, ...]]:
        return {}

    def quotations(self, prose: Prose) -> tuple[Quotation, ...]:
        """Return the quotations of `prose`, in order."""
        if prose not in self._quotations:
            self._quotations[prose] = quotations.find(prose.text, prose.language)
        return self._quotations[prose]

    @cached_property
    def _own_words(self) -> dict[Prose, str]:
        return {}

    def own_words(self, prose: Prose) -> str:
        """Return the text with all that is not the author's own language as `NOTE`s, at the same places.

        These are quotations, addresses, and words marked as of another language.
        """
        if prose not in self._own_words:
            self._own_words[prose] = self._masked(prose)
        return self._own_words[prose]

    def _masked(self, prose: Prose) -> str:
        if prose.is_quoted:
            return NOTE * len(prose.text)
        ranges = [(quotation.start, quotation.end) for quotation in self.quotations(prose)]
        ranges += [(start, end) for start, end, _language in prose.foreign]
        return mask(prose.text, [*ranges, *addresses(prose.text)])


def mask(text: str, ranges: list[tuple[int, int]]) -> str:
    """Return `text` with `NOTE`s for the characters in `ranges`."""
    parts, position = [], 0
    for start, end in sorted(ranges):
        if end > position:
            start = max(start, position)
            parts += [text[position:start], NOTE * (end - start)]
            position = end
    return "".join([*parts, text[position:]])


def addresses(text: str) -> list[tuple[int, int]]:
    """Return start and end of what looks like an address in `text`."""
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    from igreport.sources.url_text import find

    return find(text)


def front_matter(section: Section, language: str) -> Iterator[Prose]:
    """Yield a section's title and key point as prose."""
    kinds: tuple[ProseKind, ...] = ("title", "keypoint")
    for kind in kinds:
        text, span = getattr(section.front, kind), section.front.where(kind, "=")
        if text == "?" or not span.path:
            continue
        width = span.end_column - span.column
        quote = {len(text): 0, len(text) + 2: 1}.get(width)
        written = text if quote is not None else NOTE * width
        places = Places(span.path, span.line, (span.column + (quote or 0),), written)
        pieces = ((0, 0, len(text), len(text)),)
        yield Prose(kind, text, pieces, places, language, is_exact=quote is not None)
