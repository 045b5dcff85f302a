"""The entry at `released:`: in the file's own way, and nothing else in it changes."""

from __future__ import annotations

import pytest

from igreport.model.report import EditionSettings, Released, ReleasedFile
from igreport.publish.entry import added
from igreport.sources import values, yaml

ENTRY = Released(
    "a" * 64, 1, ("cover 0123456789ab", "10-first topic: one.md 0123456789ab"), (ReleasedFile("a.pdf", "b" * 64),)
)
WRITTEN = """released:
  - content: {a}
    revisions: 1
    parts:
      - cover 0123456789ab
      - "10-first topic: one.md 0123456789ab"
    files:
      - {{name: a.pdf, sha256: {b}}}
""".format(a="a" * 64, b="b" * 64)


def settings(text: str) -> EditionSettings:
    problems: list[object] = []
    read = yaml.read(text.removeprefix("\ufeff").replace("\r\n", "\n"), "edition.yaml", problems)  # type: ignore[arg-type]
    assert read
    found = values.read(read.data, read, (), EditionSettings, problems)  # type: ignore[arg-type]
    assert found
    assert problems == []
    return found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a comment alone\n",
        "published: 2025-10-06\n",
        "published: 2025-10-06  # a Monday\n\n# the end\n",
        "title: |\n  A title\n  of two lines\n",
    ],
)
def test_the_first_entry_stands_at_the_end(text: str) -> None:
    assert added(text, ENTRY) == text + WRITTEN
    assert settings(text + WRITTEN).released == (ENTRY,)


def test_a_last_line_without_an_end_gets_one() -> None:
    assert added("published: 2025-10-06", ENTRY) == "published: 2025-10-06\n" + WRITTEN


def test_an_empty_list_is_filled() -> None:
    assert added("released: []\npublished: 2025-10-06\n", ENTRY) == "published: 2025-10-06\n" + WRITTEN


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("indent", ["", "  ", "    "])
def test_a_second_entry_stands_behind_the_first(end: str, indent: str) -> None:
    first = WRITTEN.replace("\n  ", f"\n{indent}")
    before, after = f"# ä\n{first}", "\n# then\npublished: 2025-10-06\n"
    result = added("\ufeff" + (before + after).replace("\n", end), ENTRY)
    assert result == "\ufeff" + (before + first.removeprefix("released:\n") + after).replace("\n", end)
    assert settings(result).released == (ENTRY, ENTRY)


@pytest.mark.parametrize(
    "text",
    [
        "{published: 2025-10-06}\n",
        'released: [{content: "' + "a" * 64 + '"}]\n',
        "published: 2025-10-06\n...\n",
        "- a list\n",
        "published: [\n",
        "released: []  # none yet\n",
    ],
)
def test_what_cannot_be_extended_alone_is_left(text: str) -> None:
    assert added(text, ENTRY) is None
