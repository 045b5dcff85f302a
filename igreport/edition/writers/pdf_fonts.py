"""The typefaces of the PDF: from Python packages, never from what the machine happens to have.

A family's files are found in its package; a character that no family has is an error before the page is drawn, because
Pango would print a box, or a glyph of whatever font it finds.
"""

from __future__ import annotations

import functools
import importlib.util
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


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
_CJK = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "FULLWIDTH", "IDEOGRAPHIC")


@functools.cache
def _package_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def _file(family: Family, pattern: str) -> Path | None:
    folder = _package_folder(family.package)
    return next(iter(sorted(folder.glob(pattern))), None) if folder and pattern else None


def files() -> Iterator[Path]:
    """Yield the font files that are installed."""
    for family in FAMILIES:
        for pattern in (family.upright, family.italic):
            if path := _file(family, pattern):
                yield path


def stack(first: str) -> str:
    """Return the families of a `font-family`, beginning with that one."""
    names = [first, *(family.name for family in FAMILIES if family.name != first)]
    return ", ".join(f'"{name}"' for name in names)


def style(characters: Iterable[str]) -> str:
    """Return the @font-face rules for a text of those characters: a family of another script only where it is needed."""
    unusual = set(characters) - KNOWN
    rules = []
    for family in FAMILIES:
        upright, italic = _file(family, family.upright), _file(family, family.italic)
        if upright and (family.italic or unusual & _coverage(upright)):
            rules.append(_face(family.name, upright, "normal"))
        if italic:
            rules.append(_face(family.name, italic, "italic"))
    return "\n".join(rules)


def _face(name: str, path: Path, slope: str) -> str:
    return f"@font-face {{ font-family: '{name}'; src: url('{path.as_uri()}'); font-style: {slope}; font-weight: 200 900 }}"


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
