"""The edition's reference document for pandoc: the branded template with the edition's data in it.

The only module that knows docxtpl. What authors wrote comes in as values, never as template code.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from igreport.model.document import Document, Labels

# Word's limit for a core property, which python-docx enforces with an exception.
_LONGEST_PROPERTY = 255


def render(document: Document, target: Path) -> None:
    """Write the reference document for `document` to `target`."""
    # Imported here: a tenth of a second that only a build for Word needs.
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    template = DocxTemplate(str(files("igreport.edition") / "templates" / "template.docx"))
    template.init_docx()
    properties = template.docx.core_properties
    tags = {name: getattr(properties, name) for name in ("title", "author", "subject", "language")}
    # docxtpl escapes the properties for XML, and python-docx escapes them again: `&` would show as `&amp;`.
    for name in tags:
        setattr(properties, name, "")
    values = context(document)
    template.render(values, SandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    plain = SandboxedEnvironment(undefined=StrictUndefined)
    for name, tag in tags.items():
        setattr(properties, name, plain.from_string(tag).render(values)[:_LONGEST_PROPERTY])
    if moment := _moment(document.published):
        properties.created = properties.modified = moment
    template.save(str(target))


def context(document: Document) -> dict[str, str]:
    """Return the values that a template's tags may name."""
    return {
        "title": document.title,
        "period": document.period,
        "edition": document.edition,
        "authors": ", ".join(document.authors),
        "publisher": document.publisher,
        "published": document.published_text,
        "language": document.language,
        **_page_words(document.labels),
    }


def _page_words(labels: Labels) -> dict[str, str]:
    """Return the words around the two numbers of “Page 1 of 9”; the numbers are Word's own fields."""
    before, _, rest = labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return {"page_before": before, "page_between": between, "page_after": after}


def _moment(published: str) -> datetime | None:
    """Return when the edition was published, else the build's SOURCE_DATE_EPOCH; never the time of this run."""
    if published:
        # A month or a year counts from its first day.
        return datetime.fromisoformat(f"{published}-01-01"[:10])
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else None
