"""Make `igreport/edition/templates/template.docx`, the branded Word template, from pandoc's own reference document.

Run it after a change here: `python tools/make_template.py`. The same script and pandoc give the same bytes, so a
difference in git is a difference in the look. Whoever edits the template in Word instead keeps the style names
and the Jinja tags: pandoc finds styles by name, docxtpl fills in the tags (`{{ title }}`, `{{ period }}`, …).
"""

from __future__ import annotations

import io
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

TARGET = Path(__file__).parents[1] / "igreport" / "edition" / "templates" / "template.docx"

ACCENT = "1F3A5F"
GREY = "5A6472"
RULE = "B8C2CF"
# Lengths are Word's: twentieths of a point for distances, half points for type, eighths of a point for rules.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1531
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

SERIF = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/>'
SANS = '<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/>'
MONO = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>'
BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def size(half_points: int) -> str:
    """Return the size of type, for Latin and for complex scripts."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def color(value: str) -> str:
    """Return the colour of type."""
    return f'<w:color w:val="{value}"/>'


def spacing(before: int, after: int, line: int | None = None) -> str:
    """Return the space around a paragraph; lines are at least `line` high, so a note's call cannot spread them."""
    height = f' w:line="{line}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def border(side: str, width: int, space: int, value: str) -> str:
    """Return one rule beside a paragraph."""
    rule = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{value}"/>'
    return f"<w:pBdr>{rule}</w:pBdr>"


def tab(leader: str) -> str:
    """Return a tab stop at the right edge of the text."""
    return f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{TEXT_WIDTH}"/></w:tabs>'


@dataclass(frozen=True)
class Look:
    """How a style looks: WordprocessingML's paragraph and run properties, in the order of the schema (17.3)."""

    name: str
    paragraph: str = ""
    run: str = ""
    base: str = "Normal"
    following: str = ""
    kind: str = "paragraph"


KEEP = "<w:keepNext/><w:keepLines/>"
FLAT = '<w:outlineLvl w:val="9"/>'  # not a heading to Word: stays out of the contents
HEADING = SANS + BOLD
BODY = "Body Text"
NOTE = spacing(0, 40, 236)

LOOKS = [
    Look("Normal", spacing(0, 120, 298), base=""),
    Look(BODY, spacing(0, 120)),
    Look("First Paragraph", base="BodyText", following=BODY),
    Look("Compact", spacing(0, 50), base="BodyText"),
    Look("Title", KEEP + border("top", 36, 14, ACCENT) + spacing(0, 60, 0) + "<w:jc w:val=\"left\"/>",
         HEADING + color(ACCENT) + size(54), following="Subtitle"),
    Look("Subtitle", KEEP + spacing(0, 200), SANS + color(GREY) + size(32), following="Author"),
    Look("Author", "<w:keepLines/>" + spacing(0, 30, 260), SANS + BOLD + size(21), following="Publisher"),
    Look("Publisher", "<w:keepLines/>" + spacing(0, 30, 260), SANS + size(21), following="Date"),
    Look("Date", "<w:keepLines/>" + spacing(0, 30, 260), SANS + color(GREY) + size(21), following=BODY),
    Look("heading 1", KEEP + spacing(480, 140) + '<w:outlineLvl w:val="0"/>', HEADING + color(ACCENT) + size(34), following=BODY),
    Look("heading 2", KEEP + spacing(320, 90) + '<w:outlineLvl w:val="1"/>', HEADING + color(ACCENT) + size(25), following=BODY),
    Look("heading 3", KEEP + spacing(240, 70) + '<w:outlineLvl w:val="2"/>', HEADING + color(ACCENT) + size(22), following=BODY),
    Look("heading 4", KEEP + spacing(200, 60) + '<w:outlineLvl w:val="3"/>', HEADING + color(GREY) + size(21), following=BODY),
    Look("heading 5", KEEP + spacing(160, 40) + '<w:outlineLvl w:val="4"/>', SANS + ITALIC + color(GREY) + size(21), following=BODY),
    Look("heading 6", KEEP + spacing(160, 40) + '<w:outlineLvl w:val="5"/>', SANS + color(GREY) + size(21), following=BODY),
    Look("TOC Heading", KEEP + spacing(440, 100) + FLAT, HEADING + color(ACCENT) + size(25), following=BODY),
    Look("Key Topics", KEEP + spacing(440, 100) + FLAT, HEADING + color(ACCENT) + size(25), following=BODY),
    Look("toc 1", tab("dot") + spacing(60, 20, 270), SANS + BOLD + size(20)),
    Look("toc 2", tab("dot") + spacing(0, 20, 260) + '<w:ind w:left="340"/>', SANS + size(20)),
    Look("Notes Heading", KEEP + border("top", 4, 10, RULE) + spacing(480, 140) + FLAT, HEADING + color(ACCENT) + size(25), following=BODY),
    Look("Block Text", border("left", 12, 10, RULE) + spacing(0, 120) + '<w:ind w:left="425" w:right="425" w:firstLine="0"/>', following=BODY),
    Look("Footnote Text", NOTE, size(17)),
    Look("Footnote Block Text", NOTE + '<w:ind w:left="425" w:right="425" w:firstLine="0"/>', base="FootnoteText"),
    Look("endnote text", NOTE, size(17)),
    Look("Table Caption", KEEP + spacing(200, 80, 240), SANS + BOLD + color(ACCENT) + size(18)),
    Look("Captioned Figure", KEEP + spacing(160, 60, 0), following="Image Caption"),
    Look("Figure", spacing(160, 120, 0)),
    Look("Image Caption", "<w:keepLines/>" + spacing(0, 200, 240), SANS + size(18), following=BODY),
    Look("Source Code", "<w:keepLines/>" + spacing(0, 120, 240), MONO + size(17)),
    Look("header", border("bottom", 4, 5, RULE) + tab("none") + spacing(0, 0, 220), SANS + color(GREY) + size(17)),
    Look("footer", border("top", 4, 5, RULE) + tab("none") + spacing(0, 0, 220), SANS + color(GREY) + size(17)),
    Look("Footnote Reference", run=color(ACCENT) + '<w:vertAlign w:val="superscript"/>', base="DefaultParagraphFont", kind="character"),
    Look("endnote reference", run=color(ACCENT) + '<w:vertAlign w:val="superscript"/>', base="DefaultParagraphFont", kind="character"),
    Look("Hyperlink", run=color(ACCENT) + '<w:u w:val="single" w:color="8FA3BC"/>', base="DefaultParagraphFont", kind="character"),
    Look("Verbatim Char", run=MONO + size(19), base="DefaultParagraphFont", kind="character"),
]

