"""What is known of an address, as one line of `references/links.jsonl`.

Times are in UTC as RFC 3339 writes them, to the second (`2026-11-22T14:36:28Z`), so that they sort as text; days are
`YYYY-MM-DD`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import urldefrag

Verdict = Literal["ok", "moved", "redirected", "blocked", "soft-404", "changed", "dead", "failing", "unchecked"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
WORKING: frozenset[Verdict] = frozenset(["ok", "moved", "redirected", "changed"])  # a page was there
LASTING = 3  # days on which an address has to fail before it counts as lost


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """One address: the verdict of the last time that it was asked, and what its page said of itself."""

    url: str  # as the report has it, without its fragment
    verdict: Verdict
    status: int | None = None  # of HTTP's last answer; None where there was none
    final_url: str | None = None  # where redirects ended; None where there were none
    checked: str | None = None  # time of the last answer, or of the last attempt
    last_ok: str | None = None  # time when a page was last there
    failing_since: str | None = None  # time of the first of the failures in a row
    failures: int = 0  # days in a row on which it was asked and did not work (dead, soft-404 or failing)
    title: str | None = None
    date: str | None = None  # day on which the page says that it was published
    modified: str | None = None  # day on which it says that it was last changed
    text_sha256: str | None = None
    sketch: str | None = None  # of the text's words, to tell how much two texts have in common; see links/sketch.py
    archive: str | None = None  # a copy in an archive
    etag: str | None = None  # HTTP's, of `final_url` or else `url`
    reason: str | None = None  # in words: "no such host", "the certificate has expired"

    @property
    def is_lost(self) -> bool:
        """Return whether a reader finds nothing there: dead, an error page, or failing for so many days."""
        return self.verdict in ("dead", "soft-404") or (self.verdict == "failing" and self.failures >= LASTING)


def asked_as(text: str) -> str:
    """Return an address of the report as it is asked, without its fragment; nothing where that cannot be told."""
    try:
        return urldefrag(text.strip()).url
    except ValueError:
        return ""


def moment(text: str | None) -> datetime.datetime | None:
    """Return the time of a record, in UTC; None where it is none."""
    try:
        time = datetime.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return time.astimezone(datetime.UTC) if time.tzinfo else time.replace(tzinfo=datetime.UTC)
