"""One address as an author wrote it: its parts, and what is wrong with it.

Right is what the WHATWG URL Standard (https://url.spec.whatwg.org/, section 4.3) calls a valid absolute-URL string with the
scheme http or https, and ends where a reader would end it. Balanced brackets in a path or a query, which that standard leaves
out and every browser takes, are right as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.model.url import Url, UrlFault
from igreport.sources.hosts import known, problem
from igreport.sources.url_characters import beside, edges, first_of, has_odd, quoted, within
from igreport.sources.url_forms import split, split_authority
from igreport.sources.url_text import address_end, find, second_address

_LEADING = frozenset("<([{\"'`“”„«»‘‚‹›")
_SCHEME = r"(?i)https?://(?![\s/\\:]|https?(?::/|//))"
_DOUBLED = r"(?i)(?:https?[:/]{1,4}){1,50}(?=https?(?::/|//))"
_SLIP = r"(?i)(https?)([\s:;/\\]{1,8})(?=[^\s:;/\\])"
_NAMED = r"([A-Za-z]{2,8})(?:[:;]/{1,3}|//)(?=[^\s:;/\\])"
_OTHER = r"([A-Za-z][A-Za-z0-9+.-]{0,30}):(?!\d{1,5}(?:[/?#]|\Z))"
_HOST = r"((?:[^\s/?#:@\\.]{1,63}\.){1,10}([^\W\d_]{2,24}))(:\d{1,5})?(?=[/?#]|\Z)"
_ESCAPE = r"%(?![0-9A-Fa-f]{2})|&(?:amp;)+|[()\[\]]"
# The form of most addresses, which has none of the faults below, if its host has none.
_USUAL = re.compile(
    r"(https?)://([a-z0-9-]+\.[a-z0-9.-]*[a-z0-9])(/(?:[A-Za-z0-9/_.+~@=,-]*[A-Za-z0-9/_])?)?(?:\?([A-Za-z0-9/_.+~@=,&-]*[A-Za-z0-9/_=]))?"
)
_FEW = 4  # letters glued to the scheme are rather a part of it: "hhttps"
_MOST_MENDS = 8  # rounds; a mend that shows another fault behind it is rare, and three in a row are noise


def parse(text: str) -> Url:
    """Return the parts of the address in `text`, and what is wrong with it; never raises.

    A fault has a `replacement` where browsers read the mended text as the same address, or where what is cut cannot have been
    meant. Faults behind invisible characters in a host show when those are gone.
    """
    if (usual := _USUAL.fullmatch(text)) and not problem(usual[2]):
        scheme, host, path, query = usual.groups("")
        return Url(text, text, scheme, "", host, "", path, query)
    faults = _faults(text)
    mended = _mended(text, faults) if faults else text
    parts = split(_first(mended) if faults else text)
    user, host, port = split_authority(parts.authority or "")
    return Url(
        text=text,
        mended=mended,
        scheme=parts.scheme or "",
        userinfo=user or "",
        host=host,
        port=port or "",
        path=parts.path,
        query=parts.query or "",
        fragment=parts.fragment or "",
        faults=faults,
    )


def _mended(text: str, faults: tuple[UrlFault, ...]) -> str:
    for _ in range(_MOST_MENDS):
        pieces, place = [], 0
        for fault in faults:
            if fault.replacement is not None:
                pieces += [text[place : fault.start], fault.replacement]
                place = fault.end
        if not pieces:
            break
        text = "".join(pieces) + text[place:]
        faults = _faults(text)
    return text


def _first(text: str) -> str:
    """Return the first address, where there are several or words stand before it."""
    if second_address(text, 1, len(text)) is None:
        return text
    return next((text[start:end] for start, end in find(text)), text)


def _faults(text: str) -> tuple[UrlFault, ...]:
    is_odd = has_odd(text)
    start, end = edges(text) if is_odd else (0, len(text))
    lead = start
    while lead < end and (text[lead] in _LEADING or (lead > start and text[lead].isspace())):
        lead += 1
    trail = address_end(text, lead, end)
    if lead == trail:
        return (UrlFault("empty", 0, len(text), "there is no address"),)
    if together := _several(text, lead, trail):
        return (together,)
    body, found = _scheme(text, lead, trail)
    found += _around(text, start, lead, trail, end)
    if is_odd:
        found += [*beside(text, 0, start), *within(text, body, trail), *beside(text, end, len(text))]
    found += _body(text, body, trail, found)
    return tuple(sorted(found, key=lambda fault: fault.start))


def _several(text: str, start: int, end: int) -> UrlFault | None:
    second = second_address(text, start + 1, end)
    if second is None:
        return None
    before = text[start:second]
    if before.isalpha() and len(before) < _FEW:
        return None
    if "//" in before or "www." in before.lower():
        return UrlFault("several", second, end, "more than one address stands here")
    return UrlFault("text-before", start, second, f"{quoted(before.strip())} stands before the address")


def _around(text: str, start: int, lead: int, trail: int, end: int) -> Iterator[UrlFault]:
    if start < lead:
        message = f"{quoted(text[start:lead])} before the address is no part of it"
        yield UrlFault("leading-punctuation", start, lead, message, "")
    if trail < end:
        marks = text[trail:end]
        if marks.strip(")]}"):
            is_cut = "…" in marks or ".." in marks
            message = (
                f"the address is cut: it ends with {quoted(marks)}" if is_cut else f"{quoted(marks)} sticks to the end"
            )
            yield UrlFault("trailing-punctuation", trail, end, message, None if is_cut else "")
        else:
            yield UrlFault(
                "bracket", trail, end, f"{quoted(marks)} closes a bracket that the address does not open", ""
            )


def _scheme(text: str, start: int, end: int) -> tuple[int, list[UrlFault]]:
    """Return where host, path and so on begin, and what is wrong before."""
    if match := re.compile(_SCHEME).match(text, start, end):
        return match.end(), []
    if match := re.compile(_DOUBLED).match(text, start, end):
        second = re.compile(_SLIP).match(text, match.end(), end)
        message = f"{quoted(match[0])} stands before another scheme"
        return second.end() if second else match.end(), [UrlFault("doubled-scheme", start, match.end(), message, "")]
    for misspelt in (_slip(text, start, end), _misspelt(text, start, end), _missing(text, start, end)):
        if misspelt:
            return misspelt.end, [misspelt]
    return _foreign(text, start, end)


def _slip(text: str, start: int, end: int) -> UrlFault | None:
    """Find `https//x`, `http:/x`, `https:x`: WHATWG's parser takes any number of slashes for two."""
    match = re.compile(_SLIP).match(text, start, end)
    if match is None or match[2] == "://":
        return None
    marks = "".join(match[2].split())
    if not (
        "//" in marks or "\\\\" in marks or ((":" in marks or ";" in marks) and (len(marks) > 1 or match[2] == marks))
    ):
        return None
    right = f"{match[1].lower()}://"
    return UrlFault("misspelt-scheme", start, match.end(), f"{quoted(match[0])} should be “{right}”", right)


