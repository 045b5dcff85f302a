"""One address → a Visit: redirects followed one by one, patience with what may pass, a page read as far as is needed."""

from __future__ import annotations

import asyncio
import datetime
import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import aiohttp
import tenacity

from igreport.links.body import MOST, Body
from igreport.links.failures import ERRORS, failure_of
from igreport.links.network import Network, wire
from igreport.links.page_times import http_time
from igreport.links.unpack import BrokenBodyError
from igreport.links.visit import Failure, Hop, Page, Visit

MOST_REDIRECTS = 10
LONGEST_WAIT = 60.0  # seconds for which `Retry-After` is obeyed, in all for one address
_REDIRECTS = frozenset([301, 302, 303, 307, 308])
_WITHOUT_PAGE = _REDIRECTS | {204, 304}
_PASSING = frozenset([408, 425, 429, 500, 502, 503, 504])  # what may be another answer in a moment
_PASSING_FAILURES = frozenset(["connection", "reset", "protocol"])
_MOST_TRIES = 3
_MOST_TRIES_429 = 4
_FIRST_WAIT = 0.5  # seconds, doubled each time
_ENOUGH_OF_AN_ERROR = 64 * 1024  # bytes of a page that is not the source's
_LONGEST_ADDRESS = 8000  # characters; what servers and browsers take
_MOST_COOKIES = 8192  # characters of all cookies of a host; servers refuse to read more
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\udc80-\udcff]")  # what steers a terminal, and bytes that are no UTF-8
_SECOND = 0.5  # of the time for an answer, after which it is asked for a second time


@dataclass(frozen=True)
class Answer:
    """What came back for one request."""

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)  # names in small letters
    page: Page | None = None
    sha256: str = ""
    is_whole: bool = True
    failure: Failure | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)

    @property
    def retry_after(self) -> float | None:
        """Return for how many seconds the host asks to be left alone (RFC 9110, section 10.2.3)."""
        value = self.headers.get("retry-after", "").strip()
        if value.isdecimal():
            return float(value[:9])
        time = http_time(value)
        return max(0.0, (time - datetime.datetime.now(datetime.UTC)).total_seconds()) if time else None

    @property
    def may_pass(self) -> bool:
        """Return whether it is worth asking again."""
        if self.failure:
            return self.failure.kind in _PASSING_FAILURES
        return self.status in _PASSING


async def visit(network: Network, url: str, known: tuple[str, str] | None = None) -> Visit:
    """Ask for `url` and follow it to its page; never raises but for being cancelled.

    `known` is an address with its ETag: where it is asked for, the answer may be that nothing has changed (304).
    """
    if not _is_right(url):
        return Visit(url, url, failure=Failure("refused", "this is no address of a page"))
    hops: list[Hop] = []
    seen: set[tuple[str, str]] = set()
    here, cookies, tries = url, dict[str, str](), 0
    while True:
        headers = _headers(here, known, cookies)
        seen.add((here, headers.get("Cookie", "")))
        answer, attempts = await _patiently(network, here, headers)
        tries = max(tries, attempts)
        target = _target(here, answer)
        if target is None:
            break
        if urlsplit(target).netloc != urlsplit(here).netloc:
            cookies = {}  # they are the host's own
        elif len(_cookie({**cookies, **answer.cookies})) <= _MOST_COOKIES:
            cookies |= answer.cookies
        if failure := _wrong(target, hops, (target, _cookie(cookies)) in seen):
            answer = replace(answer, failure=failure)
            break
        hops.append(Hop(here, answer.status if answer.status in _REDIRECTS else 0))
        here = target
    return Visit(
        url,
        here,
        tuple(hops),
        answer.status,
        answer.headers,
        answer.page,
        answer.sha256,
        answer.is_whole,
        answer.failure,
        tries,
    )


def _headers(url: str, known: tuple[str, str] | None, cookies: Mapping[str, str]) -> dict[str, str]:
    headers = {"Cookie": _cookie(cookies)} if cookies else {}
    return headers | {"If-None-Match": known[1]} if known and known[0] == url else headers


def _cookie(cookies: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in sorted(cookies.items()))


def _target(here: str, answer: Answer) -> str | None:
    """Return where an answer sends on to; None where it is the last."""
    if answer.status in _REDIRECTS:
        where = answer.headers.get("location", "").strip()
    else:
        where = answer.page.refresh if answer.page and answer.status == 200 and not answer.failure else ""
    try:
        target = urldefrag(urljoin(here, _plain(where))).url if where else ""
    except ValueError:
        return ""
    if not target and answer.status in _REDIRECTS and not answer.failure:
        return ""
    return None if not target or (answer.status not in _REDIRECTS and target == urldefrag(here).url) else target


def _wrong(target: str, hops: list[Hop], is_circle: bool) -> Failure | None:
    """Return why a redirect is not followed."""
    if is_circle:
        return Failure("redirects", "it redirects in a circle")
    if len(hops) >= MOST_REDIRECTS:
        return Failure("redirects", f"it redirects more than {MOST_REDIRECTS} times")
    if len(target) > _LONGEST_ADDRESS:
        return Failure("protocol", "it redirects to an address that is too long")
    try:
        wire(target)
    except ValueError:
        return Failure("protocol", "it redirects to no address" if not target else f"it redirects to {target[:200]}")
    return None


