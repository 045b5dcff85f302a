"""The tags of a Word template: what `{{ title }}` and the others print, and what is wrong with one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from igreport.edition.writers import docx_measure
from igreport.edition.writers.docx_page import TEXT_WIDTH
from igreport.errors import UsageError
from igreport.model.document import Document, cover

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = ("{{", "}}", "{%", "%}", "{#", "#}")
# Between these the text goes on; whatever else stands in a paragraph has no text of its own.
_TEXT = (f"{_W}t", f"{_W}tab", f"{_W}br")
FILTERS = ("upper", "lower")
# Of headers and footers: their type, and the title's share of the text's width.
_RUNNING_TYPE, _RUNNING_SHARE = 170, 0.62
COVER_NAMES = ("title", "period", "authors", "publisher", "published", "imprint")


@dataclass(frozen=True)
class Tag:
    """A tag: what it prints, and how that comes from an edition."""

    meaning: str
    example: str
    value: Callable[[Document], str]


def _page(document: Document) -> tuple[str, str, str]:
    """Return the words around the two numbers of “Page 1 of 9”; the numbers are Word's own fields."""
    before, _, rest = document.labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def _running(document: Document) -> str:
    """Return the title, short enough to stand on one line beside the page's number; a footer of two lines would hide that."""
    return docx_measure.shortened(document.title, _RUNNING_TYPE, _RUNNING_SHARE * TEXT_WIDTH)


def lines(document: Document, name: str) -> list[str]:
    """Return the cover's lines of that name."""
    return [text for own, text in cover(document) if own == name]


TAGS = {
    "title": Tag("the name of the series, or the edition's own title", "Developments in …", lambda d: d.title),
    "running_title": Tag("the title, shortened for headers and footers", "Developments …", _running),
    "period": Tag("the edition's period, in words", "3rd quarter of 2025", lambda d: d.period),
    "edition": Tag("the edition's id", "2025-Q3", lambda d: d.edition),
    "authors": Tag("the authors, with commas", "Ada Lovelace, Alan Turing", lambda d: ", ".join(d.authors)),
    "publisher": Tag("the publisher", "The Ministry", lambda d: d.publisher),
    "published": Tag("the day of publication, in words", "6 October 2025", lambda d: d.published_text),
    "imprint": Tag(
        "revisions, identifier and licence, a paragraph each",
        "Licence: CC-BY-4.0",
        lambda d: "\a".join(lines(d, "imprint")),
    ),
    "logo": Tag("the series' logo; alone in a paragraph of the cover", "(a picture)", lambda d: LOGO if d.logo else ""),
    "identifier": Tag("the edition's DOI, URN or address", "doi:10.5281/zenodo.1", lambda d: d.identifier),
    "license": Tag("the licence", "CC-BY-4.0", lambda d: d.license),
    "language": Tag("the edition's language (BCP 47)", "en-GB", lambda d: d.language),
    "draft": Tag("the word for a draft; nothing in an edition", "Draft", lambda d: d.labels.draft if d.draft else ""),
    "page_before": Tag("the words before the number of the page", "Page ", lambda d: _page(d)[0]),
    "page_between": Tag("the words before the number of pages", " of ", lambda d: _page(d)[1]),
    "page_after": Tag("the words behind it", "", lambda d: _page(d)[2]),
}
LOGO = "\ue000"  # stands where the logo goes until it is put there; no author can write it (Unicode: private use)


def values(document: Document) -> dict[str, str]:
    """Return what each tag prints."""
    return {name: _printable(tag.value(document)) for name, tag in TAGS.items()}


def _printable(text: str) -> str:
    """Return `text` without what XML cannot hold; `\\a` is docxtpl's end of a paragraph."""
    return "".join(character for character in text if character >= " " or character in "\a\t")


