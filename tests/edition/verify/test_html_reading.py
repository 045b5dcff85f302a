"""What an HTML page hides, adds or loads is seen, and what is no word of the edition is not taken for one."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from igreport.edition.verify import compare, html, html_style
from igreport.edition.verify.reading import Reading

PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>T</title><link rel="schema.dcterms" href="http://purl.org/dc/terms/">
<script type="application/ld+json">{{}}</script>
<style>.skip, .anchor {{ opacity: 0; }} /* {{ }} */ a::before {{ content: "#"; }}
@media print {{ .skip {{ display: none; }} }}</style></head>
<body><a class="skip" href="#text_">Skip to the text</a>
<header><h1>Title</h1></header>
<main id="text_"><h2>Heading</h2><a class="anchor" href="#text_" aria-label="Link"></a>
<p class="first">Words<sup><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup> and <img src="{PIXEL}" alt="a dot"></p>
<section role="doc-endnotes"><h2>Notes</h2><div role="list">
<div id="fn-1" role="listitem"><p><a href="#fnref-1" role="doc-backlink">1.</a> The note.</p></div>
</div></section></main></body></html>
"""


def read(text: str, folder: Path) -> Reading:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return html.read(path)


def test_what_a_page_says(tmp_path: Path) -> None:
    reading = read(PAGE, tmp_path)
    assert [block.text for block in reading.blocks] == ["Title", "Heading", "Words[^1] and [image] a dot", "Notes"]
    assert [(note.number, note.text) for note in reading.notes] == [(1, "The note.")]


DIFFERENT = {
    "a style that hides": ('class="first"', 'class="first" style="display:none"'),
    "a size of nothing": ('class="first"', 'style="font-size: 0"'),
    "no opacity": ('class="first"', 'style="color:red;opacity:0"'),
    "hidden": ('class="first"', "hidden"),
    "not for who listens": ('class="first"', 'aria-hidden="true"'),
    "a popover": ('class="first"', "popover"),
    "closed details": ("<h2>Heading</h2>", "<details><h2>Heading</h2></details>"),
    "a hidden picture": ('alt="a dot"', 'alt="a dot" style="width: 0"'),
    "a picture that is none": (PIXEL, "data:image/png;base64,AAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
    "base64 that is none": (PIXEL, PIXEL.replace("iVBOR", "iV!BOR")),
    "an SVG that is no drawing": (PIXEL, "data:image/svg+xml;base64,PHN2Z2Zvbz48L3N2Z2Zvbz4="),
    "an SVG that is none": (PIXEL, "data:image/svg+xml;base64,PGh0bWw+PC9odG1sPg=="),
    "words beside the way to the text": ("Skip to the text", "Skip to the text, which is wrong"),
    "other words in its place": ("Skip to the text", "Buy now"),
    "a way to the text in the text": ("<h2>Heading", '<a class="skip" href="#text_">Skip to the text</a><h2>Heading'),
    "words in an anchor": ('aria-label="Link"></a>', 'aria-label="Link">More</a>'),
    "words before the first note": ("<h2>Notes</h2>", "<h2>Notes</h2><p>More</p>"),
    "words behind the last note": ("</div></section>", "</div><p>More</p></section>"),
    "a copy of a note": ("</p>\n<section", "</p><aside>The note.</aside>\n<section"),
    "a link back to another place": ('href="#fnref-1"', 'href="#text_"'),
    "a call that has another id": ('id="fnref-1"', 'id="fnref-2"'),
    "a link that leads nowhere": ('<a class="anchor" href="#text_"', '<a class="anchor" href="#nothing"'),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_what_a_reader_would_miss_is_a_difference(what: str, tmp_path: Path) -> None:
    old, new = DIFFERENT[what]
    assert PAGE.count(old) == 1
    assert compare.compare(read(PAGE, tmp_path), read(PAGE.replace(old, new), tmp_path))


REFUSED = {
    "a rule that hides": ("</style>", "main p { display: none }</style>", "may hide or add words: main p"),
    "a rule for more than links": ("</style>", ".skip, p { visibility: hidden }</style>", "may hide or add words"),
    "a rule within another": ("</style>", "@media screen { p { opacity: .0 } }</style>", "may hide or add words: p"),
    "a rule behind a comment": (
        "</style>",
        "/* p { */ h2 { font-size: 0 } /* } */</style>",
        "may hide or add words: h2",
    ),
    "out of the page": ("</style>", "p { left: -9999px }</style>", "may hide or add words"),
    "words in a rule": ("</style>", 'p::after { content: "not" }</style>', 'add words: p::after { content: "not"'),
    "words of an attribute": ("</style>", "a::after { content: attr(href) }</style>", "may hide or add words"),
    "an escape": ("</style>", "p { d\\69splay: none }</style>", "loads something, or has a sign escaped"),
    "a font": ("</style>", "@font-face { src: url(https://example.org/f) }</style>", "loads something"),
    "an import": ("</style>", '@IMPORT "x.css";</style>', "loads something"),
    "an id that stands twice": ("<h1>", '<h1 id="text_">', "the id text_ stands twice"),
    "a script": ("</main>", "<script>1</script></main>", "loads something, or may run: script"),
    "a handler": ("<h1>", '<h1 onclick="1">', "loads something, or may run: h1"),
    "a style sheet elsewhere": ("<title>", '<link rel="stylesheet" href="x.css"><title>', "may run: link"),
    "a picture elsewhere": (PIXEL, "https://example.org/x.png", "loads something, or may run: img"),
    "a frame": ("</main>", "<iframe></iframe></main>", "may run: iframe"),
    "a link that runs": ('<a class="anchor" href="#text_"', '<a href=" javascript:1"', "may run: a"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_proved_is_refused(what: str, tmp_path: Path) -> None:
    old, new, message = REFUSED[what]
    with pytest.raises(ValueError, match=r"style sheet|stands twice|may run") as error:
        read(PAGE.replace(old, new, 1), tmp_path)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "text", ["{" * 50000, "/*" * 50000, "a" * 100000, "p{content:" * 10000, "display" + " " * 100000, '"' * 50000]
)
def test_a_hostile_style_sheet_takes_no_longer(text: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(ValueError):
        html_style.check(text)
    assert time.perf_counter() - start < 1