# Rules above and below the head, one below the table, nothing between: the same as in the PDF.
TABLE = f"""
<w:style {nsdecls('w')} w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>
<w:pPr>{spacing(40, 40, 240)}</w:pPr><w:rPr>{SANS}{size(18)}</w:rPr>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{ACCENT}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:pPr><w:keepNext/></w:pPr><w:rPr>{BOLD}{color(ACCENT)}</w:rPr>
<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
</w:style>"""

DEFAULTS = f"""
<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{SERIF}{size(21)}<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:widowControl/>{spacing(0, 120, 298)}</w:pPr></w:pPrDefault></w:docDefaults>"""

# Word takes the first of `altName` that is there, then the nearest by family and Panose; it ships Georgia and Calibri.
FONTS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts {nsdecls('w')}>
<w:font w:name="Source Serif 4"><w:altName w:val="Source Serif Pro,Georgia,Cambria"/><w:panose1 w:val="02040603050405020204"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Source Sans 3"><w:altName w:val="Source Sans Pro,Calibri,Arial"/><w:panose1 w:val="020B0503030403020204"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>
<w:font w:name="Consolas"><w:altName w:val="Courier New"/><w:panose1 w:val="020B0609020204030204"/><w:charset w:val="00"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>
</w:fonts>"""

# compatibilityMode 15: without it Word opens the file in compatibility mode, with the layout of 2007.
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings {nsdecls('w')}><w:zoom w:percent="100"/><w:defaultTabStop w:val="425"/><w:autoHyphenation w:val="false"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""


def style_id(name: str) -> str:
    """Return Word's id for a style: `heading 1` is `Heading1`, `toc 1` is `TOC1`."""
    return "".join(word.upper() if word == "toc" else word[0].upper() + word[1:] for word in name.split())


def style_xml(look: Look) -> str:
    """Return one `w:style` element."""
    custom = ' w:customStyle="1"' if look.name in CUSTOM else ""
    default = ' w:default="1"' if look.name == "Normal" else ""
    base = f'<w:basedOn w:val="{look.base}"/>' if look.base else ""
    following = f'<w:next w:val="{style_id(look.following)}"/>' if look.following else ""
    properties = f"<w:pPr>{look.paragraph}</w:pPr>" if look.kind == "paragraph" else ""
    return (
        f'<w:style {nsdecls("w")} w:type="{look.kind}"{custom}{default} w:styleId="{style_id(look.name)}">'
        f'<w:name w:val="{look.name}"/>{base}{following}<w:qFormat/>{properties}<w:rPr>{look.run}</w:rPr></w:style>'
    )


