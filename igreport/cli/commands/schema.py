"""Print the JSON Schema of a kind of YAML file, or write all of them into a folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from igreport.errors import UsageError

HELP = "print the JSON Schemas of the YAML files"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--write", type=Path, metavar="DIR", help="write one file for each kind into this folder")


def run(arguments: argparse.Namespace) -> int:
    """Return 0."""
    from igreport.sources.schemas import schemas

    texts = {
        name: json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, schema in schemas().items()
    }
    if arguments.write is None:
        print("\n".join(texts.values()), end="")
        return 0
    if arguments.write.exists() and not arguments.write.is_dir():
        raise UsageError(f"{arguments.write} is not a folder")
    arguments.write.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (arguments.write / name).write_text(text, encoding="utf-8", newline="\n")
        print(arguments.write / name)
    return 0
