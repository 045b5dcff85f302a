"""A source that is younger than the edition that cites it.

## What it does
Compares `issued` and `accessed` of the sources in an edition's own list with the edition's `published`.

## Why is this bad
Nobody can cite what appears later: the source's date is wrong, or the edition's.

## Example
    published: 2025-10-06   (edition.yaml)
    issued: 2025-11-03      (a source that the edition cites)

## Use instead
    issued: 2025-10-03

Sources that stand in another edition's list are let pass, as that edition may have read them again.
"""

from __future__ import annotations

from collections.abc import Iterator

from igreport.check.calendar_words import when
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.model.dates import PartialDate
from igreport.model.diagnostic import Diagnostic, Severity

RULE = Rule("DAT108", "after-publication", Severity.ERROR)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield the dates of cited sources that lie after the edition's publication."""
    published = manuscript.edition.settings.published
    if published is None:
        return
    parts = [published.year, published.month, published.day]
    where = manuscript.edition.settings.where("published", "=")
    for reference in manuscript.references:
        if not reference.where().path.endswith(f"/{manuscript.edition.identifier}.yaml"):
            continue
        for name in ("issued", "accessed"):
            date = reference.date(name)
            if date and not date.circa and (first := date.start) and _is_later(first, parts):
                note = manuscript.cited[reference.id][0].note or None
                late = f"after the edition was published ({published})"
                message = f"the source `{reference.id}` was {name} {when(first)}, {late}"
                span = reference.value(name)
                yield RULE.found(
                    span, message, f"correct `{name}`, or the edition's `published`", note=note, related=(where,)
                )


def _is_later(first: PartialDate, parts: list[int]) -> bool:
    return first.parts > parts[: len(first.parts)]
