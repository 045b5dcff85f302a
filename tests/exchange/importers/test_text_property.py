"""Any report, printed in any of the ways in which reports are printed, is read as it was meant: words, notes, nesting."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from igreport.exchange import words
from igreport.exchange.imported import Imported, Options
from igreport.exchange.importers import text

WORDS = (
    "the of and in on council agreement data state review forum draft Geneva Berlin network treaty working group "
    "proposal members consultation policy tax security governments discussed adopted final open process für über "
    "Verhandlungen Entwurf G20 2024 30 AI/UN multi-stakeholder 15% a no one's"
).split()
NOUNS = "Cybersecurity Governance Taxation Networks Treaties Commerce Verhandlungen Standards Courts Space".split()
ROMAN = "I II III IV V VI VII VIII IX X".split()
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
Tree = list[Any]  # ("heading", words), ("text", words), ("Bullet" | "LowerAlpha" | …, items)


@dataclass(frozen=True)
class Text:
    """Sentences: each a row of words, and perhaps a note behind it."""

    sentences: tuple[tuple[tuple[str, ...], int], ...] = field(repr=False)  # (words, number of notes)

    @property
    def plain(self) -> str:
        return " ".join(_sentence(row) for row, _ in self.sentences)


@dataclass(frozen=True)
class Part:
    """A paragraph with a mark or none, and what nests in it."""

    text: Text
    below: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Section:
    heading: str
    intro: tuple[Text, ...]
    style: str  # how the parts are marked: "plain", "Bullet", "LowerAlpha", "Decimal"
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Look:
    """How a report is printed."""

    bullet: str
    below: str
    topic_bullet: str
    pad: str
    marker: str
    notes: str
    headings: str
    titles: int
    lead: bool
    label: bool
    signature: bool
    spaced: bool
    width: int
    newline: str
    bom: bool


def _sentence(row: Sequence[str]) -> str:
    return f"{row[0][:1].upper()}{row[0][1:]} {' '.join(row[1:])}."


def _text(seed: int, notes: list[int]) -> Text:
    """A paragraph is longer than a heading, or else a reader would not tell one from the other either; a digit
    before the stop would make one number of it and of a bare marker.
    """
    draw = random.Random(seed)
    return Text(
        tuple((("Delegates", *draw.choices(WORDS, k=draw.randint(12, 25)), "agreed"), number) for number in notes)
    )


texts = st.builds(_text, st.integers(0, 999), st.lists(st.sampled_from((0, 0, 1, 1, 2)), min_size=2, max_size=4))
parts = st.builds(Part, texts, st.lists(texts, max_size=2).map(tuple))
sections = st.builds(
    Section,
    heading=st.lists(st.sampled_from(NOUNS), min_size=1, max_size=3).map(" and ".join),
    intro=st.lists(texts, min_size=1, max_size=2).map(tuple),
    style=st.sampled_from(("plain", "Bullet", "LowerAlpha", "Decimal")),
    parts=st.lists(parts, min_size=2, max_size=3).map(tuple),
)
looks = st.builds(
    Look,
    bullet=st.sampled_from("· • - – *".split()),
    below=st.sampled_from("o ▪".split()),
    topic_bullet=st.sampled_from("· • - – o".split()),
    pad=st.sampled_from((" ", "   ", "\u00a0", "\u00a0\u00a0 ", "\t")),
    marker=st.sampled_from(("tight", "apart", "glued", "raised", "bare")),
    notes=st.sampled_from(("[{}] {}", "[{}]{}", "{}. {}", "{} {}", "{}) {}", "[{}]\t{}", "raised")),
    headings=st.sampled_from(("", "roman", "decimal", "letter")),
    titles=st.integers(0, 2),
    lead=st.booleans(),
    label=st.booleans(),
    signature=st.booleans(),
    spaced=st.booleans(),
    width=st.sampled_from((0, 0, 72, 95)),
    newline=st.sampled_from(("\n", "\r\n")),
    bom=st.booleans(),
)


@dataclass
class Printer:
    """Prints a report, and says what an importer has to find in it."""

    look: Look
    lines: list[str] = field(default_factory=list)
    called: int = 0
    tree: Tree = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def paragraph(self, text: str, mark: str = "") -> None:
        lines = [f"{mark}{text}"]
        if self.look.width:
            lines = textwrap.wrap(f"{mark}{text}", self.look.width, break_long_words=False, break_on_hyphens=False)
        self.lines += lines
        nearly_full = self.look.width and len(lines[-1]) > 0.6 * self.look.width
        if self.look.spaced or nearly_full:  # else nobody sees where it ends
            self.lines.append("")

    def text(self, text: Text, mark: str = "") -> list[Any]:
        printed = []
        for row, notes in text.sentences:
            sentence = _sentence(row)
            for _ in range(notes if self.look.marker != "bare" else min(notes, 1)):
                sentence = self._called(sentence)
            printed.append(sentence)
        separator = "" if self.look.marker == "glued" else " "
        joined = printed[0]
        for before, sentence in pairwise(printed):
            joined += (separator if before.endswith("]") else " ") + sentence
        self.paragraph(joined, mark)
        self.said.append(text.plain)
        return ["text", text.plain]

    def _called(self, sentence: str) -> str:
        self.called += 1
        number = str(self.called)
        forms = {"tight": f"[{number}]", "apart": f" [{number}]", "glued": f"[{number}]", "bare": number}
        form = forms.get(self.look.marker, number.translate(RAISED))
        if self.look.marker == "raised" and sentence[-1] != ".":
            return f"{sentence},{form}"  # two raised numbers side by side would be one
        return sentence + form

    def heading(self, section: Section, number: int) -> None:
        numbers = {"roman": f"{ROMAN[number]}. ", "decimal": f"{number + 1}. ", "letter": f"{'ABCDEFGH'[number]}. "}
        self.paragraph(section.heading, numbers.get(self.look.headings, ""))
        self.tree.append(["heading", section.heading])
        self.said.append(section.heading)

    def section(self, section: Section, number: int) -> None:
        self.heading(section, number)
        self.tree += [self.text(text) for text in section.intro]
        items: list[Any] = []
        for index, part in enumerate(section.parts):
            marks = {
                "Bullet": f"{self.look.bullet}{self.look.pad}",
                "LowerAlpha": f"{'abcdef'[index]}.{self.look.pad}",
                "Decimal": f"{index + 1}) ",
            }
            item = [self.text(part.text, marks.get(section.style, ""))]
            if part.below:
                mark = f"{self.look.below}{self.look.pad}"
                item.append(["Bullet", [[self.text(text, mark)] for text in part.below]])
            items.append(item)
        self.tree += (
            [block for item in items for block in item] if section.style == "plain" else [[section.style, items]]
        )

    def front(self, found: Sequence[Section]) -> None:
        title = "Developments in the network October to December 2024"
        lines = [title] * self.look.titles
        lines += ["Key topics in the 4th quarter of 2024"] * self.look.label
        lines += ["In Q4 2024, the discussion was dominated by the following topics:"] * self.look.lead
        for line in lines:
            self.paragraph(line)
            self.said.append(line)
        for section in found:
            self.paragraph(f"News about {section.heading}", f"{self.look.topic_bullet}{self.look.pad}")
            self.said.append(f"News about {section.heading}")

    def notes(self) -> list[str]:
        result = []
        for number in range(1, self.called + 1):
            address = f"https://example.org/{number}/page_{number}"
            note = (address, f"A report on page {number}, {address}", f"{address}; https://example.com/{number}")[
                number % 3
            ]
            printed = str(number)
            form = self.look.notes
            if form == "raised":
                form, printed = "{} {}", printed.translate(RAISED)
            self.lines.append(form.format(printed, note))
            result.append(note)
        return result


def print_report(found: Sequence[Section], look: Look) -> tuple[str, Printer, list[str]]:
    printer = Printer(look)
    printer.front(found)
    for number, section in enumerate(found):
        printer.section(section, number)
    if look.signature:
        printer.paragraph("Maria von Beispiel")
        printer.said.append("Maria von Beispiel")
    notes = printer.notes()
    return look.newline.join(printer.lines) + look.newline, printer, notes


def simple(blocks: Sequence[dict[str, Any]]) -> Tree:
    """Return pandoc's blocks as the printer describes them."""
    result: Tree = []
    for block in blocks:
        kind, content = block["t"], block["c"]
        if kind == "Header":
            result.append(["heading", _plain(content[2])])
        elif kind == "Para":
            result.append(["text", _plain(content)])
        elif kind == "BulletList":
            result.append(["Bullet", [simple(item) for item in content]])
        else:
            result.append([content[0][1]["t"], [simple(item) for item in content[1]]])
    return result


