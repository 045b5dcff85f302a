"""Our template in the look of a series: its colours, faces, sizes, figures and paper in the place of the defaults.

The template holds the values of `DEFAULT_THEME` on A4, and each is found by its value or its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from igreport.edition.writers.docx_page import PAGES
from igreport.edition.writers.docx_parts import Parts
from igreport.model.document import DEFAULT_THEME

_COLORS = ("text", "muted", "accent", "rule", "box", "ground")
_LENGTH = re.compile(r"(\d{1,3}(?:\.\d{1,4})?) ?(pt|px|mm|cm|in)?$")
_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_HEX = re.compile(r"#(?:[0-9a-f]{3}){1,2}$", re.IGNORECASE)
_COLOURED = ("word/styles.xml", "word/theme/theme1.xml")
_SIZE = re.compile(rb'(?<=<w:sz w:val=")\d+|(?<=<w:szCs w:val=")\d+')
_LINE = b'w:line="298"'  # of the text
# What grows with the text; cover, contents, notes and tables have sizes of their own, as in the PDF.
_SCALED = re.compile(
    rb'<w:docDefaults>.*?</w:docDefaults>|<w:style [^>]*w:styleId="Heading[1-6]">.*?</w:style>', re.DOTALL
)
# The band of the cover, in millimetres from the page's edge.
_MILLIMETRE = 36000
_TOP, _TITLE_LINE, _PERIOD, _FOOT = 51.5, 12.9, 6.7, 14.0
_LOGO_ROOM = 26.0  # a logo's paragraph, and what stands above the band
_LETTERS = 32  # in a line of the title
_BAND = re.compile(rb'(<wp:extent|<a:ext) cx="7776000" cy="3600000"')
_OFFSET = re.compile(rb'(relativeFrom="page">\s*<wp:posOffset>)0(</wp:posOffset></wp:positionV>)')


def apply(parts: Parts, theme: Mapping[str, str], paper: str, numerals: str) -> None:
    """Put the look into our template's parts; what `theme` lacks, or says in a way that Word cannot, stays as it is."""
    colors = {_hex(DEFAULT_THEME[name]): _hex(theme.get(name, "")) or _hex(DEFAULT_THEME[name]) for name in _COLORS}
    for name in _COLOURED:
        parts[name] = re.sub(
            rb'"(%s)"' % "|".join(colors).encode(), lambda m: b'"%s"' % colors[m[1].decode()].encode(), parts[name]
        )
    _faces(parts, theme)
    _sizes(parts, theme)
    _paper(parts, paper)
    if numerals == "old-style":
        head, end, rest = parts["word/styles.xml"].partition(b"</w:rPrDefault>")
        parts["word/styles.xml"] = head.replace(b'w14:val="lining"', b'w14:val="oldStyle"') + end + rest


def _hex(color: str) -> str:
    """Return a colour as Word writes it, `1F3A5F`; nothing for one that is not in hexadecimal digits."""
    if not _HEX.match(color.strip()):
        return ""
    digits = color.strip()[1:].upper()
    return digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)


def _faces(parts: Parts, theme: Mapping[str, str]) -> None:
    fallbacks = {"text-font": ("Georgia,Cambria", "roman"), "heading-font": ("Calibri,Arial", "swiss")}
    for name, (others, family) in fallbacks.items():
        face, default = _face(theme.get(name, "")), DEFAULT_THEME[name]
        if face and face != default:
            old, new = f'typeface="{default}"'.encode(), f"typeface={quoteattr(face)}".encode()
            parts["word/theme/theme1.xml"] = parts["word/theme/theme1.xml"].replace(old, new)
            entry = (
                f'<w:font w:name={quoteattr(face)}><w:altName w:val="{others}"/><w:charset w:val="00"/>'
                f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font></w:fonts>'
            )
            parts["word/fontTable.xml"] = parts["word/fontTable.xml"].replace(b"</w:fonts>", entry.encode())


def _face(family: str) -> str:
    """Return the first family of a CSS list."""
    return family.partition(",")[0].strip().strip("\"'").strip()[:60]


def _sizes(parts: Parts, theme: Mapping[str, str]) -> None:
    """Scale the type of text and headings, and set the height of the text's lines."""
    size = _points(theme.get("text-size", ""))
    scale = size / _points(DEFAULT_THEME["text-size"]) if 6 <= size <= 24 else 1.0
    height = _LENGTH.match(theme.get("line-height", "").strip())
    spread = float(height[1]) / float(DEFAULT_THEME["line-height"]) if height and not height[2] else 1.0

    def scaled(match: re.Match[bytes]) -> bytes:
        return _SIZE.sub(lambda number: b"%d" % round(int(number[0]) * scale), match[0])

    styles = _SCALED.sub(scaled, parts["word/styles.xml"]) if scale != 1 else parts["word/styles.xml"]
    line = round(298 * scale * (spread if 0.7 <= spread <= 2 else 1))
    parts["word/styles.xml"] = styles.replace(_LINE, b'w:line="%d"' % line)


def _points(length: str) -> float:
    match = _LENGTH.match(length.strip())
    return float(match[1]) * _POINTS[match[2]] if match and match[2] else 0.0


def _paper(parts: Parts, paper: str) -> None:
    ours, page = PAGES["A4"], PAGES.get(paper, PAGES["A4"])
    xml = parts["word/document.xml"].replace(ours.size.encode(), page.size.encode())
    parts["word/document.xml"] = xml.replace(ours.sides.encode(), page.sides.encode())


def fit_band(parts: Parts, title: str, has_logo: bool) -> None:
    """Make the band of our cover as deep as its title needs, below the logo where there is one."""
    lines = -(-len(title) // _LETTERS) or 1
    top = _TOP if has_logo else 0.0
    bottom = _TOP + lines * _TITLE_LINE + _PERIOD + _FOOT + (_LOGO_ROOM if has_logo else 0)
    size = b'cx="7776000" cy="%d"' % round((bottom - top) * _MILLIMETRE)
    for name in [name for name in parts if name.startswith("word/header")]:
        xml = _BAND.sub(lambda match: match[1] + b" " + size, parts[name])
        parts[name] = _OFFSET.sub(rb"\g<1>%d\2" % round(top * _MILLIMETRE), xml)
