"""Symbols of official documents: which body, which series, which number; in a text, in an address, in a source.

A symbol's `kind` names body and series ("A/RES", "A/HRC", "S", "EU/reg", "COM", "WT/L"), its `number` the document in it
("79/325"); two symbols of one kind with different numbers are different documents. Sources: United Nations Editorial
Manual, "Document symbols"; Interinstitutional style guide of the EU, 1.2 and 2; EUR-Lex, "CELEX number"; WTO, "Document
symbols"; ITU-T A.5. Revisions, addenda and corrigenda (Rev., Add., Corr.) are the same document here.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar
from urllib.parse import unquote, urlsplit

from igreport.model.reference import Reference

Placed = TypeVar("Placed")


class Symbol(NamedTuple):
    """A document's symbol and where its words stand; `is_told` where the body is not part of it: "resolution 79/302"."""

    kind: str
    number: str
    start: int = 0
    end: int = 0
    is_told: bool = False


GENERAL_ASSEMBLY = "A/RES"
_FIRST = "A|S|E|ST|CCPR|CEDAW|CERD|CRC|CAT|CRPD|CMW|TD|DP|UNEP|WT|IP|OECD"
_PARTED = rf"(?<![\w/.\-])(?:{_FIRST})(?:/[A-Z0-9][\w.()]{{0,20}}(?:-[A-Z]\b)?){{1,7}}(?!\w)"
_PART = r"(\d{1,5})(?:\(\d{4}\))?|([A-Z]{1,5})\.(\d{1,5})"
_REVISION = r"(?i)(?:Rev|Add|Corr|Amend)\b|final\Z"
_LISTED = r"\d{1,4}/\d{1,4}(?![\w/])"
_RESOLUTION = (
    rf"\b[Rr]esolution(?:s|en)?\s(?:(?:Nos?|Nr)\.?\s)?({_LISTED}(?:(?:,\s|,?\s(?:and|und|or|oder)\s){_LISTED}){{0,9}})"
)
_YEARLESS = r"\b[Rr]esolution\s(\d{3,4})(?:\s?\((?:19|20)\d\d\))?(?![\w/])"
_EU_ACT = (
    r"\b(Regulation|Directive|Decision|Verordnung|Richtlinie|Beschluss)\s\((?:EU|EC|EG|EEC|EWG|Euratom)(?:,\s?Euratom)?\)"
    r"\s((?:No\.?\s|Nr\.?\s)?)(\d{1,4})/(\d{1,4})(?![\w/])"
    r"|\b(Directive|Decision|Richtlinie|Beschluss)\s(\d{2,4})/(\d{1,4})/(?:EU|EC|EG|EEC|EWG|JHA|JI)\b"
)
_EU_PAPER = r"\b(COM|SWD|JOIN)\s?[(/](\d{4})[)/]\s?(\d{1,4})\b"
_ITU = r"\bITU-T\s(?:Rec(?:ommendation|\.)?\s)?([A-Z]\.\d{1,4}(?:\.\d{1,4})?)(?!\w)"
_ACTS = {
    "regulation": "EU/reg",
    "verordnung": "EU/reg",
    "directive": "EU/dir",
    "richtlinie": "EU/dir",
    "decision": "EU/dec",
    "beschluss": "EU/dec",
}
# Whose resolution, by words before the number; the General Assembly's where nothing says otherwise.
_BODIES = (
    ("A/HRC/RES", r"Human Rights Council|\bHRC\b|Menschenrechtsrat"),
    ("E/RES", r"\bECOSOC\b|Economic and Social Council|Wirtschafts- und Sozialrat"),
    ("S/RES", r"Security Council|\bUNSC\b|Sicherheitsrat"),
    (
        "",
        r"\b(?:UNEA|UNESCO|WHA|WHO|World Health|Weltgesundheit|IAEA|IAEO|ILO|IMO|OAS|OSCE|OSZE|Parliament)\b",
    ),
    (GENERAL_ASSEMBLY, r"General Assembly|\bUNGA\b|Generalversammlung"),
)
_BEFORE, _AFTER = 60, 40  # characters around a number in which its body is named


def find(text: str) -> list[Symbol]:
    """Return the symbols that a text names, in order."""
    found: list[Symbol] = []
    if "/" in text:
        found += [symbol for match in re.finditer(_PARTED, text) if (symbol := _of_parts(match[0], match.start()))]
    if "esolution" in text:
        found += [*_resolutions(text), *_yearless(text)]
    if "/" in text and ("U)" in text or "C)" in text or "G)" in text or "/E" in text or "/J" in text):
        found += _acts(text)
    if "(" in text or "/" in text:
        found += [
            Symbol(match[1], f"{match[2]}/{int(match[3])}", *match.span()) for match in re.finditer(_EU_PAPER, text)
        ]
    if "ITU-T" in text:
        found += [Symbol("ITU-T", match[1], *match.span()) for match in re.finditer(_ITU, text)]
    return sorted(found, key=lambda symbol: symbol.start)


