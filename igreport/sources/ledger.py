"""The ledger of links, `references/links.jsonl`: what is known of each address, one a line (https://jsonlines.org).

A line is an object with the fields of LinkRecord, all of them and in their order, the lines are sorted by address (by code
points), and each ends with a line feed. So an address that was asked again is one changed line, and two branches that asked
different addresses merge. A blank stands behind each `:` and `,` because `git diff --word-diff` parts words at blanks: it
then shows the one value that has changed. Fields that are missing, and others, which a newer igreport has written, are let
pass in reading.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.link import VERDICTS, WORKING, LinkRecord
from igreport.sources import files
from igreport.sources.findings import did_you_mean, finding

PATH = "references/links.jsonl"
LONGEST = 64 * 1024  # bytes of a line
MARK = b"\xef\xbb\xbf"  # of the byte order, as some editors write it
FIELDS = tuple(field.name for field in fields(LinkRecord))

_TIMES = ("checked", "last_ok", "failing_since")
_DAYS = ("date", "modified")
_OF_THE_PAGE = ("title", "date", "modified", "text_sha256", "sketch")
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: |\Z)")  # what git puts around lines that it could not merge
_ASK_AGAIN = "delete the line; the next `igreport links` asks the address again"
_STRING = r'"[^"\\\x00-\x1f]*(?:\\["\\/bfnrt][^"\\\x00-\x1f]*)*"'
_DAY = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])"  # one that every month has: the others are looked at one by one
_FORMS = {
    "url": r'"(?P<url>[^"\\\x00-\x1f]+)"',
    "verdict": f'"(?:{"|".join(VERDICTS)})"',
    "status": r"(?:null|[1-9]\d\d)",
    "failures": r"\d{1,9}",
    **dict.fromkeys(_TIMES, rf'(?:null|"{_DAY}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")'),
    **dict.fromkeys(_DAYS, f'(?:null|"{_DAY}")'),
}
# A line as `line` writes it: most are, and looking takes a fifth of the time that parsing takes.
_PLAIN = re.compile("{" + ", ".join(f'"{name}": {_FORMS.get(name, f"(?:null|{_STRING})")}' for name in FIELDS) + "}")


class BrokenLineError(ValueError):
    """Why a line says nothing, and in which column."""

    def __init__(self, message: str, column: int = 1, hint: str = _ASK_AGAIN) -> None:
        super().__init__(message)
        self.column, self.hint = max(column, 1), hint


class Records(Mapping[str, LinkRecord]):
    """The records by address, each made when it is first asked for: a check asks for those of its report alone."""

    def __init__(self) -> None:
        self._rows: dict[str, str | LinkRecord] = {}

    def __getitem__(self, url: str) -> LinkRecord:
        record = self._rows[url] = _made(self._rows[url])
        return record

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, raw: bytes) -> None:
        """Add a line of the ledger; of an address that is there already the later answer counts. Raise BrokenLineError."""
        text = _text(raw)
        row: str | LinkRecord
        if match := _PLAIN.fullmatch(text):
            url, row = match["url"], text
        else:
            record = _record(_object(text))
            url, row = record.url, record
        if url in self._rows:
            row = merged(self[url], _made(row))
        self._rows[url] = row


def read(root: Path, problems: list[Diagnostic]) -> Records:
    """Return the ledger of the report in `root` by address; a line that says nothing is left out, and goes to `problems`."""
    path, found = root / PATH, Records()
    data = files.read_bytes(root, path, problems) if files.is_there(path) else None
    for number, raw in lines(data or b""):
        try:
            found.add(raw)
        except BrokenLineError as error:
            span = Span(PATH, number, error.column)
            problems.append(finding("LNK102", span, str(error), error.hint, Severity.WARNING))
    return found


def lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the lines on which something stands, with their numbers, without what ends them."""
    for number, raw in enumerate(data.removeprefix(MARK).split(b"\n"), 1):
        if not raw.isspace() and (raw := raw.rstrip(b"\r")):
            yield number, raw


def line(record: LinkRecord, others: Mapping[str, Any] | None = None) -> str:
    """Return the line of a record, without line feed; `others` are further fields, which stand behind its own."""
    row = {name: getattr(record, name) for name in FIELDS} | dict(others or {})
    text = json.dumps(row, ensure_ascii=False)
    # Half of a character of UTF-16, as a page's JSON may escape it, cannot be written as UTF-8.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def parse(raw: bytes) -> tuple[LinkRecord, dict[str, Any]]:
    """Return what a line says, and its fields that LinkRecord lacks; raise BrokenLineError where it says nothing."""
    row = _object(_text(raw))
    return _record(row), {name: value for name, value in row.items() if name not in FIELDS}


