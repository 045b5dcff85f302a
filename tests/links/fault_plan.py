"""Which addresses the fault server has, mixed by a seed, and the report that cites them all."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from tests.links import fault_pages as pages
from tests.links.fault_exchange import Case
from tests.links.fault_kinds import KINDS, SITES, TOTAL, Kind

HOSTS = [f"127.0.0.{number}" for number in range(2, 52)]
FOLDERS = (
    "news/2025/{}{}",
    "documents/{}{}",
    "en/library/reports/{}{}",
    "publications/{}{}",
    "topics/view{1}?item={0}",
)
TLS = ("good", "expired", "wrong-host", "untrusted")
SECTION = "---\ntitle: Everything\ntopic: everything\nkeypoint: A point\n---\n\n{}\n"


def sites(seed: int) -> dict[str, str]:
    """Return the sort of each host: one of SITES, or nothing for an ordinary one."""
    hosts = Random(seed).sample(HOSTS, len(HOSTS))
    sorts = [sort for sort, number in SITES.items() for _ in range(number)]
    return dict(zip(hosts, sorts + [""] * (len(hosts) - len(sorts)), strict=True))


def cases(seed: int, port: int, without: Collection[str] = ()) -> list[Case]:
    """Return the references, mixed; plain pages stand for the kinds that are left out."""
    random, of_host = Random(seed + 1), sites(seed)
    places = {sort: cycle([host for host, of in of_host.items() if of == sort]) for sort in ["", *SITES]}
    quick = cycle([host for host, of in of_host.items() if of in ("", *pages.SOFT_SITES)])
    names = ["plain" if name in without else name for name, kind in KINDS.items() for _ in range(kind.number)]
    random.shuffle(names)
    homes: set[str] = set()
    made = []
    for number, name in enumerate(names):
        kind = KINDS[name]
        hosts = places[kind.site] if kind.site or kind.is_slow or name == "home" else quick
        host = next(hosts)
        while name == "home" and host in homes:
            host = next(hosts)
        homes |= {host} if name == "home" else set()
        made.append(_case(random, number, name, kind, host, port, list(of_host)))
    return made


def write(folder: Path, made: list[Case]) -> None:
    """Write the report that cites all references, and `truth.json`: address → what it has to be judged as."""
    texts = {
        "sections/series.yaml": "title: Faults\nauthor: An author\nlanguage: en-GB\n",
        "sections/2025-Q3/edition.yaml": "published: 2025-10-06\n",
        "sections/2025-Q3/10-everything.md": SECTION.format("\n\n".join(_paragraphs(len(made)))),
        "references/2025-Q3.yaml": "references:\n" + "".join(_reference(n, case) for n, case in enumerate(made)),
        "truth.json": json.dumps(truth(made), indent=1),
        "urls.txt": "".join(f"{case.url}\n" for case in made),
    }
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def truth(made: list[Case]) -> dict[str, dict[str, Any]]:
    """Return for each address its kind, its verdict ("served": see `Kind`), and whether a reader gets a page."""
    kinds = {case.url: (case.kind, KINDS[case.kind]) for case in made}
    return {url: {"kind": name, "verdict": kind.verdict, "page": kind.has_page} for url, (name, kind) in kinds.items()}


def judged(truth: dict[str, dict[str, Any]], served: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the truth after a run in which mortal hosts gave these pages before they died."""
    there, gone = {"verdict": "ok", "page": True}, {"verdict": "failing", "page": False}
    return {
        url: known | (there if url in served else gone) if known["verdict"] == "served" else known
        for url, known in truth.items()
    }


def _case(random: Random, number: int, name: str, kind: Kind, host: str, port: int, hosts: list[str]) -> Case:
    title = _title(random, number, name)
    scheme = "https" if kind.site in TLS or name == "https-on-http" else "http"
    start = f"{scheme}://{host}:{port}"
    if name == "no-such-host":
        start = f"http://agency-{number}.invalid"
    ordinary = hosts[sum(SITES.values()) :]
    stops = [f"{start}/" if name == "home" else f"{start}/{_path(random, title, number, kind.ending)}"]
    for hop in range(len(kind.hops)):
        at = f"http://{random.choice(ordinary)}:{port}" if kind.across else start
        is_form = name.startswith("to-login") and hop == len(kind.hops) - 1
        path = "account/login?next=%2Fitem%2F{}" if is_form else f"{_path(random, title, number, '')}-{hop + 1}"
        stops.append(f"{at}/{path.format(number)}")
    return Case(stops[0], name, title, random.getrandbits(32), tuple(stops))


def _title(random: Random, number: int, name: str) -> str:
    if KINDS[name].language:
        return pages.FOREIGN[KINDS[name].language][0]
    if name == "misleading":
        return random.choice(pages.MISLEADING)
    more = ", with the evidence that governments of the region submitted" if name.startswith("changed") else ""
    return pages.title(random, number) + more


def _path(random: Random, title: str, number: int, ending: str) -> str:
    slug = "-".join(re.findall("[a-z0-9]+", title.lower())[:5]) or "item"
    return random.choice(FOLDERS[:4] if ending else FOLDERS).format(f"{slug}-{number}", ending)


def _paragraphs(count: int) -> Iterator[str]:
    for start in range(0, count, TOTAL // 100):
        yield " ".join(f"Point {n} was made [@s{n:04}]." for n in range(start, min(count, start + TOTAL // 100)))


def _reference(number: int, case: Case) -> str:
    return (
        f"- id: s{number:04}\n  type: webpage\n  title: {json.dumps(case.title, ensure_ascii=False)}\n  publisher: An agency\n"
        f"  issued: 2025-08-29\n  accessed: 2025-10-01\n  URL: {json.dumps(case.url)}\n"
    )
