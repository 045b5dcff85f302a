"""What comes back for one address, whatever the server does."""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from igreport.links.fetch import visit
from igreport.links.network import Network
from igreport.links.visit import Visit
from igreport.model.report import HostSettings, LinkSettings
from tests.links.local_server import Server, answer, page, serving

Answers = Callable[[str, dict[str, str], int], bytes | None]


def visits(
    answers: Answers,
    targets: Sequence[str] = ("/",),
    *,
    timeout: float = 2,
    settings: LinkSettings | None = None,
    known: tuple[str, str] | None = None,
) -> tuple[list[Visit], Server]:
    async def run(server: Server) -> list[Visit]:
        network = Network(settings or LinkSettings(), agent="igreport", allow_private=True, timeout=timeout)
        tag = (server.url + known[0], known[1]) if known else None
        async with network:
            return await asyncio.gather(*(visit(network, server.url + target, tag) for target in targets))

    with serving(answers) as server:
        return asyncio.run(run(server)), server


def one(answers: Answers, **options: object) -> tuple[Visit, Server]:
    found, server = visits(answers, **options)  # type: ignore[arg-type]
    return found[0], server


def test_a_page() -> None:
    found, server = one(lambda *_: page("Title", "Some words. "))
    assert (found.status, found.failure, found.is_whole, found.attempts) == (200, None, True, 1)
    assert found.page
    assert (found.page.title, found.page.words) == ("Title", 3)
    assert found.final_url == found.url
    assert [target for target, _ in server.asked] == ["/"]


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 425])
def test_what_may_pass_is_asked_again(status: int) -> None:
    found, server = one(lambda *row: answer(status) if row[2] == 1 else page())
    assert (found.status, found.attempts, len(server.asked)) == (200, 2, 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 410, 451, 501, 999])
def test_what_lasts_is_asked_once(status: int) -> None:
    found, server = one(lambda *_: answer(status))
    assert (found.status, found.attempts, len(server.asked)) == (status, 1, 1)


def test_a_server_error_that_stays() -> None:
    found, server = one(lambda *_: answer(500))
    assert (found.status, found.attempts, len(server.asked)) == (500, 3, 3)


def test_retry_after_is_obeyed() -> None:
    found, server = one(lambda *row: answer(429, Retry_After="1") if row[2] == 1 else page())
    assert found.status == 200
    assert server.times[1] - server.times[0] >= 1


def test_retry_after_as_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=3), usegmt=True)
    found, server = one(lambda *row: answer(503, Retry_After=later) if row[2] == 1 else page())
    assert found.status == 200
    assert server.times[1] - server.times[0] > 1.5


