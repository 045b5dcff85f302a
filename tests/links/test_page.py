"""What is read of a page, whatever it is and however it comes."""

from __future__ import annotations

import datetime
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.links.page import PageReader
from igreport.links.shown_text import Vocabulary
from igreport.links.sketch import SIZE, overlap
from igreport.links.visit import Page
from tests.clock import seconds
from tests.links.cases_of_pages import prose, read

MOST = 512 * 1024


def read_bytes(data: bytes, content_type: str = "text/html", pieces: int = MOST) -> Page:
    reader = PageReader(content_type)
    for place in range(0, len(data), pieces):
        reader.feed(data[place : place + pieces])
    return reader.close()


def test_what_a_page_says() -> None:
    page = read(
        """<!DOCTYPE html><html LANG="de-AT"><head><meta charset=utf-8><title> H&auml;fen
        &amp; Kr&#228;ne </title><meta name="robots" content="noindex">
        <meta property="og:title" content="Andere"><script>var a = "<h1>no</h1>";</script><style>p { }</style></head>
        <body><nav>Start Presse</nav><header>Hafenamt</header><!-- <h1>Nein</h1> -->
        <h2>Zuerst</h2><h1>Kräne <em>im</em> Herbst<br>2025</h1><p>Ein W<b>ort</b>, zwei&nbsp;W&ouml;rter.</p>
        <noscript>Ohne</noscript><template>Vorlage</template><p hidden>x</p><div style="display: none">weg</div>
        <form><input type=Password></form><footer>Impressum</footer></body></html>"""
    )
    assert (page.title, page.heading, page.language) == ("Häfen & Kräne", "Kräne im Herbst 2025", "de-at")
    assert page.opening == "Zuerst Kräne im Herbst 2025 Ein Wort, zwei Wörter. x"
    assert (page.words, page.has_password, page.has_scripts, page.robots) == (10, True, True, "noindex")
    assert all(word in Vocabulary(page.vocabulary) for word in "zuerst herbst presse impressum andere".split())
    assert not any(word in Vocabulary(page.vocabulary) for word in "nein vorlage ohne".split())


@pytest.mark.parametrize(
    ("html", "title", "heading"),
    [
        ("<svg><title>Drawing</title></svg><title>Page</title>", "Page", ""),
        ("<title></title><title>Second</title>", "Second", ""),
        ("<meta property=og:title content='Of a graph'>", "Of a graph", ""),
        ("<title>Not <b> bold</title>", "Not <b> bold", ""),
        ("<title>Never closed", "Never closed", ""),
        ("<h1><img alt=Logo></h1><h1>Second</h1>", "", "Second"),
        ("<header><h1>Site</h1></header><h1>Page</h1>", "", "Page"),
        ("<header><h1>Site</h1></header><h2>Part</h2>", "", "Site"),
        ("<article><header><h1>Page</h1></header>a</article>", "", "Page"),
        ("<h1 hidden>No</h1><h2>Yes</h2>", "", "Yes"),
        ("<h1>One<h2>Two", "", "One"),
        ("<h1>One</H1 ><p>text", "", "One"),
        ("<title a='>'>A > B</title>", "A > B", ""),
        ("<title>" + "x" * 400, "x" * 300, ""),
    ],
)
def test_titles(html: str, title: str, heading: str) -> None:
    page = read(html)
    assert (page.title, page.heading) == (title, heading)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b<td>c<td>d", "a b c d"),
        ("a<b>b</b>c", "abc"),
        ("1 < 2 <3 & 4 &lt; 5 &nosuch; &#x110000; &#99999;", "1 < 2 <3 & 4 < 5 &nosuch; \ufffd \U0001869f"),
        ("a<!-->b<!--->c<!-- d -->e<!x>f<?y?>g</>h</ i>j", "abcefghj"),
        ("<p title='<b>no</b>' class=a\">yes", "yes"),
        ('<a href="x"title="y>">z</a>', "z"),
        ("<script>no</script >yes<style>no", "yes"),
        ("<nav>only this", "only this"),
        ("a &#" + "9" * 5000 + "; b", "a &#" + "9" * 5000 + "; b"),
        ("<div hidden><div>no</div>no</div>yes", "yes"),
        ("e\u0301 \u00a0\t\u3000 x", "\u00e9 x"),
        ("<select><option>no</select><textarea><b>no</textarea>yes", "yes"),
        ("yes <", "yes <"),
        ("yes <a", "yes"),
        ("yes &am", "yes &am"),
        ("yes &amp", "yes &"),
    ],
)
def test_text(html: str, text: str) -> None:
    assert read(html).opening == text[:1000]


