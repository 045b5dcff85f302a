"""Pictures of pages, and how far two of them are from each other.

A change of look is a difference, a pixel of antialiasing is none: both pictures are blurred before they are compared, and what
counts is the mean over the page and how many of its tiles have changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter, ImageStat

DOTS_PER_INCH = 60
COLOURS = 48  # of a kept picture
TILE = 12  # pixels
_BLUR = 1.2  # pixels
_CHANGED = 10  # of 255: the mean difference from which a tile has changed
# Two renderings of the same page stay below both; see tests/edition/test_golden.py for what does not.
MOST_MEAN = 1.5  # of 255
MOST_TILES = 0.0015  # of the page: three tiles of one on A4


class Difference(NamedTuple):
    """How far two pictures are apart: the mean of all pixels (0 to 255), and the share of tiles that have changed."""

    mean: float
    tiles: float

    def is_seen(self) -> bool:
        return self.mean > MOST_MEAN or self.tiles > MOST_TILES


@dataclass(frozen=True)
class Page:
    """A page of a PDF: its number from 1, what pdfium reads on it, and its picture."""

    number: int
    text: str
    picture: Image.Image


def pages(pdf: Path) -> list[Page]:
    """Return the pages of a PDF, each drawn by pdfium."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for number in range(len(document)):
            page = document[number]
            bitmap = page.render(scale=DOTS_PER_INCH / 72, rev_byteorder=True)
            picture = bitmap.to_pil().convert("RGB")
            found.append(Page(number + 1, page.get_textpage().get_text_range(), picture.copy()))
        return found
    finally:
        document.close()


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture as a small PNG."""
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def difference(one: Image.Image, other: Image.Image) -> Difference:
    """Return how far two pictures are apart; pictures of other sizes are as far as can be."""
    if one.size != other.size:
        return Difference(255.0, 1.0)
    apart = _apart(one, other)
    tiles = apart.resize((-(-apart.width // TILE), -(-apart.height // TILE)), Image.Resampling.BOX)
    changed = sum(count for value, count in enumerate(tiles.histogram()) if value >= _CHANGED)
    return Difference(ImageStat.Stat(apart).mean[0], changed / (tiles.width * tiles.height))


def _apart(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return, for each pixel, the most that red, green or blue of the blurred pictures differ."""
    blurred = [picture.convert("RGB").filter(ImageFilter.GaussianBlur(_BLUR)) for picture in (one, other)]
    red, green, blue = ImageChops.difference(*blurred).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def shown(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return a picture of where two differ: the first one pale, and in red what differs."""
    if one.size != other.size:
        return other
    pale = Image.blend(one.convert("L").convert("RGB"), Image.new("RGB", one.size, "white"), 0.6)
    mask = _apart(one, other).point(lambda value: min(255, value * 4))
    return Image.composite(Image.new("RGB", one.size, "red"), pale, mask)
