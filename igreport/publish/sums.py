"""`SHA256SUMS`, as `sha256sum -c` of GNU coreutils reads it: 64 hexadecimal digits, two blanks, a file's name."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *]([^\\/\x00-\x1f\x7f]{1,255})")


def text(sums: Mapping[str, str]) -> str:
    """Return the file for these sums by name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))


def read(data: str) -> tuple[dict[str, str], list[int]]:
    """Return the sums by name, and the numbers of the lines that are of another form, or lead out of the folder."""
    found: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(data.split("\n"), 1):
        match = _LINE.fullmatch(line)
        if match and match[2] not in (".", "..", NAME) and match[2] not in found:
            found[match[2]] = match[1]
        elif line:
            wrong.append(number)
    return found, wrong
