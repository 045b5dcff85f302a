"""What the package says of the edition: its properties, and its sources as data (CSL-JSON, a custom XML part)."""

from __future__ import annotations

import re
import uuid
from xml.sax.saxutils import escape, quoteattr

from igreport.edition.writers import docx_parts
from igreport.edition.writers.docx_parts import OFFICE, Parts
from igreport.model.document import Document

CSL_JSON = "application/vnd.citationstyles.csl+json"
NAMESPACE = "urn:igreport:sources"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the set of a user's own properties (22.3)
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPES = {
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def write(parts: Parts, template: Parts, document: Document) -> None:
    """Write the properties into the package; the core properties are the filled-in template's."""
    # pandoc writes properties of its own; those of the template hold more, and its author may choose them.
    parts["docProps/core.xml"] = template["docProps/core.xml"]
    parts["docProps/app.xml"] = _application(document.publisher)
    parts["docProps/custom.xml"] = _custom(document)
    docx_parts.set_media_types(parts, _TYPES)
    data = next((item for item in document.attachments if item.media_type == CSL_JSON), None)
    if data is not None:
        _add_sources(parts, data.name, data.data.decode("utf-8", "replace"))


def _application(publisher: str) -> bytes:
    # pandoc hands on the template's, with its page and word counts and Word's name.
    company = f"<Company>{escape(publisher)}</Company>" if publisher else ""
    return f'{_DECLARATION}<Properties xmlns="{_EXTENDED}"><Application>igreport</Application>{company}</Properties>'.encode()


def _custom(document: Document) -> bytes:
    """Return the custom properties, those that say something (ECMA-376 part 1, 22.3)."""
    values = {
        "Edition": document.edition,
        "Period": document.period,
        "Publisher": document.publisher,
        "Identifier": document.identifier,
        "Licence": document.license,
    }
    found = [(name, value) for name, value in values.items() if value]
    items = "".join(
        f'<property fmtid="{_USER_DEFINED}" pid="{number}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(found, 2)
    )
    return f'{_DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}">{items}</Properties>'.encode()


def _add_sources(parts: Parts, name: str, text: str) -> None:
    """Add the sources as one element of a custom XML part (ECMA-376 part 1, 22.5), which Word hands on untouched."""
    # In JSON any character may be escaped; XML cannot hold all of them.
    plain = _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    content = f'<sources xmlns="{NAMESPACE}" name={quoteattr(name)} mediaType="{CSL_JSON}">{escape(plain)}</sources>'
    parts["customXml/item1.xml"] = (_DECLARATION + content).encode()
    identifier = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)).upper()
    schema = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    opened = f'<ds:datastoreItem ds:itemID="{{{identifier}}}" xmlns:ds="{_CUSTOM_XML}">'
    parts["customXml/itemProps1.xml"] = f"{_DECLARATION}{opened}{schema}</ds:datastoreItem>".encode()
    link = {"Id": "rId1", "Type": f"{OFFICE}/customXmlProps", "Target": "itemProps1.xml"}
    docx_parts.write_relations(parts, "customXml/item1.xml", [link])
    main = "word/document.xml"
    found = docx_parts.relations(parts, main)
    relation = {"Id": "rIdSources", "Type": f"{OFFICE}/customXml", "Target": "../customXml/item1.xml"}
    docx_parts.write_relations(parts, main, [*found, relation])
    properties = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    docx_parts.set_media_types(parts, {"customXml/itemProps1.xml": properties})
