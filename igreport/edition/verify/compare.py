"""Two Readings → where they differ, in the words of someone who looks at the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from igreport.edition.verify.reading import Block, PrintedNote, Reading

# Soft hyphens, joiners and direction marks are not read; the presentation of a word may differ by them alone.
_UNREAD = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, *range(0x2066, 0x206A), 0xFE0E, 0xFE0F, 0xFEFF])
# A glyph for two letters is read back as the letters.
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_TURNED = str.maketrans(")]}>»›", "([{<«‹")
_RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
_RIGHT_TO_LEFT_LETTER = re.compile(f"[{_RTL}]")
# A run: its letters, and the marks, blanks and digits around them, which may be drawn on its other side (Unicode Annex 9).
_RIGHT_TO_LEFT = re.compile(rf"[\W\d_]*[{_RTL}][\W\d_{_RTL}]*")
_END = 40  # letters of a block within which a run of right-to-left words may go on on the next page
_NUMBER_OR_SIGN = re.compile(r"\d+|\S")


@dataclass(frozen=True)
class Difference:
    """One place at which a format does not say what the edition says."""

    where: str  # "note 17", "the text after “…”"
    message: str


def compare(expected: Reading, actual: Reading, by_block: bool = True, pages: Sequence[int] = ()) -> list[Difference]:
    """Return the differences: of the text, of each note, of the links.

    `by_block` holds paragraph against paragraph; without it, for a format that breaks paragraphs over pages, the text is
    compared as one row of characters, blanks aside, and the links as one row. `pages` are the indexes of
    blocks that begin a page.
    """
    found = _blocks(expected.blocks, actual.blocks) if by_block else _flow(expected.blocks, actual.blocks, pages)
    return [*found, *_notes(expected.notes, actual.notes, by_block)]


def _blocks(expected: Sequence[Block], actual: Sequence[Block]) -> list[Difference]:
    for index in range(max(len(expected), len(actual))):
        wanted = expected[index] if index < len(expected) else None
        printed = actual[index] if index < len(actual) else None
        if wanted is None or printed is None or _differs(wanted, printed):
            return [_block_difference(wanted, printed, expected[index - 1] if index else None)]
    return []


def _differs(wanted: Block, printed: Block) -> bool:
    same = _words(wanted.text) == _words(printed.text) and wanted.marker == printed.marker
    return not same or _addresses(wanted.links) != _addresses(printed.links)


def _block_difference(wanted: Block | None, printed: Block | None, before: Block | None) -> Difference:
    where = f"after “{_short(before.text)}”" if before else "at the beginning"
    if wanted is None and printed is not None:
        return Difference(where, f"is printed and is not in the edition: “{_short(_marked(printed))}”")
    if printed is None and wanted is not None:
        return Difference(where, f"is missing: “{_short(_marked(wanted))}”")
    assert wanted is not None
    assert printed is not None
    if wanted.marker != printed.marker:
        return Difference(
            where, f"the list marker is “{printed.marker}”, not “{wanted.marker}”: “{_short(wanted.text)}”"
        )
    if _words(wanted.text) != _words(printed.text):
        one, other = _around(wanted.text, printed.text)
        return Difference(where, f"“{other}” is printed, not “{one}”")
    return Difference(where, f"the links are {list(printed.links)}, not {list(wanted.links)}")


def _flow(expected: Sequence[Block], actual: Sequence[Block], pages: Sequence[int]) -> list[Difference]:
    """Compare blocks as one row; at the places `pages` a page begins, and the block before may go on there."""
    wanted, printed = ("".join(_solid(_marked(block)) for block in blocks) for blocks in (expected, actual))
    if wanted != printed and pages and _RIGHT_TO_LEFT_LETTER.search(wanted):
        printed = "".join(map(_solid, _over_pages(actual, pages, wanted)))
    if wanted != printed:
        at = next(
            (i for i, (a, b) in enumerate(zip(wanted, printed, strict=False)) if a != b), min(len(wanted), len(printed))
        )
        message = f"“{printed[at : at + 60]}” is printed, not “{wanted[at : at + 60]}”"
        return [Difference(f"after “{wanted[max(at - 40, 0) : at]}”", message)]
    wanted_links = _addresses([link for block in expected for link in block.links])
    printed_links = _addresses([link for block in actual for link in block.links])
    if wanted_links != printed_links:
        lost = [link for link in wanted_links if link not in printed_links] or printed_links
        return [Difference("in the text", f"the links differ, beginning with {lost[:1]}")]
    return []


def _over_pages(blocks: Sequence[Block], pages: Sequence[int], wanted: str) -> list[str]:
    """Return the texts of blocks, those joined between which a page ends within a run of right-to-left words: where the text
    up to there is not how `wanted` begins."""
    texts: list[str] = []
    before = ""  # all but the last text
    for at, block in enumerate(blocks):
        text = _marked(block)
        is_doubtful = at in pages and texts and _RIGHT_TO_LEFT_LETTER.search(texts[-1][-_END:] + text[:_END])
        if is_doubtful and not wanted.startswith(before + _solid(texts[-1])):
            texts[-1] += f" {text}"
        else:
            before += _solid(texts[-1]) if texts else ""
            texts.append(text)
    return texts


def _notes(expected: Sequence[PrintedNote], actual: Sequence[PrintedNote], by_block: bool) -> list[Difference]:
    found = []
    printed = {note.number: note for note in actual}
    if len(printed) != len(actual):
        found.append(Difference("the notes", "a number stands at two notes"))
    for wanted in expected:
        found += _note(wanted, printed.pop(wanted.number, None), by_block)
    found += [Difference(f"note {number}", "is printed and is not in the edition") for number in sorted(printed)]
    if not found and [note.number for note in actual] != sorted(note.number for note in actual):
        found.append(Difference("the notes", "do not stand in the order of their numbers"))
    return found


def _note(wanted: PrintedNote, printed: PrintedNote | None, by_block: bool) -> list[Difference]:
    where = f"note {wanted.number}"
    if printed is None:
        return [Difference(where, f"is missing: “{_short(wanted.text)}”")]
    read = _words if by_block else _solid
    if read(wanted.text) != read(printed.text):
        one, other = _around(wanted.text, printed.text)
        return [Difference(where, f"says “{other}”, not “{one}”")]
    if _addresses(wanted.links) != _addresses(printed.links):
        return [Difference(where, f"its links are {list(printed.links)}, not {list(wanted.links)}")]
    return []


def _marked(block: Block) -> str:
    return f"{block.marker} {block.text}".strip()


def _words(text: str) -> list[str]:
    return _canonical(text).split()


def _spaced(text: str) -> str:
    """Return `text` with single blanks, for a format that breaks it into lines.

    A PDF holds right-to-left words in the order in which they are drawn, so each run of them is compared as a set of letters
    and numbers, and a bracket in it counts as its twin, whose glyph it may be drawn with (Unicode Annex 9, rule L4).
    """
    letters = " ".join(_canonical(text).translate(_LIGATURES).split())
    return _RIGHT_TO_LEFT.sub(_unordered, letters) if _RIGHT_TO_LEFT_LETTER.search(letters) else letters


def _unordered(run: re.Match[str]) -> str:
    return "".join(sorted(_NUMBER_OR_SIGN.findall(run[0].translate(_TURNED))))


def _solid(text: str) -> str:
    """Return `text` as `_spaced` does, without blanks."""
    return _spaced(text).replace(" ", "")


def _canonical(text: str) -> str:
    """Return `text` composed (NFC), without what is not read: fonts and formats may decompose and join."""
    return unicodedata.normalize("NFC", text.translate(_UNREAD))


def _addresses(links: Sequence[str]) -> list[str]:
    """Return the links as URIs (RFC 3987, 3.1), without repetitions in a row: a link over two lines is two areas."""
    result: list[str] = []
    for link in links:
        address = quote(link, safe="/:?#[]@!$&'()*+,;=~%")
        if result[-1:] != [address]:
            result.append(address)
    return result


def _around(wanted: str, printed: str) -> tuple[str, str]:
    """Return the words around the first difference of two texts."""
    one, other = wanted.split(), printed.split()
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(at - 3, 0)
    return " ".join(one[start : at + 6]), " ".join(other[start : at + 6])


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
