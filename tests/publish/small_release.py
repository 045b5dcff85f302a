"""A report with two sections, a picture and a ledger, to be released."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

SECTION = """---
title: {title}
topic: {topic}
keypoint: A point of {topic}
---

A claim of {topic} [@{source}]. Another, with a remark.[^1]

## A heading below

-   one
-   two

[^1]: The remark on {topic}.
"""
FIGURE = "\n![Users by region, 2005 to 2025](users.png)\n"
SOURCE = """- id: {name}
  type: webpage
  title: The page {name}
  publisher: A body
  issued: 2025-08-29
  accessed: 2025-10-01
  URL: https://example.org/{name}
"""
LEDGER = '{{"url": "https://example.org/{name}", "verdict": "ok", "status": 200, "checked": "2025-10-05T08:00:00Z"}}\n'


def picture(shade: int = 0) -> bytes:
    """Return a small grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 40, 20, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes([0, *[shade] * 40]) * 20))
        + chunk(b"IEND", b"")
    )


def write_report(root: Path) -> Path:
    """Write the report into `root`, and return it."""
    files = {
        "sections/series.yaml": "title: A series\nauthor: An author\nlanguage: en-GB\n",
        "sections/2025-Q3/edition.yaml": "# this edition\npublished: 2025-10-06  # a Monday\n",
        "sections/2025-Q3/10-first.md": SECTION.format(title="First topic", topic="first", source="one"),
        "sections/2025-Q3/20-second.md": SECTION.format(title="Second topic", topic="second", source="two"),
        "references/2025-Q3.yaml": "references:\n" + SOURCE.format(name="one") + SOURCE.format(name="two"),
        "references/2024-Q4.yaml": "references:\n" + SOURCE.format(name="old"),
        "references/links.jsonl": "".join(LEDGER.format(name=name) for name in ("one", "two")),
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


def with_picture(root: Path) -> None:
    """Add a picture to the first section."""
    (root / "sections/2025-Q3/users.png").write_bytes(picture())
    with (root / "sections/2025-Q3/10-first.md").open("a", encoding="utf-8") as file:
        file.write(FIGURE)


def snapshot(root: Path) -> dict[str, bytes]:
    """Return every file and folder below `root`, with what is in it."""
    return {path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b"" for path in root.rglob("*")}


def ledger(root: Path, name: str, verdict: str, **more: object) -> None:
    """Have the ledger say of the page of the source `name` that it is `verdict`."""
    row = {"url": f"https://example.org/{name}", "verdict": verdict, "checked": "2025-10-05T08:00:00Z", **more}
    with (root / "references/links.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({**row, "checked": "2025-10-05T09:00:00Z"}) + "\n")


def replace(path: Path, old: str, new: str) -> None:
    """Put `new` in the place of `old`, which must be there."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
