"""Generated report folders through `igreport build`, and a table of what became of their notes.

usage: python -m tests.two_hundred [--documents 200] [--first 0] [--processes 2]

Each document is a folder of Markdown; it is built as PDF with `notes: page` and verification. What is built is judged once
more, independently of igreport's own reading: each call is preceded by `QC0001Q`, each note begins with `QZ0001Q` and ends
with `QE0001Q`, and pdfium's plain text of each page must have each mark once, a note's beginning on the page of its call.
"""

from __future__ import annotations

import argparse
import collections
import concurrent.futures
import random
import re
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from igreport.edition.build import build
from igreport.errors import BuildError
from igreport.sources.load import load
from tests.words import words

MARK = re.compile(r"Q([CZE])(\d{4})Q")


@dataclass(frozen=True)
class Family:
    """What documents of one kind are made of: weights of blocks, notes a paragraph, lines a note, pages."""

    name: str
    blocks: dict[str, int]
    notes: tuple[int, ...] = (0, 0, 1, 1, 2, 3)
    lines: tuple[int, ...] = (1, 1, 2, 2, 3, 5)
    pages: tuple[int, int] = (2, 9)


PROSE = {"paragraph": 12, "heading": 3, "items": 2, "quotation": 1}
FAMILIES = (
    Family("prose", PROSE),
    Family("many notes", PROSE, notes=(1, 2, 3, 4, 5, 6)),
    Family("long", PROSE | {"table": 1}, pages=(10, 18)),
    Family("tables", {"paragraph": 3, "heading": 1, "table": 4}, lines=(1, 1, 2, 3)),
    Family("lists and quotations", {"paragraph": 2, "heading": 1, "items": 6, "quotation": 3}),
    Family("notes of 1 to 15 lines", PROSE, notes=(0, 0, 1, 2, 3, 6), lines=tuple(range(1, 16))),
    Family("notes longer than the room", PROSE, notes=(0, 0, 0, 0, 1), lines=(2, 10, 30, 60, 75)),
    Family("all of it", PROSE | {"table": 2}, lines=(1, 2, 3, 8, 15)),
)


@dataclass
class Writer:
    """Writes the Markdown of one document."""

    family: Family
    chance: random.Random
    notes: int = 0
    size: float = 0  # pages, roughly
    definitions: list[str] = field(default_factory=list)

    def words(self, count: int) -> str:
        return words(self.chance, count)

    def note(self) -> str:
        """Return a call with its mark before it; the note is written here or, with two paragraphs, at the end."""
        self.notes += 1
        number = f"{self.notes:04}"
        lines = self.chance.choice(self.family.lines)
        self.size += lines / 60
        text = self.words(max(1, lines * 14 - 8))
        if self.chance.random() < 0.5:
            address = "https://example.org/" + self.words(6).replace(" ", "/")
            text += f" <{address}>"
        if self.chance.random() < 0.15:
            self.definitions.append(f"[^n{number}]: QZ{number}Q {text}\n\n    {self.words(12)} QE{number}Q\n")
            return f" QC{number}Q[^n{number}]"
        return f" QC{number}Q^[QZ{number}Q {text} QE{number}Q]"

    def text(self, count: int, notes: int | None = None) -> str:
        self.size += count / 480
        parts = self.words(count).split()
        notes = self.chance.choice(self.family.notes) if notes is None else notes
        for place in self.chance.choices(range(len(parts)), k=notes):
            parts[place] += self.note()
        return " ".join(parts)

    def paragraph(self) -> str:
        return self.text(self.chance.choice((12, 30, 60, 90, 140)))

    def heading(self) -> str:
        return f"## {self.text(4, int(self.chance.random() < 0.1))}\n\n{self.paragraph()}"

    def items(self) -> str:
        marker = self.chance.choice(("-   ", "1.  ", "a.  "))
        lines = []
        for _ in range(self.chance.randint(2, 6)):
            lines.append(marker + self.text(self.chance.choice((8, 25, 50))))
            if self.chance.random() < 0.25:
                lines += [f"    -   {self.text(12)}" for _ in range(self.chance.randint(1, 3))]
        return "\n".join(lines)

    def quotation(self) -> str:
        return f"> {self.text(40)}"

    def table(self) -> str:
        head = f"| Head {self.text(1, int(self.chance.random() < 0.3))} | Head | Head |\n|---|---|---|"
        rows = [
            f"| {self.words(3)} | {self.text(10, self.chance.randint(0, 1))} | {self.words(4)} |"
            for _ in range(self.chance.choice((3, 8, 40)))
        ]
        return "\n".join([head, *rows, "", f": {self.words(5)}"])

    def section(self, title: str, pages: float) -> str:
        front = f"---\ntitle: {title}\ntopic: t\nkeypoint: {self.words(6)}\n---\n\n"
        blocks, limit, last = [self.paragraph()], self.size + pages, ""
        while self.size < limit:
            name = self.chance.choices(list(self.family.blocks), list(self.family.blocks.values()))[0]
            if name == last == "items":
                name = "paragraph"  # two lists in a row would be one
            last = name
            blocks.append(str(getattr(self, name)()))
        text = front + "\n\n".join([*blocks, *self.definitions]) + "\n"
        self.definitions.clear()
        return text


