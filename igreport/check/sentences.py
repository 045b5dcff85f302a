"""Where sentences begin and end, in English and German.

Looked at: pysbd (its hundreds of patterns take seconds for an edition), nltk's punkt (a download, 50 MB), syntok (builds
token objects for every word). A report's prose needs the abbreviations and ordinals of two languages.
"""

from __future__ import annotations

import re

from igreport.model.prose import NOTE

_END = re.compile(
    rf"([.!?…]{{1,9}}(?:[\"“”»«’'‘‹›)\]{NOTE}]|\s{{1,2}}{NOTE}){{0,9}})\s{{1,4}}([\"“”„«»‟‘‚'‹›(\[{NOTE}]{{0,4}}\w)|\n\n"
)
_BEFORE_NAMES = {  # a sentence never ends with them
    "en": frozenset(
        "e.g i.e cf vs Dr Mr Mrs Ms Messrs Prof St Rev Hon Gen Amb Gov Sen Rep Capt Col Lt viz ca c".split()
    ),
    "de": frozenset(
        """z.B d.h u.a i.d.R o.g s.o s.u bzw ca vgl Vgl Dr Prof Hr Fr St sog ggf evtl bspw insb inkl einschl Hrsg z zzgl
        gem lt v d u resp Mag Dipl Ing""".split()
    ),
}
_ABBREVIATIONS = {  # a sentence ends with them where a word follows that begins sentences
    "en": frozenset(
        """No Nos Art Arts para paras p pp Sec Vol ed eds Inc Ltd Co Corp U.S U.K U.N Fig Ch approx incl Jan Feb Mar Apr
        Jun Jul Aug Sep Sept Oct Nov Dec Res Doc Add Corr op cit ibid al etc a.m p.m Ph.D Jr Sr Univ Dept est""".split()
    ),
    "de": frozenset(
        """Nr Nrn Art Abs Ziff S f ff usw etc z.T v.a u.ä o.ä Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mio Mrd
        Bd Kap Anm mind max min Str jährl rd vs Res Dok Tsd Jh Jhd al p pp u.s.w v.Chr n.Chr Chr Abb Tab Buchst lit
        U.S a.D e.V ä T B h""".split()
    ),
}
BEGINNINGS = {
    "en": frozenset(
        """The A An This That These Those It He She They We I You In On At For From With By As If When While After Before
        Since Although But And However There Here What Who How Why Its His Her Their Our My Such Both All Some Many Most
        Other Another One Two Not No Nor So Yet Then Thus To Under During Despite Even Only Now Today""".split()
    ),
    "de": frozenset(
        """Der Die Das Den Dem Des Ein Eine Einer Einem Einen Eines Es Er Sie Wir Ich Ihr In Im Am An Auf Aus Bei Beim Mit
        Nach Von Vom Zu Zum Zur Für Über Unter Um Als Wenn Weil Dass Da Doch Aber Und Auch Diese Dieser Dieses Diesem Hier
        Dort So Wie Was Wer Bis Seit Nicht Nun Dabei Damit Dazu Dies Jede Jeder Alle Viele Man Ob Denn Durch Während Trotz
        Allerdings Zudem Außerdem Ferner Daher Deshalb Nur Noch Schon Sein Seine Ihre Kein Keine""".split()
    ),
}
_WORD_BEFORE = re.compile(r"(?:(?<![\w.])[a-zA-Z]\.[ \u00a0\u202f\u2009])?[\w.]+\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(r"\d{1,3}|[IVXLC]{1,6}")
_IN_A_LIST = re.compile(r"(?:^|[:;,.(]\s)\Z")


def find(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence in `text`, blanks between them in neither; `language` is a BCP 47 tag."""
    result, start = [], 0
    for match in _END.finditer(text):
        if match[1] is None:
            end, following = match.start(), match.end()
        else:
            end, following = match.end(1), match.start(2)
            first = match[2][-1]
            if not (first.isupper() or first.isdigit()):
                continue
            if match[1].startswith(".") and is_abbreviation(text, match.start(), language, match.end() - 1):
                continue
        if text[start:end].strip():
            result.append((start, end))
        start = following
    rest = text[start:]
    if rest.strip():
        result.append((len(text) - len(rest.lstrip()), len(text.rstrip())))
    return tuple(result)


def is_abbreviation(text: str, at: int, language: str, following: int | None = None) -> bool:
    """Whether the full stop `text[at]` belongs to an abbreviation, an initial or a German ordinal.

    `following` is where the next word begins, if the stop may end a sentence as well.
    """
    match = _WORD_BEFORE.search(text, max(0, at - 12), at)
    if not match:
        return False
    parts, tongue = match[0].split(), "de" if language.startswith("de") else "en"
    word = parts[-1] if len(parts[-1]) > 2 else "".join(parts)
    if word in _BEFORE_NAMES[tongue]:
        return True
    if word.isdigit() and tongue == "en":
        return following is not None and len(word) <= 2 and bool(_IN_A_LIST.search(text[: match.start()][-3:]))
    if not _may_be_short(word, tongue):
        return False
    if following is None or text[following].isdigit():
        return True
    if word == "No":
        return False
    after = _WORD_AFTER.match(text, following)
    return not (after and after[0] in BEGINNINGS[tongue])


def _may_be_short(word: str, tongue: str) -> bool:
    if word in _ABBREVIATIONS[tongue] or (len(word) == 1 and word.isupper()):
        return True
    if "." in word:
        return len(word) <= 9 and all(len(part) <= 3 for part in word.split("."))
    return tongue == "de" and bool(_NUMERAL.fullmatch(word))
