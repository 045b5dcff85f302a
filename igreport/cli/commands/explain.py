"""Print the manual page of a rule, by its code or its name; without one, the table of all rules."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from igreport.errors import UsageError

HELP = "print what a rule finds, why, and what to write instead"
_OWN_FILE = re.compile(r"[A-Z]{2,5}\d{3}\.md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "rules", nargs="*", metavar="RULE", help="a code, its beginning, or a name: DAT101, DAT, doubled-word"
    )
    parser.add_argument(
        "--write", type=Path, metavar="DIR", help="write a Markdown page for each rule into this folder"
    )


def run(arguments: argparse.Namespace) -> int:
    """Return 0."""
    from igreport.check import pages, select

    found = pages.pages()
    if arguments.write is not None:
        _write(arguments.write, pages.documents(found))
        return 0
    names = select.known()
    chosen = [word for text in arguments.rules for word in select.codes(text, names)]
    if not chosen:
        print(pages.table(found.values()), end="")
        return 0
    rows = [page for code, page in found.items() if any(select.covers(word, code) for word in chosen)]
    if any(word not in found for word in chosen):  # a family: which rules there are
        print(pages.table(rows), end="")
    else:
        print("\n\n".join(pages.plain(page) for page in rows), end="")
    return 0


def _write(folder: Path, documents: dict[str, str]) -> None:
    """Write the pages, and delete those of rules that are no more."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is not a folder")
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        if _OWN_FILE.fullmatch(path.name) and path.name not in documents:
            path.unlink()
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(documents)} files in {folder}")
