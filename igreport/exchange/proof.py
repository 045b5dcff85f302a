"""The proof that an import lost nothing: the words of the input, in order, are the words of the files, in order.

The files are read back by `igreport.sources.load`, as every other command reads them. What front matter and YAML hold (title,
key topics, what the house prints itself) may stand anywhere in the input; sections and notes have one order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from igreport.exchange import dates, sources, text_of, words
from igreport.exchange.imported import Imported, is_undefined_note
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Block, walk
from igreport.model.reference import Reference
from igreport.model.report import Edition, Report

Words = tuple[str, ...]
_AROUND = 6  # words on each side of a difference, in its message


@dataclass(frozen=True)
class _Cited:
    """A source in a note: the words that may stand for it, each group once or not at all, the URL always."""

    groups: tuple[tuple[bool, tuple[Words, ...]], ...]  # (must it stand there, ways to write it)
    url: str


Call = tuple[str | _Cited, ...]


def difference(imported: Imported, report: Report, edition: Edition, pieces: Sequence[str], invented: str) -> str:
    """Return the first difference between the input and the files, in an author's words, or nothing.

    `pieces` are the texts outside of sections; `invented` is the title of the first section where the input has none.
    """
    body = _body(edition, invented)
    front = [words.of_text(piece) for piece in pieces]
    return _in_order(imported.words, body, [piece for piece in front if piece]) or _notes(imported, report, edition)


def _body(edition: Edition, invented: str) -> Words:
    found: list[str] = []
    for index, section in enumerate(edition.sections):
        if index or section.front.title != invented:
            found += words.of_text(section.front.title)
        found += text_of.read(section.body.blocks).words
    return tuple(found)


def _in_order(given: Words, body: Words, front: Sequence[Words]) -> str:
    """Match the input's words with those of the body and, wherever they stand, with the pieces of the front."""
    choices: list[tuple[int, int, frozenset[int]]] = [(0, 0, frozenset())]
    seen: set[tuple[int, int, frozenset[int]]] = set()
    farthest = (0, 0)
    while choices:
        at, done, used = choices.pop()
        while True:
            if (at, done) > farthest:
                farthest = (at, done)
            if at == len(given) and done == len(body):
                return ""
            fits = [
                index
                for index, piece in enumerate(front)
                if index not in used
                and at < len(given)
                and given[at] == piece[0]
                and given[at : at + len(piece)] == piece
            ]
            can_go_on = at < len(given) and done < len(body) and given[at] == body[done]
            for index in fits:
                state = (at + len(front[index]), done, used | {index})
                if state not in seen:
                    seen.add(state)
                    choices.append(state)
            if not can_go_on:
                break
            if fits:
                state = (at + 1, done + 1, used)
                if state not in seen:
                    seen.add(state)
                    choices.insert(0, state)
                break
            at, done = at + 1, done + 1
    at, done = farthest
    before, rest, written = given[max(at - _AROUND, 0) : at], given[at : at + _AROUND], body[done : done + _AROUND]
    return f"after “{_some(before)}” the input has “{_some(rest)}”, the sections would have “{_some(written)}”"


def _some(found: Words) -> str:
    return " ".join(found) or "nothing more"


def _notes(imported: Imported, report: Report, edition: Edition) -> str:
    """Match each call of the sections with a note or a link of the input; each of these must be called, or kept."""
    waiting = list(enumerate(imported.notes))
    links = list(imported.links)
    in_text = set(imported.links) | set(imported.words)
    for number, (call, urls) in enumerate(_calls(edition, report), 1):
        found = next((entry for entry in waiting if _fits(call, entry[1])), None)
        if found is not None:
            waiting.remove(found)
        elif len(urls) == 1 and (urls[0] in in_text or _bare(urls[0]) in in_text):
            if urls[0] in links:
                links.remove(urls[0])
        elif not any(_fits(call, note) for note in imported.notes):
            return f"note {number} of the sections, “{_show(call)}”, is no note of the input"
    kept = _kept_links(edition)
    lost_links = [link for link in links if sources.is_web(link) and link not in kept and link not in _urls(report)]
    if lost_links:
        return f"the link to {lost_links[0]} would be lost"
    unused = [words.of_text(text) for text in imported.unused_notes]
    for index, note in waiting:
        if note in unused:
            unused.remove(note)
        elif note:
            return f"note {index + 1} of the input, “{_some(note)}”, is in no section"
    return ""


