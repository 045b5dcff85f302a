"""What reporters need to know beside findings, as this command line has it."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from igreport.cli import report_files
from igreport.version import __version__

if TYPE_CHECKING:
    from igreport.check.reporters import Context


def context(root: Path, command: str, **counts: Any) -> Context:
    """Return the context for findings about the report in `root`; `counts` as `Context` names them."""
    from igreport.check.reporters import Context

    return Context(
        lines=cache(lambda path: report_files.lines(root, path)),
        command=command,
        folder=report_files.prefix(root),
        version=__version__,
        is_coloured=sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb",
        width=shutil.get_terminal_size().columns if sys.stdout.isatty() else 0,
        **counts,
    )
