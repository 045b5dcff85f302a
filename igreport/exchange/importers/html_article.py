"""Which part of a page is the article: what trafilatura or readability finds, whole, in the page's own markup.

Both libraries say which blocks are text and which are navigation; neither keeps footnotes, lists and headings as they are. So
their answer is used to find the blocks, and the blocks are taken from the page. What is left out is reported.
"""

from __future__ import annotations

import copy
import logging
import re
from typing import Any

from lxml import html as lxml_html

from igreport.exchange.imported import Change, ImportRefused
from igreport.exchange.markup import Parsed

_BLOCKS = "p|li|h1|h2|h3|h4|h5|h6|td|th|blockquote|pre|dt|dd|figcaption|caption".split("|")
_NEVER = ("nav", "form", "button", "script", "style", "noscript", "template", "iframe", "select", "dialog")
_OWN_BOXES = ("div", "aside", "section", "footer", "header")  # what is a box of its own, and not a part of a text
_BOXES = (*_OWN_BOXES, "ul", "ol", "dl", "table", "figure")
_MARK = "data-igreport-block"
_SHOWN = 70  # characters of a block that was left out


def find(page: Any, parsed: Parsed) -> Any:
    """Return the article of `page` as an element; title and date go to `parsed`, what was left out to its changes."""
    for number, element in enumerate(page.iter(*_BLOCKS)):
        element.set(_MARK, str(number))
    kept = _by_readability(page) | _by_trafilatura(page)
    _read_metadata(page, parsed)
    root = _root(page, kept)
    if root is None:
        raise ImportRefused("no article was found in the page", "save the article alone, or as text")
    _report_outside(page, root, parsed)
    for element in root.xpath("|".join(f".//{name}" for name in _NEVER)):
        element.drop_tree()
    _leave_out(root, kept, parsed)
    _take_title(page, root, parsed)
    return root


def _by_readability(page: Any) -> set[str]:
    """Return the marks of the blocks that readability keeps."""
    from readability import Document
    from readability.readability import Unparseable

    logging.getLogger("readability.readability").setLevel(logging.CRITICAL)
    try:
        summary = Document(lxml_html.tostring(page, encoding="unicode"), min_text_length=10).summary()
    except (Unparseable, ValueError, TypeError, AttributeError):
        return set()
    return set(re.findall(rf'{_MARK}="(\d+)"', summary))


def _by_trafilatura(page: Any) -> set[str]:
    """Return the marks of the blocks whose text trafilatura keeps."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    text = trafilatura.extract(
        lxml_html.tostring(copy.deepcopy(page), encoding="unicode"),
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    solid = _solid(text or "")
    return {
        element.get(_MARK)
        for element in page.iter(*_BLOCKS)
        if (own := _solid(element.text_content())) and len(own) > 2 and own in solid
    }


def _solid(text: str) -> str:
    return re.sub(r"[\s\u2060|*-]+", "", text)


def _root(page: Any, kept: set[str]) -> Any:
    """Return the innermost element that holds most of the text that was kept."""
    blocks = [element for element in page.iter(*_BLOCKS) if element.get(_MARK) in kept]
    total = sum(_length(element) for element in blocks)
    if not total:
        return None
    root = page.find("body") if page.find("body") is not None else page
    while True:
        inner = next(
            (child for child in root if isinstance(child.tag, str) and _share(child, blocks) >= 0.9 * total), None
        )
        if inner is None or inner.tag in _BLOCKS:
            return root
        root = inner


def _share(element: Any, blocks: list[Any]) -> int:
    inside = set(element.iter())
    return sum(_length(block) for block in blocks if block in inside)


def _length(element: Any) -> int:
    """Return how much text a block has itself, the blocks in it aside."""
    inner = sum(len(_solid(child.text_content())) for child in element.iterdescendants(*_BLOCKS))
    return max(len(_solid(element.text_content())) - inner, 0)


def _report_outside(page: Any, root: Any, parsed: Parsed) -> None:
    """Report the text around the article, a line for each block."""
    inside = set(root.iter())
    for element in page.iter(*_BLOCKS):
        text = " ".join(element.text_content().split())
        if text and element not in inside and not any(parent.tag in _BLOCKS for parent in element.iterancestors()):
            parsed.changes.append(Change(0, "outside", f"not part of the article: {text[:_SHOWN]}"))


def _leave_out(root: Any, kept: set[str], parsed: Parsed) -> None:
    """Drop from the article what neither library keeps: boxes of their own, and lists and lines that are links alone."""
    blocks = [element for element in root.iter(*_BLOCKS) if element.get(_MARK) in kept]
    holders = {parent for element in blocks for parent in [element, *element.iterancestors()]}
    inside = {child for element in blocks for child in element.iterdescendants()}
    for element in list(root.iterdescendants(*_BLOCKS, *_BOXES)):
        text = " ".join(element.text_content().split())
        if element in holders or element in inside or not text or not _is_in(root, element):
            continue
        if element.tag not in _OWN_BOXES and _is_among_text(element, holders) and not _is_links(element):
            inside |= set(element.iter())
            continue
        shown = f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text
        parsed.unsure.append(Change(0, "left-out", f"not part of the article, left out: {shown}"))
        element.drop_tree()


def _is_among_text(element: Any, holders: set[Any]) -> bool:
    """Say whether a block stands beside text that was kept: libraries drop short paragraphs and headings."""
    siblings = list(element.getparent())
    return any(sibling in holders and sibling.tag in (*_BLOCKS, "ul", "ol", "table", "figure") for sibling in siblings)


def _is_links(element: Any) -> bool:
    """Say whether most of a block's text is links, as in a list of share buttons or tags."""
    linked = sum(len(_solid(link.text_content())) for link in element.iter("a"))
    return linked > 0.8 * len(_solid(element.text_content()))


def _is_in(root: Any, element: Any) -> bool:
    return any(parent is root for parent in element.iterancestors())


def _read_metadata(page: Any, parsed: Parsed) -> None:
    for name in ("article:published_time", "date", "dcterms.created"):
        found = page.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
        if found and (match := re.match(r"\d{4}-\d\d-\d\d", found[0])):
            parsed.published = match[0]
            return


def _take_title(page: Any, root: Any, parsed: Parsed) -> None:
    """Take the page's title from the article's first heading of level 1, or from the one above the article."""
    inside = root.xpath(".//h1")
    above = [element for element in page.xpath("//h1") if element not in set(inside)]
    if len(inside) == 1 and root.xpath(".//h2 | .//h3"):
        title = inside[0]
    elif not inside and above:
        title = above[-1]
    else:
        return
    parsed.title = " ".join(title.text_content().replace("\u2060", "").split())
    if not title.xpath(".//span[@class='igreport-note']"):
        title.drop_tree()
