"""Page notes: each cause in WeasyPrint as it is, the same documents mended, and generated reports read back."""

from __future__ import annotations

import functools
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import weasyprint

from igreport.edition.writers import page_notes
from tests import page_notes_table

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


HEADED = f"<table><thead><tr><th>head{note('of the head', 2)}</th></tr></thead><tbody><tr><td>one<br>two</td></tr></tbody>"
# The document, and WeasyPrint's fault with it: (number, the call's page, the note's page, reason).
CAUSES = {
    "a sum of floats that rounding makes unequal": (
        f"<style>{page_notes_table.PAGE}</style><p>text{note('note')} text</p>",
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
        f"{lines(6)}{HEADED}</table>",
        [(1, 2, 1, "on another page than its call")],
    ),
    "notes that are never cut": (
        lines(1, note("long", 14)) + lines(9),
        [(1, 1, 2, "drawn over the text or beyond the page")],
    ),
    "a page made again while the next is kept": (
        f"<p>line<a href='#end'></a>{note('long', 10)}</p>{lines(12)}<p><a href='#end'></a></p>{lines(12)}<p id='end'>end</p>",
        [(1, 1, 2, "drawn twice")],
    ),
    "nothing on the page": (f"<p class='block'>line<br>line{note('long', 10)}</p>", "AssertionError"),
}
AS_IT_IS = """
import json, sys
import weasyprint
from igreport.edition.writers.page_notes import misplaced
style, documents = json.load(sys.stdin)
for html in documents:
    try:
        document = weasyprint.HTML(string=html).render(stylesheets=[weasyprint.CSS(string=style)])
        found = [(one.number, one.call_page, one.note_page, one.reason) for one in misplaced(document)]
    except Exception as error:
        found = type(error).__name__
    print(json.dumps(found))
"""


@functools.cache
def as_it_is() -> list[Any]:
    """What WeasyPrint without mends makes of the documents; in a process of its own, as mends cannot be undone."""
    given = json.dumps([SMALL, [html for html, _ in CAUSES.values()]])
    root = Path(page_notes_table.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", AS_IT_IS], input=given, capture_output=True, text=True, check=True, cwd=root, timeout=60
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def laid_out(html: str, style: str = SMALL, **options: Any) -> weasyprint.Document:
    return page_notes.render(html, [weasyprint.CSS(string=style)], **options)


for name, found in zip(CAUSES, as_it_is(), strict=True):
    print(name, found)
for name, (html, _) in CAUSES.items():
    d = laid_out(html)
    print(name, page_notes.misplaced(d), page_notes.effort(d), len(d.pages))
