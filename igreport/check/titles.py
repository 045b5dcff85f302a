"""Titles that say nothing: what stands where a title should be and was never written."""

from __future__ import annotations

import re

# No work has such a title.
_NOT_WRITTEN = frozenset(
    """title|titel|n/a|na|none|null|todo|to do|tbd|tba|tbc|fixme|xxx|no title|ohne titel|kein titel|o. t|untitled|
    untitled document|untitled page|untitled section|untitled series|unbenannt|unbenanntes dokument|unknown title|
    title missing|titel fehlt|lorem ipsum|platzhalter|placeholder|k. a|keine angabe|your title here|page title|
    seitentitel|dokumenttitel|document title|new section|neuer abschnitt""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
# What a browser shows above a page without a title of its own, or instead of the page; a book may be called so.
_OF_A_PAGE = frozenset(
    """home|homepage|home page|index|index page|main page|start|start page|welcome|page|web page|webpage|website|document|
    pdf|download|downloads|link|source|unknown|error|not found|page not found|file not found|404|404 not found|
    error 404|403 forbidden|forbidden|access denied|just a moment|loading|redirecting|please wait|attention required|
    startseite|hauptseite|willkommen|seite|webseite|dokument|quelle|unbekannt|fehler|seite nicht gefunden|
    nicht gefunden|zugriff verweigert|zugriff nicht möglich|nur einen moment|bitte warten|herunterladen""".replace(
        "\n", ""
    )
    .replace("    ", "")
    .split("|")
)
_FILE = re.compile(
    r"[^\s/]{1,200}\.(?:pdf|docx?|xlsx?|pptx?|odt|html?|php|aspx?|jsp|jpe?g|png|txt)|.{1,200}\.(?:pdf|docx?|xlsx?|pptx?|odt)"
    r"|microsoft word - .{0,200}",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}", re.IGNORECASE)
_MARKS = " \t\n.…!?:;,*_#-–—[](){}<>«»„“”\"'‘’"


def is_unwritten(title: str) -> bool:
    """Say whether `title` only holds the place of a title, whatever it is the title of."""
    text = _plain(title)
    return not text or text in _NOT_WRITTEN or text.startswith(("untitled source (", "lorem ipsum"))


def is_of_a_page(title: str) -> bool:
    """Say whether `title` is what every web page may be called, as `Home` or `Page not found`."""
    return _plain(title) in _OF_A_PAGE


def is_file_name(title: str) -> bool:
    """Say whether `title` is the name of a file."""
    return _FILE.fullmatch(title.strip()) is not None


def is_address(title: str) -> bool:
    """Say whether `title` is an address of the web."""
    return _ADDRESS.fullmatch(title.strip()) is not None


def _plain(title: str) -> str:
    return " ".join(title.casefold().split()).strip(_MARKS)
