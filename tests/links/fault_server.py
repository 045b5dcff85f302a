#!/usr/bin/env python3
"""A web of 50 hosts on loopback addresses where much is broken, and which counts how politely it is asked.

usage: python -m tests.links.fault_server [--seed 1] [--port 0] [--without KIND]… [--write FOLDER]

127.0.0.2 to 127.0.0.51 answer on one port, each request after 100 ± 50 ms; 127.0.0.1 on that port is for the tests:
`/__counts` gives the counts (see `FaultServer.report`), `/__reset` begins anew. Prints the port when all is ready. With
--write, the folder gets the report, `truth.json`, `urls.txt`, and `authority.pem`, for SSL_CERT_FILE. --without puts plain
pages in the place of a kind. Ends when its standard input does.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import hashlib
import json
import socket
import ssl
import struct
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any, ClassVar

from tests.links import certificates, fault_answers, fault_pages, fault_plan
from tests.links.fault_exchange import Case, Exchange, Memory, is_open, reset
from tests.links.fault_kinds import HOMES, KINDS

CONTROL = "127.0.0.1"
LIFE = 8  # answers that a mortal host gives before it dies
SO_TIMESTAMPING = 37
STAMP = (1 << 3) | (1 << 4)  # SOF_TIMESTAMPING_RX_SOFTWARE, SOF_TIMESTAMPING_SOFTWARE

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]


class StampedSocket(socket.socket):
    """A TCP socket that knows when the kernel got what it has read last; this process may be late."""

    stamps: ClassVar[dict[int, float]] = {}  # one for all, by file descriptor
    accepted: ClassVar[defaultdict[str, int]] = defaultdict(int)  # connections by the address that was asked

    def accept(self) -> tuple[socket.socket, Any]:
        """Accept a connection, which is stamped as well."""
        plain, peer = super().accept()
        StampedSocket.accepted[plain.getsockname()[0]] += 1
        return StampedSocket(plain.family, plain.type, plain.proto, plain.detach()), peer

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Read, and keep the kernel's time (Linux, `SO_TIMESTAMPING`)."""
        data, ancillary, _, _ = self.recvmsg(size, 256, flags)
        self._stamp(ancillary)
        return data

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        """Read into a buffer, as TLS does."""
        count, ancillary, _, _ = self.recvmsg_into([memoryview(buffer)[: nbytes or None]], 256, flags)
        self._stamp(ancillary)
        return count

    def _stamp(self, ancillary: list[tuple[int, int, bytes]]) -> None:
        times = [data for level, kind, data in ancillary if (level, kind) == (socket.SOL_SOCKET, SO_TIMESTAMPING)]
        seconds, nanoseconds = struct.unpack_from("qq", times[0]) if times else (0, 0)
        self.stamps[self.fileno()] = seconds + nanoseconds / 1e9 if seconds else time.time()


@dataclass
class Host:
    """One address: how it is asked, its listening socket, and the connections that wait for an answer."""

    sort: str = ""
    listener: asyncio.Server | None = None
    life: int = LIFE
    in_flight: set[asyncio.StreamWriter] = field(default_factory=set)
    most_in_flight: int = 0
    starts: list[tuple[float, str]] = field(default_factory=list)  # when requests came in, and for what

    def start(self, writer: asyncio.StreamWriter, at: float, target: str) -> None:
        """Count a request that has come in at a time."""
        self.in_flight = {other for other in self.in_flight if is_open(other)} | {writer}
        self.most_in_flight = max(self.most_in_flight, len(self.in_flight))
        self.starts.append((at, target))

    def report(self, address: str) -> dict[str, object]:
        """Return the counts; times are in seconds, the least gap from the start of one request to the next one's."""
        starts = sorted(self.starts)
        gaps = ((later[0] - start[0], start[1], later[1]) for start, later in pairwise(starts))
        least, *closest = min(gaps, default=(None, "", ""))
        return {
            "sort": self.sort,
            "requests": len(starts),
            "connections": StampedSocket.accepted[address],
            "most_in_flight": self.most_in_flight,
            "seconds": starts[-1][0] - starts[0][0] if starts else 0.0,
            "least_gap": least,
            "closest": closest,
        }

    def die(self) -> None:
        """Accept nothing more, and reset what is under way."""
        if self.listener:
            self.listener.close()
            self.listener = None
        for writer in self.in_flight:
            reset(writer)


