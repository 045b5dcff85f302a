"""A source, in the words of the Citation Style Language.

Field names, types and item types are CSL 1.0.2's (https://docs.citationstyles.org/en/stable/specification.html,
appendices III and IV; data model: csl-data.json). What CSL lacks stands under CSL's own `custom`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from igreport.model.dates import DateRange
from igreport.model.diagnostic import Span

ITEM_TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection
    dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case
    legislation manuscript map motion_picture musical_score pamphlet paper-conference patent performance
    periodical personal_communication post post-weblog regulation report review review-book software song speech
    standard thesis treaty webpage""".split()
)
NAME_FIELDS = frozenset(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author
    performer producer recipient reviewed-author script-writer series-creator translator""".split()
)
DATE_FIELDS = frozenset(["accessed", "available-date", "event-date", "issued", "original-date", "submitted"])
NUMBER_FIELDS = frozenset(
    """chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number
    version volume""".split()
)
TEXT_FIELDS = frozenset(
    """abstract annote archive archive-place archive_collection archive_location authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event
    event-place event-title genre ISBN ISSN journalAbbreviation jurisdiction keyword language license medium note
    original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale shortTitle source status title title-short URL volume-title
    volume-title-short year-suffix""".split()
)
OTHER_FIELDS = frozenset(["id", "type", "categories", "custom"])
FIELDS = NAME_FIELDS | DATE_FIELDS | NUMBER_FIELDS | TEXT_FIELDS | OTHER_FIELDS
NAME_PARTS = frozenset(
    """family given literal dropping-particle non-dropping-particle suffix comma-suffix static-ordering parse-names""".split()
)


@dataclass(frozen=True)
class Reference:
    """One CSL item. `fields` hold what its YAML says, dates as `DateRange`, names as mappings of name parts."""

    id: str
    type: str
    fields: Mapping[str, Any]
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict, compare=False)

    @property
    def title(self) -> str:
        """Return the title, or nothing."""
        return str(self.fields.get("title", ""))

    @property
    def url(self) -> str:
        """Return the address, or nothing."""
        return str(self.fields.get("URL", ""))

    @property
    def archive(self) -> str:
        """Return the address of a copy in an archive (`custom: archive`), or nothing."""
        return str(self._custom("archive") or "")

    @property
    def verified(self) -> datetime.date | None:
        """Return the day on which a person opened the page (`custom: verified`), or None."""
        day = self._custom("verified")
        return datetime.date.fromisoformat(day) if isinstance(day, str) else None

    def _custom(self, name: str) -> Any:
        custom = self.fields.get("custom")
        return custom.get(name) if isinstance(custom, dict) else None

    def date(self, name: str) -> DateRange | None:
        """Return a date field, as `issued` or `accessed`."""
        value = self.fields.get(name)
        return value if isinstance(value, DateRange) else None

    def where(self, *path: str | int) -> Span:
        """Return where the field at `path` stands, or else its nearest parent that was written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Span(""))

    def value(self, name: str, start: int = 0, end: int | None = None) -> Span:
        """Return where the value of a field stands; characters `start` to `end` of it where it is written verbatim."""
        span, text = self.where(name, "="), str(self.fields.get(name, ""))
        quote = self.quote_width(name)
        if quote is None or end is None:
            return span
        return span.moved(quote + start, min(end, len(text)) - start)

    def quote_width(self, name: str) -> int | None:
        """Return 1 where the value of a field is written in quotation marks, 0 where it is not; None where it is not verbatim."""
        span, text = self.where(name, "="), str(self.fields.get(name, ""))
        width = span.end_column - span.column if span.line == span.end_line else -1
        return {len(text): 0, len(text) + 2: 1}.get(width)
