"""Footnotes of a page, by what they link to: a call links to an element that has an id, and that element links back.

Role attributes (doc-noteref, doc-backlink: https://www.w3.org/TR/dpub-aria-1.1/) are believed; without them a call is a link
whose text is a number, a letter or a sign, to an element after it that begins a list item, a paragraph or a div.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from typing import Any

from lxml import html as lxml_html

from igreport.exchange.imported import Change
from igreport.model.document import Block

_CALL = re.compile(r"[\[(]?\s*(?:\d{1,4}|[a-z]|[ivxl]{1,6}|[*†‡§]{1,3})\s*[\])]?", re.IGNORECASE)
_BACK = re.compile(r"[↩↑^⏎⬆︎↵\s]+|\[?(?:back|return|jump up|zurück)[\w\s]*\]?", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:[\[(]?(?:\d{1,4}|[*†‡§]{1,3})[\])]?[.:)]?|[a-z][.)])(?=\s|$)", re.IGNORECASE)
MARK, _LIST = "igreport-note", "igreport-notes"
_OWNERS = ("li", "p", "div", "dd", "td", "aside", "section")

Notes = dict[str, Any]  # the id of a note → its element


def take(page: Any) -> tuple[Notes, list[Change]]:
    """Take the notes out of `page`, a mark in place of each call; return them by id, and what was not sure."""
    calls = [
        (link, target)
        for link in page.xpath("//a[starts-with(@href, '#')]")
        if (target := _target(page, link)) is not None
    ]
    backs = {link.get("href")[1:] for link in page.xpath("//a[starts-with(@href, '#')]") if _is_back(link)}
    order = {element: index for index, element in enumerate(page.iter())}
    notes: Notes = {}
    unsure: list[Change] = []
    for link, target in calls:
        owner = _owner(target)
        if not _is_call(link, backs) or owner is None or order[owner] < order[link] or link in list(owner.iter()):
            continue
        notes.setdefault(link.get("href")[1:], owner)
        _mark(link)
    for name, owner in list(notes.items()):
        notes[name] = _content(owner, page)
    for owner in {id(element): element for element in _originals(page, notes)}.values():
        _remove(owner)
    return notes, unsure


def _target(page: Any, link: Any) -> Any:
    name = link.get("href")[1:]
    found = page.xpath("//*[@id=$name] | //a[@name=$name]", name=name) if name else []
    return found[0] if found else None


def _is_back(link: Any) -> bool:
    return link.get("role") == "doc-backlink" or bool(_BACK.fullmatch(link.text_content().strip() or "x"))


def _is_call(link: Any, backs: set[str]) -> bool:
    if link.get("role") == "doc-noteref":
        return True
    if link.get("role") == "doc-backlink" or not _CALL.fullmatch(link.text_content().strip()):
        return False
    ids = {link.get("id"), link.get("name"), *(parent.get("id") for parent in list(link.iterancestors())[:2])} - {None}
    is_raised = any(parent.tag == "sup" for parent in link.iterancestors()) or link.find(".//sup") is not None
    text = link.text_content().strip()
    return bool(ids & backs) or is_raised or bool(re.fullmatch(r"\[\d+\]|\d+", text))


def _owner(target: Any) -> Any:
    """Return the element that a note fills: the one with the id, or the item or paragraph that it begins."""
    element = target
    while element is not None and element.tag not in _OWNERS:
        element = element.getparent()
    if element is None or element.tag in ("section",):
        return None
    parent = element.getparent()
    return parent if element.tag == "p" and parent is not None and parent.tag == "li" and len(parent) == 1 else element


def _mark(link: Any) -> None:
    """Put a mark in place of a call; brackets around it and a `sup` that holds nothing else go with it."""
    place = link
    parent = link.getparent()
    while (
        parent is not None
        and parent.tag in ("sup", "span", "small")
        and parent.text_content().strip(" []()") == link.text_content().strip(" []()")
    ):
        place, parent = parent, parent.getparent()
    mark = lxml_html.Element("span")
    mark.set("class", MARK)
    mark.set("data-note", link.get("href")[1:])
    mark.text = "\u2060"
    mark.tail = place.tail
    place.getparent().replace(place, mark)


def _content(owner: Any, _page: Any) -> Any:
    """Return a copy of a note without its number and its links back; the original is remembered for `_originals`."""
    owner.set("data-igreport-note", "1")
    note = copy.deepcopy(owner)
    note.tail = None
    for link in note.xpath(".//a"):
        href = str(link.get("href") or "")
        is_number = bool(
            _NUMBER.fullmatch(link.text_content().strip() + " ") or _CALL.fullmatch(link.text_content().strip())
        )
        is_anchor = not href and not link.text_content().strip()
        if is_anchor or (href.startswith("#") and (_is_back(link) or is_number)):
            link.drop_tree()
    _without_number(note)
    return note


def _without_number(note: Any) -> None:
    """Take the number away with which a note that is no list item begins."""
    for element in [note, *note.iterdescendants()]:
        if (element.text or "").strip():
            match = _NUMBER.match(element.text)
            if match and note.tag != "li":
                element.text = element.text[match.end() :].lstrip()
            if element.tag == "sup" and not element.text.strip() and len(element) == 0:
                element.drop_tree()
            return
        if element is not note and (element.tail or "").strip():
            return


def _originals(page: Any, _notes: Notes) -> list[Any]:
    return list(page.xpath("//*[@data-igreport-note]"))


def _remove(owner: Any) -> None:
    """Remove a note's element, and the lists, boxes, rules and headings that are empty without it."""
    parent = owner.getparent()
    if parent is None:
        return
    owner.drop_tree()
    while parent is not None and parent.tag in (
        "ol",
        "ul",
        "dl",
        "div",
        "section",
        "aside",
        "tbody",
        "table",
        "tr",
        "footer",
    ):
        rest = [
            child
            for child in parent
            if isinstance(child.tag, str) and child.tag not in ("hr", "h1", "h2", "h3", "h4", "h5", "h6", "br")
        ]
        above = parent.getparent()
        has_text = (parent.text or "").strip() or any((child.tail or "").strip() for child in parent)
        if rest or has_text or above is None or parent.tag in ("body", "main", "article"):
            return
        parent.drop_tree()
        parent = above