def merged(one: LinkRecord, other: LinkRecord) -> LinkRecord:
    """Return what two records of an address say together; the later answer counts, of two at the same time `other`'s.

    Kept of the earlier one is what the later does not know: its copy in an archive, when a page was last there, what that
    page said of itself where there is none now, and how long it has failed.
    """
    earlier, later = sorted((one, other), key=_age)
    kept: dict[str, Any] = {
        "archive": later.archive or earlier.archive,
        "last_ok": max(later.last_ok or "", earlier.last_ok or "") or None,
        **_failures(earlier, later),
    }
    if later.verdict not in WORKING and not any(getattr(later, name) for name in _OF_THE_PAGE):
        kept |= {name: getattr(earlier, name) for name in _OF_THE_PAGE}
    return replace(later, **kept)


def _age(record: LinkRecord) -> tuple[bool, str]:
    return record.verdict != "unchecked", record.checked or ""  # who could not ask knows nothing new


def _failures(earlier: LinkRecord, later: LinkRecord) -> dict[str, Any]:
    """Return how long the later record's failures have lasted, as far as the two know together."""
    if later.failing_since is None:
        return {}
    if later.failing_since <= (earlier.last_ok or "") <= (later.checked or ""):
        return {"failing_since": later.checked, "failures": 1}
    if earlier.failing_since is None or (later.last_ok or "") >= earlier.failing_since:
        return {}
    since = min(earlier.failing_since, later.failing_since)
    return {"failing_since": since, "failures": max(earlier.failures, later.failures)}


def _text(raw: bytes) -> str:
    if len(raw) > LONGEST:
        raise BrokenLineError(f"this line has more than {LONGEST // 1024} KB, and no record is that long")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        column = len(raw[: error.start].decode("utf-8", "replace")) + 1
        raise BrokenLineError(f"byte {raw[error.start]:#04x} is not UTF-8", column) from error
    if "\0" in text:
        raise BrokenLineError("a NUL byte stands here: the file was damaged", text.index("\0") + 1)
    return text


def _object(text: str) -> dict[str, Any]:
    """Return the fields of a line, each of its type; raise BrokenLineError where it has others."""
    if _CONFLICT.match(text):
        hint = "delete it, and keep the lines around it: of an address that stands twice the later answer counts"
        raise BrokenLineError("this line is a mark that a merge has left", hint=hint)
    try:
        row = json.loads(text)
        json.dumps(row, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise BrokenLineError(f"this line is not JSON: {error.msg[:1].lower()}{error.msg[1:]}", error.colno) from error
    except (ValueError, RecursionError) as error:  # half of a character, a number of 5,000 digits, brackets in brackets
        raise BrokenLineError("this line is not JSON that can be read") from error
    if not isinstance(row, dict):
        raise BrokenLineError("this line is no JSON object", hint=f"a record begins with {{; {_ASK_AGAIN}")
    for name in FIELDS:
        if name in row or name in ("url", "verdict"):
            _look(name, row.get(name), text)
    return row


def _look(name: str, value: Any, text: str) -> None:
    """Raise BrokenLineError where a field's value is not of its kind."""
    column = text.find(f'"{name}"') + 1
    if value is None and name in ("url", "verdict"):
        raise BrokenLineError(f"this line has no `{name}`", column)
    if name == "verdict" and value not in VERDICTS:
        word = str(value)[:20]
        message = f"`{word if word.isprintable() else '?'}` is no verdict"
        raise BrokenLineError(message, column, did_you_mean(word, VERDICTS, _ASK_AGAIN))
    if not _is_right(name, value):
        kind = {
            **dict.fromkeys(_TIMES, "a time, as 2026-11-22T14:36:28Z"),
            **dict.fromkeys(_DAYS, "a day, as 2026-11-22"),
        }
        kind |= dict.fromkeys(("status", "failures"), "a number")
        raise BrokenLineError(f"`{name}` is not {kind.get(name, 'text')}", column)


def _is_right(name: str, value: Any) -> bool:
    if name == "failures":
        return type(value) is int and value >= 0
    if value is None:
        return True
    if name == "status":
        return type(value) is int and 0 <= value <= 999
    if not isinstance(value, str) or (name == "url" and not value):
        return False
    if name in _TIMES or name in _DAYS:
        return _is_date(value, name in _TIMES)
    return True


def _is_date(value: str, is_time: bool) -> bool:
    """Say whether it is a day, or a time in UTC to the second, of the only form in which they sort as text."""
    try:
        if is_time:
            return f"{datetime.datetime.fromisoformat(value.removesuffix('Z')).isoformat()}Z" == value
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _made(row: str | LinkRecord) -> LinkRecord:
    return _record(json.loads(row)) if isinstance(row, str) else row


def _record(row: Mapping[str, Any]) -> LinkRecord:
    return LinkRecord(**{name: row[name] for name in FIELDS if name in row})
