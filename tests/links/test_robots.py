"""robots.txt, by RFC 9309: what is allowed, what stands for what, and that nobody can hold up a run with it."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from igreport.links.network import Network
from igreport.links.robots import Robots
from igreport.model.report import LinkSettings

AGENT = "igreport/1.0 (+editor@example.org)"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site:
    """A server on 127.0.0.21 that answers every request in the same way, and counts them."""

    def __init__(self, answer: Handler) -> None:
        self.answer, self.asked = answer, list[str]()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request.path)
        return await self.answer(request)  # type: ignore[arg-type]

    async def __aenter__(self) -> str:
        self.runner = web.ServerRunner(web.Server(self.handle))
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.21", 0).start()
        return f"http://127.0.0.21:{self.runner.addresses[0][1]}"

    async def __aexit__(self, *_: object) -> None:
        await self.runner.cleanup()


def saying(text: str | bytes, status: int = 200, **headers: str) -> Handler:
    body = text.encode() if isinstance(text, str) else text

    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, body=body, headers=headers)

    return answer


def allowed(answer: Handler, *paths: str, product: str = "") -> list[str]:
    """Return which of the paths may be asked for."""

    async def run() -> list[str]:
        async with Site(answer) as base, Network(LinkSettings(), agent=AGENT, allow_private=True, timeout=1) as network:
            robots = Robots(network)
            return [path for path in paths if await robots.allows(base + path, product)]

    return asyncio.run(run())


RULES = """\ufeffUser-agent: *
Disallow: /

User-agent: other
User-agent: IGReport/2.0 # us
Disallow: /private
Allow: /private/but
Disallow: /*.pdf$
Disallow: /caf%C3%A9

User-agent: archive.org_bot
Disallow: /papers
"""


def test_our_own_group_counts_and_the_longest_rule() -> None:
    paths = ("/", "/private", "/private/but/this", "/a.pdf", "/a.pdf?page=2", "/café", "/papers")
    assert allowed(saying(RULES), *paths) == ["/", "/private/but/this", "/a.pdf?page=2", "/papers"]


def test_without_a_group_of_ours_the_one_for_all_counts() -> None:
    assert allowed(saying("User-agent: *\nDisallow: /a\n\nUser-agent: ig\nDisallow: /b\n"), "/a", "/b") == ["/b"]
    assert allowed(saying("User-agent: other\nDisallow: /\n"), "/a") == ["/a"]


def test_another_robots_name_can_be_asked_for() -> None:
    assert allowed(saying(RULES), "/papers/1", "/about", product="archive.org_bot") == ["/about"]
    assert allowed(saying(RULES), "/about", product="ia_archiver") == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, ["/a"]), (401, ["/a"]), (410, ["/a"]), (429, []), (500, []), (503, []), (599, []), (302, ["/a"])],
)
def test_what_a_status_means(status: int, expected: list[str]) -> None:
    assert allowed(saying("User-agent: *\nDisallow: /\n", status), "/a") == expected


def test_a_page_instead_of_rules_allows_all() -> None:
    assert allowed(saying("<!doctype html><html><title>Not found</title>", 200), "/a") == ["/a"]
    assert allowed(saying(bytes(range(256)) * 100, 200), "/a") == ["/a"]


def test_packed_rules_are_read_and_broken_ones_allow_nothing() -> None:
    packed = gzip.compress(b"User-agent: *\nDisallow: /a\n")
    assert allowed(saying(packed, **{"Content-Encoding": "gzip"}), "/a", "/b") == ["/b"]
    assert allowed(saying(b"no gzip", **{"Content-Encoding": "gzip"}), "/a", "/b") == []
    assert allowed(saying(b"?", **{"Content-Encoding": "br"}), "/b") == []


def redirecting(times: int) -> Handler:
    async def answer(request: web.Request) -> web.Response:
        number = int(request.query.get("n", "0"))
        if number < times:
            return web.Response(status=301, headers={"Location": f"/robots.txt?n={number + 1}"})
        return web.Response(text="User-agent: *\nDisallow: /\n")

    return answer


def test_five_redirects_are_followed_and_no_more() -> None:
    assert allowed(redirecting(5), "/a") == []
    assert allowed(redirecting(6), "/a") == ["/a"]


def test_a_redirect_to_nowhere_allows_nothing() -> None:
    assert allowed(saying("", 301, Location="ftp://example.org/robots.txt"), "/a") == []
    assert allowed(saying("", 301, Location="http://[::1/robots.txt"), "/a") == []


def test_only_the_first_500_kibibytes_count() -> None:
    text = "User-agent: *\nDisallow: /early\n" + "#" * 500 * 1024 + "\nDisallow: /late\n"
    assert allowed(saying(text), "/early", "/late") == ["/late"]
    assert allowed(saying(gzip.compress(text.encode()), **{"Content-Encoding": "gzip"}), "/early", "/late") == ["/late"]


def test_rules_without_an_end_are_read_as_far_as_they_count() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(10**9)})
        await response.prepare(request)
        await response.write(b"User-agent: *\nDisallow: /a\n" + b"#" * 500 * 1024)
        await asyncio.sleep(2)
        return response

    assert allowed(answer, "/a", "/b") == ["/b"]


def test_a_server_that_does_not_answer_allows_nothing() -> None:
    async def silent(_: web.Request) -> web.Response:
        await asyncio.sleep(2)
        return web.Response()

    async def run() -> bool:
        async with Network(LinkSettings(), agent=AGENT, allow_private=True, timeout=0.2) as network:
            with socket.create_server(("127.0.0.21", 0)) as server:
                free = server.getsockname()[1]
            return await Robots(network).allows(f"http://127.0.0.21:{free}/a")

    assert not asyncio.run(run())
    assert allowed(silent, "/a") == []


def test_a_host_is_asked_once_also_by_several_at_a_time() -> None:
    site = Site(saying("User-agent: *\nDisallow: /b\n"))

    async def run() -> list[bool]:
        async with site as base, Network(LinkSettings(), agent=AGENT, allow_private=True) as network:
            robots = Robots(network)
            pages = [f"{base}/a", f"{base}/b", f"{base}/a?c"] * 5
            found = await asyncio.gather(*(robots.allows(page) for page in pages))
            await robots.allows(f"{base}/b", "ia_archiver")
            return found

    assert asyncio.run(run()) == [True, False, True] * 5
    assert site.asked == ["/robots.txt"]


def test_no_address_is_an_error() -> None:
    async def run() -> None:
        async with Network(LinkSettings(), agent=AGENT) as network:
            with pytest.raises(ValueError, match="address"):
                await Robots(network).allows("mailto:a@example.org")

    asyncio.run(run())


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: robot{number}\n" for number in range(25_000)) + "Disallow: /a\n",
        "".join(f"User-agent: *\nUser-agent: r{number}\nDisallow: /{number}\n" for number in range(10_000)),
        "User-agent: *\n" + "".join(f"Disallow: /*{number}*a*b*c*d$\n" for number in range(20_000)),
        "User-agent: *\nDisallow: " + "/*a" * 160_000,
        "User-agent: *\nDisallow: " + "$" * 480_000,
        "User-agent: " * 40_000,
        ":" * 490_000,
        "\n" * 490_000,
    ],
    ids=["agents", "groups", "wildcards", "one-wildcard", "dollars", "words", "colons", "lines"],
)
def test_hostile_rules_cost_no_time(text: str) -> None:
    begun = time.perf_counter()
    allowed(saying(text), "/" + "a" * 2000, "/b")
    assert time.perf_counter() - begun < 3
