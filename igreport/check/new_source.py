"""An address in a text → a citation, and the source that it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from igreport.model.diagnostic import Edit, Fix, Span
from igreport.model.reference import Reference

_UNSURE = re.compile(r"[:#]\s|\s|[\"'\\{}\[\]]|:\Z")  # what YAML could take as something else


@dataclass
class Sources:
    """The sources that there are, by id; their pages and the ends of their files are looked up once."""

    references: Mapping[str, Reference]
    ends: dict[str, Span | None] = field(default_factory=dict)

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """Return the first source's id of each page."""
        from igreport.sources.url_forms import same_page

        found: dict[str, str] = {}
        for key, reference in self.references.items():
            if reference.url:
                found.setdefault(same_page(reference.url), key)
        return found

    def end(self, path: str) -> Span | None:
        """Return where a new source is written in a file; None where that cannot be told."""
        if path not in self.ends:
            self.ends[path] = _end(self.references, path)
        return self.ends[path]


def fix(sources: Sources, edition: str, span: Span, address: str) -> Fix | None:
    """Return the edits that cite a source in the place of `address`; of a new one where none has that address yet.

    A new one goes to the end of `references/<edition>.yaml`; None where that file's end cannot be told.
    """
    from igreport.sources.url_forms import same_page

    url = address if "://" in address else f"https://{address}"
    if known := sources.pages.get(same_page(url)):
        return Fix.replace(span, f"[@{known}]", is_safe=False)
    end = sources.end(f"references/{edition}.yaml")
    if end is None or _UNSURE.search(url):
        return None
    name = _free(sources.references, url)
    host = url.partition("://")[2].partition("/")[0]
    item = f"\n- id: {name}\n  type: webpage\n  title: Untitled source ({host})\n  URL: {url}"
    return Fix((Edit(span, f"[@{name}]"), Edit(end, item)), is_safe=False)


def _end(references: Mapping[str, Reference], path: str) -> Span | None:
    """Return the empty span behind the last source of a file, where its items begin at the margin."""
    last = [reference for reference in references.values() if reference.where().path == path][-1:]
    if not last or last[0].where().column != 3 or last[0].where("id").column != 3:
        return None
    texts = [name for name, value in last[0].fields.items() if isinstance(value, str)]
    if any(last[0].quote_width(name) is None for name in texts):  # one that goes on over the next lines ends elsewhere
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
