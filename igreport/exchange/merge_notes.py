"""The notes of an edited DOCX → citations and remarks in Markdown, and new sources → references."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz.distance import LCSseq

from igreport.exchange import markdown_text, merge_docx, merge_inlines, merge_words, subset, words
from igreport.exchange.citing import Citing
from igreport.exchange.merge_align import alike
from igreport.exchange.merge_markdown import Source
from igreport.exchange.merge_units import NOTE, Token, pieces
from igreport.exchange.sources import Sources
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Inline
from igreport.model.reference import Reference

_KEYS = re.compile(r"@(?:\{([^{}\s]+)\}|(\w+(?:[:.#$%&+?<>~/-]\w+)*))")
_ALIKE = 0.4  # of a remark's words; less is another remark
_SIGNS = re.compile(r"[\\*_`\[\]<]")


@dataclass
class Notebook:
    """What is known of notes: how each printed one is written, and what the edited DOCX made of it."""

    references: Mapping[str, Reference]
    citing: Citing
    written: dict[str, tuple[str, Source]] = field(default_factory=dict)  # by printed text
    definitions: dict[tuple[str, str], str] = field(default_factory=dict)  # new texts, by path and label
    remarks: list[str] = field(default_factory=list)  # changes that an author must make elsewhere
    has_conflict: bool = False
    source: Source | None = None  # the section that is being merged

    def of_ours(self, base: Sequence[Token], ours: Sequence[Token], source: Source) -> tuple[Token, ...]:
        """Return `ours` with each note named by its text in the base, so that the two compare."""
        printed = [token for token in base if token.kind == NOTE]
        own = [index for index, token in enumerate(ours) if token.kind == NOTE]
        paired = self._paired(printed, [ours[index] for index in own], source)
        result = list(ours)
        for number, index in enumerate(own):
            text = printed[paired[number]].text if number in paired else f"\0{ours[index].source}"
            result[index] = replace(ours[index], text=text)
            if number in paired:
                self.written.setdefault(text, (ours[index].source, source))
        return tuple(result)

    def _paired(self, printed: Sequence[Token], own: Sequence[Token], source: Source) -> dict[int, int]:
        if len(printed) == len(own):
            return {index: index for index in range(len(own))}
        found: dict[int, int] = {}
        start = 0
        for index, token in enumerate(own):
            left = list(enumerate(printed))[start:]
            scores = [(self._likeness(other.text, token, source), -at) for at, other in left]
            if scores and max(scores)[0] >= _ALIKE:
                found[index] = -max(scores)[1]
                start = found[index] + 1
        return found

    def _likeness(self, printed: str, own: Token, source: Source) -> float:
        if own.source.startswith("["):
            keys = _keys(own.source)
            if keys and not own.source.startswith("[^"):
                cited = [self.references[key] for key in keys if key in self.references]
                return sum(bool(item.url) and item.url in printed for item in cited) / len(keys)
        text = [token.text for token in self._inner(own, source)]
        return float(LCSseq.normalized_similarity(text, [piece for piece, _ in pieces(printed)])) if text else 0.0

    def _inner(self, own: Token, source: Source) -> tuple[Token, ...]:
        """Return the words of a remark."""
        if own.source.startswith("[^"):
            definition = source.definitions.get(own.source[2:-1])
            return definition.tokens if definition else ()
        return merge_inlines.parse_inline(own.source[2:-1].strip(), source.language) or ()

    def of_theirs(self, base: Sequence[Token], theirs: Sequence[Token]) -> tuple[Token, ...]:
        """Return `theirs` with each note that was changed named by its old text, and what it says now beside it."""
        old = [token for token in base if token.kind == NOTE]
        new = [index for index, token in enumerate(theirs) if token.kind == NOTE]
        result = list(theirs)
        matcher = SequenceMatcher(None, [t.text for t in old], [theirs[i].text for i in new], autojunk=False)
        for kind, start, end, new_start, new_end in matcher.get_opcodes():
            if kind != "replace":
                continue
            for was, index in zip(old[start:end], new[new_start:new_end], strict=False):
                if _is_changed(was.text, theirs[index].text):
                    result[index] = replace(theirs[index], text=was.text, changed=theirs[index])
        return tuple(result)

    def new(self, theirs: Token) -> Token:
        """Return a note that was not at this place, with its Markdown."""
        written = self.written.get(theirs.text) if theirs.changed is None else None
        if written is None:
            return replace(theirs, source=self._markdown(theirs.changed or theirs))
        source, home = written
        if source.startswith("[^") and home is not self.source:  # a label is its section's own
            definition = home.definitions.get(source[2:-1])
            source = f"^[{definition.content}]" if definition else self._markdown(theirs)
        return replace(theirs, source=source)

    def _markdown(self, theirs: Token) -> str:
        blocks, _changes = subset.bring_down([{"t": "Para", "c": [{"t": "Note", "c": theirs.data}]}])
        read = self.citing.blocks(blocks)
        inline = next((inline for block in read for inline in block["c"] if inline["t"] in ("Cite", "Note")), None)
        if inline is None:
            return f"^[{_escaped(theirs.text)}]"
        if inline["t"] == "Cite":
            return citation(inline)
        language = self.source.language if self.source else "en"
        text = markdown_text.write([inline["c"]], language)[0]
        return f"^[{' '.join(text.split())}]"

    def changed(self, ours: Token, base: Token, theirs: Token) -> Token:
        """Return a note that was changed, with its Markdown; a labelled remark changes in its definition."""
        edited = theirs.changed
        assert edited is not None
        assert self.source is not None
        if ours.source.startswith("[@") or (ours.source.startswith("[") and not ours.source.startswith("[^")):
            return replace(ours, source=self._changed_citation(ours.source, base.text, edited))
        inner = self._inner(ours, self.source)
        if _says(inner, edited.text, base.text):
            return ours
        before = words_of(base.data)
        inner = self.of_ours(before, inner, self.source)
        merged = merge_words.merge(before, words_of(edited.data), inner, self)
        written = merge_words.markdown(merged.tokens, "", self.source.text, self.source.language)
        if merged.has_conflict or written is None:
            self.has_conflict = True
            return replace(ours, source=self._markdown(edited))
        text = " ".join(written)
        if not ours.source.startswith("[^"):
            return replace(ours, source=f"^[{text}]")
        self.definitions[self.source.path, ours.source[2:-1]] = text
        return ours

    def _changed_citation(self, source: str, was: str, edited: Token) -> str:
        before, found, after = edited.text.partition(was.rstrip("."))
        if found and not words.urls(after) and not words.urls(before):
            parts = [_escaped(before.strip()), source, _escaped(after.strip(" ."))]
            text = " ".join(part for part in parts if part)
            return f"^[{text}.]" if before.strip() or after.strip(" .") else source
        if found and not before.strip():
            more = self._markdown(replace(edited, data=[{"t": "Para", "c": words.as_inlines(after.strip(" .;,"))}]))
            if set(_keys(more)) <= set(_keys(source)):  # merged before
                return source
            return f"{source[:-1]}; {more[1:]}" if more.startswith("[") else f"{source}{more}"
        if words.urls(edited.text) == words.urls(was):
            text = f"a note prints a source of references/, change it there: “{was}” is now “{edited.text}”"
            self.remarks.append(text)
            return source
        return self._markdown(edited)


def _keys(source: str) -> list[str]:
    return [braced or plain for braced, plain in _KEYS.findall(source)]


def _says(inner: Sequence[Token], text: str, printed: str) -> bool:
    """Say whether a remark has all words of `text` but those that its citation prints: it was merged before."""
    around = text.replace(printed.rstrip("."), "", 1) if printed.rstrip(".") in text else text
    own = [token.text for token in inner if token.text.isalnum()]
    return own == [piece for piece, _ in pieces(around) if piece.isalnum()]


def _is_changed(was: str, now: str) -> bool:
    """Say whether a note is the same note with other words."""
    old, new = ([piece for piece, _ in pieces(text)] for text in (was, now))
    urls = words.urls(was)
    return was.rstrip(".") in now or (alike(old, new) >= 0.5 and (not urls or urls == words.urls(now)))


def words_of(blocks: Any) -> tuple[Token, ...]:
    """Return the words of a note of a DOCX."""
    inlines: list[Inline] = []
    for block in blocks or []:
        content = block["c"][1] if block["t"] == "Div" else [block]
        for inner in content:
            inlines += [*([{"t": "Space"}] if inlines else []), *inner["c"]]
    return merge_docx.tokens(_without_links(inlines))


def _without_links(inlines: Sequence[Inline]) -> list[Inline]:
    """Return a note's words with addresses as text: as a DOCX shows them, linked or not."""
    result: list[Inline] = []
    for inline in inlines:
        is_bare = inline["t"] == "Link" and words.is_address(plain_of(inline["c"][1]), inline["c"][2][0])
        result += inline["c"][1] if is_bare else [inline]
    return result


def citation(cite: Inline) -> str:
    """Return a citation in Markdown: `[see @key, para. 4; @other]`."""
    parts = []
    for item in cite["c"][0]:
        prefix = plain_of(item["citationPrefix"]).strip()
        suffix = plain_of(item["citationSuffix"]).strip()
        suffix = suffix if suffix.startswith(",") or not suffix else f" {suffix}"
        parts.append(f"{prefix + ' ' if prefix else ''}@{item['citationId']}{suffix}")
    return f"[{'; '.join(parts)}]"


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def notebook(references: Mapping[str, Reference]) -> Notebook:
    """Return an empty notebook over the references of a report."""
    urls = {item.url: item.id for item in references.values() if item.url}
    titles = {item.url: item.title for item in references.values() if item.url}
    sources = Sources(urls, titles, set(references))
    return Notebook(references, Citing(sources, keep_links=False, is_ours=False))
