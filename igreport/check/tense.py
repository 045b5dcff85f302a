"""Whether a clause tells a date's event as past or as yet to come, in English and German.

Only verbs that stand with their date are read, and only those of what happens on a day: what was planned, postponed,
announced or agreed in the past may lie in the future, and a date behind "for", "by", "until" or "since" is not that
of the verb."""

from __future__ import annotations

import functools
import re
from typing import Literal

Tense = Literal["past", "future", ""]

_PARTICIPLES = (
    "adopted|signed|published|launched|held|opened|inaugurated|finalised|finalized|concluded|completed"
    "|approved|ratified|passed|endorsed"
    "|presented|released|founded|established|hosted|convened|elected|appointed|discussed|voted on"
    "|unveiled|issued"
)
_HAPPENED = "took place|met|convened|entered into force|came into force|ended|concluded|began|started|opened"
_TO_HAPPEN = (
    "take place|be held|meet|convene|open|begin|start|end|enter into force|come into force|be adopted"
    "|be signed|be published|be launched"
    "|be opened|be presented|be discussed|be finalised|be finalized|be concluded|be decided|host|hold"
)
_ADVERB = r"(?:(?:also|then|first|\w{2,12}ly)\s)?"
# What may stand between the verb and its date: places and agents, nothing that has a date of its own
_WITH = r"(?P<with>(?:\s[^\s,;:.()]{1,30}){0,9}?)"
_AT = r"\s(?:in|on|from|between|during|(?:in|at)\sthe\s(?:beginning|middle|end|start)\sof|early\sin|late\sin)(?:\sthe)?\s\Z"
_NOT_WITH = re.compile(
    r"\b(?:for|before|after|ahead|until|till|to|will|would|that|which|who|whose|from|since|towards|prior|on"
    r"|about|regarding|concerning"
    r"|into|over|against|with|ending|starting|beginning|as(?!\s(?:\w+\s)?resolution)|and|or|if|when|while|because"
    r"|under|calling|scheduled|planned|expected|due|of)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:will|would|shall|should|could|can|may|might|must|to be|is to|are to|if|once|when|until|unless"
    r"|whether|expected|scheduled|planned"
    r"|foreseen|envisaged|intended|due|not|had)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whose)\b")
_OBJECT = r"\s(?:the|a|an|its|their|his|her|it|[A-Z][\w-]+)\s"

_GERMAN_PARTICIPLES = (
    "verabschiedet|angenommen|unterzeichnet|veröffentlicht|abgehalten|eröffnet|beschlossen|gegründet"
    "|vorgestellt|gestartet|abgeschlossen"
    "|fertiggestellt|finalisiert|ratifiziert|gebilligt|unterschrieben|vorgelegt|gewählt|ernannt|beendet"
)
_GERMAN_VERBS = (
    "verabschiedete|unterzeichnete|veröffentlichte|eröffnete|tagte|beschloss|begann|endete|billigte|ratifizierte"
)
_GERMAN_INFINITIVES = (
    r"stattfinden|in\sKraft\streten|tagen|zusammentreten|zusammenkommen|beginnen|enden"
    rf"|(?:{_GERMAN_PARTICIPLES})\swerden"
)
_GERMAN_AT = r"\s(?:am|im|vom|zwischen|Anfang|Mitte|Ende)\s(?:den\s)?"
_GERMAN_UNSURE = re.compile(
    r"\b(?:soll(?:te|ten|en)?|würden?|werden|wird|könnten?|können|dürften?|müssen|falls|wenn|sobald|bis"
    r"|geplant|vorgesehen|für|zu|zur|zum|vor|nach"
    r"|seit|dass|nicht|ob|über)\b"
)
_GERMAN_NOT_WITH = re.compile(
    r"\b(?:die|der|das|den|dem|des|ein|eine|einen|einem|einer|für|zu|zur|zum|vor|nach|seit|bis|über|auf|und)\b"
)


def of(before: str, after: str, language: str) -> Tense:
    """Return how the words of a clause `before` and `after` a date tell it; nothing where that is not certain."""
    if language.startswith("de"):
        return _german(before, after)
    return _english(before, after)


def _english(before: str, after: str) -> Tense:
    for tense, pattern in _english_before():
        match = pattern.search(before)
        if match and not _NOT_WITH.search(match["with"]) and not _subordinate(before[: match.start()]):
            return "" if tense == "past" and _UNSURE.search(before) else tense
    if _begins(before, "en"):
        match = _english_after().match(after)
        if match and not _UNSURE.search(after) and not _RELATIVE.search(match["who"]):
            return "past"
        if (match := _english_will().match(after)) and not _NOT_WITH.search(match["who"]):
            return "future"
    return ""


