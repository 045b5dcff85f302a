"""Families of type that are installed as Python packages (`fontpkg-source-serif-4` and its kin, https://fontpkg.org).

Such a package has `metadata.json`, which names its family and its files. It is found by the family's name and only read:
nothing of it is run.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import pkgutil
import re
from dataclasses import dataclass
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.+-]{0,60}")


@dataclass(frozen=True)
class Face:
    """A file of a family."""

    path: Path
    style: str  # "normal" or "italic"
    weight: str  # as CSS has it: "400", or "200 900" for a variable face


@dataclass(frozen=True)
class Typeface:
    """A family that is installed."""

    name: str  # as its makers write it
    faces: tuple[Face, ...]


def package(family: str) -> str:
    """Return the name under which the registry has a family, as `fontpkg-source-serif-4`."""
    return "fontpkg-" + re.sub(r"[^a-z0-9]+", "-", family.lower()).strip("-")


def installed() -> list[str]:
    """Return the names of the families that are installed."""
    names = (module.name for module in pkgutil.iter_modules() if module.name.startswith("fontpkg_"))
    found = (find(name.removeprefix("fontpkg_").replace("_", " ")) for name in names)
    return sorted(typeface.name for typeface in found if typeface and typeface.faces)


@functools.cache
def find(family: str) -> Typeface | None:
    """Return a family, upper and lower case alike; None where it is not installed, or its package cannot be read."""
    spec = importlib.util.find_spec(package(family).replace("-", "_")) if _NAME.fullmatch(family) else None
    if spec is None or not spec.origin:
        return None
    folder = Path(spec.origin).parent
    try:
        described = json.loads((folder / "metadata.json").read_text("utf-8"))
        weights = {axis["tag"]: f"{axis['min']:.0f} {axis['max']:.0f}" for axis in described.get("axes", ())}
        faces = [_face(folder, file, weights.get("wght", "400")) for file in described["files"]]
        name = str(described["family"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Typeface(name, tuple(face for face in faces if face.path.is_file())) if _NAME.fullmatch(name) else None


def _face(folder: Path, file: dict[str, str], variable: str) -> Face:
    weight = variable if file.get("variable") else str(file.get("weight") or 400)
    return Face(folder / file["path"], "italic" if file.get("style") == "italic" else "normal", weight)
