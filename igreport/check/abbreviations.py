"""The abbreviations of an edition: where each is used, and where it is expanded, in the order in which a reader meets them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from igreport.check.initials import fits
from igreport.check.manuscript import Manuscript, mask
from igreport.check.names import readable, shouted
from igreport.model.prose import Prose
from igreport.model.report import Term

_ABBREVIATION = re.compile(r"(?<![\w@.’'])[a-z]?[A-ZÄÖÜ](?:[a-zäöü]{0,2}[A-ZÄÖÜ0-9&]){1,9}[a-z]{0,2}(?![\w@])")
_ADDED = re.compile(r"\+\d+")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_OPENING = re.compile(
    r"[(\[]\s?[\"“”„«»'‘’]?(?:(?:the|die|der|das|or|oder|kurz|short|abbreviated|abgekürzt|hereafter|hereinafter|hence|"
    r"im Folgenden|nachfolgend|also known as|auch|engl\.|auf Englisch|englisch),?:?\s)?[\"“”„«»'‘’]?(?:[A-Z]\w{0,9}[ .-]){0,2}\Z"
)
_CLOSING = re.compile(r"(?:\.[A-Z]\w{0,5}|[- ][A-Z]\w{0,12})?[’'”“\"+\d]{0,5}\s?[)\]/,;]")
_BEHIND = re.compile(r"[\"“”’']?\s?[(\[]([^()\[\]]{3,160})[)\]]")
_MEANS = re.compile(
    r"(?:,|:| [–—-]| stands for| steht für| means| bedeutet)\s((?:the |die |der |das )?[^.,;:()\[\]\n]{5,120})"
)
_APART = re.compile(
    r"(?:(?:,| [–—-])?\s(?:or|kurz|oder|short|abbreviated|abgekürzt)\s[\"“„]?|(?:,| [–—-])\s[\"“„]?|/)\Z"
)
_MEANING_FOLLOWS = (" (", ", ", ": ", " –", " —", " -", " s", " m", " b", "” (", '" (')
Fit = Literal["exact", "loose", ""]
Meaning = tuple[str, int, Fit]


class Use(NamedTuple):
    """One place where an abbreviation stands; `order` is the place of its block as printed."""

    order: float
    prose: Prose
    start: int
    end: int
    written: str  # "SDGs", "WSIS"


class Expansion(NamedTuple):
    """One place where an abbreviation stands beside what it means."""

    order: float
    prose: Prose
    start: int  # of the abbreviation
    end: int
    written: str
    meaning: str  # "Global Digital Compact"; where `fit` is nothing, the words before the bracket
    meaning_start: int
    fit: Fit  # how well the letters are those of the words
    section: str


@dataclass(frozen=True)
class Abbreviations:
    """Uses and expansions by abbreviation, without plural s and numbers ("SDG", "WSIS"), as they are printed."""

    uses: dict[str, list[Use]] = field(default_factory=dict)
    expansions: dict[str, list[Expansion]] = field(default_factory=dict)


_OF: WeakKeyDictionary[Manuscript, Abbreviations] = WeakKeyDictionary()


def abbreviations(manuscript: Manuscript) -> Abbreviations:
    """Return the abbreviations of the edition."""
    if manuscript not in _OF:
        _OF[manuscript] = _find(manuscript)
    return _OF[manuscript]


def base(written: str) -> str:
    """Return an abbreviation without plural s, numbers and what is added: "SDGs" is "SDG", "ICANN82" and "WSIS+20" too."""
    word = re.sub(r"(?:[+]|v)?\d+(?:\.\d+)?$", "", written)
    return word[:-1] if word.endswith("s") and len(word) > 2 and word[:-1].isupper() else word


@functools.cache
def ordinary() -> frozenset[str]:
    """Return the abbreviations that need no expansion for any reader."""
    lines = (Path(__file__).parent / "data" / "ordinary-abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(base(word) for line in lines if not line.startswith("#") for word in line.split())


def is_ordinary(abbreviation: str, terms: Iterable[Term] = ()) -> bool:
    """Say whether an abbreviation needs no expansion: known to all, well known in the list of terms, or a Roman number."""
    if abbreviation in ordinary() or _ROMAN.fullmatch(abbreviation):
        return True
    return any(term.well_known and base(term.term) == abbreviation for term in terms)


def printed_order(manuscript: Manuscript) -> Iterator[tuple[float, str, Prose]]:
    """Yield each block with its place as printed, and its section: key points are on page one, notes where they are called."""
    called: dict[tuple[str, str], float] = {}
    blocks = [(section.path, prose) for section in manuscript.edition.sections for prose in manuscript.of(section)]
    for number, (_path, prose) in enumerate(blocks):
        called.update({(prose.path, call.label): number + 0.5 for call in prose.calls if call.label})
    for number, (path, prose) in enumerate(blocks):
        if prose.kind == "keypoint":
            yield number - len(blocks), path, prose
        else:
            yield called.get((prose.path, prose.label), number) if prose.kind == "note" else number, path, prose


def _find(manuscript: Manuscript) -> Abbreviations:
    found = Abbreviations()
    for order, section, prose in sorted(printed_order(manuscript), key=lambda row: row[0]):
        own = ""
        for match in _ABBREVIATION.finditer(prose.text):
            word = base(match[0])
            if not _is_abbreviation(word) or _is_symbol(prose.text, *match.span()):
                continue
            own = own or mask(readable(manuscript, prose), shouted(prose))
            if meaning := _meaning(word, prose.text, *match.span()):
                words, place, fit = meaning
                row = Expansion(order, prose, *match.span(), match[0], words, place, fit, section)
                found.expansions.setdefault(word, []).append(row)
            elif own[match.start()] == match[0][0]:
                tail = _ADDED.match(prose.text, match.end())
                use = Use(order, prose, match.start(), tail.end() if tail else match.end(), match[0])
                found.uses.setdefault(word, []).append(use)
    return found


@functools.lru_cache(4096)
def _is_abbreviation(word: str) -> bool:
    capitals = sum(letter.isupper() for letter in word)
    return capitals >= 2 and 2 * capitals >= sum(letter.isalpha() for letter in word)


def _is_symbol(text: str, start: int, end: int) -> bool:
    """Say whether the letters are part of a document's symbol or of an address: "A/RES/79/1", "example.ORG"."""
    after = text[end : end + 3]
    if after[:1] in ("/", ".") and re.match(r"/(?:\d|[A-Z](?:/|\b))|\.[a-z]", after):
        return True
    before = text[max(0, start - 4) : start]
    return before[-1:] in ("/", "-", ".") and bool(re.search(r"(?:^|\W)[A-Z\d]{1,2}/$|\d[/.-]$", before))


