"""What a URL says: the id, the type, the publisher, the date and the symbol of its source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igreport.exchange import mention, sources
from igreport.exchange.mention import URL_MARK, Mention
from igreport.exchange.sources import Sources

TABLE = [
    ("https://docs.un.org/en/A/RES/79/325", "un-a-res-79-325", "document", "United Nations", "", "A/RES/79/325"),
    (
        "https://intgovforum.org/en/filedepot_download/305/28530",
        "intgovforum-filedepot-28530",
        "webpage",
        "Internet Governance Forum",
        "",
        "",
    ),
    ("https://www.youtube.com/watch?v=7v0I5eAs-14", "youtube-7v0i5eas-14", "motion_picture", "YouTube", "", ""),
    ("https://press.un.org/en/2025/sgsm22839.doc.htm", "un-press-sgsm22839", "document", "United Nations", "2025", ""),
    (
        "https://www.fmprc.gov.cn/mfa_eng/xw/zyxw/202507/t20250729_11679232.html",
        "fmprc-20250729-11679232",
        "webpage",
        "Ministry of Foreign Affairs of the People's Republic of China",
        "2025-07-29",
        "",
    ),
    (
        "https://www.wto.org/english/news_e/news25_e/ecom_25sep25_e.htm",
        "wto-ecom-25sep25-e",
        "webpage",
        "World Trade Organization",
        "2025-09-25",
        "",
    ),
    (
        "https://www.g20.utoronto.ca/2025/250718-finance-communique.html",
        "g20-250718-finance-communique",
        "webpage",
        "G20 Research Group",
        "2025-07-18",
        "",
    ),
    (
        "https://www.whitehouse.gov/wp-content/uploads/2025/07/Americas-AI-Action-Plan.pdf",
        "whitehouse-americas-ai-action-plan",
        "report",
        "The White House",
        "2025-07",
        "",
    ),
    (
        "https://publicadministration.desa.un.org/sites/default/files/2021-04/2025/ZERO_DRAFT.pdf",
        "un-zero-draft",
        "report",
        "United Nations Department of Economic and Social Affairs",
        "",
        "",
    ),  # two dates that differ: none
    (
        "https://www.itu.int/en/mediacentre/Pages/PR-2024-06-05-pp26.aspx",
        "itu-pr-2024-06-05-pp26",
        "document",
        "International Telecommunication Union",
        "2024-06-05",
        "",
    ),
    ("https://unknown.example.co.uk/", "example-unknown", "webpage", "example.co.uk", "", ""),
    ("https://example.org/20259999/x", "example-20259999-x", "webpage", "example.org", "", ""),
]


@pytest.mark.parametrize(("url", "identifier", "kind", "publisher", "issued", "symbol"), TABLE)
def test_what_a_url_says(url: str, identifier: str, kind: str, publisher: str, issued: str, symbol: str) -> None:
    assert sources.identifier(url) == identifier
    assert sources.item_type(url)["type"] == kind
    assert sources.publisher(url) == publisher
    assert sources.issued(url) == issued
    assert sources.symbol(url) == symbol


@given(
    st.lists(
        st.from_regex(r"https?://[a-zA-Z0-9.\-\[\]:@é]{0,12}[/?#a-zA-Z0-9.%é_-]{0,20}", fullmatch=True), max_size=8
    )
)
def test_one_id_for_one_url(urls: list[str]) -> None:
    found = Sources()
    ids = {url: found.of(url).id for url in [*urls, *urls]}
    assert len(set(ids.values())) == len(set(urls))
    assert all(item["title"] and item["type"] for item in (source.item() for source in found))


A, B = "https://example.org/a", "https://example.org/b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{URL_MARK}", [Mention(A)]),
        (f"A Title, {URL_MARK}.", [Mention(A, title="A Title")]),
        (f"{URL_MARK}; {URL_MARK}", [Mention(A), Mention(B)]),
        (f"One, {URL_MARK}; Two: {URL_MARK}", [Mention(A, title="One"), Mention(B, title="Two")]),
        (f"See Title, {URL_MARK}", [Mention(A, "See", "Title")]),
        (
            f"T, example.org, 3 May 2025, para. 4, {URL_MARK}, accessed 6 June 2025.",
            [Mention(A, "", "T", "example.org", "2025-05-03", "para. 4", "2025-06-06")],
        ),
        (f"Titel, {URL_MARK}, abgerufen am 6. Juni 2025", [Mention(A, title="Titel", accessed="2025-06-06")]),
        (f"It was late. Title, {URL_MARK}", None),
        (f"This can be read in {URL_MARK}", None),
        (f"Title, {URL_MARK} and much more besides", None),
        (f"Title, {URL_MARK} (last seen in May)", None),
    ],
)
def test_what_a_note_names(text: str, expected: list[Mention] | None) -> None:
    assert mention.parse(text, [A, B][: text.count(URL_MARK)]) == expected
