"""Whether an edition that was released may be released again: it says the same, or a revision says what has changed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from igreport.check.rules.rel import changed_without_revision
from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.report import Edition, Released
from igreport.publish.content import COVER, Content
from igreport.publish.gate import REVISION, Gate


def gate(edition: Edition, content: Content) -> Gate:
    """Return the gate: passed by what was never released, is as it was released, or has a new revision."""
    released = edition.settings.released
    if not released or released[-1].content == content.sha256:
        return Gate(REVISION)
    return Gate(REVISION, tuple(_refused(edition, released[-1], content)))


def _refused(edition: Edition, last: Released, content: Content) -> Iterator[Diagnostic]:
    revisions, rule = edition.settings.revision, changed_without_revision.RULE
    place = edition.settings.where("revision") if revisions else Span(f"{edition.path}/edition.yaml")
    if len(revisions) <= last.revisions:
        what = " and ".join(changes(edition, last, content)) or "something has changed"
        hint = (
            "add an entry to `revision:`, as `- {date: 2025-10-20, changed: The date in section WSIS+20 is right now}`"
        )
        yield rule.found(place, f"since the last release {what}, and no revision says so", hint)
        return
    before = _day(edition, last.revisions)
    new = max(revision.date for revision in revisions[last.revisions :])
    if before and new < before:
        message = f"the newest revision is of {new}, before the last release ({before})"
        yield rule.found(place, message, "write the day of the change, and put new entries behind the old ones")


def _day(edition: Edition, revisions: int) -> datetime.date | None:
    """Return the date that the last release bore: of its newest revision, or else of its publication."""
    settings = edition.settings
    known = [settings.published, *(revision.date for revision in settings.revision[:revisions])]
    return max((day for day in known if day), default=None)


def changes(edition: Edition, last: Released, content: Content) -> list[str]:
    """Return in words which parts are not as they were released; nothing where that was not kept."""
    before = dict(_named(part) for part in last.parts)
    if not before:
        return []
    after, titles = content.parts, _titles(edition)
    found = [f"{_title(name, titles)} has changed" for name in after if name in before and after[name] != before[name]]
    found += [f"{_title(name, titles)} is new" for name in after if name not in before]
    found += [f"{_title(name, titles)} is gone" for name in before if name not in after]
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        found.append("the sections have another order")
    return found


def _named(part: str) -> tuple[str, str]:
    name, _, digest = part.rpartition(" ")
    return name, digest


def _titles(edition: Edition) -> dict[str, str]:
    return {section.path.rpartition("/")[2]: section.front.title for section in edition.sections}


def _title(name: str, titles: dict[str, str]) -> str:
    if name == COVER:
        return "the cover"
    return f"section {titles[name]} ({name})" if name in titles else f"section {name}"
