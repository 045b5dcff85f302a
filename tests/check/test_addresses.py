"""Addresses and the symbols of documents in them: how sure a finding is, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.check import addresses
from igreport.check.manuscript import Manuscript
from igreport.check.rules.doc import symbol_mismatch
from igreport.check.rules.url import insecure_url, invalid_url, not_public
from igreport.model.diagnostic import Severity
from igreport.sources.load import load

FRONT_MATTER = "---\ntitle: A topic\ntopic: topic\nkeypoint: A point\n---\n\n"
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def manuscript(root: Path, text: str, references: str = "references: []\n") -> Manuscript:
    files = {
        "sections/series.yaml": "title: A series\nauthor: An author\n",
        "sections/2025-Q3/10-topic.md": FRONT_MATTER + text + "\n",
        "references/2025-Q3.yaml": references,
    }
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    report = load(root)
    return Manuscript(report, report.editions[0])


def source(url: str) -> str:
    return f"references:\n- id: a\n  type: document\n  title: A title\n  URL: {url}\n"


@pytest.mark.parametrize(
    ("text", "insecure", "unreachable"),
    [
        ("It is at http://{}/x today.", INFO, INFO),
        ("It is [there](http://{}/x) today.", WARNING, ERROR),
        ("It is there.[^1]\n\n[^1]: See http://{}/x.", WARNING, ERROR),
    ],
)
def test_what_the_text_only_tells_is_information(
    tmp_path: Path, text: str, insecure: Severity, unreachable: Severity
) -> None:
    public = manuscript(tmp_path / "1", text.format("un.org"))
    assert [finding.severity for finding in insecure_url.check(public)] == [insecure]
    private = manuscript(tmp_path / "2", text.format("localhost"))
    assert [finding.severity for finding in not_public.check(private)] == [unreachable]


@pytest.mark.parametrize(
    ("url", "severity", "hint"),
    [
        ("https://un.org/a%zz", WARNING, "open the page once more and copy its address from the browser"),
        ("https://un.org/a_(b", WARNING, "open the page once more and copy its address from the browser"),
        ("https://un.org/a)", ERROR, "delete it"),
        ("https//un.org/a", ERROR, "write “https://” there"),
        ("ftp://un.org/a", WARNING, "open the page once more and copy its address from the browser"),
        ("doi:10.1000/182", ERROR, "open the page once more and copy its address from the browser"),
    ],
)
def test_faults_that_browsers_get_over_are_warnings(tmp_path: Path, url: str, severity: Severity, hint: str) -> None:
    reference = manuscript(tmp_path, "Text.", source(url)).report.references["a"]
    assert [(finding.severity, finding.hint) for finding in invalid_url.check_source(reference)] == [(severity, hint)]


def test_a_folded_address_is_found_as_a_whole_and_not_mended(tmp_path: Path) -> None:
    reference = manuscript(tmp_path, "Text.", source('"https://un.org/a\\x3b"')).report.references["a"]
    (address,) = addresses.of_source(reference)
    assert address.text == "https://un.org/a;"
    (finding,) = invalid_url.check_source(reference)
    assert finding.fix is None
    assert finding.span == reference.value("URL")


def test_a_link_that_is_written_otherwise_has_the_place_of_its_words(tmp_path: Path) -> None:
    edition = manuscript(tmp_path, "See [this page](http://un.org/ä) and [that](http://un.org/b).")
    first, second = insecure_url.check(edition)
    assert (first.span.column, first.span.end_column, first.fix) == (6, 15, None)
    assert (second.span.column, second.span.end_column) == (45, 52)
    assert second.fix is not None


def test_the_same_link_twice_has_two_places(tmp_path: Path) -> None:
    edition = manuscript(tmp_path, "See [a](http://un.org/x), [b](http://un.org/x) and <http://un.org/x>.")
    assert [finding.span.column for finding in insecure_url.check(edition)] == [53, 9, 31]


A_RESOLUTION = source("https://docs.un.org/en/A/RES/79/325")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("It is resolution 79/302 [@a].", ERROR),
        ("Resolution 79/302 has set up a panel [@a].", WARNING),
        (f"Resolution 79/302 has a panel{' and more' * 10} [@a].", INFO),
    ],
)
def test_the_nearer_the_note_the_surer_is_a_mismatch(tmp_path: Path, text: str, severity: Severity) -> None:
    (finding,) = symbol_mismatch.check(manuscript(tmp_path, text, A_RESOLUTION))
    assert finding.severity is severity
    assert finding.note == 1
    assert [span.path for span in finding.related] == ["references/2025-Q3.yaml"]


@pytest.mark.parametrize(
    ("url", "text", "words"),
    [
        ("https://docs.un.org/en/A/RES/79/325", "resolution 79/302", "A/RES/79/325 in note 1"),
        ("https://eur-lex.europa.eu/eli/reg/2024/1689/oj", "Regulation (EU) 2024/1698", ", 2024/1689 in note 1"),
        ("https://eur-lex.europa.eu/x?uri=COM:2021:206:FIN", "COM(2021) 260", "COM(2021) 206 in note 1"),
    ],
)
def test_a_mismatch_says_what_the_note_has(tmp_path: Path, url: str, text: str, words: str) -> None:
    (finding,) = symbol_mismatch.check(manuscript(tmp_path, f"It is {text} [@a].", source(url)))
    assert words in finding.message
