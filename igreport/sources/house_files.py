"""The files that `sections/series.yaml` names: the logo, and a Word template of the series' own."""

from __future__ import annotations

import zipfile
from pathlib import Path

from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.report import Link, Series
from igreport.sources import images
from igreport.sources.files import is_inside
from igreport.sources.findings import did_you_mean, finding

_SERIES = "sections/series.yaml"
_WRITE = "`igreport template --docx` writes one to begin with"
_MAIN = "word/document.xml"


def check(root: Path, series: Series, problems: list[Diagnostic]) -> None:
    """Find a logo that cannot be printed, and a template that Word cannot have written; both lie in `sections/`."""
    if series.logo:
        images.check(root, _SERIES, [Link(series.logo, "", series.where("logo"))], problems)
    if series.template:
        problem = _template(root, series.template, series.where("template"))
        problems += [problem] if problem else []


def _template(root: Path, name: str, span: Span) -> Diagnostic | None:
    path = root / "sections" / name
    if name.startswith(("/", "\\")) or not is_inside(root, path):
        return finding(
            "SRC106", span, f"the template `{name}` lies outside the report folder", "copy it into `sections`"
        )
    try:
        if not path.is_file():
            others = [other.name for other in path.parent.glob("*.docx")]
            hint = did_you_mean(path.name, others, f"put it into `sections`; {_WRITE}")
            return finding("SRC110", span, f"there is no template `{name}`", hint)
        fault = _fault(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return finding("SRC102", span, f"the template `{name}` cannot be read: {reason}")
    hint = "save it in Word as “Word Document (.docx)”"
    return finding("SRC110", span, f"the template `{name}` {fault}", hint) if fault else None


def _fault(path: Path) -> str:
    """Return why a file is no template; the build looks at its tags."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return "is no DOCX"
    if _MAIN not in names:
        return "is no DOCX"
    return "has macros" if any("vbaproject" in name.lower() for name in names) else ""