CUSTOM = {"First Paragraph", "Compact", "Author", "Publisher", "Notes Heading", "Key Topics", "Footnote Block Text", "Table Caption",
          "Captioned Figure", "Figure", "Image Caption", "Source Code", "Verbatim Char"}


def restyle(styles: Any) -> None:
    """Put our looks in the place of pandoc's, and drop the character twins that would show pandoc's look again."""
    ours = {style_id(look.name) for look in LOOKS} | {"Table"}
    for style in list(styles.findall(qn("w:style"))):
        name = style.get(qn("w:styleId"))
        if name in ours or name.removesuffix("Char") in ours:
            styles.remove(style)
    styles.remove(styles.find(qn("w:docDefaults")))
    styles.insert(0, parse_xml(DEFAULTS))
    for look in LOOKS:
        styles.append(parse_xml(style_xml(look)))
    styles.append(parse_xml(TABLE))
    for reference in styles.iter(qn("w:link"), qn("w:basedOn")):
        if reference.get(qn("w:val")) == "BodyTextChar":
            reference.set(qn("w:val"), "DefaultParagraphFont")


def field(instruction: str) -> str:
    """Return a field that Word fills in on every page by itself."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def words(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"
HEADER = words("{{ title }}") + TAB + words("{{ period }}")
FOOTER = (
    words("{% if publisher %}{{ publisher }} · {% endif %}{{ edition }}") + TAB + words("{{ page_before }}") + field("PAGE")
    + words("{{ page_between }}") + field("NUMPAGES") + words("{{ page_after }}")
)


def fill(part: Any, style: str, content: str) -> None:
    """Replace what a header or footer holds by one paragraph; an empty one stands on the first page."""
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    element.append(parse_xml(f"<w:p {nsdecls('w')}>{properties}{content}</w:p>"))


def lay_out(document: Any) -> None:
    """Set the page, its header and its footer; the body of a reference document is never printed, so it goes."""
    body = document.element.body
    for child in list(body):
        body.remove(child)
    margins = f'w:top="1588" w:right="{MARGIN}" w:bottom="1474" w:left="{MARGIN}" w:header="737" w:footer="680" w:gutter="0"'
    body.append(parse_xml(
        f'<w:sectPr {nsdecls("w")}><w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar {margins}/><w:cols w:space="720"/>'
        "<w:titlePg/></w:sectPr>"
    ))
    section = document.sections[0]
    fill(section.header, "Header", HEADER)
    fill(section.footer, "Footer", FOOTER)
    fill(section.first_page_header, "", "")
    fill(section.first_page_footer, "Footer", FOOTER)


def describe(properties: Any) -> None:
    """Set the core properties; docxtpl renders the tags in them."""
    properties.title = "{{ title }}, {{ period }}"
    properties.author = "{{ authors }}"
    properties.subject = ""
    properties.language = "{{ language }}"
    # Without times: the writer sets the edition's, and an edition without a date says nothing.
    for name in ("dcterms:created", "dcterms:modified"):
        properties._element.remove(properties._element.find(qn(name)))


def retheme(xml: str) -> str:
    """Return the theme with our faces and colours; Times New Roman and Arial hold Arabic, Hebrew and Cyrillic."""
    import re

    def latin(kind: str, face: str, complex_face: str, text: str) -> str:
        block = re.search(rf"<a:{kind}Font>.*?</a:{kind}Font>", text, re.S)
        assert block
        fonts = f'<a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface="{complex_face}"/>'
        return text.replace(block[0], f"<a:{kind}Font>{fonts}</a:{kind}Font>")

    xml = latin("major", "Source Sans 3", "Arial", latin("minor", "Source Serif 4", "Times New Roman", xml))
    for name in ("dk2", "accent1", "hlink", "folHlink"):
        xml = re.sub(rf"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{ACCENT}"/></a:{name}>', xml, flags=re.S)
    return xml


def replace_parts(data: bytes) -> bytes:
    """Return the package with our fonts, settings and theme, in a fixed order and without times."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/fontTable.xml"] = FONTS.encode()
    parts["word/settings.xml"] = SETTINGS.encode()
    parts["word/theme/theme1.xml"] = retheme(parts["word/theme/theme1.xml"].decode()).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in sorted(parts):
            package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def main() -> None:
    """Write the template."""
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    document: Any = docx.Document(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    restyle(document.styles.element)
    lay_out(document)
    describe(document.core_properties)
    buffer = io.BytesIO()
    document.save(buffer)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(replace_parts(buffer.getvalue()))


if __name__ == "__main__":
    main()
