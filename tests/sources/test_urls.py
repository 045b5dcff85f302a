"""Addresses: their faults and mends, their forms, hosts, kinds of pages, dates, and where they stand in prose."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igreport.model.url import Url
from igreport.sources.hosts import has_mixed_scripts, host_kind
from igreport.sources.url_dates import date_in
from igreport.sources.url_forms import normalized, same_page, session_ids, tracking_parameters, without_tracking
from igreport.sources.url_pages import is_editing_link, is_home_page, is_search_page, text_fragment
from igreport.sources.url_text import find
from igreport.sources.urls import parse
from tests.clock import seconds

DATA = Path(__file__).parent / "urls"


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").split("\n")
    return [line.split(" ⇥ ") for line in lines if line and not line.startswith("# ")]


def unescaped(text: str) -> str:
    return re.sub(r"\\(\\|n|x..|u....)", lambda match: match[0].encode().decode("unicode_escape"), text)


@pytest.mark.parametrize("text", [row[0] for row in rows("right.txt")])
def test_a_right_address_has_no_fault(text: str) -> None:
    assert parse(text).faults == ()
    assert parse(text).mended == text


@pytest.mark.parametrize(("text", "kinds", "mended"), rows("faults.txt"))
def test_faults_are_found_and_mended(text: str, kinds: str, mended: str) -> None:
    url = parse(unescaped(text))
    assert [fault.kind for fault in url.faults] == kinds.split()
    assert url.mended == (url.text if mended == "=" else mended)
    for fault in url.faults:
        assert fault.message[0] == fault.message[0].lower()
        assert not fault.message.endswith(".")


def test_the_parts_are_as_written() -> None:
    text = "HTTPS://User:x@Example.org:8443/A%7e?q=1&r#Part"
    assert parse(text) == Url(text, text, "HTTPS", "User:x", "Example.org", "8443", "/A%7e", "q=1&r", "Part")


@pytest.mark.parametrize(
    "text", ["www.example.org/x", "htps://www.example.org/x.", "see https://www.example.org/x (a)"]
)
def test_the_parts_of_a_faulty_address_are_those_of_what_was_meant(text: str) -> None:
    assert (parse(text).host, parse(text).path) == ("www.example.org", "/x")


def test_a_fault_tells_its_place() -> None:
    places = {
        fault.kind: "see {a}; b).".join(["", ""]) and (fault.start, fault.end)
        for fault in parse("<https://a.org/%zz>.").faults
    }
    assert places == {"leading-punctuation": (0, 1), "percent": (15, 16), "trailing-punctuation": (18, 20)}


@pytest.mark.parametrize(("text", "expected"), rows("normalized.txt"))
def test_normal_form(text: str, expected: str) -> None:
    assert normalized(text) == expected


@pytest.mark.parametrize(("one", "other", "verdict"), rows("same_page.txt"))
def test_the_key_of_a_page(one: str, other: str, verdict: str) -> None:
    assert (same_page(one) == same_page(other)) == (verdict == "same")


@pytest.mark.parametrize(("text", "names", "without"), rows("tracking.txt"))
def test_tracking_parameters(text: str, names: str, without: str) -> None:
    found = tracking_parameters(text)
    assert [part.name for part in found] == ([] if names == "-" else names.split())
    assert all(text[part.start : part.end].startswith(f"{part.name}=") for part in found)
    assert without_tracking(text) == (text if without == "=" else without)


@pytest.mark.parametrize(("text", "expected"), rows("sessions.txt"))
def test_session_ids(text: str, expected: str) -> None:
    assert (" ".join(text[part.start : part.end] for part in session_ids(text)) or "-") == expected


@pytest.mark.parametrize(("host", "kind"), rows("hosts.txt"))
def test_kinds_of_hosts(host: str, kind: str) -> None:
    assert host_kind(host) == kind


@pytest.mark.parametrize(("host", "label"), rows("scripts.txt"))
def test_mixed_scripts(host: str, label: str) -> None:
    assert (has_mixed_scripts(host) or "-") == label


@pytest.mark.parametrize(("text", "kind"), rows("pages.txt"))
def test_kinds_of_pages(text: str, kind: str) -> None:
    tests: dict[str, Callable[[str], bool]] = {
        "editing": is_editing_link,
        "search": is_search_page,
        "home": is_home_page,
    }
    assert [name for name, test in tests.items() if test(text)] == ([] if kind == "-" else [kind])


@pytest.mark.parametrize(("text", "date", "words"), rows("dates.txt"))
def test_the_date_in_an_address(text: str, date: str, words: str) -> None:
    found = date_in(text)
    assert (str(found[0]) if found else "-", text[found[1] : found[2]] if found else "-") == (date, words)


@pytest.mark.parametrize("marked", [row[0] for row in rows("prose.txt")])
def test_addresses_in_prose(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    assert [text[start:end] for start, end in find(text)] == re.findall("⟦(.*?)⟧", marked)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("https://a.org/x#:~:text=b", "https://a.org/x"), ("https://a.org/#c:~:text=b,d", "https://a.org/#c")],
)
def test_a_text_fragment_can_be_cut(text: str, rest: str) -> None:
    place = text_fragment(text)
    assert place is not None
    assert text[: place[0]] + text[place[1] :] == rest


@pytest.mark.parametrize("text", ["https://a.org/x", "https://a.org/x#text=b", "https://a.org/:~:text=b"])
def test_another_fragment_is_none(text: str) -> None:
    assert text_fragment(text) is None


EVERY: list[Callable[[str], object]] = [
    parse, normalized, same_page, tracking_parameters, without_tracking, session_ids, is_editing_link, is_search_page,
    is_home_page, text_fragment, date_in, find, host_kind, has_mixed_scripts,
]  # fmt: skip
PIECES = """https:// http:/ htps:// // / \\ www. example.org x.de . .. %2e %zz % ? # & = ; , ( ) [ ] < > " ' “ ” … é ы xn-- 0x7f
127.0.0.1 :80 :99999 @ utm_source=x &amp; { } | 2024/ 2024-12 05 5Sept .pdf :~:text= - _ a b""".split()
UNSEEN = [" ", "\n", "\u200b", "\xad", "\u200c", "\ud800"]
ADDRESSES = st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES + UNSEEN), max_size=10).map("".join))


@settings(max_examples=400, deadline=None)
@given(ADDRESSES, st.sampled_from(["", "https://x.org/"]))
def test_any_text_is_judged_and_mended(piece: str, before: str) -> None:
    text = before + piece
    for function in EVERY:
        function(text)
    assert normalized(normalized(text)) == normalized(text)
    url, place = parse(text), 0
    for fault in url.faults:
        assert place <= fault.start <= fault.end <= len(text)
        place = fault.end
        if fault.replacement is not None:
            mended = text[: fault.start] + fault.replacement + text[fault.end :]
            left = [(other.kind, other.start) for other in parse(mended).faults if other.replacement is not None]
            assert (fault.kind, fault.start) not in left
    assert not [fault for fault in parse(url.mended).faults if fault.replacement is not None]


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "a ", "(", ")", ".", "%", "\\", "{\\", "\u200b ", "https://", "https://a) ", "http:/", "www. ", "a.de/x ",
     "a.", "/..", "&amp;", "&utm_a", "2024-12-", "5sept_", ";jsessionid=", "é\u200cé", "1.", "a@", "xn--"],
)  # fmt: skip
@pytest.mark.parametrize("before", ["", "https://example.org/", "https://example.org/?"])
def test_hostile_text_takes_time_in_proportion(unit: str, before: str) -> None:
    text = before + unit * (100_000 // len(unit))
    for function in EVERY:
        assert seconds(partial(function, text)) < 1.0, function.__name__


def test_four_thousand_addresses_take_no_time() -> None:
    texts = [f"{row[0].rstrip('/')}/{number}" for row in rows("right.txt") for number in range(100)]
    assert seconds(lambda: [(parse(text), normalized(text), same_page(text)) for text in texts]) < 0.5
