"""Whether a PDF is PDF/UA-1, as it says (ISO 14289-1): what a program can tell of it, by the list of the Matterhorn Protocol.

pikepdf reads the file; nothing of what wrote it is used. Numbers as 06-002 are the protocol's failure conditions. What only a
person can judge, as whether an alternative text says what the picture shows, is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from igreport.edition.verify.pdf_ua_structure import LANGUAGE

if TYPE_CHECKING:
    import pikepdf

_UA = "{http://www.aiim.org/pdfua/ns/id/}part"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_LONGEST = 1_000_000  # bytes of the metadata


def findings(path: Path) -> list[str]:
    """Return what keeps the PDF at `path` from PDF/UA-1, each in plain words; nothing where a program finds nothing."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return list(dict.fromkeys(_findings(pdf)))
    # A broken file has values of any other type in any place, and pikepdf then raises what Python raises.
    except (pikepdf.PdfError, pikepdf.DataDecodingError, OSError, RuntimeError, *_OF_BROKEN_VALUES) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return [f"the file cannot be read as PDF: {reason.replace(f'{path}: ', '') or type(error).__name__}"]


_OF_BROKEN_VALUES = (ValueError, TypeError, KeyError, AttributeError, IndexError, NotImplementedError, RecursionError)


def _findings(pdf: pikepdf.Pdf) -> Iterator[str]:
    from igreport.edition.verify import pdf_ua_content, pdf_ua_structure

    yield from _catalogue(pdf)
    yield from _metadata(pdf)
    yield from _attachments(pdf)
    if "/StructTreeRoot" not in pdf.Root:
        yield "the PDF has no tags at all"
        return
    tree = pdf_ua_structure.read(pdf)
    yield from pdf_ua_structure.findings(tree)
    yield from pdf_ua_content.findings(pdf, tree)


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root: Any = pdf.Root
    marks = root.get("/MarkInfo", {})
    if marks.get("/Marked") is not True:
        yield "the PDF does not say that it is tagged (MarkInfo)"
    if marks.get("/Suspects") is True:  # 04-001
        yield "the PDF says of itself that its tags may be wrong (Suspects)"
    if not LANGUAGE.match(str(root.get("/Lang", ""))):  # 11-006
        yield "the PDF names no language, or none that exists (Lang)"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:  # 07-001, 07-002
        yield "the window of a reader would show the file's name, not the title (DisplayDocTitle)"
    if pdf.is_encrypted and not pdf.allow.accessibility:  # 26-002
        yield "the PDF is encrypted so that a screen reader may not read it"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield what is wrong with the XMP metadata (06-001 to 06-004)."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        yield "the PDF has no metadata (XMP)"
        return
    data = stream.read_bytes()
    try:
        if len(data) > _LONGEST:
            raise ElementTree.ParseError
        tree = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        yield "the metadata (XMP) cannot be read"
        return
    parts = [element.get(_UA) or (element.text if element.tag == _UA else None) for element in tree.iter()]
    if [part.strip() for part in parts if part] != ["1"]:
        yield "the PDF does not say that it is PDF/UA-1 (pdfuaid:part)"
    if not any("".join(title.itertext()).strip() for title in tree.iter(_TITLE)):
        yield "the metadata have no title (dc:title)"


def _attachments(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield attachments without a name that every reader knows (21-001)."""
    named: list[Any] = [specification.obj for specification in pdf.attachments.values()]
    for specification in [*named, *pdf.Root.get("/AF", [])]:
        if not (specification.get("/F") and specification.get("/UF")):
            yield "an attachment has no name (F and UF)"
