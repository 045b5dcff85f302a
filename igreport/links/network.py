"""One request: paced, bounded, to public addresses alone, without cookies, credentials or proxies of this machine."""

from __future__ import annotations

import asyncio
import asyncio.sslproto
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import SimpleNamespace
from typing import Any, TypeVar

import aiohttp
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from igreport.links.addresses import PrivateAddressError, PublicResolver, public_socket
from igreport.links.pace import Pace, Turn
from igreport.model.report import LinkSettings
from igreport.sources import hosts

_BUFFER = 16 * 1024  # bytes of a body that wait to be read, for each connection
_RECEIVED = 32 * 1024  # bytes that are received at a time; a record of TLS has at most half of it
_LONGEST_HEADER = 64 * 1024  # bytes; some sites send tens of kilobytes of policies
_KEPT = 3.0  # seconds for which a connection is kept for the host's next request
_MOST_KEPT = 128  # connections that wait for one: those of thousands of hosts would be more than a process may open
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Encoding": "gzip, deflate",
    "Accept-Language": "en,de;q=0.8,*;q=0.5",
}
_NOT_PUBLIC = ("loopback", "private")
Answer = TypeVar("Answer")
_CONTROL = "iana.org"  # is looked up, not asked, where nothing else has answered: is it the host or the network?


def _receive_little() -> None:
    """Let asyncio have small buffers: it keeps 256 KB for each connection of TLS, which a hundred of them do not need."""
    asyncio.sslproto.SSLProtocol.max_size = _RECEIVED


class _Connector(aiohttp.TCPConnector):
    """aiohttp's pool, which limits the connections that are in use, and not those that are kept."""

    def _release(self, key: Any, protocol: Any, *, should_close: bool = False) -> None:
        is_full = sum(map(len, self._conns.values())) >= _MOST_KEPT
        super()._release(key, protocol, should_close=should_close or is_full)


class Network:
    """A context in which addresses can be asked; one for a run."""

    def __init__(
        self, settings: LinkSettings, *, agent: str, allow_private: bool = False, timeout: float = 20.0
    ) -> None:
        self.agent, self.allow_private, self.timeout = agent, allow_private, timeout
        self.pace = Pace(settings, timeout)
        self.has_connected = False
        self._control: asyncio.Task[bool] | None = None
        self._begun: list[asyncio.Task[Any]] = []

    async def __aenter__(self) -> Network:
        _receive_little()
        resolver = ThreadedResolver() if self.allow_private else PublicResolver()
        connector = _Connector(
            limit=0,  # places are the pace's
            keepalive_timeout=_KEPT,
            resolver=resolver,
            socket_factory=None if self.allow_private else public_socket,
            ssl=ssl.create_default_context(),
        )
        self.session = aiohttp.ClientSession(
            connector=connector,
            headers=_HEADERS | {"User-Agent": self.agent},
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=min(10.0, self.timeout)),
            read_bufsize=_BUFFER,
            max_line_size=_LONGEST_HEADER,
            max_field_size=_LONGEST_HEADER,
            trace_configs=[self._trace()],
        )
        self.session._retry_connection = False  # it would send again at once, without a turn
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._begun:
            task.cancel()
        try:
            await asyncio.gather(*self._begun, return_exceptions=True)
        finally:
            await self.session.close()

    def begin(self, what: Coroutine[Any, Any, Answer]) -> asyncio.Task[Answer]:
        """Start what several may wait for, each with `asyncio.shield`; it ends with the network at the latest."""
        task = asyncio.create_task(what)
        self._begun.append(task)
        return task

    def _trace(self) -> aiohttp.TraceConfig:
        trace = aiohttp.TraceConfig()

        async def sent(_session: Any, context: SimpleNamespace, _: Any) -> None:
            # It is told of before it is written: in the loop's next round it is.
            asyncio.get_running_loop().call_soon(context.trace_request_ctx.sent)

        async def connected(*_: Any) -> None:
            self.has_connected = True

        trace.on_request_headers_sent.append(sent)
        trace.on_connection_create_end.append(connected)
        return trace

    @asynccontextmanager
    async def get(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        on_start: Callable[[], object] = bool,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """Ask for one address when its host's turn has come; redirects are not followed, bodies come as they were packed.

        `timeout` counts from then on, when `on_start` is called, and includes what is read in the context. Raises ValueError
        where `url` is none of http(s), PrivateAddressError, aiohttp.ClientError, OSError and TimeoutError.
        """
        address = wire(url)
        host = str(address.raw_host).lower()
        if not self.allow_private and hosts.host_kind(f"[{host}]" if ":" in host else host) in _NOT_PUBLIC:
            raise PrivateAddressError(f"{host} is an address of a private network")
        answered, begun = False, 0.0
        async with self.pace.turn(host) as turn:
            begun = asyncio.get_running_loop().time()
            on_start()
            try:
                async with asyncio.timeout(timeout or self.timeout), self._answer(address, headers, turn) as response:
                    answered = True
                    turn.host.heard()
                    yield response
            except (TimeoutError, aiohttp.ClientConnectorError) as error:
                if not answered and not isinstance(error, aiohttp.ClientSSLError):
                    turn.host.silent(begun)
                raise

    def _answer(
        self, address: URL, headers: Mapping[str, str] | None, turn: Turn
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        return self.session.get(address, headers=headers, allow_redirects=False, trace_request_ctx=turn)

    async def is_online(self) -> bool:
        """Return whether there is a network at all: something has answered, or a name that is always there is found."""
        if self.has_connected:
            return True
        if self._control is None:
            self._control = self.begin(_is_known(_CONTROL))
        return await asyncio.shield(self._control)


def wire(url: str) -> URL:
    """Return the address as it is sent: without fragment and credentials, as it is written where that is plain ASCII.

    Raises ValueError where it is no address of http or https.
    """
    is_plain = url.isascii() and url.isprintable() and " " not in url
    address = URL(url, encoded=is_plain).with_fragment(None)
    if address.scheme not in ("http", "https") or not address.raw_host:
        raise ValueError("this is no address of http or https")
    return address.with_user(None) if address.raw_user is not None or address.raw_password is not None else address


async def _is_known(name: str) -> bool:
    try:
        await asyncio.get_running_loop().getaddrinfo(name, 443, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return True
