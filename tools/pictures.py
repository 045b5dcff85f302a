#!/usr/bin/env python3
"""Make the pictures of the README again: a page of each format of an edition, and a finding in the terminal.

usage: python tools/pictures.py [--edition 2025-Q3] [--only pdf,docx,html,check] [--output docs/pictures]

What the machine has not (LibreOffice for the DOCX, Chromium for the HTML and the terminal) is named and left out; its picture
stays as it is.
"""

from __future__ import annotations

import argparse
import fcntl
import functools
import importlib.util
import io
import os
import pty
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Callable
from pathlib import Path

from judge_office import convert
from judge_opinion import MissingError, file_of, need, run
from PIL import Image

ROOT = Path(__file__).parents[1]
WIDTH = 900  # pixels of a picture
MOST_BYTES = 150_000
_COLUMNS = 100  # of the terminal
_TYPEFACES = ("fontpkg_source_serif_4", "fontpkg_source_sans_3")
_SECTION = """---
title: WSIS+20
topic: wsis20
keypoint: The review has begun
---

The Zero Draft was published on 31 June 2025 [@zero-drft]. It has 148 paragraphs, and it
calls calls for a permanent Internet Governance Forum [@zero-draft, para. 108].
"""
_SOURCE = """references:
- id: zero-draft
  type: document
  title: Zero Draft of the WSIS+20 Outcome Document
  publisher: United Nations
  issued: 2025-08-29
  accessed: 2025-10-02
  URL: https://publicadministration.desa.un.org/wsis20/zero-draft
"""


def pdf(edition: Path) -> Image.Image:
    """A page of the PDF with text and notes, drawn by pdfium."""
    return _page(file_of(edition, "pdf").read_bytes())


def docx(edition: Path) -> Image.Image:
    """The page of the DOCX with the same words, as LibreOffice shows it."""
    return _page(convert(file_of(edition, "docx"), _with_typefaces()))


def _page(pdf: bytes) -> Image.Image:
    """Return the first page with text below notes' calls: behind the cover and the contents, the first with many words."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        counts = [len(page.get_textpage().get_text_range().split()) for page in document]
        number = next(number for number, count in enumerate(counts) if number > 1 and count > 350)
        page = document[number]
        picture: Image.Image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
        return picture.copy()
    finally:
        document.close()


def html(edition: Path) -> Image.Image:
    """The top of the HTML edition in a window of a desktop, drawn by Chromium."""
    return _screenshot(file_of(edition, "html"), 1200, 1500)


def check(_edition: Path) -> Image.Image:
    """What `igreport check` says in a terminal of a section with three mistakes on purpose."""
    from rich.console import Console
    from rich.text import Text

    with tempfile.TemporaryDirectory() as folder:
        output = _in_terminal([sys.executable, "-m", "igreport", "check"], _faulty_report(Path(folder)))
        console = Console(
            record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
        )
        console.print(Text.from_ansi(f"$ igreport check\n{output.strip()}"))
        svg = Path(folder, "check.svg")
        svg.write_text(_without_fonts(console.export_svg(title="igreport check")), encoding="utf-8")
        return _screenshot(svg, *_size(svg))


def _faulty_report(folder: Path) -> Path:
    files = {
        "sections/series.yaml": "title: Developments in internet governance\n",
        "sections/2025-Q3/10-wsis20.md": _SECTION,
        "references/2025-Q3.yaml": _SOURCE,
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _in_terminal(command: list[str], folder: Path) -> str:
    """Return what a command prints to a terminal of `_COLUMNS` columns, its colours as escape sequences."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, _COLUMNS, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    environment |= {"TERM": "xterm-256color", "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(folder / "cache")}
    with subprocess.Popen(command, cwd=folder, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        printed = b""
        while chunk := _read(ours):
            printed += chunk
    os.close(ours)
    return printed.decode("utf-8", "replace").replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # of Linux, where the other side has been closed
        return b""


def _without_fonts(svg: str) -> str:
    """Return rich's SVG without the fonts that it would fetch from another host."""
    start = svg.index("@font-face")
    end = svg.rindex("@font-face")
    end = svg.index("}", end) + 1
    return (svg[:start] + svg[end:]).replace("Fira Code", "DejaVu Sans Mono")


@functools.cache
def _typefaces() -> tempfile.TemporaryDirectory[str]:
    """Return a folder with the typefaces of the editions and a fonts.conf that adds them to those of the system."""
    folder = tempfile.TemporaryDirectory()
    for number, path in enumerate(path for name in _TYPEFACES for path in _font_files(name)):
        for weight in (400, 700):
            _instance(path, weight, Path(folder.name, f"face-{number}-{weight}.ttf"))
    text = f"<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder.name}</dir></fontconfig>"
    Path(folder.name, "fonts.conf").write_text(text, encoding="utf-8")
    return folder


def _with_typefaces() -> dict[str, str]:
    """Return an environment in which programs find the typefaces of the editions, as readers do who have installed them."""
    folder = Path(_typefaces().name)
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "XDG_CACHE_HOME": str(folder / "cache")}