@pytest.mark.parametrize(
    ("content_type", "data", "title"),
    [
        ("text/html; charset=iso-8859-1", "<title>Größe</title>".encode("latin-1"), "Größe"),
        ("text/html", "<meta charset='windows-1251'><title>Порт</title>".encode("cp1251"), "Порт"),
        (
            "",
            "<meta http-equiv=content-type content='text/html; charset=Shift_JIS'><title>港</title>".encode(
                "shift_jis"
            ),
            "港",
        ),
        ("text/html", b"\xef\xbb\xbf<title>Gr\xc3\xb6\xc3\x9fe</title>", "Größe"),
        ("text/html; charset=utf-8", b"\xff\xfe" + "<title>Größe</title>".encode("utf-16-le"), "Größe"),
        ("text/html; charset=utf-16le", "<title>Größe</title>".encode("utf-16-le"), "Größe"),
        ("text/html", "<title>Größe</title>".encode(), "Größe"),
        ("text/html", "<title>Größe</title>".encode("cp1252"), "Größe"),
        # The header contradicts the bytes.
        ("text/html; charset=utf-8", "<title>Größe</title>".encode("cp1252"), "Größe"),
        ("text/html; charset=iso-8859-1", "<title>Größe</title>".encode(), "Größe"),
        ("text/html; charset=utf-16", "<title>Größe</title>".encode(), "Größe"),
        ("text/html; charset=utf-8", "<meta charset=gb2312><title>港口管理局</title>".encode("gb2312"), "港口管理局"),
        ("text/html; charset=nonsense", "<title>Größe</title>".encode(), "Größe"),
        ("text/html; charset=\udcff", b"<title>a</title>", "a"),
        ("text/html; charset=utf-7", b"<title>+ADw-</title>", "+ADw-"),
        ("text/html", b"<meta charset=utf-16><title>a</title>", "a"),
        # A few wrong bytes, and UTF-8 that begins late.
        ("text/html", b"<title>Gr\xc3\xb6\xc3\x9fe \x80 \xc3\xa4\xc3</title>", "Größe € äÃ"),
        ("text/html; charset=utf-8", b"<p>" + b"x " * 9000 + "<title>Größe</title>".encode("cp1252"), "Größe"),
        ("text/html", b"<title>a\0b</title>", "a\ufffdb"),
        (
            "text/html; charset=euc-kr",
            "<title>항만\N{REPLACEMENT CHARACTER}</title>".encode("euc-kr", "replace") + b"\xff",
            "항만?",
        ),
    ],
)
def test_encodings(content_type: str, data: bytes, title: str) -> None:
    assert read_bytes(data, content_type).title == title


DAY, OTHER = datetime.date(2025, 10, 5), datetime.date(2025, 10, 7)