def with_contents(article: Any, notes: Notes) -> Any:
    """Return the article with the notes' contents behind it, for pandoc to read all at once."""
    box = lxml_html.Element("div")
    for inner in article.iter("main"):  # pandoc reads nothing that stands outside of `main`
        inner.tag = "div"
    article.tag, article.tail = "div", None
    box.append(article)
    listed = lxml_html.Element("div")
    listed.set("class", _LIST)
    for name, note in notes.items():
        note.tag = "div"
        for key in list(note.attrib):
            del note.attrib[key]
        note.set("data-note", name)
        listed.append(note)
    box.append(listed)
    return box


def placed(blocks: Sequence[Block]) -> list[Block]:
    """Return pandoc's blocks with each mark a Note."""
    box = list(blocks)
    while len(box) == 1 and box[0]["t"] == "Div" and _LIST not in box[0]["c"][0][1]:
        box = box[0]["c"][1]
    listed = [block for block in box if block["t"] == "Div" and _LIST in block["c"][0][1]]
    contents = {_name(note): note["c"][1] for block in listed for note in block["c"][1] if note["t"] == "Div"}
    return [_with_notes(block, contents) for block in box if block not in listed]


def _name(element: dict[str, Any]) -> str:
    pairs = dict(element["c"][0][2])
    return str(pairs.get("note", pairs.get("data-note", "")))


def _with_notes(node: Any, contents: dict[str, list[Block]]) -> Any:
    if isinstance(node, dict):
        if node.get("t") == "Span" and MARK in node["c"][0][1]:
            found = contents.get(_name(node))
            return {"t": "Note", "c": _with_notes(found, {})} if found else {"t": "Str", "c": ""}
        return {key: _with_notes(value, contents) for key, value in node.items()}
    return [_with_notes(child, contents) for child in node] if isinstance(node, list | tuple) else node
