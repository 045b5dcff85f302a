"""Pictures of an imported document → files beside the sections, each with words that say what it shows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from igreport.exchange.imported import Change, Image
from igreport.exchange.subset_inlines import plain_of
from igreport.exchange.words import as_inlines
from igreport.model.document import Block, Inline, walk
from igreport.sources.images import SIGNATURES

_MOST_PIXELS = 60_000_000
Read = Callable[[str], bytes | None]


class Pictures:
    """Replaces the images of an AST; `read` returns the bytes of a target, or None where it is not to be had."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.images: dict[str, Image] = {}  # by target
        self.changes: list[Change] = []

    def replace(self, node: Any) -> Any:
        """Return the AST with each image a file of the edition; one that cannot be printed becomes its own words."""
        if isinstance(node, dict):
            new = {key: self.replace(value) for key, value in node.items()}
            return _without_frame(new) if node.get("t") == "Figure" else new
        if not isinstance(node, list | tuple):
            return node
        result: list[Any] = []
        for child in node:
            is_image = isinstance(child, dict) and child.get("t") == "Image"
            result += self._image(child) if is_image else [self.replace(child)]
        return result

    def _image(self, image: Inline) -> list[Inline]:
        _attributes, alternative, (target, _title) = image["c"]
        found = self.images.get(target) or self._file(target)
        if found is None:
            shown = target if len(target) < 200 else f"{target[:40]}…"
            self.changes.append(
                Change(0, "image", f"the picture {shown} is not at hand as PNG, JPEG or GIF: its words stand for it")
            )
            return list(alternative)
        self.images[target] = found
        if not plain_of(alternative).strip():
            self.changes.append(
                Change(0, "image", f"the picture {found.name} has no words that say what it shows: add them")
            )
            alternative = as_inlines(f"Picture {found.name}")
        return [{"t": "Image", "c": [["", [], []], alternative, [found.name, ""]]}]

    def _file(self, target: str) -> Image | None:
        data = self.read(target)
        data = data if data is None or _suffix(data) else _as_png(data)
        if data is None:
            return None
        stem = re.sub(r"[^a-z0-9-]+", "-", PurePosixPath(target[:200]).stem.lower()).strip("-") or "picture"
        stem = "picture" if target.startswith("data:") else stem[:40]
        taken = {image.name for image in self.images.values()}
        name, number = f"{stem}{_suffix(data)}", 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}{_suffix(data)}"
        return Image(name, data)


def _suffix(data: bytes) -> str:
    return next((suffix for signature, suffix in SIGNATURES.items() if data.startswith(signature)), "")


def _as_png(data: bytes) -> bytes | None:
    """Return a picture of another kind as PNG, or None where nothing here can draw it."""
    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            target = io.BytesIO()
            picture.convert("RGBA").save(target, "PNG")
            return target.getvalue()
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None


def _without_frame(figure: Block) -> Block:
    """Return a figure as it is, or, where its picture is not at hand, its caption, or else the picture's words."""
    _attributes, (_short, caption), content = figure["c"]
    if any(element["t"] == "Image" for element in walk(content)):
        return figure
    return {"t": "Div", "c": [["", [], []], caption or content]}
