"""Blocks → sections: one for each heading of level 1, with its title, topic and line in the list of key topics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.utils import default_process

from igreport.exchange.imported import Change
from igreport.exchange.subset_inlines import plain_of
from igreport.model.document import Block, Inline

_SURE, _LIKELY = 75.0, 45.0  # rapidfuzz' token_set_ratio, from 0 to 100
_SAME_TOPIC = 90.0
_INTRODUCTION = {"en": "Introduction", "de": "Einleitung"}
_SMALL = frozenset("a an the of on in for and to at by with der die das und des im in zu für von".split())
_MOST_TOPIC_WORDS = 6
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


@dataclass(frozen=True)
class Section:
    """A section under way."""

    title: str
    blocks: tuple[Block, ...]
    topic: str = ""
    keypoint: str = ""


@dataclass
class Plan:
    """The sections of an edition, and what is to be said about them."""

    sections: list[Section] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)  # key topics that belong to no section
    invented: str = ""  # the title of the first section, where the text has none for it
    changes: list[Change] = field(default_factory=list)
    unsure: list[Change] = field(default_factory=list)


def plan(
    blocks: Sequence[Block], keypoints: Sequence[str], title: str, language: str, topics: Mapping[str, str]
) -> Plan:
    """Return the sections of `blocks`.

    `title` names the only section of a text without headings; `topics` gives the topic of each title that the series
    has had, so that the same topic keeps its name.
    """
    result = Plan()
    sections = _filled(_split(blocks, title, language, result), result)
    matched = _keypoints(sections, keypoints, result)
    used: set[str] = set()
    for section, keypoint in zip(sections, matched, strict=True):
        topic = _free(_topic(section.title, topics), used)
        result.sections.append(replace(section, topic=topic, keypoint=keypoint or section.title))
    return result


def _split(blocks: Sequence[Block], title: str, language: str, result: Plan) -> list[Section]:
    starts = [index for index, block in enumerate(blocks) if block["t"] == "Header" and block["c"][0] == 1]
    sections: list[Section] = []
    before = blocks[: starts[0]] if starts else blocks
    if before:
        name = _INTRODUCTION.get(language[:2], "Introduction") if starts or not title else title
        text = (
            f"the text before the first heading is a section of its own: {name}"
            if starts
            else (f"the text has no headings that begin sections; it is one section: {name}")
        )
        result.unsure.append(Change(0, "no-heading", text))
        sections.append(Section(name, tuple(before)))
        result.invented = name
    for start, end in pairwise([*starts, len(blocks)]):
        inlines = blocks[start]["c"][2]
        moved = _moved(inlines)
        if moved:
            text = f"a note of a section's title now stands in its first paragraph: {plain_of(inlines)[:60]}"
            result.changes.append(Change(0, "note", text))
        content = with_first(moved, list(blocks[start + 1 : end]))
        sections.append(Section(re.sub(r"\s+", " ", plain_of(inlines)).strip(), tuple(content)))
    return sections


def _moved(inlines: Sequence[Inline]) -> list[Inline]:
    """Return what a title in front matter cannot hold: notes and citations."""
    found: list[Inline] = []
    for inline in inlines:
        if inline["t"] in ("Note", "Cite"):
            found.append(inline)
        elif inline["t"] in ("Emph", "Strong"):
            found += _moved(inline["c"])
        elif inline["t"] == "Link":
            found += _moved(inline["c"][1])
    return found


def with_first(moved: list[Inline], blocks: list[Block]) -> list[Block]:
    """Return `blocks` with inlines at the end of the first paragraph's first word, or in a paragraph of their own."""
    if not moved:
        return blocks
    if blocks and blocks[0]["t"] == "Para":
        first, *rest = blocks[0]["c"]
        return [{"t": "Para", "c": [first, *_spaced(moved), *rest]}, *blocks[1:]]
    return [{"t": "Para", "c": moved}, *blocks]


def _spaced(inlines: Sequence[Inline]) -> list[Inline]:
    return [part for inline in inlines for part in ([{"t": "Space"}, inline] if inline["t"] == "Cite" else [inline])]


