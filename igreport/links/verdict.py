"""What became of an address: visit and earlier record → record. Nothing is asked here, and no clock is read."""

from __future__ import annotations

import datetime

from igreport.links import page_times
from igreport.links.finding import Finding, find, is_known, is_success, said
from igreport.links.places import is_home, slug
from igreport.links.sketch import overlap
from igreport.links.targets import Target
from igreport.links.title_words import stems
from igreport.links.visit import Page, Visit
from igreport.model.link import WORKING, LinkRecord, Verdict

_FAILED: frozenset[Verdict] = frozenset(["dead", "soft-404", "failing"])
_ARTICLE = 150  # words of a page with a date of publication, which needs no probe
_LONGEST_ETAG = 200
_LIKE = 0.5  # share of common words of a page that is as it was


def judge(
    target: Target, visit: Visit, before: LinkRecord | None, now: datetime.datetime, probe: Visit | None = None
) -> LinkRecord:
    """Return what is known of an address after a visit.

    `probe` is the visit of an address of the same site that cannot exist, where `wants_probe` asked for one. `now` is aware.
    """
    found = find(target, visit, before, probe)
    if found.verdict == "unchecked" and before is not None:
        return before
    known = before or LinkRecord(target.url, "unchecked")
    time = now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    since, failures = _failures(found.verdict, known, time)
    return LinkRecord(
        url=target.url,
        verdict=found.verdict,
        status=visit.status,
        final_url=visit.final_url if visit.hops else None,
        checked=time,
        last_ok=time if found.verdict in WORKING else known.last_ok,
        failing_since=since,
        failures=failures,
        archive=known.archive,
        reason=found.reason,
        **_of_page(visit, known, found, now),
    )


def _failures(verdict: Verdict, known: LinkRecord, time: str) -> tuple[str | None, int]:
    """Return since when and on how many days in a row an address did not work; a day counts once."""
    if verdict not in _FAILED:
        return None, 0
    if known.verdict not in _FAILED or not known.failures:
        return time, 1
    is_same_day = (known.checked or "")[:10] == time[:10]
    return known.failing_since or time, known.failures + (not is_same_day)


def _of_page(visit: Visit, known: LinkRecord, found: Finding, now: datetime.datetime) -> dict[str, str | None]:
    """Return what the page says of itself; what is known of it where it was not seen.

    Of a page that is another one now the old title and text stay, until a person has seen to it: else it would be the new one
    that is expected the next time.
    """
    old = {name: getattr(known, name) for name in ("title", "date", "modified", "text_sha256", "sketch", "etag")}
    if found.verdict not in WORKING or visit.status == 304:
        return old
    if found.verdict == "changed":
        return (old if known.title and known.sketch else _said(visit, now)) | {"etag": None}
    said = _said(visit, now)
    return (
        said
        if visit.failure is None
        else said | {"text_sha256": known.text_sha256, "sketch": known.sketch, "etag": None}
    )


def _said(visit: Visit, now: datetime.datetime) -> dict[str, str | None]:
    page = visit.page or Page()
    etag = visit.headers.get("etag", "")
    return {
        "title": page.title or page.heading or None,
        "date": page_times.day(page.published, now),
        "modified": page_times.day(page.modified or page_times.last_modified(visit.headers, now), now),
        "text_sha256": page.text_sha256 or visit.sha256 or None,
        "sketch": page.sketch or None,
        "etag": etag if visit.status == 200 and 0 < len(etag) <= _LONGEST_ETAG else None,
    }


def wants_probe(target: Target, visit: Visit, before: LinkRecord | None) -> bool:
    """Return whether only the answer for an address that cannot exist tells whether this is a page."""
    page = visit.page
    if page is None or visit.failure or not is_success(visit.status) or is_home(visit.url) or is_known(target, visit):
        return False
    if find(target, visit, before).verdict not in WORKING or (before and _is_as_before(page, before)):
        return False
    names = slug(visit.url)
    is_article = page.published is not None and page.words >= _ARTICLE
    return not is_article and not (names and names <= stems(*said(visit)))


def _is_as_before(page: Page, before: LinkRecord) -> bool:
    if before.verdict not in WORKING:
        return False
    if before.text_sha256 and before.text_sha256 == page.text_sha256:
        return True
    return bool(page.title) and before.title == page.title and overlap(before.sketch or "", page.sketch) >= _LIKE
