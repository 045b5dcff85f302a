"""Page notes: each cause in WeasyPrint as it is, the same documents mended, and generated reports read back."""

from __future__ import annotations

import functools
import hashlib
import io
import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint

from igreport.edition.writers import pdf_blanks, pdf_notes, pdf_notes_seen
from tests import pdf_notes_table

# Ten lines a page, so that what stands where can be counted.
SMALL = """
@page { size: 300px 100px; margin: 0; @footnote { margin: 0 } }
html { font: 8px/10px 'DejaVu Serif', serif; orphans: 2; widows: 2 } body, p, h1, table { margin: 0 } h1 { font: inherit }
td, th { padding: 0; text-align: left } table { border-spacing: 0 } ::footnote-call { font-size: 6px; line-height: 0 }
.note { float: footnote; footnote-policy: line } .block .note { footnote-policy: block }
a::after { content: target-counter(attr(href), page) }
"""


def note(name: str, lines: int = 1) -> str:
    return f'<span class="note">{"<br>".join([name] * lines)}</span>'


def lines(count: int, more: str = "") -> str:
    return "<p>" + "<br>".join([f"line{more}", *["line"] * (count - 1)]) + "</p>"


HEAD = f"<thead><tr><th>head{note('of the head', 2)}</th></tr></thead>"
HEADED = f"<table><caption>about</caption>{HEAD}<tbody><tr><td>one<br>two</td></tr></tbody></table>"
TO_END = "<a href='#end'></a>"
# The document, and WeasyPrint's fault with it: (number, the call's page, the note's page, reason).
CAUSES: dict[str, tuple[str, Any]] = {
    "a sum of floats that rounding makes unequal": (
        f"<style>{pdf_notes_table.PAGE}</style><p>text{note('note')} text</p>",
        [(1, 1, 2, "on another page than its call")],
    ),
    "a line put on the page without its own notes": (
        f"{lines(8, note('first'))}<p>line<br>line{note('second')}<br>line<br>line</p>",
        [(1, 1, 2, "on another page than its call"), (2, 1, None, "lost")],
    ),
    "notes moved to the next page against their policy": (
        f"{lines(8, note('first'))}{lines(4)}",
        [(1, 1, 2, "on another page than its call")],
    ),
    "a table's header that is dropped, but not its notes": (
        f"{lines(5)}{HEADED}",
        [(1, 2, 1, "on another page than its call")],
    ),
    "notes that are never cut": (
        lines(1, note("long", 14)) + lines(9),
        [(1, 1, 2, "drawn over the text or beyond the page")],
    ),
    "a page made again while the next is kept": (
        f"<p>line{TO_END}{note('first', 5)}{note('second', 5)}</p>{lines(12)}<p>{TO_END}</p>{lines(12)}<p id='end'>end</p>",
        [(2, 1, 2, "drawn twice")],
    ),
    "nothing on the page": (f"<p class='block'>line<br>line{note('long', 10)}</p>", "AssertionError"),
}
WITHOUT_NOTES = re.sub('<span class="note".*?</span>(?= |<)', "", pdf_notes_table.report(3).html)
AS_IT_IS = """
import hashlib, json, sys
import weasyprint
from igreport.edition.writers.pdf_notes_seen import misplaced
style, documents = json.load(sys.stdin)
for html in documents:
    try:
        document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=style)])
        found = [(one.number, one.call_page, one.note_page, one.reason) for one in misplaced(document)]
        print(json.dumps([found, hashlib.sha256(document.write_pdf()).hexdigest()]))
    except Exception as error:
        print(json.dumps([type(error).__name__, ""]))
"""


