"""References → RIS: a line a field, a tag before each (Research Information Systems' format, as EndNote and Zotero read it)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from igreport.edition import citeproc
from igreport.model.dates import DateRange
from igreport.model.document import walk
from igreport.model.reference import Reference

_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CONF",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_OTHER = "GEN"
_NAMES = {"author": "AU", "editor": "A2"}
_TEXTS = {
    "title": "TI",
    "container-title": "T2",
    "collection-title": "T3",
    "publisher": "PB",
    "publisher-place": "CY",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "edition": "ET",
    "genre": "M3",
    "ISBN": "SN",
    "ISSN": "SN",
    "DOI": "DO",
    "language": "LA",
    "abstract": "AB",
    "note": "N1",
    "URL": "UR",
}


def write(references: Iterable[Reference]) -> bytes:
    """Return the references as RIS, in UTF-8, lines ending as the format wants them (CR LF)."""
    lines = [line for reference in references for line in _record(reference)]
    return "".join(f"{tag}  - {_line(text)}\r\n" if tag else "\r\n" for tag, text in lines).encode()


def _record(reference: Reference) -> Iterator[tuple[str, str]]:
    fields = reference.fields
    yield "TY", _TYPES.get(reference.type, _OTHER)
    yield "ID", reference.id
    for name, tag in _NAMES.items():
        yield from ((tag, _name(person)) for person in fields.get(name, ()))
    for name, tag in _TEXTS.items():
        if text := fields.get(name):
            yield tag, _text(str(text))
    yield from _pages(str(fields.get("page", "")))
    yield from _dates(reference)
    if reference.archive:
        yield "N1", f"Archived at {reference.archive}"
    yield "ER", ""
    yield "", ""


def _text(text: str) -> str:
    """Return a field without CSL's tags: RIS knows no italics."""
    return "".join(
        str(element["c"]) if element["t"] == "Str" else " "
        for element in walk(citeproc.rich_text(text))
        if element["t"] in ("Str", "Space")
    )


def _name(person: dict[str, Any]) -> str:
    """Return a name as `Family, Given, Suffix`; a body's as it is."""
    if "literal" in person:
        return str(person["literal"])
    given = " ".join(str(person[part]) for part in ("given", "dropping-particle") if part in person)
    family = " ".join(str(person[part]) for part in ("non-dropping-particle", "family") if part in person)
    parts = [family, given, str(person.get("suffix", ""))]
    return ", ".join(parts if parts[2] else filter(None, parts))


def _pages(text: str) -> Iterator[tuple[str, str]]:
    first, _, last = text.replace("–", "-").partition("-")
    if first.strip():
        yield "SP", first
    if last.strip():
        yield "EP", last


def _dates(reference: Reference) -> Iterator[tuple[str, str]]:
    issued, accessed = reference.date("issued"), reference.date("accessed")
    if issued and issued.start:
        yield "PY", f"{issued.start.year:04}"
    if issued:
        yield "DA", _date(issued)
    if accessed:
        yield "Y2", _date(accessed)


def _date(value: DateRange) -> str:
    """Return a date as `2025/08/29/`, a part that is not known left empty, and behind the last stroke what else is said."""
    date = value.start or value.end
    parts = [f"{part:02}" for part in date.parts] if date else []
    rest = [value.literal, "circa" if value.circa else "", f"to {value.end}" if value.start and value.end else ""]
    return "/".join([*parts, *[""] * (3 - len(parts)), ", ".join(filter(None, rest))])


def _line(text: str) -> str:
    return " ".join(text.split())