@pytest.mark.parametrize(
    ("html", "published", "modified"),
    [
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-10-05T23:30:00+02:00",'
            ' "dateModified": "2025-10-07"}</script>',
            DAY,
            OTHER,
        ),
        (
            '<script type="application/ld+json; charset=utf-8">{"@graph": [{"@type": "WebPage", "datePublished": '
            '"2020-01-01"}, {"@type": ["Article", "X"], "datePublished": "2025-10-05"}]}</script>',
            DAY,
            None,
        ),
        ('<script type="application/ld+json">[{"datePublished": "2025-10-05"}]</script>', DAY, None),
        (
            '<script type="application/ld+json">{"itemListElement": [{"datePublished": "2025-10-05"}]}</script>',
            None,
            None,
        ),
        ('<script type="application/ld+json">{"datePublished": 20251005}</script>', None, None),
        ('<script type="application/ld+json">{"datePublished": "2025-10-05", }</script>', None, None),
        ('<meta property="article:published_time" content="2025-10-05T08:00:00Z">', DAY, None),
        ('<meta property="og:published_time" content=" 2025-10-05"><meta name=lastmod content=20251007>', DAY, OTHER),
        ('<meta name="DC.date.issued" content="2025-10-05"><meta name=date content=2025-01-01>', DAY, None),
        (
            '<meta name=date content=2025-01-01><meta name="citation_publication_date" content="2025/10/5">',
            DAY,
            None,
        ),
        ('<meta itemprop="datePublished" content="2025-10-05">', DAY, None),
        (
            '<time itemprop="datePublished" datetime="2025-10-05">x</time><time itemprop=dateModified datetime=2025-10-07>',
            DAY,
            OTHER,
        ),
        ('<time pubdate datetime="2025-10-05 10:00">', DAY, None),
        (
            '<time class="entry-date published" datetime=2025-10-05></time><time class=updated datetime=2025-10-07>',
            DAY,
            OTHER,
        ),
        ("<time datetime=2025-10-05>", None, None),
        ('<meta name="pubdate" content="Sun, 05 Oct 2025 08:00:00 GMT">', DAY, None),
        ('<meta name=date content="2025-13-45"><meta name=date content="1970-01-01">', None, None),
        ('<meta name=date content="2025-10"><meta name=date content="05.10.2025">', None, None),
        ('<meta property="article:modified_time" content="2025-10-07">', None, OTHER),
    ],
)
def test_dates(html: str, published: datetime.date | None, modified: datetime.date | None) -> None:
    page = read(html)
    assert (page.published, page.modified) == (published, modified)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        ("0; url=/new.html", "/new.html"),
        ("3;URL='https://a.example/?a=1;b=2'", "https://a.example/?a=1;b=2"),
        (" 0 , url = /x ", "/x"),
        ("0;/x", "/x"),
        ("5; url=/x", "/x"),
        ("6; url=/x", ""),
        ("390", ""),
        ("0", ""),
        ("", ""),
        ("0.5; url=/x", "/x"),
        ("now", ""),
        ("; url=/x", ""),
    ],
)
def test_immediate_refresh(content: str, where: str) -> None:
    assert read(f'<meta http-equiv="Refresh" content="{content}">').refresh == where


def test_a_refresh_for_browsers_without_scripts_is_none() -> None:
    assert read('<noscript><meta http-equiv="refresh" content="0; url=/x"></noscript>').refresh == ""


def test_sketches_tell_how_much_texts_have_in_common() -> None:
    def sketch(text: str) -> str:
        return read(f"<p>{text}").sketch

    one, other = prose(400, "a"), prose(400, "b")
    assert overlap(sketch(one), sketch(one)) == 1.0
    assert overlap(sketch(one), sketch(one.upper())) == 1.0
    assert overlap(sketch(one), sketch(other)) < 0.2
    assert 0.2 < overlap(sketch(one), sketch(f"{one} {other}")) < 0.8
    assert overlap(sketch(one), "") == overlap("", "") == 0.0
    assert len(sketch(one)) == 8 * SIZE
    assert overlap("zz", sketch(one)) == 0.0
    chinese = "".join(random.Random(1).choices([chr(code) for code in range(0x4E00, 0x4F00)], k=300))
    assert overlap(sketch(chinese), sketch(chinese + "港口")) > 0.9


def test_the_hash_is_of_the_words_alone() -> None:
    one, other = read("<h1>A</h1><p>e\u0301  b"), read("<div>A<br>\n\u00e9 <i>b</i></div><script>1</script>")
    assert one.text_sha256 == other.text_sha256 != read("<p>A é c").text_sha256


