"""What is read from plain text: each folder in `tests/cases/import` with an `input.txt` is a case, its outline beside it.

To add one, write `input.txt`, run `python -m tests.exchange.importers.test_text input.txt > expected.md`, and read whether
that is what a person sees in the text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from igreport.exchange import text_of, words
from igreport.exchange.imported import Imported, ImportRefused, Options
from igreport.exchange.importers import text
from tests.clock import seconds

CASES = Path(__file__).parents[2] / "cases" / "import"
SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
FIRST, SECOND = SEEDS / "000_5dd60003a43b5284.txt", SEEDS / "002_a20302cfee5ba559.txt"
needs_seeds = pytest.mark.skipif(not FIRST.exists() or not SECOND.exists(), reason="the real texts are not here")
Node = dict[str, Any]


def outline(imported: Imported) -> str:
    """Return what was read, for people: `{…}` is a note."""
    lines = [f"{name}: {value}" for name in ("title", "period_text") if (value := getattr(imported, name))]
    for name in ("authors", "keypoints", "set_aside", "unused_notes"):
        lines += [f"{name}: {value}" for value in getattr(imported, name)]
    lines += ["", *_blocks(imported.blocks, ""), ""]
    lines += [f"unsure, line {change.line}: {change.kind}: {change.text}" for change in imported.unsure]
    return "\n".join(lines).strip() + "\n"


def _blocks(blocks: Sequence[Node], indent: str) -> Iterator[str]:
    for block in blocks:
        kind, content = block["t"], block["c"]
        if kind == "Header":
            yield f"{'#' * content[0]} {_inlines(content[2])}"
        elif kind == "Para":
            yield f"{indent}{_inlines(content)}"
        else:
            items = content if kind == "BulletList" else content[1]
            for number, item in enumerate(items):
                mark = "-" if kind == "BulletList" else f"{content[0][1]['t']} {content[0][0] + number}."
                first, *rest = _blocks(item, f"{indent}    ")
                yield f"{indent}{mark} {first.strip()}"
                yield from rest


def _inlines(inlines: Sequence[Node]) -> str:
    result = ""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c", " ")
        if kind == "Note":
            result += "{" + " / ".join(_inlines(block["c"]) for block in content) + "}"
        elif kind == "Link":
            result += f"<{_inlines(content[1])}>"
        else:
            result += content
    return result


def read(path: Path) -> Imported:
    return text.read(path, Options())


def of(content: str | bytes, folder: Path) -> Imported:
    path = folder / "report.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path)


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/input.txt")))
def test_case(case: str) -> None:
    imported = read(CASES / case / "input.txt")
    assert outline(imported) == (CASES / case / "expected.md").read_text("utf-8")
    assert_nothing_is_lost(imported, CASES / case / "input.txt")


def assert_nothing_is_lost(imported: Imported, path: Path) -> None:
    """Each word of the file is a word of the text, of a note or of a mark; and the blocks say what `words` says."""
    raw = words.of_text(path.read_text("utf-8-sig"))
    kept = [*imported.words, *(word for note in imported.notes for word in note)]
    kept += [word for note in imported.unused_notes for word in words.of_text(note)]
    marks = re.compile(
        r"[0-9]{1,3}|[a-z]|[IVXLC]{1,5}|[ivx]+|[⁰¹²³⁴-⁹]+|By|Von|[·•o*+]|www\..*|https?:.*"
    )  # addresses: see below
    missing = _left(raw, kept)
    assert [word for word in missing if not marks.fullmatch(word)] == []
    addresses = {address for note in (*imported.notes, imported.words) for address in note if "://" in address}
    addresses |= {address for note in imported.unused_notes for address in words.urls(note)}
    assert {word for word in raw if "://" in word} <= addresses
    said = text_of.read(imported.blocks)
    pieces = [imported.title, imported.period_text, *imported.authors, *imported.keypoints, *imported.set_aside]
    front = [word for piece in pieces for word in words.of_text(piece)]
    assert sorted([*said.words, *front]) == sorted(imported.words)
    undefined = sum("The imported text has no note" in note for note in said.notes)
    assert len(said.notes) == len(imported.notes) + undefined


def _left(given: Sequence[str], kept: Sequence[str]) -> list[str]:
    left = list(kept)
    missing = []
    for word in given:
        if word in left:
            left.remove(word)
        else:
            missing.append(word)
    return missing


@needs_seeds
def test_the_first_real_text() -> None:
    imported = read(FIRST)
    assert imported.title == "Developments in the internet governance environment"
    assert imported.period_text == "October to December 2024"
    assert len(imported.keypoints) == 5
    assert [_inlines(block["c"][2]) for block in imported.blocks if block["t"] == "Header"] == [
        "Internet Governance Forum",
        "WSIS+20",
        "Artificial intelligence",
        "UN Convention against Cybercrime",
        "National cyber security",
    ]
    assert len(imported.notes) == 25
    assert sum(len(words.urls(" ".join(note))) for note in imported.notes) == 26
    assert [len(block["c"]) for block in imported.blocks if block["t"] == "BulletList"] == [2, 4, 2, 2, 2, 3, 4, 2, 4]
    assert imported.unsure == ()
    assert imported.unused_notes == ()


@needs_seeds
def test_the_second_real_text() -> None:
    imported = read(SECOND)
    assert imported.title == ""
    assert len(imported.keypoints) == 5
    assert [_inlines(block["c"][2]) for block in imported.blocks if block["t"] == "Header"] == [
        "WSIS+20 Review Conference",
        "Artificial intelligence",
        "Cybersecurity",
        "State control over internet resources",
        "Digital tax and customs duties",
    ]
    lists = [block["c"] for block in imported.blocks if block["t"] == "OrderedList"]
    assert [style[1]["t"] for style, _ in lists] == ["LowerAlpha"] * 5
    nested = [[len(item[1]["c"]) if len(item) > 1 else 0 for item in items] for _, items in lists]
    assert nested == [[13, 3, 0], [7, 9, 3, 4], [6, 3, 2, 0], [0, 0, 0, 0, 0], [4, 2]]
    assert len(imported.notes) == 41
    assert imported.unused_notes == ("https://hanoiconvention.org/",)
    # [1] stands where [28] should, as a person sees as well; nothing else is in doubt.
    assert [(change.line, change.kind) for change in imported.unsure] == [
        (70, "marker-used-twice"),
        (118, "note-never-cited"),
    ]


@needs_seeds
@pytest.mark.parametrize("path", [FIRST, SECOND], ids=["000", "002"])
def test_the_real_texts_lose_no_word(path: Path) -> None:
    """Every line of the input, its mark and its markers aside, word for word and in order."""
    imported = read(path)
    notes = re.compile(r"^\[\d+\] ")
    lines = [line for line in path.read_text("utf-8-sig").splitlines() if line and not notes.match(line)]
    mark = re.compile(r"^(?:[·o-]|[a-e]\.|[IV]+\.)\s+")
    plain = [re.sub(r"\[\d+\]", " ", mark.sub("", line)) for line in lines]
    assert list(imported.words) == [word for line in plain for word in words.of_text(line)]
    assert_nothing_is_lost(imported, path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "is empty"),
        ("Größe und Länge\n".encode("latin-1"), "line 1: byte 0xf6 is not UTF-8"),
        (b"PK\x03\x04\x00\x00\xff\xfe", "is not a text file"),
        (b"text\x00text", "is not a text file"),
        ("one\ntwo \x92 three\n".encode(), "line 2: a control character, U+0092"),
    ],
)
def test_what_is_no_text_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match=re.escape(message)):
        of(content, tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="cannot be read"):
        read(tmp_path / "nothing.txt")


def test_utf16_is_read(tmp_path: Path) -> None:
    imported = of("Cables\r\nThe islands found a fund for cables in the end.\r\n".encode("utf-16"), tmp_path)
    assert outline(imported) == "# Cables\nThe islands found a fund for cables in the end.\n"


def _many(line: str, count: int) -> str:
    return "Heading\n" + line * (count // 4)  # a quarter of a megabyte: coverage makes Python slow


@pytest.mark.parametrize(
    "content",
    [
        _many("A short line\n", 80_000),
        _many("A sentence that ends.[1] And another one.¹ See https://example.org/a.\n", 15_000),
        _many("- a bullet\n", 90_000),
        _many("a. a letter\n", 90_000),
        _many("[1] https://example.org/a\n", 40_000),
        _many("word " * 20 + "\n\n", 10_000),
        _many("agreed.1 Delegates ", 55_000),
        _many("[", 1_000_000),
        _many("(" * 100 + "https://a(", 9_000),
        _many("\n", 1_000_000),
    ],
    ids=lambda content: repr(content[8:28]),
)
def test_time_grows_with_the_length_alone(content: str, tmp_path: Path) -> None:
    """What would take quadratic time would take minutes."""
    assert seconds(lambda: of(content, tmp_path), enough=10) < 10


if __name__ == "__main__":
    sys.stdout.write(outline(read(Path(sys.argv[1]))))
