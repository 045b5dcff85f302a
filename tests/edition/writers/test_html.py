"""The HTML edition as a browser, a reference manager and a keyboard find it."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from igreport.edition.assemble import assemble
from igreport.edition.verify import verify
from igreport.edition.writers import html, html_metadata, html_style
from igreport.model.document import DEFAULT_DARK, DEFAULT_THEME, Attachment, Document, Draft, Theme
from igreport.sources.load import load

SERIES = """title: A </script><script>alert(1)</script> & "series"
author: [An author, Another author]
publisher: A publisher
license: CC-BY-4.0
logo: logo.svg
"""
EDITION = "published: 2025-10-06\nidentifier: doi:10.5281/zenodo.1\n"
SECTION = """---
title: First “topic”
topic: first
keypoint: A point
---

A claim.[^1] Another.[^2]

## Contents

Words.

## fn-1^[Of a heading.]

Table: Of numbers^[Of a caption.]

| Left | Right |
|------|-------|
| one  | two   |

## Top

| Left |
|------|
| one  |

![A field^[Of a figure.]](field.svg){width=80%}

[^1]: The first remark, see <https://example.org/a-b/c?d=1>.
[^2]: The second remark.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def _report(root: Path, language: str) -> Document:
    files = {
        "sections/series.yaml": f"{SERIES}language: {language}\n",
        "sections/logo.svg": SVG,
        "sections/2025-Q3/edition.yaml": EDITION,
        "sections/2025-Q3/10-first.md": SECTION,
        "sections/2025-Q3/field.svg": SVG,
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    report = load(root)
    return assemble(report, report.editions[0], root)


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return _report(tmp_path_factory.mktemp("report"), "en-GB")


@pytest.fixture(scope="module")
def source(document: Document, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("written") / "edition.html"
    html.write(document, path)
    assert verify(document, "html", path) == []
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> Any:
    return lxml_html.document_fromstring(source)


def _written(document: Document, folder: Path) -> Any:
    path = folder / "edition.html"
    html.write(document, path)
    assert verify(document, "html", path) == []
    return lxml_html.document_fromstring(path.read_text("utf-8"))


def _contents(page: Any, name: str) -> list[str]:
    return [str(text) for text in page.xpath("//meta[@name=$name or @property=$name]/@content", name=name)]


def test_every_id_stands_once_and_every_link_has_its_target(page: Any) -> None:
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = {target[1:] for target in page.xpath("//a/@href") if target.startswith("#")}
    assert targets - set(ids) == set()
    assert {"fn-1", "fnref-1", "contents", "top", "text_"} <= set(ids)


def test_nothing_is_loaded_and_nothing_runs(source: str, page: Any) -> None:
    assert all(target.startswith("data:image/svg+xml;base64,") for target in page.xpath("//@src"))
    assert page.xpath("//link/@rel") == ["schema.dcterms"]
    assert [script.get("type") for script in page.xpath("//script")] == ["application/ld+json"]
    assert "url(" not in source
    assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0].startswith("default-src 'none';")


def test_the_edition_is_described(page: Any) -> None:
    report = json.loads(page.xpath("//script")[0].text)
    name = 'A </script><script>alert(1)</script> & "series", 3rd quarter of 2025'
    assert report == {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": name,
        "author": [{"@type": "Person", "name": "An author"}, {"@type": "Person", "name": "Another author"}],
        "publisher": {"@type": "Organization", "name": "A publisher"},
        "datePublished": "2025-10-06",
        "inLanguage": "en-GB",
        "identifier": "doi:10.5281/zenodo.1",
        "reportNumber": "2025-Q3",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isPartOf": {"@type": "CreativeWorkSeries", "name": 'A </script><script>alert(1)</script> & "series"'},
    }
    assert (
        _contents(page, "citation_title") == _contents(page, "dcterms.title") == _contents(page, "og:title") == [name]
    )
    assert _contents(page, "citation_author") == ["An author", "Another author"]
    assert _contents(page, "citation_publication_date") == ["2025/10/06"]
    assert _contents(page, "citation_technical_report_institution") == ["A publisher"]
    assert _contents(page, "citation_doi") == ["10.5281/zenodo.1"]
    assert _contents(page, "dcterms.license") == ["https://creativecommons.org/licenses/by/4.0/"]


def test_the_attached_sources_are_cited(document: Document) -> None:
    items = [{"id": "a", "type": "report", "title": "One", "URL": "https://example.org/1"}, {"id": "b", "title": "Two"}]
    data = json.dumps(items).encode()
    sources = Attachment("sources.json", "application/vnd.citationstyles.csl+json", data, "Data", "")
    head = html_metadata.head(replace(document, attachments=(sources,)))
    report = json.loads(lxml_html.document_fromstring(head).xpath("//script")[0].text)
    assert report["citation"] == [
        {"@type": "CreativeWork", "name": "One", "url": "https://example.org/1"},
        {"@type": "CreativeWork", "name": "Two"},
    ]


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-NC-ND-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
        ("All rights reserved", ""),
        ("CC-BY-SA-4.0 and words", ""),
    ],
)
def test_the_address_of_a_licence(licence: str, address: str) -> None:
    assert html_metadata.licence_address(licence) == address


