#!/usr/bin/env python3
"""Write a report folder of many editions, to measure `igreport check` on: varied text, the same for the same seed.

usage: python tools/hundred.py FOLDER [--editions 100] [--references 4000] [--first 2001] [--seed 1]

Each edition is a quarter with five sections of about 1,000 words: paragraphs with citations, headings, lists, quotations,
tables and remarks, about as many of each as in a real edition. The names are invented; terms and events are the project's own.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from hundred_words import (
    BODIES,
    CITIES,
    CODAS,
    COUNTRIES,
    ENDINGS,
    FAMILY,
    FIELDS,
    GIVEN,
    KNOWN,
    ONSETS,
    TEXT,
    TOPICS,
    VOWELS,
)

ROOT = Path(__file__).parents[1]
SLOT = re.compile(r"\{(\w+)\}")
MONTHS = "January February March April May June July August September October November December".split()
NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
KINDS = ("document", "report", "webpage", "article-newspaper", "speech")
SECTION_WORDS = 870


def spoken(day: date) -> str:
    """Return a day as prose has it: 4 July 2001."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def upper_first(text: str) -> str:
    """Return the text with a capital at its start."""
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class World:
    """Who acts in all editions."""

    people: list[str]
    bodies: list[tuple[str, str]]  # name and abbreviation


def world(seed: int) -> World:
    """Return the people and bodies of a series."""
    chance = random.Random(seed)
    people = [f"{chance.choice(GIVEN)} {family}" for family in FAMILY for _ in range(5)]
    taken = {abbreviation: name for name, abbreviation in KNOWN}
    for subject in "|".join(FIELDS.splitlines()).split("|"):
        for kind in chance.sample(BODIES, 3):
            name = f"International {kind} for {subject}"
            taken.setdefault("".join(re.findall("[A-Z]", name)), name)
    return World(people, [(name, abbreviation) for abbreviation, name in taken.items()])


def newcomers(chance: random.Random) -> list[str]:
    """Return invented names of people, towns and companies."""
    return ["".join(chance.choice(part) for part in (ONSETS, VOWELS, CODAS, ENDINGS)) for _ in range(120)]


