"""Copies in an archive: which one counts, which pages are asked for, and what an archive cannot do to a run."""

from __future__ import annotations

import asyncio
import datetime
import gzip
import itertools
import json
import time
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from igreport.links import archive, wayback
from igreport.links.network import Network
from igreport.links.targets import Target
from igreport.links.wayback import Found, Wanted
from igreport.model.dates import DateRange, PartialDate
from igreport.model.link import LinkRecord, Verdict
from igreport.model.report import LinkSettings
from tests.links.local_server import answer, serving

NOW = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.UTC)
URL = "https://www.example.org/report?page=1&x=%20y"
ARCHIVE = "127.0.0.22"
Reply = Callable[[dict[str, str]], bytes]  # the query's parameters → raw HTTP


def as_json(data: object) -> bytes:
    return answer(200, json.dumps(data), Content_Type="application/json")


def nearest(*times: str, status: str = "200", url: str = URL, **more: Any) -> Reply:
    """Answer as the availability API does: with the copy of `times` that is nearest to the day asked for."""

    def reply(query: dict[str, str]) -> bytes:
        if not times:
            return as_json({"url": query["url"], "archived_snapshots": {}})
        day = query["timestamp"]
        stamp = min(times, key=lambda stamp: abs(days(stamp) - days(day)))
        row = {
            "available": True,
            "status": status,
            "timestamp": stamp,
            "url": f"http://web.archive.org/web/{stamp}/{url}",
        }
        return as_json({"url": query["url"], "archived_snapshots": {"closest": row | more}})

    return reply


def all_of(*rows: tuple[str, str]) -> Reply:
    """Answer as the CDX API does, with rows of a time and a status, filtered, sorted and cut off as it was asked for."""

    def reply(query: dict[str, str]) -> bytes:
        assert query["filter"] == "statuscode:200"
        assert (query["sort"], query["matchType"]) == ("closest", "exact")
        inside = [
            stamp
            for stamp, status in rows
            if status == "200" and query.get("from", "0") <= stamp <= query.get("to", "9").ljust(14, "9")
        ]
        chosen = sorted(inside, key=lambda stamp: abs(days(stamp) - days(query["closest"])))[: int(query["limit"])]
        head = [["timestamp", "original", "statuscode"]] if chosen else []
        return as_json([*head, *([stamp, query["url"], "200"] for stamp in chosen)])

    return reply


def days(stamp: str) -> int:
    return datetime.datetime.strptime(stamp[:8], "%Y%m%d").toordinal()


def broken(status: int = 503, **headers: str) -> Reply:
    return lambda _: answer(status, "<html>no</html>", **headers)


NO_COPIES, NOT_THERE = all_of(), broken(404)


class Machine:
    """A local archive; `asked` has the path and the parameters of each request."""

    def __init__(self, available: Reply, cdx: Reply = NO_COPIES, save: Reply = NOT_THERE) -> None:
        self.replies = {"/wayback/available": available, "/cdx/search/cdx": cdx}
        self.save = save
        self.asked: list[tuple[str, dict[str, str]]] = []

    def __call__(self, target: str, _headers: dict[str, str], _count: int) -> bytes | None:
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        name, reply = parts.path, self.replies.get(parts.path)
        if reply is None and name.startswith("/save/"):
            name, reply, query = "/save/", self.save, {"url": target.removeprefix("/save/")}
        self.asked.append((name, query))
        return (reply or broken(404))(query)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


def found(machine: Machine, wanted: Wanted, times: int = 1) -> Found:
    """Look for a copy; the archive's own address is cut off from what is found."""

    async def run(base: str) -> Found:
        async with Network(LinkSettings(), agent="igreport/1", allow_private=True, timeout=5) as network:
            own = wayback.Archive(network, base, NOW)
            for _ in range(times):
                last = await own.find(wanted)
            return last

    with serving(machine, ARCHIVE) as server:
        return asyncio.run(run(server.url))


def taken(machine: Machine, wanted: Wanted) -> str:
    copy = found(machine, wanted).copy
    return f"{copy.taken:%Y-%m-%d}" if copy else ""


