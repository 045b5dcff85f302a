"""Where sentences begin and end, in English and German.

Looked at: pysbd (its hundreds of patterns take seconds for an edition), nltk's punkt (a download, 50 MB), syntok (builds
token objects for every word). A report's prose needs the abbreviations and ordinals of two languages.
"""

from __future__ import annotations

import re

from igreport.model.prose import NOTE

_END = re.compile(rf"[.!?…]{{1,9}}[\"“”»«’')\]{NOTE}]{{0,9}}(?=\s{{1,4}}[\"“”„«»‘‚('\[{NOTE}]{{0,4}}[A-ZÄÖÜÀ-ÞŁŚŠŽĐ0-9])|\n\n")
_ABBREVIATIONS = {
    "en": frozenset(
        """e.g i.e cf vs etc al No Nos Art Arts para paras p pp Dr Mr Mrs Ms Prof St Sec Vol ed eds Inc Ltd Co Corp U.S
        U.K U.N Gen Rev Fig Ch approx ca incl Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Hon Amb Res Doc Add Corr
        op cit ibid""".split()
    ),
    "de": frozenset(
        """z.B d.h u.a u.ä bzw ca vgl Nr Nrn Art Abs Ziff S f ff Dr Prof Hr Fr St usw etc inkl ggf evtl sog v.a i.d.R
        o.g z.T Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mio Mrd Bd Hrsg Kap Anm bspw mind max Str jährl rd vs
        Res Dok""".split()
    ),
}
_WORD_BEFORE = re.compile(r"[\w.]+\Z")


def find(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence in `text`, blanks between them in neither; `language` is a BCP 47 tag."""
    is_german = language.startswith("de")
    known = _ABBREVIATIONS["de" if is_german else "en"]
    result, start = [], 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _is_abbreviation(text[max(0, match.start() - 12) : match.start()], known, is_german):
            continue
        result.append((start, match.end()))
        start = match.end()
        while start < len(text) and text[start].isspace():
            start += 1
    if text[start:].strip():
        result.append((start, len(text.rstrip())))
    return tuple(result)


def _is_abbreviation(before: str, known: frozenset[str], is_german: bool) -> bool:
    match = _WORD_BEFORE.search(before)
    word = match[0] if match else ""
    if word in known or (len(word) == 1 and word.isupper()):
        return True
    return is_german and word.isdigit() and len(word) <= 2
