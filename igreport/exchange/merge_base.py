"""Which edition an edited DOCX belongs to, and the DOCX that the build made of it."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from igreport.errors import UsageError
from igreport.exchange import guard
from igreport.model.dates import Period

_MANIFEST = "manifest.json"
_TITLE = re.compile(rb"<dc:title>(.*?)</dc:title>", re.DOTALL)


@dataclass(frozen=True)
class Base:
    """The DOCX as the build made it."""

    edition: str
    path: Path
    sections: int = 0  # how many it had then; 0 where the manifest does not say


def find(edited: Path, build: Path, edition: str | None = None) -> Base:
    """Return the base of `edited`; its edition is the one named, or what its name or its title says.

    Raises UsageError where the edition is not known or not built, or the file in the build folder is not the built one.
    """
    if not edited.is_file():
        raise UsageError(f"there is no file {edited}")
    guard.check_docx(edited)
    return _built(build, edition or _of_name(edited, build) or _of_title(edited, build))


def _of_name(edited: Path, build: Path) -> str:
    """Return the edition in a name such as `internet-governance-2025-Q3 (edited).docx`."""
    found = [part for part in re.findall(r"\d{4}(?:-(?:Q[1-4]|H[12]|\d\d))?", edited.stem) if Period.parse(part)]
    built = [name for name in found if (build / name / _MANIFEST).is_file()]
    return str((built or found or [""])[-1])


def _of_title(edited: Path, build: Path) -> str:
    title = _title(edited)
    found = []
    for manifest in build.glob(f"*/{_MANIFEST}"):
        entry = _entry(_read(manifest))
        path = manifest.parent / str(entry.get("path", ""))
        is_edition = Period.parse(manifest.parent.name) is not None  # and no draft
        if is_edition and title and path.is_file() and zipfile.is_zipfile(path) and _title(path) == title:
            found.append(manifest.parent.name)
    if len(found) == 1:
        return found[0]
    raise UsageError(f"nothing in {edited.name} says which edition it is", "name it, as by --edition 2025-Q3")


def _title(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        name = "docProps/core.xml"
        match = _TITLE.search(archive.read(name)) if name in archive.namelist() else None
    return match[1] if match else b""


def _read(manifest: Path) -> dict[str, Any]:
    try:
        found = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _entry(manifest: dict[str, Any]) -> dict[str, Any]:
    formats = manifest.get("files")
    entry = formats.get("docx") if isinstance(formats, dict) else None
    return entry if isinstance(entry, dict) else {}


def _built(build: Path, edition: str) -> Base:
    folder = build / edition
    manifest = _read(folder / _MANIFEST)
    entry = _entry(manifest)
    path = folder / Path(str(entry.get("path", ""))).name
    hint = "the edits are held against it: put it back, or name the folder with --output"
    if not entry or not path.is_file() or manifest.get("edition") != edition:
        raise UsageError(f"the DOCX of edition {edition} as it was built is not in {folder}", hint)
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != entry.get("sha256"):
            hint = "copy the edited file elsewhere, and put the built one back"
            raise UsageError(f"{path} is not the file that the build made: its hash is not the manifest's", hint)
    return Base(edition, path, _sections(manifest, edition))


def _sections(manifest: dict[str, Any], edition: str) -> int:
    names = manifest.get("sources")
    prefix = f"sections/{edition}/"
    return sum(name.startswith(prefix) and name.endswith(".md") for name in names) if isinstance(names, dict) else 0
