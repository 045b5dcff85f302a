"""For any report: what is rendered by pandoc and imported has the same words, in order, and the same URLs."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from igreport import pandoc
from igreport.exchange import text_of, words, write
from igreport.exchange.imported import Options
from igreport.exchange.importers import docx, html, markdown
from igreport.model.document import Block, Inline
from igreport.sources.load import load

SUFFIXES = {"markdown": ".md", "docx": ".docx", "html": ".html"}
READERS = {"markdown": markdown, "docx": docx, "html": html}
WORDS = st.sampled_from(
    """the draft was adopted in 2025 with 148 paragraphs, co-facilitators “quoted” 'so' (IGF) [sic] A/RES/79/325 50%
    €20 *star _under_ C# a@b @who $5 ~x ^up #1 & <tag> {x} \\back `tick` | 1. a. I. - + > e.g. São Riyadh… 19–23
    don't “So, «nein» WSIS+20 1) (a) :: === --- *** it's -- !x [^1] [x] www. :--- Table: é́ 日本 שלום A. iv.
    12) == \\* x_y_z __init__ **b** 3*4*5""".split()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
HOSTS = st.sampled_from(["example.org", "docs.un.org", "www.itu.int", "press.un.org", "youtu.be"])
PATHS = st.sampled_from(
    ["", "/a", "/2025/07/x-y.pdf", "/en/A/RES/79/325", "/a_(b)", "/q?x=1&y=%20z", "/~u/#frag", "/a_b_c*d"]
)
# Not among them: `![x]` and `&amp;`, which pandoc's own Markdown writer does not escape so that they come back.
URLS = st.builds(lambda host, path: f"https://{host}{path}", HOSTS, PATHS)


def inlines(text: str) -> list[Inline]:
    return words.as_inlines(text)


def link(text: str, url: str) -> Inline:
    return {"t": "Link", "c": [["", [], []], inlines(text), [url, ""]]}


def note(content: list[Inline]) -> Inline:
    return {"t": "Note", "c": [{"t": "Para", "c": content}]}


def a_note(title: str, url: str, form: int) -> Inline:
    shown = link(url, url)
    forms: list[list[Inline]] = [
        [shown],
        [*inlines(f"{title}, "), shown, {"t": "Str", "c": "."}],
        [link(title, url)],
        [*inlines(f"{title}. They said so, see "), shown, *inlines(" for more of it.")],
        inlines(f"{title} and nothing more."),
    ]
    return note(forms[form])


NOTES = st.builds(a_note, TEXTS, URLS, st.integers(0, 4))
LINKS = st.builds(link, TEXTS, URLS)
PIECES = st.one_of(
    TEXTS.map(inlines),
    TEXTS.map(lambda text: [{"t": "Emph", "c": inlines(text)}]),
    TEXTS.map(lambda text: [{"t": "Strong", "c": inlines(text)}]),
    LINKS.map(lambda inline: [inline]),
)


@st.composite
def paragraphs(draw: Any) -> list[Inline]:
    """A paragraph's inlines; notes close to their word, everything else apart."""
    result: list[Inline] = []
    for piece in [inlines("Beginning"), *draw(st.lists(PIECES, min_size=1, max_size=3))]:
        result += [{"t": "Space"}, *piece] if result else piece
        if draw(st.booleans()):
            result.append(draw(NOTES))
    return [*result, {"t": "Space"}, {"t": "Str", "c": "end."}]


PARAS = paragraphs().map(lambda content: {"t": "Para", "c": content})
ITEMS = st.lists(PARAS.map(lambda para: [para]), min_size=1, max_size=3)
LISTS = st.one_of(
    ITEMS.map(lambda items: {"t": "BulletList", "c": items}),
    ITEMS.map(lambda items: {"t": "OrderedList", "c": [[1, {"t": "LowerAlpha"}, {"t": "Period"}], items]}),
    ITEMS.map(lambda items: {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}),
)
QUOTES = PARAS.map(lambda para: {"t": "BlockQuote", "c": [para]})
BLOCKS = st.one_of(PARAS, PARAS, LISTS, QUOTES)


@st.composite
def reports(draw: Any) -> list[Block]:
    """Two or three sections, each with a heading below it sometimes."""
    result: list[Block] = []
    for number in range(draw(st.integers(2, 3))):
        title = inlines(f"Section {number} " + draw(TEXTS))
        result.append({"t": "Header", "c": [1, ["", [], []], title]})
        result.append({"t": "Para", "c": draw(paragraphs())})
        if draw(st.booleans()):
            result.append({"t": "Header", "c": [2, ["", [], []], inlines("Below " + draw(TEXTS))]})
        result += draw(st.lists(BLOCKS, min_size=1, max_size=3))
    return result


def urls(blocks: list[Block]) -> set[str]:
    text = text_of.read(blocks)
    return {*text.links, *(word for note in text.note_words for word in note if "://" in word)} | {
        word for word in text.words if words.URL.fullmatch(word) and "://" in word
    }


def imported(report: list[Block], format_name: str) -> tuple[tuple[str, ...], set[str], Any]:
    """Render, import, load: the words of the sections, the URLs of all references and links, what the loader found."""
    folder = Path(tempfile.mkdtemp())
    try:
        file = folder / f"report{SUFFIXES[format_name]}"
        arguments = [
            "--from=json",
            f"--to={format_name}",
            "--standalone",
            "--wrap=none",
            f"--output={file}",
            "--metadata=title:T",
        ]
        pandoc.convert(arguments, pandoc.dump(report))
        (folder / "out").mkdir()
        options = Options()
        result = write.write(READERS[format_name].read(file, options), folder / "out", "2025-Q3", options)
        loaded = load(folder / "out")
        edition = loaded.edition("2025-Q3")
        assert edition is not None
        assert len(result.sections) == len(edition.sections)
        found = [
            word
            for part in edition.sections
            for word in (*words.of_text(part.front.title), *text_of.read(part.body.blocks).words)
        ]
        links = {link.target for part in edition.sections for link in part.body.links}
        return tuple(found), {item.url for item in loaded.references.values()} | links, loaded.problems
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("format_name", SUFFIXES)
def test_words_and_urls_come_through(format_name: str) -> None:
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(reports())
    def check(report: list[Block]) -> None:
        found, addresses, problems = imported(report, format_name)
        assert found == text_of.read(report).words
        assert urls(report) <= addresses
        assert problems == ()

    check()
