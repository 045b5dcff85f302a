"""Cases of verdicts, written as text: what was asked, what came back, and which verdict is right.

A case begins with `=== verdict: name`; then `url:`, `title:`, `hop:`, `final:`, `header:` and so on, then the page.
`{100 words}` stands for words that mean nothing; `{100 words b}` for others than `{100 words a}`.
"""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from igreport.links.page import PageReader
from igreport.links.targets import Target
from igreport.links.visit import Hop, Page, Visit
from igreport.model.link import LinkRecord

PAGES = Path(__file__).parent / "pages"
NOW = datetime.datetime(2025, 10, 25, 12, tzinfo=datetime.UTC)
URL = "https://harbours.example/reports/2025.html"
_FIELD = re.compile(r"(url|title|hop|final|header|status|before|was|verified): (.*)")
_WORDS = re.compile(r"\{(\d+) words ?(\w?)\}")


@dataclass(frozen=True)
class Case:
    name: str
    verdict: str
    target: Target
    visit: Visit
    before: LinkRecord | None
    probe: Visit | None = None


def read(html: str, content_type: str = "text/html; charset=utf-8") -> Page:
    reader = PageReader(content_type)
    reader.feed(html.encode())
    return reader.close()


def cases(name: str) -> Iterator[Case]:
    blocks = (PAGES / name).read_text("utf-8").split("=== ")[1:]
    for place, block in enumerate(blocks):
        if block.startswith("probe\n"):
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else ""
        probe = _visit(*_fields(following)) if following.startswith("probe\n") else None
        yield _case(block, probe)


def _case(block: str, probe: Visit | None) -> Case:
    verdict, _, name = block.partition("\n")[0].partition(": ")
    fields, html = _fields(block)
    verified = fields.get("verified")
    target = Target(
        _first(fields, "url", URL),
        _first(fields, "title", ""),
        verified=datetime.date.fromisoformat(verified[0]) if verified else None,
    )
    return Case(name, verdict, target, _visit(fields, html), _before(target.url, fields), probe)


def _fields(block: str) -> tuple[dict[str, list[str]], str]:
    fields: dict[str, list[str]] = {}
    lines = block.split("\n")[1:]
    while lines and (match := _FIELD.fullmatch(lines[0])):
        fields.setdefault(match[1], []).append(match[2])
        del lines[0]
    return fields, _filled("\n".join(lines))


def _first(fields: dict[str, list[str]], name: str, otherwise: str) -> str:
    return fields.get(name, [otherwise])[0]


def _visit(fields: dict[str, list[str]], html: str) -> Visit:
    url = _first(fields, "url", URL)
    hops = tuple(Hop(text.split()[1], int(text.split()[0])) for text in fields.get("hop", []))
    headers = dict(text.split(": ", 1) for text in fields.get("header", []))
    status = int(_first(fields, "status", "200"))
    return Visit(url, _first(fields, "final", url), hops, status, headers, read(html))


def _before(url: str, fields: dict[str, list[str]]) -> LinkRecord | None:
    if "before" not in fields:
        return None
    title, _, text = fields["before"][0].partition(" | ")
    page = read(f"<title>{title}</title><p>{_filled(text)}</p>")
    verdict = _first(fields, "was", "ok")
    return LinkRecord(
        url,
        verdict,  # type: ignore[arg-type]
        checked="2025-10-01T08:00:00Z",
        title=title,
        sketch=page.sketch,
        text_sha256=page.text_sha256,
    )


def _filled(text: str) -> str:
    return _WORDS.sub(lambda match: prose(int(match[1]), match[2]), text)


def prose(count: int, kind: str = "") -> str:
    """Return words of no language, always the same ones for a kind."""
    chance = random.Random(kind)
    syllables = [consonant + vowel for consonant in "bdfghklmnprstvwz" for vowel in "aeiou"]
    vocabulary = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(400)]
    return " ".join(chance.choices(vocabulary, k=count))
