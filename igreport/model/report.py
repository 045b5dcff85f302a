"""A report folder, read: the series, its editions with their sections, references, events and terms.

The models are what the YAML files say, field by field; the JSON Schemas in `igreport/schemas` are made from them.
Each value keeps where it stands: `where()` gives the span of the whole or of one of its keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from igreport.model.dates import Period
from igreport.model.diagnostic import Diagnostic, Severity, Span, Suppression
from igreport.model.document import Block, NotesStyle
from igreport.model.prose import Prose
from igreport.model.reference import Reference

Language = Literal["en", "en-GB", "en-US", "de", "de-DE", "de-AT", "de-CH"]
KeyPath = tuple[str | int, ...]
OneOrMore = str | tuple[str, ...]


class Value(BaseModel):
    """A mapping of a YAML file: frozen, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    _places: Mapping[KeyPath, Span] = PrivateAttr(default_factory=dict)

    def where(self, *path: str | int) -> Span:
        """Return where the key at `path` stands, or else its nearest parent that was written."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Span(""))


class Series(Value):
    """`sections/series.yaml`: what all editions share."""

    title: str = Field(min_length=1, description="The name of the series, as printed on every cover")
    slug: str = Field(
        default="",
        pattern=r"^[a-z0-9-]*$",
        description="The beginning of file names; made from the title where it is missing",
    )
    author: OneOrMore = Field(default=(), description="The author, or a list of authors")
    publisher: str = Field(default="", description="Who publishes the series")
    language: Language = Field(default="en-GB", description="The language of text and labels (BCP 47)")
    notes: NotesStyle = Field(default="page", description="Where notes stand: at the foot of their page, or at the end")


class EditionSettings(Value):
    """`sections/<edition>/edition.yaml`: this edition's date, and what differs from the series."""

    published: datetime.date | None = Field(default=None, description="The day of publication, as 2025-10-06")
    title: str | None = Field(default=None, min_length=1, description="Instead of the series' title")
    author: OneOrMore | None = Field(default=None, description="Instead of the series' author")
    publisher: str | None = Field(default=None, description="Instead of the series' publisher")
    language: Language | None = Field(default=None, description="Instead of the series' language")
    notes: NotesStyle | None = Field(default=None, description="Instead of the series' place of notes")


class FrontMatter(Value):
    """The YAML block that opens a section."""

    title: str = Field(min_length=1, description="The section's heading")
    topic: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="The topic's short name, the same in every edition")
    keypoint: str = Field(min_length=1, description="This section's line in the list of key topics on page one")
    language: Language | None = Field(default=None, description="Instead of the edition's language")


class Event(Value):
    """An entry of `references/events.yaml`."""

    id: str = Field(min_length=1, description="A readable, stable name, as igf-2024")
    name: str = Field(min_length=1, description="The event's full name")
    series: str | None = Field(default=None, description="The series that it belongs to")
    ordinal: int | None = Field(default=None, ge=1, description="Which of the series it is: 19 for the 19th")
    start: datetime.date = Field(description="The first day")
    end: datetime.date | None = Field(default=None, description="The last day, where it is not the first")
    place: str | None = Field(default=None, description="The town, or `online`")
    names: tuple[str, ...] = Field(default=(), description="Other names by which texts speak of it")
    url: str | None = Field(default=None, description="Where the dates are published")


class Term(Value):
    """An entry of `references/terms.yaml`."""

    term: str = Field(min_length=1, description="The right spelling, or the abbreviation")
    expansion: str | None = Field(default=None, description="What the abbreviation stands for")
    variants: tuple[str, ...] = Field(default=(), description="Known wrong spellings")
    well_known: bool = Field(default=False, description="An abbreviation that needs no expansion, as UN or EU")
    url: str | None = Field(default=None, description="Where the right spelling is published")


@dataclass(frozen=True)
class Citation:
    """A source cited in a section: `key` is the reference's id."""

    key: str
    span: Span


@dataclass(frozen=True)
class Link:
    """A link or an image in a section: `target` as the author wrote it."""

    target: str
    text: str
    span: Span


@dataclass(frozen=True)
class Body:
    """The text of a section: pandoc's AST, and where its parts stand, each in document order."""

    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Citation, ...] = ()  # a bare `@word`, which cites nothing
    links: tuple[Link, ...] = ()
    images: tuple[Link, ...] = ()
    prose: tuple[Prose, ...] = ()  # notes before the text that calls them


@dataclass(frozen=True)
class Section:
    """One topic of an edition."""

    path: str
    front: FrontMatter
    body: Body


@dataclass(frozen=True)
class Edition:
    """One issue of the series; its id is its folder's name and its period."""

    period: Period
    path: str  # of its folder
    settings: EditionSettings
    sections: tuple[Section, ...]

    @property
    def identifier(self) -> str:
        """Return the edition's id, as `2025-Q3`."""
        return self.period.identifier


@dataclass(frozen=True)
class Report:
    """All that authors wrote, and what was found wrong in reading it."""

    series: Series
    editions: tuple[Edition, ...] = ()  # oldest first
    references: Mapping[str, Reference] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    has_all_sources: bool = True  # False where a file of sources could not be read: nobody knows what is undefined

    def edition(self, identifier: str) -> Edition | None:
        """Return the edition with that id."""
        return next((edition for edition in self.editions if edition.identifier == identifier), None)

    def errors(self, edition: Edition | None = None) -> list[Diagnostic]:
        """Return the errors that keep `edition` (or any) from being built: its own, and those of shared files."""
        others = {other.path + "/" for other in self.editions if edition is not None and other is not edition}
        return [
            problem
            for problem in self.problems
            if problem.severity is Severity.ERROR and not any(problem.span.path.startswith(path) for path in others)
        ]


def locate(value: Value, places: Mapping[KeyPath, Span]) -> None:
    """Tell a value where its keys stand; only the loader does."""
    value._places = places


def as_tuple(names: Any) -> tuple[str, ...]:
    """Return one or more names as a tuple."""
    return (names,) if isinstance(names, str) else tuple(names or ())
