"""Document → a tagged PDF, by WeasyPrint."""

from __future__ import annotations

import gc
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from igreport.edition import drawing, pictures
from igreport.edition.writers import html_body, pdf_fonts, pdf_style
from igreport.edition.writers.html import render
from igreport.errors import BuildError, ToolError
from igreport.model.document import Document, Inline, cover, headings, walk

MEDIA_TYPE = "application/pdf"
PDF_VARIANT = "pdf/ua-1"
_BASE = "file:///"  # images are absolute paths
BOOKMARKED = 3  # levels of headings, as in print.css
_ADDRESS = re.compile(r"\w[.@_]\w\w")
_START = re.compile(r'<ol start="(\d+)"')


def write(document: Document, target: Path) -> None:
    """Write the PDF edition to `target`.

    Raises BuildError where a character has no glyph, or a note cannot stand on the page of its call.
    """
    characters = _characters(document)
    _refuse_missing_glyphs(characters)
    fragments = _start(document)
    try:
        with _without_collection():
            layout = Layout(document, pdf_style.style(document, characters))
            layout.write(_page(document, fragments), target)
    finally:
        fragments.conversion.cancel()


def html(document: Document) -> tuple[str, str]:
    """Return the HTML page and the style sheet that the PDF is made of."""
    fragments = _start(document)
    return _page(document, fragments), pdf_style.style(document, _characters(document))


def _start(document: Document) -> html_body.Fragments:
    marked = replace(document, blocks=tuple(_marked(list(document.blocks), _names(document))))
    return html_body.start(marked, document.notes == "page")


def _names(document: Document) -> dict[str, str]:
    """Return the names of the pictures in the HTML, by their paths: WeasyPrint writes into the PDF what depends on them."""
    return {path: f"{pictures.DRAWN}{at}/{quote(Path(path).name)}" for at, path in enumerate(pictures.files(document))}


