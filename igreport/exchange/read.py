"""A file → Imported: looked at first, then read by the importer of its format, which is found by its name."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from igreport.exchange import guard, importers
from igreport.exchange.imported import Imported, Options


def formats() -> list[str]:
    """Return the formats that can be imported."""
    return sorted(module.name for module in pkgutil.iter_modules(importers.__path__) if "_" not in module.name)


def read(path: Path, format_name: str, options: Options) -> Imported:
    """Return the report in the file; raise ImportRefused, with one clear line, where it cannot be read."""
    if format_name == "docx":
        guard.check_docx(path)
    else:
        guard.read_text(path, may_declare=format_name == "html")
    imported: Imported = importlib.import_module(f"igreport.exchange.importers.{format_name}").read(path, options)
    return imported
