"""What `tools/fuzz.py` feeds to `igreport check`: report folders of good and bad text, changed in random ways.

A plan is plain numbers, so that a smaller one can be tried: which folder to begin with, and the changes to make in it.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECTION, SOURCES = "sections/2025-Q3/10-topic.md", "references/2025-Q3.yaml"
FRONT_MATTER = "---\ntitle: A topic\ntopic: topic\nkeypoint: A point\n---\n\n"
MOST_LINES = 30  # of a file: what a long text shows, a part of it shows sooner
_PART = re.compile(r"^#{2,3} (?:Bad|Good|Fixed).*$", re.MULTILINE)
_FENCE = re.compile(r"^(`{3,})([\w./-]+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)

SIGNS = [
    *"\"'„“”‚‘’«»‹›´`()[]{}<>*_~^$|\\/@#&%=+-–—…:;,.!?§0123456789aAzZßäÖéIVX",
    *"\t\r\n\v\f\x00\x07\x1b\x7f\x85\u00a0\u00ad\u2028\u2029\u200b\u200d\u202e\u2066\ufeff\ufffc\ufffd\uffff",
    *"\u0301\u0338\u1ab0СоАİıſﬁ１²½Ⅳ٣०א‎ع日本。、｡\U0001f469\U0001f3fd\U0001f1e6\U000e0041\U0010ffff",
]
_WORDS = """
January März 15 2024 2025-02-30 31.09.2025 15.–20. 99999999999999999999 1/2/3 Q3 H1 79/301 A/RES/79/325 S/PV.9999 UN WSIS+20
IGF (IGF) 79th 0th 19. Monday Mittwoch yesterday gestern seven sieben following folgenden and und of der the the the to bis
between zwischen from mid- Ende [^1] [^1]: [^] [@source] [@source; @other] [@] @source [-@source] [7] ![a](b.png) [a](b) [x](
<!-- --> <!--igreport:ignore-->  <b> </div> ``` ::: $$ \\( &amp; &#0; &#xD800; https://example.org/ http:// www.a.b ftp://x
https://[::1]/ https://a:b@c.d:99999/%zz?q=a#:~:text=b https://пример.рф/ mailto:a@b {lang=de} {.x #y} ]{lang=fr} --- ... ***
![x](%00) ![y](http://[) "\\ud800"
|---| |a|b| 1. a) (a) - * > # ## ####### \u00a0% 10,000.00 1.234,5 EU-s U.S. e.g. z.B. d.h. Nr. §5 colour color adotion
null ~ true - : ? ! !!python/object !!binary &a *a <<: [ { "x ' | > - id: issued: accessed: URL: type: title: date-parts:
"""
_COMMENTS = ["<!-- igreport: ignore TXT101 why -->", "# igreport: ignore REF why", "the start of the week"]
WORDS = [*_WORDS.split(), *_COMMENTS, "\n\n", "\n- ", "\n  ", "  \n"]


@dataclass(frozen=True)
class Change:
    """A change of one file: what is done, in which file, where, and with what; numbers of any size."""

    kind: int
    file: int
    at: int
    other: int


@dataclass(frozen=True)
class Plan:
    """An input: the folder to begin with, from which line on, its language, and the changes."""

    base: int
    line: int
    is_german: bool
    changes: tuple[Change, ...]


def random_plan(rng: random.Random) -> Plan:
    """Return a plan; most make a few changes, one in ten makes many."""
    count = rng.choice((1, 2, 3, 4, 6, 8)) if rng.random() < 0.9 else rng.randrange(10, 40)
    changes = tuple(Change(*(rng.randrange(1 << 30) for _ in range(4))) for _ in range(count))
    return Plan(rng.randrange(1 << 30), rng.randrange(1 << 30), rng.random() < 0.5, changes)


def files(plan: Plan) -> dict[str, str]:
    """Return the files of a plan's folder, by path."""
    known = bases()
    language = "de" if plan.is_german else "en-GB"
    others = {
        "sections/series.yaml": f"title: A series\nauthor: An author\nlanguage: {language}\n",
        SOURCES: "references:\n- {id: source, type: webpage, title: A page, URL: 'https://example.org/', issued: 2025}\n",
        SECTION: FRONT_MATTER + "Text [@source].\n",
    }
    found = {**others, **known[plan.base % len(known)]}
    found = {path: _window(text, plan.line) for path, text in found.items()}
    for change in plan.changes:
        path = sorted(found)[change.file % len(found)]
        found[path] = CHANGES[change.kind % len(CHANGES)](found[path], change.at, change.other)
    return found


def _window(text: str, line: int) -> str:
    """Return at most `MOST_LINES` lines of a text, and its first lines, which say what it is."""
    lines = text.split("\n")
    if len(lines) <= MOST_LINES:
        return text
    head = 7 if lines[0] == "---" else 1
    start = head + line % (len(lines) - head)
    return "\n".join([*lines[:head], *lines[start : start + MOST_LINES]]) + "\n"


@functools.cache
def bases() -> tuple[dict[str, str], ...]:
    """Return the folders to begin with: the project's sections, all examples of rules, and all cases of `check`."""
    found = [*_own(), *_examples(), *_cases()]
    assert len(found) > 300, "the examples are not where they were"
    return tuple(found)


def _own() -> list[dict[str, str]]:
    lists = {f"references/{name}.yaml": _read(ROOT / f"references/{name}.yaml") for name in ("events", "terms")}
    found = []
    for path in sorted(ROOT.glob("sections/*/*.md")):
        edition = path.parent.name
        name = f"references/{edition}.yaml"
        settings = {f"sections/{edition}/edition.yaml": _read(path.parent / "edition.yaml")}
        own = {f"sections/{edition}/{path.name}": _read(path), name: _read(ROOT / name), **settings}
        found += [own, {**own, **lists}] * 10
    return found


def _examples() -> list[dict[str, str]]:
    found = []
    for path in sorted((ROOT / "tests/rules").glob("*.md")):
        for part in _PART.split(_read(path))[1:]:
            text = part.replace("⟦", "").replace("⟧", "")
            given = {match[2]: match[3] for match in _FENCE.finditer(text)}
            if body := _FENCE.sub("", text).strip("\n"):
                given[SECTION] = body + "\n"
            found.append({name: _with_front_matter(name, text) for name, text in given.items()})
    return found


def _cases() -> list[dict[str, str]]:
    found = []
    for folder in sorted((ROOT / "tests/cases/check").iterdir()):
        paths = [path for path in sorted(folder.glob("*/**/*")) if path.suffix in (".md", ".yaml", ".yml")]
        found.append({path.relative_to(folder).as_posix(): _read(path) for path in paths if path.is_file()})
    return found


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _with_front_matter(name: str, text: str) -> str:
    return FRONT_MATTER + text if name.endswith(".md") and not text.startswith("---") else text


@functools.cache
def _lines() -> Sequence[str]:
    return sorted({line for base in bases() for text in base.values() for line in text.split("\n") if line})


def _delete(text: str, at: int, other: int) -> str:
    start = at % (len(text) + 1)
    return text[:start] + text[start + 1 + other % 4 :]


def _double(text: str, at: int, other: int) -> str:
    start = at % (len(text) + 1)
    return text[:start] + text[start : start + 1 + other % 9] * 2 + text[start + 1 + other % 9 :]


def _swap(text: str, at: int, other: int) -> str:
    start, width = at % (len(text) + 1), 1 + other % 5
    middle, end = start + width, start + 2 * width
    return text[:start] + text[middle:end] + text[start:middle] + text[end:]


def _put_sign(text: str, at: int, other: int) -> str:
    start = at % (len(text) + 1)
    return text[:start] + SIGNS[other % len(SIGNS)] + text[start + 1 :]


def _insert_sign(text: str, at: int, other: int) -> str:
    start = at % (len(text) + 1)
    return text[:start] + SIGNS[other % len(SIGNS)] * (1 + other // 1000 % 3) + text[start:]


def _insert_words(text: str, at: int, other: int) -> str:
    start, words = at % (len(text) + 1), random.Random(other)
    blank = words.choice(("", " ", "  "))
    return text[:start] + blank.join(words.choices(WORDS, k=words.randrange(1, 6))) + text[start:]


def _put_word(text: str, at: int, other: int) -> str:
    """Put a word in the place of one that is there."""
    there = list(re.finditer(r"[^\s,;()]+", text))
    if not there:
        return WORDS[other % len(WORDS)]
    match = there[at % len(there)]
    return text[: match.start()] + WORDS[other % len(WORDS)] + text[match.end() :]


def _move_line(text: str, at: int, other: int) -> str:
    lines = text.split("\n")
    line = lines.pop(at % len(lines))
    lines.insert(other % (len(lines) + 1), line)
    return "\n".join(lines)


def _delete_line(text: str, at: int, other: int) -> str:  # noqa: ARG001 (all changes are called alike)
    lines = text.split("\n")
    del lines[at % len(lines)]
    return "\n".join(lines)


def _splice(text: str, at: int, other: int) -> str:
    """Put lines of another file in."""
    lines, known = text.split("\n"), _lines()
    start, first = at % (len(lines) + 1), other % len(known)
    return "\n".join([*lines[:start], *known[first : first + 1 + other % 3], *lines[start:]])


def _join(text: str, at: int, other: int) -> str:
    """Put a line of another file into a line."""
    start, known = at % (len(text) + 1), _lines()
    return text[:start] + known[other % len(known)] + text[start:]


def _break(text: str, at: int, other: int) -> str:
    """Take the line ends away, or change them."""
    ends = text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.replace("\n", " ", 1 + at % 20), text.rstrip()
    return ends[other % len(ends)]


def _shift(text: str, at: int, other: int) -> str:
    """Indent a line."""
    lines = text.split("\n")
    lines[at % len(lines)] = (" " * (other % 9) + "\t" * (other // 10 % 2)) + lines[at % len(lines)]
    return "\n".join(lines)


def _cut(text: str, at: int, other: int) -> str:
    start = at % (len(text) + 1)
    return text[:start] if other % 2 else text[start:]


def _repeat(text: str, at: int, other: int) -> str:
    start, width = at % (len(text) + 1), 1 + other % 3
    return text[:start] + text[start : start + width] * (other // 10 % 200) + text[start:]


def _random_signs(text: str, at: int, other: int) -> str:
    start, signs = at % (len(text) + 1), random.Random(other)
    return text[:start] + "".join(signs.choices(SIGNS, k=signs.randrange(1, 60))) + text[start:]


CHANGES = (
    *(_delete, _double, _swap, _put_sign, _put_sign, _insert_sign, _insert_sign, _insert_words, _insert_words),
    *(_put_word, _put_word, _move_line, _delete_line, _splice, _splice, _join, _break, _shift, _cut, _repeat),
    _random_signs,
)
