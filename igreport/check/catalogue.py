"""All rules: the modules below `igreport/check/rules/`, and those that installed packages add."""

from __future__ import annotations

import functools
import importlib
from pathlib import Path
from typing import cast

from igreport.check.rule import RuleModule
from igreport.errors import ToolError

ENTRY_POINTS = "igreport.rules"
_FOLDER = Path(__file__).parent / "rules"


@functools.cache
def rules() -> tuple[RuleModule, ...]:
    """Return the rules by code; raise ToolError for one of another package that is no rule."""
    own = [cast(RuleModule, importlib.import_module(name)) for name in module_names()]
    return tuple(sorted((*own, *_added()), key=lambda rule: rule.RULE.code))


def module_names() -> list[str]:
    """Return the names of the modules of our own rules: `igreport.check.rules.dat.impossible_date`."""
    return [
        f"igreport.check.rules.{path.parent.name}.{path.stem}"
        for path in sorted(_FOLDER.glob("*/*.py"))
        if not path.stem.startswith("_")
    ]


def _added() -> list[RuleModule]:
    """Return the rules of other packages: each entry point of the group names a module."""
    from importlib.metadata import entry_points

    found = []
    for point in entry_points(group=ENTRY_POINTS):
        try:
            module = point.load()
        except Exception as error:
            raise ToolError(f"the rule `{point.name}` of another package cannot be loaded: {error}") from error
        if not isinstance(module, RuleModule):
            raise ToolError(f"`{point.value}`, named as a rule, has no RULE", "see docs/rules/your-own.md")
        found.append(module)
    return found
