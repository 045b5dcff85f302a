"""A report folder, read: the series, its editions with their sections, references, events and terms.

The models are what the YAML files say, field by field; the JSON Schemas in `igreport/schemas` are made from them.
Each value keeps where it stands: `where()` gives the span of the whole or of one of its keys.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from igreport.model.dates import Period
from igreport.model.diagnostic import Diagnostic, Severity, Span, Suppression
from igreport.model.document import Block, NotesStyle, Theme
from igreport.model.prose import Prose
from igreport.model.reference import Reference

if TYPE_CHECKING:
    from igreport.model.link import LinkRecord

Language = Literal["en", "en-GB", "en-US", "de", "de-DE", "de-AT", "de-CH"]
KeyPath = tuple[str | int, ...]
OneOrMore = str | tuple[str, ...]
Kind = Literal["text", "texts", "names", "day", "number", "flag", "language", "notes", "choice", "mapping", "mappings"]
Choice = str | bool


@dataclass(frozen=True)
class Key:
    """What a key of a YAML file holds: the models' fields carry one, checks and JSON Schemas are made from it.

    The models are plain dataclasses because importing pydantic takes longer than checking an edition.
    """

    kind: Kind
    description: str
    min_length: int = 0
    pattern: str = ""
    form: str = ""  # what `pattern` asks for, in words
    minimum: int | None = None
    of: type[Value] | None = None  # of which model a mapping, or each of several, is
    choices: tuple[Choice, ...] = ()  # what may stand at a key of the kind `choice`


def key(kind: Kind, description: str, *, default: Any = MISSING, **limits: Any) -> Any:
    """Return the dataclass field of a key; without `default` the key must be there."""
    return field(default=default, metadata={"key": Key(kind, description, **limits)})


class Value:
    """A mapping of a YAML file: frozen, unknown keys refused."""

    _places: Mapping[KeyPath, Span] = {}

    def where(self, *path: str | int) -> Span:
        """Return where the key at `path` stands, or else its nearest parent that was written."""
        while path and path not in self._places:
            path = path[:-1]
        return self._places.get(path, Span(""))


@dataclass(frozen=True)
class Ignored(Value):
    """An entry of `ignore:` in `sections/series.yaml`: what is not to be found in some files."""

    path: str = key("text", "The files, as `path: sections/2024-Q4/*.md`; a folder is all that is in it", min_length=1)
    codes: OneOrMore = key("names", "The rules, as `codes: [TXT111]`: codes, their beginnings or names", min_length=1)
    reason: str = key(
        "text", "Why, as `reason: published as it stands`: whoever reads this next year must know", min_length=1
    )


@dataclass(frozen=True)
class HostSettings(Value):
    """An entry of `hosts:` below `links:`: the pace of one host, where it is not that of all."""

    host: str = key(
        "text",
        "The host, as `host: www.example.org`",
        pattern=r"^[^\s/:@?#]+$",
        form="the name of a host, as www.example.org",
    )
    per_host: int | None = key("number", "Instead of the number of requests at a time", default=None, minimum=1)
    pause: int | None = key("number", "Instead of the pause, in milliseconds", default=None, minimum=0)


@dataclass(frozen=True)
class LinkSettings(Value):
    """`links:` in `sections/series.yaml`: how `igreport links` asks the network."""

    concurrency: int = key("number", "How many requests are under way at a time in all", default=100, minimum=1)
    per_host: int = key("number", "How many requests are under way at a time to one host", default=4, minimum=1)
    pause: int = key(
        "number", "Milliseconds between the starts of two requests to one host, 50 or more", default=50, minimum=50
    )
    hosts: tuple[HostSettings, ...] = key(
        "mappings",
        "Single hosts with a pace of their own, as `- {host: www.example.org, pause: 2000}`",
        default=(),
        of=HostSettings,
    )
    archive: str = key(
        "text",
        "The Wayback Machine, or another archive with its interfaces, as `archive: https://web.archive.org`",
        default="https://web.archive.org",
        pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$",
        form="the address of an archive, as https://web.archive.org",
    )


_PAPERS = ("A4", "letter")
_NUMERALS = ("lining", "old-style")
_ORDERS = (False, True, "topic", "alphabet")
_SPDX = "as `license: CC-BY-4.0` (an SPDX identifier), or in words"


@dataclass(frozen=True)
class Revision(Value):
    """An entry of `revision:` in `sections/<edition>/edition.yaml`: what was changed after a release."""

    date: datetime.date = key("day", "The day of the change, as `date: 2025-10-20`")
    changed: str = key("text", "What changed, as `changed: The date in section WSIS+20 is right now`", min_length=1)


@dataclass(frozen=True)
class ReleasedFile(Value):
    """A file of a release; `igreport release` writes it."""

    name: str = key("text", "The file's name", min_length=1)
    sha256: str = key(
        "text", "Its SHA-256, in hexadecimal", pattern=r"^[0-9a-f]{64}$", form="64 hexadecimal digits, in small letters"
    )


@dataclass(frozen=True)
class Released(Value):
    """An entry of `released:` in `sections/<edition>/edition.yaml`; `igreport release` writes it, newest last."""

    content: str = key(
        "text",
        "The SHA-256 of what the edition says, whatever its format",
        pattern=r"^[0-9a-f]{64}$",
        form="64 hexadecimal digits, in small letters",
    )
    revisions: int = key("number", "How many revisions the edition had then", default=0, minimum=0)
    parts: tuple[str, ...] = key(
        "texts",
        "The cover and the sections, each with the beginning of its SHA-256: to tell which has changed",
        default=(),
    )
    files: tuple[ReleasedFile, ...] = key("mappings", "The files that were handed out", default=(), of=ReleasedFile)


@dataclass(frozen=True)
class Series(Value):
    """`sections/series.yaml`: what all editions share."""

    title: str = key(
        "text",
        "The name of the series, as printed on every cover: `title: Developments in internet governance`",
        min_length=1,
    )
    slug: str = key(
        "text",
        "The beginning of file names; made from the title where it is missing",
        default="",
        pattern=r"^[a-z0-9-]*$",
    )
    author: OneOrMore = key("names", "The author, or a list of authors", default=())
    publisher: str = key("text", "Who publishes the series", default="")
    language: Language = key("language", "The language of text and labels (BCP 47)", default="en-GB")
    notes: NotesStyle = key("notes", "Where notes stand: at the foot of their page, or at the end", default="page")
    paper: str = key("choice", "The page of PDF and DOCX: A4 or letter", default="A4", choices=_PAPERS)
    numerals: str = key("choice", "The figures of the text: lining or old-style", default="lining", choices=_NUMERALS)
    logo: str = key("text", "A picture for the cover, in `sections/`, as `logo: logo.svg`", default="")
    template: str = key(
        "text",
        "A Word template of your own, in `sections/`; `igreport template --docx` writes one to begin with",
        default="",
    )
    license: str = key("text", f"The licence, {_SPDX}", default="")
    calendar: bool = key("flag", "Whether an edition ends with a calendar of its events", default=False)
    abbreviations: bool = key("flag", "Whether an edition ends with its abbreviations", default=False)
    sources: Choice = key(
        "choice",
        "Whether an edition ends with a list of its sources: by `topic` (or true), or by the `alphabet`",
        default=False,
        choices=_ORDERS,
    )
    contact: str = key(
        "text",
        "Who answers for requests to other people's servers, as `contact: editor@example.org`, or the address of a page: "
        "`igreport links` sends it along",
        default="",
        pattern=r"^([!#-'*-?A-~]+@[!#-'*-?A-~]+|https?://[!#-'*-~]+)?$",
        form="an e-mail address or the address of a page, in plain letters (ASCII)",
    )
    ignore: tuple[Ignored, ...] = key(
        "mappings", "What `igreport check` is not to find in some files", default=(), of=Ignored
    )
    links: LinkSettings = key(
        "mapping", "How `igreport links` asks the network", default=LinkSettings(), of=LinkSettings
    )


@dataclass(frozen=True)
class EditionSettings(Value):
    """`sections/<edition>/edition.yaml`: this edition's date, and what differs from the series."""

    published: datetime.date | None = key("day", "The day of publication, as `published: 2025-10-06`", default=None)
    title: str | None = key("text", "Instead of the series' title", default=None, min_length=1)
    author: OneOrMore | None = key("names", "Instead of the series' author", default=None)
    publisher: str | None = key("text", "Instead of the series' publisher", default=None)
    language: Language | None = key("language", "Instead of the series' language", default=None)
    notes: NotesStyle | None = key("notes", "Instead of the series' place of notes", default=None)
    license: str | None = key("text", "Instead of the series' licence", default=None)
    calendar: bool | None = key("flag", "Whether this edition has a calendar", default=None)
    abbreviations: bool | None = key("flag", "Whether this edition has its abbreviations", default=None)
    sources: Choice | None = key(
        "choice", "Whether this edition has a list of its sources", default=None, choices=_ORDERS
    )
    identifier: str = key(
        "text", "The edition's own DOI, URN or address, as `identifier: doi:10.5281/zenodo.1`", default=""
    )
    revision: tuple[Revision, ...] = key(
        "mappings", "What was changed after a release, as `- {date: 2025-10-20, changed: …}`", default=(), of=Revision
    )
    released: tuple[Released, ...] = key(
        "mappings", "What was released; `igreport release` writes it", default=(), of=Released
    )


