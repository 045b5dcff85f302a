"""What may be asked, and what is never sent."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from typing import Any

import pytest

from igreport.links import addresses
from igreport.links.addresses import is_public
from igreport.links.fetch import visit
from igreport.links.network import Network, wire
from igreport.links.visit import Visit
from igreport.model.report import LinkSettings
from tests.links.local_server import answer, page, serving

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
    *("224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "no address"),
    *("fec0::1", "::127.0.0.1", "64:ff9b:1::7f00:1", "5f00::1"),
]
PUBLIC = ["8.8.8.8", "193.0.6.139", "2001:67c:2e8:22::c100:68b", "::ffff:8.8.8.8", "64:ff9b::808:808"]
HOSTS = [
    *("127.0.0.1", "localhost", "LOCALHOST.", "a.localhost", "2130706433", "0177.0.0.1", "0x7f.1", "127.1", "0"),
    *(
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "169.254.169.254",
        "10.1.2.3",
        "[fe80::1]",
    ),
]


def visited(url: str, *, allow_private: bool = False, timeout: float = 5) -> Visit:
    async def run() -> Visit:
        async with Network(LinkSettings(), agent="igreport", allow_private=allow_private, timeout=timeout) as network:
            return await visit(network, url)

    return asyncio.run(run())


@pytest.mark.parametrize("text", PRIVATE)
def test_private(text: str) -> None:
    assert not is_public(text)


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    assert is_public(text)


@pytest.mark.parametrize("host", HOSTS)
def test_a_private_host_is_not_asked(host: str) -> None:
    with serving(lambda *_: page(), "127.0.0.1") as server:
        found = visited(f"http://{host}:{server.port}/")
    assert found.failure
    assert found.failure.kind in ("refused", "protocol", "no-network", "no-host"), found
    assert not server.asked


def test_a_private_host_is_asked_when_that_is_allowed() -> None:
    with serving(lambda *_: page("It is here"), "127.0.0.1") as server:
        found = visited(server.url, allow_private=True)
    assert found.page
    assert found.page.title == "It is here"


@pytest.fixture
def one_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 127.0.0.2 count as a public address, and nothing else of this machine."""
    monkeypatch.setattr(addresses, "is_public", lambda text: text == "127.0.0.2" or is_public(text))


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch, one_public: None) -> dict[str, list[list[str]]]:  # noqa: ARG001
    """Return a table of names, to be filled: for each time that one is looked up, the addresses that it has."""
    table: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def look_up(host: Any, port: Any, *arguments: Any, **options: Any) -> Any:
        if host not in table:
            return real(host, port, *arguments, **options)
        found = table[host].pop(0) if len(table[host]) > 1 else table[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return table


def through_redirect(target: Callable[[int], str]) -> tuple[Visit, list[Any]]:
    with (
        serving(lambda *_: page("Secret"), "127.0.0.1") as inner,
        serving(lambda *_: answer(302, Location=target(inner.port)), "127.0.0.2") as outer,
    ):
        found = visited(f"http://outer.example.net:{outer.port}/")
        return found, inner.asked


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0177.0.0.1", "[::ffff:127.0.0.1]", "inner"])
def test_a_redirect_to_a_private_host_is_not_followed(host: str, names: dict[str, list[list[str]]]) -> None:
    names |= {"outer.example.net": [["127.0.0.2"]], "inner": [["127.0.0.1"]]}
    found, asked = through_redirect(lambda port: f"http://{host}:{port}/secret")
    assert found.failure
    assert found.failure.kind in ("refused", "protocol")
    assert len(found.hops) == 1
    assert not asked


def test_a_name_that_changes_between_two_requests(names: dict[str, list[list[str]]]) -> None:
    names["outer.example.net"] = [["127.0.0.2"], ["127.0.0.1"]]
    with serving(lambda *_: answer(302, Location="/again", Connection="close"), "127.0.0.2") as outer:
        found = visited(f"http://outer.example.net:{outer.port}/")
        assert [target for target, _ in outer.asked][:1] == ["/"]
    assert found.failure


def test_a_name_that_changes_between_check_and_use(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, list[list[str]]]
) -> None:
    """Even where what checks names is deceived, the socket is not opened."""
    names["outer.example.net"] = [["127.0.0.1"]]
    monkeypatch.setattr("igreport.links.network.PublicResolver", addresses.ThreadedResolver)
    with serving(lambda *_: page("Secret"), "127.0.0.1") as inner:
        found = visited(f"http://outer.example.net:{inner.port}/")
    assert found.failure
    assert found.failure.kind == "refused"
    assert not inner.asked


def test_of_several_addresses_the_public_one_is_used(names: dict[str, list[list[str]]]) -> None:
    names["outer.example.net"] = [["127.0.0.1", "127.0.0.2"]]
    with serving(lambda *_: page("Open"), "127.0.0.2") as outer:
        found = visited(f"http://outer.example.net:{outer.port}/")
    assert found.page
    assert found.page.title == "Open"


def test_credentials_and_fragments_are_not_sent() -> None:
    with serving(lambda *_: page()) as server:
        visited(f"http://user:secret@{server.host}:{server.port}/a?b=c#d", allow_private=True)
    target, headers = server.asked[0]
    assert target == "/a?b=c"
    assert "authorization" not in headers
    assert headers["user-agent"] == "igreport"


def test_cookies_stay_with_their_host() -> None:
    with serving(lambda *_: page(), "127.0.0.3") as other:

        def answers(target: str, headers: dict[str, str], _: int) -> bytes:
            if target == "/":
                return answer(302, Location="/in", Set_Cookie="seen=1; Path=/")
            return answer(302, Location=f"{other.url}/end") if "seen=1" in headers.get("cookie", "") else answer(403)

        with serving(answers) as server:
            found = visited(server.url, allow_private=True)
    assert found.status == 200
    assert "cookie" not in other.asked[0][1]
    assert "cookie" not in server.asked[0][1]


def test_cookies_are_sent_as_they_came_and_no_flood_of_them() -> None:
    def answers(target: str, *_: object) -> bytes:
        number = int(target[1:] or 0)
        return page() if number == 9 else answer(302, Location=f"/{number + 1}", Set_Cookie=f'c{number}="{"x" * 3000}"')

    with serving(answers) as server:
        assert visited(server.url, allow_private=True).status == 200
    sent = [headers.get("cookie", "") for _, headers in server.asked]
    assert sent[1] == f'c0="{"x" * 3000}"'
    assert max(map(len, sent)) <= 8192


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("http://example.org/a%2Fb?c=%7E&d=a+b", "http://example.org/a%2Fb?c=%7E&d=a+b"),
        ("https://user:pass@example.org/x", "https://example.org/x"),
        ("http://bücher.example/straße", "http://xn--bcher-kva.example/stra%C3%9Fe"),
        ("http://example.org/a b", "http://example.org/a%20b"),
    ],
)
def test_an_address_as_it_is_sent(url: str, sent: str) -> None:
    assert str(wire(url)) == sent


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "mailto:a@b.org", "http://", "x", "", "gopher://x"]
)
def test_other_schemes_are_refused(url: str) -> None:
    found = visited(url, allow_private=True)
    assert found.failure
    assert found.failure.kind == "refused"
