"""Who writes the torture edition: words without meaning, and notes of every kind, each with a mark such as `T017`."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from tests.words import ENGLISH, GERMAN, words

SOURCES = 40


@dataclass
class Author:
    """Writes Markdown; `notes` counts the calls, in the order in which they are written."""

    chance: random.Random
    language: str  # "en" or "de"
    notes: int = 0
    definitions: list[str] = field(default_factory=list)

    def words(self, count: int) -> str:
        return words(self.chance, count, GERMAN if self.language == "de" else ENGLISH)

    def sentence(self, count: int) -> str:
        return f"{self.words(count).capitalize()}."

    def mark(self) -> str:
        self.notes += 1
        return f"T{self.notes:03}"

    def source(self) -> str:
        return f"source-{self.chance.randrange(SOURCES):02}"

    def cite(self) -> str:
        """Return a citation of one source."""
        return f" [@{self.source()}, {self.mark()}]"

    def cite_several(self) -> str:
        """Return a citation of several sources in one note, with words before and behind."""
        first, second, third = (self.source() for _ in range(3))
        return f" [see @{first}, para. 12; also @{second}, p. 7; and @{third}, {self.mark()}]"

    def remark(self, count: int = 12) -> str:
        """Return a remark that is written where it is called."""
        return f"^[{self.mark()} {self.sentence(count)}]"

    def citing_remark(self) -> str:
        """Return a remark with a citation, emphasis and a link in it."""
        words = f"*{self.words(2)}* {self.words(4)} [@{self.source()}, p. 3], [{self.words(2)}]({self.address(3)})"
        return f"^[{self.mark()} {words}.]"

    def far(self) -> str:
        """Return a remark with a very long address."""
        return f"^[{self.mark()} <{self.address(24)}?query={self.address(4)}#{self.words(1)}>]"

    def paragraphs(self, *counts: int) -> str:
        """Return the call of a remark with several paragraphs, which stands at the section's end."""
        mark = self.mark()
        text = "\n\n    ".join(self.sentence(count) for count in counts)
        self.definitions.append(f"[^{mark}]: {mark} {text}")
        return f"[^{mark}]"

    def any_note(self) -> str:
        kinds = (self.cite, self.cite, self.cite_several, self.remark, self.citing_remark, self.far)
        return self.chance.choice(kinds)()

    def address(self, count: int) -> str:
        return "https://example.org/" + self.words(count).replace(" ", "/").replace("ü", "ue").replace("ß", "ss")

    def text(self, count: int, notes: int = 0) -> str:
        """Return a paragraph of so many words with so many notes, in sentences of some twelve words."""
        parts = self.sentence(count).split()
        for number in range(11, count - 3, 12):
            parts[number] += "."
            parts[number + 1] = parts[number + 1].capitalize()
        for place in sorted(self.chance.choices(range(len(parts)), k=notes)):
            parts[place] += self.any_note()
        return " ".join(parts)

    def end(self) -> str:
        """Return the definitions of the section's remarks, and begin with none."""
        found, self.definitions = "\n\n".join(self.definitions), []
        return found