def _of_parts(written: str, start: int = 0) -> Symbol | None:
    """Return the symbol that `A/HRC/60/63` or `WT/L/1056` is; None where it has no number."""
    written = written.rstrip(".(")
    series, numbers = [], []
    for part in written.split("/"):
        if re.match(_REVISION, part):
            break
        match = re.fullmatch(_PART, part)
        if match and match[1]:
            numbers.append(match[1].lstrip("0") or "0")
        elif match and numbers:
            series.append(match[2])
            numbers.append(match[3])
        else:
            series.append(part.replace("(", "").replace(")", ""))
    if not numbers or (len(series) == 1 and len(numbers) < 2):
        return None
    return Symbol("/".join(series), "/".join(numbers), start, start + len(written))


def _resolutions(text: str) -> Iterator[Symbol]:
    for match in re.finditer(_RESOLUTION, text):
        for number in re.finditer(_LISTED, match[1]):
            start, end = match.start(1) + number.start(), match.start(1) + number.end()
            session, _, serial = number[0].partition("/")
            kind = "E/RES" if len(session) == 4 else _body(text, match.start(), match.end())
            start = match.start() if number.start() == 0 else start
            if kind and kind != "S/RES":
                yield Symbol(kind, f"{int(session)}/{int(serial)}", start, end, True)


def _yearless(text: str) -> Iterator[Symbol]:
    for match in re.finditer(_YEARLESS, text):
        if _body(text, *match.span()) == "S/RES":
            yield Symbol("S/RES", match[1], *match.span(), True)


def _body(text: str, start: int, end: int) -> str:
    """Return whose resolution stands at `text[start:end]`; nothing for a body whose numbers are not known here."""
    before, after = text[max(0, start - _BEFORE) : start], text[end : end + _AFTER]
    named = [(match.end(), kind) for kind, words in _BODIES for match in re.finditer(words, before)]
    if named:
        return max(named)[1]
    return next((kind for kind, words in _BODIES if re.search(words, after)), GENERAL_ASSEMBLY)


def _acts(text: str) -> Iterator[Symbol]:
    for match in re.finditer(_EU_ACT, text):
        kind = _ACTS[(match[1] or match[5]).lower()]
        if match[1]:
            is_number_first = bool(match[2]) or not _is_year(match[3])
            year, number = (match[4], match[3]) if is_number_first else (match[3], match[4])
        else:
            year, number = match[6], match[7]
        yield Symbol(kind, f"{_full(year)}/{int(number)}", *match.span())


def _is_year(text: str) -> bool:
    return len(text) == 4 and "1952" <= text <= "2099"


def _full(year: str) -> str:
    return f"19{year}" if len(year) == 2 else year


_CELEX = r"CELEX[:=/]?[03](\d{4})([RLD])(\d{4})|CELEX[:=/]?5(\d{4})(PC|DC|SC|JC)(\d{4})"
_ELI = r"/eli/(reg|dir|dec)(?:_impl|_del)?/(\d{4})/(\d{1,4})\b"
_PAPER = r"\b(COM|SWD|JOIN)[:(](\d{4})[:)]0{0,4}(\d{1,4})\b"
_IN_ADDRESS = rf"(?<=[/=:])(?:{_FIRST})(?:/[A-Z0-9][A-Za-z0-9.()]{{0,20}}){{1,7}}"
_FILE = r"/([AES](?:_[A-Z0-9.]{1,12}){2,6})(?:-[A-Z]{2})?\.(?:pdf|docx?)\b"
_SUFFIX = r"(?i)\.(?:pdf|docx?|html?|aspx)\b.*"
_ITU_ADDRESS = r"\bT-REC-([A-Z]\.\d{1,4}(?:\.\d{1,4})?)(?![\w.])"
_OECD_ADDRESS = r"\bOECD-LEGAL-(\d{1,5})"
_SECTORS = {"R": "EU/reg", "L": "EU/dir", "D": "EU/dec", "PC": "COM", "DC": "COM", "SC": "SWD", "JC": "JOIN"}
_OF_BODIES = ("un.org", "undocs.org", "unog.ch", "ohchr.org", "unodc.org", "wto.org")


