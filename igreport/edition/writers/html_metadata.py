"""Document → what machines read of an HTML edition: its policy, citation_* and Dublin Core tags, Open Graph, JSON-LD."""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from igreport.model.document import Document

# Nothing is loaded from anywhere; pictures are in the page. `style` attributes are pandoc's, for columns and widths.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_CSL_JSON = "application/vnd.citationstyles.csl+json"
_DUBLIN_CORE = "http://purl.org/dc/terms/"  # a name, not an address that is opened
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")
_ADDRESS = re.compile(r"https?://\S+")
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)(10\.\S+)", re.IGNORECASE)


def head(document: Document) -> str:
    """Return the elements of `head` that say what the page is, as HTML."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    scheme = '<meta name="color-scheme" content="light dark">'
    names = [_meta("name", name, text) for name, text in [*_citation(document), *_dublin_core(document)] if text]
    graph = [_meta("property", f"og:{name}", text) for name, text in _open_graph(document) if text]
    declared = f'<link rel="schema.dcterms" href="{_DUBLIN_CORE}">'
    return "\n".join([policy, scheme, declared, *names, *graph, _json_ld(document)])


def name(document: Document) -> str:
    """Return what the edition is called in a list of references: series and period."""
    return f"{document.title}, {document.period}" if document.period else document.title


def licence_address(licence: str) -> str:
    """Return the address of a licence that is named by its SPDX identifier (https://spdx.org/licenses/), or nothing."""
    if match := _CREATIVE_COMMONS.fullmatch(licence):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    if licence == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    return licence if _ADDRESS.fullmatch(licence) else ""


def _citation(document: Document) -> list[tuple[str, str]]:
    """Return the tags that Google Scholar defined and Zotero reads; an address of the PDF would have to be absolute."""
    doi = _DOI.fullmatch(document.identifier)
    return [
        ("citation_title", name(document)),
        *(("citation_author", author) for author in document.authors),
        ("citation_publication_date", document.published.replace("-", "/")),
        ("citation_technical_report_institution", document.publisher),
        ("citation_technical_report_number", document.edition),
        ("citation_publisher", document.publisher),
        ("citation_series_title", document.title),
        ("citation_language", document.language),
        ("citation_doi", doi[1] if doi else ""),
    ]


def _dublin_core(document: Document) -> list[tuple[str, str]]:
    return [
        ("dcterms.title", name(document)),
        *(("dcterms.creator", author) for author in document.authors),
        ("dcterms.publisher", document.publisher),
        ("dcterms.issued", document.published),
        ("dcterms.language", document.language),
        ("dcterms.type", "Text"),
        ("dcterms.identifier", document.identifier),
        ("dcterms.license", licence_address(document.license)),
        ("dcterms.rights", document.license),
    ]


def _open_graph(document: Document) -> list[tuple[str, str]]:
    return [
        ("type", "article"),
        ("title", name(document)),
        ("site_name", document.publisher),
        ("locale", document.language.replace("-", "_") if "-" in document.language else ""),
    ]


def _meta(key: str, label: str, text: str) -> str:
    return f'<meta {key}="{label}" content="{escape(" ".join(text.split()))}">'


def _json_ld(document: Document) -> str:
    """Return the edition as https://schema.org/Report; no text in it can end the element (HTML, 4.12.1.3)."""
    text = json.dumps(_report(document), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/ld+json">\n{text}\n</script>'


def _report(document: Document) -> dict[str, Any]:
    values = {
        "name": name(document),
        "author": [_agent(author, document) for author in document.authors],
        "publisher": _agent(document.publisher, document) if document.publisher else None,
        "datePublished": document.published,
        "inLanguage": document.language,
        "identifier": document.identifier,
        "reportNumber": document.edition,
        "license": licence_address(document.license) or document.license,
        "isPartOf": {"@type": "CreativeWorkSeries", "name": document.title},
        "citation": _sources(document),
    }
    return {"@context": "https://schema.org", "@type": "Report"} | {
        key: value for key, value in values.items() if value
    }


def _agent(who: str, document: Document) -> dict[str, str]:
    """Return an author or the publisher; whoever publishes is an organisation, as far as an edition says."""
    return {"@type": "Organization" if who == document.publisher else "Person", "name": who}


def _sources(document: Document) -> list[dict[str, str]]:
    """Return the sources that are attached as CSL-JSON, each by its title and address."""
    attached = [attachment.data for attachment in document.attachments if attachment.media_type == _CSL_JSON]
    items = [item for data in attached for item in json.loads(data)]
    return [
        {"@type": "CreativeWork", "name": item["title"]} | ({"url": item["URL"]} if item.get("URL") else {})
        for item in items
        if item.get("title")
    ]
