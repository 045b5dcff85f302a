"""An image in a section: a file of the report folder that a reader of pictures knows, or a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from igreport.model.diagnostic import Diagnostic
from igreport.model.report import Link
from igreport.sources.files import is_inside
from igreport.sources.findings import did_you_mean, finding

# Pictures of dots; a drawing (SVG) has no signature, and is printed where `svg.fault` finds nothing.
SIGNATURES = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}

_PAGE = re.compile(rb"(?i)<(?:!doctype )?html\b")  # what a server sends instead of a picture
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def check(root: Path, section: str, images: Iterable[Link], problems: list[Diagnostic]) -> None:
    """Find images that cannot be printed; their paths are relative to the section's file."""
    for image in images:
        problem = _problem(root, section, image)
        if problem:
            problems.append(problem)


def _problem(root: Path, section: str, image: Link) -> Diagnostic | None:
    if _ELSEWHERE.match(image.target):
        hint = "save it beside the section and name that file: a build never touches the network"
        return finding("IMG102", image.span, f"the image `{image.target}` is not a file of this folder", hint)
    if not image.target:
        return finding("IMG101", image.span, "the image names no file", "write it in the brackets: ![text](chart.png)")
    path = root / Path(section).parent / image.target
    if image.target.startswith(("/", "\\")) or not is_inside(root, path):
        hint = "copy it beside the section"
        return finding("SRC106", image.span, f"the image `{image.target}` lies outside the report folder", hint)
    if not _is_file(path):
        hint = did_you_mean(path.name, _names(path.parent), f"put the file into {Path(section).parent.as_posix()}/")
        return finding("IMG101", image.span, f"there is no image `{image.target}`", hint)
    try:
        with path.open("rb") as file:
            start = file.read(1024)
            if _is_drawing(start):
                return _drawing_problem(image, start, file)
    except OSError as error:
        return finding("SRC102", image.span, f"the image `{image.target}` cannot be read: {error.strerror}")
    if not any(start.startswith(signature) for signature in SIGNATURES):
        return finding(
            "IMG104", image.span, f"`{image.target}` is not a PNG, JPEG, GIF or SVG picture", "save it as PNG"
        )
    return None


def _is_drawing(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and not _PAGE.search(start)


def _drawing_problem(image: Link, start: bytes, file: BinaryIO) -> Diagnostic | None:
    from igreport.sources import svg  # few reports have drawings

    fault = svg.fault(start + file.read(svg.MOST_BYTES))
    hint = "save it as plain SVG, with text as paths, or as PNG"
    return finding("IMG105", image.span, f"`{image.target}` {fault}", hint) if fault else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name of some hundred characters
        return False


def _names(folder: Path) -> list[str]:
    try:
        return [other.name for other in folder.glob("*") if other.is_file()] if folder.is_dir() else []
    except OSError:
        return []
