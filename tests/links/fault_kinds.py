"""The kinds of the fault server's addresses: what each has to be judged as, how many there are, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from igreport.model.link import Verdict
from tests.links import fault_answers as answers
from tests.links import fault_pages as pages
from tests.links.fault_answers import Answer, made, once, only_get, plain, redirect, status, too_many
from tests.links.fault_walls import WALLS

TOTAL = 1000
SITES = {"mortal": 3, "good": 1, "expired": 1, "wrong-host": 1, "untrusted": 1} | dict.fromkeys(
    pages.SOFT_SITES, 1
)  # hosts of each sort


@dataclass(frozen=True)
class Kind:
    """A sort of address."""

    verdict: Verdict | Literal["served"]  # "served": ok if the host gave the page before it died, else failing
    number: int  # of the 1,000
    answer: Answer = plain
    hops: tuple[int, ...] = ()  # statuses of the redirects before that answer; 0 is a page's own refresh
    across: bool = False  # whether they lead to other hosts
    site: str = ""  # of SITES, the sort of host that it has to stand on
    is_slow: bool = False  # holds a client until its timeout
    ending: str = ""  # of its path
    language: str = ""  # of its page, where that is not English
    is_settled: bool = True  # whether everybody would agree that a reader gets a page there, or gets none

    @property
    def has_page(self) -> bool | None:
        """Return whether a reader gets a page, for tools that know no more; None where that may be seen either way."""
        if not self.is_settled or self.verdict not in ("ok", "moved", "redirected", "dead", "failing"):
            return None
        return self.verdict in ("ok", "moved", "redirected")


def _encoded(number: int, language: str, encoding: str, kind: str, head: str = "") -> Kind:
    return Kind("ok", number, answers.charset(language, encoding, kind, head), language=language)


HOMES = ("/", "/en/", "/index.html")
OK: dict[str, Kind] = {
    "misleading": Kind("ok", 6),
    "home": Kind("ok", 3),
    "with-scripts": Kind(
        "ok",
        4,
        made(body="<noscript>You need to enable JavaScript for the map.</noscript><script src='/m.js'></script>"),
    ),
    "with-login-box": Kind("ok", 4, made(body="<form><input name=user><input type=password name=secret></form>")),
    "reloads-itself": Kind("ok", 3, made(extra="<meta http-equiv='refresh' content='300'>")),
    "500-then-200": Kind("ok", 14, once(status(500))),
    "502-then-200": Kind("ok", 4, once(status(502))),
    "503-then-200": Kind("ok", 8, once(status(503))),
    "503-retry-after": Kind("ok", 4, too_many(1, code=503)),
    "429-retry-after": Kind("ok", 12, too_many(1)),
    "429-date": Kind("ok", 5, too_many(1, date=True)),
    "429-then-200": Kind("ok", 8, once(status(429))),
    "timeout-then-200": Kind("ok", 4, once(answers.silent), is_slow=True),
    "reset-then-200": Kind("ok", 8, once(answers.reset)),
    "empty-then-200": Kind("ok", 5, once(answers.empty)),
    "drip": Kind("ok", 8, answers.drip),
    "page-then-drip": Kind("ok", 3, answers.endless_drip("{source}"), is_slow=True, is_settled=False),
    "head-405": Kind("ok", 8, only_get(status(405, {"Allow": "GET"}))),
    "head-501": Kind("ok", 5, only_get(status(501))),
    "head-403": Kind("ok", 5, only_get(status(403))),
    "head-404": Kind("ok", 5, only_get(status(404))),
    "head-closed": Kind("ok", 5, only_get(answers.empty)),
    "head-silent": Kind("ok", 2, only_get(answers.silent)),
    "gzip": Kind("ok", 10, answers.packed()),
    "deflate": Kind("ok", 4, answers.packed(encoding="deflate")),
    "gzip-cut-in-text": Kind("ok", 6, answers.packed(0.6), is_settled=False),
    "gzip-bomb": Kind("ok", 5, answers.bomb(10)),
    "gzip-bomb-100": Kind("ok", 1, answers.bomb(100)),
    "20-megabytes": Kind("ok", 5, answers.twenty_megabytes),
    "chunked": Kind("ok", 8, answers.chunked),
    "closes-unsaid": Kind("ok", 6, answers.closing),
    "etag": Kind("ok", 10, answers.tagged),
    "pdf": Kind("ok", 12, answers.pdf("application/pdf"), ending=".pdf"),
    "pdf-octets": Kind("ok", 3, answers.pdf("application/octet-stream"), ending=".pdf"),
    "206": Kind("ok", 3, made(206), is_settled=False),
    "large-header": Kind("ok", 4, answers.with_header(answers.LONG_POLICY)),
    "no-reason": Kind(
        "ok", 3, answers.raw(b"HTTP/1.1 200\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n", page=True)
    ),
    "http-1.0": Kind("ok", 4, answers.raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", page=True)),
    "header-not-ascii": Kind("ok", 3, made(headers={"X-City": "Z\xfcrich"})),
    "early-hints": Kind(
        "ok", 3, answers.hinted(b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n")
    ),
    "tls": Kind("ok", 16, site="good"),
}
_META = "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>"
CHARSETS: dict[str, Kind] = {
    "latin-1": _encoded(6, "de", "latin-1", "text/html; charset=ISO-8859-1"),
    "windows-1251": _encoded(5, "ru", "cp1251", "text/html", "<meta charset=windows-1251>"),
    "koi8-r": _encoded(3, "ru", "koi8-r", "text/html", _META),
    "utf-16": _encoded(3, "fr", "utf-16", "text/html"),
    "shift-jis": _encoded(4, "ja", "shift_jis", "text/html; charset=Shift_JIS"),
    "latin-2": _encoded(3, "pl", "iso-8859-2", 'text/html; charset="iso-8859-2"'),
    "no-charset": _encoded(5, "de", "utf-8", "text/html"),
    "said-utf-8-is-latin-1": _encoded(6, "de", "latin-1", "text/html; charset=utf-8"),
    "said-latin-1-is-utf-8": _encoded(4, "de", "utf-8", "text/html; charset=iso-8859-1", "<meta charset=utf-8>"),
    "unknown-charset": _encoded(4, "el", "utf-8", "text/html; charset=x-unknown-9"),
    "no-content-type": _encoded(3, "fr", "utf-8", ""),
}
MOVED: dict[str, Kind] = {
    "301": Kind("moved", 24, hops=(301,)),
    "308": Kind("moved", 8, hops=(308,)),
    "301-across": Kind("moved", 14, hops=(301,), across=True),
    "301-chain": Kind("moved", 10, hops=(301, 308, 301), across=True),
    "301-ten": Kind("moved", 3, hops=(301,) * 10),
    "302": Kind("redirected", 14, hops=(302,)),
    "303": Kind("redirected", 4, hops=(303,)),
    "307": Kind("redirected", 8, hops=(307,)),
    "302-across": Kind("redirected", 8, hops=(302,), across=True),
    "mixed": Kind("redirected", 6, hops=(301, 302)),
    "mixed-across": Kind("redirected", 6, hops=(302, 308, 301), across=True),
    "refresh": Kind("redirected", 8, hops=(0,)),
    "301-refresh": Kind("redirected", 3, hops=(301, 0), across=True),
    "sets-cookie": Kind("redirected", 5, answers.with_cookie),
    "301-to-500-once": Kind("moved", 4, once(status(500)), hops=(301,)),
}
BLOCKED: dict[str, Kind] = {
    "403": Kind("blocked", 16, status(403)),
    "401": Kind("blocked", 8, status(401, {"WWW-Authenticate": 'Basic realm="staff"'})),
    "402": Kind("blocked", 2, status(402)),
    "405": Kind("blocked", 5, status(405)),
    "406": Kind("blocked", 4, status(406)),
    "407": Kind("blocked", 2, status(407)),
    "451": Kind("blocked", 4, status(451)),
    "999": Kind("blocked", 5, status(999)),
    "429-always": Kind("blocked", 4, status(429)),
    "429-in-an-hour": Kind("blocked", 4, too_many(3600)),
    "301-to-403": Kind("blocked", 4, status(403), hops=(301,), across=True),
}
# A wall is settled for nobody: the reader's browser gets past it, a tool does not.
BLOCKED |= {f"wall-{name}": Kind("blocked", 4, answers.wall(wall)) for name, wall in WALLS.items()}
SOFT: dict[str, Kind] = {f"soft-{name}": Kind("soft-404", 3, answers.soft(style)) for name, style in pages.SOFT.items()}
SOFT |= {
    f"soft-site-{name}": Kind("soft-404", 7, answers.soft(style), site=name) for name, style in pages.SOFT_SITES.items()
}
SOFT |= {
    "soft-pdf": Kind("soft-404", 4, answers.soft(pages.SOFT["friendly"]), ending=".pdf"),
    "soft-301": Kind("soft-404", 4, answers.soft(pages.SOFT["heading"]), hops=(301,)),
    "to-home-302": Kind("soft-404", 10, redirect(302, *HOMES)),
    "to-home-301": Kind("soft-404", 8, redirect(301, *HOMES)),
    "to-login": Kind("soft-404", 8, answers.login, hops=(302,)),
    "to-login-across": Kind("soft-404", 4, answers.login, hops=(302, 302), across=True),
    "login-in-place": Kind("soft-404", 4, answers.login),
}
CHANGED: dict[str, Kind] = {
    "changed": Kind("changed", 8, answers.other),
    "changed-301": Kind("changed", 3, answers.other, hops=(301,), across=True),
}
DEAD: dict[str, Kind] = {
    "404": Kind("dead", 60, status(404)),
    "410": Kind("dead", 18, status(410)),
    "301-to-404": Kind("dead", 6, status(404), hops=(301,)),
    "302-to-410": Kind("dead", 3, status(410), hops=(302,), across=True),
    "no-such-host": Kind("dead", 4),
}
FAILING: dict[str, Kind] = {
    "500": Kind("failing", 8, status(500)),
    "502": Kind("failing", 3, status(502)),
    "503": Kind("failing", 4, status(503)),
    "504": Kind("failing", 2, status(504)),
    "302-to-500": Kind("failing", 3, status(500), hops=(302,)),
    "400": Kind("failing", 4, status(400)),
    "408": Kind("failing", 2, status(408)),
    "421": Kind("failing", 2, status(421)),
    "204": Kind("failing", 3, status(204), is_settled=False),
    "nothing": Kind("failing", 3, answers.nothing, is_settled=False),
    "loop": Kind("failing", 5, answers.turn_back),
    "loop-of-two": Kind("failing", 5, answers.turn_back, hops=(301,)),
    "loop-across": Kind("failing", 3, answers.turn_back, hops=(302, 301), across=True),
    "eleven": Kind("failing", 3, hops=(301,) * 11, is_settled=False),
    "twenty-five": Kind("failing", 2, hops=(302,) * 25, is_settled=False),
    "no-location": Kind("failing", 4, redirect(302, None)),
    "bad-location": Kind("failing", 3, redirect(301, "http://", "http://[::bad/")),
    "timeout": Kind("failing", 10, answers.silent, is_slow=True),
    "endless-drip": Kind("failing", 4, answers.endless_drip(), is_slow=True),
    "endless-head": Kind("failing", 2, answers.endless_head, is_slow=True),
    "gzip-cut-at-start": Kind("failing", 4, answers.packed(12.0)),
    "not-gzip": Kind(
        "failing",
        3,
        answers.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n\1\2\3\4 no"),
    ),
    "reset": Kind("failing", 6, answers.reset),
    "reset-in-head": Kind("failing", 5, answers.reset_in_head),
    "empty": Kind("failing", 4, answers.empty),
    "garbage": Kind("failing", 4, answers.raw(b"\x00\x01\x02 nothing of the sort\r\n\r\n")),
    "ssh": Kind("failing", 3, answers.raw(b"SSH-2.0-OpenSSH_9.6\r\n")),
    "megabyte-header": Kind("failing", 3, answers.with_header("x" * 2**20), is_settled=False),
    "https-on-http": Kind("failing", 4),
    "tls-expired": Kind("failing", 6, site="expired"),
    "tls-wrong-host": Kind("failing", 6, site="wrong-host"),
    "tls-untrusted": Kind("failing", 6, site="untrusted"),
    "dies": Kind("served", 60, site="mortal"),
}
KINDS: dict[str, Kind] = OK | CHARSETS | MOVED | BLOCKED | SOFT | CHANGED | DEAD | FAILING
KINDS["plain"] = Kind("ok", TOTAL - sum(kind.number for kind in KINDS.values()))
