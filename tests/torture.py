"""The torture edition: a report folder with all that is hard to print, the same at every run.

usage: python -m tests.torture FOLDER [--language en|de] [--notes page|end] [--paper A4|letter] [--seed 6] [--count 200]

It has 200 notes of every kind in every place, tables over pages, writings from the right, figures, lists four deep, headings one
right after another, long words, and all that a series can switch on. It is within the Markdown subset: `igreport check
--only-errors` finds nothing in it. Note 17 says `T017`, whatever else it says.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests import torture_sections as sections
from tests.torture_author import SOURCES, Author
from tests.torture_pictures import LOGO, PICTURES
from tests.words import words

EDITION = "2025-Q3"
LANGUAGES = {"en": "en-GB", "de": "de-DE"}
STYLE = ':root { --accent: #7a1f3d; --box: #fbf3f5; --heading-font: "Source Serif 4"; --text-size: 10pt }\n'
EVENTS = """events:
- {id: igf, name: 20th Internet Governance Forum, start: 2025-06-23, end: 2025-06-27, place: Lillestrøm}
- {id: review, name: "High-level meeting on the overall review, with a name that does not fit on one line of any table", \
start: 2025-12-16, end: 2025-12-17, place: New York}
- {id: summer, name: "Meeting of محمد (2025)", start: 2025-07-08, end: 2025-07-11, place: Geneva, url: "https://example.org/summer"}
- {id: autumn, name: Plenipotentiary & Friends <3, start: 2025-09-30, place: online}
- {id: same, name: Another on the same day, start: 2025-09-30}
"""
TERMS = """terms:
- {term: UN, expansion: United Nations, well_known: true}
- {term: AI, expansion: Artificial Intelligence}
- {term: ICANN, expansion: Internet Corporation for Assigned Names and Numbers, url: "https://www.icann.org/"}
- {term: GDC, expansion: Global Digital Compact}
"""


@dataclass(frozen=True)
class Torture:
    """What the edition is to be."""

    language: str = "en"
    notes: str = "page"
    paper: str = "A4"
    seed: int = 6
    count: int = 200  # notes

    @property
    def other(self) -> str:
        """Return the language of the section that is in another one."""
        return "en" if self.language == "de" else "de"


def write(root: Path, torture: Torture | None = None) -> None:
    """Write the report folder into `root`."""
    torture = torture or Torture()
    for name, content in _files(torture):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def _files(torture: Torture) -> Iterator[tuple[str, str | bytes]]:
    yield "sections/series.yaml", _series(torture)
    yield "sections/style.css", STYLE
    yield "sections/logo.svg", LOGO
    yield "references/sources.yaml", _references()
    yield "references/events.yaml", EVENTS
    yield "references/terms.yaml", TERMS
    yield f"sections/{EDITION}/edition.yaml", _edition()
    for name, draw in PICTURES.items():
        yield f"sections/{EDITION}/{name}", draw()
    author = Author(random.Random(torture.seed), torture.language)
    for number, (title, language, body) in enumerate(_bodies(torture), 1):
        author.language = language
        front = _front(title, author, language if language != torture.language else "")
        yield f"sections/{EDITION}/{number:02}-section.md", f"{front}{body(author)}\n\n{author.end()}\n"


def _bodies(torture: Torture) -> list[tuple[str, str, Callable[[Author], str]]]:
    """Return each section's title, language and writer."""
    own, left = torture.language, torture.count
    return [
        ("Notes of every kind", own, sections.notes),
        (f"Tables: “long”, wide & narrow, with {sections.SHIP}", own, sections.tables),
        (f"Names from the right: {sections.ARABIC} (2025)", own, sections.scripts),
        ("Lists", own, sections.lists),
        ("Headings", own, sections.headings),
        ("Figures", own, sections.figures),
        ("Typography", own, sections.typography),
        ("In another language", torture.other, lambda a: sections.many(a, (a.notes + left) // 2)),
        ("Lists", own, lambda a: sections.many(a, left)),
    ]


def _front(title: str, author: Author, language: str) -> str:
    """Return the front matter; every key topic has two lines."""
    keys = {"title": title, "topic": "torture", "keypoint": author.sentence(22)[:-1]}
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in keys.items()]
    return "\n".join(["---", *lines, *([f"language: {LANGUAGES[language]}"] if language else []), "---", ""])


def _series(torture: Torture) -> str:
    return f"""title: The torture edition of a series with a title so long that the cover breaks it into three lines
slug: torture
author: [Ada Example, Ἀριστοτέλης ὁ Σταγειρίτης, {sections.HEBREW}]
publisher: The Institute & Sons
language: {LANGUAGES[torture.language]}
notes: {torture.notes}
paper: {torture.paper}
numerals: old-style
logo: logo.svg
license: CC-BY-4.0
calendar: true
abbreviations: true
sources: topic
"""


def _edition() -> str:
    return """published: 2025-10-06
identifier: doi:10.5281/zenodo.1234567
revision:
- {date: 2025-10-20, changed: "A date in the section “Lists” is right now, and what was said of it in another place as well"}
- {date: 2025-11-03, changed: A second change}
"""


def _references() -> str:
    """Return the sources: of many types, with long addresses, markup in titles and names from the right."""
    chance = random.Random(SOURCES)
    types = ("document", "webpage", "article-newspaper", "report", "book", "legislation")
    items = [
        {
            "id": "arabic",
            "type": "book",
            "title": "الإنترنت (2025)",
            "author": [{"family": "عمر", "given": "محمد"}],
            "issued": "2025-01-02",
        }
    ]
    for number in range(SOURCES):
        marked = ", H<sub>2</sub>O of the 1<sup>st</sup> session" if number % 20 == 7 else ""
        tail = "/".join(f"part-{part}" for part in range(number % 12))
        items.append(
            {
                "id": f"source-{number:02}",
                "type": types[number % len(types)],
                "title": f"{words(chance, 3).capitalize()}: <i>Efficient</i> offices & “quoted” {words(chance, 2)}{marked}",
                "author": [{"family": "Muster", "given": "Jürgen"}, {"literal": "Ministry of Everything"}][
                    : number % 3
                ],
                "publisher": "Publisher, Ltd.",
                "issued": f"2025-0{1 + number % 9}-1{number % 10}",
                "accessed": "2025-10-01",
                "URL": f"https://example.org/{number}/{tail}?id={number}&x=%C3%A4",
            }
        )
    return json.dumps({"references": items}, ensure_ascii=False, indent=1)


def main() -> None:
    """Write the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", choices=sorted(LANGUAGES), default="en")
    parser.add_argument("--notes", choices=("page", "end"), default="page")
    parser.add_argument("--paper", choices=("A4", "letter"), default="A4")
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--count", type=int, default=200, help="how many notes, 120 or more")
    given = parser.parse_args()
    write(given.folder, Torture(given.language, given.notes, given.paper, given.seed, given.count))


if __name__ == "__main__":
    main()