def _german(before: str, after: str) -> Tense:
    after = after.split(",")[0]
    if _begins(before, "de"):
        if re.match(r"\s(?:(?:wird|werden)\s)(?:[^\s;:()]{1,40}\s){0,14}?" + rf"(?:{_GERMAN_INFINITIVES})\b", after):
            return "future"
        return "past" if _german_after().match(after) and not _GERMAN_UNSURE.search(after) else ""
    match = _german_before().search(before)
    if not match or _GERMAN_NOT_WITH.search(match["with"] or ""):
        return ""
    verb, rest = match["verb"], r"(?:[^\s;:()]{1,40}\s){0,9}?"
    if verb in ("wird", "werden"):
        return "future" if re.match(rf"\s{rest}(?:{_GERMAN_INFINITIVES})\b", after) else ""
    if _GERMAN_UNSURE.search(after):
        return ""
    ending = {"fand": "statt", "fanden": "statt", "trat": r"in\sKraft"}.get(verb, "")
    if verb in ("wurde", "wurden"):
        ending = _GERMAN_PARTICIPLES
    return "past" if not ending or re.match(rf"\s{rest}(?:{ending})\b", after) else ""


def _subordinate(words: str) -> bool:
    """Whether the clause's beginning makes it depend on another: reported speech, a condition, a relative clause."""
    return bool(
        re.search(r"\b(?:that|which|who|whose|if|whether|when|once|until|unless|as soon as)\b[^,]{0,200}\Z", words)
    )


def _begins(before: str, code: str) -> bool:
    """Whether a date opens its sentence."""
    if code == "de":
        return bool(re.fullmatch(r"\s*(?:(?:Am|Im|Vom|Anfang|Mitte|Ende)\s(?:den\s)?)?", before))
    return bool(
        re.fullmatch(r"\s*(?:On|In|From|During|At\sthe\s(?:beginning|end)\sof|Early\sin|Late\sin)\s(?:the\s)?", before)
    )


@functools.cache
def _english_before() -> tuple[tuple[Tense, re.Pattern[str]], ...]:
    be = r"\b(?:was|were|has been|have been)\s"
    return (
        ("past", re.compile(rf"{be}{_ADVERB}(?:{_PARTICIPLES}){_WITH}{_AT}")),
        ("past", re.compile(rf"(?<!to )\b(?:{_HAPPENED}){_WITH}{_AT}")),
        ("future", re.compile(rf"\b(?:will|shall)\s{_ADVERB}(?:{_TO_HAPPEN}){_WITH}{_AT}")),
        ("future", re.compile(rf"\b(?:is|are)\s{_ADVERB}(?:scheduled|planned)\sfor(?P<with>)\s(?:the\s)?\Z")),
    )


@functools.cache
def _english_after() -> re.Pattern[str]:
    verbs = "adopted|signed|published|launched|presented|approved|opened|endorsed|released|hosted|ratified|unveiled"
    return re.compile(
        rf",?\s(?P<who>(?:[^\s.,;:()]{{1,30}}\s){{1,10}}?)(?:{_ADVERB}(?:{verbs})(?={_OBJECT})|(?:was"
        rf"|were)\s{_ADVERB}(?:{_PARTICIPLES})\b|took\splace\b)"
    )


@functools.cache
def _english_will() -> re.Pattern[str]:
    return re.compile(rf",?\s(?P<who>(?:[^\s.,;:()]{{1,30}}\s){{1,8}}?)will\s{_ADVERB}(?:{_TO_HAPPEN})\b")


@functools.cache
def _german_before() -> re.Pattern[str]:
    verbs = "wurden?|fand|fanden|trat|wird|werden|tagte|begann|endete"  # "verabschiedete" may be an adjective
    return re.compile(rf"\b(?P<verb>{verbs})(?:(?P<with>(?:\s[^\s,;:.()]{{1,40}}){{0,6}}?){_GERMAN_AT}|\s)\Z")


@functools.cache
def _german_after() -> re.Pattern[str]:
    words = r"(?:[^\s;:()]{1,40}\s){0,14}?"
    return re.compile(
        rf"\s(?:(?:wurden?)\s{words}(?:{_GERMAN_PARTICIPLES})\b|(?:fand|fanden)\s{words}statt\b"
        rf"|trat\s{words}in\sKraft\b|(?:{_GERMAN_VERBS})\s)"
    )