DAY = Wanted(URL, datetime.date(2025, 10, 1))


def test_the_nearest_copy_by_the_quick_answer() -> None:
    machine = Machine(nearest("20250901120000", "20251003101112", "20251201000000"))
    with serving(machine, ARCHIVE) as server:

        async def run() -> Found:
            async with Network(LinkSettings(), agent="igreport/1", allow_private=True) as network:
                return await wayback.Archive(network, server.url + "/", NOW).find(DAY)

        copy = asyncio.run(run()).copy
        assert copy
        assert copy.url == f"{server.url}/web/20251003101112/{URL}"
        assert copy.taken == datetime.datetime(2025, 10, 3, 10, 11, 12, tzinfo=datetime.UTC)
    assert machine.asked == [("/wayback/available", {"url": URL, "timestamp": "20251001"})]


def test_the_whole_list_where_the_quick_answer_knows_none() -> None:
    machine = Machine(
        nearest(), all_of(("20250101000000", "200"), ("20251002000000", "404"), ("20251101000000", "200"))
    )
    assert taken(machine, DAY) == "2025-11-01"
    assert machine.paths == ["/wayback/available", "/cdx/search/cdx"]
    assert machine.asked[1][1]["url"] == URL


def test_no_copy_is_an_answer() -> None:
    assert found(Machine(nearest(), all_of(("20251002000000", "404"))), DAY) == Found()


def test_a_copy_made_after_the_page_died_does_not_count() -> None:
    died = datetime.datetime(2025, 10, 20, tzinfo=datetime.UTC)
    wanted = Wanted(URL, datetime.date(2025, 10, 25), latest=died)
    machine = Machine(nearest("20251026000000"), all_of(("20251026000000", "200"), ("20250701000000", "200")))
    assert taken(machine, wanted) == "2025-07-01"
    assert taken(Machine(nearest("20251026000000"), all_of(("20251026000000", "200"))), wanted) == ""


def test_a_copy_while_the_page_worked_comes_before_a_nearer_one() -> None:
    last = datetime.datetime(2025, 10, 5, tzinfo=datetime.UTC)
    wanted = Wanted(URL, datetime.date(2025, 10, 4), last_ok=last)
    machine = Machine(nearest("20251007000000"), all_of(("20251007000000", "200"), ("20250901000000", "200")))
    assert taken(machine, wanted) == "2025-09-01"
    assert taken(Machine(nearest("20251007000000")), wanted) == "2025-10-07"


def test_a_copy_from_before_the_publication_does_not_count() -> None:
    wanted = Wanted(URL, datetime.date(2025, 10, 1), earliest=datetime.date(2025, 9, 15))
    assert taken(Machine(nearest("20250910000000"), all_of(("20250910000000", "200"))), wanted) == ""
    assert taken(Machine(nearest("20250914230000")), wanted) == "2025-09-14"


@pytest.mark.parametrize(
    "row",
    [
        nearest("20251001000000", status="404"),
        nearest("20251001000000", available=False),
        nearest("20251001000000", available="yes"),
        nearest("20251001000000", timestamp="20259999000000"),
        nearest("20251001000000", timestamp="2025"),
        nearest("20251001000000", timestamp="٢٠٢٥١٠٠١٠٠٠٠٠٠"),
        nearest("20251001000000", timestamp=20251001000000),
        nearest("20251001000000", timestamp="20991001000000"),
        nearest("20251001000000", timestamp="19001001000000"),
        nearest("20251001000000", timestamp=None),
        nearest("20251001000000", status=["200"]),
        nearest("20251001000000", url="https://evil.example.net/report"),
        nearest("20251001000000", url="https://www.example.org.evil.net/report"),
        nearest("20251001000000", url="https://[::1/"),
        lambda _: as_json({"archived_snapshots": {"closest": ["20251001000000"]}}),
        lambda _: as_json({"archived_snapshots": {"closest": {"available": True, "url": 7}}}),
    ],
)
def test_a_copy_that_cannot_be_one_does_not_count(row: Reply) -> None:
    assert found(Machine(row), DAY) == Found()


