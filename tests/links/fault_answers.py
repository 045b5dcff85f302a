"""How the fault server answers: one small function a behaviour, or one that makes it."""

from __future__ import annotations

import asyncio
import gzip
import math
import time
import zlib
from collections.abc import Awaitable, Callable, Mapping
from email.utils import formatdate

from tests.links import fault_pages as pages
from tests.links.fault_exchange import HTML, Exchange, head
from tests.links.fault_walls import Wall

Answer = Callable[[Exchange], Awaitable[None]]
MEGABYTE = 2**20
REFRESH = "<meta http-equiv='refresh' content='{}; url={}'>"
LONG_POLICY = "default-src 'self'; " + "".join(f"img-src https://images-{n}.example.org; " for n in range(300))
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" * 60 + b"%%EOF\n"


def source(x: Exchange, extra: str = "", body: str = "") -> str:
    """Return the page of the case."""
    return pages.source(x.random, x.case.title, extra, body)


async def plain(x: Exchange) -> None:
    """Give the source's page."""
    await x.send(200, source(x))


def made(status: int = 200, extra: str = "", body: str = "", headers: Mapping[str, str] | None = None) -> Answer:
    """Give the source's page with something more in its head, its body, or the answer's head."""

    async def answer(x: Exchange) -> None:
        await x.send(status, source(x, extra, body), headers)

    return answer


def status(code: int, headers: Mapping[str, str] | None = None) -> Answer:
    """Refuse, with a page or an empty body."""

    async def answer(x: Exchange) -> None:
        texts = ["", f"<h1>{code}</h1>", pages.page(f"Error {code}", "<p>Sorry.</p>")]
        await x.send(code, x.random.choice(texts), headers)

    return answer


def once(first: Answer, then: Answer = plain) -> Answer:
    """Fail at the first request only."""

    async def answer(x: Exchange) -> None:
        await (first if x.memory.requests == 1 else then)(x)

    return answer


def only_get(refuse: Answer) -> Answer:
    """Refuse HEAD and give the page to GET."""

    async def answer(x: Exchange) -> None:
        await (refuse if x.method == "HEAD" else plain)(x)

    return answer


def too_many(seconds: float, *, code: int = 429, date: bool = False) -> Answer:
    """Refuse until so many seconds are over, and say so; a client that comes earlier is noted."""

    async def answer(x: Exchange) -> None:
        now, memory = time.time(), x.memory
        if not memory.not_before:
            memory.not_before = math.ceil(now) + seconds if date else now + seconds
        elif now > memory.not_before - 0.02:
            return await plain(x)
        else:
            memory.is_impatient = True
        after = formatdate(memory.not_before, usegmt=True) if date else f"{seconds:.0f}"
        return await x.send(code, "Too many requests", {"Retry-After": after})

    return answer


def wall(wall: Wall) -> Answer:
    """Put a wall up."""

    async def answer(x: Exchange) -> None:
        await x.send(wall.status, wall.page, wall.headers)

    return answer


def redirect(code: int, *places: str | None) -> Answer:
    """Redirect to one of the places; None is a redirect without a place."""

    async def answer(x: Exchange) -> None:
        place = x.random.choice(places)
        await x.send(code, "", {} if place is None else {"Location": place})

    return answer


async def with_cookie(x: Exchange) -> None:
    """Redirect to the same address until a cookie comes back."""
    if "seen=1" in x.headers.get("cookie", ""):
        return await plain(x)
    return await x.send(302, "", {"Location": x.case.url, "Set-Cookie": "seen=1; Path=/"})


async def turn_back(x: Exchange) -> None:
    """Redirect to where it began."""
    await x.send(302, "", {"Location": x.case.stops[0]})


async def go_on(x: Exchange, code: int) -> None:
    """Redirect to the next stop; code 0 is a page that does so."""
    there, same = x.case.stops[x.stop + 1], x.case.stops[x.stop].split("/")[:3]
    if there.split("/")[:3] == same and x.random.random() < 0.5:
        there = "/" + there.split("/", 3)[3]
    if code:
        await x.send(code, "", {"Location": there})
    else:
        await x.send(200, f"<html><head>{REFRESH.format(0, there)}<title>Moved</title></head><body></body></html>")


def soft(style: tuple[str, str, str, str]) -> Answer:
    """Give an error page with status 200."""

    async def answer(x: Exchange) -> None:
        await x.send(200, pages.soft(style, x.case.stops[x.stop].split("/", 3)[3], x.random))

    return answer


async def login(x: Exchange) -> None:
    """Ask who the reader is."""
    await x.send(200, pages.login(x.random))


async def other(x: Exchange) -> None:
    """Give a page about something else."""
    await x.send(200, pages.other(x.random))


async def nothing(x: Exchange) -> None:
    """Give a page without a byte."""
    await x.send(200, headers={"Content-Type": HTML})


async def empty(x: Exchange) -> None:
    """Close the connection without a word."""
    x.is_last = True


