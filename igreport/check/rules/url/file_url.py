"""An address is that of a file on somebody's computer.

## What it does
Finds `file:` addresses and paths of a disk as a source's `URL`, and `file:` addresses in notes.

## Why is this bad
Nobody but its owner has the file, and the path may tell names that are nobody's business.

## Example
    URL: C:\\Users\\Editor\\Downloads\\roadmap.pdf

## Use instead
    URL: https://example.org/documents/roadmap.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.reference import Reference

RULE = Rule("URL108", "file-url", Severity.ERROR)

_FILE = re.compile(r"\s{0,9}(?:file:|[A-Z]:[\\/]|\\\\\w|~/|/(?:home|Users|Volumes|mnt|media|tmp)/)", re.IGNORECASE)
_IN_NOTES = re.compile(r"\bfile:/[^\s<>\"“”)]{0,300}[\w/]", re.IGNORECASE)
_HINT = "find the document on the web and write its address"


def is_file(text: str) -> bool:
    """Whether `text` is a path of a disk: `file:///home/x.pdf`, `C:\\x.pdf`, `\\\\server\\x.pdf`, `/home/x.pdf`."""
    return _FILE.match(text) is not None


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield `file:` addresses in notes."""
    for prose in manuscript.prose:
        if prose.kind == "note" and "file:" in prose.text.lower():
            for match in _IN_NOTES.finditer(prose.text):
                span = prose.span(*match.span())
                message = "the address is of a file on a computer"
                yield RULE.found(span, message, _HINT, note=manuscript.note_of(prose))


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield the source's address."""
    if is_file(reference.url):
        span = reference.value("URL", 0, len(reference.url))
        yield RULE.found(span, f"the address of the source `{reference.id}` is of a file on a computer", _HINT)