@dataclass(frozen=True)
class Outcome:
    """What became of a document."""

    seed: int
    family: str
    notes: int
    pages: int
    seconds: float
    error: str  # the build's message, "" where it built
    wrong: tuple[str, ...]  # notes that pdfium finds lost, twice or on another page than their call


def write(seed: int, root: Path) -> Writer:
    """Write the folder of document `seed`."""
    chance = random.Random(seed)
    family = FAMILIES[seed % len(FAMILIES)]
    writer = Writer(family, chance)
    files = {"sections/series.yaml": "title: Generated\nlanguage: en-GB\n", "references/none.yaml": "references: []\n"}
    pages = chance.uniform(*family.pages)
    count = chance.randint(1, 4)
    for number in range(1, count + 1):
        files[f"sections/2025-Q3/{number}0-s.md"] = writer.section(f"Section {number}", pages / count)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return writer


def run(seed: int) -> Outcome:
    """Build document `seed` and judge it."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        writer = write(seed, root)
        report = load(root)
        edition = report.edition("2025-Q3")
        assert edition is not None
        assert not report.errors(edition), report.problems[:3]
        start = time.perf_counter()
        try:
            built = build(report, edition, root, root / "build", ["pdf"])
        except BuildError as error:
            return Outcome(seed, writer.family.name, writer.notes, 0, time.perf_counter() - start, str(error), ())
        seconds = time.perf_counter() - start
        wrong = judge(built.artifacts[0].path, writer.notes)
        return Outcome(seed, writer.family.name, writer.notes, built.pages, seconds, "", wrong)


def judge(path: Path, notes: int) -> tuple[str, ...]:
    """Return what is wrong with the marks in the plain text of the PDF's pages."""
    import pypdfium2

    found: dict[tuple[str, int], list[int]] = collections.defaultdict(list)
    pdf = pypdfium2.PdfDocument(path)
    for page in range(len(pdf)):
        for kind, number in MARK.findall(pdf[page].get_textpage().get_text_range()):
            found[kind, int(number)].append(page + 1)
    pdf.close()
    wrong = []
    for number in range(1, notes + 1):
        calls, starts, ends = (found[kind, number] for kind in "CZE")
        if len(starts) != 1 or len(ends) != 1:
            wrong.append(f"note {number}: begins {len(starts)} times, ends {len(ends)} times")
        elif starts[0] not in calls:
            wrong.append(f"note {number}: on page {starts[0]}, its call on {calls}")
    return tuple(wrong)


def show(outcomes: list[Outcome]) -> None:
    """Print the table."""
    print("| documents | number | notes | pages | every note on its page | clear error | unnoticed | median s |")
    print("|---|---|---|---|---|---|---|---|")
    rows = [(family.name, [o for o in outcomes if o.family == family.name]) for family in FAMILIES]
    for name, row in [*rows, ("**all**", outcomes)]:
        if row:
            right = sum(not outcome.error and not outcome.wrong for outcome in row)
            errors, wrong = sum(bool(outcome.error) for outcome in row), sum(bool(outcome.wrong) for outcome in row)
            seconds = statistics.median(outcome.seconds for outcome in row)
            notes, pages = sum(outcome.notes for outcome in row), sum(outcome.pages for outcome in row)
            print(f"| {name} | {len(row)} | {notes:,} | {pages:,} | {right} | {errors} | {wrong} | {seconds:.1f} |")
    for outcome in outcomes:
        if outcome.error or outcome.wrong:
            print(f"seed {outcome.seed}: {outcome.error or outcome.wrong[:3]}")


def main() -> None:
    """Build and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    seeds = range(arguments.first, arguments.first + arguments.documents)
    with concurrent.futures.ProcessPoolExecutor(arguments.processes) as pool:
        show(list(pool.map(run, seeds)))


if __name__ == "__main__":
    main()
