"""The pictures of a Document: files of the report folder, or drawn for the edition."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from igreport.errors import OutputError
from igreport.model.document import Document, walk

DRAWN = "picture:"
SVG = "image/svg+xml"
_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


@dataclass(frozen=True)
class Picture:
    """A picture's bytes and media type."""

    data: bytes
    media_type: str


def files(document: Document) -> list[str]:
    """Return the absolute paths of the files that the edition is made of besides its text: pictures, logo, template."""
    images = {element["c"][2][0] for element in walk(document.blocks) if element["t"] == "Image"}
    named = {target for target in images if not target.startswith(DRAWN)}
    return sorted(named | {path for path in (document.logo, document.template) if path})


def read(document: Document, target: str) -> Picture:
    """Return the picture that an Image of `document` names; raise OutputError where its file cannot be read."""
    if target.startswith(DRAWN):
        return Picture(document.pictures[target.removeprefix(DRAWN)], SVG)
    # pandoc's reader writes a space in a target as %20.
    path = Path(target) if Path(target).exists() else Path(unquote(target))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise OutputError(f"the image {target} could not be read: {error.strerror or error}") from error
    return Picture(data, next((name for start, name in _TYPES.items() if data.startswith(start)), SVG))