@dataclass
class Writer:
    """Writes one edition, the quarter that begins on `first`."""

    world: World
    first: date
    chance: random.Random
    newcomers: list[str]  # names that no other edition has
    known: set[str] = field(default_factory=set)  # abbreviations that were explained
    remarks: list[str] = field(default_factory=list)  # of the section
    cited: list[str] = field(default_factory=list)  # in the section so far

    @property
    def last(self) -> date:
        return (self.first + timedelta(days=95)).replace(day=1) - timedelta(days=1)

    def day(self) -> date:
        """Return a working day of the quarter."""
        day = self.first + timedelta(days=self.chance.randrange((self.last - self.first).days - 2))
        return day + timedelta(days=2) if day.weekday() > 4 else day

    def fill(self, template: str) -> str:
        """Return the template with its slots filled; no row is taken twice in one sentence."""
        used: set[str] = set()

        def slot(match: re.Match[str]) -> str:
            name = match[1].lower()
            while (text := self.fill(self.chance.choice(TEXT[name])) if name in TEXT else self.special(name)) in used:
                pass
            used.add(text)
            return upper_first(text) if match[1][0].isupper() else text

        return SLOT.sub(slot, template)

    def special(self, name: str) -> str:
        """Return what fills a slot that is no row of the table."""
        chance = self.chance
        match name:
            case "when":
                return self.when()
            case "person":
                newcomer = f"{chance.choice(GIVEN)} {chance.choice(self.newcomers)}"
                return chance.choice((chance.choice(self.world.people), newcomer))
            case "newcomer":
                return chance.choice(self.newcomers)
            case "past":
                return str(self.first.year - chance.randint(1, 15))
            case "city":
                return chance.choice(CITIES.replace("\n", "|").split("|"))
            case "country":
                return chance.choice(COUNTRIES)
            case "countries":
                *others, final = chance.sample(COUNTRIES, chance.randint(2, 4))
                return f"{', '.join(others)} and {final}"
            case "body" | "known":
                return self.body(
                    chance.choice(self.world.bodies[: len(KNOWN)] if name == "known" else self.world.bodies)
                )
            case "number":
                return chance.choice(NUMBERS)
            case "percent":
                return f"{chance.randint(3, 97)}%"
            case "year":
                return str(self.first.year + chance.randint(2, 12))
            case "month":
                return f"{MONTHS[self.day().month - 1]} {self.first.year}"
            case _:
                return str(chance.randint(3, 900))

    def body(self, chosen: tuple[str, str]) -> str:
        name, abbreviation = chosen
        if abbreviation in self.known:
            return f"the {abbreviation}"
        self.known.add(abbreviation)
        return f"the {name} ({abbreviation})"

    def when(self) -> str:
        day, months = self.day(), MONTHS[self.first.month - 1 : self.first.month + 2]
        end = min(day + timedelta(days=self.chance.randint(1, 4)), self.last)
        weekday = day.strftime("%A")
        forms = (
            [f"on {spoken(day)}"] * 5
            + [f"in {MONTHS[day.month - 1]} {day.year}"] * 2
            + [f"on {weekday}, {spoken(day)}"]
        )
        forms += [f"in late {months[0]} {day.year}", f"in the first half of {months[1]} {day.year}"]
        if day < end and day.month == end.month:
            forms += [f"from {day.day} to {spoken(end)}"] * 2
        return self.chance.choice(forms)

    def sentence(self, cited: list[str]) -> str:
        """Return a sentence with its full stop, and the citation of `cited`, if any, before it."""
        text = upper_first(self.fill("{sentence}"))
        note = ""
        if self.chance.random() < 0.012:
            self.remarks.append(upper_first(self.fill("{remark}")) + ".")
            note = f"[^r{len(self.remarks)}]"
        if not cited and self.cited and self.chance.random() < 0.06:
            cited = [self.chance.choice(self.cited)]
        self.cited += cited
        locator = f", para. {self.chance.randint(1, 140)}" if self.chance.random() < 0.15 else ""
        citation = f" [{'; '.join('@' + source for source in cited)}{locator}]" if cited else ""
        return f"{text}{citation}.{note}"

    def paragraph(self, sources: list[str]) -> str:
        """Return a paragraph; sources are taken from the list until it is empty."""
        sentences = []
        for _ in range(self.chance.randint(4, 7)):
            count = self.chance.choices((0, 1, 2), (78, 20, 2))[0]
            sentences.append(self.sentence([sources.pop() for _ in range(min(count, len(sources)))]))
        return " ".join(sentences)

    def items(self, sources: list[str]) -> str:
        count = self.chance.randint(2, 5)
        lines = [f"{upper_first(NUMBERS[count - 2])} points remained open:", ""]
        ordered = self.chance.random() < 0.3
        for number in range(1, count + 1):
            lead = f"*{upper_first(self.fill('{lead}'))}.* " if not ordered else ""
            source = [sources.pop()] if sources and self.chance.random() < 0.3 else []
            lines.append(f"{f'{number}.' if ordered else '-'} {lead}{self.sentence(source)} {self.sentence([])}")
        if self.chance.random() < 0.3 and not ordered:
            lines[-1] += " What matters most:"
            lines += [
                "",
                f"    a.  {self.fill('{gerund} {object},')}",
                f"    b.  {self.fill('{gerund} {object}, and')}",
            ]
            lines += [f"    c.  {self.fill('{gerund} {object}.')}"]
        return "\n".join(lines)

    def quotation(self, sources: list[str]) -> str:
        source = f" [@{sources.pop()}]" if sources else ""
        return f"The decisive sentence reads:\n\n> {self.fill('{quotation}')}{source}."

    def table(self) -> str:
        days = sorted({self.day() for _ in range(self.chance.randint(3, 7))})
        rows = [f"| {spoken(day)} | {upper_first(self.fill('{text}'))} |" for day in days]
        return "\n".join(
            ["| Date | Step |", "|------|------|", *rows, "", f": {upper_first(self.fill('{noun} and {noun}'))}"]
        )

    def section(self, title: str, topic: str, sources: list[str]) -> str:
        """Return a section's file, with each source cited once."""
        self.remarks.clear()
        self.cited.clear()
        keypoint = upper_first(self.fill("{keypoint}"))
        blocks = [self.paragraph(sources)]
        while sum(len(block.split()) for block in blocks) < SECTION_WORDS:
            if len(blocks) % 4 == 1:
                blocks.append(f"## {upper_first(self.fill('{heading}'))}")
                blocks.append(self.paragraph(sources))
            chosen = self.chance.choices("piqt", (10, 2, 1, 0.5))[0]
            writers = {"p": lambda: self.paragraph(sources), "i": lambda: self.items(sources), "t": self.table}
            blocks.append(writers.get(chosen, lambda: self.quotation(sources))())
            if chosen != "p":
                blocks.append(self.paragraph(sources))
        if sources:
            blocks.append(" ".join(self.sentence([source]) for source in sources))
        notes = [f"[^r{number}]: {text}" for number, text in enumerate(self.remarks, 1)]
        return (
            f"---\ntitle: {title}\ntopic: {topic}\nkeypoint: {keypoint}\n---\n\n"
            + "\n\n".join([*blocks, *notes])
            + "\n"
        )

    def reference(self, number: int) -> tuple[str, str]:
        """Return a source's id and its YAML."""
        chance, issued = self.chance, self.day()
        accessed = min(issued + timedelta(days=chance.randint(1, 60)), self.last)
        title = upper_first(self.fill("{title}"))
        name, abbreviation = chance.choice(self.world.bodies)
        kind = chance.choice(KINDS)
        words = re.sub(r"[^a-z]+", "-", title.lower()).strip("-").split("-")
        slug = "-".join(words[:6])
        lines = [
            f"- id: {abbreviation.lower()}-{self.first.year}-{(self.first.month + 2) // 3}-{number}",
            f"  type: {kind}",
        ]
        if kind in ("article-newspaper", "speech"):
            given, family = chance.choice(self.world.people).split(" ", 1)
            lines += ["  author:", f"  - family: {family}", f"    given: {given}"]
        lines.append(f'  title: "{title}"')
        lines.append(f'  {"container-title" if kind == "article-newspaper" else "publisher"}: "{name}"')
        lines += [f"  issued: {issued}", f"  accessed: {accessed}"]
        path = f"{issued.year}/{issued.month:02}/{slug}-{number}"
        lines.append(f"  URL: https://{abbreviation.lower()}.example.org/{path}{chance.choice(('', '.html', '.pdf'))}")
        return lines[0].removeprefix("- id: "), "\n".join(lines)