@dataclass(frozen=True)
class FrontMatter(Value):
    """The YAML block that opens a section."""

    title: str = key("text", "The section's heading, as `title: WSIS+20`", min_length=1)
    topic: str = key(
        "text", "The topic's short name, the same in every edition, as `topic: wsis20`", pattern=r"^[a-z0-9][a-z0-9-]*$"
    )
    keypoint: str = key(
        "text", "This section's line in the list of key topics, as `keypoint: The review has begun`", min_length=1
    )
    language: Language | None = key("language", "Instead of the edition's language", default=None)


@dataclass(frozen=True)
class Event(Value):
    """An entry of `references/events.yaml`."""

    id: str = key("text", "A readable, stable name, as `id: igf-2024`", min_length=1)
    name: str = key("text", "The event's full name, as `name: 19th Internet Governance Forum`", min_length=1)
    start: datetime.date = key("day", "The first day, as `start: 2024-12-15`")
    series: str | None = key("text", "The series that it belongs to", default=None)
    ordinal: int | None = key("number", "Which of the series it is: 19 for the 19th", default=None, minimum=1)
    end: datetime.date | None = key("day", "The last day, where it is not the first", default=None)
    place: str | None = key("text", "The town, or `online`", default=None)
    names: tuple[str, ...] = key("texts", "Other names by which texts speak of it", default=())
    url: str | None = key("text", "Where the dates are published", default=None)


@dataclass(frozen=True)
class Term(Value):
    """An entry of `references/terms.yaml`."""

    term: str = key("text", "The right spelling, or the abbreviation, as `term: ICANN`", min_length=1)
    expansion: str | None = key("text", "What the abbreviation stands for", default=None)
    variants: tuple[str, ...] = key("texts", "Known wrong spellings", default=())
    well_known: bool = key("flag", "An abbreviation that needs no expansion, as UN or EU", default=False)
    url: str | None = key("text", "Where the right spelling is published", default=None)


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
    lines: tuple[int, ...] = ()  # of the file, on which each of `blocks` begins


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
    links: Mapping[str, LinkRecord] = field(default_factory=dict)  # what is known of addresses, by address
    theme: Theme = field(default_factory=Theme)  # `sections/style.css`

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
    object.__setattr__(value, "_places", places)


def as_tuple(names: Any) -> tuple[str, ...]:
    """Return one or more names as a tuple."""
    return (names,) if isinstance(names, str) else tuple(names or ())
