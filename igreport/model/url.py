"""An address of the web as an author wrote it, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

FaultKind = Literal[
    "empty",  # nothing is written
    "space",  # a blank or a line break, inside or around
    "invisible",  # a control, zero-width or direction character
    "character",  # a character that no address holds: < > " { } | \ ^ `
    "entity",  # HTML's `&amp;` for `&`
    "leading-punctuation",  # an opening bracket or quotation mark before the address
    "trailing-punctuation",  # what ends the sentence, or closes a bracket or a quotation
    "bracket",  # one closes that none opens, or the other way round
    "percent",  # `%` without two hexadecimal digits
    "missing-scheme",  # www.example.org/x
    "misspelt-scheme",  # htps://, https//
    "doubled-scheme",  # https://https://
    "other-scheme",  # ftp:, mailto:, file:
    "host",  # no host, or one that cannot be
    "port",  # not a number from 1 to 65535
    "several",  # more than one address
    "text-before",  # words before the address
    "relative",  # not an address of its own: /path, file.html
]
HostKind = Literal["public", "private", "loopback", "intranet", "example", "ip", "shortener"]


class UrlFault(NamedTuple):
    """What is wrong at `text[start:end]`; `replacement` where another text there mends it and means the same."""

    kind: FaultKind
    start: int
    end: int
    message: str
    replacement: str | None = None


@dataclass(frozen=True)
class Url:
    """The parts of an address (RFC 3986, section 3), as written: nothing is decoded, and no case changed.

    The parts are those of `mended`, so that `www.example.org/x` has a host. Of several addresses they are the first one's.
    """

    text: str
    mended: str  # `text` with every replacement made; `text` itself where there is none
    scheme: str = ""  # without ":"
    userinfo: str = ""  # without "@"
    host: str = ""  # an IPv6 address with its brackets
    port: str = ""  # as written: digits where it is right
    path: str = ""
    query: str = ""  # without "?"
    fragment: str = ""  # without "#"
    faults: tuple[UrlFault, ...] = ()  # in the order of their places; none overlaps another


class Parameter(NamedTuple):
    """A named part of an address, at `text[start:end]`: `utm_source=x`, without the `&` around it."""

    start: int
    end: int
    name: str
