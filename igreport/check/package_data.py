"""Data that other packages ship, read without importing them: their code would cost more time than the data."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def read(package: str, *parts: str) -> bytes:
    """Return the contents of a file of an installed package; nothing where package or file is missing."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, *parts)
        if path.is_file():
            return path.read_bytes()
    return b""
