"""The rules' manual pages: made of their docstrings, for the terminal, for `docs/rules/`, and for SARIF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from igreport.model.diagnostic import Severity
from igreport.sources.findings import NAMES

if TYPE_CHECKING:
    from igreport.check.rule import RuleModule

FOLDER = "docs/rules"
INDEX = "README.md"
SECTIONS = ("What it does", "Why is this bad", "Example", "Use instead")
FAMILIES = {
    "SRC": "The folder and its files",
    "YML": "YAML",
    "MD": "Markdown",
    "IMG": "Images",
    "STY": "The look of the series",
    "LNK": "Links",
    "REF": "Sources",
    "CIT": "Notes and citations",
    "URL": "Addresses",
    "DAT": "Dates",
    "DOC": "Official documents",
    "NUM": "Numbers and counts",
    "NAM": "Names and abbreviations",
    "TXT": "Text and typography",
    "STR": "Structure",
    "REL": "Releases",
}
RELEASES = "REL"  # found by `igreport release`, which alone can let one pass
_OWN = "igreport.check.rules."
_WARNINGS = {"SRC107", "SRC108", "SRC109", "STY105"}  # found while reading, and no obstacle to a build


@dataclass(frozen=True)
class Page:
    """What is to be known of a rule: `text` is Markdown, its sections headed `## What it does` and so on."""

    code: str
    name: str
    severity: Severity
    title: str
    text: str
    is_own: bool = True  # False: of another package

    @property
    def family(self) -> str:
        """Return the letters of the code."""
        return _family(self.code)

    @property
    def sections(self) -> tuple[str, ...]:
        """Return the headings of the text."""
        return tuple(line[3:].strip() for line in self.text.split("\n") if line.startswith("## "))


def pages() -> dict[str, Page]:
    """Return the page of every rule by code, those of reading first where no rule has written a longer one."""
    from igreport.check.catalogue import rules  # which imports every rule

    found = {code: _of_reading(code, name) for code, name in NAMES.items()}
    for rule in rules():
        own = rule.RULE
        title, _, text = str(getattr(rule, "__doc__", None) or own.name).strip().partition("\n")
        found[own.code] = Page(own.code, own.name, own.severity, title.strip(), text.strip("\n"), _is_own(rule))
    return dict(sorted(found.items(), key=lambda row: _place(row[1])))


def _place(page: Page) -> tuple[int, str]:
    known = list(FAMILIES)
    return known.index(page.family) if page.family in known else len(known), page.code


def _of_reading(code: str, name: str) -> Page:
    words = name.replace("-", " ").capitalize()
    if code in _WARNINGS:
        return Page(code, name, Severity.WARNING, f"{words}.", "Found while the files are read.")
    text = "Found while the files are read. It cannot be ignored: no edition is built before it is mended."
    return Page(code, name, Severity.ERROR, f"{words}.", text)


def _is_own(rule: RuleModule) -> bool:
    return str(getattr(rule, "__name__", "")).startswith(_OWN)


def address(code: str) -> str | None:
    """Return where a rule's page stands in the project; None for a rule of another package, which has other letters."""
    return f"{FOLDER}/{code}.md" if _family(code) in FAMILIES else None


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def plain(page: Page) -> str:
    """Return the page for a terminal."""
    lines = [f"{page.code} {page.name} ({page.severity})", "", page.title, *_body(page)]
    if page.code not in NAMES and page.family != RELEASES:
        lines += ["", "To let one pass, with the reason:", f"    <!-- igreport: ignore {page.code} reason -->"]
    return "\n".join(lines) + "\n"


def _body(page: Page) -> list[str]:
    lines: list[str] = []
    for line in ["", *page.text.split("\n")] if page.text else []:
        if line.startswith("## "):
            lines += [line[3:], "-" * len(line[3:])]
        else:
            lines.append(line)
    return lines


def table(found: Iterable[Page]) -> str:
    """Return the codes with their names and first sentences, a paragraph a family."""
    rows = list(found)
    width = max((len(page.name) for page in rows), default=0)
    parts = []
    for family, group in groupby(rows, key=lambda page: page.family):
        lines = [f"{page.code:<7} {page.name:<{width}}  {page.severity:<7}  {page.title}" for page in group]
        parts.append("\n".join([f"{family}: {FAMILIES.get(family, 'of other packages')}", *lines]))
    return "\n\n".join(parts) + "\n"


def documents(found: Mapping[str, Page]) -> dict[str, str]:
    """Return the files of `docs/rules/` by name: a page for each of our own rules, and their index."""
    own = [page for page in found.values() if page.is_own]
    return {INDEX: _index(own)} | {f"{page.code}.md": markdown(page) for page in own}


def markdown(page: Page, index: str = INDEX) -> str:
    """Return the page as a Markdown file, with a link to the file `index`, or with none where there is no such file."""
    title = f"# {page.code} {page.name}\n\n{page.title}\n\nSeverity: {page.severity}."
    title += f" [All rules]({index})\n" if index else "\n"
    return f"{title}\n{_fenced(page.text)}\n" if page.text else title


def _fenced(text: str) -> str:
    """Return Markdown in which indented code stands apart from its heading, as Markdown wants it."""
    lines: list[str] = []
    for line in text.rstrip().split("\n"):
        if line.startswith("    ") and lines and lines[-1].startswith("## "):
            lines.append("")
        lines.append(line)
    return "\n".join(lines)


def _index(found: Iterable[Page]) -> str:
    parts = [
        "# Rules",
        "What `igreport check` finds; `igreport explain CODE` prints a page. An error is certainly wrong, a warning very\n"
        "likely, and an info is worth a look: it is shown with `--info`. [Rules of one's own](your-own.md) come from\n"
        "installed packages. These pages are made of the rules' docstrings by `igreport explain --write docs/rules`.",
    ]
    for family, group in groupby(found, key=lambda page: page.family):
        parts.append(f"## {family}: {FAMILIES.get(family, family)}")
        rows = [
            f"| [{page.code}]({page.code}.md) | {page.name} | {page.severity} | {_cell(page.title)} |" for page in group
        ]
        parts.append("\n".join(["| code | name | severity | |", "|---|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
