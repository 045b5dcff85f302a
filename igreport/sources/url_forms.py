"""Forms of one address: its parts, its normal form, the key of its page, and itself without what tracks its reader.

Standards: RFC 3986, appendix B (parts) and section 6.2 (normal form); WHATWG URL Standard, section 5.1 (parameters).
No function raises for any text.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from igreport.model.url import Parameter
from igreport.sources.hosts import is_below, known, to_unicode

_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_AUTHORITY = re.compile(r"(?:(.*)@)?(\[[^\]]*\]?|[^:]*)(?::(.*))?", re.DOTALL)
_ESCAPE = r"%([0-9A-Fa-f]{2})?"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PORTS = {"http": "80", "https": "443", "ftp": "21"}
_PATH_SESSION = r"(?i);(jsessionid|phpsessid)=[^/;?#]*|(?<=/)\(([SFAX])\([0-9a-z]{20,40}\)\)(?=/)"
_LONG_VALUE = r"[0-9a-fA-F]{16,64}|[0-9A-Za-z,-]{24,64}"


class Parts(NamedTuple):
    """What RFC 3986, appendix B finds: None where a part is not there, which is not the same as empty."""

    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None


class Authority(NamedTuple):
    """The parts of an authority, RFC 3986, section 3.2."""

    userinfo: str | None
    host: str
    port: str | None


def split(text: str) -> Parts:
    """Return the parts of any text read as a URI reference, each as written."""
    match = _PARTS.fullmatch(text)
    assert match is not None  # every group may be empty: the pattern fits every text
    scheme, authority, path, query, fragment = match.groups()
    return Parts(scheme, authority, path or "", query, fragment)


def split_authority(authority: str) -> Authority:
    """Return user, host and port as written; the last `@` ends the user (WHATWG, "authority state")."""
    match = _AUTHORITY.fullmatch(authority)
    if match is None:  # something between "]" and ":"
        return Authority(None, authority, None)
    userinfo, host, port = match.groups()
    return Authority(userinfo, host or "", port)


def joined(parts: Parts) -> str:
    """Return the text that these parts make (RFC 3986, section 5.3)."""
    scheme, authority, path, query, fragment = parts
    return "".join(
        (
            "" if scheme is None else f"{scheme}:",
            "" if authority is None else f"//{authority}",
            path,
            "" if query is None else f"?{query}",
            "" if fragment is None else f"#{fragment}",
        )
    )


def normalized(text: str) -> str:
    """Return the address in the normal form of RFC 3986, sections 6.2.2 and 6.2.3; the fragment stays.

    Scheme and host are in small letters, escapes in capitals and only where they are needed, dot segments are resolved, the
    scheme's own port is left out and an empty path is `/`. A `%` that begins no escape becomes `%25`. What is no address
    is treated alike as far as it has such parts.
    """
    return joined(_normal(split(text)))


def _normal(parts: Parts) -> Parts:
    scheme, authority, path, query, fragment = parts
    scheme = scheme.lower() if scheme is not None else None
    if scheme is not None or authority is not None:  # else what is decoded might become a scheme
        path = _unescaped(path)
    if authority is not None:
        authority = _normal_authority(authority, scheme or "")
        path = _without_dots(path) if "/." in path else path
        path = path or ("/" if scheme in _PORTS else "")
    return Parts(scheme, authority, path, query and _unescaped(query), fragment and _unescaped(fragment))


def _normal_authority(authority: str, scheme: str) -> str:
    userinfo, host, port = split_authority(authority)
    user = "" if userinfo is None else f"{_unescaped(userinfo)}@"
    if port and port.isascii() and port.isdecimal():
        port = port.lstrip("0") or "0"
    return f"{user}{_normal_host(host)}" + (f":{port}" if port and port != _PORTS.get(scheme) else "")


def _normal_host(host: str) -> str:
    if "%" not in host:
        return host.lower()
    return re.sub(_ESCAPE, lambda match: match[0].upper(), _unescaped(host).lower())


def _unescaped(text: str) -> str:
    return re.sub(_ESCAPE, _escape, text) if "%" in text else text


def _escape(match: re.Match[str]) -> str:
    if not match[1]:
        return "%25"
    letter = chr(int(match[1], 16))
    return letter if letter in _UNRESERVED else match[0].upper()


def _without_dots(path: str) -> str:
    """Return an absolute path without `.` and `..` (RFC 3986, section 5.2.4)."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def same_page(text: str) -> str:
    """Return a key: where it is equal for two addresses, they certainly name the same page.

    It is the normal form without `http(s):`, `www.`, fragment, the path's last slash, tracking parameters and a query that
    says nothing; encoded hosts are decoded (RFC 3492) and other letters than ASCII's escaped. The order of the query stays.
    A fragment that begins with `/` or `!` stays as well: there it tells pages apart.
    """
    scheme, authority, path, query, fragment = _normal(split(without_tracking(text.strip())))
    scheme = None if scheme in ("http", "https") else scheme
    if authority is not None:
        authority = _page_authority(authority)
        path = path.removesuffix("/")
    fragment = fragment if fragment and fragment[0] in "/!" else None
    key = joined(Parts(scheme, authority, path, query or None, fragment))
    return key if key.isascii() else quote(key, "%/:?#[]@!$&'()*+,;=", errors="replace")