def _filled(sections: list[Section], result: Plan) -> list[Section]:
    """Return sections that all have text: a title without text is joined to the next one."""
    filled: list[Section] = []
    waiting = ""
    for section in sections:
        title = f"{waiting}: {section.title}" if waiting else section.title
        if section.blocks:
            filled.append(replace(section, title=title))
            waiting = ""
        else:
            text = f"the heading “{section.title}” has no text of its own; it is joined to what follows"
            result.unsure.append(Change(0, "heading-without-text", text))
            waiting = title
    if waiting:
        bold = {"t": "Para", "c": [{"t": "Strong", "c": [{"t": "Str", "c": waiting}]}]}
        last = filled.pop() if filled else Section(waiting, ())
        filled.append(replace(last, blocks=(*last.blocks, bold)))
    return filled


def _keypoints(sections: Sequence[Section], keypoints: Sequence[str], result: Plan) -> list[str]:
    """Return the key topic of each section, the most alike first, then, where as many are left of both, by order."""
    scores = sorted(
        (
            (_likeness(section.title, point), -index, -number)
            for index, section in enumerate(sections)
            for number, point in enumerate(keypoints)
        ),
        reverse=True,
    )
    of_section: dict[int, int] = {}
    for score, index, number in scores:
        if score >= _LIKELY and -index not in of_section and -number not in of_section.values():
            of_section[-index] = -number
    left = [number for number in range(len(keypoints)) if number not in of_section.values()]
    without = [index for index in range(len(sections)) if index not in of_section]
    by_place = set(without) if len(left) == len(without) else set()
    if by_place:
        of_section |= dict(zip(without, left, strict=True))
        left = []
    _doubts(sections, keypoints, of_section, by_place, result)
    for index in range(len(sections)) if keypoints else ():
        if index not in of_section:
            text = f"no key topic fits the section “{sections[index].title}”; its heading stands for it"
            result.unsure.append(Change(0, "key-topic", text))
    if not keypoints:
        result.changes.append(Change(0, "key-topic", "the text has no list of key topics; the headings make it"))
    result.left_over = [keypoints[number] for number in left]
    return [keypoints[of_section[index]] if index in of_section else "" for index in range(len(sections))]


def _doubts(
    sections: Sequence[Section],
    keypoints: Sequence[str],
    of_section: Mapping[int, int],
    by_place: set[int],
    result: Plan,
) -> None:
    """Report the key topics whose section is not certain: alike by few words, or found by their place alone.

    Where there is one for each section, in the sections' order, the order makes certain what the words leave open, but for
    two neighbours that neither decides.
    """
    is_in_order = len(of_section) == len(sections) == len(keypoints) and all(
        index == number for index, number in of_section.items()
    )
    for index, number in sorted(of_section.items()):
        title, point = sections[index].title, keypoints[number]
        is_certain = index not in by_place and _likeness(title, point) >= _SURE
        if not is_certain and not (is_in_order and len(by_place) <= 1):
            how = "by its place alone" if index in by_place else "by some of its words"
            text = f"the key topic “{point}” was given to the section “{title}” {how}"
            result.unsure.append(Change(0, "key-topic", text))


def _likeness(title: str, point: str) -> float:
    own = default_process(title)
    other = default_process(point)
    solid = fuzz.partial_ratio(own.replace(" ", ""), other.replace(" ", "")) if len(own) > 5 else 0
    return float(max(fuzz.token_set_ratio(own, other), _initials(title, point), solid))


def _initials(title: str, point: str) -> float:
    """Return how alike they are where one has the other's words as an abbreviation: `WSIS+20`, `IGF`."""
    names = set(re.findall(r"[A-Z]{2,}[\w+-]*", title))
    return 80.0 if names & set(re.findall(r"[A-Z]{2,}[\w+-]*", point)) else 0.0


def _topic(title: str, topics: Mapping[str, str]) -> str:
    own = default_process(title)
    for known, topic in topics.items():
        if fuzz.ratio(own, default_process(known)) >= _SAME_TOPIC:
            return topic
    return slug(title) or "section"


def slug(text: str) -> str:
    """Return `text` as a topic's short name: ASCII, small letters, its first words that say something."""
    plain = unicodedata.normalize("NFKD", text.translate(_UMLAUTS)).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    telling = [word for word in words if word not in _SMALL] or words
    return "-".join(telling[:_MOST_TOPIC_WORDS])


def _free(name: str, used: set[str]) -> str:
    base, number = name, 1
    while name in used:
        number += 1
        name = f"{base}-{number}"
    used.add(name)
    return name
