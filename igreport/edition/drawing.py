"""A drawing (SVG), as every format prints it: in our typefaces, and as PNG for a reader who knows no SVG."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from igreport.errors import BuildError
from igreport.sources import svg

# No file of SVG brings its typefaces along, so its text is drawn in ours: in the PDF by the name that it has there, in a
# browser by its own.
FAMILIES = "'igreport Sans','Source Sans 3',sans-serif"
_FAMILY = re.compile(r"(?i)font-family\s*:[^;{}]*")
_SHORTHAND = re.compile(r"(?i)(?<![\w-])font\s*:([^;{}]*)")
_PARTS = (
    ("font-style", re.compile(r"(?i)\b(italic|oblique)\b")),
    ("font-weight", re.compile(r"(?i)(?<![\w.])(bold|[1-9]00)(?![\w.%])")),
    ("font-size", re.compile(r"(?i)(?<![\w./])([0-9]{0,6}\.?[0-9]{1,6}(?:px|pt|pc|mm|cm|in|em|rem|%))")),
)
_EMBEDDED = ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,")
_FAILED = ("Failed to render SVG image", "Failed to load image")  # what WeasyPrint logs, and then goes on
_FEW_COLOURS = 4_000
_AREAS = 6  # colours that stay exactly what they are
_WIDE = 1000  # pixels of CSS: the page on which a drawing is drawn


class Readable(Protocol):
    """A picture that was read."""

    @property
    def data(self) -> bytes: ...

    @property
    def media_type(self) -> str: ...


@dataclass(frozen=True)
class _Drawing:
    data: bytes
    media_type: str = "image/svg+xml"


def plain(data: bytes) -> bytes:
    """Return a drawing that `svg.fault` finds harmless, without document type and instructions, its text in our typefaces.

    Raises ValueError where libxml2 refuses what expat has read, as a namespace that is no address.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(error.msg) from error
    for element in root.iter(etree.Element):
        element.attrib.pop("font-family", None)
        if "font" in element.get("style", ""):
            element.set("style", _in_our_type(element.get("style")))
        if element.tag.endswith("}style") and element.text:
            element.text = _in_our_type(element.text)
    root.set("font-family", FAMILIES)
    return bytes(etree.tostring(root, encoding="UTF-8"))


def _in_our_type(style: str) -> str:
    style = _FAMILY.sub(f"font-family:{FAMILIES}", style)
    return _SHORTHAND.sub(_longhand, style)


def _longhand(match: re.Match[str]) -> str:
    """Return the parts of a `font:` that stay, written singly: its size, weight and slope."""
    found = [(name, pattern.search(match[1])) for name, pattern in _PARTS]
    return ";".join([f"font-family:{FAMILIES}", *(f"{name}:{part[1]}" for name, part in found if part)])


def characters(data: bytes) -> set[str]:
    """Return the characters of a drawing's text."""
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return set().union(*("".join(element.itertext()) for element in root.iter("{*}text")))


def as_png(data: bytes, width: float, most_pixels: int) -> bytes:
    """Return a drawing as PNG, `width` pixels wide, or smaller where it would have more than `most_pixels`.

    Raises BuildError where it cannot be drawn whole.
    """
    import pypdfium2

    pdf = pypdfium2.PdfDocument(_page(data))
    try:
        page = pdf[0]
        wide, high = page.get_size()
        image = page.render(scale=min(width, (most_pixels * wide / high) ** 0.5) / wide).to_pil()
    finally:
        pdf.close()
    image = _with_palette(image)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def _with_palette(image: Any) -> Any:
    """Return lines and text with a palette of their most frequent colours, a third of the size; a photograph as it is."""
    from PIL import Image

    colours = image.convert("RGB").getcolors(_FEW_COLOURS)
    if colours is None:
        return image
    palette = image.convert("RGB").quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    values = palette.getpalette()
    # Of each colour that fills areas the palette has one that is near: white must stay white.
    for _, colour in sorted(colours)[-_AREAS:]:  # the most frequent last
        nearest = min(range(0, len(values), 3), key=lambda at: sum((values[at + i] - colour[i]) ** 2 for i in range(3)))
        values[nearest : nearest + 3] = colour
    palette.putpalette(values)
    return palette


def _page(data: bytes) -> bytes:
    """Return a PDF of one page that shows the drawing alone."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from igreport.edition.writers import pdf_fonts

    wide, high = svg.size(data)
    faces = pdf_fonts.style(characters(data)) if b"text" in data else ""
    size = f"{_WIDE}px {max(_WIDE * high / wide, 1):.3f}px"
    style = f"{faces} @page {{ margin: 0; size: {size} }} body {{ margin: 0 }} img {{ display: block; width: 100% }}"
    with pdf_fonts.alone():
        configuration = FontConfiguration()
    options: dict[str, Any] = {"url_fetcher": fetcher({"picture:drawing": lambda: _Drawing(data)}.get)}
    sheet = weasyprint.CSS(string=style, font_config=configuration, **options)
    page = weasyprint.HTML(string="<img alt='' src='picture:drawing'>", **options)
    with whole():
        return bytes(page.write_pdf(stylesheets=[sheet], font_config=configuration))


def fetcher(find: Callable[[str], Callable[[], Readable] | None]) -> Any:
    """Return a fetcher for WeasyPrint that opens our typefaces, the pictures that `find` knows, and nothing else.

    `find` takes the path of a file, or the name of a picture that was drawn, and returns what reads it.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    from igreport.edition.writers import pdf_fonts

    typefaces = {str(path) for path in pdf_fonts.files()}

    class LocalFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            target = unquote(parts.path) if parts.scheme == "file" else url
            if read := find(target):
                picture = read()
                return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
            if (parts.scheme == "file" and target in typefaces) or url.startswith(_EMBEDDED):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(f"a build opens no other files: {url[:200]}")

    return LocalFiles()


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg.startswith(_FAILED):
            url = str(record.args[0]) if isinstance(record.args, tuple) and record.args else ""
            name = "a picture in it" if url.startswith("data:") else unquote(url).rpartition("/")[2]
            self.heard.append(name.removeprefix("picture:"))


@contextmanager
def whole() -> Iterator[None]:
    """Draw gradients so that all readers show them; raise BuildError where WeasyPrint gives a drawing up half-way.

    It says so in its log alone.
    """
    logger, listener = logging.getLogger("weasyprint"), _Listener()
    level, logger.level = logger.level, logging.ERROR
    logger.addHandler(listener)
    try:
        with _single_gradients():
            yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)
    if listener.heard:
        message = f"a drawing cannot be drawn whole: {listener.heard[0]}"
        raise BuildError(message, "save it anew as plain SVG, or as PNG")


@contextmanager
def _single_gradients() -> Iterator[None]:
    """Give a gradient steps that are larger than its box.

    WeasyPrint draws one as a tile that is repeated at its own size; Poppler, which Evince and Okular use, rounds such a
    tile and shows a few dots of it.
    """
    from weasyprint import svg as weasyprint_svg

    draw = weasyprint_svg.draw_gradient

    def draw_single(drawing: Any, *rest: Any, **named: Any) -> Any:
        stream, add = drawing.stream, drawing.stream.add_pattern
        stream.add_pattern = lambda x, y, wide, high, _x, _y, matrix: add(x, y, wide, high, 2 * wide, 2 * high, matrix)
        try:
            return draw(drawing, *rest, **named)
        finally:
            del stream.add_pattern

    weasyprint_svg.draw_gradient = draw_single
    try:
        yield
    finally:
        weasyprint_svg.draw_gradient = draw
