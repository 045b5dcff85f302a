"""PDF/UA-1, as a program can tell it: a PDF made by hand that has all of it, and what is found where one thing is taken away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from igreport.edition.verify import pdf_ua

METADATA = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">A title</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"""
TREE = [  # tag, its marked content or children, further keys
    ("H1", 0, {}),
    ("P", [("Link", 1, {"link": True})], {}),
    ("L", [("LI", [("Lbl", 2, {}), ("LBody", 3, {})], {})], {}),
    ("Table", [("TR", [("TH", 4, {"A": Dictionary(O=Name.Table, Scope=Name.Column)}), ("TD", 5, {})], {})], {}),
    ("Figure", 6, {"Alt": String("What it shows")}),
    ("H2", 7, {}),
    ("Note", 8, {"ID": String("note-1")}),
]
CONTENT = b"/Artifact BMC 0 0 9 9 re f EMC\n" + b"".join(
    b"/Span <</MCID %d>> BDC BT /F 9 Tf (a) Tj ET EMC\n" % number for number in range(9)
)


def make(path: Path) -> pikepdf.Pdf:
    """Return a PDF of one page that is PDF/UA-1, as far as a program can tell."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 200)).obj
    page.Contents = pdf.make_stream(CONTENT)
    descriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontFile2=pdf.make_stream(b"glyphs")))
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name("/Some"), FontDescriptor=descriptor)
    page.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    page.StructParents, page.Tabs = 0, Name.S
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], StructParent=1, Contents=String("A page"))
    page.Annots = Array([pdf.make_indirect(link)])
    holders: dict[int, pikepdf.Object] = {}
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    document.K = Array([element(pdf, row, document, page, holders) for row in TREE])
    root.K = document
    row = Array([holders[number] for number in range(9)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, row, 1, holders[1]])))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("en-GB")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.Metadata = pdf.make_stream(METADATA)
    pdf.save(path)
    return pikepdf.open(path, allow_overwriting_input=True)


def element(pdf: pikepdf.Pdf, row: tuple, parent: object, page: object, holders: dict) -> pikepdf.Object:  # type: ignore[type-arg]
    kind, content, keys = row
    own = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, Pg=page))
    if isinstance(content, list):
        own.K = Array([element(pdf, child, own, page, holders) for child in content])
    else:
        holders[content] = own
        own.K = Array([content])
    if keys.pop("link", None) or (kind == "Link"):
        own.K.append(Dictionary(Type=Name.OBJR, Obj=page.Annots[0], Pg=page))  # type: ignore[attr-defined]
    for name, value in keys.items():
        own[f"/{name}"] = value
    return own


def tag(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    """Return the first tag of that type."""
    return next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == f"/{kind}")


def content(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.pages[0].Contents.read_bytes()
        assert old in data
        pdf.pages[0].Contents.write(data.replace(old, new, 1))

    return change


def without(where: Callable[[pikepdf.Pdf], pikepdf.Object], name: str) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        del where(pdf)[name]

    return change


def of(kind: str) -> Callable[[pikepdf.Pdf], pikepdf.Object]:
    return lambda pdf: tag(pdf, kind)


def page(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj


def setting(where: Callable[[pikepdf.Pdf], pikepdf.Object], name: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        where(pdf)[name] = value

    return change


def root(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root


def metadata(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.Metadata.write(METADATA.replace(old, new))


CASES: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "the PDF has no tags at all": without(root, "/StructTreeRoot"),
    "the PDF does not say that it is tagged (MarkInfo)": without(root, "/MarkInfo"),
    "the PDF says of itself that its tags may be wrong (Suspects)": lambda pdf: setting(
        lambda one: one.Root.MarkInfo, "/Suspects", True
    )(pdf),
    "the PDF names no language, or none that exists (Lang)": setting(root, "/Lang", String("")),
    "the window of a reader would show the file's name, not the title (DisplayDocTitle)": without(
        root, "/ViewerPreferences"
    ),
    "the PDF has no metadata (XMP)": without(root, "/Metadata"),
    "the metadata (XMP) cannot be read": metadata(b"</x:xmpmeta>", b""),
    "the PDF does not say that it is PDF/UA-1 (pdfuaid:part)": metadata(b'pdfuaid:part="1"', b'pdfuaid:part="2"'),
    "the metadata have no title (dc:title)": metadata(b"A title", b" "),
    "nothing leads from the pages to their tags (ParentTree)": without(
        lambda pdf: pdf.Root.StructTreeRoot, "/ParentTree"
    ),
    "page 1: nothing leads from what is drawn to its tags (StructParents)": without(page, "/StructParents"),
    "page 1: 1 thing is drawn with neither a tag nor the mark of an artifact": content(
        b"/Artifact BMC 0 0 9 9 re f EMC", b"0 0 9 9 re f"
    ),
    "page 1: 2 things are drawn with neither a tag nor the mark of an artifact": content(
        b"/Artifact BMC", b"0 0 m 9 9 l S (b) Tj /Artifact BMC"
    ),
    "page 1: 1 thing is both tagged and an artifact": content(b"re f EMC", b"re f /Span <</MCID 0>> BDC EMC EMC"),
    "page 1: 1 thing is marked and held by no tag: a screen reader leaves that out": lambda pdf: tag(
        pdf, "H2"
    ).K.__delitem__(0),
    "page 1: the tag Chapter is no standard one, and nothing says which it stands for": setting(
        of("P"), "/S", Name("/Chapter")
    ),
    "page 1: the tag L holds P": setting(of("LI"), "/S", Name.P),
    "page 1: the tag LBody stands in P, not in LI": setting(of("LI"), "/S", Name.P),
    "page 1: the tag TR stands in Div, not in TBody or TFoot or THead or Table": setting(of("Table"), "/S", Name.Div),
    "page 1: the head of a row or column does not say of which (Scope)": without(of("TH"), "/A"),
    "page 1: a picture has no alternative text (Alt)": setting(of("Figure"), "/Alt", String(" ")),
    "page 1: a heading of level 3 follows one of level 1": setting(of("H2"), "/S", Name.H3),
    "page 1: a heading of level 2 is the first": setting(of("H1"), "/S", Name.H2),
    "headings are tagged both with and without a level": setting(of("Figure"), "/S", Name.H),
    "page 1: a note has no ID": without(of("Note"), "/ID"),
    "page 1: `?` is no language": setting(of("P"), "/Lang", String("?")),
    "page 1: a link is not tagged as one (Link)": setting(of("Link"), "/S", Name.Span),
    "page 1: what is tagged as a link leads nowhere: no link annotation belongs to it": lambda pdf: tag(
        pdf, "Link"
    ).K.__delitem__(1),
    "page 1: a link has no words that say where it leads (Contents)": without(
        lambda pdf: page(pdf).Annots[0], "/Contents"
    ),
    "page 1: nothing leads from a link to its tag (StructParent)": without(
        lambda pdf: page(pdf).Annots[0], "/StructParent"
    ),
    "page 1: the tabulator key does not follow the order of the tags (Tabs)": without(page, "/Tabs"),
    "the font Some is not in the file": without(lambda pdf: page(pdf).Resources.Font.F.FontDescriptor, "/FontFile2"),
    "nothing says which letters the font Some draws (ToUnicode)": lambda pdf: page(pdf).Resources.Font.F.update(
        {"/Subtype": Name.Type0, "/DescendantFonts": Array([Dictionary(FontDescriptor=Dictionary())])}
    ),
    "the tag P is given another meaning than the standard's": lambda pdf: pdf.Root.StructTreeRoot.__setitem__(
        "/RoleMap", Dictionary(P=Name.Span)
    ),
}


def found_after(change: Callable[[pikepdf.Pdf], object], path: Path) -> list[str]:
    with make(path) as pdf:
        change(pdf)
        pdf.save(path, fix_metadata_version=False)  # which would mend them
    return pdf_ua.findings(path)


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    make(tmp_path / "a.pdf").close()
    assert pdf_ua.findings(tmp_path / "a.pdf") == []


@pytest.mark.parametrize("words", CASES)
def test_it_is_found(words: str, tmp_path: Path) -> None:
    assert words in found_after(CASES[words], tmp_path / "a.pdf")


def test_two_notes_with_one_id(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        figure = tag(pdf, "Figure")
        figure.ID, figure.S = String("note-1"), Name.Note

    assert found_after(change, tmp_path / "a.pdf") == ["2 notes share the ID `note-1`"]


def test_a_type_of_ones_own_with_a_role_is_let_pass(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        tag(pdf, "P").S = Name("/Chapter")
        pdf.Root.StructTreeRoot.RoleMap = Dictionary({"/Chapter": Name("/Part2"), "/Part2": Name.Sect})

    assert found_after(change, tmp_path / "a.pdf") == []


def test_a_link_within_a_word_of_it_is_let_pass(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        link = tag(pdf, "Link")
        inner = Dictionary(Type=Name.StructElem, S=Name.Span, P=link, Pg=page(pdf), K=link.K)
        link.K = Array([pdf.make_indirect(inner)])

    assert found_after(change, tmp_path / "a.pdf") == []


def test_what_a_form_draws_is_looked_at(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"0 0 9 9 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        form.Resources = Dictionary(XObject=Dictionary(X=form))
        page(pdf).Resources.XObject = Dictionary(X=form)
        content(b"/Artifact BMC", b"/X Do /Artifact BMC")(pdf)

    assert found_after(change, tmp_path / "a.pdf") == [
        "page 1: 1 thing is drawn with neither a tag nor the mark of an artifact"
    ]


def test_an_attachment_without_a_name(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AF = Array([Dictionary(Type=Name.Filespec, F=String("a"))])

    assert found_after(change, tmp_path / "a.pdf") == ["an attachment has no name (F and UF)"]


def test_tags_that_hold_themselves_come_to_an_end(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        tag(pdf, "P").K.append(tag(pdf, "Document"))

    assert pdf_ua.findings(tmp_path / "b.pdf") != []
    assert isinstance(found_after(change, tmp_path / "a.pdf"), list)


@pytest.mark.parametrize(
    "change",
    [
        setting(root, "/StructTreeRoot", 7),
        setting(root, "/MarkInfo", Array([])),
        setting(of("P"), "/K", String("x")),
        setting(of("P"), "/Pg", 7),
        setting(page, "/StructParents", String("x")),
        content(b"<</MCID 0>>", b"/Nowhere"),
        content(b"<</MCID 0>>", b"<</MCID (x)>>"),
        content(b"/Span <</MCID 0>> BDC", b"BDC EMC EMC EMC EMC"),
    ],
)
def test_values_of_another_type_are_a_finding(change: Callable[[pikepdf.Pdf], None], tmp_path: Path) -> None:
    assert found_after(change, tmp_path / "a.pdf")


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"\0" * 100, b"%PDF-1.7\n1 0 obj <<>> endobj trailer <</Root 1 0 R>>"]
)
def test_a_file_that_is_no_pdf_is_a_finding(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    found = pdf_ua.findings(path)
    assert found
    assert all("\n" not in text and str(path) not in text for text in found)


def test_the_editions_that_are_built_are_what_they_say(built_once: Path) -> None:
    assert pdf_ua.findings(built_once / "build/2025-Q3/a-series-2025-Q3.pdf") == []
