"""All rules: the modules below `igreport/check/rules/`, and those that installed packages add."""

from __future__ import annotations

import functools
import importlib
import sys
from pathlib import Path
from typing import cast

from igreport.check.rule import RuleModule
from igreport.errors import ToolError

ENTRY_POINTS = "igreport.rules"
ADDED = "added"  # the family of the rules that other packages add
# Two processes judge an edition in less time when each imports and runs about half of the rules; those of the first half
# share the dates and names of a text.
FIRST_HALF = ("dat", "doc", "nam", "num")
# Their findings are made by `igreport.sources`, and those of `rel` by `igreport.publish`: there is nothing to run.
READING = ("img", "md", "rel", "src", "yml")
Families = tuple[str, ...]
_FOLDER = Path(__file__).parent / "rules"


@functools.cache
def rules(families: Families = ()) -> tuple[RuleModule, ...]:
    """Return the rules of some families, or all, by code; raise ToolError for one of another package that is no rule."""
    own = [cast(RuleModule, importlib.import_module(name)) for name in module_names(families)]
    added = _added() if ADDED in families or not families else []
    return tuple(sorted((*own, *added), key=lambda rule: rule.RULE.code))


def module_names(families: Families = ()) -> list[str]:
    """Return the names of the modules of our own rules: `igreport.check.rules.dat.impossible_date`."""
    return [
        f"igreport.check.rules.{path.parent.name}.{path.stem}"
        for path in sorted(_FOLDER.glob("*/*.py"))
        if not path.stem.startswith("_") and (path.parent.name in families or not families)
    ]


def halves() -> tuple[Families, Families]:
    """Return all families, in two groups that take about as long."""
    done = {*FIRST_HALF, *READING, "__pycache__"}
    others = sorted(path.name for path in _FOLDER.iterdir() if path.is_dir() and path.name not in done)
    return FIRST_HALF, (*others, ADDED)


def _added() -> list[RuleModule]:
    """Return the rules of other packages: each entry point of the group names a module."""
    if not _are_announced():
        return []
    from importlib.metadata import entry_points

    found = []
    for point in entry_points(group=ENTRY_POINTS):
        try:
            module = point.load()
        except (Exception, SystemExit) as error:  # one that ends the program would end it as if all were well
            raise ToolError(f"the rule `{point.name}` of another package cannot be loaded: {error}") from error
        if not isinstance(module, RuleModule):
            raise ToolError(f"`{point.value}`, named as a rule, has no RULE", "see docs/rules/your-own.md")
        found.append(module)
    return found


def _are_announced() -> bool:
    """Say whether any package may add rules: a look at the files that importlib.metadata would take much longer to parse."""
    group = ENTRY_POINTS.encode()
    for folder in {Path(folder) for folder in sys.path if folder}:
        for path in folder.glob("*-info/entry_points.txt"):
            if group in path.read_bytes():
                return True
    return False