def environment(place: str = "in the template") -> Environment:
    """Return Jinja's sandbox, which knows our filters and plain tags alone, wherever in the file they stand.

    docxtpl renders a part whole: what stands in attributes, comments or across paragraphs is code as well.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    class PlainTags(SandboxedEnvironment):
        def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
            tree = super()._parse(source, name, filename)
            _refuse_more(tree, place)
            return tree

    found = PlainTags(undefined=StrictUndefined)
    found.filters = {name: found.filters[name] for name in FILTERS}
    found.globals.clear()
    return found


def named(root: etree._Element) -> set[str]:
    """Return the names of the tags below an element, which `check` has found right."""
    return {name for text in paragraphs(root) for name in _names(environment().parse(text))}


def check(root: etree._Element, where: str, file: str, is_cover: bool = False) -> None:
    """Raise UsageError for the first tag that cannot be filled in, naming it and its place.

    A paragraph's tags begin and end in it: `{{ name }}`, `{{ name|upper }}`, and `{% if name %}…{% endif %}` around words.
    """
    for text in paragraphs(root):
        check_text(text, where, file, is_cover)


def check_text(text: str, where: str, file: str, is_cover: bool = False) -> None:
    """Do what `check` does for the text of one paragraph or property."""
    from jinja2 import TemplateSyntaxError

    if not any(mark in text for mark in _MARKS):
        return
    place = f"{'on' if is_cover else 'in'} the {where} of the template {file}, “{_short(text)}”"
    try:
        tree = environment(place).parse(text)
    except (TemplateSyntaxError, RecursionError) as error:
        hint = "write {{ title }}, or {% if publisher %}…{% endif %} around words; `igreport template --tags` lists the tags"
        raise UsageError(f"{place}: {_lower(str(error))}", hint) from error
    for name in _names(tree):
        _check_name(name, text, place, is_cover)


def _check_name(name: str, text: str, place: str, is_cover: bool) -> None:
    if name not in TAGS:
        raise UsageError(f"{place}: there is no tag `{name}`", _hint(name))
    if name == "logo" and not (is_cover and text.split() == ["{{", "logo", "}}"]):
        hint = "the logo stands alone in a paragraph of the cover, as {{ logo }}; put a picture of your own elsewhere"
        raise UsageError(f"{place}: the tag `logo` cannot stand there", hint)
    if name == "running_title" and is_cover:
        hint = "it is for headers and footers; write {{ title }} on the cover"
        raise UsageError(f"{place}: the tag `running_title` may print less than the title", hint)
    if name == "imprint" and not is_cover:
        raise UsageError(f"{place}: the tag `imprint` prints several lines", "it stands on the cover alone")


def _hint(name: str) -> str:
    import difflib

    close = difflib.get_close_matches(name.lower(), TAGS, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else "`igreport template --tags` lists the tags"


def _refuse_more(tree: nodes.Template, place: str) -> None:
    """Refuse what is more than names and conditions: a template may come from anybody."""
    allowed = {"Output", "TemplateData", "Name", "If", "Not", "And", "Or", "Filter"}
    for node in _below(tree):
        kind = type(node).__name__
        is_plain = kind != "Filter" or (node.name in FILTERS and not (node.args or node.kwargs))  # type: ignore[attr-defined]
        if kind not in allowed or not is_plain:
            hint = (
                "a tag names one thing, as {{ title }} or {{ title|upper }}; {% if publisher %}…{% endif %} is all else"
            )
            raise UsageError(f"{place}: that is more than a tag can do", hint)


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _below(child)


def _names(tree: nodes.Template) -> list[str]:
    return sorted({node.name for node in _below(tree) if type(node).__name__ == "Name"})  # type: ignore[attr-defined]


def paragraphs(root: etree._Element) -> Iterator[str]:
    """Yield the text of each paragraph, and of the properties of pictures where tags may stand."""
    for paragraph in root.iter(f"{_W}p"):
        pieces = (item.text or "" if item.tag == f"{_W}t" else " " for item in paragraph.iter(*_TEXT))
        yield "".join(pieces)


def _short(text: str) -> str:
    found = " ".join(text.split())
    return found if len(found) <= 60 else found[:57] + "…"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:].rstrip(".")
