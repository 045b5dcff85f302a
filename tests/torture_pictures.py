"""The pictures of the torture edition, drawn by the script itself, the same bytes at every run."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 60" width="240" height="60">
<circle cx="30" cy="30" r="26" fill="#17456e"/><path d="M12 30h36M30 12v36" stroke="#fff" stroke-width="4"/>
<rect x="70" y="14" width="160" height="10" fill="#17456e"/><rect x="70" y="36" width="110" height="10" fill="#8aa4bd"/>
</svg>
"""
CHART = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 240">
<rect width="480" height="240" fill="#f4f6f8"/><path d="M40 200H460M40 200V20" stroke="#333" stroke-width="2" fill="none"/>
<polyline points="40,190 120,150 200,165 280,90 360,70 440,30" fill="none" stroke="#17456e" stroke-width="4"/>
<text x="50" y="30" font-size="16">Users, in billions: fluff &amp; offices</text><text x="400" y="225" font-size="14">2025</text>
</svg>
"""


def bars(width: int = 640, height: int = 320) -> Image.Image:
    """A chart of bars, on a transparent ground."""
    image = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for number in range(8):
        top = height - 20 - (number * 37 % 11 + 2) * (height - 40) // 13
        left = 20 + number * (width - 40) // 8
        draw.rectangle((left, top, left + (width - 40) // 8 - 12, height - 20), fill=(23, 69, 110 + 12 * number, 255))
    draw.line((10, height - 20, width - 10, height - 20), fill=(40, 40, 40, 255), width=3)
    return image


def field(width: int = 800, height: int = 450) -> Image.Image:
    """A field of colours without a transparent place, as a photograph has."""
    red = Image.linear_gradient("L").resize((width, height))
    blue = Image.radial_gradient("L").resize((width, height))
    return Image.merge("RGB", (red, blue, Image.blend(red, blue, 0.5)))


def _saved(image: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


PICTURES: Mapping[str, Callable[[], bytes]] = {
    "bars.png": lambda: _saved(bars(), "PNG"),
    "tall.png": lambda: _saved(bars(300, 1200), "PNG"),
    "small.png": lambda: _saved(bars().resize((64, 32)), "PNG"),
    "field of colours.jpg": lambda: _saved(field(), "JPEG"),
    "chart.svg": CHART.encode,
}
