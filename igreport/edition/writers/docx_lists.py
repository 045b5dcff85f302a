"""Word's lists as Word has them: numbering definitions that are list styles, and paragraphs in the styles of lists.

A numbering style and a definition name each other (ECMA-376 part 1, 17.9.27 `styleLink`), so that an editor finds the lists
among the styles, and changes all of a kind at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from igreport.edition.writers import docx_measure, docx_parts
from igreport.edition.writers.docx_parts import Parts

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STEP = 425  # an indent, in twentieths of a point: wide enough for the marker `viii.`
_BULLETS = "•\u2013"  # by level, in turn; pandoc's stand in fonts that only Windows has
_BEFORE_LINK = tuple(f"{W}{name}" for name in ("nsid", "multiLevelType", "tmpl", "name"))
_NAMES = {
    "bullet": "Bullets",
    "decimal": "Numbers",
    "lowerLetter": "Small Letters",
    "upperLetter": "Capital Letters",
    "lowerRoman": "Small Roman Numbers",
    "upperRoman": "Roman Numbers",
}
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_TENS = str.maketrans("ivx", "xlc")
_HUNDREDS = str.maketrans("ivx", "cdm")
_GAP = 0.3  # of the type's size, between a marker and its item


@dataclass(frozen=True)
class List:
    """A list: the style of its items, and for each level the format of the numbers and the first of them."""

    style: str  # ListBullet or ListNumber
    levels: tuple[tuple[str, int], ...] = ()

    def hanging(self, depth: int, count: int, size: int) -> int:
        """Return the room for the markers of so many items at a level; the usual step is enough for most."""
        kind, start = self.levels[depth] if depth < len(self.levels) else ("bullet", 1)
        if kind == "bullet" or not count:
            return STEP
        markers = (f"{_counter(kind, number)}." for number in range(start, start + count))
        widest = max(docx_measure.width(marker, size) for marker in markers)
        return max(STEP, round(widest + _GAP * size))


def _counter(kind: str, number: int) -> str:
    """Return a number as Word prints it (17.18.59), of those that pandoc writes."""
    if kind.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif kind.endswith("Roman"):
        tens, hundreds = _ROMAN[number // 10 % 10].translate(_TENS), _ROMAN[number // 100 % 10].translate(_HUNDREDS)
        text = "m" * (number // 1000) + hundreds + tens + _ROMAN[number % 10]
    else:
        return str(number)
    return text.upper() if kind.startswith("upper") else text


def finish(parts: Parts) -> dict[str, List]:
    """Finish the definitions and their styles in place; return each list, by its number."""
    root = docx_parts.parse(parts["word/numbering.xml"])
    for level in root.iter(f"{W}lvl"):
        _set_level(level)
    styles = docx_parts.parse(parts["word/styles.xml"])
    kinds: dict[str, List] = {}
    lists = {item.get(f"{W}numId", ""): _value(item, "abstractNumId") for item in root.iter(f"{W}num")}
    for abstract in list(root.iter(f"{W}abstractNum")):
        identifier = abstract.get(f"{W}abstractNumId", "")
        kind = _value(abstract.find(f"{W}lvl"), "numFmt")
        levels = tuple((_value(level, "numFmt"), _whole(_value(level, "start"))) for level in abstract.iter(f"{W}lvl"))
        kinds[identifier] = List("ListBullet" if kind == "bullet" else "ListNumber", levels)
        own = [number for number, used in lists.items() if used == identifier]
        if kind in _NAMES and own and _is_printed(abstract):
            _link(abstract, own[0], _NAMES[kind], styles)
    parts["word/numbering.xml"] = docx_parts.serialized(root)
    parts["word/styles.xml"] = docx_parts.serialized(styles)
    return {number: kinds[identifier] for number, identifier in lists.items() if identifier in kinds}


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 1


def _set_level(level: etree._Element) -> None:
    depth = int(level.get(f"{W}ilvl", "0"))
    indent = level.find(f"{W}pPr/{W}ind")
    if indent is not None:
        indent.set(f"{W}left", str(STEP * (depth + 1)))
        indent.set(f"{W}hanging", str(STEP))
    text = level.find(f"{W}lvlText")
    if _value(level, "numFmt") == "bullet" and text is not None and text.get(f"{W}val", "").strip():
        text.set(f"{W}val", _BULLETS[depth % len(_BULLETS)])
        for fonts in level.findall(f"{W}rPr"):
            level.remove(fonts)


def _is_printed(abstract: etree._Element) -> bool:
    """Tell whether a definition has markers: pandoc's of blank bullets has none."""
    text = abstract.find(f"{W}lvl/{W}lvlText")
    return text is not None and bool(text.get(f"{W}val", "").strip())


def _link(abstract: etree._Element, number: str, name: str, styles: etree._Element) -> None:
    identifier = f"Igreport{name.replace(' ', '')}"
    known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    if identifier in known:  # a list that begins at another number has a definition of its own
        return
    link = etree.Element(f"{W}styleLink", {f"{W}val": identifier})
    abstract.insert(sum(child.tag in _BEFORE_LINK for child in abstract), link)
    style = etree.SubElement(
        styles, f"{W}style", {f"{W}type": "numbering", f"{W}customStyle": "1", f"{W}styleId": identifier}
    )
    etree.SubElement(style, f"{W}name", {f"{W}val": name})
    etree.SubElement(style, f"{W}uiPriority", {f"{W}val": "99"})
    numbering = etree.SubElement(etree.SubElement(style, f"{W}pPr"), f"{W}numPr")
    etree.SubElement(numbering, f"{W}numId", {f"{W}val": number})


def _value(element: etree._Element | None, name: str) -> str:
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val"))
