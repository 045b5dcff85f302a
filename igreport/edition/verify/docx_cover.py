"""What the cover of a DOCX must print where a series has a Word template of its own, read from that template.

A template may set the edition's lines in its own order, several in one paragraph, among words of its own; so each of its
paragraphs is filled in here once more, by Jinja alone, and the DOCX is held against that. No line of the edition may be missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from igreport.edition.verify import docx
from igreport.edition.verify.reading import Block
from igreport.model.document import Document, cover, logo_text

_BREAK = "\a"  # between the lines of the imprint, which are paragraphs


def front(document: Document) -> list[Block]:
    """Return the blocks of the cover; those for which the template has no tag stand behind its own, the logo before them."""
    from jinja2 import meta
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment()
    values = _values(document)
    found: list[Block] = []
    names: set[str] = set()
    for block in docx.front(Path(document.template)):
        names |= meta.find_undeclared_variables(environment.parse(block.text))
        text = environment.from_string(block.text).render(values)
        lines = [" ".join(line.split()) for line in text.split(_BREAK)]
        found += [replace(block, text=line) for line in lines if line]
    if not names:
        found = []
    if document.logo and "logo" not in names:
        found.insert(0, Block("", values["logo"], ()))
    return found + [Block("", " ".join(text.split()), ()) for name, text in cover(document) if name not in names]


def left_out(document: Document, blocks: list[Block]) -> list[str]:
    """Return the lines of the cover that none of `blocks` prints; upper and lower case are the template's."""
    printed = "\n".join(block.text for block in blocks).casefold()
    return [text for _, text in cover(document) if " ".join(text.split()).casefold() not in printed]


def _values(document: Document) -> Mapping[str, str]:
    before, _, rest = document.labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    imprint = [text for name, text in cover(document) if name == "imprint"]
    return {
        **{name: text for name, text in cover(document) if name != "imprint"},
        "imprint": _BREAK.join(imprint),
        "logo": f"[image] {logo_text(document)}" if document.logo else "",
        "edition": document.edition,
        "identifier": document.identifier,
        "license": document.license,
        "language": document.language,
        "draft": document.labels.draft if document.draft else "",
        "page_before": before,
        "page_between": between,
        "page_after": after,
    }
