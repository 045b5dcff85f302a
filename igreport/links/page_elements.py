"""The tags and texts of a page, told one by one → what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from igreport.links.page_dates import MOST_JSON, PageDates
from igreport.links.phrases import marks_in
from igreport.links.shown_text import ShownText, Vocabulary, normalised, words
from igreport.links.tags import attributes_of
from igreport.links.visit import Page

_LONGEST = 300  # characters of a title or heading
_LONGEST_VALUE = 2000  # characters of an attribute that are looked at
_MOST_KEPT = {"data": MOST_JSON, "code": 4096}  # characters of an element's text; for titles and headings:
_MOST_OF_A_TITLE = 2000
_REFRESH = re.compile(
    r"""\s{0,9}(\d{1,4})(?:\.[\d.]{0,9})?(?:\s{0,9}[;,]\s{0,9}|\s{1,9})(?:url\s{0,9}=\s{0,9})?["']?([^"']{1,2000})""",
    re.IGNORECASE,
)
_IMMEDIATE = 5  # seconds until a refresh
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # they steer terminals, and titles are printed
# A tag of another element parts two words.
_WITHIN_WORDS = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup "
    "time tt u var wbr".split()
)
_UNSEEN = frozenset(
    "script style noscript template title textarea select datalist object svg math iframe noframes audio video canvas".split()
)
_AROUND = frozenset("nav footer aside header".split())  # what a page is about stands elsewhere
_AROUND_ROLES = frozenset("navigation banner contentinfo complementary search".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
# Elements whose end tags are often left out, or that have none.
_UNCLOSED = frozenset(
    "p li dt dd tr td th option optgroup thead tbody tfoot html body input img br hr link meta source area col embed wbr".split()
)
_TELLING = re.compile("hidden|display|role|itemprop", re.IGNORECASE)
_CODE = frozenset(["", "module", "text/javascript", "application/javascript"])
_MARKED = frozenset("script iframe div form link input section main body noscript img p".split())
_MARKED_BY = ("id", "class", "src", "action", "name", "href", "data-src")


class _Region:
    """Whether a page is within elements of a kind: the outermost one's name counts, how often it was opened and closed."""

    def __init__(self) -> None:
        self.tag, self.depth = "", 0

    def enter(self, tag: str, *, is_kind: bool) -> None:
        """Take the start of an element."""
        if self.depth:
            self.depth += tag == self.tag
        elif is_kind:
            self.tag, self.depth = tag, 1

    def leave(self) -> None:
        """Take the end of an element of the outermost one's name."""
        self.depth -= 1
        if not self.depth:
            self.tag = ""


class Elements:
    """What a page's tags and texts come to; told by `igreport.links.tags`."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self.text, self.around = ShownText(self.vocabulary), ShownText(self.vocabulary)
        self.dates = PageDates()
        self.titles: dict[str, str] = {}
        self.language = self.refresh = self.robots = ""
        self.has_password = self.has_scripts = False
        self.marks: set[str] = set()
        self.unseen, self.around_it, self.article = _Region(), _Region(), _Region()
        self.open: set[str] = set()  # names of their outermost elements
        self.kept_as, self.kept_until, self.room = "", "", 0
        self.kept: list[str] = []
        self.is_parted = True

    def start(self, tag: str, attributes: str) -> None:
        """Enter an element."""
        if self.kept_as and tag in _HEADINGS:
            self._kept()
        if tag not in _WITHIN_WORDS:
            self._part()
        known = attributes_of(attributes) if attributes and _is_telling(tag, attributes) else {}
        if known or tag in _SPECIAL or tag in self.open:
            self._enter(tag, known)

    def _enter(self, tag: str, known: Mapping[str, str]) -> None:
        self.unseen.enter(tag, is_kind=tag in _UNSEEN or _is_hidden(tag, known))
        self.article.enter(tag, is_kind=tag in ("article", "main"))
        self.around_it.enter(tag, is_kind=self._is_around(tag, known))
        self.open = {self.unseen.tag, self.article.tag, self.around_it.tag}
        if known:
            self._attributes(tag, known)
        if handler := _HANDLERS.get(tag):
            handler(self, tag, known)

    def end(self, tag: str) -> None:
        """Leave an element; there may be none to leave."""
        if tag == self.kept_until:
            self._kept()
        if tag not in _WITHIN_WORDS:
            self._part()
        if tag in self.open:
            for region in (self.unseen, self.article, self.around_it):
                if region.tag == tag:
                    region.leave()
            self.open = {self.unseen.tag, self.article.tag, self.around_it.tag}

    def data(self, text: str) -> None:
        """Take characters between tags."""
        self.is_parted = False
        if self.room > 0:
            self.kept.append(text[: self.room])
            self.room -= len(text)
        if not self.unseen.depth:
            (self.around if self.around_it.depth else self.text).add(text)

    def _part(self) -> None:
        """Part what comes from what was before."""
        if not self.is_parted:
            self.data(" ")
            self.is_parted = True

    def page(self) -> Page:
        """Return what was kept; nothing can be told afterwards."""
        if self.kept_as:
            self._kept()
        self.text.close()
        self.around.close()
        text = self.text if self.text.words else self.around
        titles = self.titles
        self.vocabulary.add(words(titles.get("og:title", "")))
        return Page(
            title=titles.get("title") or titles.get("og:title", ""),
            heading=titles.get("h1") or titles.get("h1 outside") or titles.get("h2") or titles.get("h2 outside", ""),
            opening=text.opening,
            words=text.words,
            text_sha256=text.sha256,
            sketch=text.sketch,
            language=self.language,
            published=self.dates.published,
            modified=self.dates.modified,
            refresh=self.refresh,
            has_password=self.has_password,
            has_scripts=self.has_scripts,
            robots=self.robots,
            marks=tuple(sorted(self.marks)),
            vocabulary=bytes(self.vocabulary.bits),
        )

    def _attributes(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _MARKED:
            values = [attributes[name][:_LONGEST_VALUE] for name in _MARKED_BY if name in attributes]
            self.marks.update(marks_in(" ".join(values)))
        if "itemprop" in attributes:
            value = attributes.get("content") or attributes.get("datetime") or ""
            self.dates.add_named(attributes["itemprop"], value)

    def _is_around(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if tag == "header" and self.article.depth:
            return False
        return tag in _AROUND or attributes.get("role", "") in _AROUND_ROLES

    def _keep(self, name: str, tag: str) -> None:
        """Keep the text of the element that was just entered."""
        if not self.kept_as:
            self.kept_as, self.kept_until = name, tag
            self.room = _MOST_KEPT.get(name, _MOST_OF_A_TITLE)

    def _kept(self) -> None:
        text, name = "".join(self.kept).strip(), self.kept_as
        self.kept, self.kept_as, self.kept_until, self.room = [], "", "", 0
        if not text:
            return
        if name == "data":
            self.dates.add_json(text)
        elif name == "code":
            self.marks.update(marks_in(text))
        else:
            self._title(name, text)

    def _title(self, name: str, text: str) -> None:
        if not self.titles.get(name):
            text = _CONTROLS.sub(" ", text[:_MOST_OF_A_TITLE])
            self.titles[name] = normalised(text)[:_LONGEST].rstrip()
            self.vocabulary.add(words(self.titles[name]))

    def _html(self, _: str, attributes: Mapping[str, str]) -> None:
        self.language = self.language or attributes.get("lang", attributes.get("xml:lang", ""))[:20].strip().lower()

    def _of_title(self, tag: str, _: Mapping[str, str]) -> None:
        if self.unseen.tag == tag:  # not the title of a drawing
            self._keep("title", tag)

    def _heading(self, tag: str, _: Mapping[str, str]) -> None:
        name = f"{tag} outside" if self.around_it.depth else tag
        if not self.unseen.depth and not self.titles.get(name):
            self._keep(name, tag)

    def _script(self, tag: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "").partition(";")[0].strip().lower()
        if kind == "application/ld+json":
            self._keep("data", tag)
        elif kind in _CODE:
            self.has_scripts = True
            self._keep("code", tag)

    def _input(self, _: str, attributes: Mapping[str, str]) -> None:
        is_password = attributes.get("type", "").strip().lower() == "password"
        self.has_password = self.has_password or (is_password and not self.unseen.depth)

    def _time(self, _: str, attributes: Mapping[str, str]) -> None:
        self.dates.add_time(attributes)

    def _meta(self, _: str, attributes: Mapping[str, str]) -> None:
        if self.unseen.depth:
            return
        name = (attributes.get("property") or attributes.get("name") or "").strip().lower()
        content = attributes.get("content", "")[:_LONGEST_VALUE]
        if name == "og:title":
            self._title(name, content)
        elif name == "robots":
            self.robots = self.robots or content[:100]
        elif attributes.get("http-equiv", "").strip().lower() == "refresh":
            self.refresh = self.refresh or _refresh(content)
        elif name:
            self.dates.add_named(name, content)


def _is_telling(tag: str, attributes: str) -> bool:
    return tag in _HANDLERS or tag in _MARKED or bool(_TELLING.search(attributes, 0, _LONGEST_VALUE))


def _is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in _UNCLOSED:
        return False
    if tag == "dialog":
        return "open" not in attributes
    return "hidden" in attributes or "display:none" in attributes.get("style", "")[:200].replace(" ", "").lower()


def _refresh(content: str) -> str:
    """Return where `<meta http-equiv="refresh">` leads at once (HTML Standard, section 4.2.5.3); nothing for a later reload."""
    match = _REFRESH.match(content)
    if not match or int(match[1]) > _IMMEDIATE:
        return ""
    return match[2].strip()


_HANDLERS: dict[str, Callable[[Elements, str, Mapping[str, str]], None]] = {
    "html": Elements._html,
    "title": Elements._of_title,
    "h1": Elements._heading,
    "h2": Elements._heading,
    "script": Elements._script,
    "input": Elements._input,
    "time": Elements._time,
    "meta": Elements._meta,
}
# Elements without attributes that are something else than text.
_SPECIAL = frozenset([*_HANDLERS, *_UNSEEN, *_AROUND, "article", "main"])