def _kept_links(edition: Edition) -> set[str]:
    return {link.target for section in edition.sections for link in section.body.links}


def _urls(report: Report) -> set[str]:
    return {reference.url for reference in report.references.values()}


def _calls(edition: Edition, report: Report) -> list[tuple[Call, list[str]]]:
    """Return each note and citation of the sections, in order, and the URLs that it cites."""
    found: list[tuple[Call, list[str]]] = []
    for section in edition.sections:
        skipped: set[int] = set()
        for element in walk(section.body.blocks):
            if element["t"] == "Note":
                skipped |= {id(inner) for inner in walk(element["c"])}
                if not is_undefined_note(element):
                    found.append((_remark(element["c"], report), []))
            elif element["t"] == "Cite" and id(element) not in skipped:
                call = _citation(element, report)
                found.append((call, [part.url for part in call if isinstance(part, _Cited)]))
    return found


def _remark(blocks: Sequence[Block], report: Report) -> Call:
    """Return a note that is more than a citation: its words, and the sources cited in it."""
    cites = iter([element for element in walk(blocks) if element["t"] == "Cite"])
    marked = [_with_marks(block) for block in blocks]
    parts: list[str | _Cited] = []
    for index, text in enumerate(text_of.note(marked).split(_MARK)):
        if index:
            parts += _citation(next(cites), report)
        parts += words.of_text(text)
    return tuple(parts)


_MARK = "\ufffc"


def _with_marks(node: Any) -> Any:
    if isinstance(node, dict):
        if node.get("t") == "Cite":
            return {"t": "Str", "c": _MARK}
        return {key: _with_marks(value) for key, value in node.items()}
    return [_with_marks(child) for child in node] if isinstance(node, list | tuple) else node


def _citation(cite: dict[str, Any], report: Report) -> Call:
    parts: list[str | _Cited] = []
    for cited in cite["c"][0]:
        parts += words.of_text(plain_of(cited["citationPrefix"]))
        reference = report.references[cited["citationId"]]
        parts.append(_cited(reference, words.of_text(plain_of(cited["citationSuffix"]))))
    return tuple(parts)


def _cited(reference: Reference, locator: Words) -> _Cited:
    fields = reference.fields
    groups: list[tuple[bool, tuple[Words, ...]]] = [
        (False, (_field(fields.get(name)),)) for name in ("title", "publisher")
    ]
    groups.append((False, _dates(reference, "issued", ("",))))
    groups.append((bool(locator), (locator,)))
    groups.append((True, ((reference.url,), (_bare(reference.url),))))
    groups.append((False, _dates(reference, "accessed", ("accessed ", "abgerufen am "))))
    return _Cited(tuple((must, tuple(way for way in ways if way)) for must, ways in groups if any(ways)), reference.url)


def _field(value: Any) -> Words:
    text = str(value or "")
    for tag in ("i", "b", "sup", "sub"):
        text = text.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    return words.of_text(text)


def _dates(reference: Reference, name: str, before: tuple[str, ...]) -> tuple[Words, ...]:
    date = reference.date(name)
    if date is None or date.start is None:
        return ()
    return tuple(words.of_text(start + text) for start in before for text in dates.printed(str(date.start)))


def _bare(url: str) -> str:
    return url.partition("://")[2]


def _fits(call: Call, note: Words) -> bool:
    """Say whether the words of `note` are those of `call`, a source's optional words there or not."""
    ends = {0}
    for part in call:
        if isinstance(part, str):
            ends = {at + 1 for at in ends if at < len(note) and note[at] == part}
            continue
        for must, ways in part.groups:
            on = {at + len(way) for at in ends for way in ways if note[at : at + len(way)] == way}
            ends = on if must else on | ends
    return len(note) in ends


def _show(call: Call) -> str:
    return " ".join(part if isinstance(part, str) else part.url for part in call)
