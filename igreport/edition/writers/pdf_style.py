"""The style sheet of the PDF: `templates/print.css`, with the series' theme and the words of the page numbers in it.

What `print.css` has as `var(--…)` is put in here and not by WeasyPrint, which would look each up for each element.
"""

from __future__ import annotations

import re

from igreport.edition.writers import pdf_fonts
from igreport.edition.writers.html import template_text
from igreport.model.document import Document

_SIDES = {"A4": "30mm", "letter": "33mm"}  # margins that leave 150 mm: some 85 characters
_DRAFT_LEFT = 14  # mm, of a draft, where numbers of lines stand; what the text moves left is room at its right
DRAFT_GAP = 5  # mm, on either side of what stands in a draft's right margin
_NUMERALS = {"lining": "lining-nums", "old-style": "oldstyle-nums"}
_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")


def style(document: Document, characters: set[str]) -> str:
    """Return the style sheet, with the faces that a text of those characters needs."""
    values = _values(document)
    sheets = [template_text(name) for name in ("print.css", *(["draft.css"] if document.draft else []))]
    sheet = _VARIABLE.sub(lambda name: values[name[1]], "\n".join(sheets))
    return f"{pdf_fonts.style(characters, typefaces(document))}\n{sheet}"


def typefaces(document: Document) -> tuple[str, str]:
    """Return the families that the series has chosen: for text, and for headings."""
    return document.theme.light["text-font"], document.theme.light["heading-font"]


def _values(document: Document) -> dict[str, str]:
    before, between, after = re.split(r"\{pages?\}", document.labels.page)
    text, heading = typefaces(document)
    return {
        **document.theme.light,
        "page-label": f'"{before}" counter(page) "{between}" counter(pages) "{after}"',
        "paper": document.paper,
        "side": _SIDES[document.paper],
        "numerals": _NUMERALS[document.numerals],
        "serif": pdf_fonts.stack(text, "igreport Serif"),
        "sans": pdf_fonts.stack(heading, "igreport Sans"),
        **_draft_values(document),
    }


def _draft_values(document: Document) -> dict[str, str]:
    right = 2 * float(_SIDES[document.paper].removesuffix("mm")) - _DRAFT_LEFT
    return {
        "draft": f'"{document.labels.draft}"',
        # With a logo the cover begins white, without one in the accent's colour.
        "draft-mark": document.theme.light["accent" if document.logo else "ground"],
        "draft-left": f"{_DRAFT_LEFT}mm",
        "draft-right": f"{right:g}mm",
        "draft-width": f"{right - 2 * DRAFT_GAP:g}mm",
    }
