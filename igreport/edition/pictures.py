"""The pictures of a Document: files of the report folder, or drawn for the edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from igreport.errors import BuildError, OutputError
from igreport.model.document import Document, walk

DRAWN = "picture:"
SVG = "image/svg+xml"
DPI = 250
_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}
_MOST_PIXELS = 8_000_000


@dataclass(frozen=True)
class Picture:
    """A picture's bytes and media type; a drawing (SVG) loads nothing and names our typefaces alone."""

    data: bytes
    media_type: str


def files(document: Document) -> list[str]:
    """Return the absolute paths of the files that the edition is made of besides its text: pictures, logo, template."""
    images = {element["c"][2][0] for element in walk(document.blocks) if element["t"] == "Image"}
    named = {target for target in images if not target.startswith(DRAWN)}
    return sorted(named | {path for path in (document.logo, document.template) if path})


def read(document: Document, target: str) -> Picture:
    """Return the picture that an Image of `document` names.

    Raises OutputError where its file cannot be read, and BuildError for a drawing that loads or runs something.
    """
    if target.startswith(DRAWN):
        return Picture(document.pictures[target.removeprefix(DRAWN)], SVG)
    # pandoc's reader writes a space in a target as %20.
    path = Path(target) if Path(target).exists() else Path(unquote(target))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(f"the image {target} could not be read: {error.strerror or error}") from error
    media_type = next((name for start, name in _TYPES.items() if data.startswith(start)), SVG)
    return Picture(_plain(data, path.name) if media_type == SVG else data, media_type)


def characters(document: Document) -> set[str]:
    """Return the characters of the text in the drawings; those drawn for the edition have none, only outlines."""
    from igreport.edition import drawing

    pictures = [read(document, target) for target in files(document) if target != document.template]
    return set().union(*(drawing.characters(one.data) for one in pictures if one.media_type == SVG))


def _plain(data: bytes, name: str) -> bytes:
    from igreport.edition import drawing
    from igreport.sources import svg

    if fault := svg.fault(data):
        raise BuildError(f"the drawing {name} {fault}", "save it as plain SVG, with text as paths")
    try:
        return drawing.plain(data)
    except ValueError as error:
        raise BuildError(f"the drawing {name} cannot be read: {error}", "save it as plain SVG, in UTF-8") from error


def rendered(picture: Picture, width: float) -> bytes:
    """Return a drawing (SVG) as PNG, for a print `width` millimetres wide, with `DPI` dots an inch.

    It is drawn by what draws the PDF, so that both show the same; the same drawing always gives the same bytes. Raises
    BuildError where it cannot be drawn.
    """
    from igreport.edition import drawing

    return drawing.as_png(picture.data, width / 25.4 * DPI, _MOST_PIXELS)
