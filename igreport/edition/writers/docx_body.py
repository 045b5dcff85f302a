"""Word's main text as pandoc wrote it, finished: indents, lists, tables, the key topics' box, headings, bookmarks."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from igreport.edition.writers import docx_indents, docx_tables
from igreport.edition.writers.docx_lists import STEP, List
from igreport.edition.writers.docx_page import Room
from igreport.edition.writers.docx_paragraph import level, set_values, switch_on, value

# A comment in a heading that stays out of the contents, which `docx_contents` has pandoc write.
UNLISTED = "igreport: unlisted"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_AFTER_LIST = 130
_BOX = 170  # the indent of the key topics' box
_FIRST_CALL = 3_000_000  # pandoc counts its bookmarks from 9 up, `docx_contents` its own from a million


def finish(root: etree._Element, lists: Mapping[str, List], room: Room, size: int) -> None:
    """Finish the main document part: `lists` by number, the room for text on a page, and the size of its type."""
    docx_indents.finish(root, lists, size)
    _style_lists(root, lists)
    _box_key_topics(root)
    _space_after_lists(root)
    for table in root.iter(f"{W}tbl"):
        docx_tables.finish(table, room)
    _unlist(root)
    _start_contents(root)
    _mark_calls(root)


def _unlist(root: etree._Element) -> None:
    """Give the headings that the contents leave out a style of their own: Word lists those of its styles for headings.

    Their level stands in the paragraph, where reading software finds it, and a field of the contents without `\\u` does not.
    """
    for comment in list(root.iter(etree.Comment)):
        if comment.text != UNLISTED:
            continue
        paragraph = next(comment.iterancestors(f"{W}p"))
        comment.getparent().remove(comment)
        name = value(paragraph, "pStyle")
        set_values(switch_on(paragraph, "pStyle"), val=f"Unlisted{name}")
        set_values(switch_on(paragraph, "outlineLvl"), val=int(name[-1]) - 1)


def _box_key_topics(root: etree._Element) -> None:
    """Give the list of key topics the style of their box."""
    start = root.find(f".//{W}bookmarkStart[@{W}name='key-topics']")
    if start is None:
        return
    items = []
    for element in start.itersiblings():
        if element.tag == f"{W}bookmarkEnd":
            break
        if level(element) == 0:
            items.append(element)
    for item in items:
        set_values(switch_on(item, "pStyle"), val="KeyTopic")
        set_values(switch_on(item, "ind"), left=_BOX + STEP, hanging=STEP)
        # A link in the box looks like the box: it is all links.
        for style in list(item.iter(f"{W}rStyle")):
            if style.get(f"{W}val") == "Hyperlink":
                style.getparent().remove(style)
    for item in items[:-1]:
        switch_on(item, "keepNext")


def _style_lists(root: etree._Element, lists: Mapping[str, List]) -> None:
    """Give the items of lists the styles that Word has for them; the first five levels have one each."""
    for paragraph in root.iter(f"{W}p"):
        found = lists.get(value(paragraph, "numPr", "numId"))
        if found is None:
            continue
        if value(paragraph, "pStyle") != "Compact":
            set_values(switch_on(paragraph, "spacing"), after=_AFTER_LIST)
        depth = min(level(paragraph) or 0, 4) + 1
        set_values(switch_on(paragraph, "pStyle"), val=found.style if depth == 1 else f"{found.style}{depth}")


def _is_item(paragraph: etree._Element) -> bool:
    return value(paragraph, "pStyle").startswith(("ListBullet", "ListNumber"))


def _space_after_lists(root: etree._Element) -> None:
    """Set off what follows a tight list; its items alone stand closer than paragraphs."""
    for paragraph in root.iter(f"{W}p"):
        if not _is_item(paragraph):
            continue
        following = _next(paragraph)
        if following is not None and level(following) is None:
            set_values(switch_on(paragraph, "spacing"), after=_AFTER_LIST)


def _start_contents(root: etree._Element) -> None:
    """Begin the contents on a page of their own, whatever the template's style says."""
    for paragraph in root.iter(f"{W}p"):
        if value(paragraph, "pStyle") == "TOCHeading":
            switch_on(paragraph, "pageBreakBefore")
            return


def _mark_calls(root: etree._Element) -> None:
    """Put a bookmark around each call of a note to which a link leads, as those in the list of sources do: `call_3`."""
    links = {link.get(f"{W}anchor", "") for link in root.iter(f"{W}hyperlink")}
    # A Span with that id around the call has become a bookmark already.
    links -= {mark.get(f"{W}name", "") for mark in root.iter(f"{W}bookmarkStart")}
    for number, reference in enumerate(list(root.iter(f"{W}footnoteReference")), 1):
        run = reference.getparent()
        if f"call_{number}" not in links or run is None:
            continue
        identifier = str(_FIRST_CALL + number)
        run.addprevious(etree.Element(f"{W}bookmarkStart", {f"{W}id": identifier, f"{W}name": f"call_{number}"}))
        run.addnext(etree.Element(f"{W}bookmarkEnd", {f"{W}id": identifier}))


def _next(element: etree._Element) -> etree._Element | None:
    """Return the next paragraph or table beside `element`."""
    return next(element.itersiblings(f"{W}p", f"{W}tbl"), None)
