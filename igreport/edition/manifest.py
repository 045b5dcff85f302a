"""`manifest.json`: what a build made, of what, and with what; by it the next build knows that nothing has changed.

Only the standard library is imported here: an unchanged edition is recognised before anything heavy is loaded.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from igreport.errors import UsageError
from igreport.version import __version__

NAME = "manifest.json"
TOOLS = ("Babel", "docxtpl", "Jinja2", "pypandoc_binary", "weasyprint")
_LONGEST_EPOCH = 11  # digits: to the year 5138
_PACKAGE = Path(__file__).parents[1]


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sources(root: Path, identifier: str, images: Iterable[str] = ()) -> dict[str, str]:
    """Return the files that an edition is made of, relative to `root`, with their SHA-256; "" for one that is gone."""
    edition = root / "sections" / identifier
    shared = [root / "sections" / name for name in ("series.yaml", "style.css")]
    found = [*shared, edition / "edition.yaml", *edition.glob("[!.]*.md")]
    found += (root / "references").glob("*.y*ml")
    named = {path.relative_to(root).as_posix(): path for path in found if path.is_file()}
    named |= {name: root / name for name in images}
    return {name: sha256(path) if path.is_file() else "" for name, path in sorted(named.items())}


@functools.cache
def tools() -> dict[str, str]:
    """Return the versions of what makes the files: igreport with a hash of its code, and its libraries."""
    digest = hashlib.sha256()
    data = [path for folder in ("templates", "words") for path in (_PACKAGE / "edition" / folder).iterdir()]
    for path in sorted([*_PACKAGE.rglob("*.py"), *data]):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    found = {"igreport": f"{__version__}+{digest.hexdigest()[:12]}"}
    return found | {name: metadata.version(name) for name in TOOLS}


def settings() -> dict[str, str]:
    """Return what in the environment changes the files; raise UsageError where it makes no sense."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not (epoch.isascii() and epoch.isdigit() and len(epoch) <= _LONGEST_EPOCH):
        message = f"SOURCE_DATE_EPOCH is `{epoch[:40]}`, not a number of seconds since 1970, of {_LONGEST_EPOCH} digits at most"
        raise UsageError(message)
    return {"SOURCE_DATE_EPOCH": epoch}


def read(folder: Path) -> dict[str, Any] | None:
    """Return the manifest in a build's folder, or None where there is none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8")) if (folder / NAME).is_file() else None
    except (OSError, ValueError, RecursionError):
        return None
    return found if _is_manifest(found) else None


def _is_manifest(found: Any) -> bool:
    """Say whether that is a manifest, which may be of anybody: its files lie beside it, its sources in the report."""
    if not isinstance(found, dict) or not all(isinstance(found.get(key), dict) for key in ("files", "sources")):
        return False
    entries = found["files"].values()
    if not all(isinstance(entry, dict) and _is_name(entry.get("path")) for entry in entries):
        return False
    parts = [path.split("/") for path in found["sources"]]
    return all(part[0] and ".." not in part and "\0" not in "".join(part) for part in parts)


def _is_name(path: Any) -> bool:
    return isinstance(path, str) and path not in ("", ".", "..", NAME) and not set("/\\\0") & set(path)


def dump(content: dict[str, Any]) -> str:
    """Return the manifest as text, always the same for the same content."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def is_current(root: Path, identifier: str, folder: Path, formats: Iterable[str]) -> bool:
    """Say whether the files in `folder` are those that a build of all `formats` would make again, and verified."""
    found = read(folder)
    if found is None or found.get("edition") != identifier:  # a draft's, perhaps
        return False
    if not found.get("verified") or not set(formats) <= set(found["files"]):
        return False
    if found.get("tools") != tools() or found.get("settings") != settings():
        return False
    before = found.get("sources", {})
    if before != sources(root, identifier, before):
        return False
    return all(_is_same(folder, entry) for entry in found["files"].values())


def _is_same(folder: Path, entry: Any) -> bool:
    path = folder / Path(str(entry.get("path"))).name
    return path.is_file() and sha256(path) == entry.get("sha256")


def others(folder: Path, content: dict[str, Any]) -> tuple[dict[str, Any], list[Path]]:
    """Return, of the files of the last build, those that still say what the edition says, and those that do not.

    `content` is the manifest of the build that is about to replace it, of some formats perhaps; a file of another format
    stays if everything that it was made of is the same.
    """
    before = read(folder)
    if before is None:
        return {}, []
    same = all(before.get(key) == content[key] for key in ("edition", "sources", "tools", "settings", "verified"))
    named = {entry["path"] for entry in content["files"].values()}
    rest = {name: entry for name, entry in before["files"].items() if name not in content["files"]}
    kept = {name: entry for name, entry in rest.items() if same and _is_same(folder, entry)}
    gone = [entry for name, entry in before["files"].items() if name not in kept and entry.get("path") not in named]
    return kept, [folder / Path(str(entry.get("path"))).name for entry in gone]
