"""The addresses that rules judge: each source's `URL`, and those of the text and its notes, each with its places."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from igreport.check.manuscript import Manuscript
from igreport.check.manuscript import addresses as bare
from igreport.model.diagnostic import Fix, Span
from igreport.model.prose import Prose
from igreport.model.reference import Reference

if TYPE_CHECKING:
    from igreport.model.url import Url

Where = Literal["source", "text", "link"]
_MISSES = 50  # links of a text that are written otherwise, before no more are looked for
_OF_THE_WEB = ("http://", "https://")


@dataclass(frozen=True)
class Address:
    """An address as it is written: in a source's `URL`, typed into a text, or the target of a link."""

    text: str
    where: Where
    home: Reference | Prose
    offset: int = 0  # in the prose's text, of a link in its source; -1 for a link that is written otherwise there
    link: tuple[int, int] = (0, 0)  # the words of a link, in the prose's text
    note: int | None = None

    @property
    def url(self) -> Url:
        """Return its parts and faults."""
        return _parsed(self.text)

    @property
    def is_verbatim(self) -> bool:
        """Whether the file has the address character by character."""
        if isinstance(self.home, Reference):
            return self.home.quote_width("URL") is not None
        start, end = self.offset, self.offset + len(self.text)
        return self.home.is_exact and start >= 0 and (self.where == "link" or self.home.source(start, end) == self.text)

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return where `text[start:end]` stands in the file; the whole where the file has it otherwise."""
        end = len(self.text) if end is None else end
        if isinstance(self.home, Reference):
            return self.home.value("URL", start, end) if self.text else self.home.value("URL")
        if self.where == "text":
            return self.home.span(self.offset + start, self.offset + end)
        if self.offset < 0 or not self.home.is_exact:
            return self.home.span(*self.link)
        return self.home.places.span(self.offset + start, self.offset + end)

    def mended(self, text: str, is_safe: bool = True) -> Fix | None:
        """Return the fix that makes `text` of the address, with as small an edit as does it."""
        if not self.is_verbatim or text == self.text:
            return None
        start, end, last = 0, len(self.text), len(text)
        while start < min(end, last) and self.text[start] == text[start]:
            start += 1
        while min(end, last) > start and self.text[end - 1] == text[last - 1]:
            end, last = end - 1, last - 1
        if start == end:  # a place in prose has a width
            start, end, last = (start - 1, end, last) if start else (start, end + 1, last + 1)
        return Fix.replace(self.span(start, end), text[start:last], is_safe)

    def host_span(self) -> Span:
        """Return where its host stands."""
        start = self.text.find(self.url.host)
        return self.span(start, start + len(self.url.host)) if start >= 0 and self.url.host else self.span()


@functools.lru_cache(4096)
def _parsed(text: str) -> Url:
    from igreport.sources.urls import parse

    return parse(text)


def of_source(reference: Reference, note: int | None = None) -> tuple[Address, ...]:
    """Return the address of a source, which `note` cites; none where it has none, or several in one."""
    text = reference.fields.get("URL")
    if not isinstance(text, str):
        return ()
    address = Address(text, "source", reference, note=note)
    is_several = any(fault.kind == "several" for fault in address.url.faults)
    return () if is_several else (address,)


def of_text(manuscript: Manuscript) -> tuple[Address, ...]:
    """Return the addresses of an edition's text and notes, in order; not those that no reader could open."""
    if manuscript not in _OF:
        _OF[manuscript] = tuple(address for prose in manuscript.prose for address in _of_prose(manuscript, prose))
    return _OF[manuscript]


_OF: WeakKeyDictionary[Manuscript, tuple[Address, ...]] = WeakKeyDictionary()


def _of_prose(manuscript: Manuscript, prose: Prose) -> Iterator[Address]:
    note = manuscript.note_of(prose)
    for start, end in bare(prose.text):
        if "://" in prose.text[start : end or start]:
            yield Address(prose.text[start:end], "text", prose, start, note=note)
    place, source, misses = 0, prose.places.text, 0
    for start, end, target in prose.links:
        if prose.text[start:end] == target or not target.startswith(_OF_THE_WEB):
            continue
        at = _of_target(source, target, place) if misses < _MISSES else -1
        yield Address(target, "link", prose, at, (start, end), note)
        place, misses = max(place, at), misses + (at < 0)


def _of_target(source: str, target: str, place: int) -> int:
    """Return where a link's target stands in the source, behind `place`; -1 where it is written otherwise."""
    for opening in ("](", "](<"):
        at = source.find(opening + target, place)
        if at >= 0:
            return at + len(opening)
    return -1