def _font_files(package: str) -> list[Path]:
    found = importlib.util.find_spec(package)
    places = found.submodule_search_locations if found else None
    return [path for place in places or () for path in sorted(Path(place).rglob("*wght*.ttf"))]


def _instance(variable: Path, weight: int, target: Path) -> None:
    """Write one weight of a variable font: LibreOffice shows the lightest of such a font, whatever is asked for."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(variable)
    limits = {
        axis.axisTag: float(weight) if axis.axisTag == "wght" else axis.defaultValue for axis in font["fvar"].axes
    }
    instancer.instantiateVariableFont(font, limits, inplace=True, updateFontNames=True).save(target)


def _size(svg: Path) -> tuple[int, int]:
    """Return the width and height that an SVG's view box names, in pixels."""
    text = svg.read_text("utf-8")
    box = text[text.index('viewBox="') + 9 :].split('"')[0].split()
    return round(float(box[2])), round(float(box[3]))


def _screenshot(page: Path, width: int, height: int) -> Image.Image:
    chromium = need("chromium", "apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "picture.png")
        settings = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/profile",
        ]
        settings += [
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
        ]
        settings += [f"--window-size={width},{height}", f"--screenshot={target}"]
        run([chromium, *settings, page.resolve().as_uri()], _with_typefaces())
        if not target.exists():
            raise RuntimeError(f"Chromium made no picture of {page.name}")
        return Image.open(target).convert("RGB").copy()


def save(picture: Image.Image, path: Path) -> None:
    """Write a PNG of `WIDTH` pixels below `MOST_BYTES`: with fewer colours where it has to be."""
    height = round(picture.height * WIDTH / picture.width)
    small = picture if picture.width == WIDTH else picture.resize((WIDTH, height), Image.Resampling.LANCZOS)
    for colours in (256, 64, 32, 16, 8):
        small.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            return
    raise RuntimeError(f"{path.name} has {path.stat().st_size:,} bytes with 8 colours")


PICTURES: dict[str, Callable[[Path], Image.Image]] = {"pdf": pdf, "docx": docx, "html": html, "check": check}


def main() -> int:
    """Build the edition, make the pictures, and return 1 where one is left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edition", default="2025-Q3")
    parser.add_argument("--only", default=",".join(PICTURES))
    parser.add_argument("--output", type=Path, default=ROOT / "docs/pictures")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    left_out = 0
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "igreport", "build", given.edition, "--root", str(ROOT), "--output", folder]
        built = run(command)
        if built.returncode:
            print(built.stderr.strip())
        for name in given.only.split(","):
            target = given.output / f"{name}.png"
            try:
                save(PICTURES[name](Path(folder, given.edition)), target)
            except MissingError as reason:
                print(f"{name}: left out: {reason}")
                left_out += 1
                continue
            print(f"{target}: {target.stat().st_size // 1024} KB")
    return int(left_out > 0)


if __name__ == "__main__":
    sys.exit(main())