async def silent(x: Exchange) -> None:
    """Never answer."""
    await x.hang()


async def reset(x: Exchange) -> None:
    """Break off before the head."""
    x.reset()


async def reset_in_head(x: Exchange) -> None:
    """Break off in the middle of the head."""
    await x.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    await asyncio.sleep(0.03)
    x.reset()


async def drip(x: Exchange) -> None:
    """Give the page in small pieces, within two seconds."""
    data = source(x).encode()
    await x.begin(length=len(data))
    if x.method == "HEAD":
        return
    size = len(data) // 10 + 1
    for start in range(0, len(data), size):
        await asyncio.sleep(0.2)
        await x.write(data[start : start + size], ends=start + size >= len(data))


def endless_drip(text: str = "") -> Answer:
    """Give a text at once and then blanks without end."""

    async def answer(x: Exchange) -> None:
        await x.begin()
        await x.write(text.format(source=source(x)).partition("</body>")[0].encode())
        end = time.monotonic() + 60
        while x.method != "HEAD" and time.monotonic() < end:
            await asyncio.sleep(0.3)
            await x.write(b"\n")

    return answer


def packed(keep: float = 1.0, encoding: str = "gzip") -> Answer:
    """Give the page compressed, and so much of it (above 1: bytes)."""

    async def answer(x: Exchange) -> None:
        data = source(x).encode() * 3
        pressed = gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
        cut = int(keep) if keep > 1 else int(len(pressed) * keep)
        await x.begin(length=len(pressed), headers={"Content-Encoding": encoding})
        if x.method != "HEAD":
            await x.write(pressed[:cut], ends=True)

    return answer


def _bomb(start: bytes, megabytes: int) -> bytes:
    press = zlib.compressobj(1, wbits=31)
    zeros = bytes(MEGABYTE)
    return b"".join([press.compress(start), *(press.compress(zeros) for _ in range(megabytes)), press.flush()])


def bomb(megabytes: int) -> Answer:
    """Give the page, and then zeros that are small on the wire."""

    async def answer(x: Exchange) -> None:
        start = source(x).partition("</main>")[0].encode()
        data = await asyncio.to_thread(_bomb, start, megabytes)  # it takes too long for the others
        await x.send(200, data, {"Content-Encoding": "gzip", "Connection": "close"})

    return answer


async def twenty_megabytes(x: Exchange) -> None:
    """Give a page of 20 MB."""
    start, more = source(x).partition("</main>")[0].encode(), b"<p>annex to the annex of the report</p>\n" * 1600
    await x.begin(length=len(start) + len(more) * 330)
    if x.method == "HEAD":
        return
    await x.write(start)
    for number in range(330):
        await x.write(more, ends=number == 329)


def pdf(kind: str) -> Answer:
    """Give a file that is no page."""

    async def answer(x: Exchange) -> None:
        await x.send(200, PDF, {"Accept-Ranges": "bytes"}, kind=kind)

    return answer


def charset(language: str, encoding: str, kind: str, extra: str = "") -> Answer:
    """Give a page in another language and encoding."""

    async def answer(x: Exchange) -> None:
        await x.send(200, pages.foreign(language, extra).encode(encoding, "xmlcharrefreplace"), kind=kind)

    return answer


async def tagged(x: Exchange) -> None:
    """Give a page with an ETag, and 304 to who knows it."""
    tag = f'"{x.case.seed:x}"'
    known = x.headers.get("if-none-match") == tag
    await x.send(304 if known else 200, "" if known else source(x), {"ETag": tag})


async def chunked(x: Exchange) -> None:
    """Give the page in chunks."""
    await x.begin(headers={"Transfer-Encoding": "chunked"})
    data = source(x).encode()
    parts = [data[start : start + 700] for start in range(0, len(data), 700)]
    if x.method != "HEAD":
        await x.write(b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in [*parts, b""]), ends=True)


async def closing(x: Exchange) -> None:
    """Give the page and close the connection without having said so."""
    await plain(x)
    x.is_last = True


def raw(start: bytes, *, page: bool = False) -> Answer:
    """Send bytes as they are, perhaps with the page after them, and close."""

    async def answer(x: Exchange) -> None:
        x.is_last = True
        await x.write(start + (source(x).encode() if page and x.method != "HEAD" else b""), ends=True)

    return answer


def hinted(start: bytes) -> Answer:
    """Send an informational answer before the page."""

    async def answer(x: Exchange) -> None:
        await x.write(start)
        await plain(x)

    return answer


def with_header(value: str) -> Answer:
    """Give the page with a large header."""
    return raw(head(200, {"Content-Type": HTML, "Connection": "close", "Content-Security-Policy": value}), page=True)


async def endless_head(x: Exchange) -> None:
    """Send headers without end."""
    await x.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(6000):
        await x.write(b"".join(b"X-Header-%d-%d: value\r\n" % (number, count) for count in range(50)))
        await asyncio.sleep(0.01)
    x.is_last = True