@pytest.mark.parametrize("value", ["3600", "61", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_a_longer_wait_is_not_waited_for(value: str) -> None:
    start = time.monotonic()
    found, server = visits(
        lambda target, *_: answer(429, Retry_After=value) if target == "/" else page(), ["/", "/other"]
    )
    assert [row.status for row in found] == [429, 200]
    assert len(server.asked) == 2
    assert time.monotonic() - start < 2


@pytest.mark.parametrize("value", ["soon", "-5", "", "1e9", "Fri, 99 Foo 2100"])
def test_a_wrong_retry_after_is_none(value: str) -> None:
    found, _ = one(lambda *row: answer(429, Retry_After=value) if row[2] == 1 else page())
    assert found.status == 200


def test_the_host_is_left_alone_while_it_asks_for_it() -> None:
    def answers(target: str, _: object, count: int) -> bytes:
        return answer(429, Retry_After="1") if target == "/first" and count == 1 else page()

    settings = LinkSettings(per_host=1)
    _, server = visits(answers, ["/first", "/second", "/third"], settings=settings)
    assert server.asked[0][0] == "/first"
    assert server.times[1] - server.times[0] >= 1


def test_redirects() -> None:
    steps = {"/": (301, "/a"), "/a": (302, "b?c=d#e"), "/b?c=d": (308, "/end"), "/end": (0, "")}
    found, server = one(
        lambda target, *_: answer(steps[target][0], Location=steps[target][1]) if steps[target][0] else page()
    )
    assert [(hop.status, hop.url.removeprefix(server.url)) for hop in found.hops] == [
        (301, "/"),
        (302, "/a"),
        (308, "/b?c=d"),
    ]
    assert (found.status, found.final_url) == (200, server.url + "/end")


@pytest.mark.parametrize(
    ("count", "status"), [(10, 200), (11, 302), (50, 302)], ids=["as many as allowed", "one more", "many more"]
)
def test_a_chain_of_redirects(count: int, status: int) -> None:
    found, _ = one(
        lambda target, *_: page() if target == f"/{count}" else answer(302, Location=f"/{int(target[1:] or 0) + 1}"),
    )
    assert found.status == status
    assert (found.failure is not None) == (status == 302)


@pytest.mark.parametrize(
    "where", ["/", "/a", "", "http://", "http://[::1", "ftp://x/", "mailto:a@b", "//", "http://a b/", "\t"]
)
def test_redirects_that_lead_nowhere(where: str) -> None:
    found, _ = one(lambda target, *_: answer(301, Location=where if target == "/" else "/"))
    assert found.failure
    assert found.failure.kind in ("redirects", "protocol", "no-host", "no-network", "connection"), found.failure


def test_a_redirect_without_a_place() -> None:
    found, _ = one(lambda *_: b"HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n")
    assert found.failure
    assert found.failure.kind == "protocol"


@pytest.mark.parametrize(
    ("where", "leads"),
    [(b"/b\xfccher", "/b%FCcher"), ("/b\u00fccher".encode(), "/b\u00fccher"), (b"/a\x1b[31m", "/a%1B[31m")],
)
def test_a_redirect_with_bytes_that_are_no_address(where: bytes, leads: str) -> None:
    moved = b"HTTP/1.1 301 Moved\r\nLocation: " + where + b"\r\nContent-Length: 0\r\n\r\n"
    found, server = one(lambda target, *_: moved if target == "/" else page())
    assert (found.status, found.failure) == (200, None)
    assert found.final_url == server.url + leads


def test_a_redirect_to_an_address_of_any_length() -> None:
    found, server = one(lambda target, *_: answer(301, Location="/" + "x" * 30_000) if target == "/" else page())
    assert found.failure
    assert (found.failure.kind, len(server.asked)) == ("protocol", 1)


def test_headers_that_can_be_printed() -> None:
    found, _ = one(lambda *_: b'HTTP/1.1 200 OK\r\nETag: "\xfc\x1b[1m"\r\nContent-Length: 0\r\n\r\n')
    assert found.headers["etag"] == '"%FC%1B[1m"'


def test_a_circle_that_a_cookie_opens() -> None:
    def answers(_: str, headers: dict[str, str], __: int) -> bytes:
        return page() if "c=1" in headers.get("cookie", "") else answer(302, Location="/", Set_Cookie="c=1")

    found, _ = one(answers)
    assert found.status == 200


def test_a_page_that_sends_on_by_itself() -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/new">'
    found, server = one(lambda target, *_: page("Moved", head=refresh) if target == "/" else page("Here"))
    assert found.page
    assert found.page.title == "Here"
    assert [hop.status for hop in found.hops] == [0]
    assert found.final_url == server.url + "/new"


def test_no_answer_in_time() -> None:
    start = time.monotonic()
    found, server = one(lambda *_: None, timeout=1)
    assert found.failure
    assert found.failure.kind == "timeout"
    assert time.monotonic() - start < 1.8
    assert len(server.asked) == 2, "it is asked for a second time while the first goes on"


def test_a_request_that_got_lost() -> None:
    found, server = one(lambda *row: None if row[2] == 1 else page(), timeout=2)
    assert found.status == 200
    assert len(server.asked) == 2


def test_an_answer_that_takes_most_of_the_time() -> None:
    def slow(_: str, __: object, count: int) -> bytes:
        if count == 1:
            time.sleep(0.7)
        return page()

    found, _ = one(slow, timeout=1)
    assert found.status == 200


@pytest.mark.parametrize("pack", ["gzip", "zlib", "raw"])
def test_packed_bodies(pack: str) -> None:
    html = b"<title>Packed</title><p>" + b"word " * 100
    raw = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(html), "zlib": zlib.compress(html), "raw": raw.compress(html) + raw.flush()}[pack]
    found, _ = one(lambda *_: answer(200, packed, Content_Encoding="gzip" if pack == "gzip" else "deflate"))
    assert found.page
    assert (found.page.title, found.page.words, found.is_whole, found.failure) == ("Packed", 100, True, None)


def test_a_body_that_is_cut_off() -> None:
    html = b"<title>Cut</title><p>" + b"".join(b"word%d " % number for number in range(5000))
    packed = gzip.compress(html)[:-4000]
    found, _ = one(lambda *_: answer(200, packed, Content_Encoding="gzip"))
    assert found.failure
    assert (found.failure.kind, found.is_whole, found.attempts) == ("reset", False, 3)
    assert found.page
    assert found.page.title == "Cut"


def test_a_body_that_cannot_be_unpacked() -> None:
    found, _ = one(lambda *_: answer(200, b"no gzip at all", Content_Encoding="gzip"))
    assert found.failure
    assert (found.failure.kind, found.status) == ("protocol", 200)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(b"<title>Bomb</title>" + b"\0" * 50_000_000)
    start = time.process_time()
    found, _ = one(lambda *_: answer(200, bomb, Content_Encoding="gzip"))
    assert found.page
    assert (found.page.title, found.failure, found.is_whole) == ("Bomb", None, False)
    assert time.process_time() - start < 2


def test_of_a_long_page_the_beginning_is_read() -> None:
    found, _ = one(lambda *_: page("Long", "word " * 4_000_000), timeout=10)
    assert found.page
    assert (found.page.title, found.failure, found.is_whole) == ("Long", None, False)
    assert 100_000 < found.page.words < 110_000


def test_what_is_no_page_has_a_digest() -> None:
    found, _ = one(lambda *_: answer(200, b"%PDF-1.7 ...", Content_Type="application/pdf"))
    assert found.page is None
    assert len(found.sha256) == 64


@pytest.mark.parametrize("data", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<title>"])
def test_connections_that_break(data: bytes) -> None:
    found, server = one(lambda *_: data, timeout=2)
    assert found.failure
    assert found.failure.kind in ("reset", "timeout")
    assert len(server.asked) == (1 if data else 3), "what is slow is not asked for again"


@pytest.mark.parametrize("data", [b"SSH-2.0-OpenSSH\r\n\r\n", b"\0" * 100 + b"\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n"])
def test_what_is_no_http(data: bytes) -> None:
    found, _ = one(lambda *_: data)
    assert found.failure
    assert found.failure.kind == "protocol"


def test_long_headers() -> None:
    found, _ = one(lambda *_: answer(200, "<title>x</title>", X_Long="x" * 30_000))
    assert found.status == 200
    found, _ = one(lambda *_: answer(200, "<title>x</title>", X_Long="x" * 1_000_000))
    assert found.failure
    assert found.failure.kind == "protocol"


def test_a_host_that_refuses_connections() -> None:
    async def run() -> Visit:
        async with Network(LinkSettings(), agent="igreport", allow_private=True) as network:
            return await visit(network, "http://127.0.0.2:1/")

    found = asyncio.run(run())
    assert found.failure
    assert (found.failure.kind, found.attempts) == ("connection", 3)


def test_a_reserved_name_is_no_host() -> None:
    async def run() -> Visit:
        async with Network(LinkSettings(), agent="igreport") as network:
            return await visit(network, "http://nothing.invalid/page")

    found = asyncio.run(run())
    assert found.failure
    assert found.failure.kind == "no-host"


def test_nothing_has_changed() -> None:
    def answers(_: str, headers: dict[str, str], __: int) -> bytes:
        return answer(304) if headers.get("if-none-match") == '"tag"' else page()

    found, _ = one(answers, known=("/", '"tag"'))
    assert (found.status, found.page) == (304, None)
    found, _ = one(answers, known=("/other", '"tag"'))
    assert found.status == 200


def test_no_more_at_a_time_than_settings_say() -> None:
    targets = [f"/{number}" for number in range(30)]
    settings = LinkSettings(per_host=3, pause=50)
    found, server = visits(lambda *_: page(), targets, settings=settings)
    assert {row.status for row in found} == {200}
    assert server.most_in_flight <= 3
    assert min(later - earlier for earlier, later in pairwise(server.times)) >= 0.049


def test_a_host_with_a_pace_of_its_own() -> None:
    settings = LinkSettings(hosts=(HostSettings("127.0.0.2", 1, 300),))
    _, server = visits(lambda *_: page(), ["/1", "/2", "/3"], settings=settings)
    assert server.most_in_flight == 1
    assert min(later - earlier for earlier, later in pairwise(server.times)) >= 0.299


def test_a_host_that_is_silent_is_given_up() -> None:
    targets = [f"/{number}" for number in range(40)]
    start = time.monotonic()
    found, server = visits(lambda *_: None, targets, timeout=1)
    assert {row.failure.kind for row in found if row.failure} == {"timeout"}
    assert len(found) == 40
    assert time.monotonic() - start < 5
    assert len(server.asked) < 15