def write_edition(root: Path, writer: Writer, references: int) -> None:
    """Write the sections and the references of an edition."""
    name = f"{writer.first.year}-Q{(writer.first.month + 2) // 3}"
    folder = root / "sections" / name
    folder.mkdir(parents=True)
    sources = [writer.reference(number) for number in range(1, references + 1)]
    text = "references:\n" + "\n".join(yaml for _, yaml in sources) + "\n"
    (root / "references" / f"{name}.yaml").write_text(text, "utf-8")
    (folder / "edition.yaml").write_text(f"published: {writer.last + timedelta(days=8)}\n", "utf-8")
    ids = [source for source, _ in sources]
    topics = writer.chance.sample(TOPICS, 5)
    for number, (title, topic) in enumerate(topics):
        text = writer.section(title, topic, ids[number :: len(topics)])
        (folder / f"{number + 1}0-{topic}.md").write_text(text, "utf-8")


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--editions", type=int, default=100)
    parser.add_argument("--references", type=int, default=4000, help="of all editions together")
    parser.add_argument("--first", type=int, default=2001, metavar="YEAR")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    root = arguments.folder
    if root.exists() and any(root.iterdir()):
        sys.exit(f"{root} is not empty")
    (root / "references").mkdir(parents=True)
    (root / "sections").mkdir()
    series = "title: Developments in the generated environment\nauthor: Ada Example\npublisher: Example Institute\n"
    (root / "sections/series.yaml").write_text(series + "language: en-GB\nnotes: page\n", "utf-8")
    for name in ("terms.yaml", "events.yaml"):
        shutil.copy(ROOT / "references" / name, root / "references" / name)
    everyone = world(arguments.seed)
    for number in range(arguments.editions):
        first = date(arguments.first + number // 4, 1 + number % 4 * 3, 1)
        share = (
            arguments.references * (number + 1) // arguments.editions
            - arguments.references * number // arguments.editions
        )
        chance = random.Random(f"{arguments.seed} {number}")
        write_edition(root, Writer(everyone, first, chance, newcomers(chance)), share)


if __name__ == "__main__":
    main()
