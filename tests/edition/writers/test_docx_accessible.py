"""What a blind reader of the DOCX needs, and what Word refuses a file for: asked of the editions themselves."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from igreport import load
from igreport.edition.assemble import assemble
from igreport.edition.writers import docx, docx_parts
from igreport.model.document import Document
from tests.edition.writers.test_docx import SAMPLE, W, document

ROOT = Path(__file__).parents[3]
PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr sectPr pPrChange"
)
RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
    "specVanish oMath numForm numSpacing"
)
SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt "
    "vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
)
TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription"
)
# The schema's sequences (ECMA-376 part 1, annex A); Word refuses files where an element stands elsewhere.
SEQUENCES = {
    "pPr": PARAGRAPH,
    "rPr": RUN,
    "sectPr": SECTION,
    "tblPr": TABLE,
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal "
    "rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tblBorders": "top left start bottom right end insideH insideV",
}


@pytest.fixture(scope="module", params=["2024-Q4", "2025-Q3", "sample"])
def value(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Document:
    if request.param != "sample":
        report = load(ROOT, [request.param])
        edition = report.edition(request.param)
        assert edition is not None
        return assemble(report, edition, ROOT)
    picture = tmp_path_factory.mktemp("pictures") / "p.png"
    Image.new("RGB", (30, 20)).save(picture)
    markdown = SAMPLE + f"\n\n![A caption]({picture}){{fig-alt='What is seen'}}\n\n- loose\n\n- list\n\n1. a\n   - b\n"
    return document(markdown, logo=str(picture), imprint=("Licence: CC-BY-4.0",), language="de-DE")


@pytest.fixture(scope="module")
def parts(value: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    target = tmp_path_factory.mktemp("edition") / "out.docx"
    docx.write(value, target)
    return docx_parts.unpack(target.read_bytes())


@pytest.fixture(scope="module")
def root(parts: dict[str, bytes]) -> etree._Element:
    return docx_parts.parse(parts["word/document.xml"])


def words(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter(f"{W}t")).strip()


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def test_levels_of_headings_have_no_gaps(root: etree._Element) -> None:
    found = [style(item) for item in root.iter(f"{W}p")]
    levels = [int(name.removeprefix("Heading")) for name in found if re.fullmatch("Heading[1-6]", name)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_title_and_language(value: Document, parts: dict[str, bytes]) -> None:
    core = docx_parts.parse(parts["docProps/core.xml"])
    assert core.findtext("{*}title") == f"{value.title}, {value.period}"
    assert core.findtext("{*}language") == value.language
    language = docx_parts.parse(parts["word/styles.xml"]).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    assert language.get(f"{W}val") == value.language


def test_pictures_have_words(root: etree._Element) -> None:
    assert all((item.get("descr") or "").strip() for item in root.iter("{*}docPr"))


def test_tables_are_plain_and_have_heads(root: etree._Element) -> None:
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge"))
        assert len({len(row.findall(f"{W}tc")) for row in rows}) == 1
        assert all(words(cell) for cell in table.iter(f"{W}tc"))
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_no_empty_paragraphs(root: etree._Element) -> None:
    """Room is a matter of styles; what ends a section or a field holds no words."""
    for paragraph in root.iter(f"{W}p"):
        has_use = any(next(paragraph.iter(f"{W}{name}"), None) is not None for name in ("sectPr", "fldChar", "drawing"))
        assert words(paragraph) or has_use


def test_links_have_words_and_lead_somewhere(parts: dict[str, bytes], root: etree._Element) -> None:
    marks = [item.get(f"{W}name") for item in root.iter(f"{W}bookmarkStart")]
    assert len(marks) == len(set(marks))
    targets = {item["Id"] for item in docx_parts.relations(parts, "word/document.xml")}
    for link in root.iter(f"{W}hyperlink"):
        assert words(link)
        anchor = link.get(f"{W}anchor")
        assert anchor in marks if anchor else link.get(f"{{{docx_parts.OFFICE}}}id") in targets


def test_ids_differ(root: etree._Element) -> None:
    for name in ("bookmarkStart", "docPr"):
        counted = Counter(item.get(f"{W}id") or item.get("id") for item in root.iter(f"{{*}}{name}"))
        assert set(counted.values()) <= {1}


def test_lists_are_lists(parts: dict[str, bytes], root: etree._Element) -> None:
    """Each item has a style of Word's own for lists, and each kind of list is a list style, which names it back."""
    lists = [item for item in root.iter(f"{W}p") if item.find(f"{W}pPr/{W}numPr") is not None]
    assert all(re.match("ListBullet|ListNumber|KeyTopic", style(item)) for item in lists)
    numbering = docx_parts.parse(parts["word/numbering.xml"])
    links = {item.get(f"{W}val"): item.getparent() for item in numbering.iter(f"{W}styleLink")}
    styles = docx_parts.parse(parts["word/styles.xml"])
    own = {item.get(f"{W}styleId"): item for item in styles.iter(f"{W}style") if item.get(f"{W}type") == "numbering"}
    numbers = {item.get(f"{W}numId"): item.find(f"{W}abstractNumId") for item in numbering.iter(f"{W}num")}
    assert "IgreportBullets" in links
    for name, abstract in links.items():
        number = own[name].find(f"{W}pPr/{W}numPr/{W}numId")
        assert number is not None
        used = numbers[str(number.get(f"{W}val"))]
        assert used is not None
        assert abstract is not None
        assert used.get(f"{W}val") == abstract.get(f"{W}abstractNumId")


def test_headings_and_captions_keep_with_what_follows(parts: dict[str, bytes]) -> None:
    styles = docx_parts.parse(parts["word/styles.xml"])
    kept = {
        item.get(f"{W}styleId") for item in styles.iter(f"{W}style") if item.find(f"{W}pPr/{W}keepNext") is not None
    }
    assert {f"Heading{level}" for level in range(1, 7)} | {"TableCaption", "CaptionedFigure", "KeyTopics"} <= kept
    assert styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}widowControl") is not None


def test_the_order_of_the_schema(parts: dict[str, bytes]) -> None:
    for name in [name for name in parts if name.startswith("word/") and name.endswith(".xml")]:
        for element in docx_parts.parse(parts[name]).iter(etree.Element):
            sequence = SEQUENCES.get(etree.QName(element).localname)
            if sequence is None:
                continue
            names = [etree.QName(child).localname for child in element.iterchildren(etree.Element)]
            # Headers and footers may stand in any order.
            places = [sequence.split().index(name.replace("footerRef", "headerRef")) for name in names]
            assert places == sorted(places), (name, etree.tostring(element)[:300])
