"""Judges that build the edition again: the same bytes in another folder and time zone, and without the system's fonts."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from judge_opinion import MissingError, Opinion, run

_NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>\n'
_FIXED = {"SOURCE_DATE_EPOCH": "1759708800"}


def twice(folder: Path) -> Opinion:
    """Two builds of the edition, with another time zone and another seed of Python's hashes, byte for byte."""
    root = _root(folder)
    with tempfile.TemporaryDirectory() as elsewhere:
        other = {**_FIXED, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "4"}
        first, second = _first(root, folder.name), _build(root, folder.name, Path(elsewhere), other)
    differing = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
    return Opinion(tuple(f"{name} differs" for name in differing), f"{len(first)} files")


def without_fonts(folder: Path) -> Opinion:
    """A build that finds no font of the system (an empty fontconfig, an empty cache): the same PDF."""
    root = _root(folder)
    with tempfile.TemporaryDirectory() as elsewhere:
        config, cache = Path(elsewhere, "fonts.conf"), Path(elsewhere, "cache")
        config.write_text(_NO_FONTS)
        cache.mkdir()
        without = {**_FIXED, "FONTCONFIG_FILE": str(config), "XDG_CACHE_HOME": str(cache)}
        second = _build(root, folder.name, Path(elsewhere, "built"), without, "--format", "pdf")
    first = {name: content for name, content in _first(root, folder.name).items() if name.endswith(".pdf")}
    same = {name: content for name, content in second.items() if name.endswith(".pdf")} == first
    return Opinion(() if same else ("the PDF is another one",), f"{len(first)} file")


def _root(folder: Path) -> Path:
    """Return the report's folder, of which `folder` is `build/<edition>`."""
    root = folder.resolve().parents[1]
    if not (root / "sections" / folder.resolve().name).is_dir():
        raise MissingError(f"{folder} is not build/<edition> of a report folder, so that nothing can be built again")
    return root


@functools.cache
def _first(root: Path, edition: str) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return _build(root, edition, Path(folder), {**_FIXED, "TZ": "UTC", "PYTHONHASHSEED": "0"})


def _build(root: Path, edition: str, output: Path, settings: Mapping[str, str], *options: str) -> dict[str, bytes]:
    """Build the edition into `output` and return the files' bytes by name; RuntimeError where it cannot be built."""
    command = [sys.executable, "-m", "igreport", "build", edition, "--root", str(root), "--output", str(output)]
    printed = run([*command, "--no-verify", *options], os.environ | settings)
    if printed.returncode:
        raise RuntimeError(f"the edition is not built: {printed.stderr.strip().splitlines()[-1][:200]}")
    return {
        path.name: path.read_bytes() for path in sorted(output.rglob("*")) if path.suffix in (".pdf", ".docx", ".html")
    }
