"""A resolution of the General Assembly is dated outside of the session whose number it bears.

## What it does
Compares the number of a resolution of the UN General Assembly with the day on which the sentence says that it was adopted:
the session of 2024/25 is the 79th, and its resolutions are numbered 79/1, 79/2 and so on. A source's `issued` is compared
with the symbol that the source names.

## Why is this bad
The number leads readers to another resolution, of another year.

## Example
    Resolution 78/239 was adopted in December 2024.

## Use instead
    Resolution 79/239 was adopted in December 2024.

A resolution that a sentence recalls ("pursuant to resolution 75/240") is let pass, and so are those of other bodies, whose
sessions are counted otherwise. Where the sentence names the session that adopted it, the two numbers are compared.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from igreport.check import symbols
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.symbols import Session, Symbol
from igreport.model.dates import DateMention, Precision
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.model.prose import NOTE, Prose
from igreport.model.reference import Reference

RULE = Rule("DOC102", "resolution-session", Severity.WARNING)

_ADOPTED = r"\b(?:adopt(?:ed|s|ing)|passed|approved|verabschiedet(?:e|en)?|angenommen|beschlossen|beschloss|billigte|gebilligt)\b"
_NAMED = (
    r"(?:(?:the|The|its|a|new|UN|GA|UNGA|General|Assembly|United|Nations|Generalversammlung|Vereinten|die|Die|der|Der|ihre|eine)"
    r"(?:['’]s)?[\s-]){0,6}"
)
# What may stand before a resolution that the verb before it speaks of, or that begins a sentence or goes on with a list.
_OBJECT = rf"(?:\b(?:adopt(?:ed|s|ing)|passed|approved|verabschiedete|billigte)|:)\s{_NAMED}\Z"
_NEXT = rf"(?:[,;]|\band|\bund)\s{_NAMED}\Z"
_SUBJECT = rf"(?:\A|[.:;]\s|\b\d{{4}},?\s|\b(?:hat|haben|wurde|wurden)\s){_NAMED}\Z"
_BETWEEN = (
    r"(?:[\s,:()–—\ufffc-]|\b(?:as|als|with|votes|against|abstentions|acclamation|majority|mit|Stimmen|gegen|Konsens|per|on|"
    r"was|were|which|that|is|has|had|been|just|finally|also|unanimously|by|consensus|without|a|vote|"
    r"wurde|wurden|ist|die|der|einstimmig|im|in|am|on)\b|\b(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\b|\d{1,4}\.?){0,60}"
)
# What makes of the resolution the ground on which another text was adopted.
_GROUND = rf"\b(?:by|in|on|with|without|against|im|am|mit|per|gegen)\s{_NAMED}\Z"
_WORD = r"\b[Rr]esolution(?:s|en)?\s\Z"  # before a symbol: "Resolution A/RES/79/325"
_OF_ASSEMBLY = (
    r"\s(?:of\sthe|der)\s(?:UN[\s-]|United\sNations\s)?(?:General\sAssembly|UNGA|Generalversammlung)\b"
    r"(?:\s(?:of\sthe|der)\s(?:United\sNations|Vereinten\sNationen|UN|VN)\b)?"
)
_ASKING = r"\s(?:ha[ds]|asks?|asked|request|requir|demand|calls?|called|says?|foresee|provide|fordert|verlang|vorsieht)"
_DATED = r"[\s\ufffc]{0,3}(?:,?\s?(?:dated|of|from|vom|aus dem|\()\s?|,\s)\Z"
_OTHER_BODIES = r"Human Rights|Menschenrechtsrat|\bHRC\b|UNESCO|UNEA|ECOSOC|World Health|Parliament|Council"
_ASSEMBLY = r"General Assembly|\bUNGA\b|Generalversammlung|\bUN\b"
_PRECISIONS: dict[int, Precision] = {1: "year", 2: "month", 3: "day"}
_PUBLISHED_LATER = datetime.timedelta(days=183)  # the final text of a session's last resolutions


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each resolution whose sentence dates it outside of its session."""
    for prose in manuscript.prose:
        if "esolution" not in prose.text and "A/RES/" not in prose.text:
            continue
        found = [symbol for symbol in symbols.find(prose.text) if symbols.session_of(symbol)]
        if not found:
            continue
        all_dates = [date for date in manuscript.dates(prose) if _is_written(date)]
        all_sessions = symbols.sessions(prose.text)
        for start, end in manuscript.sentences(prose):
            inside = symbols.within(found, start, end)
            if inside:
                dates, sessions = symbols.within(all_dates, start, end), symbols.within(all_sessions, start, end)
                for symbol, place in _wrong(manuscript.own_words(prose), start, end, inside, dates, sessions):
                    yield _found(manuscript, prose, symbol, place)


