"""The list of sources at an edition's end: each once, complete, with the notes that cite it.

citeproc makes the entries in the run that makes the notes, sorted as the edition's language sorts; here they are taken out
of its output, and put in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from igreport.edition import wording
from igreport.edition.citeproc import plain_words
from igreport.model.document import Block, Inline, walk

Entries = Mapping[str, list[Inline]]
_PREFIX = "ref-"  # citeproc's, before an entry's id
_CALL = "call_"  # before a note's number; no heading's id has an underscore


def take_entries(blocks: list[Block]) -> Entries:
    """Take citeproc's bibliography off the end of `blocks`; return the entries by the sources' ids, in its order."""
    if not blocks or blocks[-1]["t"] != "Div" or blocks[-1]["c"][0][0] != "refs":
        return {}
    return {
        entry["c"][0][0].removeprefix(_PREFIX): [inline for block in entry["c"][1] for inline in block["c"]]
        for entry in blocks.pop()["c"][1]
    }


def citing_notes(blocks: Sequence[Block]) -> dict[str, list[int]]:
    """Return the numbers of the notes that cite each source, by its id, in the order of the first citations.

    `blocks` are citeproc's, with their Cites. A Cite in the text holds its Note; one in a remark stands in the remark's.
    """
    found: dict[str, list[int]] = {}
    number = 0
    for element in walk(blocks):
        if element["t"] == "Note":
            number += 1
        elif element["t"] == "Cite":
            note = number + any(inline["t"] == "Note" for inline in element["c"][1])
            for citation in element["c"][0]:
                numbers = found.setdefault(citation["citationId"], [])
                numbers += [note] if note not in numbers else []
    return found


def section(
    blocks: Sequence[Block], entries: Entries, notes: Mapping[str, Sequence[int]], order: str | bool, language: str
) -> list[Block]:
    """Return the list of sources for `blocks`, the sections; nothing where no source is cited.

    With `order` "alphabet" it is one list; else the sources stand by section, each in the one that cites it first, in the
    order of their first notes. The calls of the notes in `blocks` get the ids to which the list's numbers lead.
    """
    if not entries:
        return []
    title = _header(1, plain_words(wording.translations(language).gettext("Sources")), ["generated"])
    listed = {name: _entry(inlines, notes[name], language) for name, inlines in entries.items() if name in notes}
    topics = _name_calls(blocks)
    return [title, *([_list(listed.values())] if order == "alphabet" else _by_topic(topics, notes, listed))]


def _by_topic(
    topics: Iterable[tuple[Block, int]], notes: Mapping[str, Sequence[int]], listed: Mapping[str, Block]
) -> list[Block]:
    result: list[Block] = []
    before = 0
    for header, last in topics:
        here = [listed[name] for name, numbers in notes.items() if name in listed and before < numbers[0] <= last]
        before = last
        if here:
            _level, (_name, _classes, attributes), inlines = header["c"]
            # Not in the contents, which have these titles already.
            result += [_header(2, inlines, ["generated", "unlisted"], attributes), _list(here)]
    return result


def _name_calls(blocks: Iterable[Block]) -> list[tuple[Block, int]]:
    """Put each note's call into a Span with its id; return each section's header, and the number of the last note in it."""
    found: list[tuple[Block, int]] = []
    number = 0
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            found.append((block, number))
        for element in list(walk(block)):
            if element["t"] == "Note":
                number += 1
                note = {"t": "Note", "c": element["c"]}
                element["t"], element["c"] = "Span", [[f"{_CALL}{number}", [], []], [note]]
        found[-1] = (found[-1][0], number)
    return found


def _header(level: int, inlines: list[Inline], classes: list[str], attributes: Sequence[list[str]] = ()) -> Block:
    return {"t": "Header", "c": [level, ["", classes, list(attributes)], inlines]}


def _list(entries: Iterable[Block]) -> Block:
    return {"t": "Div", "c": [["", ["sources"], [["role", "list"]]], list(entries)]}


def _entry(inlines: list[Inline], notes: Sequence[int], language: str) -> Block:
    cited = {"t": "Span", "c": [["", ["cited-in"], []], _numbers(notes, language)]}
    attributes = ["", ["source"], [["role", "listitem"]]]
    return {"t": "Div", "c": [attributes, [{"t": "Para", "c": [*inlines, {"t": "Space"}, cited]}]]}


def _numbers(notes: Sequence[int], language: str) -> list[Inline]:
    """Return `Notes 3 and 17`, each number a link to the note's call; the first stays on the line of its word."""
    word, *parts = re.split(r"(\d+)", wording.cited_in(notes, language))
    result: list[Inline] = [{"t": "Str", "c": word.replace(" ", "\N{NO-BREAK SPACE}")}]
    for part in parts:
        words = plain_words(part)
        target = [f"#{_CALL}{part}", ""]
        result += [{"t": "Link", "c": [["", [], []], words, target]}] if part.isdigit() else words
    return result
