"""The text of a note → the sources that it names, each with the words that say more about it.

    https://example.org/a                                   a URL
    Title, https://example.org/a; https://example.org/b     a title; two sources
    See Title, Publisher, 3 May 2025, para. 4, https://…, accessed 6 June 2025.     all that a note of ours may say

A note with more words than that is none of this module's: `parse` gives None, and the note stays a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from igreport.exchange import dates, sources

URL_MARK = "\ufffc"  # stands for a URL in a note's text, so that a title is never looked for inside one

_LONGEST_TITLE = 400  # characters
_SENTENCES = re.compile(r"[^\W\d_]{3,}[.!?][\"”’»)]?\s+[\"“„«(]?[A-ZÄÖÜ]")
_PREFIX = re.compile(
    r"(?:(?:see|vgl\.|siehe|cf\.)(?: (?:also|auch))?|e\.g\.|(?:re)?sources?:|quelle:)(?=\s)", re.IGNORECASE
)
_UNFINISHED = re.compile(
    r"\b(?:at|in|on|see|from|of|by|and|under|via|the|is|are|unter|auf|in|von|und|siehe|bei)$", re.IGNORECASE
)
# The short forms of our style's own locators; another one is a part of the title, which prints the same.
_LOCATOR = re.compile(r",\s*(?P<locator>(?:pp?|paras?|sec|chap)\. ?\d[\w–-]*(?:, \d[\w–-]*)*)$")
_ACCESSED = r"^[,\s(]*(?:accessed|abgerufen am) (?P<date>{date})\)?"
_BETWEEN = re.compile(r"^[\s,.;)\]]*(?:(?:and|und|&)(?=\s))?\s*")
_END = re.compile(r"^[\s.,;)\]]*$")


@dataclass(frozen=True)
class Mention:
    """One source in a note."""

    url: str
    prefix: str = ""  # "See"
    title: str = ""
    publisher: str = ""
    issued: str = ""  # ISO 8601
    locator: str = ""  # "para. 4"
    accessed: str = ""  # ISO 8601


def parse(text: str, urls: list[str]) -> list[Mention] | None:
    """Return the sources that a note names, or None where it says more; in `text`, `URL_MARK` stands for each of `urls`."""
    first, *rest = text.split(URL_MARK)
    found: list[Mention] = []
    for url, after in zip(urls, rest, strict=True):
        mention = _describe(first, url)
        if mention is None:
            return None
        accessed, first = take_accessed(after)
        found.append(_with_access(mention, accessed))
        # What stands between two sources is `;`, a comma, a full stop or `and`.
        if first.strip() and (between := _BETWEEN.match(first)):
            first = first[between.end() :]
    return found if _END.match(first) else None


def describe(text: str, url: str) -> Mention | None:
    """Return what `text`, which stands before `url`, says about the source, or None where it is prose."""
    return _describe(text, url)


def take_accessed(text: str) -> tuple[str, str]:
    """Return the date of access with which `text` begins, in ISO 8601, and what follows it."""
    match = re.match(_ACCESSED.format(date=dates.pattern()), text)
    date = dates.parse(match["date"]) if match else ""
    return (date, text[match.end() :]) if match and date else ("", text)


def _with_access(mention: Mention, accessed: str) -> Mention:
    return Mention(**{**mention.__dict__, "accessed": accessed})


def _describe(text: str, url: str) -> Mention | None:
    text = re.sub(r"\s+", " ", text).strip()
    match = _PREFIX.match(text + " ")
    prefix = match[0] if match else ""
    text = text[len(prefix) :].strip()
    is_open = not re.search(r"[,:.;–(—-]$", text)
    text = re.sub(r"[\s,:;–(—-]+$", "", text).removesuffix(".") if not text.endswith("...") else text
    if not text:
        return Mention(url, prefix)
    if len(text) > _LONGEST_TITLE or _SENTENCES.search(text) or (is_open and _UNFINISHED.search(text)):
        return None
    if text.count("(") != text.count(")") or not sources.is_title(text):
        return None
    return _parts(text, url, prefix)


def _parts(text: str, url: str, prefix: str) -> Mention:
    """Take the printed locator, date and publisher from the end of what stands before a URL; the rest is the title."""
    locator = issued = publisher = ""
    if match := _LOCATOR.search(text):
        locator, text = match["locator"], text[: match.start()]
    if (match := re.search(rf", (?P<date>{dates.pattern()})$", text)) and dates.parse(match["date"]):
        issued, text = dates.parse(match["date"]), text[: match.start()]
    name = sources.publisher(url)
    if name and text.endswith(f", {name}"):
        publisher, text = name, text.removesuffix(f", {name}")
    return Mention(url, prefix, text, publisher, issued, locator)