def _marked(node: Any, names: Mapping[str, str]) -> Any:
    """Return the AST with its pictures' `names`, and with addresses that begin with no scheme, as example.org, marked: a
    hyphen would be taken for theirs."""
    if isinstance(node, list):
        return [_marked(child, names) for child in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Image":
        attributes, words, (target, title) = node["c"]
        return {"t": "Image", "c": [attributes, _marked(words, names), [names.get(target, target), title]]}
    if node.get("t") == "Str":
        is_address = _ADDRESS.search(node["c"]) and not node["c"].startswith(("https://", "http://"))
        return {"t": "Span", "c": [["", ["address"], []], [node]]} if is_address else node
    return {key: _marked(value, names) for key, value in node.items()}


def _page(document: Document, fragments: html_body.Fragments) -> str:
    parts = fragments.result()
    named = replace(document, logo=_names(document).get(document.logo, ""))
    return render(named, replace(parts, body=_numbered(parts.body)), "")


def _numbered(body: str) -> str:
    """Return the HTML with the first number of each list as CSS: WeasyPrint does not look at `start`."""
    return _START.sub(lambda match: f'{match[0]} style="counter-reset: list-item {int(match[1]) - 1}"', body)


def _characters(document: Document) -> set[str]:
    words = {element["c"] for element in walk(document.blocks) if element["t"] == "Str"}
    found = document.draft.findings.values() if document.draft else ()
    return set().union(*words, *(text for _, text in cover(document)), pictures.characters(document), *sum(found, ()))


def _refuse_missing_glyphs(characters: set[str]) -> None:
    missing = pdf_fonts.missing(characters)
    if missing:
        names = ", ".join(pdf_fonts.describe(character) for character in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise BuildError(f"no font has {names}{more}", pdf_fonts.remedy(missing))


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from walking WeasyPrint's boxes again and again: a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def prepare() -> None:
    """Import WeasyPrint, without the compilers and linkers that `ctypes.util.find_library` would start to find Pango.

    The libraries' own names, which cffi tries next, are enough; half of the import's time goes into that search.
    """
    import ctypes.util
    import sys

    if "weasyprint" in sys.modules:
        return
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005  (called by keyword)
    try:
        with pdf_fonts.alone(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured")
            import weasyprint  # noqa: F401  (kept in sys.modules)
    except OSError:
        ctypes.util.find_library = find_library
        _import_or_explain()
    finally:
        ctypes.util.find_library = find_library


def _import_or_explain() -> None:
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        hint = "on Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        raise ToolError("WeasyPrint does not find the Pango library, which draws the text of the PDF", hint) from error


class Layout:
    """WeasyPrint with fonts and styles read, which it does while pandoc writes the page."""

    def __init__(self, document: Document, style: str) -> None:
        prepare()
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        from igreport.edition.writers import pdf_patterns

        logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
        pdf_patterns.prepare(document.language)
        self.document = document
        self.fetcher = _local_files(document)
        with pdf_fonts.alone():
            self.configuration = FontConfiguration()
        self.sheet = weasyprint.CSS(string=style, font_config=self.configuration, url_fetcher=self.fetcher)

    def write(self, page: str, target: Path) -> None:
        """Lay the HTML page out and write it to `target` as PDF."""
        from igreport.edition.writers import pdf_accessible, pdf_blanks, pdf_draft, pdf_glyphs, pdf_hyphens

        options: dict[str, Any] = {"pdf_variant": PDF_VARIANT, "pdf_tags": True}
        pdf_hyphens.mend()
        pdf_blanks.mend()
        pdf_glyphs.mend()  # the last: it draws anew what the others have drawn
        lay_out = partial(self._lay_out, options=options)
        laid_out = pdf_draft.lay_out(page, lay_out) if self.document.draft else lay_out(page)
        _name_bookmarks(laid_out.pages, self.document)
        with drawing.whole():
            pdf_accessible.write(laid_out, self.document, target, options)

    def _lay_out(self, page: str, options: dict[str, Any]) -> Any:
        import weasyprint

        from igreport.edition.writers import pdf_notes, pdf_notes_seen

        if self.document.notes == "end":
            source = weasyprint.HTML(string=page, url_fetcher=self.fetcher, base_url=_BASE)
            return source.render(stylesheets=[self.sheet], font_config=self.configuration, **options)
        laid_out = pdf_notes.render(
            page, [self.sheet], self.configuration, url_fetcher=self.fetcher, base_url=_BASE, **options
        )
        _refuse_misplaced(pdf_notes_seen.misplaced(laid_out))
        return laid_out


def _name_bookmarks(pages: Sequence[Any], document: Document) -> None:
    """Give the bookmarks the words of their headings; WeasyPrint's have the numbers of the notes in them."""
    names = iter([_words(heading.inlines) for heading in headings(document, depth=BOOKMARKED)])
    for page in pages:
        page.bookmarks = [(level, next(names, label), *rest) for level, label, *rest in page.bookmarks]


def _words(inlines: Sequence[Inline]) -> str:
    spaces = ("Space", "SoftBreak", "LineBreak")
    return "".join(" " if part["t"] in spaces else part["c"] for part in walk(inlines) if part["t"] in (*spaces, "Str"))


def _refuse_misplaced(misplaced: list[Any]) -> None:
    if misplaced:
        numbers = ", ".join(str(note.number) for note in misplaced[:10])
        message = f"these notes cannot stand on the page of their call: {numbers}"
        raise BuildError(message, "shorten them, or put `notes: end` into series.yaml or edition.yaml")


def _local_files(document: Document) -> Any:
    """Return a fetcher that opens the fonts and the document's own pictures and nothing else."""
    images = {element["c"][2][0] for element in walk(document.blocks) if element["t"] == "Image"}
    named = {name: path for path, name in _names(document).items()} | {
        target: target for target in images if target.startswith(pictures.DRAWN)
    }
    faces = {str(path) for path in pdf_fonts.files(pdf_style.typefaces(document))}

    def find(target: str) -> Callable[[], pictures.Picture] | None:
        if target in faces:
            return lambda: pictures.Picture(Path(target).read_bytes(), "font/ttf")
        return partial(pictures.read, document, named[target]) if target in named else None

    return drawing.fetcher(find)
