#!/usr/bin/env python3
"""Make the golden pictures again: six pages of tests/cases/golden, into tests/golden.

usage: python -m tools.golden

Do so after a change of look that is meant, and look at what changed before you keep it. They are compared by
tests/edition/test_golden.py.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from tests import golden_edition, page_pictures


def main() -> None:
    """Draw, compare and write; print what changed."""
    golden_edition.PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        drawn = golden_edition.draw(Path(folder))
    for name, page in drawn.items():
        path = golden_edition.PICTURES / f"{name}.png"
        change = "new"
        if path.exists():
            found = page_pictures.difference(Image.open(path), page.picture)
            change = f"mean {found.mean:.2f}, tiles {found.tiles:.2%}{'  <- seen' if found.is_seen() else ''}"
        page_pictures.save(page.picture, path)
        print(f"{path.name:<26} page {page.number:<3} {path.stat().st_size // 1024:>3} KB  {change}")


if __name__ == "__main__":
    main()
