#!/usr/bin/env python3
"""Change the conditions of rules one by one, and see whether an example of the rules fails: one that no example notices survives.

usage: python tools/mutate.py [--rules NAME,…] [--all] MODULE…

A MODULE is the file of a rule, which is judged by the rule's own examples in `tests/rules`, or of what rules share, which is
judged by those of `--rules` (`dat` names a family; else of all rules that import it). What is changed: comparisons, `and`,
`or`, `not`, numbers, strings that are compared, guard clauses, filters, and in regular expressions alternatives, quantifiers
and assertions. Each change runs in process on what the examples say, read once. Survivors are printed with their lines; those
that `tools/mutate_equivalent.txt` lists, with a reason, cannot change a finding and count apart.
Needs pytest, as the examples' test does.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib
import multiprocessing
import signal
import sys
import tempfile
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mutations import Mutation, mutations

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("mutate_equivalent.txt")
SECONDS = 3.0  # for all examples; a mutant that takes longer is a loop without end
sys.path.insert(0, str(ROOT / "tests/check"))


class Expected(NamedTuple):
    """An example, read: the report, where it must have findings (None: anywhere), their severity, and what fixes make of it."""

    rule: str
    example: Any
    report: Any
    texts: dict[str, str]
    manuscripts: dict[str, Any]
    places: list[tuple[str, int, int, int, int]] | None
    severity: str


class Survivor(NamedTuple):
    """A mutation that no example noticed."""

    line: int
    function: str
    change: str


@dataclass
class Outcome:
    """A mutation and whether an example failed."""

    mutation: Mutation
    is_killed: bool


def read(names: set[str], folder: Path) -> list[Expected]:
    """Return the examples of some rules."""
    import test_rule_examples as examples

    from igreport.check.manuscript import Manuscript
    from igreport.sources.load import load

    found = []
    for number, example in enumerate(each for each in examples.ALL if each.rule in names):
        root = examples.written(folder / str(number), example.files)
        report = load(root)
        manuscripts = {edition.identifier: Manuscript(report, edition) for edition in report.editions}
        texts = {path: (root / path).read_text("utf-8") for path in example.files}
        places = [] if example.kind == "Good" else examples.marked(example.files) or None
        severity = example.severity or examples.SEVERITIES[example.rule]
        found.append(Expected(example.rule, example, report, texts, manuscripts, places, severity))
    return found


def holds(expected: Expected, rule: Any) -> bool:
    """Whether a rule finds in an example what it must."""
    from igreport.check.fix import fixed

    found = findings(expected, rule)
    places = [(at.path, at.line, at.column, at.end_line, at.end_column) for at in (each.span for each in found)]
    is_right = bool(places) if expected.places is None else sorted(places) == expected.places
    return (
        is_right
        and all(each.severity == expected.severity for each in found)
        and all(
            fixed(expected.texts, found, unsafe="unsafe" in kind) == {**expected.texts, **files}
            for kind, files in expected.example.fixed.items()
        )
    )


def findings(expected: Expected, rule: Any) -> list[Any]:
    """Return what one rule finds, as `igreport.check.run.check` would."""
    from dataclasses import replace

    from igreport.check.run import chosen
    from igreport.check.suppress import suppressed

    report, manuscripts = expected.report, expected.manuscripts
    found: list[Any] = []
    if hasattr(rule, "check_source"):
        found += [each for reference in report.references.values() for each in rule.check_source(reference)]
    if hasattr(rule, "check"):
        found += [each for manuscript in manuscripts.values() for each in rule.check(manuscript)]
    if hasattr(rule, "collect"):
        facts = {identifier: rule.collect(manuscript) for identifier, manuscript in manuscripts.items()}
        found += rule.compare(replace(report, editions=()), facts)
    code = rule.RULE.code
    return [each for each in chosen(suppressed(found, report.suppressions), ()) if each.code == code]


def imports() -> dict[str, set[str]]:
    """Return, for each module of the package, which others import it, directly or not."""
    direct: dict[str, set[str]] = {}
    for path in (ROOT / "igreport").rglob("*.py"):
        name = module_name(path)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("igreport"):
                for used in {node.module, *(f"{node.module}.{each.name}" for each in node.names)}:
                    direct.setdefault(used, set()).add(name)
    changed = True
    while changed:
        changed = False
        for users in direct.values():
            more = {user for each in users for user in direct.get(each, ())} - users
            users |= more
            changed = changed or bool(more)
    return direct


def module_name(path: Path) -> str:
    """Return `igreport.check.events` for its file."""
    return ".".join(path.resolve().relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def placed(name: str, module: types.ModuleType | None) -> None:
    """Make a module the one that others import, or let it be imported anew."""
    package, _, last = name.rpartition(".")
    parent = sys.modules.get(package)
    if module is None:
        sys.modules.pop(name, None)
        if parent is not None and hasattr(parent, last):
            delattr(parent, last)
        return
    sys.modules[name] = module
    if parent is not None:
        setattr(parent, last, module)


class TooLongError(Exception):
    """A mutant does not end."""


def _stop(*_: object) -> None:
    raise TooLongError


class Judge:
    """The examples of some rules, and which modules must be imported anew when one is changed."""

    def __init__(self, path: Path, rules: dict[str, str], examples: list[Expected]) -> None:
        self.name = module_name(path)
        self.rules = rules  # module by the rule's name
        self.examples = list(examples)
        users = imports().get(self.name, set())
        self.users = [name for name in users if name in sys.modules and name.startswith("igreport.check")]
        self.forgets_dates = ".sources." in self.name

    def fails(self, tree: ast.Module) -> bool:
        """Whether a changed module makes an example fail; the one that failed is tried first the next time."""
        signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            return self._fails(tree)
        except (Exception, TooLongError):
            return True
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _fails(self, tree: ast.Module) -> bool:
        module = types.ModuleType(self.name)
        module.__file__ = self.name
        for name in self.users:
            placed(name, None)
        placed(self.name, module)
        exec(compile(tree, self.name, "exec"), module.__dict__)
        found = {name: importlib.import_module(path) for name, path in self.rules.items()}
        for number, example in enumerate(self.examples):
            if not holds(example, found[example.rule]):
                self.examples.insert(0, self.examples.pop(number))
                return True
        return False


def judged(path: Path, wanted: str) -> list[Outcome]:
    """Return what became of all mutations of a module."""
    from igreport.check.catalogue import rules

    name = module_name(path)
    modules = {rule.RULE.name: rule.__name__ for rule in rules()}  # type: ignore[attr-defined]
    meant = chosen_rules(name, modules, wanted)
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(path, {each: modules[each] for each in meant}, read(meant, Path(folder)))
        tree = ast.parse(path.read_text("utf-8"))
        if judge.fails(copy.deepcopy(tree)):
            raise AssertionError(f"{path}: the examples fail without any change")
        return [Outcome(each, judge.fails(each.tree)) for each in mutations(tree)]


def chosen_rules(name: str, modules: dict[str, str], wanted: str) -> set[str]:
    """Return the rules whose examples judge a module."""
    if ".rules." in name:
        return {each for each, module in modules.items() if module == name}
    if wanted:
        parts = set(wanted.split(","))
        return {each for each, module in modules.items() if each in parts or module.split(".")[-2] in parts}
    users = imports().get(name, set())
    return {each for each, module in modules.items() if module in users}


def equivalent() -> dict[str, list[str]]:
    """Return, by module, the changes that cannot change a finding: whole, how they begin, or the function that they are in."""
    found: dict[str, list[str]] = {}
    rows: list[str] = []
    for line in EQUIVALENT.read_text("utf-8").splitlines() if EQUIVALENT.is_file() else ():
        if line.startswith("# "):
            rows = found.setdefault(line[2:].strip(), [])
        elif line.strip():
            rows.append(line.partition(" ## ")[0].strip())
    return found


def is_listed(survivor: Survivor, rows: list[str]) -> bool:
    """Whether a list names a change: `def _words` all of a function, `_LENGTH …` all that begin so, else the one."""
    return any(
        row == survivor.change
        or row == f"def {survivor.function}"
        or (row.endswith(" …") and survivor.change.startswith(row[:-2]))
        for row in rows
    )


def run(task: tuple[str, str]) -> tuple[str, int, list[Survivor]]:
    """Return how many mutations a module has, and those that no example noticed."""
    with contextlib.redirect_stdout(sys.stderr):
        found = judged(Path(task[0]), task[1])
    survivors = [each.mutation for each in found if not each.is_killed]
    return task[0], len(found), [Survivor(each.line, each.function, each.change) for each in survivors]


def main(write: Callable[[str], object] = print) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", nargs="+", type=Path)
    parser.add_argument("--rules", default="", help="names of rules or families, with commas")
    options = parser.parse_args()
    listed, table = equivalent(), []
    tasks = [(str(path), options.rules) for path in options.modules if path.stem != "__init__"]
    with multiprocessing.get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        for path, count, survivors in pool.imap(run, tasks):
            name = module_name(Path(path)).removeprefix("igreport.check.")
            left = [each for each in survivors if not is_listed(each, listed.get(name, []))]
            for each in left:
                write(f"  {name}:{each.line}: {each.function}: {each.change}")
            table.append((name, count, count - len(survivors), len(survivors) - len(left), len(left)))
            sys.stdout.flush()
    table.append(("all", *(sum(row[at] for row in table) for at in range(1, 5))))
    write(f"{'module':42}{'mutants':>9}{'killed':>8}{'equivalent':>12}{'left':>6}{'killed of the others':>22}")
    for name, count, killed, same, left in table:
        write(f"{name:42}{count:9}{killed:8}{same:12}{left:6}{killed / max(1, count - same):22.1%}")


if __name__ == "__main__":
    main()
