"""The typefaces of the PDF: from Python packages, never from what the machine happens to have.

A family's files are found in its package; a character that no family has is an error before the page is drawn, because
Pango would print a box, or a glyph of whatever font it finds.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from igreport.sources import typefaces


@dataclass(frozen=True)
class Family:
    """A family of our style sheets and the package that has its files: an upright and perhaps an italic variable face."""

    name: str
    package: str
    upright: str  # a glob in the package's folder
    italic: str = ""


FAMILIES = (
    Family("igreport Serif", "fontpkg_source_serif_4", "files/SourceSerif4[[]*.ttf", "files/SourceSerif4-Italic*.ttf"),
    Family("igreport Sans", "fontpkg_source_sans_3", "files/SourceSans3[[]*.ttf", "files/SourceSans3-Italic*.ttf"),
    Family("igreport Arabic", "fontpkg_amiri", "files/Amiri-Regular.ttf", "files/Amiri-Italic.ttf"),
    Family("igreport Hebrew", "fontpkg_frank_ruhl_libre", "files/*.ttf"),
    Family("igreport SC", "justmytype_intl_cjk", "fonts/ofl/notosanssc/*.ttf"),
    Family("igreport JP", "justmytype_intl_cjk", "fonts/ofl/notosansjp/*.ttf"),
    Family("igreport KR", "justmytype_intl_cjk", "fonts/ofl/notosanskr/*.ttf"),
    Family("igreport TC", "justmytype_intl_cjk", "fonts/ofl/notosanstc/*.ttf"),
)
_OF_THE_HOUSE = {"Source Serif 4": "igreport Serif", "Source Sans 3": "igreport Sans"}
# What Source Serif 4 has for certain (a test holds it to that): most texts need no look into the fonts.
KNOWN = frozenset(
    map(
        chr,
        [
            *range(0x20, 0x7F),
            *range(0xA0, 0x180),
            *range(0x2013, 0x2015),
            *range(0x2018, 0x201F),
            0x2026,
            0x2022,
            0x20AC,
        ],
    )
)
_SETTING = "FONTCONFIG_FILE"
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC")


@contextmanager
def alone() -> Iterator[None]:
    """Have Fontconfig, where it is read meanwhile, look at no font and no rule of the machine: pages are the same on each."""
    before = os.environ.get(_SETTING)
    os.environ[_SETTING] = str(Path(__file__).parents[1] / "templates" / "fonts.conf")
    try:
        yield
    finally:
        del os.environ[_SETTING]
        if before is not None:
            os.environ[_SETTING] = before


@functools.cache
def _package_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _file(family: Family, pattern: str) -> Path | None:
    folder = _package_folder(family.package)
    return next(iter(sorted(folder.glob(pattern))), None) if folder and pattern else None


def files(chosen: Iterable[str] = ()) -> Iterator[Path]:
    """Yield the font files that are installed, of the families `chosen` and of our own."""
    for family_name in dict.fromkeys(chosen):
        yield from (face.path for face in _faces(family_name))
    for family in FAMILIES:
        for pattern in (family.upright, family.italic):
            if path := _file(family, pattern):
                yield path


def name(family: str) -> str:
    """Return the name of a family in our style sheets, which no font of the machine has."""
    return _OF_THE_HOUSE.get(family, f"igreport {family}")


def stack(family: str, last: str) -> str:
    """Return the value of `font-family` for a family that a series has chosen: others stand in where it lacks a character.

    `last` is the first of the others: the serif for text, the sans for headings.
    """
    names = dict.fromkeys([name(family), last, *(other.name for other in FAMILIES)])
    return ", ".join(f'"{name}"' for name in names)


def style(characters: Iterable[str], chosen: Iterable[str] = ()) -> str:
    """Return the @font-face rules for a text of those characters, set in the families `chosen`.

    Our own come last, those of other scripts only where they are needed.
    """
    unusual = set(characters) - KNOWN
    others = [family for family in dict.fromkeys(chosen) if family not in _OF_THE_HOUSE]
    rules = [_face(name(family), *vars(face).values()) for family in others for face in _faces(family)]
    for family in FAMILIES:
        upright, italic = _file(family, family.upright), _file(family, family.italic)
        if upright and (family.italic or unusual & _coverage(upright)):
            rules.append(_face(family.name, upright))
        if italic:
            rules.append(_face(family.name, italic, "italic"))
    return "\n".join(rules)


def _faces(family: str) -> tuple[typefaces.Face, ...]:
    found = typefaces.find(family)
    return found.faces if found else ()


def _face(name: str, path: Path, style: str = "normal", weight: str = "200 900") -> str:
    source = f"src: url('{path.as_uri()}')"
    return f"@font-face {{ font-family: '{name}'; {source}; font-style: {style}; font-weight: {weight} }}"


@functools.cache
def _coverage(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def missing(characters: Iterable[str]) -> list[str]:
    """Return the characters that no installed font has, in order."""
    unusual = {character for character in set(characters) - KNOWN if not _is_invisible(character)}
    if not unusual:
        return []
    for path in files():
        unusual -= _coverage(path)
    return sorted(unusual)


def _is_invisible(character: str) -> bool:
    """Say whether a character has no glyph of its own: breaks, joiners, direction marks, variation selectors."""
    return unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp") or 0xFE00 <= ord(character) <= 0xFE0F


def describe(character: str) -> str:
    """Return a character for a message, as `漢` (U+6F22 CJK UNIFIED IDEOGRAPH-6F22)."""
    name = unicodedata.name(character, "without a name")
    return f"`{character}` (U+{ord(character):04X} {name})"


def remedy(characters: Iterable[str]) -> str:
    """Return what to install for the characters, or what else to do."""
    names = [unicodedata.name(character, "") for character in characters]
    if _package_folder("justmytype_intl_cjk") is None and any(name.startswith(_CJK) for name in names):
        return "install the fonts for Chinese, Japanese and Korean: pip install 'igreport[cjk]'"
    return "write the character otherwise: none of igreport's fonts has it"
