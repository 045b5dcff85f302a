"""Notes and links → citations and references: what only names a source is cited, every other word of a note stays.

[^1]: https://example.org/a                 → [@example-a]
[^1]: Title, https://example.org/a          → [@example-a], and the reference has the title
[^1]: It was late; see https://example.org/a for why.     → stays a note: It was late; see [@example-a] for why.
a [link](https://example.org/a)             → a link [@example-a]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from igreport.exchange import mention, sources, words
from igreport.exchange.imported import Change
from igreport.exchange.mention import URL_MARK, Mention
from igreport.exchange.sources import Source, Sources
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Block, Inline, walk

_MARKUP = {"Emph": "i", "Strong": "b", "Superscript": "sup", "Subscript": "sub"}
_CONTAINERS = frozenset(["Emph", "Strong", "Superscript", "Subscript", "Strikeout", "Underline", "SmallCaps"])


@dataclass
class Citing:
    """Turns the notes and links of one report into citations; `sources` collects what they cite."""

    sources: Sources
    keep_links: bool
    is_ours: bool
    has_typed_calls: bool = False  # the blanks before calls are the author's typing, and stay as they are
    changes: list[Change] = field(default_factory=list)
    unsure: list[Change] = field(default_factory=list)
    notes: int = 0

    def blocks(self, node: Any) -> Any:
        """Return an AST with its notes and links turned into citations."""
        if isinstance(node, dict):
            return {key: self.blocks(value) for key, value in node.items()}
        if not isinstance(node, list | tuple):
            return node
        result: list[Any] = []
        for index, child in enumerate(node):
            kind = child.get("t") if isinstance(child, dict) else ""
            if kind == "Note":
                is_before_stop = self.is_ours and _is_stop(node, index + 1)
                self._append(result, self._kept_note(child) if is_before_stop else self._note(child))
            elif kind == "Link":
                for inline in self._link(child):
                    self._append(result, inline) if inline["t"] == "Cite" else result.append(inline)
            else:
                result.append(self.blocks(child))
        return result

    def _append(self, result: list[Any], inline: Inline) -> None:
        """Put a citation behind its word: a blank before it, which citeproc takes away again."""
        is_close = bool(result) and result[-1].get("t") not in ("Space", "SoftBreak", "LineBreak")
        if inline["t"] == "Cite" and is_close and not self.has_typed_calls:
            result.append({"t": "Space"})
        result.append(inline)

    def unused(self, texts: Sequence[str]) -> None:
        """Keep what notes that nothing calls name: as references."""
        for text in texts:
            urls = words.urls(text)
            for found in mention.parse(_marked(text, urls), [_address(url) for url in urls]) or ():
                self._take(found)
            for url in urls:
                self.sources.of(_address(url))

    def _link(self, link: Inline) -> list[Inline]:
        text, (target, _title) = link["c"][1], link["c"][2]
        text = self.blocks(text)
        if not sources.is_web(target):
            if target.startswith(("mailto:", "tel:")):
                return [link]
            self._changed("link", f"a link inside the document, or to a file, is now text: {target}")
            return list(text)
        if self.keep_links or self.is_ours:
            return [{"t": "Link", "c": [link["c"][0], text, link["c"][2]]}]
        title = csl_text(text)
        self._take(Mention(target, title=title if sources.is_title(title) and not words.urls(title) else ""))
        return [*text, cite([(self.sources.of(target), "", "")])]

    def _note(self, note: Inline) -> Inline:
        self.notes += 1
        content: list[Block] = note["c"]
        if len(content) == 1:
            text, urls = _linear(content[0]["c"])
            mentions = mention.parse(text, urls) if urls and not (self.is_ours and _has_worded_link(content)) else None
            if mentions and all(map(self._agrees, mentions)):
                return cite([(self._take(found), found.prefix, found.locator) for found in mentions])
        kept = [{"t": "Para", "c": self._remark(block["c"])} for block in content]
        return {"t": "Note", "c": kept}

    def _kept_note(self, note: Inline) -> Inline:
        """Return a note of ours that stands before a stop: citeproc would move a citation's call behind it."""
        self.notes += 1
        return {"t": "Note", "c": [{"t": "Para", "c": self._remark(block["c"])} for block in note["c"]]}

    def _remark(self, inlines: list[Inline]) -> list[Inline]:
        """Return a note's paragraph that says more than its sources, with these cited in it."""
        result: list[Inline] = []
        for index, inline in enumerate(atoms(inlines)):
            url = _url_of(inline)
            if not url:
                result.append(self._inside(inline))
                continue
            source = self.sources.of(url) if not self.is_ours else None
            text = plain_of(inline["c"][1])
            if source is None or (not _is_bare(inline) and source.title not in ("", text)):
                result.append(inline)
                self._worded(url, index)
            elif _is_bare(inline):
                result.append(cite([(source, "", "")]))
            else:
                self._take(Mention(url, title=text if sources.is_title(text) else ""))
                result += [*inline["c"][1], {"t": "Space"}, cite([(source, "", "")])]
        return result

    def _inside(self, inline: Inline) -> Inline:
        if inline["t"] in _CONTAINERS:
            return {"t": inline["t"], "c": self._remark(inline["c"])}
        if inline["t"] == "Link" and not inline["c"][2][0].startswith("mailto:"):
            return {"t": "Span", "c": [["", [], []], inline["c"][1]]}
        return inline

    def _worded(self, url: str, _index: int) -> None:
        if not self.is_ours:
            text = f"note {self.notes} names {url} in other words than before; it stays a note with its link"
            self.unsure.append(Change(0, "note", text))

    def _agrees(self, found: Mention) -> bool:
        """Say whether a mention says of its source what is known of it already, so that the citation prints the same."""
        source = self.sources.found.get(found.url)
        if self.is_ours and not found.title:
            return False  # each source of ours has a title; this is an author's bare link
        if source is None:
            return found.url not in self.sources.known or not found.title or self._is_known_title(found)
        if self.is_ours:
            known = (source.title, source.publisher, source.issued, source.accessed)
            return known == (found.title, found.publisher, found.issued, found.accessed)
        pairs = [(source.title, found.title), (source.accessed, found.accessed)]
        pairs += [(source.publisher, found.publisher), (source.issued, found.issued)]
        return all(not new or not old or old == new for old, new in pairs)

    def _is_known_title(self, found: Mention) -> bool:
        return self.sources.titles.get(found.url) == found.title and not found.accessed

    def _take(self, found: Mention) -> Source:
        """Return the source of a mention, which learns from it what it does not know yet."""
        source = self.sources.of(found.url)
        for name in ("title", "publisher", "issued", "accessed"):
            if not getattr(source, name):
                setattr(source, name, getattr(found, name))
        return source

    def _changed(self, kind: str, text: str) -> None:
        self.changes.append(Change(0, kind, text))

    def complete(self) -> None:
        """Give each source what its URL says: publisher and date; those of an edition of ours are complete."""
        for source in self.sources:
            if self.is_ours or source.is_known:
                continue
            name = sources.publisher(source.url)
            if not source.publisher and name not in source.title:
                source.publisher = name
            source.issued = source.issued or sources.issued(source.url)


