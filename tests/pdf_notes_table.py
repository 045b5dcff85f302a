"""Hundreds of generated reports through `pdf_notes.render`, and a table of what became of their notes.

usage: python -m tests.pdf_notes_table [--documents 200] [--first 0] [--unmended] [--processes 2]

What is built is judged by the text that pypdfium2 reads back from the PDF, independently of WeasyPrint's boxes: each
call is preceded by `QC0001Q`, each note begins with `QZ0001Q` and ends with `QE0001Q`.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import functools
import logging
import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.words import words

PAGE = """
@page { size: A4; margin: 25mm 22mm 22mm;
  @footnote { border-top: .5pt solid #888; padding-top: 6pt; margin-top: 8pt } @bottom-right { content: counter(page) } }
html { font: 10.5pt/1.4 'Source Serif 4', 'DejaVu Serif', serif; orphans: 2; widows: 2 }
h1, h2, h3 { break-after: avoid } h1 { font-size: 20pt } h2 { font-size: 14pt } h3 { font-size: 11.5pt }
blockquote { border-left: 2pt solid #aaa; padding: 1pt 0 1pt 9pt; margin: 8pt 14pt }
table { border-collapse: collapse; width: 100%; margin: 8pt 0 } td, th { border: .5pt solid #999; padding: 3pt 5pt }
td { vertical-align: top } tr.whole { break-inside: avoid } figure { break-inside: avoid; margin: 10pt 0 }
nav a::after { content: ' ' target-counter(attr(href), page) }
.note { float: footnote; footnote-policy: line; font-size: 8.5pt; line-height: 1.3; overflow-wrap: anywhere;
  orphans: 1; widows: 1 }
.note .par + .par { display: block }
"""
# A mark; a call's has its printed number after it, a note's beginning has it before it.
MARK = re.compile(r"(?:(\d+)\.\s*)?Q([CZE])(\d{4})Q(\d*)")


@dataclass(frozen=True)
class Family:
    """What the reports of one kind are made of: weights of blocks, notes a paragraph, lines a note, pages."""

    name: str
    blocks: dict[str, int]
    notes: tuple[int, ...] = (0, 0, 1, 1, 2, 3)
    lines: tuple[int, ...] = (1, 1, 2, 2, 3, 5)
    pages: tuple[int, int] = (1, 9)
    contents: bool = False


PROSE = {"p": 12, "h2": 2, "h3": 1, "ul": 2, "quote": 1}
FAMILIES = (
    Family("prose", PROSE),
    Family("dense notes", PROSE, notes=(1, 2, 3, 4, 5, 6)),
    Family("long", PROSE | {"table": 1, "figure": 1}, pages=(9, 16)),
    Family("tables", {"p": 3, "h2": 1, "table": 4}, lines=(1, 1, 2, 3)),
    Family("lists and quotes", {"p": 2, "h2": 1, "ul": 6, "quote": 3}),
    Family("notes of 1 to 15 lines", PROSE, notes=(0, 0, 1, 2, 3, 6), lines=tuple(range(1, 16))),
    Family("notes longer than the room", PROSE, notes=(0, 0, 0, 0, 1), lines=(2, 10, 30, 60, 75), contents=True),
    Family("all, with contents", PROSE | {"table": 2, "figure": 2}, lines=(1, 2, 3, 8, 15), contents=True),
)


@dataclass
class Report:
    """A generated report: its HTML and how many notes it has."""

    family: Family
    seed: int
    chance: random.Random
    notes: int = 0
    size: float = 0
    heads: list[str] = field(default_factory=list)
    html: str = ""

    def words(self, count: int) -> str:
        """That many words."""
        return words(self.chance, count)

    def note(self, lines: int | None = None) -> str:
        """A note with its call's mark before it; some have two paragraphs, some a long address."""
        self.notes += 1
        number = f"{self.notes:04}Q"
        lines = lines or self.chance.choice(self.family.lines)
        self.size += lines / 60
        words = self.words(max(1, lines * 14 - 8))
        if self.chance.random() < 0.4:
            address = "https://example.org/" + self.words(6).replace(" ", "/")
            words += f' <a href="{address}">{address}</a>'
        if self.chance.random() < 0.15:
            words = f'<span class="par">{words}</span> <span class="par">{self.words(12)} QE{number}</span>'
            words = words.replace('"par">', f'"par">QZ{number} ', 1)
        else:
            words = f"QZ{number} {words} QE{number}"
        return f'QC{number}<span class="note" id="fn{self.notes}">{words}</span>'

    def text(self, words: int, notes: int | None = None) -> str:
        """That many words with notes scattered among them."""
        notes = self.chance.choice(self.family.notes) if notes is None else notes
        self.size += words / 480
        parts = self.words(words).split()
        for place in sorted(self.chance.choices(range(1, len(parts) + 1), k=notes)):
            parts[place - 1] += f" {self.note()}"
        return " ".join(parts)

    def p(self) -> str:
        return f"<p>{self.text(self.chance.choice((12, 30, 60, 90, 140)))}</p>"

    def h2(self, level: int = 2) -> str:
        self.heads.append(f"h{len(self.heads)}")
        self.size += 0.05
        return f'<h{level} id="{self.heads[-1]}">{self.text(4, self.chance.random() < 0.1)}</h{level}>{self.p()}'

    def h3(self) -> str:
        return self.h2(3)

    def ul(self, depth: int = 1) -> str:
        tag = self.chance.choice(("ul", "ol"))
        items = []
        for _ in range(self.chance.randint(2, 5)):
            text = self.text(self.chance.choice((6, 20, 45)))
            if self.chance.random() < 0.2:
                text = f"<p>{text}</p>{self.p()}"
            inner = self.ul(depth + 1) if depth < 3 and self.chance.random() < 0.25 else ""
            items.append(f"<li>{text}{inner}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>"

    def quote(self) -> str:
        return f"<blockquote>{self.p()}{self.p() if self.chance.random() < 0.4 else ''}</blockquote>"

    def figure(self) -> str:
        height = self.chance.choice((60, 140, 300))
        self.size += height / 900
        drawing = f'<svg width="400" height="{height}"><rect width="400" height="{height}" fill="#ccd"/></svg>'
        return f"<figure>{drawing}<figcaption>{self.text(12, self.chance.choice((0, 1)))}</figcaption></figure>"

    def table(self) -> str:
        columns = self.chance.randint(2, 4)
        caption = (
            f"<caption>{self.text(6, self.chance.choice((0, 0, 1)))}</caption>" if self.chance.random() < 0.5 else ""
        )
        head = "".join(f"<th>{self.text(2, self.chance.random() < 0.2)}</th>" for _ in range(columns))
        rows = []
        for _ in range(self.chance.choice((3, 8, 20, 40))):
            cells = "".join(
                f"<td>{self.text(self.chance.choice((1, 3, 8, 20)), self.chance.random() < 0.2)}</td>"
                for _ in range(columns)
            )
            rows.append(f'<tr class="{self.chance.choice(("", "whole"))}">{cells}</tr>')
            self.size += 0.02
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"

    def write(self) -> Report:
        """Blocks until the report has about the pages wanted."""
        pages = self.chance.randint(*self.family.pages)
        kinds, weights = zip(*self.family.blocks.items(), strict=True)
        body = [f"<h1>{self.words(4)}</h1><p>{self.text(40, 1)}</p>"]
        while self.size < pages:
            body.append(getattr(self, self.chance.choices(kinds, weights)[0])())
        if self.family.contents:
            body.insert(0, "".join(f'<nav><a href="#{head}">Heading</a></nav>' for head in self.heads))
        self.html = f'<html lang="en"><head><title>Report {self.seed}</title></head><body>{"".join(body)}</body></html>'
        return self


def report(seed: int) -> Report:
    """The report of that seed, always the same; its family is `seed % len(FAMILIES)`."""
    return Report(FAMILIES[seed % len(FAMILIES)], seed, random.Random(seed)).write()


@dataclass
class Reading:
    """What a PDF's text says: the pages of each note's marks, by kind; wrong printed numbers; how many letters."""

    marks: dict[str, dict[int, list[int]]]
    misnumbered: list[str]
    letters: int


def read_back(pdf: bytes) -> Reading:
    """The marks (C call, Z begin, E end) in a PDF's text."""
    import pypdfium2

    reading = Reading({kind: collections.defaultdict(list) for kind in "CZE"}, [], 0)
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, start=1):
        # The page's box alone: text drawn outside of it is lost to the reader.
        text = page.get_textpage().get_text_bounded()
        reading.letters += sum(letter.isalpha() for letter in text)
        for before, kind, note, after in MARK.findall(text):
            reading.marks[kind][int(note)].append(number)
            if kind in "CZ" and int(note) != int((after if kind == "C" else before) or 0):
                reading.misnumbered.append(f"{kind}{note} has number {before} {after}")
    document.close()
    return reading


def faults(pdf: bytes, made: Report) -> list[str]:
    """What is wrong with a PDF's notes: missing, twice, not on the page of the first call, cut short, misnumbered."""
    reading = read_back(pdf)
    wrong = reading.misnumbered
    for note in range(1, made.notes + 1):
        calls, begins, ends = (reading.marks[kind].get(note, []) for kind in "CZE")
        if len(begins) != 1 or len(ends) != 1:
            wrong.append(f"{note}: calls {calls} begins {begins} ends {ends}")
        elif not calls or begins[0] != calls[0] or ends[0] < begins[0]:
            wrong.append(f"{note}: call {calls} note {begins[0]}-{ends[0]}")
    letters = sum(letter.isalpha() for letter in re.sub("<title>.*?</title>|<[^>]*>", "", made.html))
    # Headers of tables repeat, so that there may be more.
    if reading.letters < letters or ("<table" not in made.html and reading.letters > letters):
        wrong.append(f"{reading.letters} letters instead of {letters}")
    return wrong


@dataclass(frozen=True)
class Outcome:
    """What became of one report."""

    seed: int
    notes: int
    pages: int
    relaid: int
    continued: int
    named: tuple[str, ...]
    wrong: tuple[str, ...]
    overlaps: int
    seconds: float


def overlaps(document: Any) -> int:
    """How many pages have text lines that reach into the notes below them, or notes above the page's text area."""
    from weasyprint.formatting_structure import boxes

    count = 0
    for page in document.pages:
        root, *others = page._page_box.children
        areas = [box for box in others if isinstance(box, boxes.FootnoteAreaBox)]
        if areas:
            lines = (box for box in root.descendants() if isinstance(box, boxes.LineBox))
            bottom = max((line.position_y + line.height for line in lines), default=0)
            count += bottom > areas[0].position_y + 0.1 or areas[0].position_y < root.position_y - 0.1
    return count


def try_one(seed: int, unmended: bool = False) -> Outcome:
    """Render one report and read it back."""
    import weasyprint

    from igreport.edition.writers import pdf_notes, pdf_notes_seen

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    made = report(seed)
    start = time.perf_counter()
    style = [weasyprint.CSS(string=PAGE)]
    options = {"pdf_variant": "pdf/ua-1"} if seed % 3 == 0 else {}
    if unmended:
        document = weasyprint.HTML(string=made.html).render(stylesheets=style, **options)
    else:
        document = pdf_notes.render(made.html, style, None, **options)
    seconds = time.perf_counter() - start
    named = tuple(str(found) for found in pdf_notes_seen.misplaced(document))
    wrong = tuple(faults(document.write_pdf(**options), made))
    relaid, continued = pdf_notes_seen.effort(document)
    return Outcome(seed, made.notes, len(document.pages), relaid, continued, named, wrong, overlaps(document), seconds)


def row(name: str, outcomes: list[Outcome]) -> str:
    """A Markdown table's row."""
    good = sum(not o.named and not o.wrong and not o.overlaps for o in outcomes)
    error = sum(bool(o.named) for o in outcomes)
    unnoticed = sum(bool(o.wrong or o.overlaps) and not o.named for o in outcomes)
    sums = [sum(getattr(o, what) for o in outcomes) for what in ("notes", "pages", "relaid", "continued", "seconds")]
    cells = [len(outcomes), good, error, unnoticed, sum(len(o.wrong) for o in outcomes), *sums[:4], f"{sums[4]:.0f}"]
    return f"| {name} | {' | '.join(map(str, cells))} |"


def table(outcomes: Iterable[Outcome]) -> str:
    """The outcomes by family and by length, as Markdown."""
    everything = list(outcomes)
    groups: list[tuple[str, Callable[[Outcome], bool]]] = [
        (family.name, lambda o, index=index: o.seed % len(FAMILIES) == index)  # type: ignore[misc]
        for index, family in enumerate(FAMILIES)
    ]
    groups += [
        ("1 to 5 pages", lambda o: o.pages < 6),
        ("6 to 12 pages", lambda o: 6 <= o.pages <= 12),
        ("13 pages and more", lambda o: o.pages > 12),
        ("under 2 notes a page", lambda o: o.notes / o.pages < 2),
        ("2 to 5 notes a page", lambda o: 2 <= o.notes / o.pages <= 5),
        ("over 5 notes a page", lambda o: o.notes / o.pages > 5),
        ("all", lambda o: bool(o)),
    ]
    head = ["", "documents", "every note on its page", "clear error", "unnoticed", "notes wrong"]
    head += ["notes", "pages", "pages laid out again", "notes continued", "s"]
    lines = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    return "\n".join([*lines, *(row(name, [o for o in everything if test(o)]) for name, test in groups)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--unmended", action="store_true", help="WeasyPrint as it is")
    parser.add_argument("--processes", type=int, choices=(1, 2), default=2)
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.documents)
    with concurrent.futures.ProcessPoolExecutor(options.processes) as pool:
        outcomes = list(pool.map(functools.partial(try_one, unmended=options.unmended), seeds))
    print(table(outcomes))
    for outcome in outcomes:
        if outcome.named or outcome.wrong or outcome.overlaps:
            print(
                f"seed {outcome.seed}: overlaps {outcome.overlaps} named {outcome.named[:4]} read {outcome.wrong[:4]}"
            )


if __name__ == "__main__":
    main()