async def _patiently(network: Network, url: str, headers: Mapping[str, str]) -> tuple[Answer, int]:
    """Ask until the answer is one that lasts, and return it with the number of attempts."""
    host = network.pace.host(str(wire(url).raw_host).lower())

    def leave_alone(state: tenacity.RetryCallState) -> None:
        answer = _result(state)
        if answer.status == 429 or answer.retry_after is not None:
            wait = _FIRST_WAIT if answer.retry_after is None else answer.retry_after
            host.wait_until(asyncio.get_running_loop().time() + wait)

    answer: Answer
    retrying = tenacity.AsyncRetrying(
        retry=tenacity.retry_if_result(lambda answer: answer.may_pass),
        stop=_is_enough,
        wait=_wait,
        before_sleep=leave_alone,
        retry_error_callback=_result,
    )
    answer = await retrying(_in_time, network, url, headers)
    return answer, int(retrying.statistics.get("attempt_number", 1))


def _is_right(url: str) -> bool:
    try:
        return bool(wire(url))
    except ValueError:
        return False


def _result(state: tenacity.RetryCallState) -> Answer:
    assert state.outcome
    answer: Answer = state.outcome.result()
    return answer


def _wait(state: tenacity.RetryCallState) -> float:
    """Return how long the host asks for, or else twice as long each time, and never as long as others wait."""
    wanted = _result(state).retry_after
    return _FIRST_WAIT * 2 ** (state.attempt_number - 1) * random.uniform(0.8, 1.2) if wanted is None else wanted


def _is_enough(state: tenacity.RetryCallState) -> bool:
    answer = _result(state)
    most = _MOST_TRIES_429 if answer.status == 429 else _MOST_TRIES
    return state.attempt_number >= most or state.idle_for + (answer.retry_after or 0) > LONGEST_WAIT


class _Begun:
    """How far a request is."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.has_status = False


async def _in_time(network: Network, url: str, headers: Mapping[str, str]) -> Answer:
    """Ask, and where there is no answer after half of the time ask once more beside it; the first answer counts.

    So a request that got lost is repeated, and a slow host still has all of its time (Dean and Barroso, "The Tail at Scale").
    """
    begun = _Begun()
    first = asyncio.create_task(_ask(network, url, headers, network.timeout, begun))
    tasks = {first}
    try:
        await _until_started(first, begun)
        await asyncio.wait(tasks, timeout=network.timeout * _SECOND)
        if not first.done() and not begun.has_status:
            tasks.add(asyncio.create_task(_ask(network, url, headers, network.timeout * (1 - _SECOND), _Begun())))
        return await _first_answer(tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _until_started(task: asyncio.Task[Answer], begun: _Begun) -> None:
    started = asyncio.create_task(begun.started.wait())
    try:
        await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        started.cancel()


async def _first_answer(tasks: set[asyncio.Task[Answer]]) -> Answer:
    """Return the first answer that has a status; where none has, the failure of the first request."""
    pending = set(tasks)
    done: list[Answer] = []
    while pending:
        ready, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        done += [task.result() for task in ready]
        if answer := next((answer for answer in done if answer.status is not None), None):
            return answer
        if len(done) == 1 and done[0].failure and done[0].failure.kind == "timeout":
            break  # the second one's time would be up as well
    return done[0]


async def _ask(network: Network, url: str, headers: Mapping[str, str], timeout: float, begun: _Begun) -> Answer:
    """Send one request and read its answer; a failure is an answer too."""
    answer = Answer()
    body: Body | None = None
    try:
        async with network.get(url, headers, timeout, begun.started.set) as response:
            begun.has_status = True
            answer = _head(response)
            if answer.status not in _WITHOUT_PAGE:
                body = _body(answer)
                await _read(response, body)
    except BrokenBodyError:
        answer = replace(answer, failure=Failure("protocol", "the page cannot be unpacked"))
    except ERRORS as error:
        answer = replace(answer, failure=await failure_of(error, str(wire(url).host), network))
    return _with_body(answer, body) if body else answer


def _head(response: aiohttp.ClientResponse) -> Answer:
    """Return status and headers; of two headers with one name the first counts."""
    headers = {name.lower(): _plain(value) for name, value in reversed(list(response.headers.items()))}
    cookies = {name: morsel.coded_value for name, morsel in response.cookies.items() if morsel.coded_value.isascii()}
    return Answer(response.status, headers, cookies=cookies)


def _plain(text: str) -> str:
    """Return what a server says with `%FC` for bytes that are no text, as addresses have them."""
    return _UNFIT.sub(lambda match: quote(match[0], errors="surrogateescape"), text)


def _body(answer: Answer) -> Body:
    most = MOST if answer.status == 200 else _ENOUGH_OF_AN_ERROR
    return Body(answer.headers.get("content-type", ""), answer.headers.get("content-encoding", ""), most)


async def _read(response: aiohttp.ClientResponse, body: Body) -> None:
    async for piece in response.content.iter_any():
        body.feed(piece)
        if body.is_full:
            return


def _with_body(answer: Answer, body: Body) -> Answer:
    page, digest, is_whole = body.close()
    failure = answer.failure
    if not is_whole and not body.is_full and failure is None:
        failure = Failure("reset", "the page was broken off")
    return replace(answer, page=page, sha256=digest, is_whole=is_whole and failure is None, failure=failure)
