"""A document is called a web page.

## What it does
Finds sources of the type `webpage` whose address is that of a file: PDF, Word, Excel, PowerPoint.

## Why is this bad
Such a file is a report or a document with pages; styles of citation treat it otherwise than a page of the web.

## Example
    - id: roadmap
      type: webpage
      URL: https://example.org/roadmap.pdf

## Use instead
    - id: roadmap
      type: report
      URL: https://example.org/roadmap.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.rule import Rule
from igreport.model.diagnostic import Diagnostic, Fix, Severity
from igreport.model.reference import Reference

RULE = Rule("REF110", "wrong-type", Severity.INFO)

_FILE = re.compile(r"[^?#]+\.(pdf|docx?|xlsx?|pptx?|odt)(?:[?#]|\Z)", re.IGNORECASE)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where a web page is a file."""
    match = _FILE.match(reference.url.partition("://")[2]) if reference.type == "webpage" else None
    if match:
        message = f"the source `{reference.id}` is a {match[1].upper()} file, not a web page"
        span = reference.value("type", 0, len("webpage"))
        yield RULE.found(span, message, "use `type: report` or `type: document`", fix=_fix(reference))


def _fix(reference: Reference) -> Fix | None:
    if reference.quote_width("type") is None:
        return None
    return Fix.replace(reference.value("type", 0, len("webpage")), "document", is_safe=False)
