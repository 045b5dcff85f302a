"""Drawings that load, run or multiply something are refused in an author's words, in little time; all others pass."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.sources import svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 10 10">'
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"


def drawing(content: str, head: str = HEAD) -> bytes:
    return f"{head}\n{content}\n</svg>".encode()


HOSTILE = {
    "script": ("<script>alert(1)</script>", "runs something: <script> (line 2"),
    "script in a group": ("<g>\n<script href='#a'/></g>", "runs something: <script> (line 3"),
    "event": ('<rect onload="alert(1)"/>', "runs something: onload"),
    "event in capitals": ('<rect onClick="alert(1)"/>', "runs something: onClick"),
    "html": ("<foreignObject><p/></foreignObject>", "embeds something: <foreignObject>"),
    "html by its namespace": ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "embeds something: <p>"),
    "picture elsewhere": ('<image xlink:href="https://example.org/a.png"/>', "loads something from elsewhere: https"),
    "file": ('<image href="file:///etc/passwd"/>', "loads something from elsewhere: file:"),
    "path": ('<image href="../a.png"/>', "loads something from elsewhere: ../a.png"),
    "svg in itself": ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "loads something from elsewhere: data:"),
    "page": ('<image href="data:text/html,x"/>', "loads something from elsewhere"),
    "use": ('<use href="other.svg#a"/>', "loads something from elsewhere"),
    "link": ('<a href="javascript:alert(1)"><path d="M0 0"/></a>', "loads something from elsewhere: javascript"),
    "base": ('<g xml:base="https://example.org/"/>', "loads something from elsewhere: https"),
    "fill": ('<rect fill="url(https://example.org/a.svg#b)"/>', "loads something from elsewhere"),
    "fill in quotes": ("<rect style=\"fill: url( 'file:///a' )\"/>", "loads something from elsewhere"),
    "fill in capitals": ('<rect fill="URL(//example.org/a)"/>', "loads something from elsewhere"),
    "escaped": (r'<rect style="fill: u\72l(https://example.org)"/>', "loads something from elsewhere"),
    "import": ("<style>@import 'https://example.org/a.css';</style>", "loads something from elsewhere in its style"),
    "import in two": ("<style>@im<![CDATA[port]]> 'a.css';</style>", "loads something from elsewhere in its style"),
    "typeface": ("<style>@font-face{src:url(a.woff)}</style>", "loads something from elsewhere in its style"),
    "typeface of the machine": (
        "<style>@font-face{font-family:a;src:local('Arial')}</style>",
        "loads something from elsewhere in its style",
    ),
    "gradient without end": ('<linearGradient spreadMethod="repeat" x2="1e-9"/>', "repeats a gradient (line 2"),
    "a book": (f"<text>{'word ' * 8000}</text>", "has more than 20,000 letters (line 2"),
    "moves": ('<rect><animate attributeName="x" to="5"/></rect>', "moves: <animate>"),
    "deep": ("<g>" * 100 + "</g>" * 100, "nests more than 60 elements"),
    "cycle": ('<g id="a"><use href="#a"/></g>', "uses an element within itself"),
    "cycle by a pattern": ('<pattern id="a"><rect fill="url(#a)"/></pattern>', "uses an element within itself"),
    "cycle by a style": (
        '<style>.b{fill:url(#a)}</style><pattern id="a"><rect class="b"/></pattern>',
        "uses an element within itself",
    ),
    "not whole": ("<g>", "is no whole SVG file: line 3"),
    "entity": ("&lol;", "is no whole SVG file: line 2, undefined entity"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_drawing_that_needs_more_than_itself_is_refused(name: str) -> None:
    content, words = HOSTILE[name]
    assert words in svg.fault(drawing(content))


def test_entities_are_refused_before_they_are_read() -> None:
    entities = '<!ENTITY a "lol">' + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    data = f"<!DOCTYPE svg [{entities}]>{HEAD}<text>&j;</text></svg>".encode()
    assert svg.fault(data) == "declares entities (line 1 of the file)"


def test_elements_that_use_others_ten_times_over_are_counted() -> None:
    uses = "".join(f'<g id="g{i + 1}">' + f'<use href="#g{i}"/>' * 10 + "</g>" for i in range(9))
    begun = time.perf_counter()
    assert svg.fault(drawing(f'<g id="g0"/>{uses}')) == "draws more than 200,000 elements"
    assert time.perf_counter() - begun < 0.5


def test_markers_are_counted_at_each_corner() -> None:
    marker = '<marker id="m">' + "<path/>" * 1000 + "</marker>"
    path = f'<path marker-mid="url(#m)" d="{"M0 0" * 1000}"/>'
    assert svg.fault(drawing(marker + path)) == "draws more than 200,000 elements"


def test_what_is_drawn_again_counts_with_its_length() -> None:
    path = f'<path id="a" d="M0 0{"l1 1" * 20_000}"/>'
    assert svg.fault(drawing(path)) == ""
    assert svg.fault(drawing(path + '<use href="#a"/>' * 60)) == "draws more than 200,000 elements"


@pytest.mark.parametrize("encoding", ["cp437", "rot13", "mac_cyrillic", "utf-7", "nothing"])
def test_an_encoding_that_only_some_read_is_refused(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>'.encode() + drawing("<path/>")
    assert svg.fault(data) == f"is encoded as {encoding}, not as UTF-8 (line 1 of the file)"


def test_an_entity_of_a_document_type_elsewhere_is_refused() -> None:
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert "uses an entity that it does not define: &nbsp;" in svg.fault(kind + drawing("<text>a&nbsp;b</text>"))


def test_a_drawing_is_no_larger_than_a_house() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="1e99" height="1">'
    assert svg.fault(drawing("", head)).startswith("says that it is larger than 100,000 pixels")


def test_a_huge_file_is_refused_unread() -> None:
    assert svg.fault(b"<" * (svg.MOST_BYTES + 1)) == "has 2.0 MB, more than 2 MB"


@pytest.mark.parametrize(
    "head",
    [
        '<svg xmlns="http://www.w3.org/2000/svg">',
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10">',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan 10">',
        '<svg xmlns="http://www.w3.org/2000/svg" width="-1" height="1">',
    ],
)
def test_a_drawing_says_how_large_it_is(head: str) -> None:
    assert svg.fault(drawing("", head)).startswith("does not say how large it is")


def test_another_file_is_no_drawing() -> None:
    assert svg.fault(b"<html><svg/></html>").startswith("is no SVG: it begins with <html>")
    assert svg.fault(b'<svg viewBox="0 0 1 1"/>').startswith("is no SVG")


@pytest.mark.parametrize(
    "content",
    [
        f'<image width="1" height="1" href="data:image/png;base64,{PIXEL}"/>',
        '<use xlink:href="#a"/><path id="a" d="M0 0"/>',
        "<style>.a{fill:url(#g)} .b{fill:url('#g')}</style><linearGradient id='g'/><rect class='a b'/>",
        '<rect filter="url(#f)" clip-path="url(#c)"/><filter id="f"/><clipPath id="c"><rect/></clipPath>',
        '<text style="font-family:Arial" font-family="Times">2025</text>',
        '<metadata><a:b xmlns:a="urn:a" a:resource="https://example.org"/></metadata><title>T</title><desc>D</desc>',
    ],
)
def test_a_drawing_of_its_own_passes(content: str) -> None:
    assert svg.fault(drawing(content)) == ""


def test_a_document_type_alone_is_harmless() -> None:
    kind = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    assert svg.fault(kind + drawing("<path/>")) == ""


def test_sizes() -> None:
    assert svg.size(drawing("")) == (10, 10)
    assert svg.size(drawing("", '<svg xmlns="http://www.w3.org/2000/svg" width="1in" height="72pt">')) == (96, 96)
    assert svg.size(b"<svg") == (0, 0)


@given(st.binary(max_size=300), st.text(alphabet="<>/=\"'&;#!-[] svguse:href@(){}\\\n", max_size=300))
def test_nothing_raises(data: bytes, text: str) -> None:
    svg.fault(data)
    svg.fault(drawing(text))
    svg.fault(drawing(f"<style><![CDATA[{text.replace(']]>', '')}]]></style>"))


@pytest.mark.parametrize(
    "part", ["url(", "@", "a{url(#b)", "{", "<g>", "fill:url(#a);", "(" * 50, "url(" + " " * 999_999, "a\n"]
)
def test_no_text_takes_long(part: str) -> None:
    content = part.replace("<", "&lt;") * (1_500_000 // len(part))
    begun = time.perf_counter()
    svg.fault(drawing(f"<style>{content}</style>"))
    svg.fault(drawing(f'<rect style="{content}"/>'))
    assert time.perf_counter() - begun < 2