@functools.cache
def as_it_is() -> dict[str, Any]:
    """What WeasyPrint without mends makes of the documents; in a process of its own, as mends cannot be undone."""
    documents = [*(html for html, _ in CAUSES.values()), WITHOUT_NOTES]
    root = Path(pdf_notes_table.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", AS_IT_IS],
        input=json.dumps([SMALL, documents]),
        capture_output=True,
        text=True,
        check=True,
        cwd=root,
        timeout=120,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return dict(zip([*CAUSES, "without notes"], answers, strict=True))


def laid_out(html: str, style: str = SMALL, **options: Any) -> weasyprint.Document:
    return pdf_notes.render(html, [weasyprint.CSS(string=style)], **options)


def words(document: weasyprint.Document) -> list[list[str]]:
    """The words of each page's PDF text."""
    pdf = pypdfium2.PdfDocument(document.write_pdf())
    pages = [page.get_textpage().get_text_bounded().split() for page in pdf]
    pdf.close()
    return pages


@pytest.mark.parametrize("cause", CAUSES)
def test_weasyprint_as_it_is_still_has_the_cause(cause: str) -> None:
    expected = CAUSES[cause][1]
    found = as_it_is()[cause][0]
    assert found == (expected if isinstance(expected, str) else [list(one) for one in expected])


@pytest.mark.parametrize("cause", CAUSES)
def test_mended_every_note_begins_on_the_page_of_its_call(cause: str) -> None:
    html = CAUSES[cause][0]
    document = laid_out(html)
    assert pdf_notes_seen.misplaced(document) == []
    text = [word for page in words(document) for word in page]
    for note_text in re.findall('<span class="note">(.*?)</span>', html):
        first = note_text.split("<br>")[0].split()[0]
        assert text.count(first) >= note_text.count(first)


def test_a_document_without_notes_stays_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_append", "_mark", "_hand_over"):  # another test may have mended WeasyPrint's blanks
        monkeypatch.setattr(pdf_blanks, name, lambda *_: None)
    pdf = laid_out(WITHOUT_NOTES).write_pdf()
    assert hashlib.sha256(pdf).hexdigest() == as_it_is()["without notes"][1]


def test_a_note_longer_than_the_page_goes_on_on_the_next_in_order() -> None:
    long = "".join(f"n{number}<br>" for number in range(25))
    pages = words(laid_out(f'<p>call<span class="note">{long}</span></p>{lines(3)}'))
    assert [word for page in pages for word in page if word.startswith("n")] == [f"n{number}" for number in range(25)]
    assert [sum(word.startswith("n") for word in page) for page in pages[:2]] == [9, 9]


def test_a_note_that_fits_is_not_cut() -> None:
    pages = words(laid_out(lines(8) + lines(2, note("note", 2))))
    assert [page.count("note") for page in pages] == [0, 2]


def test_a_long_note_is_cut_rather_than_leave_a_large_blank() -> None:
    style = SMALL.replace("100px", "300px")
    document = laid_out(lines(12) + lines(8, note("long", 25)), style)
    assert pdf_notes_seen.misplaced(document) == []
    assert pdf_notes_seen.effort(document)[1] == 1
    assert words(document)[0].count("line") >= 14


def test_numbers_are_those_of_the_text_also_for_a_repeated_header() -> None:
    rows = "".join(f"<tr><td>cell{note('of-cell') if number % 5 == 0 else ''}</td></tr>" for number in range(20))
    head = f"<thead><tr><th>head{note('of-head')}</th></tr></thead>"
    document = laid_out(f"{lines(2, note('before'))}<table>{head}{rows}</table>{lines(1, note('after'))}")
    assert pdf_notes_seen.misplaced(document) == []
    pages = words(document)
    assert sum("head2" in page for page in pages) > 2
    marks = [(first, second) for page in pages for first, second in itertools.pairwise(page) if first.endswith(".")]
    cells = [(f"{number}.", "of-cell") for number in range(3, 7)]
    assert marks == [("1.", "before"), ("2.", "of-head"), *cells, ("7.", "after")]


def test_notes_for_which_a_page_has_no_room_are_named() -> None:
    document = laid_out(f"<p>call{note('first', 12)}{note('second', 3)}</p>")
    assert pdf_notes_seen.misplaced(document) == [pdf_notes_seen.Misplaced(2, 1, 2, "on another page than its call")]


def test_notes_in_boxes_out_of_flow_are_named() -> None:
    document = laid_out(f"<p>text</p><div style='position: absolute'>call{note('note')}</div>")
    assert [(one.number, one.reason) for one in pdf_notes_seen.misplaced(document)] == [(1, "lost")]


def test_a_note_whose_rest_is_missing_is_named() -> None:
    document = laid_out(lines(1, note("long", 14)) + lines(9))
    first_page = document.copy(document.pages[:1])
    assert pdf_notes_seen.misplaced(first_page) == [pdf_notes_seen.Misplaced(1, 1, 1, "cut off")]


def test_mending_twice_is_mending_once() -> None:
    pdf_notes.mend()
    before = weasyprint.layout.page.remake_page
    pdf_notes.mend()
    assert weasyprint.layout.page.remake_page is before


@pytest.mark.parametrize(
    ("version", "sources", "said"),
    [
        ("71.0", {}, "not for 71.0; changed: nothing"),
        ("70.1", {"layout.page.make_page": "0"}, "not for 70.1; changed: layout.page.make_page"),
        ("70.2", {"layout.gone": "0"}, "not for 70.2; changed: layout.gone"),
    ],
)
def test_another_weasyprint_is_refused(version: str, sources: dict[str, str], said: str) -> None:
    with pytest.raises(pdf_notes.UnknownWeasyPrintError, match=said):
        pdf_notes._check(version, sources)


def test_tags_cover_a_note_cut_in_two() -> None:
    long = "".join(f"n{number}<br>" for number in range(14))
    html = f'<html lang="en"><title>Title</title><p>call<span class="note">{long}</span></p>{lines(3)}</html>'
    document = laid_out(html, pdf_variant="pdf/ua-1")
    with pikepdf.open(io.BytesIO(document.write_pdf(pdf_variant="pdf/ua-1"))) as pdf:
        parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        for page in pdf.pages:
            content = pikepdf.parse_content_stream(page)
            marked = [one.operands[1].MCID for one in content if str(one.operator) == "BDC" and len(one.operands) > 1]
            assert len(marked) == len(set(marked)) > 1
            assert all(parents[int(page.StructParents)][int(mark)] is not None for mark in marked)


# In the last, notes stand side by side in cells of a row and in the other order than their lines.
@pytest.mark.parametrize("seed", [*range(12), 1039])
def test_generated_reports_read_back_whole(seed: int) -> None:
    outcome = pdf_notes_table.try_one(seed)
    assert outcome.notes > 0
    assert not outcome.named
    assert not outcome.wrong
    assert not outcome.overlaps