html = st.lists(
    st.sampled_from(
        "<p> </p> <h1> </h1> <title> </title> <script> </script> <!-- --> <nav> </nav> <meta <a "
        + "' \" = > < & &amp; &# /"
        " <script\x20type=application/ld+json> {\"datePublished\": [ \0 ü ÿ 港 <b\x20hidden> content='0;url=x'".replace(
            "\x20type", "\ttype"
        )
    )
    | st.text(max_size=5),
    max_size=60,
).map("".join)


@given(st.binary(max_size=300) | html.map(str.encode), st.integers(1, 9000), st.integers(0, 3), st.text(max_size=20))
def test_pieces_make_no_difference(data: bytes, pieces: int, times: int, content_type: str) -> None:
    data = data + b"<p>" + b"word " * 3000 * times + data
    assert read_bytes(data, content_type, pieces) == read_bytes(data, content_type)


@given(html)
def test_a_cut_by_the_block_loses_no_words(start: str) -> None:
    """Wherever a block ends, the words are those of the page read at once: only blanks before them move the cut."""
    found = {
        read_bytes(b" " * (8192 - shift) + b"<p>a word &uuml;ber alles</p>" + start.encode())
        for shift in (0, 3, 9, 15, 30)
    }
    assert len(found) == 1


HOSTILE = {
    "prose": f"<p class='a'>{prose(60)}</p>" * 1300,
    "Chinese": "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(MOST // 3)),
    "nested": "<div>" * 110000,
    "headings": "<h1>" * 140000,
    "attributes": "<p " + " ".join(f"a{number}=1" for number in range(70000)),
    "equal signs": "<p " + "=" * MOST,
    "equal signs and blanks": "<p " + "= " * MOST,
    "quotation marks": "<p " + "=\"='" * (MOST // 4),
    "open quotation marks": "<a b='>" * (MOST // 7),
    "one tag": '<div class="' + "x " * (MOST // 2),
    "comment": "<!--" + "-" * MOST,
    "comments": "<!-- -" * (MOST // 6),
    "brackets": "<" * MOST,
    "end brackets": "</" * (MOST // 2),
    "ampersands": "&" * MOST,
    "references": "&a" * (MOST // 2),
    "numbers": "&#" + "9" * MOST,
    "accents": "a" + "\u0316\u0301" * (MOST // 4),
    "one word": "x" * MOST,
    "capitals": "\u0130" * (MOST // 2),
    "scripts": "<script>" + "</scrip" * (MOST // 7),
    "title": "<title>" + "</titl" * (MOST // 6),
    "refresh": "<meta http-equiv=refresh content='" + " " * 60000 + "'>",
    "JSON": '<script type="application/ld+json">{"datePublished":' + "[" * MOST,
    "JSON numbers": '<script type="application/ld+json">{"datePublished":' + "9" * 100000 + "}</script>",
    "JSON many": '<script type="application/ld+json">{"datePublished":[]}</script>' * (MOST // 60),
    "charset": "charset" + "=" * 9000 + "<meta " * (MOST // 6),
    "hidden": "<b hidden>" * (MOST // 10),
    "NUL": "\0" * MOST,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_half_a_megabyte_is_read_at_once(kind: str) -> None:
    data = HOSTILE[kind].encode()[:MOST]
    assert seconds(lambda: read_bytes(data, pieces=16384)) < 0.5


def test_entities_are_not_expanded() -> None:
    page = read('<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><title>&b;</title>')
    assert page.title == "&b;"


@pytest.mark.parametrize("kind", ["prose", "Chinese", "nested", "comment", "one word", "scripts", "title"])
def test_a_page_is_never_held_as_a_whole(kind: str) -> None:
    data = HOSTILE[kind].encode()[: MOST // 4]
    read_bytes(data)
    tracemalloc.start()
    readers = [PageReader("text/html") for _ in range(5)]
    for reader in readers:
        for place in range(0, len(data), 16384):
            reader.feed(data[place : place + 16384])
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size / len(readers) < 80_000
    assert all(reader.close() == read_bytes(data) for reader in readers)
