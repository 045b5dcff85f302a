"""WARC files: what is in them is what was sent, and they are whole whatever happens."""

from __future__ import annotations

import asyncio
import datetime
import errno
import gzip
import io
import os
import re
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from igreport.errors import OutputError
from igreport.links import snapshot, warc
from igreport.links.network import Network
from igreport.links.robots import Robots
from igreport.links.snapshot import Snapshot
from igreport.links.targets import Target
from igreport.model.report import LinkSettings
from tests.links.local_server import answer, page, serving

NOW = datetime.datetime(2026, 1, 15, 13, 14, 15, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
NAME = "igreport-20260115121415.warc.gz"
AGENT = "igreport/1.0 (+editor@example.org)"
HOST = "127.0.0.24"
Answers = Callable[[str], bytes]


async def taken(folder: Path, urls: Sequence[str], **options: Any) -> Snapshot:
    async with Network(LinkSettings(), agent=AGENT, allow_private=True, timeout=2) as network:
        targets = [Target(url) for url in urls]
        return await snapshot.take(network, Robots(network), targets, folder, NOW, **options)


def take(folder: Path, answers: Answers, *paths: str, **options: Any) -> tuple[Snapshot, str]:
    """Take pages of a local server, which has no robots.txt; return the result and the server's address."""

    def reply(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if target == "/robots.txt" and answers(target) == b"?" else answers(target)

    with serving(reply, HOST) as server:
        return asyncio.run(taken(folder, [f"{server.url}{path}" for path in paths], **options)), server.url


@asynccontextmanager
async def listening(answers: dict[str, bytes], pauses: dict[str, float]) -> AsyncIterator[str]:
    """Run a server that closes each connection after an answer, and after a pause before that."""
    tasks: set[asyncio.Task[Any] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        try:
            target = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
            writer.write(answers.get(target, answer(404)))
            await writer.drain()
            await asyncio.sleep(pauses.get(target, 0))
        finally:
            writer.close()

    server = await asyncio.start_server(serve, HOST, 0)
    try:
        yield f"http://{HOST}:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            assert task
            task.cancel()
        await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)
        await asyncio.sleep(0.05)


def pages(rows: dict[str, bytes]) -> Answers:
    return lambda target: rows.get(target, answer(404) if target == "/robots.txt" else page("Another"))


def records(path: Path) -> list[SimpleNamespace]:
    """Return the records of a file, read by warcio, after its own check of all digests."""
    assert Checker(SimpleNamespace(inputs=[str(path)], verbose=False)).process_all() == 0
    found = []
    with path.open("rb") as file:
        for row in ArchiveIterator(file, check_digests="raise"):
            fields = dict(row.rec_headers.headers)
            http = row.http_headers
            body = row.content_stream().read() if row.rec_type != "warcinfo" else b""
            if row.rec_type == "warcinfo":
                body = row.raw_stream.read()
            found.append(
                SimpleNamespace(
                    type=row.rec_type, fields=fields, http=http, body=body, version=row.rec_headers.protocol
                )
            )
    return found


def of_type(path: Path, kind: str) -> dict[str, SimpleNamespace]:
    return {row.fields["WARC-Target-URI"]: row for row in records(path) if row.type == kind}


def raw(path: Path) -> bytes:
    """Return all bytes of a file, unpacked."""
    return gzip.decompress(path.read_bytes())


def test_a_page_is_kept_as_it_was_sent(tmp_path: Path) -> None:
    body = "<title>Größe</title>".encode("latin-1")
    sent = b"HTTP/1.1 200 Alles gut\r\nContent-type: text/html\r\nX-Odd: \xe4\xf6, caf\xc3\xa9\r\nX-Odd:  second \r\n"
    sent += b"Set-Cookie: a=b\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    result, base = take(tmp_path / "new" / "folder", pages({"/a?b=c": sent}), "/a?b=c#part")
    assert result == Snapshot(tmp_path / "new" / "folder" / NAME, 1, 0, {})
    assert result.path
    assert os.listdir(tmp_path / "new" / "folder") == [NAME]
    info, response, request = records(result.path)
    assert {row.version for row in (info, response, request)} == {"WARC/1.1"}
    head = sent[: -len(body)].replace(b":  second ", b": second")
    assert head + body in raw(result.path)
    assert response.body == body
    assert response.fields["WARC-Target-URI"] == request.fields["WARC-Target-URI"] == f"{base}/a?b=c"
    assert request.fields["WARC-Concurrent-To"] == response.fields["WARC-Record-ID"]
    assert request.fields["WARC-Date"] == response.fields["WARC-Date"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", response.fields["WARC-Date"])
    assert response.fields["WARC-Warcinfo-ID"] == request.fields["WARC-Warcinfo-ID"] == info.fields["WARC-Record-ID"]
    assert "WARC-Truncated" not in response.fields
    assert (request.http.protocol, request.http.statusline) == ("GET", "/a?b=c HTTP/1.1")
    assert request.http.get_header("Host") == base.removeprefix("http://")
    assert request.http.get_header("User-Agent") == AGENT


def test_the_file_says_who_made_it(tmp_path: Path) -> None:
    result, _ = take(tmp_path, pages({}), "/a", contact="editor@example.org\r\nrobots: ignore")
    assert result.path
    info = records(result.path)[0]
    assert info.fields["WARC-Filename"] == NAME
    rows = dict(line.split(": ", 1) for line in info.body.decode().strip().split("\r\n"))
    assert rows["software"].startswith("igreport/")
    assert rows["operator"] == "editor@example.org robots: ignore"
    assert rows["http-header-user-agent"] == AGENT
    assert rows["robots"] == "obey"


def test_a_packed_body_stays_packed(tmp_path: Path) -> None:
    body = gzip.compress(b"words " * 1000, mtime=0)
    result, base = take(tmp_path, pages({"/a": answer(200, body, Content_Encoding="gzip")}), "/a")
    assert result.path
    assert body in raw(result.path)
    row = of_type(result.path, "response")[f"{base}/a"]
    assert row.body == b"words " * 1000
    assert row.http.get_header("Content-Encoding") == "gzip"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    body = gzip.compress(bytes(1024) * 200_000)
    tracemalloc.start()
    result, _ = take(tmp_path, pages({"/a": answer(200, body, Content_Encoding="gzip")}), "/a")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert result.taken == 1


def test_chunks_are_gone_and_so_is_what_announces_them(tmp_path: Path) -> None:
    sent = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n4\r\nword\r\n1\r\ns\r\n0\r\n\r\n"
    result, base = take(tmp_path, pages({"/a": sent}), "/a")
    assert result.path
    row = of_type(result.path, "response")[f"{base}/a"]
    assert row.body == b"words"
    assert row.http.headers == [
        ("X-Crawl-Transfer-Encoding", "chunked"),
        ("Content-Type", "text/plain"),
        ("Content-Length", "5"),
    ]


def test_each_redirect_is_a_pair_of_its_own(tmp_path: Path) -> None:
    rows = {
        "/a": answer(301, "gone to b", Location="/b"),
        "/b": answer(302, "", Location="c?d#e"),
        "/c?d": page("The end"),
        "/other": answer(307, "", Location="/b"),
    }
    result, base = take(tmp_path, pages(rows), "/a", "/other")
    assert result.path
    assert (result.taken, result.missed) == (2, {})
    found = of_type(result.path, "response")
    assert {url.removeprefix(base): row.http.get_statuscode() for url, row in found.items()} == {
        "/a": "301",
        "/b": "302",
        "/c?d": "200",
        "/other": "307",
    }
    assert found[f"{base}/a"].body == b"gone to b"
    assert len(records(result.path)) == 1 + 2 * 4


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/a", "it redirects in a circle"),
        ("/again", "it redirects more than 10 times"),
        ("ftp://example.org/", "it redirects to no address of http or https"),
        ("http://[::1/", "it redirects to no address of http or https"),
    ],
)
def test_a_redirect_that_leads_nowhere(tmp_path: Path, target: str, words: str) -> None:
    def reply(path: str) -> bytes:
        if path == "/robots.txt":
            return answer(404)
        return answer(302, "", Location=f"/again{len(path)}{path[1:]}" if target == "/again" else target)

    result, base = take(tmp_path, reply, "/a")
    assert result.missed == {f"{base}/a": words}
    assert result.path


def test_robots_txt_is_obeyed_also_behind_a_redirect(tmp_path: Path) -> None:
    robots = answer(200, "User-agent: igreport\nDisallow: /closed\n")
    rows = {"/robots.txt": robots, "/a": answer(302, "", Location="/closed/b"), "/open": page()}
    result, base = take(tmp_path, pages(rows), "/a", "/closed/c", "/open")
    words = "the site's robots.txt is against it"
    assert result.missed == {f"{base}/a": words, f"{base}/closed/c": words}
    assert result.path
    assert set(of_type(result.path, "response")) == {f"{base}/a", f"{base}/open"}


def test_credentials_are_in_no_record(tmp_path: Path) -> None:
    def reply(_target: str, headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if _target == "/robots.txt" else page(f"You are {headers.get('authorization')}")

    with serving(reply, HOST) as server:
        url = server.url.replace("http://", "http://user:secret@") + "/a"
        result = asyncio.run(taken(tmp_path, [url]))
    assert result.path
    assert result.taken == 1
    assert b"secret" not in raw(result.path)
    assert b"You are None" in raw(result.path)
    assert f"{server.url}/a" in of_type(result.path, "response")


def test_private_addresses_are_not_asked(tmp_path: Path) -> None:
    async def run() -> Snapshot:
        async with Network(LinkSettings(), agent=AGENT, timeout=2) as network:
            robots = Robots(network)
            robots.allows = allow  # type: ignore[method-assign]
            return await snapshot.take(network, robots, [Target("http://127.0.0.1/a")], tmp_path, NOW)

    async def allow(_: str, __: str = "") -> bool:
        return True

    result = asyncio.run(run())
    assert "private network" in result.missed["http://127.0.0.1/a"]
    assert (result.path, os.listdir(tmp_path)) == (None, [])


def test_long_bodies_are_cut_off_and_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_MOST", 300_000)
    body = os.urandom(300_001)
    result, base = take(tmp_path, pages({"/a": answer(200, body), "/b": answer(200, body[:-1])}), "/a", "/b")
    assert result.path
    found = of_type(result.path, "response")
    long, short = found[f"{base}/a"], found[f"{base}/b"]
    assert long.body == short.body == body[:-1]
    assert long.fields["WARC-Truncated"] == "length"
    assert long.http.get_header("X-Crawl-Content-Length") == "300001"
    assert long.http.get_header("Content-Length") == "300000"
    assert "WARC-Truncated" not in short.fields
    assert short.http.get_header("X-Crawl-Content-Length") is None


def test_what_has_no_end_is_left_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_MOST", 300_000)
    monkeypatch.setattr(snapshot, "_PATIENCE", 5.0)
    sent = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + bytes(400_000)

    async def run() -> Snapshot:
        async with listening({"/a": sent}, {"/a": 20}) as base, asyncio.timeout(4):
            return await taken(tmp_path, [f"{base}/a"])

    result = asyncio.run(run())
    assert result.path
    (row,) = of_type(result.path, "response").values()
    assert (row.fields["WARC-Truncated"], row.body) == ("length", bytes(300_000))


def test_what_is_broken_off_is_kept_as_far_as_it_came(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_PATIENCE", 0.5)
    sent = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe first words"

    async def run() -> tuple[Snapshot, str]:
        pauses = {"/slow": 9, "/broken": 0.05}
        async with listening(dict.fromkeys(pauses, sent), pauses) as base:
            return await taken(tmp_path, [f"{base}/slow", f"{base}/broken"]), base

    result, base = asyncio.run(run())
    assert result.path
    assert (result.taken, result.missed) == (2, {})
    found = of_type(result.path, "response")
    assert found[f"{base}/slow"].fields["WARC-Truncated"] == "time"
    assert found[f"{base}/broken"].fields["WARC-Truncated"] == "disconnect"
    assert {row.body for row in found.values()} == {b"the first words"}


def test_what_does_not_answer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_PATIENCE", 0.3)
    said: dict[str, str] = {}
    rows = {"/none": b"", "/odd": b"no HTTP\r\n\r\n", "/silent": b"", "/right": page()}

    async def run() -> tuple[Snapshot, str]:
        async with listening(rows, {"/silent": 9}) as base:
            return await taken(tmp_path, [f"{base}{path}" for path in rows], progress=said.__setitem__), base

    result, base = asyncio.run(run())
    assert {url.removeprefix(base): words for url, words in result.missed.items()} == {
        "/none": "the connection was broken off",
        "/odd": "the answer is no valid HTTP",
        "/silent": "no answer in time",
    }
    assert said == result.missed | {f"{base}/right": "taken"}


def test_wrong_addresses_are_told(tmp_path: Path) -> None:
    urls = ["ftp://example.org/a", "http://", "http://[::1/a", "", "mailto:a@example.org"]
    result = asyncio.run(taken(tmp_path, urls))
    assert set(result.missed) == set(urls)
    assert (result.path, os.listdir(tmp_path)) == (None, [])


def test_the_time_is_limited(tmp_path: Path) -> None:
    result, base = take(tmp_path, pages({}), "/a", "/b", seconds=-1)
    assert result.missed == dict.fromkeys((f"{base}/a", f"{base}/b"), "the time for snapshots is used up")


# -- several files


def test_an_unchanged_page_points_to_the_earlier_file(tmp_path: Path) -> None:
    body = os.urandom(50_000)
    count = [0]

    def reply(target: str) -> bytes:
        count[0] += 1
        return {"/robots.txt": answer(404), "/same": answer(200, body)}.get(target, page(f"Visit {count[0]}"))

    def server(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return reply(target)

    with serving(server, HOST) as site:
        urls = [f"{site.url}/same", f"{site.url}/other"]
        results = [asyncio.run(taken(tmp_path, urls)) for _ in range(3)]
    first, second, third = (result.path for result in results)
    assert first
    assert second
    assert third
    assert [path.name for path in (first, second, third)] == [NAME, *(NAME.replace(".", f"-{n}.", 1) for n in (2, 3))]
    assert [(result.taken, result.unchanged) for result in results] == [(2, 0), (2, 1), (2, 1)]
    original = of_type(first, "response")[urls[0]]
    for later in (second, third):
        row = of_type(later, "revisit")[urls[0]]
        assert row.fields["WARC-Refers-To-Target-URI"] == urls[0]
        assert row.fields["WARC-Refers-To-Date"] == original.fields["WARC-Date"]
        assert row.fields["WARC-Payload-Digest"] == original.fields["WARC-Payload-Digest"]
        assert row.fields["WARC-Profile"] == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
        assert (row.http.get_statuscode(), row.body) == ("200", b"")
        assert set(of_type(later, "response")) == {urls[1]}
        assert later.stat().st_size < 10_000


def test_a_part_does_not_point_to_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "_MOST", 1000)
    body = bytearray(os.urandom(1000))

    def server(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if target == "/robots.txt" else answer(200, bytes(body))

    with serving(server, HOST) as site:
        for unchanged in (0, 1):
            assert asyncio.run(taken(tmp_path, [f"{site.url}/a"])).unchanged == unchanged
        body += b"more"
        for _ in range(2):
            result = asyncio.run(taken(tmp_path, [f"{site.url}/a"]))
            assert result.path
            assert of_type(result.path, "response")
        del body[1000:]
        assert asyncio.run(taken(tmp_path, [f"{site.url}/a"])).unchanged == 1


def test_an_earlier_file_that_is_damaged_is_not_pointed_to(tmp_path: Path) -> None:
    def server(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if target == "/robots.txt" else page("The same")

    with serving(server, HOST) as site:
        first = asyncio.run(taken(tmp_path, [f"{site.url}/a"])).path
        assert first
        text = raw(first).replace(b"Words of a page", b"Lies of a page!", 1)
        packed = b"".join(gzip.compress(row) for row in re.split(rb"(?=WARC/1\.1\r\n)", text) if row)
        first.write_bytes(packed)
        (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b no gzip")
        (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"WARC/1.1\r\nContent-Length: 9999999999\r\n\r\n"))
        (tmp_path / "c.warc.gz").write_bytes(gzip.compress(b"WARC/9\r\n" * 1000))
        (tmp_path / "d.warc.gz").mkdir()
        (tmp_path / "e.warc.gz").symlink_to("nowhere")
        (tmp_path / "f.warc.gz").write_bytes(b"")
        result = asyncio.run(taken(tmp_path, [f"{site.url}/a"]))
    assert (result.taken, result.unchanged) == (1, 0)


def test_nothing_is_overwritten_by_runs_at_the_same_second(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"mine")

    def server(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if target == "/robots.txt" else page(target)

    async def both(base: str) -> list[Snapshot]:
        return await asyncio.gather(*(taken(tmp_path, [f"{base}/{name}"]) for name in "abc"))

    with serving(server, HOST) as site:
        results = asyncio.run(both(site.url))
    assert (tmp_path / NAME).read_bytes() == b"mine"
    paths = {result.path for result in results}
    assert len(paths) == 3
    assert {path.name for path in paths if path} == set(os.listdir(tmp_path)) - {NAME}
    assert sum(len(records(path)) for path in paths if path) == 9


def test_a_name_taken_in_the_meantime_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reply(target: str) -> bytes:
        (tmp_path / NAME).write_bytes(b"mine")
        return answer(404) if target == "/robots.txt" else page()

    result, _ = take(tmp_path, reply, "/a")
    assert (tmp_path / NAME).read_bytes() == b"mine"
    assert result.path == tmp_path / NAME.replace(".", "-2.", 1)
    monkeypatch.setattr(os, "link", failing(errno.EPERM))
    result, _ = take(tmp_path / "without-links", pages({}), "/a")
    assert result.path == tmp_path / "without-links" / NAME
    assert os.listdir(tmp_path / "without-links") == [NAME]


# -- what fails


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


class FullDisk(io.BufferedWriter):
    """A file that can hold `room` bytes and no more."""

    room = 10_000

    def flush(self) -> None:
        if self.tell() > self.room:
            os.truncate(self.name, min(self.room, os.path.getsize(self.name)))
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().flush()


def test_a_full_disk_leaves_what_was_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def new(folder: Path, stem: str) -> tuple[str, Any]:
        path = folder / f"{stem}.warc.gz.open"
        return f"{stem}.warc.gz", FullDisk(io.FileIO(path, "x"))

    monkeypatch.setattr(warc, "_new", new)
    monkeypatch.setattr(snapshot, "_WORKERS", 1)
    rows = {f"/{number}": answer(200, os.urandom(3000)) for number in range(10)}
    with pytest.raises(OutputError, match="No space left on device") as caught:
        take(tmp_path, pages(rows), *rows)
    assert str(tmp_path) in str(caught.value)
    assert os.listdir(tmp_path) == [NAME]
    assert len(of_type(tmp_path / NAME, "response")) == 2


def test_a_disk_too_full_for_a_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot.tempfile, "SpooledTemporaryFile", Spool)
    with pytest.raises(OutputError, match="No space left on device"):
        take(tmp_path, pages({}), "/a", "/b")
    assert os.listdir(tmp_path) == []


class Spool(io.BytesIO):
    """A temporary file that cannot be written."""

    def __init__(self, *_: Any, **__: Any) -> None:
        super().__init__()

    def write(self, _: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_folder_that_cannot_be_made_fails_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    asked: list[str] = []
    with pytest.raises(OutputError, match="cannot be written into"):
        take(tmp_path / "file" / "folder", lambda target: asked.append(target) or answer(404), "/a")
    assert asked == []
    with pytest.raises(OutputError, match="cannot be written into"):
        snapshot.prepare(tmp_path / "file" / "folder")
    snapshot.prepare(tmp_path / "new" / "folder")
    assert os.listdir(tmp_path / "new") == ["folder"]
    assert os.listdir(tmp_path / "new" / "folder") == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Permission denied"):
        take(tmp_path, pages({}), "/a")
    tmp_path.chmod(0o700)


def test_a_run_that_is_cancelled_leaves_a_whole_file(tmp_path: Path) -> None:
    rows = {"/a": page(), "/silent": b"HTTP/1.1 200 OK\r\n", "/b": page()}

    async def run() -> str:
        async with listening(rows, {"/silent": 9}) as base:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1):
                    await taken(tmp_path, [f"{base}{path}" for path in rows])
            return base

    base = asyncio.run(run())
    assert os.listdir(tmp_path) == [NAME]
    assert set(of_type(tmp_path / NAME, "response")) == {f"{base}/a", f"{base}/b"}


KILLED = """
import asyncio, sys
from pathlib import Path
from tests.links.test_snapshot import taken
asyncio.run(taken(Path(sys.argv[1]), [f"{sys.argv[2]}/{number}" for number in range(1000)]))
"""


def test_a_run_that_is_killed_leaves_no_file_of_its_name(tmp_path: Path) -> None:
    body = os.urandom(20_000)

    def server(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if target == "/robots.txt" else answer(200, body)

    with serving(server, HOST) as site:
        root = Path(__file__).parents[2]
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path), site.url], cwd=root)
        while len(site.asked) < 20:
            assert process.poll() is None
            signal.sigtimedwait([], 0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert os.listdir(tmp_path) == [f"{NAME}.open"]


MEASURED = """
import asyncio, sys, tracemalloc
from pathlib import Path
from tests.links.test_snapshot import taken
tracemalloc.start()
before = tracemalloc.get_traced_memory()[0]
result = asyncio.run(taken(Path(sys.argv[1]), [f"{sys.argv[2]}/{number}" for number in range(12)]))
print(result.taken, tracemalloc.get_traced_memory()[1] - before)
"""


def test_memory_does_not_grow_with_the_pages(tmp_path: Path) -> None:
    body = os.urandom(5_000_000)

    def server(target: str, _headers: dict[str, str], _count: int) -> bytes:
        return answer(404) if target == "/robots.txt" else answer(200, body)

    with serving(server, HOST) as site:
        command = [sys.executable, "-c", MEASURED, str(tmp_path), site.url]
        said = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True).stdout
    number, peak = map(int, said.split())
    assert number == 12
    assert peak < 4_000_000