def _misspelt(text: str, start: int, end: int) -> UrlFault | None:
    """Find `htps://x`; where http and https are equally near, the mend is left to the author."""
    match = re.compile(_NAMED).match(text, start, end)
    if match is None:
        return None
    name = match[1].lower().replace("xx", "tt")
    near = [right for right in ("http", "https") if name == right or _is_near(name, right)]
    near = [name] if name in near else near
    if not near or match[0].lower() in ("http://", "https://"):
        return None
    right = f"{near[0]}://" if len(near) == 1 else None
    return UrlFault(
        "misspelt-scheme", start, match.end(), f"{quoted(match[0])} should be “{right or 'https://'}”", right
    )


def _is_near(word: str, right: str) -> bool:
    """Say whether one letter too many, too few or changed, or another order of letters, makes `word` of `right`."""
    if abs(len(word) - len(right)) > 1:
        return False
    same = next((place for place, (one, other) in enumerate(zip(word, right, strict=False)) if one != other), None)
    if same is None:
        return True
    one, other = word[same:], right[same:]
    return one[1:] == other or one == other[1:] or one[1:] == other[1:] or sorted(one) == sorted(other)


def _missing(text: str, start: int, end: int) -> UrlFault | None:
    """Find `//example.org`, `www.example.org` and `example.org/x`."""
    message = "“https://” is missing"
    if text.startswith("//", start, end) and text[start + 2 : end][:1].isalnum():
        return UrlFault("missing-scheme", start, start + 2, message, "https://")
    match = re.compile(_HOST).match(text, start, end)
    if match is None or not (match[0].lower().startswith("www.") or match[2].lower() in known("domains")):
        return None
    # Another port is often one without encryption.
    return UrlFault("missing-scheme", start, match.end(1), message, None if match[3] else f"https://{match[1]}")