def _meaning(word: str, text: str, start: int, end: int) -> Meaning | None:
    """Return what stands beside an abbreviation as its meaning, where it begins, and how well the letters fit."""
    before = text[max(0, start - 40) : start]
    if "(" in before or "[" in before:
        opening = _OPENING.search(before)
        if opening and _CLOSING.match(text, end):
            long = text[max(0, start - 200) : start - len(before) + opening.start()].rstrip(" \n\"“”»«’'‘")
            if found := _before(word, long, max(0, start - 200)):
                return found
    if found := _in_row(word, text, start):
        return found
    return _after(word, text, end) if text.startswith(_MEANING_FOLLOWS, end) else None


def _before(word: str, before: str, offset: int) -> Meaning | None:
    if not before or before[-1] in ".,;:!?)]":
        return None
    own = re.split(r"[.;!?]\s|[()\[\]]", before)[-1]
    offset, before = offset + len(before) - len(own), own
    start, fit = fits(word, before) if own.strip() else (0, "")
    if fit and word in before[start:].split():
        return None
    if fit:
        return before[start:], offset + start, fit
    last = before.split()[-1] if before.split() else " "
    return (last, offset + len(before) - len(last), "") if last[:1].isupper() or last[-1:] in "”“\"’'" else None


def _in_row(word: str, text: str, start: int) -> Meaning | None:
    """Judge "Global Digital Compact/GDC", "(Global Digital Compact, GDC)", "the Global Digital Compact, or GDC"."""
    apart = _APART.search(text[max(0, start - 16) : start])
    if not apart:
        return None
    offset = max(0, start - 200)
    long = text[offset : start - len(apart[0])]
    first, fit = fits(word, long)
    is_meaning = fit == "exact" or (fit == "loose" and apart[0] == "/")
    return (long[first:], offset + first, fit) if is_meaning and word not in long[first:] else None


def _after(word: str, text: str, end: int) -> Meaning | None:
    """Judge "GDC (Global Digital Compact)", "GDC, the Global Digital Compact", "GDC stands for Global Digital Compact"."""
    for pattern in (_BEHIND, _MEANS):
        if match := pattern.match(text, end):
            words = re.split(r"[,;/]", match[1])[0].removeprefix("the ").split()
            if not words or words[0][0].upper() != word[0].upper() or words[0].upper() == word.upper():
                continue
            start, fit = fits(word, " ".join(words))
            if pattern is _BEHIND and fit == "loose" and start == 0 and len(words) <= len(word) + 2:
                return " ".join(words), match.start(1), fit
            for size in range(2, min(len(words), 2 * len(word) + 2) + 1):
                start, fit = fits(word, " ".join(words[:size]))
                if fit == "exact" and start == 0 and word not in words[:size]:
                    return " ".join(words[:size]), match.start(1) + (4 if match[1].startswith("the ") else 0), fit
    return None
