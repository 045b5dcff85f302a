"""A saved HTML page: trafilatura and readability find the article, links find its footnotes, and pandoc reads the rest.

html_article.py   which part of the page is the article
html_notes.py     calls and lists of notes → marks that survive pandoc
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml import etree
from lxml import html as lxml_html

from igreport.exchange import guard, markup, text_of
from igreport.exchange.imported import Change, Imported, ImportRefused, Options
from igreport.exchange.importers import html_article, html_notes
from igreport.exchange.markup import Parsed
from igreport.exchange.pictures import Pictures

_LANGUAGES = frozenset(["en", "en-GB", "en-US", "de", "de-DE", "de-AT", "de-CH"])
_ARGUMENTS = ["--from=html"]


def read(path: Path, options: Options) -> Imported:
    """Return the report in an HTML page."""
    del options
    page = _parse(path)
    parsed = Parsed([], is_ours=_meta(page, "generator") == "igreport", language=_language(page))
    notes, unsure = html_notes.take(page)
    parsed.unsure += unsure
    article = _ours(page, parsed) if parsed.is_ours else html_article.find(page, parsed)
    _drop(article)
    whole = html_notes.with_contents(article, notes)
    blocks = markup.parse(_ARGUMENTS, lxml_html.tostring(whole, encoding="unicode").encode(), path.name)["blocks"]
    pictures = Pictures(lambda target: _picture(path.parent, target))
    parsed.blocks = pictures.replace(html_notes.placed(blocks))
    _check(whole, parsed, path)
    _keep_uncalled(article, notes, parsed)
    parsed.changes += pictures.changes
    parsed.images += pictures.images.values()
    return markup.finish(parsed)


def _parse(path: Path) -> Any:
    text = guard.read_text(path, may_declare=True)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        page = lxml_html.document_fromstring(text, parser=lxml_html.HTMLParser(encoding=None, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ImportRefused(f"{path.name} is not an HTML page that can be read: {error}") from error
    if not page.xpath("//p | //li | //h1 | //h2 | //h3 | //td | //div"):
        raise ImportRefused(f"{path.name} is not an HTML page: it has no paragraph")
    return page


def _language(page: Any) -> str:
    name = str(page.get("lang") or "")
    return name if name in _LANGUAGES else name[:2] if name[:2] in _LANGUAGES else ""


def _meta(page: Any, name: str) -> str:
    found = page.xpath("//meta[@name=$name or @property=$name]/@content", name=name)
    return str(found[0]).strip() if found else ""


def _ours(page: Any, parsed: Parsed) -> Any:
    """Take the cover and the key topics of an edition that igreport built, and return its text."""

    def lines(path: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in page.xpath(path)]

    parsed.title = " ".join(lines("//header//*[@class='title']"))
    parsed.period_text = " ".join(lines("//header//*[@class='period']"))
    parsed.authors = tuple(lines("//header//*[@class='authors']"))
    parsed.publisher = " ".join(lines("//header//*[@class='publisher']"))
    parsed.set_aside += lines("//header//*[@class='published']")
    parsed.published = str(next(iter(page.xpath("//header//time/@datetime")), ""))
    for element in page.xpath("//*[@id='key-topics']"):
        parsed.set_aside += [" ".join(line.text_content().split()) for line in element.xpath("./p")]
        parsed.keypoints += [" ".join(item.text_content().split()) for item in element.xpath(".//li")]
        element.drop_tree()
    for link in page.xpath("//main//a[@class='anchor']"):  # of a heading to itself
        link.drop_tree()
    parsed.changes.append(Change(0, "contents", "the list of contents, which a build makes itself, was left out"))
    return page.xpath("//main")[0]


def _drop(article: Any) -> None:
    for element in article.xpath(".//script | .//style | .//noscript | .//template | .//svg"):
        element.drop_tree()


def _check(whole: Any, parsed: Parsed, path: Path) -> None:
    """Raise ImportRefused where a letter of the article, or of its notes, is not in what was read."""
    called = {mark.get("data-note") for mark in whole.xpath(f".//span[@class='{html_notes.MARK}']")}
    listed = [note for note in whole.xpath("./div[2]/div") if note.get("data-note") not in called]
    skipped = {inner for note in listed for inner in note.iter()}
    given = Counter(
        letter
        for element in whole.iter()
        if element not in skipped and isinstance(element.tag, str)
        for text in (element.text, *(child.tail for child in element))
        for letter in text or ""
        if letter.isalnum()
    )
    text = text_of.read(parsed.blocks)
    lost = given - Counter("".join([*text.blocks, *text.notes]))
    if lost:
        shown = "".join(sorted(lost))[:40]
        raise ImportRefused(
            f"{path.name}: {lost.total()} letters of the article cannot be read ({shown}); nothing was written"
        )


def _keep_uncalled(article: Any, notes: html_notes.Notes, parsed: Parsed) -> None:
    """Keep the notes whose calls stand in no part of the article."""
    called = {mark.get("data-note") for mark in article.xpath(f".//span[@class='{html_notes.MARK}']")}
    for name, note in notes.items():
        if name not in called:
            text = " ".join(note.text_content().split())
            parsed.unused.append(text)
            parsed.unsure.append(
                Change(0, "note-never-cited", f"a note that no part of the article calls: {text[:80]}")
            )


def _picture(folder: Path, target: str) -> bytes | None:
    """Return the bytes of a picture in the page itself, or beside it; the network is never asked."""
    if target.startswith("data:"):
        head, _, data = target.partition(",")
        try:
            return base64.b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
        except ValueError:
            return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    path = (folder / unquote(parts.path)).resolve()
    return path.read_bytes() if path.is_relative_to(folder.resolve()) and path.is_file() else None
