"""Small servers on this machine, in threads of their own, for tests of single answers."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Answer = Callable[[str, dict[str, str], int], bytes | None]  # target, headers, how often it was asked → raw HTTP


def page(title: str = "A page", text: str = "Words of a page. " * 30, head: str = "") -> bytes:
    """Return a whole HTTP answer with a page."""
    return answer(
        200, f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>{text}</p></body></html>"
    )


def answer(status: int, body: str | bytes = "", **headers: str) -> bytes:
    """Return a whole HTTP answer; `_` in a header's name stands for a hyphen."""
    data = body.encode() if isinstance(body, str) else body
    rows = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    rows |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in rows.items())
    return f"HTTP/1.1 {status} Reason\r\n{head}\r\n".encode() + data


class Server:
    """A server; `asked` has the target and headers of each request, in order."""

    def __init__(self, answers: Answer, host: str) -> None:
        self.answers, self.host = answers, host
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []
        self.in_flight = self.most_in_flight = 0

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    async def start(self) -> None:
        server = await asyncio.start_server(self._serve, self.host, 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.end.wait()
        server.close()
        await asyncio.sleep(0.02)  # what was accepted begins, or nobody would close it

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await self._head(reader):
                self.in_flight += 1
                self.most_in_flight = max(self.most_in_flight, self.in_flight)
                try:
                    if not await self._answer(head, writer):
                        return
                finally:
                    self.in_flight -= 1
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the last at the end of a test, when nobody waits for the answer
        finally:
            writer.close()

    async def _head(self, reader: asyncio.StreamReader) -> str:
        try:
            return (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return ""

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> bool:
        first, *rest = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (row.partition(":") for row in rest if row)}
        target = first.split()[1]
        self.asked.append((target, headers))
        self.times.append(asyncio.get_running_loop().time())
        count = sum(row[0] == target for row in self.asked)
        data = self.answers(target, headers, count)
        await asyncio.sleep(0.01)
        if data is None:  # hangs
            await asyncio.sleep(30)
            return False
        writer.write(data)
        await writer.drain()
        return bool(data)

    @contextmanager
    def running(self) -> Iterator[Server]:
        self.ready = threading.Event()
        loop = asyncio.new_event_loop()
        self.end = asyncio.Event()

        def work() -> None:
            asyncio.set_event_loop(loop)
            loop.run_until_complete(self.start())
            while tasks := asyncio.all_tasks(loop):
                for task in tasks:
                    task.cancel()
                loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
                loop.run_until_complete(asyncio.sleep(0.01))  # connections are closed
            loop.close()

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        assert self.ready.wait(10)
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(self.end.set)
            thread.join(10)


def serving(answers: Answer, host: str = "127.0.0.2"):  # type: ignore[no-untyped-def]
    """Return a context with a server that gives `answers`."""
    return Server(answers, host).running()
