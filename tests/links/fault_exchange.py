"""One request that the fault server has got, and the ways to answer it, sound and broken."""

from __future__ import annotations

import asyncio
import socket
import struct
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from random import Random

HTML = "text/html; charset=utf-8"
PATIENCE = 60.0  # seconds after which a client that never gives up is left


@dataclass(frozen=True)
class Case:
    """One reference of the report."""

    url: str
    kind: str
    title: str
    seed: int
    stops: tuple[str, ...]  # addresses: `url`, and where its redirects lead in turn


@dataclass
class Memory:
    """What the server remembers of one address."""

    requests: int = 0
    not_before: float = 0.0  # time until which a client was told to wait
    is_impatient: bool = False  # whether a client came earlier than told


@dataclass
class Exchange:
    """A request for one stop of a case; an answer calls one of the methods."""

    case: Case
    stop: int
    method: str
    headers: Mapping[str, str]  # names in small letters
    memory: Memory
    writer: asyncio.StreamWriter
    ended: Callable[[], None]  # tells that the answer is complete, just before its last byte leaves
    random: Random = field(default_factory=Random)
    is_last: bool = False  # whether the connection is closed after the answer

    async def send(
        self, status: int, body: str | bytes = "", headers: Mapping[str, str] | None = None, kind: str = HTML
    ) -> None:
        """Send a whole answer."""
        data = body.encode() if isinstance(body, str) else body
        length = {} if status in (204, 304) else {"Content-Length": str(len(data))}
        fields = ({"Content-Type": kind} if kind and data else {}) | length | dict(headers or {})
        whole = head(status, fields) + (b"" if self.method == "HEAD" else data)
        self.is_last = self.is_last or fields.get("Connection") == "close"
        await self.write(whole, ends=True)

    async def write(self, data: bytes, *, ends: bool = False) -> None:
        """Send bytes as they are; with `ends` they are the answer's last."""
        self.writer.write(data)
        if ends:
            self.ended()
        await self.writer.drain()

    async def begin(self, *, length: int | None = None, headers: Mapping[str, str] | None = None) -> None:
        """Send the head of an HTML page whose body comes later; without a length the end of the connection is its end."""
        fields = {"Content-Type": HTML, "Connection": "close"} | dict(headers or {})
        self.is_last = True
        await self.write(head(200, fields | ({} if length is None else {"Content-Length": str(length)})))

    def reset(self) -> None:
        """Break the connection off with a TCP reset."""
        reset(self.writer)
        self.is_last = True

    async def hang(self) -> None:
        """Say nothing more until the client has gone."""
        self.is_last = True
        end = time.monotonic() + PATIENCE
        while is_open(self.writer) and time.monotonic() < end:
            await asyncio.sleep(0.1)


def head(status: int, fields: Mapping[str, str]) -> bytes:
    """Return the head of an answer."""
    reason = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Request denied"
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")


def is_open(writer: asyncio.StreamWriter) -> bool:
    """Return whether the client still holds the connection, as the kernel knows it, whatever is still to be read."""
    sock: socket.socket = writer.get_extra_info("socket")
    if writer.is_closing() or sock.fileno() < 0:
        return False
    return sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == 1  # TCP_ESTABLISHED


def reset(writer: asyncio.StreamWriter) -> None:
    """Break a connection off: what is not sent is lost, and the client gets a reset."""
    sock: socket.socket = writer.get_extra_info("socket")
    if sock.fileno() >= 0:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()