@pytest.mark.parametrize(
    "host", ["http://example.org:80/report", "https://example.org/report", "http://WWW.example.org/"]
)
def test_the_same_site_in_other_words(host: str) -> None:
    assert taken(Machine(nearest("20251001000000", url=host)), DAY) == "2025-10-01"


@pytest.mark.parametrize(
    "rows",
    [
        {"rows": []},
        ["timestamp"],
        [["urlkey", "mimetype"], ["a", "b"]],
        [[["timestamp"], {"original": 1}, "statuscode"], ["20251001000000", URL, "200"]],
        "no list",
        7,
        None,
    ],
)
def test_a_list_that_is_none(rows: Any) -> None:
    assert found(Machine(nearest(), lambda _: as_json(rows)), DAY).problem == "the archive's answer is not understood"


def test_wrong_rows_cost_themselves_alone() -> None:
    head = ["statuscode", "original", "timestamp"]
    rows = [head, [], ["200"], ["200", URL, 7], ["404", URL, "20251001000000"], ["200", URL, "20251002000000", "more"]]
    rows += [
        ["200", "https://evil.example.net/", "20251001000000"],
        ["200", None, None],
        ["200", URL, "20250902000000"],
    ]
    assert taken(Machine(nearest(), lambda _: as_json(rows)), DAY) == "2025-10-02"


BOMB = gzip.compress(b"[" * 20_000_000)


@pytest.mark.parametrize(
    "reply",
    [
        lambda _: answer(200, "<html><body>Down for maintenance</body></html>"),
        lambda _: answer(200, ""),
        lambda _: answer(200, b"\xff\xfe\x00"),
        lambda _: answer(200, "[" * 100_000),
        lambda _: answer(200, "1" * 100_000),
        lambda _: answer(200, "[" + " " * 5_000_000 + "]"),
        lambda _: answer(200, BOMB, Content_Encoding="gzip"),
        lambda _: answer(200, "no gzip", Content_Encoding="gzip"),
        lambda _: answer(200, "?", Content_Encoding="br"),
        lambda _: answer(302, "", Location="http://127.0.0.1:1/wayback/available"),
        lambda _: b"no HTTP at all\r\n\r\n",
        lambda _: b"",
        broken(403),
        broken(500),
    ],
    ids=lambda _: "reply",
)
def test_what_is_no_answer_is_not_known(reply: Reply) -> None:
    begun = time.perf_counter()
    result = found(Machine(reply, reply), DAY)
    assert result.copy is None
    assert result.problem.startswith(("the archive ", "the archive's "))
    assert time.perf_counter() - begun < 3


def test_one_interface_makes_up_for_the_other() -> None:
    assert taken(Machine(broken(503), all_of(("20251002000000", "200"))), DAY) == "2025-10-02"
    late = Wanted(URL, DAY.day, last_ok=datetime.datetime(2025, 9, 1, tzinfo=datetime.UTC))
    assert taken(Machine(nearest("20251002000000"), broken(503)), late) == "2025-10-02"


def test_an_interface_that_fails_is_left_alone() -> None:
    machine = Machine(broken(503), broken(500))
    assert found(machine, DAY, times=6).problem == "the archive answers with 500"
    assert machine.paths.count("/wayback/available") == 3
    assert machine.paths.count("/cdx/search/cdx") == 3


@pytest.mark.parametrize("headers", [{}, {"Retry_After": "3600"}, {"Retry_After": "soon"}, {"Retry_After": "-1"}])
def test_too_many_requests_are_not_followed_by_another(headers: dict[str, str]) -> None:
    machine = Machine(nearest(), broken(429, **headers))
    assert found(machine, DAY, times=3).problem == "the archive has had enough requests for now"
    assert machine.paths.count("/cdx/search/cdx") == 1