def _page_authority(authority: str) -> str:
    userinfo, host, port = split_authority(authority)
    if "xn--" in host:
        host = ".".join(to_unicode(label) or label for label in host.split("."))
    host = (host if host.isascii() else unicodedata.normalize("NFC", host)).removesuffix(".")
    host = host[4:] if host.startswith("www.") and "." in host[4:] else host
    user = "" if userinfo is None else f"{userinfo}@"
    return f"{user}{host}" + (f":{port}" if port not in (None, "80", "443") else "")


def tracking_parameters(text: str) -> tuple[Parameter, ...]:
    """Return the parameters of the query that only tell where a reader came from, by the list in `data/urls.txt`."""
    if "?" not in text:
        return ()
    host = _host(text)
    return tuple(part for part in _parameters(text) if _tracks(part.name.lower(), host))


def without_tracking(text: str) -> str:
    """Return `text` without its tracking parameters, all else as it was; a query left empty loses its `?`."""
    found = tracking_parameters(text)
    if not found:
        return text
    start, end = _query(text)
    tracking = {part.start for part in found}
    # A piece begins with its parameter, or with the `amp;` that an HTML entity has left before it.
    kept = "&".join(text[first:last] for first, name, last in _pieces(text) if name not in tracking)
    return text[: start - 1] + (f"?{kept}" if kept else "") + text[end:]


def session_ids(text: str) -> tuple[Parameter, ...]:
    """Return what names one visit: in the path (`;jsessionid=…` with its `;`, ASP.NET's `(S(…))`) and in the query.

    The query's names are a list in `data/urls.txt`; some of them count only with a value as long as such ids are.
    """
    found: list[Parameter] = []
    if ";" in text or "/(" in text:
        path = re.split(r"[?#]", text, maxsplit=1)[0]
        found += [
            Parameter(match.start(), match.end(), match[1] or match[2]) for match in re.finditer(_PATH_SESSION, path)
        ]
    if "?" in text:
        found += [part for part in _parameters(text) if _is_session(part, text)]
    return tuple(found)


def _is_session(part: Parameter, text: str) -> bool:
    name, first = part.name.lower(), part.start + len(part.name) + 1
    if name in known("session with a long value"):
        return re.compile(_LONG_VALUE).fullmatch(text, first, part.end) is not None
    entries = known("session")
    return first < part.end and (name in entries or f"{name[:12]}*" in entries)  # ASPSESSIONIDCQRTSDBA


def _tracks(name: str, host: str) -> bool:
    names, prefixes, at_hosts = _tracking()
    if name in names or name.startswith(prefixes):
        return True
    return any(
        name.startswith(entry) if is_prefix else name == entry
        for entry, is_prefix, home in at_hosts
        if is_below(host, home)
    )


@functools.cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...], tuple[tuple[str, bool, frozenset[str]], ...]]:
    names, prefixes, at_hosts = [], [], []
    for entry in sorted(known("tracking")):
        name, _, host = (part.strip() for part in entry.partition("@"))
        if host:
            at_hosts.append((name.rstrip("*"), name.endswith("*"), frozenset((host,))))
        elif name.endswith("*"):
            prefixes.append(name.rstrip("*"))
        else:
            names.append(name)
    return frozenset(names), tuple(prefixes), tuple(at_hosts)


def _host(text: str) -> str:
    """Return the host in small letters, also of an address without scheme."""
    authority = split(text).authority
    return split_authority(authority if authority is not None else re.split(r"[/?#]", text, maxsplit=1)[0]).host.lower()


def _query(text: str) -> tuple[int, int]:
    """Return where the query stands, without its `?`; an empty place where there is none."""
    end = text.find("#")
    end = len(text) if end < 0 else end
    start = text.find("?", 0, end) + 1
    return (start, end) if start else (end, end)


def _pieces(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield for each parameter of the query where its piece begins, where its name begins, and where it ends."""
    start, end = _query(text)
    while start <= end:
        stop = text.find("&", start, end)
        stop = end if stop < 0 else stop
        yield start, start + 4 * text.startswith("amp;", start, stop), stop
        start = stop + 1


def _parameters(text: str) -> Iterator[Parameter]:
    for _, start, end in _pieces(text):
        if start < end:
            yield Parameter(start, end, text[start:end].partition("=")[0])
