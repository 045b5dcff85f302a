"""Symbols of official documents, in a text and in an address."""

from __future__ import annotations

import datetime
import time

import pytest

from igreport.check import symbols
from igreport.model.reference import Reference

TEXTS = [
    ("Resolution 79/302", [("A/RES", "79/302", "Resolution 79/302")]),
    (
        "resolutions 79/1, 79/2 and 79/3",
        [("A/RES", "79/1", "resolutions 79/1"), ("A/RES", "79/2", "79/2"), ("A/RES", "79/3", "79/3")],
    ),
    ("die Resolutionen 79/1 und 79/2", [("A/RES", "79/1", "Resolutionen 79/1"), ("A/RES", "79/2", "79/2")]),
    ("A/RES/79/325, adopted", [("A/RES", "79/325", "A/RES/79/325")]),
    ("S/RES/2250 (2015)", [("S/RES", "2250", "S/RES/2250")]),
    ("Security Council resolution 2250 (2015)", [("S/RES", "2250", "resolution 2250 (2015)")]),
    ("Resolution 2250 was long", []),
    ("resolution 217 A (III)", []),
    ("resolution ES-11/1", []),
    ("A/80/257.", [("A", "80/257", "A/80/257")]),
    ("A/79/88/Add.1", [("A", "79/88", "A/79/88/Add.1")]),
    ("A/HRC/RES/55/3", [("A/HRC/RES", "55/3", "A/HRC/RES/55/3")]),
    ("Human Rights Council resolution 48/4", [("A/HRC/RES", "48/4", "resolution 48/4")]),
    ("resolution 48/4 of the Human Rights Council", [("A/HRC/RES", "48/4", "resolution 48/4")]),
    ("ECOSOC resolution 2024/13", [("E/RES", "2024/13", "resolution 2024/13")]),
    ("UNEA resolution 5/14", []),
    ("A/AC.292/2025/INF/5/Rev.1", [("A/AC.292/INF", "2025/5", "A/AC.292/2025/INF/5/Rev.1")]),
    ("A/C.3/79/L.2", [("A/C.3/L", "79/2", "A/C.3/79/L.2")]),
    ("E/CN.16/2025/2", [("E/CN.16", "2025/2", "E/CN.16/2025/2")]),
    ("WT/L/1056", [("WT/L", "1056", "WT/L/1056")]),
    ("WT/MIN(24)/38", [("WT/MIN24", "38", "WT/MIN(24)/38")]),
    ("OECD/LEGAL/0449", [("OECD/LEGAL", "449", "OECD/LEGAL/0449")]),
    ("COM(2021) 206 final", [("COM", "2021/206", "COM(2021) 206")]),
    ("Regulation (EU) 2024/1689", [("EU/reg", "2024/1689", "Regulation (EU) 2024/1689")]),
    ("Regulation (EU) No 910/2014", [("EU/reg", "2014/910", "Regulation (EU) No 910/2014")]),
    ("Verordnung (EG) Nr. 45/2001", [("EU/reg", "2001/45", "Verordnung (EG) Nr. 45/2001")]),
    ("Directive 2000/31/EC", [("EU/dir", "2000/31", "Directive 2000/31/EC")]),
    ("Richtlinie 95/46/EG", [("EU/dir", "1995/46", "Richtlinie 95/46/EG")]),
    ("Recommendation ITU-T Y.3172", [("ITU-T", "Y.3172", "ITU-T Y.3172")]),
    ("A/B tests, S/MIME, I/O, A/4, and/or 24/7", []),
    ("https://docs.un.org/en/A/80/257", []),
]
ADDRESSES = [
    ("https://docs.un.org/en/A/RES/79/325", [("A/RES", "79/325")]),
    ("https://www.un.org/en/ga/search/view_doc.asp?symbol=A/RES/70/125&Lang=E", [("A/RES", "70/125")]),
    ("https://digitallibrary.un.org/record/123/files/A_RES_79_325-EN.pdf", [("A/RES", "79/325")]),
    ("https://undocs.org/en/S/RES/2250(2015)", [("S/RES", "2250")]),
    ("https://docs.un.org/en/A/79/88.pdf", [("A", "79/88")]),
    ("https://press.un.org/en/2024/sc15946.doc.htm", []),
    ("https://example.org/A/RES/79/325", []),
    ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:32024R1689", [("EU/reg", "2024/1689")]),
    ("https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX%3A52021PC0206", [("COM", "2021/206")]),
    ("https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=COM:2021:206:FIN", [("COM", "2021/206")]),
    ("https://eur-lex.europa.eu/eli/dir/2022/2555/oj", [("EU/dir", "2022/2555")]),
    ("https://docs.wto.org/directdoc.aspx?filename=q:/WT/L/1056.pdf&Open=True", [("WT/L", "1056")]),
    ("https://www.itu.int/rec/T-REC-Y.3172-201906-I/en", [("ITU-T", "Y.3172")]),
    ("https://legalinstruments.oecd.org/en/instruments/OECD-LEGAL-0449", [("OECD/LEGAL", "449")]),
    ("http://[::1", []),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_find(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(found.kind, found.number, text[found.start : found.end]) for found in symbols.find(text)] == expected


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_of_address(address: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.kind, found.number) for found in symbols.of_address(address)] == expected


def test_a_source_names_its_symbol_in_three_places() -> None:
    fields = {"custom": {"symbol": "A/80/257"}, "number": "COM(2021) 206", "URL": "https://undocs.org/A/RES/79/1"}
    found = symbols.of_source(Reference("a", "document", fields))
    assert [(symbol.kind, symbol.number) for symbol in found] == [
        ("A", "80/257"),
        ("COM", "2021/206"),
        ("A/RES", "79/1"),
    ]


def test_sessions_are_counted_from_1946() -> None:
    first, last = symbols.general_assembly(79)
    assert first.year == 2024
    assert last.year == 2025
    assert symbols.session_at(datetime.date(2024, 12, 24)) == 79
    assert symbols.session_at(datetime.date(2025, 8, 26)) == 79


def test_only_resolutions_of_numbered_sessions_have_one() -> None:
    numbers = [
        symbols.session_of(symbol)
        for symbol in symbols.find("A/HRC/RES/55/3, A/80/257, A/RES/30/2. And the General Assembly: resolution 79/1")
    ]
    assert numbers == [None, None, None, 79]


def test_sessions_in_english_and_german() -> None:
    text = "the 79th UNGA, the 80th session of the General Assembly, die 81. UN-Generalversammlung, the 60th session"
    assert [session.number for session in symbols.sessions(text)] == [79, 80, 81]


def test_ordinals() -> None:
    assert [symbols.ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 112)] == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 112th".split()
    )


@pytest.mark.parametrize(
    "piece", ["A/", "A/1", "resolution 1/1, ", "A/A.1(", "Regulation (EU) ", "79th UN ", "A_A", "CELEX:"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * 20_000
    start = time.perf_counter()
    symbols.find(text)
    symbols.sessions(text)
    symbols.of_address(f"https://docs.un.org/{text}")
    assert time.perf_counter() - start < 3