def _foreign(text: str, start: int, end: int) -> tuple[int, list[UrlFault]]:
    match = re.compile(_OTHER).match(text, start, end)
    if match is None:
        return end, [UrlFault("relative", start, end, f"{quoted(text[start:end])} is no address of the web")]
    name = quoted(match[0])
    if match[1].lower() in ("http", "https"):
        return end, [UrlFault("host", start, end, "no host is named")]
    if text[match.end() : match.end() + 8].lower().startswith(("http://", "https://")):
        return end, [UrlFault("text-before", start, match.end(), f"{name} stands before the address")]
    return end, [UrlFault("other-scheme", start, match.end(), f"{name} does not begin an address of the web")]


def _body(text: str, start: int, end: int, found: list[UrlFault]) -> list[UrlFault]:
    """Return what is wrong with host, port, escapes and brackets; the host only where its letters are right."""
    kinds = {fault.kind for fault in found}
    if kinds & {"relative", "other-scheme", "text-before", "host"}:
        return []
    authority = first_of("/?#\\", text, start, end)
    is_known = text[start - 1 : start] == "/" and not any(start <= fault.start < authority for fault in found)
    is_known = is_known and (start < authority or not any(fault.end == start for fault in found))
    return [*(_authority(text, start, authority) if is_known else ()), *_rest(text, authority, end)]


def _authority(text: str, start: int, end: int) -> Iterator[UrlFault]:
    user, host, port = split_authority(text[start:end])
    first = start + (0 if user is None else len(user) + 1)
    if fault := problem(host):
        yield UrlFault("host", first if host else first - 1, first + len(host), fault)
    if port and not (port.isascii() and port.isdecimal() and len(port) < 9 and 0 < int(port) < 65536):
        yield UrlFault("port", end - len(port), end, f"{quoted(port)} is no port")


def _rest(text: str, start: int, end: int) -> Iterator[UrlFault]:
    opened: dict[str, list[int]] = {")": [], "]": []}
    for match in re.compile(_ESCAPE).finditer(text, start, end):
        place, mark = match.start(), match[0]
        if mark == "%":
            yield UrlFault("percent", place, place + 1, "“%” is not followed by two hexadecimal digits")
        elif mark[0] == "&":
            yield UrlFault("entity", *match.span(), f"{quoted(mark)} should be “&”", "&")
        elif mark in "([":
            opened[")" if mark == "(" else "]"].append(place)
        elif opened[mark]:
            opened[mark].pop()
        else:
            yield UrlFault("bracket", place, place + 1, f"“{mark}” closes a bracket that the address does not open")
    for place in opened[")"] + opened["]"]:
        yield UrlFault("bracket", place, place + 1, f"“{text[place]}” opens a bracket that the address does not close")