def of_address(address: str) -> list[Symbol]:
    """Return the symbols that an address names: `https://docs.un.org/en/A/RES/79/325`."""
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        return []
    text = unquote(address)
    if host.endswith("europa.eu"):
        return list(_of_europe(text))
    if host.endswith("itu.int"):
        return [Symbol("ITU-T", match[1]) for match in re.finditer(_ITU_ADDRESS, text)]
    if host.endswith("oecd.org"):
        return [Symbol("OECD/LEGAL", match[1].lstrip("0")) for match in re.finditer(_OECD_ADDRESS, text)]
    if not any(host == body or host.endswith(f".{body}") for body in _OF_BODIES):
        return []
    written = [re.sub(_SUFFIX, "", match[0]) for match in re.finditer(_IN_ADDRESS, text)]
    written += [match[1].replace("_", "/") for match in re.finditer(_FILE, text)]
    return [symbol for word in written if (symbol := _of_parts(word))]


def _of_europe(text: str) -> Iterator[Symbol]:
    for match in re.finditer(_CELEX, text):
        year, sector, number = match.groups()[:3] if match[1] else match.groups()[3:]
        yield Symbol(_SECTORS[sector], f"{year}/{int(number)}")
    for match in re.finditer(_ELI, text):
        yield Symbol(f"EU/{match[1]}", f"{match[2]}/{int(match[3])}")
    for match in re.finditer(_PAPER, text):
        yield Symbol(match[1], f"{match[2]}/{int(match[3])}")


def of_source(reference: Reference) -> list[Symbol]:
    """Return the symbols of a source: in `custom: symbol`, in `number`, and in its address."""
    custom = reference.fields.get("custom")
    fields = [custom.get("symbol") if isinstance(custom, dict) else None, reference.fields.get("number")]
    words = [str(field) for field in fields if field is not None]
    return [*(symbol for word in words for symbol in find(word)), *of_address(reference.url)]


_FIRST_OF_SESSIONS = 31  # before 1976, the General Assembly's resolutions were numbered in one row


def general_assembly(session: int) -> tuple[datetime.date, datetime.date]:
    """Return between which days a regular session of the General Assembly may meet.

    It opens in the third week of September and ends on the eve of the next (Rules of Procedure, rule 1; General Assembly
    resolution 57/301); some weeks are added on both sides.
    """
    year = 1945 + session
    return datetime.date(year, 9, 1), datetime.date(year + 1, 9, 30)


def session_of(symbol: Symbol) -> int | None:
    """Return the session whose number a resolution of the General Assembly bears; None for all else."""
    first, _, serial = symbol.number.partition("/")
    if symbol.kind != GENERAL_ASSEMBLY or not serial or not first.isdigit():
        return None
    return int(first) if _FIRST_OF_SESSIONS <= int(first) <= 200 else None


def within(rows: list[Placed], start: int, end: int) -> list[Placed]:
    """Return those of the rows, which are in order, that begin in `text[start:end]`."""
    return rows[bisect_left(rows, start, key=_start) : bisect_left(rows, end, key=_start)]


def _start(row: Any) -> int:
    return int(row.start)


class Session(NamedTuple):
    """A regular session of the General Assembly that words name, and where: "the 79th UNGA"."""

    number: int
    start: int
    end: int


_UN = r"(?:(?:UN|United\sNations)(?:['’]s?)?\s)?"
_SESSION = (
    rf"\b(\d{{1,3}})(?:st|nd|rd|th)\s(?:regular\s)?(?:session\sof\s(?:the\s)?)?{_UN}"
    r"(?:General\sAssembly\b|UNGA\b)(?!['’]s)(?:\sof\sthe\sUnited\sNations|\sin\sNew\sYork)?"
    r"|(?:General\sAssembly|UNGA)['’]s\s(\d{1,3})(?:st|nd|rd|th)\s(?:regular\s)?session"
    r"|\b(\d{1,3})\.\s(?:(?:Sitzungsperiode|Tagung|Sitzung)\s(?:der\s)?)?(?:UN-|VN-|UNO-)?Generalversammlung"
    r"(?:\sder\s(?:Vereinten\sNationen|UNO?|VN))?(?:\sin\sNew\sYork)?"
)


def sessions(text: str) -> list[Session]:
    """Return the sessions of the General Assembly that an English or German text names, in order."""
    if "Assembly" not in text and "UNGA" not in text and "versammlung" not in text:
        return []
    return [Session(int(match[1] or match[2] or match[3]), *match.span()) for match in re.finditer(_SESSION, text)]


def ordinal(number: int) -> str:
    """Return an English ordinal: `79th`."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def session_at(day: datetime.date) -> int:
    """Return the session of the General Assembly that meets on a day: 79 on 24 December 2024."""
    return day.year - 1945 - (day.month < 9)
