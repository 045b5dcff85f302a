"""The files of a report that arguments name, and their lines."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from igreport.errors import UsageError

Lines = Callable[[str], Sequence[str]]


def named(paths: Sequence[Path], root: Path) -> list[str]:
    """Return the files that arguments name, relative to the report folder; none where all of it is meant.

    A folder stands for itself and all that is in it, an edition's id for its sections and its file of sources. Files outside
    of the folder are left out, as a hook names whatever a commit touches below the current folder; where nothing else is
    named they are the answer. Raise UsageError where all that is named lies elsewhere.
    """
    if any(path.is_dir() and root.resolve().is_relative_to(path.resolve()) for path in paths):
        return []
    found = [name for path in paths for name in _files(path, root)]
    if paths and not found:
        if not all(_may_be_committed(path) for path in paths):
            hint = "name files or folders of the report, or the other report's folder with --root"
            where = "this folder" if root == Path() else str(root)
            raise UsageError(f"{paths[0]} does not belong to the report in {where}", hint)
        return [path.as_posix() for path in paths]
    return found


def of_edition(name: str, root: Path) -> list[str]:
    """Return the files of the edition with the id `name`, relative to the report folder, and its folder."""
    return [file for path in _edition(Path(name), root) for file in _below(path, root)]


def _may_be_committed(path: Path) -> bool:
    """Say whether a hook may have named it: a file below the current folder, which is the repository's."""
    return not path.is_dir() and path.absolute().is_relative_to(Path.cwd()) and ".." not in path.parts


def _files(path: Path, root: Path) -> list[str]:
    below = [path] if os.path.lexists(path) else _edition(path, root)
    return [name for one in below for name in _below(one, root)]


def _below(path: Path, root: Path) -> list[str]:
    listed = (path, *(path.rglob("*") if path.is_dir() else ()))
    return [name for item in listed if (name := _relative(item, root)) is not None]


def _edition(path: Path, root: Path) -> list[Path]:
    folder = root / "sections" / path
    if not os.path.isdir(folder):
        known = [str(path) for path in root.glob("sections/**/*.md")] + [path.name for path in root.glob("sections/*/")]
        close = difflib.get_close_matches(path.as_posix(), known, n=1)
        hint = f"did you mean {close[0]}?" if close else "name files or folders of the report, or none for all"
        what = "edition or file" if len(path.parts) == 1 and not path.suffix else "file"
        raise UsageError(f"there is no {what} {path}", hint)
    sources = root / "references" / f"{path}.yaml"
    return [folder, sources] if os.path.isfile(sources) else [folder]


def _relative(path: Path, root: Path) -> str | None:
    """Return the file's name as findings have it; None outside of the report folder. A link stands for itself."""
    place, folder = path.parent.resolve() / path.name, root.resolve()
    if path.name in ("", ".."):
        place = path.resolve()
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else None


def prefix(root: Path) -> str:
    """Return the report folder as seen from here, with `/` behind it; nothing where it is here."""
    try:
        name = Path(os.path.relpath(root)).as_posix()
    except ValueError:  # on another drive
        name = root.resolve().as_posix()
    return "" if name == "." else f"{name}/"


def lines(root: Path, path: str) -> Sequence[str]:
    """Return the lines of a file of the report folder; none where it cannot be read."""
    from igreport.sources import files

    if not (root / path).is_relative_to(root):
        return ()
    text = files.read_text(root, root / path, [])
    return text.split("\n") if text is not None else ()
