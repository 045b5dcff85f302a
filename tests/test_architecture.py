"""The arrows of docs/architecture.md, parsed from the imports."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "igreport"
# What a room may import, besides itself. `igreport/__init__.py` only names the verbs' homes and is not a room.
ALLOWED = {
    "errors": set(),
    "version": set(),
    "pandoc": {"errors"},
    "model": {"errors"},
    "sources": {"errors", "model"},
    "check": {"errors", "model", "sources"},
    "edition": {"errors", "version", "pandoc", "model", "sources"},
    "links": {"errors", "version", "model", "sources"},
    "exchange": {"errors", "version", "pandoc", "model", "sources"},
    "publish": {"errors", "version", "model", "sources", "check", "edition", "links", "exchange"},
    "cli": {"errors", "version", "pandoc", "model", "sources", "check", "edition", "links", "exchange", "publish"},
    "__main__": {"cli"},
}
NAMES_THAT_SAY_NOTHING = {"util", "utils", "helpers", "common", "base", "misc"}


def modules() -> Iterator[tuple[str, Path]]:
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        if name:
            yield name, path


def imports(path: Path) -> Iterator[str]:
    """Yield the igreport modules that a file imports, below `igreport.`; also inside functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "igreport":
            for alias in node.names:
                yield ".".join([*node.module.split(".")[1:], alias.name])
        elif isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("igreport."):
                    yield alias.name.removeprefix("igreport.")


def room(name: str) -> str:
    return name.split(".")[0]


@pytest.mark.parametrize(("name", "path"), sorted(modules()), ids=lambda value: value if isinstance(value, str) else "")
def test_a_module_imports_only_what_its_room_may(name: str, path: Path) -> None:
    foreign = {room(target) for target in imports(path)} - {room(name)}
    assert foreign <= ALLOWED[room(name)]


def test_writers_and_verification_do_not_know_each_other() -> None:
    for name, path in modules():
        if name.startswith("edition.writers"):
            assert not [target for target in imports(path) if target.startswith("edition.verify")], name
        if name.startswith("edition.verify"):
            assert not [target for target in imports(path) if target.startswith("edition.writers")], name


def test_each_format_has_a_writer_and_a_reader() -> None:
    writers = {path.stem for path in (PACKAGE / "edition" / "writers").glob("*.py") if "_" not in path.stem}
    readers = {path.stem for path in (PACKAGE / "edition" / "verify").glob("*.py")}
    assert writers == {"pdf", "docx", "html"}
    assert writers <= readers


def test_there_is_no_cycle() -> None:
    known = dict(modules())
    edges = {name: {target for target in map(resolve(known), imports(path)) if target} for name, path in known.items()}
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        assert name not in above, " → ".join([*above, name])
        if name not in done:
            for target in edges[name]:
                visit(target, (*above, name))
            done.add(name)

    for name in edges:
        visit(name, ())


def resolve(known: dict[str, Path]):  # type: ignore[no-untyped-def]
    """Return a function from an imported name to the module that it is in; packages' own `__init__` stands for them."""

    def of(target: str) -> str:
        while target and target not in known:
            target = target.rpartition(".")[0]
        return target

    return of


def test_only_the_command_line_prints() -> None:
    for name, path in modules():
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        prints = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]
        assert not prints or room(name) == "cli", name


def test_names_say_something() -> None:
    assert not [name for name, _ in modules() if set(name.split(".")) & NAMES_THAT_SAY_NOTHING]
