"""Visit → verdict, with the reason in words.

The order of the questions is the order of their certainty: what the network said, HTTP's status, what stands before the page,
what says that it is none, and at last whether it is the page that was cited.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from igreport.links import changed, soft_404, walls
from igreport.links.error_words import strength
from igreport.links.places import without_address
from igreport.links.targets import Target
from igreport.links.title_words import is_named
from igreport.links.visit import Page, Visit
from igreport.model.link import LinkRecord, Verdict

_DEAD = {404: "HTTP 404", 410: "HTTP 410: gone"}
_BLOCKED = {
    401: "asks for a login (HTTP 401)",
    402: "asks for a payment (HTTP 402)",
    403: "refuses robots (HTTP 403)",
    405: "refuses robots (HTTP 405)",
    406: "refuses robots (HTTP 406)",
    407: "a proxy asks for a login (HTTP 407)",
    429: "asked too often, also after waiting (HTTP 429)",
    451: "withheld for legal reasons (HTTP 451)",
    999: "refuses robots (HTTP 999)",
}
_UNCHECKED = frozenset(["no-network", "refused", "budget"])
_PERMANENT = frozenset([301, 308])
_EMPTY = hashlib.sha256().hexdigest()
_FOR_ALL = "the site answers so for every address, also for those that do not exist"


@dataclass(frozen=True)
class Finding:
    """A verdict, and why; without a reason where the page is there."""

    verdict: Verdict
    reason: str | None = None


def said(visit: Visit) -> tuple[str, str]:
    """Return a page's title and heading, without its address where they only repeat it."""
    page = visit.page or Page()
    return without_address(page.title, visit), without_address(page.heading, visit)


def is_known(target: Target, visit: Visit) -> bool:
    """Return whether a page says of itself what its reference says."""
    return strength(target.title) < 2 and is_named(target.title, *said(visit))


def find(target: Target, visit: Visit, before: LinkRecord | None, probe: Visit | None = None) -> Finding:
    """Return the verdict on a visit alone."""
    return _of_network(visit) or _of_status(visit, before) or _of_page(target, visit, before, probe)


def _of_network(visit: Visit) -> Finding | None:
    """Judge what failed before there was an answer; None where there is one that tells more."""
    failure = visit.failure
    if failure is None:
        return None
    if failure.kind in _UNCHECKED:
        is_shown = failure.kind == "budget" and is_success(visit.status) and _shows_something(visit.page)
        return None if is_shown else Finding("unchecked", failure.message)
    if failure.kind == "no-host":
        return Finding("dead", failure.message)
    is_answered = visit.status is not None and (is_success(visit.status) or visit.status >= 400)
    return None if is_answered and failure.kind != "redirects" else Finding("failing", failure.message)


def is_success(status: int | None) -> bool:
    """Return whether a status of HTTP is one of success (RFC 9110, section 15.3)."""
    return status is not None and 200 <= status < 300


def _shows_something(page: Page | None) -> bool:
    return page is not None and bool(page.title or page.heading or page.words)


def _of_status(visit: Visit, before: LinkRecord | None) -> Finding | None:
    """Judge all statuses of HTTP but success."""
    status = visit.status
    if is_success(status) or status == 300:
        return None
    if status == 304 and before is not None:
        return Finding("changed", before.reason) if before.verdict == "changed" else _by_hops(visit)
    if name := walls.wall(visit, is_known=False):
        return Finding("blocked", f"{name}, HTTP {status}")
    if status in _DEAD:
        return Finding("dead", _DEAD[status])
    if status in _BLOCKED:
        maker = walls.maker(visit)
        return Finding("blocked", f"{_BLOCKED[status]}, {maker}" if maker else _BLOCKED[status])
    return Finding("failing", f"HTTP {status}")


def _of_page(target: Target, visit: Visit, before: LinkRecord | None, probe: Visit | None) -> Finding:
    page = visit.page
    if name := walls.wall(visit, is_known=is_known(target, visit)):
        return Finding("blocked", name)
    if visit.failure and not _shows_something(page):
        return Finding("failing", visit.failure.message)
    if page is None:
        return _of_file(visit, probe)
    return (
        _before_page(target, visit, page)
        or _instead_of_page(target, visit, page, probe)
        or _of_change(target, visit, page, before)
        or _by_hops(visit)
    )


def _of_file(visit: Visit, probe: Visit | None) -> Finding:
    if soft_404.ends_at_home(visit, ""):
        return Finding("soft-404", "ends at the home page")
    if visit.status in (204, 205) or visit.sha256 == _EMPTY:
        return Finding("failing", "the answer is empty")
    if probe and soft_404.is_as_probe(visit, probe):
        return Finding("soft-404", _FOR_ALL)
    return _by_hops(visit)


def _before_page(target: Target, visit: Visit, page: Page) -> Finding | None:
    """Judge what stands before a page."""
    named = is_known(target, visit)
    if walls.consent(visit):
        return Finding("blocked", "asks for consent first")
    if walls.login(visit, is_known=named):
        return Finding("soft-404", "asks for a login")
    if soft_404.ends_at_home(visit, target.title):
        return Finding("soft-404", "ends at the home page")
    if soft_404.ends_at_error(visit, is_known=named):
        return Finding("soft-404", "ends at an error page")
    if walls.is_shell(page, is_known=named) and not visit.failure:
        return Finding("blocked", "only a browser can show it")
    return None


def _instead_of_page(target: Target, visit: Visit, page: Page, probe: Visit | None) -> Finding | None:
    """Judge what says that there is no page."""
    if not _shows_something(page):
        return Finding("failing", "the page is empty")
    named = is_known(target, visit)
    if not named and (reason := soft_404.nothing_there(page)):
        return Finding("soft-404", reason)
    if not named and soft_404.is_maintenance(page):
        return Finding("failing", "the site says that it is under maintenance")
    if words := soft_404.error_page(page, target.title):
        return Finding("soft-404", f"the page says “{words[:100]}”")
    if probe and not named and soft_404.is_as_probe(visit, probe):
        if soft_404.is_shell_for_all(page):
            return Finding("blocked", "only a browser can show it")
        return Finding("soft-404", _FOR_ALL)
    return None


def _of_change(target: Target, visit: Visit, page: Page, before: LinkRecord | None) -> Finding | None:
    """Judge whether it is another page than the one that was cited."""
    if visit.failure or is_known(target, visit) or (before and _is_settled(target, before)):
        return None
    if before and changed.differs_from_ledger(page, before):
        return Finding("changed", f"the page is “{page.title[:80]}” now, and was “{(before.title or '')[:80]}”")
    is_new = before is None or not before.sketch or before.verdict == "changed"
    if is_new and visit.is_whole and changed.differs_from_title(page, target.title):
        return Finding("changed", f"the page is “{page.title[:80]}”, without a word of the reference's title")
    return None


def _is_settled(target: Target, before: LinkRecord) -> bool:
    """Return whether a person opened the page after it was found changed."""
    accessed = target.accessed.start if target.accessed else None
    days = [str(target.verified or ""), str(accessed) if accessed and accessed.day else ""]
    return before.verdict == "changed" and max(days) >= (before.checked or "")[:10]


def _by_hops(visit: Visit) -> Finding:
    """Judge a page that is there by how it was reached."""
    if not visit.hops:
        return Finding("ok")
    return Finding("moved" if all(hop.status in _PERMANENT for hop in visit.hops) else "redirected")
