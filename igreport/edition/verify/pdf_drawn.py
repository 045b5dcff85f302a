"""The text of a PDF's page with right-to-left letters, character by character as it is drawn (ISO 32000-1, 9.4 and 9.10.2).

Of such a page pdfium guesses which words were turned round, and mirrors brackets. Here each code of the content stream is
looked up in its font's ToUnicode map, and that is all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Line = tuple[float, str]  # a baseline, and what is drawn on it from left to right
_OPERATORS = "BDC BMC EMC Tf Tm Td TD T* TJ Tj Tr BT"
_ENTRY = re.compile(rb"<([0-9a-fA-F]{4})>\s{1,9}<([0-9a-fA-F]{4,64})>")
_NEAR = 1.0  # points between baselines that are one


class Pages:
    """The pages of a PDF, opened when the first is asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._pdf: Any = None
        self._maps: dict[tuple[int, int], Mapping[bytes, str]] = {}

    def close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def lines(self, number: int) -> dict[int, tuple[Line, ...]]:
        """Return the lines that each marked content id of a page draws; pages count from 0."""
        import pikepdf

        self._pdf = self._pdf or pikepdf.open(self._path)
        page = self._pdf.pages[number]
        fonts = page.obj.get("/Resources", {}).get("/Font", {})
        reader = _Reader({name: self._map(font) for name, font in fonts.items()})
        for row in pikepdf.parse_content_stream(page, _OPERATORS):
            reader.read(str(row.operator), row.operands)
        return {mark: tuple(lines) for mark, lines in reader.found.items()}

    def _map(self, font: Any) -> Mapping[bytes, str]:
        known = self._maps.get(font.objgen)
        if known is None:
            data = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            found = (
                (code, bytes.fromhex(text.decode()).decode("utf-16-be", "replace")) for code, text in _entries(data)
            )
            known = self._maps[font.objgen] = dict(found)
        return known


def _entries(data: bytes) -> list[tuple[bytes, bytes]]:
    return [(bytes.fromhex(code.decode()), text) for code, text in _ENTRY.findall(data)]


class _Reader:
    """Reads operators one after the other."""

    def __init__(self, fonts: Mapping[str, Mapping[bytes, str]]) -> None:
        self.found: dict[int, list[Line]] = {}
        self._fonts = fonts
        self._font: Mapping[bytes, str] = {}
        self._baseline = 0.0
        self._marks: list[int | None] = []

    def read(self, operator: str, operands: Any) -> None:
        if operator in ("BDC", "BMC"):
            values = operands[1] if len(operands) > 1 else {}
            outer = self._marks[-1] if self._marks else None
            self._marks.append(int(values["/MCID"]) if hasattr(values, "keys") and "/MCID" in values else outer)
        elif operator == "EMC":
            del self._marks[-1:]
        elif operator == "Tf":
            self._font = self._fonts.get(str(operands[0]), {})
        elif operator == "Tm":
            self._baseline = float(operands[5])
        elif operator in ("TJ", "Tj") and self._marks and self._marks[-1] is not None:
            self._draw(self._marks[-1], operands[0] if operator == "TJ" else operands)

    def _draw(self, mark: int, parts: Any) -> None:
        import pikepdf

        codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
        text = "".join(self._font.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2))
        lines = self.found.setdefault(mark, [])
        if lines and abs(lines[-1][0] - self._baseline) < _NEAR:
            lines[-1] = (lines[-1][0], lines[-1][1] + text)
        else:
            lines.append((self._baseline, text))
