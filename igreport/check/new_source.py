"""An address in a text → a citation, and the source that it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping

from igreport.model.diagnostic import Edit, Fix, Span
from igreport.model.reference import Reference

_UNSURE = re.compile(r"[:#]\s|\s|[\"'\\{}\[\]]|:\Z")  # what YAML could take as something else


def fix(references: Mapping[str, Reference], edition: str, span: Span, address: str) -> Fix | None:
    """Return the edits that cite a source in the place of `address`; of a new one where none has that address yet.

    A new one goes to the end of `references/<edition>.yaml`; None where that file's end cannot be told.
    """
    url = address if "://" in address else f"https://{address}"
    if known := _known(references, url):
        return Fix.replace(span, f"[@{known}]", is_safe=False)
    end = _end(references, f"references/{edition}.yaml")
    if end is None or _UNSURE.search(url):
        return None
    name = _free(references, url)
    host = url.partition("://")[2].partition("/")[0]
    item = f"\n- id: {name}\n  type: webpage\n  title: Untitled source ({host})\n  URL: {url}"
    return Fix((Edit(span, f"[@{name}]"), Edit(end, item)), is_safe=False)


def _known(references: Mapping[str, Reference], url: str) -> str:
    from igreport.sources.url_forms import same_page

    page = same_page(url)
    same = (key for key, reference in references.items() if reference.url and same_page(reference.url) == page)
    return next(same, "")


def _end(references: Mapping[str, Reference], path: str) -> Span | None:
    """Return the empty span behind the last source of a file, where its items begin at the margin."""
    last = [reference for reference in references.values() if reference.where().path == path][-1:]
    if not last or last[0].where().column != 3 or last[0].where("id").column != 3:
        return None
    spans = [last[0].where(*place) for place in last[0].places]
    line, column = max((span.end_line, span.end_column) for span in spans)
    return Span(path, line, column, line, column)


def _free(references: Mapping[str, Reference], url: str) -> str:
    host = url.partition("://")[2].partition("/")[0].lower().removeprefix("www.")
    base = re.sub(r"[^a-z0-9]+", "-", host).strip("-") or "source"
    name, number = base, 1
    while name in references:
        number += 1
        name = f"{base}-{number}"
    return name
