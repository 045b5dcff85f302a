"""A file that a build wrote."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Artifact:
    """One format of one edition; `sha256` is of the file's bytes, in hexadecimal."""

    format: str  # "pdf", "docx", "html"
    path: Path
    media_type: str
    size: int  # bytes
    sha256: str