def _is_stop(inlines: Sequence[Inline], index: int) -> bool:
    return index < len(inlines) and inlines[index].get("t") == "Str" and inlines[index]["c"][:1] in tuple(".,;:!?")


def _has_worded_link(blocks: Sequence[Block]) -> bool:
    """Say whether a note has a link whose text is not its address."""
    links = [element for element in walk(blocks) if element["t"] == "Link"]
    return any(not _is_bare(link) for link in links)


def cite(cited: Sequence[tuple[Source, str, str]]) -> Inline:
    """Return a citation of sources, each with the words before it and its locator."""
    citations = [
        {
            "citationId": source.id,
            "citationPrefix": words.as_inlines(prefix),
            "citationSuffix": words.as_inlines(f", {locator}") if locator else [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for source, prefix, locator in cited
    ]
    return {"t": "Cite", "c": [citations, []]}


def _address(url: str) -> str:
    return url if "://" in url else f"https://{url}"


def _marked(text: str, urls: list[str]) -> str:
    for url in urls:
        text = text.replace(url, URL_MARK, 1)
    return text


def atoms(inlines: Sequence[Inline]) -> list[Inline]:
    """Return inlines with each URL in their words as a Link of its own."""
    result: list[Inline] = []
    for inline in inlines:
        if inline["t"] != "Str" or not words.URL.search(inline["c"]):
            result.append(inline)
            continue
        position = 0
        for match in words.URL.finditer(inline["c"]):
            before = inline["c"][position : match.start()]
            result += [{"t": "Str", "c": before}] if before else []
            text = [{"t": "Str", "c": match[0]}]
            result.append({"t": "Link", "c": [["", [], []], text, [_address(match[0]), ""]]})
            position = match.end()
        rest = inline["c"][position:]
        result += [{"t": "Str", "c": rest}] if rest else []
    return result


def _url_of(inline: Inline) -> str:
    """Return the address of a link to the web, as the text shows it where it does."""
    if inline["t"] != "Link" or not sources.is_web(inline["c"][2][0]):
        return ""
    shown = plain_of(inline["c"][1]).strip()
    return shown if _is_bare(inline) and "://" in shown else str(inline["c"][2][0])


def _is_bare(link: Inline) -> bool:
    """Say whether a link's text is its own address."""
    return words.is_address(plain_of(link["c"][1]), link["c"][2][0])


def _linear(inlines: Sequence[Inline]) -> tuple[str, list[str]]:
    """Return a note's text with `URL_MARK` for each URL (a link's own text stands before its mark), and the URLs."""
    text, urls = "", []
    for inline in atoms(inlines):
        url = _url_of(inline)
        if url:
            text += URL_MARK if _is_bare(inline) else f"{csl_text(inline['c'][1])}, {URL_MARK}"
            urls.append(url)
        elif inline["t"] in _CONTAINERS and any(_url_of(child) for child in atoms(inline["c"])):
            inner, found = _linear(inline["c"])
            text, urls = text + inner, urls + found
        else:
            text += csl_text([inline])
    return text, urls


def csl_text(inlines: Sequence[Inline]) -> str:
    """Return inlines as a CSL field's text: with `<i>`, `<b>`, `<sup>` and `<sub>`, CSL's own markup."""
    result = ""
    for inline in inlines:
        kind = inline["t"]
        if kind in _MARKUP and (inner := csl_text(inline["c"])).strip():
            result += f"<{_MARKUP[kind]}>{inner}</{_MARKUP[kind]}>"
        elif kind in _CONTAINERS:
            result += csl_text(inline["c"])
        elif kind in ("Link", "Span"):
            result += csl_text(inline["c"][1])
        else:
            result += plain_of([inline])
    return result
