"""Lists of words, and which words of an edition are one letter off another."""

from __future__ import annotations

from collections import Counter

import pytest

from igreport.check import word_lists
from igreport.check.package_data import read
from igreport.check.rules.txt.rare_misspelling import near
from igreport.check.vocabulary import Vocabulary

LONG = "multistakeholder"  # in no list


def test_every_misspelling_is_found_whatever_the_order_of_the_list() -> None:
    lines = read("codespell_lib", "data", "dictionary.txt").decode().splitlines()
    words = [line.partition("->")[0] for line in lines]
    assert len(words) > 60_000
    assert not [word for word in words if word == word.lower() and not word_lists.corrections(word)]


def test_corrections() -> None:
    assert word_lists.corrections("goverment") == ("government",)
    assert word_lists.corrections("exept") == ("except", "exempt")
    assert word_lists.corrections("government") == ()


@pytest.mark.parametrize("word", ["a", "government", "zulu", "zymurgy"])
def test_words_have_a_frequency(word: str) -> None:
    assert word_lists.frequency(word, "en") > 0


def test_unknown_words_have_none() -> None:
    assert [word_lists.frequency(word, "en") for word in ("", "onvention", "{", "zzzzz", "0")] == [0] * 5
    assert word_lists.frequency("regierung", "de") > 0
    assert word_lists.frequency("regirung", "de") == 0


def test_a_remark_of_the_list_is_no_correction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        word_lists, "_misspellings", lambda: word_lists.Lines(b"clas->class, disabled\nclaus->clause\n")
    )
    assert word_lists.corrections("clas") == ()
    assert word_lists.corrections("claus") == ("clause",)


def test_without_the_packages_nothing_is_known() -> None:
    assert read("no_such_package", "x") == b""
    assert read("json", "no such file") == b""


def test_british_and_american() -> None:
    american, british = word_lists.pairs()
    assert american["centred"] == "centered"
    assert british["offenses"] == "offences"
    assert american["behavioural"] == "behavioral"
    assert not {"dialogue", "towards", "meter"} & american.keys()


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("organise", "organize"),
        ("reorganisations", "reorganizations"),
        ("decentralised", "decentralized"),
        ("recognising", "recognizing"),
        ("advise", None),
        ("exercised", None),
        ("promises", None),
        ("is", None),
        ("organist", None),
    ],
)
def test_verbs(word: str, other: str | None) -> None:
    assert word_lists.as_american_verb(word) == other
    if other:
        assert word_lists.as_british_verb(other) == word


def slips(own: dict[str, int], quoted: dict[str, int] | None = None, language: str = "en") -> dict[str, str]:
    words = Vocabulary(Counter(own) + Counter(quoted or {}), Counter(own))
    return near(language, words, frozenset(["termword"]))


@pytest.mark.parametrize(
    "slip",
    [
        "multistakholder",
        "multistakeholdder",
        "multistakehalder",
        "multistakehodler",
        "ultistakeholder",
        "Multistakholder",
    ],
)
def test_one_letter_lost_added_changed_or_two_exchanged(slip: str) -> None:
    assert slips({LONG: 6, slip: 1}) == {slip: LONG}


@pytest.mark.parametrize(
    "word",
    [
        "multistakeholders",
        "multistakeholdes",
        "multistakholdr",
        "multistakehodlex",
        "multistakholdeer",
        "MultiStakholder",
    ],
)
def test_endings_and_what_is_further_off_are_let_pass(word: str) -> None:
    assert slips({LONG: 6, word: 1}) == {}


def test_how_often_the_other_word_stands() -> None:
    assert slips({LONG: 5, "multistakholder": 1}) == {}  # in no list
    assert slips({LONG: 6, "multistakholder": 2}) == {}
    assert slips({"convention": 3, "convedtion": 1}) == {"convedtion": "convention"}
    assert slips({"convention": 2, "convedtion": 1}) == {}


def test_a_common_word_need_not_stand_in_the_edition() -> None:
    assert slips({"commitmets": 1}) == {"commitmets": "commitments"}
    assert slips({"declarration": 1}) == {"declarration": "declaration"}
    assert slips({"institutoins": 1}) == {"institutoins": "institutions"}


def test_a_name_or_a_quotation_is_only_compared_with_words_of_the_edition() -> None:
    assert slips({"Leaderrs": 1}) == {}
    assert slips({"Leaderrs": 1, "leaders": 1}) == {"Leaderrs": "leaders"}
    assert slips({}, {"leaderrs": 1}) == {}
    assert slips({"leaders": 1}, {"leaderrs": 1}) == {"leaderrs": "leaders"}
    assert slips({"Commitmets": 1, "commitments": 1}) == {}


def test_short_words_terms_and_words_made_of_others_are_let_pass() -> None:
    assert slips({"treaty": 3, "tretty": 1}) == {"tretty": "treaty"}
    assert slips({"treat": 3, "trett": 1}) == {}
    assert slips({"termwords": 6, "termword": 1, "termwrods": 1}) == {"termwrods": "termwords"}
    assert slips({"defined": 3, "inclined": 3, "inlined": 1, "keycards": 1, "refactor": 1}) == {}


def test_german_words_are_longer() -> None:
    assert slips({"Resolution": 3, "Resoluton": 1}, language="de") == {"Resoluton": "resolution"}
    assert slips({"treffen": 3, "reffen": 1}, language="de") == {}
    assert slips({"declarration": 1}, language="de") == {}


def test_a_text_of_another_language_has_no_misspellings() -> None:
    unknown = {f"{first}zq{second}vention": 1 for first in "bcdfgh" for second in "bcdfghjk"}
    assert slips({"convention": 3, "convedtion": 1, **unknown}) == {}
    assert len(unknown) > 40
