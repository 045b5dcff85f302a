"""What an archive reads of a PDF: its metadata (XMP, ISO 16684-1, and the Info dictionary), and the files that it carries.

The edition is told by PRISM's `issueIdentifier`, the property that the publishing trade has for one issue of a publication;
Dublin Core has none. A licence is told in words (`dc:rights`) and, where it is a Creative Commons one, by its address.
"""

from __future__ import annotations

import hashlib
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from igreport.edition.writers.html_metadata import licence_address, name
from igreport.model.document import Attachment, Document

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "cc": "http://creativecommons.org/ns#",
    "prism": "http://prismstandard.org/namespaces/basic/3.0/",
}
_GENERATOR = "igreport"


def describe(metadata: Any, document: Document) -> None:
    """Have WeasyPrint's metadata say of `document` what its own do not know."""
    metadata.title, metadata.authors = name(document), list(document.authors)
    metadata.created = metadata.modified = document.published or None
    metadata.generator, metadata.description, metadata.keywords = _GENERATOR, None, []
    metadata.generate_rdf_metadata = lambda _variant, _version, _conformance: rdf(document).encode()


def rdf(document: Document) -> str:
    """Return the metadata as RDF/XML, what is empty left out."""
    declared = " ".join(
        f"xmlns:{prefix}={quoteattr(address)}" for prefix, address in _NAMESPACES.items() if prefix != "rdf"
    )
    properties = "\n".join(line for line in _properties(document) if line)
    return (
        f'<rdf:RDF xmlns:rdf={quoteattr(_NAMESPACES["rdf"])}>\n<rdf:Description rdf:about="" {declared}>\n'
        f"{properties}\n</rdf:Description>\n</rdf:RDF>"
    )


def _properties(document: Document) -> list[str]:
    address = licence_address(document.license)
    return [
        _element("pdfuaid:part", "1"),
        _element("dc:format", "application/pdf"),
        _list("dc:title", "Alt", [name(document)]),
        _list("dc:creator", "Seq", document.authors),
        _list("dc:publisher", "Bag", [document.publisher]),
        _list("dc:date", "Seq", [document.published]),
        _list("dc:language", "Bag", [document.language]),
        _element("dc:identifier", document.identifier),
        _list("dc:rights", "Alt", [document.license]),
        _element("xmpRights:Marked", "True" if document.license else ""),
        _element("xmpRights:WebStatement", address),
        f"<cc:license rdf:resource={quoteattr(address)}/>" if address else "",
        _element("prism:publicationName", document.title),
        _element("prism:issueIdentifier", document.edition),
        *(_element(f"xmp:{key}", document.published) for key in ("CreateDate", "ModifyDate", "MetadataDate")),
        _element("xmp:CreatorTool", _GENERATOR),
        _element("pdf:Producer", _producer()),
    ]


def _producer() -> str:
    from weasyprint import VERSION

    return f"WeasyPrint {VERSION}"


def _element(tag: str, text: str) -> str:
    return f"<{tag}>{escape(_printable(text))}</{tag}>" if text else ""


def _list(tag: str, kind: str, texts: Any) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(f"<rdf:li{language}>{escape(_printable(text))}</rdf:li>" for text in texts if text)
    return f"<{tag}><rdf:{kind}>{items}</rdf:{kind}></{tag}>" if items else ""


def _printable(text: str) -> str:
    """Return `text` without the characters that XML 1.0 cannot hold."""
    return "".join(character for character in text if character >= " " or character in "\t\n")


def complete_information(document: Document, pdf: Any) -> None:
    """Add to the Info dictionary what its standard keys do not say (ISO 32000-1, 14.3.3 allows further ones)."""
    import pydyf

    values = {
        "Publisher": document.publisher,
        "Language": document.language,
        "Identifier": document.identifier,
        "License": document.license,
        "Edition": document.edition,
    }
    pdf.info |= {key: pydyf.String(text) for key, text in values.items() if text}


def attach(document: Document, pdf: Any) -> None:
    """Embed the document's attachments, each associated with the whole file (ISO 32000-2, 14.13)."""
    import pydyf

    if not document.attachments:
        return
    specifications = sorted((file.name, _specification(file, document, pdf)) for file in document.attachments)
    names = pydyf.Dictionary({"Names": pydyf.Array()})
    for file_name, reference in specifications:
        names["Names"] += [pydyf.String(file_name), reference]
    pdf.add_object(names)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = names.reference
    pdf.catalog["AF"] = pydyf.Array([reference for _, reference in specifications])


def _specification(file: Attachment, document: Document, pdf: Any) -> bytes:
    """Embed a file and return the reference to its file specification (ISO 32000-2, tables 43 to 45)."""
    import pydyf

    digest = hashlib.md5(file.data, usedforsecurity=False).hexdigest()
    date = pydyf.String(f"D:{document.published.replace('-', '')}")
    dates = {"CreationDate": date, "ModDate": date} if document.published else {}
    parameters = pydyf.Dictionary({"Size": len(file.data), "CheckSum": f"<{digest}>", **dates})
    extra = {"Type": "/EmbeddedFile", "Subtype": pydyf.name(file.media_type), "Params": parameters}
    stream = pydyf.Stream([file.data], extra, compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(file.name),
            "UF": pydyf.String(file.name),
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
            "AFRelationship": f"/{file.relationship}",
            "Desc": pydyf.String(file.description),
        }
    )
    pdf.add_object(specification)
    return bytes(specification.reference)