def test_headings_have_links_that_are_not_read_with_them(page: Any) -> None:
    links = [
        (link.get("href"), link.get("aria-label"), link.getprevious().tag)
        for link in page.xpath("//a[@class='anchor']")
    ]
    assert links == [
        ("#first-topic", "Link to: First “topic”", "h2"),
        ("#contents-1", "Link to: Contents", "h3"),
        ("#section-fn-1", "Link to: fn-1", "h3"),
        ("#top", "Link to: Top", "h3"),
    ]
    assert all(link.text_content() == "" for link in page.xpath("//a[@class='anchor']"))


def test_tables_scroll_in_regions_of_their_own_names(page: Any) -> None:
    regions = page.xpath("//*[@role='region']")
    assert [region.get("aria-label") for region in regions] == ["Table 1: Of numbers", "Table 2"]
    assert [(region.get("tabindex"), [child.tag for child in region]) for region in regions] == [("0", ["table"])] * 2


def test_notes_stand_once_and_are_tied_to_their_calls(source: str, page: Any) -> None:
    assert source.count("The second remark") == 1
    calls = page.xpath("//a[@role='doc-noteref']")
    assert [(call.get("href"), call.get("aria-label")) for call in calls] == [
        (f"#fn-{n}", f"Note {n}") for n in range(1, 6)
    ]
    assert page.xpath("//*[@role='doc-endnotes']/@aria-label") == ["Notes"]
    for number in range(1, 6):
        assert f"#fnref-{number}{{anchor-name:--n{number}}}#fn-{number}{{position-anchor:--n{number}}}" in source


def test_landmarks_and_headings(page: Any) -> None:
    (body,) = page.xpath("//body")
    assert [child.tag for child in body] == ["a", "header", "section", "nav", "main"]
    assert body[0].text == "Skip to the text"
    assert page.xpath("//main/@id") == ["text_"]
    assert page.xpath("string(//*[@id=//body/section/@aria-labelledby])") == "Key topics"
    levels = [
        int(heading.get("aria-level") or heading.tag[1])
        for heading in page.xpath("//h1|//h2|//h3|//h4|//p[@role='heading']")
    ]
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))


def test_a_figure_keeps_its_width_and_its_caption_is_read(page: Any) -> None:
    (figure,) = page.xpath("//figure")
    assert "width:80" in figure.xpath("./img/@style")[0].replace(" ", "")
    assert figure.xpath("./figcaption/@aria-hidden") == []


def test_german_words(tmp_path: Path) -> None:
    page = _written(_report(tmp_path, "de-DE"), tmp_path)
    assert page.xpath("//a[@class='skip']/text()") == ["Zum Text springen"]
    assert page.xpath("//a[@class='anchor']/@aria-label")[0] == "Link zu: First “topic”"
    assert page.xpath("//*[@role='region']/@aria-label") == ["Tabelle 1: Of numbers", "Tabelle 2"]
    assert page.xpath("//a[@role='doc-noteref']/@aria-label")[0] == "Anmerkung 1"


def test_a_draft_says_so_and_shows_what_is_found(document: Document, tmp_path: Path) -> None:
    page = _written(replace(document, draft=Draft({0: ("about a source",), 2: ("one", "two")})), tmp_path)
    assert page.xpath("//p[@class='draft']/text()") == ["Draft"]
    findings = [" ".join(found.text_content().split()) for found in page.xpath("//*[@class='finding']")]
    assert findings == ["about a source", "one", "two"]
    assert page.xpath("//*[@class='finding']")[2].getnext().text_content().startswith("1A claim.")  # with its number
    assert page.xpath("string(//*[@role='heading'])") == "Key topics"


def test_the_theme_is_the_series(document: Document) -> None:
    theme = Theme(light={"accent": "#7a1f3d", "text-font": "My Sans"}, dark={"accent": "#f0a0b8"})
    light, dark, paper = html_style.properties(
        replace(document, theme=theme, paper="letter", numerals="old-style")
    ).splitlines()
    assert "--accent: #7a1f3d;" in light
    assert '--text-font: "My Sans", system-ui' in light
    assert "--numerals: oldstyle-nums;" in light
    assert dark.startswith("@media screen and (prefers-color-scheme: dark)")
    assert "--accent: #f0a0b8;" in dark
    assert paper == "@page { size: letter; }"


@pytest.mark.parametrize(
    "value", ["red; } body { display: none", "url(https://example.org)", "</style>", "/* */", "\\72"]
)
def test_a_value_cannot_leave_its_place(document: Document, value: str) -> None:
    style = html_style.properties(replace(document, theme=Theme(light={"accent": value}, dark={})))
    assert value not in style
    assert f"--accent: {DEFAULT_THEME['accent']};" in style


@pytest.mark.parametrize("theme", [DEFAULT_THEME, DEFAULT_DARK])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "ground"),
        ("muted", "ground"),
        ("accent", "ground"),
        ("ground", "accent"),
        ("text", "box"),
        ("accent", "box"),
    ],
)
def test_contrast_of_text(theme: dict[str, str], ink: str, ground: str) -> None:
    """WCAG 2.2, 1.4.3, level AA."""
    light, dark = sorted((_luminance(theme[ink]), _luminance(theme[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_two_writes_are_equal(document: Document, source: str, tmp_path: Path) -> None:
    html.write(document, tmp_path / "again.html")
    assert (tmp_path / "again.html").read_text("utf-8") == source


def test_every_custom_property_that_is_used_is_set(source: str) -> None:
    used, given = set(re.findall(r"var\((--[\w-]+)\)", source)), set(re.findall(r"(--[\w-]+):", source))
    assert used - given == set()