class FaultServer:
    """All hosts on one port."""

    def __init__(self, seed: int, port: int, cases: list[Case], authority: Path) -> None:
        self.seed, self.port = seed, port
        self.stops = {stop: (case, number) for case in cases for number, stop in enumerate(case.stops)}
        self.sorts = fault_plan.sites(seed)
        self.tls = certificates.contexts({h: s for h, s in self.sorts.items() if s in fault_plan.TLS}, authority)
        self.hosts: dict[str, Host] = {}
        self.forget()

    def forget(self) -> None:
        """Begin anew: no counts, nothing remembered."""
        listeners = {address: host.listener for address, host in self.hosts.items()}
        self.hosts = {address: Host(sort, listener=listeners.get(address)) for address, sort in self.sorts.items()}
        self.memories: defaultdict[str, Memory] = defaultdict(Memory)
        self.served: set[str] = set()
        self.most_in_flight = 0
        StampedSocket.accepted.clear()

    async def open(self) -> None:
        """Listen on all hosts that do not yet."""
        for address, host in self.hosts.items():
            if host.listener is None:
                host.listener = await listen(address, self.port, self.handle, self.tls.get(address))

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        with contextlib.suppress(OSError, EOFError, asyncio.LimitOverrunError):
            while request := await read(reader):
                if not await self.answer(request, writer):
                    break
            else:
                writer.write(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
        writer.close()

    async def answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; return whether the connection stays open."""
        sock = writer.get_extra_info("socket")
        address, host = sock.getsockname()[0], self.hosts[sock.getsockname()[0]]
        host.start(writer, StampedSocket.stamps.get(sock.fileno(), 0.0), request.target)
        self.most_in_flight = max(self.most_in_flight, sum(len(each.in_flight) for each in self.hosts.values()))
        url = f"{'https' if address in self.tls else 'http'}://{address}:{self.port}{request.target}"
        case, stop = self.stops.get(url) or (Case(url, "", "The Agency", 0, (url,)), 0)
        memory = self.memories[url]
        memory.requests += 1

        def ended() -> None:
            host.in_flight.discard(writer)

        random = Random(case.seed * 100 + stop)
        exchange = Exchange(case, stop, request.method, request.headers, memory, writer, ended, random)
        try:
            await asyncio.sleep(latency(self.seed, url, memory.requests))
            await self.act(exchange, host)
        finally:
            ended()
        return not exchange.is_last

    async def act(self, exchange: Exchange, host: Host) -> None:
        """Answer as the case's kind does."""
        case, stop = exchange.case, exchange.stop
        if not case.kind:
            await stray(exchange, host)
        elif stop < len(case.stops) - 1:
            await fault_answers.go_on(exchange, KINDS[case.kind].hops[stop])
        elif host.sort == "mortal":
            await self.live(exchange, host)
        else:
            await KINDS[case.kind].answer(exchange)

    async def live(self, exchange: Exchange, host: Host) -> None:
        """Give a page while the host lives."""
        if not host.life:
            exchange.reset()
            return
        host.life -= 1
        self.served.add(exchange.case.url)
        await exchange.send(200, fault_answers.source(exchange), {"Connection": "close"})
        if not host.life:
            host.die()

    async def control(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Give the counts, or begin anew."""
        request = await read(reader)
        if request and request.target == "/__reset":
            self.forget()
            await self.open()
        body = json.dumps(self.report()).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n" + body)
        writer.close()

    def report(self) -> dict[str, object]:
        """Return the counts of the hosts, the requests by address, and what the hosts that died had given before."""
        return {
            "hosts": {address: host.report(address) for address, host in self.hosts.items()},
            "paths": {url: memory.requests for url, memory in self.memories.items()},
            "impatient": [url for url, memory in self.memories.items() if memory.is_impatient],
            "served": sorted(self.served),
            "most_in_flight": self.most_in_flight,
        }


@dataclass(frozen=True)
class Request:
    """The head of a request."""

    method: str
    target: str
    headers: dict[str, str]


async def read(reader: asyncio.StreamReader) -> Request | None:
    """Return the next request of a connection, or None where it ends or is no HTTP."""
    start = await reader.readexactly(1)
    if start == b"\x16":  # a TLS handshake
        return None
    lines = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    words = lines[0].split(" ")
    fields = (line.partition(":") for line in lines[1:] if line)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return Request(words[0], words[1], headers) if len(words) == 3 else None


async def stray(exchange: Exchange, host: Host) -> None:
    """Answer for an address that no reference has."""
    target = "/" + exchange.case.url.split("/", 3)[3]
    if target in HOMES:
        await exchange.send(200, fault_pages.source(exchange.random, "The Agency"))
    elif host.sort in fault_pages.SOFT_SITES:
        random = Random(target)
        await exchange.send(200, fault_pages.soft(fault_pages.SOFT_SITES[host.sort], target, random))
    else:
        await exchange.send(404, fault_pages.page("Not Found", "<p>There is no such page.</p>"))


def latency(seed: int, url: str, request: int) -> float:
    """Return 100 ± 50 ms."""
    digest = hashlib.blake2b(f"{seed} {url} {request}".encode(), digest_size=4).digest()
    return 0.05 + int.from_bytes(digest) / 2**32 * 0.1


async def listen(address: str, port: int, handle: Handler, tls: ssl.SSLContext | None = None) -> asyncio.Server:
    """Listen on an address."""
    sock = StampedSocket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPING, STAMP)
    sock.bind((address, port))
    return await asyncio.start_server(handle, sock=sock, ssl=tls, backlog=512)


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as sock:
        sock.bind((CONTROL, 0))
        return int(sock.getsockname()[1])


async def serve(server: FaultServer) -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda *_: None)  # broken connections are what it is for
    await server.open()
    await listen(CONTROL, server.port, server.control)
    print(server.port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> int:
    """Read the arguments, write the report, and serve."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--without", action="append", default=[], metavar="KIND")
    parser.add_argument("--write", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    port = arguments.port or free_port()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.write or Path(temporary)
        cases = fault_plan.cases(arguments.seed, port, arguments.without)
        fault_plan.write(folder, cases)
        asyncio.run(serve(FaultServer(arguments.seed, port, cases, folder / "authority.pem")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