def test_retry_after_is_obeyed_once() -> None:
    machine = Machine(nearest(), broken(429, Retry_After="1"))
    begun = time.perf_counter()
    assert found(machine, DAY, times=2).problem == "the archive has had enough requests for now"
    assert time.perf_counter() - begun >= 1
    assert machine.paths.count("/cdx/search/cdx") == 2


def test_the_public_archive_is_asked_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wayback, "_PAUSES", {"availability": 0.3, "cdx": 0.4, "save": 0.5})
    machine = Machine(nearest(), all_of())
    with serving(machine, ARCHIVE) as server:
        monkeypatch.setattr(wayback, "PUBLIC", server.url)
        monkeypatch.setattr(wayback, "_AVAILABILITY", server.url)

        async def run() -> None:
            async with Network(LinkSettings(), agent="igreport/1", allow_private=True) as network:
                own = wayback.Archive(network, server.url, NOW)
                for _ in range(3):
                    await own.find(DAY)

        asyncio.run(run())
        lists = [at for at, (target, _) in zip(server.times, server.asked, strict=True) if "/cdx/" in target]
    assert all(later - earlier >= 0.4 for earlier, later in itertools.pairwise(lists))


# -- look_up


def record(url: str, verdict: Verdict = "ok", **more: Any) -> LinkRecord:
    return LinkRecord(url, verdict, checked="2026-01-15T10:00:00Z", **more)


def looked_up(
    machine: Machine,
    targets: Sequence[Target],
    records: Sequence[LinkRecord] = (),
    allow_private: bool = True,
    **options: Any,
) -> tuple[dict[str, LinkRecord], dict[str, str]]:
    """Return what is found, the archive's address cut off, and what was said of each address."""
    said: dict[str, str] = {}

    async def run(base: str) -> dict[str, LinkRecord]:
        async with Network(LinkSettings(), agent="igreport/1", allow_private=allow_private, timeout=2) as network:
            settings = LinkSettings(archive=base)
            known = {row.url: row for row in records}
            return await archive.look_up(network, settings, targets, known, NOW, progress=said.__setitem__, **options)

    with serving(machine, ARCHIVE) as server:
        rows = asyncio.run(run(server.url))
        return {url: row for url, row in rows.items() if (row.archive or "").startswith(server.url)}, said


def on(day: str) -> DateRange:
    return DateRange(PartialDate(*map(int, day.split("-"))))


def test_what_is_looked_for_and_what_is_changed() -> None:
    urls = {name: f"https://example.org/{name}" for name in ("ok", "dead", "blocked", "new", "kept", "named")}
    targets = [Target(url) for name, url in urls.items() if name != "named"]
    targets.append(Target(urls["named"], archive="https://archive.example/1"))
    records = [record(urls["ok"], title="A"), record(urls["dead"], "dead"), record(urls["blocked"], "blocked")]
    records.append(record(urls["kept"], archive="https://archive.example/2"))
    machine = Machine(lambda query: nearest("20251001000000", url=query["url"])(query))
    rows, said = looked_up(machine, targets, records)
    assert set(rows) == {urls[name] for name in ("ok", "dead", "blocked", "new")}
    assert {row.verdict for row in rows.values()} == {"ok", "dead", "blocked", "unchecked"}
    assert rows[urls["ok"]].title == "A"
    assert (rows[urls["ok"]].archive or "").endswith("/web/20251001000000/https://example.org/ok")
    assert set(said.values()) == {"a copy of 2025-10-01"}
    assert machine.asked[0][1]["url"] == urls["dead"]


@pytest.mark.parametrize(
    "url",
    [
        "https://user:secret@example.org/a",
        "https://token@example.org/a",
        "https://web.archive.org/web/2020/https://example.org",
        "https://archive.ph/abc",
        "ftp://example.org/a",
        "https://[::1/a",
        "not an address",
        "",
    ],
)
def test_what_no_archive_hears_of(url: str) -> None:
    machine = Machine(nearest("20251001000000"))
    assert looked_up(machine, [Target(url)]) == ({}, {})
    assert machine.asked == []