def _plain(inlines: Sequence[dict[str, Any]]) -> str:
    shown: dict[str, Callable[[Any], str]] = {"Str": str, "Space": lambda _: " ", "Link": lambda link: _plain(link[1])}
    return "".join(shown[inline["t"]](inline.get("c")) for inline in inlines if inline["t"] != "Note")


def outline(tree: Tree, depth: int = 0) -> list[str]:
    """Return a tree line by line, its texts as words: a marker may have taken the place of a blank, or of a comma."""
    result = []
    for kind, content in tree:
        if kind in ("heading", "text"):
            result.append(f"{'  ' * depth}{kind} {' '.join(words.of_text(content))}")
            continue
        for item in content:
            result += [f"{'  ' * depth}{kind}", *outline(item, depth + 1)]
    return result


def read_back(printed: str, look: Look, folder: Path) -> Imported:
    path = folder / "report.txt"
    path.write_bytes((b"\xef\xbb\xbf" if look.bom else b"") + printed.encode())
    return text.read(path, Options())


# The same examples on each run: a rare one that no reader could tell apart must not stop somebody else's work. To search
# for more: pytest --hypothesis-seed=N, with derandomize=False.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=150,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(found=st.lists(sections, min_size=2, max_size=4), look=looks)
def test_what_was_printed_is_read_back(tmp_path_factory: Any, found: list[Section], look: Look) -> None:
    printed, printer, notes = print_report(found, look)
    imported = read_back(printed, look, tmp_path_factory.getbasetemp())
    assert outline(simple(imported.blocks)) == outline(printer.tree)
    assert list(imported.words) == [word for part in printer.said for word in words.of_text(part)]
    assert list(imported.notes) == [words.of_text(note) for note in notes]
    assert imported.unused_notes == ()
    assert imported.authors == (("Maria von Beispiel",) if look.signature else ())
    assert [change for change in imported.unsure if change.kind not in ("hyphen", "no-gaps")] == []
