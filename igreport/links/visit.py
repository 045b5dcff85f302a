"""What came back when an address was asked: plain data, judged in `igreport.links.verdict`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FailureKind = Literal[
    "no-host",  # DNS says that there is no such name
    "no-network",  # nothing can be asked from here just now
    "connection",  # refused, unreachable
    "reset",  # broken off, also in the middle of the body
    "timeout",
    "tls",
    "protocol",  # no HTTP, a redirect without or with a wrong address, a body that cannot be unpacked
    "redirects",  # too many, or in a circle
    "refused",  # by us: a private address, another scheme than http(s)
    "budget",  # the host's or the run's time was used up
]


@dataclass(frozen=True)
class Failure:
    """Why there is no answer, or no whole one."""

    kind: FailureKind
    message: str  # in words, as "the certificate has expired"


@dataclass(frozen=True)
class Hop:
    """An answer that sends on to another address."""

    url: str  # that was asked
    status: int  # 301, 302, 303, 307, 308; 0 for a page's own `<meta http-equiv="refresh">`


@dataclass(frozen=True)
class Page:
    """What an HTML page says, as far as it was read."""

    title: str = ""
    heading: str = ""  # the first h1, or else h2
    opening: str = ""  # the first 1,000 characters of its text
    words: int = 0  # of the text that is shown, as far as read
    text_sha256: str = ""
    sketch: str = ""
    language: str = ""  # of <html lang>
    published: datetime.date | None = None
    modified: datetime.date | None = None
    refresh: str = ""  # the address of an immediate <meta http-equiv="refresh">, as written
    has_password: bool = False  # there is a field for a password
    has_scripts: bool = False
    robots: str = ""  # <meta name="robots">
    marks: tuple[str, ...] = ()  # names of robot walls that its markup hints at
    vocabulary: bytes = b""  # which words occur anywhere on it; see links/shown_text.py


@dataclass(frozen=True)
class Visit:
    """One address asked, with all redirects and retries."""

    url: str
    final_url: str  # == url where nothing was redirected
    hops: tuple[Hop, ...] = ()
    status: int | None = None  # of the last answer
    headers: Mapping[str, str] = field(default_factory=dict)  # of the last answer, names in small letters
    page: Page | None = None  # of an HTML answer; None for others, and where nothing was read
    sha256: str = ""  # of the body that is not HTML, where it was read whole
    is_whole: bool = True  # False where the body was cut off by our limit, by time or by the server
    failure: Failure | None = None  # with a status where the body was broken off
    attempts: int = 1
