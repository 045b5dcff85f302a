"""Endnotes: pandoc writes footnotes only, so with `notes: end` they move into Word's endnotes, links and all.

Both parts have the same content model (ECMA-376 part 1, 17.11); they differ in names, and in that endnotes count in
small roman numbers unless told otherwise.
"""

from __future__ import annotations

import re

from igreport.edition.writers.docx_parts import Parts

_DECIMAL = b'<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
_RELATION = b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
_NAMES = [
    (rb"<(/?)w:footnote\b", rb"<\1w:endnote"),
    (rb"<(/?)w:footnotes\b", rb"<\1w:endnotes"),
    (rb"<(/?)w:footnoteRef\b", rb"<\1w:endnoteRef"),
    (rb"<(/?)w:footnoteReference\b", rb"<\1w:endnoteReference"),
    (rb'(<w:[pr]Style w:val=")Footnote(Text|Reference)"', rb'\1Endnote\2"'),
]
# What may follow `endnotePr` in the settings; the schema is a sequence.
_SETTINGS_AFTER = ("compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping", "decimalSymbol")


# Behind the headers, the footers and the footnotes' properties of each section (17.6.17).
_SECTION = re.compile(
    rb"(<w:sectPr\b[^>]*>(?:\s*<w:(?:header|footer)Reference\b[^>]*/>)*(?:\s*<w:footnotePr\b[^>]*/>)?)(?!\s*<w:endnotePr)"
)


def move_to_end(parts: Parts) -> None:
    """Turn the footnotes in `parts` into endnotes with decimal numbers."""
    parts["word/endnotes.xml"] = _renamed(parts.pop("word/footnotes.xml"))
    if "word/_rels/footnotes.xml.rels" in parts:
        parts["word/_rels/endnotes.xml.rels"] = parts.pop("word/_rels/footnotes.xml.rels")
    document = _renamed(parts["word/document.xml"])
    parts["word/document.xml"] = _SECTION.sub(rb"\1" + _DECIMAL, document)
    parts["word/settings.xml"] = _insert_before(parts["word/settings.xml"], _SETTINGS_AFTER, _DECIMAL)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"footnotes", b"endnotes")
    # Exact, because the targets of authors' links stand in the same part.
    relations = parts["word/_rels/document.xml.rels"].replace(_RELATION % b"footnotes", _RELATION % b"endnotes")
    parts["word/_rels/document.xml.rels"] = relations.replace(b'Target="footnotes.xml"', b'Target="endnotes.xml"')


def _insert_before(xml: bytes, followers: tuple[str, ...], element: bytes) -> bytes:
    """Return `xml` with `element` before the first of the `followers` (names in the namespace of `w` or `m`)."""
    pattern = rb"<[wm]:(?:%s)\b" % "|".join(followers).encode()
    return re.sub(pattern, lambda match: element + match[0], xml, count=1)


def _renamed(xml: bytes) -> bytes:
    # Only tags and style names match: in text, `<` is escaped.
    for pattern, replacement in _NAMES:
        xml = re.sub(pattern, replacement, xml)
    return xml
