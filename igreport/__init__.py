"""igreport: check and build footnoted policy reports.

The verbs and the values that flow between them:

    load(root) -> Report          files → what authors wrote, and what is wrong with it
    check(report) -> Diagnostics  the findings, by place
    assemble(report, edition, root) -> Document
    build(report, edition, root, output) -> Build
    verify(document, format, path) -> Differences
    release(root, edition, output, reasons) -> Result

Each is imported when it is first used, so that a command starts with what it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from igreport.version import __version__

if TYPE_CHECKING:
    from igreport.check.run import check
    from igreport.edition.assemble import assemble
    from igreport.edition.build import Build, build
    from igreport.edition.verify import verify
    from igreport.errors import IgreportError
    from igreport.model.artifact import Artifact
    from igreport.model.diagnostic import Diagnostic, Severity, Span
    from igreport.model.document import Document
    from igreport.model.report import Edition, Report
    from igreport.publish.release import release
    from igreport.sources.load import load

__all__ = [
    "Artifact",
    "Build",
    "Diagnostic",
    "Document",
    "Edition",
    "IgreportError",
    "Report",
    "Severity",
    "Span",
    "__version__",
    "assemble",
    "build",
    "check",
    "load",
    "release",
    "verify",
]

_HOMES = {
    "Artifact": "model.artifact",
    "Build": "edition.build",
    "Diagnostic": "model.diagnostic",
    "Document": "model.document",
    "Edition": "model.report",
    "IgreportError": "errors",
    "Report": "model.report",
    "Severity": "model.diagnostic",
    "Span": "model.diagnostic",
    "assemble": "edition.assemble",
    "build": "edition.build",
    "check": "check.run",
    "load": "sources.load",
    "release": "publish.release",
    "verify": "edition.verify",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"igreport has no {name!r}")
    return getattr(import_module(f"igreport.{_HOMES[name]}"), name)
