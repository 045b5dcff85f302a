"""Read the built files back and prove that they say what the edition says."""

from __future__ import annotations

import argparse
from pathlib import Path

from igreport.cli import choice
from igreport.errors import UsageError

HELP = "prove that the built files say what the edition says"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    choice.add_editions(parser)
    choice.add_root(parser)
    parser.add_argument("--output", type=Path, help="the folder that was built into (default: build/)")


def run(arguments: argparse.Namespace) -> int:
    """Return 1 where a file says something else."""
    from igreport.sources.load import load

    root = choice.root(arguments)
    names = choice.editions(arguments, root)
    report = load(root, names)
    return max(_verify(report, name, root, (arguments.output or root / "build") / name) for name in names)


def _verify(report: object, name: str, root: Path, folder: Path) -> int:
    from igreport.check.reporters import text
    from igreport.edition import manifest
    from igreport.edition.assemble import assemble
    from igreport.edition.verify import verify
    from igreport.model.report import Report

    assert isinstance(report, Report)
    edition = report.edition(name)
    found = manifest.read(folder)
    if edition is None or found is None or found.get("edition") != name:  # a draft's, perhaps
        raise UsageError(f"edition {name} is not built in {folder}", f"build it first: igreport build {name}")
    if errors := report.errors(edition):
        print(text.report(errors), end="")
        return 1
    document = assemble(report, edition, root)
    wrong = 0
    for format_name, entry in found["files"].items():
        path = folder / Path(str(entry["path"])).name
        if not path.is_file():
            raise UsageError(f"{path} is gone", f"build it again: igreport build {name}")
        differences = verify(document, format_name, path)
        for difference in differences:
            print(f"{path}: {difference.where}: {difference.message}")
        if manifest.sha256(path) != entry["sha256"]:
            print(f"{path}: the file was changed after it was built")
            wrong += 1
        wrong += len(differences)
        if not differences:
            print(f"{path}: says what the edition says")
    return 1 if wrong else 0