@pytest.mark.parametrize("host", ["10.0.0.1", "127.0.0.1", "localhost", "wiki", "intra.local", "[::1]", "2130706433"])
def test_inner_addresses_stay_here(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def find(_: object, wanted: Wanted) -> Found:
        asked.append(wanted.url)
        return Found()

    monkeypatch.setattr(wayback.Archive, "find", find)
    looked_up(Machine(nearest()), [Target(f"http://{host}/a"), Target("https://example.org/a")], allow_private=False)
    assert asked == ["https://example.org/a"]


def test_the_day_that_is_asked_for() -> None:
    def day(target: Target, *records: LinkRecord) -> str:
        machine = Machine(nearest())
        looked_up(machine, [target], records)
        return machine.asked[0][1]["timestamp"]

    worked = record(URL, "dead", last_ok="2025-06-07T08:09:10Z", failing_since="2025-08-01T00:00:00Z")
    assert day(Target(URL, issued=on("2025-02-03"), accessed=on("2025-03-04")), worked) == "20250304"
    assert day(Target(URL, issued=on("2025-02"), accessed=DateRange(None, literal="soon")), worked) == "20250201"
    assert day(Target(URL), worked) == "20250607"
    assert day(Target(URL), record(URL, last_ok="yesterday")) == "20260115"
    assert day(Target(URL, accessed=DateRange(PartialDate(0)))) == "20260115"


def test_the_bounds_that_are_asked_for() -> None:
    def bounds(target: Target, *records: LinkRecord) -> tuple[str, str]:
        machine = Machine(nearest())
        looked_up(machine, [target], records)
        return machine.asked[1][1].get("from", ""), machine.asked[1][1].get("to", "")

    died = record(URL, "dead", failing_since="2025-08-01T10:00:00Z")
    assert bounds(Target(URL, issued=on("2025-02-03"), accessed=on("2025-03-04")), died) == (
        "20250202",
        "20250801100000",
    )
    assert bounds(Target(URL, issued=on("2025-02-03"), accessed=on("2025-01-10"))) == ("20250109", "")
    assert bounds(Target(URL, issued=DateRange(PartialDate(2025), circa=True))) == ("", "")


def test_what_is_found_is_given_at_once() -> None:
    given: list[LinkRecord] = []

    def reply(query: dict[str, str]) -> bytes:
        assert len(given) == len(machine.asked) - 1
        return nearest("20251001000000", url=query["url"])(query)

    machine = Machine(reply)
    rows, _ = looked_up(machine, [Target(f"https://example.org/{number}") for number in range(3)], sink=given.append)
    assert {row.url: row for row in given} == rows


def test_a_page_behind_a_redirect_is_found_by_its_own_address() -> None:
    end = "https://example.net/end"
    machine = Machine(lambda query: (nearest("20251001000000", url=end) if query["url"] == end else nearest())(query))
    rows, _ = looked_up(machine, [Target(URL)], [record(URL, "redirected", final_url=end)])
    assert (rows[URL].archive or "").endswith(f"/web/20251001000000/{end}")
    assert looked_up(machine, [Target(URL)], [record(URL, "soft-404", final_url=end)])[0] == {}


def test_a_dead_archive_ends_the_search_soon() -> None:
    targets = [Target(f"https://example.org/{number}") for number in range(20)]
    machine = Machine(broken(503), broken(503))
    rows, said = looked_up(machine, targets)
    assert rows == {}
    assert len(machine.asked) == 6
    assert set(said) == {target.url for target in targets}
    assert set(said.values()) == {"the archive answers with 503"}
    assert looked_up(Machine(broken(503), broken(503)), targets[:2])[1].keys() == {row.url for row in targets[:2]}


def test_the_time_is_limited_and_what_is_found_is_kept() -> None:
    def reply(query: dict[str, str]) -> bytes:
        time.sleep(0.2)
        return nearest("20251001000000", url=query["url"])(query)

    targets = [Target(f"https://example.org/{number}") for number in range(20)]
    rows, said = looked_up(Machine(reply), targets, seconds=1)
    assert 1 <= len(rows) <= 6
    assert list(said.values()).count("not asked: the time for the archive is used up") == 20 - len(rows)


# -- save


def redirect(stamp: str = "20260115120500", code: int = 302) -> Reply:
    return lambda query: answer(code, "", Location=f"/web/{stamp}/{query['url']}")


def saved(machine: Machine, verdict: Verdict = "ok", robots: bytes = answer(404)) -> tuple[dict[str, LinkRecord], str]:
    """Look for a copy of a page of a local site, and ask for one; return the records and what was said last."""

    def site(_target: str, _headers: dict[str, str], _count: int) -> bytes:
        return robots

    with serving(site, "127.0.0.23") as server:
        url = f"{server.url}/page?a=1"
        rows, said = looked_up(machine, [Target(url)], [record(url, verdict)], save=True)
        assert {target for target, _ in server.asked} <= {"/robots.txt"}
    return rows, said[url]


def test_a_copy_is_asked_for_and_its_address_is_that_of_the_redirect() -> None:
    machine = Machine(nearest(), all_of(), redirect())
    rows, said = saved(machine)
    assert said == "a copy of 2026-01-15"
    assert machine.paths == ["/wayback/available", "/cdx/search/cdx", "/save/"]
    (url,) = rows
    assert machine.asked[-1][1]["url"] == url
    assert (rows[url].archive or "").endswith(f"/web/20260115120500/{url}")


@pytest.mark.parametrize("header", ["Content_Location", "Link"])
def test_a_copy_that_is_told_in_a_header(header: str) -> None:
    def reply(query: dict[str, str]) -> bytes:
        path = f"/web/20260115120500/{query['url']}"
        return answer(200, "x", **{header: f'<{path}>; rel="memento"' if header == "Link" else path})

    rows, said = saved(Machine(nearest(), all_of(), reply))
    assert said == "a copy of 2026-01-15"
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (lambda _: answer(200, "<html>Saving page now"), "the archive was asked for a copy, which is not there yet"),
        (redirect("99999999999999"), "the archive answers with 404"),
        (lambda _: answer(302, "", Location="https://evil.example.net/web/20260115120500/x"), "not there yet"),
        (lambda _: answer(200, "x", Content_Location="/web/20260115120500/https://evil.example.net/"), "not there yet"),
        (lambda query: answer(302, "", Location=f"/save/{query['url']}&more"), "not there yet"),
        (broken(429), "the archive has had enough requests for now"),
        (broken(520), "the archive answers with 520"),
        (lambda _: b"", "the archive cannot be asked: the connection was broken off"),
    ],
)
def test_a_copy_that_is_not_made(reply: Reply, words: str) -> None:
    machine = Machine(nearest(), all_of(), reply)
    rows, said = saved(machine)
    assert rows == {}
    assert said.endswith(words)
    assert machine.paths.count("/save/") <= 6


@pytest.mark.parametrize("verdict", ["dead", "soft-404", "failing", "blocked", "changed", "unchecked"])
def test_only_working_pages_are_saved(verdict: Verdict) -> None:
    machine = Machine(nearest(), all_of(), redirect())
    assert saved(machine, verdict)[0] == {}
    assert "/save/" not in machine.paths


def test_nothing_is_saved_where_it_is_not_known_whether_there_is_a_copy() -> None:
    machine = Machine(broken(503), broken(503), redirect())
    assert saved(machine)[0] == {}
    assert "/save/" not in machine.paths


@pytest.mark.parametrize("name", ["*", "igreport", "ia_archiver", "archive.org_bot"])
def test_robots_txt_is_obeyed_before_a_copy_is_asked_for(name: str) -> None:
    machine = Machine(nearest(), all_of(), redirect())
    rows, said = saved(machine, robots=answer(200, f"User-agent: {name}\nDisallow: /page\n"))
    assert rows == {}
    assert "robots.txt" in said
    assert "/save/" not in machine.paths


def test_nothing_is_saved_unless_it_is_asked_for() -> None:
    machine = Machine(nearest(), all_of(), redirect())
    looked_up(machine, [Target(URL)], [record(URL)])
    assert "/save/" not in machine.paths
