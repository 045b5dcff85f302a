"""Characters that do not belong into an address: blanks, what nobody sees, and what is no URL code point.

Source: WHATWG URL Standard, section 4.3 (URL code points) and section 4.4 (what its parser drops and encodes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from igreport.model.url import UrlFault

BLANK = "\t\n\v\f\r \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
# What browsers encode; `<`, `>`, `"` and "`" are rather left over from around the address.
_ENCODED = "{}|^"
_NO_URL = '<>"`\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff'
_ODD = f"(?P<space>[{BLANK}]+)|(?P<invisible>[{INVISIBLE}]+)|(?P<character>\\\\+|[{{}}|^]+|[{_NO_URL}]+)"
_HIDDEN = f"[{BLANK}{INVISIBLE}]*"
_SHOWN = 40  # characters of an address that a message repeats


def has_odd(text: str) -> bool:
    """Say whether any character of `text` does not belong into an address."""
    return re.search(_ODD, text) is not None


def edges(text: str) -> tuple[int, int]:
    """Return where the text begins and ends without blanks and invisible characters around it."""
    hidden = re.compile(_HIDDEN)
    first, end = hidden.match(text), len(text)
    start = first.end() if first else 0
    while end > start and hidden.fullmatch(text[end - 1]):
        end -= 1
    return start, end


def beside(text: str, start: int, end: int) -> Iterator[UrlFault]:
    """Yield the blanks and invisible characters of `text[start:end]`, which stands before or after the address."""
    for match in re.compile(_ODD).finditer(text, start, end):
        message = "a blank stands beside the address" if match["space"] else _invisible(match[0])
        yield UrlFault("space" if match["space"] else "invisible", *match.span(), message, "")


def within(text: str, start: int, end: int) -> Iterator[UrlFault]:
    """Yield what does not belong into the address in `text[start:end]`, which begins with its host."""
    authority, query = first_of("/?#\\", text, start, end), first_of("?#", text, start, end)
    for match in re.compile(_ODD).finditer(text, start, end):
        place, run = match.span(), match[0]
        if match["space"]:
            yield _space(*place, run)
        elif match["character"]:
            name = quoted(run) if run.isprintable() else f"U+{ord(run[0]):04X}"
            mend = _encoded(run, place[0] < authority, place[0] < query)
            yield UrlFault("character", *place, f"{name} cannot stand in an address", mend)
        elif not _joins(text, *place):
            yield UrlFault("invisible", *place, _invisible(run), "")


def _space(start: int, end: int, run: str) -> UrlFault:
    """Tabs and line breaks are dropped by WHATWG's parser; of another blank only the author knows what was to stand there."""
    is_break = "\n" in run or "\r" in run
    message = f"a {'line break' if is_break else 'blank'} stands in the address"
    return UrlFault("space", start, end, message, None if run.strip("\t\n\r") else "")


def _invisible(run: str) -> str:
    return f"an invisible character (U+{ord(run[0]):04X}) stands in the address"


def _joins(text: str, start: int, end: int) -> bool:
    """Say whether zero-width joiners stand where writing needs them: between letters of Persian or an Indic script."""
    is_joiner = not text[start:end].strip("\u200c\u200d")
    return is_joiner and not (text[start - 1 : start].isascii() or text[end : end + 1].isascii())


def _encoded(run: str, is_in_host: bool, is_in_path: bool) -> str | None:
    """Return `run` as browsers read it: a backslash in a path is a slash."""
    if run[0] == "\\":
        return ("/" if is_in_path else "%5C") * len(run)
    return quote(run) if run[0] in _ENCODED and not is_in_host else None


def first_of(marks: str, text: str, start: int, end: int) -> int:
    """Return where the first of `marks` stands in `text[start:end]`, or `end`."""
    return min((place for mark in marks if (place := text.find(mark, start, end)) >= 0), default=end)


def quoted(text: str) -> str:
    """Return `text` for a message: on one line, in quotation marks, and not too long."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:_SHOWN])
    return f"“{shown}{'…' if len(text) > _SHOWN else ''}”"