def check_source(reference: Reference) -> Iterator[Diagnostic]:
    """Yield a finding where a source's date is outside of the session that its symbol names."""
    issued = reference.date("issued")
    if issued is None or issued.start is None:
        return
    date = DateMention(0, 0, issued.start, precision=_PRECISIONS[len(issued.start.parts)])
    for symbol in symbols.of_source(reference):
        session = symbols.session_of(symbol)
        if session and not _fits(session, date, _PUBLISHED_LATER):
            message = f"{symbol.kind}/{symbol.number} is of the {_period(session)}, and the source is dated {issued}"
            yield RULE.found(reference.value("issued"), message, "see which of the two is right")
            return


def _is_written(date: DateMention) -> bool:
    return not date.fault and not date.year_inferred and date.first is not None


def _fits(session: int, date: DateMention, later: datetime.timedelta = datetime.timedelta()) -> bool:
    first, last = symbols.general_assembly(session)
    earliest, latest = date.earliest, date.latest
    return earliest is None or latest is None or (earliest <= last + later and latest >= first)


def _wrong(
    text: str, start: int, end: int, found: list[Symbol], dates: list[DateMention], sessions: list[Session]
) -> Iterator[tuple[Symbol, DateMention | Session]]:
    """Yield the resolutions of a sentence on their adoption, with the date or the session that contradicts their number."""
    sentence = text[start:end]
    adopted, is_tied = re.search(_ADOPTED, sentence) is not None, False
    for symbol in found:
        is_tied = adopted and _is_tied(sentence, symbol.start - start, symbol.end - start, is_tied)
        direct = [date for date in dates if re.fullmatch(_DATED, text[symbol.end : date.start])][:1]
        candidates = direct or (dates if is_tied else [])
        number = symbols.session_of(symbol) or 0
        if (
            candidates
            and not any(_fits(number, date) for date in candidates)
            and _is_sure(sentence, symbol, candidates)
        ):
            yield symbol, candidates[0]
        elif is_tied and not direct and len(sessions) == 1 and sessions[0].number != number and not candidates:
            yield symbol, sessions[0]


def _is_tied(sentence: str, start: int, end: int, is_list: bool) -> bool:
    """Whether the verb of adoption speaks of the resolution at `sentence[start:end]`; `is_list` says so of the one before."""
    word = re.compile(_WORD).search(sentence, max(0, start - 12), start)
    body = re.compile(_OF_ASSEMBLY).match(sentence, end)
    start, end = word.start() if word else start, body.end() if body else end
    before = sentence[max(0, start - 80) : start]
    if re.search(_GROUND, before) or re.compile(_ASKING).match(sentence, end):
        return False
    verbs = list(re.compile(_ADOPTED).finditer(sentence, max(0, start - 200), start))
    if verbs and (re.search(_OBJECT, before) or re.fullmatch(_BETWEEN + _NAMED, sentence[verbs[-1].end() : start])):
        return True
    if is_list and re.search(_NEXT, before):
        return True
    if not re.search(_SUBJECT, before):
        return False
    verb = re.compile(_ADOPTED).search(sentence, end)
    return verb is not None and re.compile(_BETWEEN).fullmatch(sentence, end, verb.start()) is not None


def _is_sure(sentence: str, symbol: Symbol, dates: list[DateMention]) -> bool:
    """Whether it cannot be another body's resolution: the Human Rights Council counts up to four sessions a year from 2006."""
    if not symbol.is_told:
        return True
    if re.search(_OTHER_BODIES, sentence):
        return False
    first = int(symbol.number.partition("/")[0])
    years = [date.first.year for date in dates if date.first]
    is_of_the_council = any(3 * (year - 2006) - 2 <= first <= 3 * (year - 2006) + 6 for year in years)
    return not is_of_the_council or bool(re.search(_ASSEMBLY, sentence))


def _found(manuscript: Manuscript, prose: Prose, symbol: Symbol, place: DateMention | Session) -> Diagnostic:
    number = symbols.session_of(symbol) or 0
    words, other = (_plain(prose.text[row.start : row.end]) for row in (symbol, place))
    message = f"“{words}” would be of the {_period(number)}, and the sentence says {other}"
    hint = f"{_numbers(place)}; see which of the two is wrong"
    span, related = prose.span(symbol.start, symbol.end), prose.span(place.start, place.end)
    return RULE.found(span, message, hint, note=manuscript.note_of(prose), related=(related,))


def _plain(text: str) -> str:
    return " ".join(text.replace(NOTE, " ").split())


def _numbers(place: DateMention | Session) -> str:
    if isinstance(place, Session):
        return f"the resolutions of that session are numbered {place.number}/…"
    days = [day for day in (place.earliest, place.latest) if day]
    right = " or ".join(f"{number}/…" for number in sorted({symbols.session_at(day) for day in days}))
    return f"the resolutions of that time are numbered {right}"


def _period(session: int) -> str:
    return f"{symbols.ordinal(session)} session ({1945 + session}/{(1946 + session) % 100:02})"
