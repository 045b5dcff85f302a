"""Make `igreport/edition/templates/template.docx`, the branded Word template, from pandoc's own reference document.

Run it after a change here: `python tools/make_template.py [target]`. The same script and pandoc give the same bytes,
so a difference in git is a difference in the look. Its first section is the cover, with a line for each tag; what stands
behind it only shows in Word what the styles look like. Colours, faces, sizes and the page are those of `DEFAULT_THEME` on A4;
`igreport.edition.writers.docx_look` puts a series' own in their place.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from igreport import pandoc
from igreport.model.document import DEFAULT_THEME

TARGET = Path(__file__).parents[1] / "igreport" / "edition" / "templates" / "template.docx"

ACCENT, TEXT, GREY, RULE, BOX, GROUND = (
    DEFAULT_THEME[name].removeprefix("#").upper() for name in ("accent", "text", "muted", "rule", "box", "ground")
)
# A colour of the theme is changed in Word with the others; the value beside it is for whoever knows no themes.
THEMED = {ACCENT: "accent1", TEXT: "text1", GREY: "text2", BOX: "background2", GROUND: "background1"}
# Lengths are Word's: twentieths of a point for distances, half points for type, eighths of a point for rules.
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = 11906, 16838, 1361
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN

SERIF, SANS = (
    f'<w:rFonts w:asciiTheme="{kind}HAnsi" w:eastAsiaTheme="{kind}EastAsia" w:hAnsiTheme="{kind}HAnsi"'
    f' w:cstheme="{kind}Bidi"/>'
    for kind in ("minor", "major")
)
MONO = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>'
BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"


def size(half_points: int) -> str:
    """Return the size of type, for Latin and for complex scripts."""
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def color(value: str) -> str:
    """Return the colour of type."""
    return f'<w:color w:val="{value}"{themed("themeColor", value)}/>'


def themed(attribute: str, value: str) -> str:
    """Return the attribute that names the theme's colour, where it is one."""
    return f' w:{attribute}="{THEMED[value]}"' if value in THEMED else ""


def spacing(before: int, after: int, line: int | None = None) -> str:
    """Return the space around a paragraph; lines are at least `line` high, so a note's call cannot spread them."""
    height = f' w:line="{line}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def rule(side: str, width: int, space: int, value: str) -> str:
    """Return one rule, `width` in eighths of a point, `space` in points."""
    colour = f'w:color="{value}"{themed("themeColor", value)}'
    return f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" {colour}/>'


def border(side: str, width: int, space: int, value: str) -> str:
    """Return one rule beside a paragraph."""
    return f"<w:pBdr>{rule(side, width, space, value)}</w:pBdr>"


def tab(leader: str) -> str:
    """Return a tab stop at the right edge of the text."""
    return f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{TEXT_WIDTH}"/></w:tabs>'


def box(top: str = "", bottom: str = "") -> str:
    """Return the ground and the bar of the key topics; a rule in the ground's colour widens it above or below."""
    rules = top + rule("left", 18, 8, ACCENT) + bottom
    return f'<w:pBdr>{rules}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{BOX}"{themed("themeFill", BOX)}/>'


def indent(left: int, right: int = 0) -> str:
    """Return a paragraph's indent."""
    return f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="0"/>'


def outline(level: int) -> str:
    """Return a heading's level as Word counts, from 0; 9 is no heading and stays out of the contents."""
    return f'<w:outlineLvl w:val="{level}"/>'


@dataclass(frozen=True)
class Look:
    """How a style looks: WordprocessingML's paragraph and run properties, in the order of the schema (17.3)."""

    name: str
    paragraph: str = ""
    run: str = ""
    base: str = "Normal"
    following: str = ""
    custom: bool = False


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
DECLARED = f'{nsdecls("w")} xmlns:w14="{W14}"'


def figures(form: str) -> str:
    """Return the form of figures, which Word 2010 and later know; it stands last among the properties."""
    return f'<w14:numForm w14:val="{form}"/>'


LINES = "<w:keepLines/>"
KEEP = "<w:keepNext/>" + LINES
BREAK = "<w:pageBreakBefore/>"
LEVELS = ("", " 2", " 3", " 4", " 5")  # of nested lists, in the names of Word's own styles
BLUE, QUIET = color(ACCENT), color(GREY)
LINING = figures("lining")
HEADING = SANS + BOLD + BLUE
BODY = "Body Text"
NOTE = spacing(0, 40, 236)
SOURCE = LINES + spacing(0, 70, 250) + '<w:ind w:left="340" w:hanging="340"/>'
SMALL = HEADING + size(25)  # the heading of notes at the end
TOP_RULE, BOTTOM_RULE = border("top", 4, 5, RULE), border("bottom", 4, 5, RULE)
SECTION_RULE = border("top", 11, 8, ACCENT)
# The band of the cover: a drawing behind the first page widens it to the page's edges, and without that it can be read still.
BAND = f'<w:shd w:val="clear" w:color="auto" w:fill="{ACCENT}"{themed("themeFill", ACCENT)}/>'
WHITE = color(GROUND)
BOX_HEAD, BOX_FOOT = box(top=rule("top", 4, 6, BOX)), box(bottom=rule("bottom", 4, 6, BOX))
QUOTE_RULE = border("left", 12, 10, RULE)
FINDING_RULE = border("left", 24, 6, ACCENT)
NO_TABS = tab("none") + spacing(0, 0, 220)

PARAGRAPHS = [
    Look("Normal", spacing(0, 130, 298), base=""),
    Look(BODY, spacing(0, 130)),
    Look("First Paragraph", base="BodyText", following=BODY, custom=True),
    Look("Compact", spacing(0, 50), base="BodyText", custom=True),
    Look("Logo", KEEP + spacing(0, 200, 1134), following="Title", custom=True),  # 20 mm high: the band begins below it
    Look("Title", KEEP + BAND + spacing(1340, 0), SANS + BOLD + WHITE + size(58), following="Subtitle"),
    Look("Subtitle", KEEP + BAND + spacing(0, 1220), SANS + WHITE + size(30), following="Author"),
    Look("Author", LINES + spacing(0, 60, 320), SANS + BOLD + size(24), following="Publisher", custom=True),
    Look("Publisher", LINES + spacing(0, 40, 280), SANS + QUIET + size(21), following="Date", custom=True),
    Look("Date", LINES + spacing(0, 40, 280), SANS + QUIET + size(21), following="Imprint"),
    Look("Imprint", LINES + spacing(80, 0, 238), SANS + QUIET + size(17), following="Imprint", custom=True),
    Look("heading 1", KEEP + SECTION_RULE + spacing(560, 190) + outline(0), HEADING + size(40), following=BODY),
    Look("heading 2", KEEP + spacing(310, 90) + outline(1), HEADING + size(27), following=BODY),
    Look("heading 3", KEEP + spacing(240, 60) + outline(2), HEADING + size(22), following=BODY),
    Look("heading 4", KEEP + spacing(210, 50) + outline(3), SANS + ITALIC + BLUE + size(21), following=BODY),
    Look("heading 5", KEEP + spacing(210, 50) + outline(4), SANS + ITALIC + BLUE + size(21), following=BODY),
    Look("heading 6", KEEP + spacing(210, 50) + outline(5), SANS + ITALIC + BLUE + size(21), following=BODY),
    Look("TOC Heading", KEEP + BREAK + spacing(0, 340) + outline(9), HEADING + size(40), following=BODY),
    Look("toc 1", tab("none") + spacing(190, 20, 280), SANS + BOLD + size(21)),
    Look("toc 2", tab("none") + spacing(0, 30, 270) + indent(340), SANS + size(20)),
    Look(
        "Key Topics",
        KEEP + BOX_HEAD + spacing(900, 0) + indent(170),
        SANS + BLUE + size(25),
        following=BODY,
        custom=True,
    ),
    Look("Key Topic", LINES + BOX_FOOT + spacing(0, 0, 310), SANS + size(21), custom=True),
    Look("Notes Heading", KEEP + TOP_RULE + spacing(480, 140) + outline(9), SMALL, following=BODY, custom=True),
    Look("Block Text", QUOTE_RULE + spacing(0, 130) + indent(425, 425), QUIET, following=BODY),
    Look("Bibliography", SOURCE, size(18)),
    Look("Footnote Text", NOTE, size(17)),
    Look("Footnote Block Text", NOTE + indent(425, 425), base="FootnoteText", custom=True),
    Look("endnote text", NOTE, size(17)),
    Look("Table Caption", KEEP + spacing(200, 80, 240), HEADING + size(18), custom=True),
    Look("Captioned Figure", KEEP + spacing(160, 60), following="Image Caption", custom=True),
    Look("Figure", spacing(160, 120), custom=True),
    Look("Image Caption", LINES + spacing(0, 200, 240), SANS + size(18), following=BODY, custom=True),
    Look("Source Code", LINES + spacing(0, 120, 240), MONO + size(17), custom=True),
    *(Look(f"List {kind}{level}", spacing(0, 50), base="Compact") for kind in ("Bullet", "Number") for level in LEVELS),
    Look("header", BOTTOM_RULE + NO_TABS, SANS + QUIET + size(17)),
    Look("Header Front", NO_TABS, SANS + QUIET + size(17), custom=True),
    Look("Finding", KEEP + FINDING_RULE + spacing(60, 60, 220), SANS + QUIET + size(17), custom=True),
    Look("footer", TOP_RULE + NO_TABS, SANS + QUIET + size(17)),
]
RAISED = BLUE + '<w:vertAlign w:val="superscript"/>'
CHARACTERS = [
    Look("Footnote Reference", run=RAISED),
    Look("endnote reference", run=RAISED),
    Look("Hyperlink", run=BLUE + f'<w:u w:val="single" w:color="{RULE}"/>'),
    Look("Verbatim Char", run=MONO + size(19), custom=True),
]

# Rules above and below the head, one below the table, thin ones between: the same as in the PDF.
HEAD_RULE, FOOT_RULE = (
    f'w:val="single" w:sz="{width}" w:space="0" w:color="{ACCENT}" w:themeColor="accent1"' for width in (8, 4)
)
CELL = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 30), ("left", 85), ("bottom", 30), ("right", 85))
)
TABLE = f"""
<w:style {DECLARED} w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/><w:qFormat/>
<w:pPr>{spacing(40, 40, 240)}</w:pPr><w:rPr>{SANS}{size(18)}{LINING}<w14:numSpacing w14:val="tabular"/></w:rPr>
<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
<w:tblBorders><w:top {HEAD_RULE}/><w:bottom {FOOT_RULE}/>{rule("insideH", 4, 0, RULE)}</w:tblBorders>
<w:tblCellMar>{CELL}</w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:pPr><w:keepNext/></w:pPr><w:rPr>{BOLD}{BLUE}</w:rPr>
<w:tcPr><w:tcBorders><w:bottom {HEAD_RULE}/></w:tcBorders><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
</w:style>"""

LANGUAGE = 'w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"'  # pandoc puts the edition's in the place of `val`
DEFAULTS = f"""
<w:docDefaults {DECLARED}>
<w:rPrDefault><w:rPr>{SERIF}{color(TEXT)}{size(21)}<w:lang {LANGUAGE}/>{LINING}</w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:widowControl/>{spacing(0, 120, 298)}</w:pPr></w:pPrDefault></w:docDefaults>"""


def font(name: str, alternatives: str, panose: str, family: str, pitch: str = "variable") -> str:
    """Return an entry of the font table.

    Where the font is missing, Word takes the first of the alternatives that is there, else the nearest by family and
    Panose number; it ships Georgia and Calibri.
    """
    other = f'<w:altName w:val="{alternatives}"/>' if alternatives else ""
    kind = f'<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="{pitch}"/>'
    return f'<w:font w:name="{name}">{other}<w:panose1 w:val="{panose}"/>{kind}</w:font>'


DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FONTS = [
    font("Source Serif 4", "Source Serif Pro,Georgia,Cambria", "02040603050405020204", "roman"),
    font("Source Sans 3", "Source Sans Pro,Calibri,Arial", "020B0503030403020204", "swiss"),
    font("Times New Roman", "", "02020603050405020304", "roman"),
    font("Arial", "", "020B0604020202020204", "swiss"),
    font("Consolas", "Courier New", "020B0609020204030204", "modern", "fixed"),
]
FONT_TABLE = f"{DECLARATION}<w:fonts {nsdecls('w')}>{''.join(FONTS)}</w:fonts>"

COLORS = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hyperlink", "followedHyperlink"]
MAPPING = " ".join(f'w:{name}="{name}"' for name in COLORS)
# compatibilityMode 15: without it Word opens the file in compatibility mode, with the layout of 2007.
SETTINGS = f"""{DECLARATION}
<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="425"/><w:autoHyphenation w:val="false"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang {LANGUAGE}/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" {MAPPING}/>
<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""


def style_id(name: str) -> str:
    """Return Word's id for a style: `heading 1` is `Heading1`, `toc 1` is `TOC1`."""
    return "".join(word.upper() if word == "toc" else word[0].upper() + word[1:] for word in name.split())


def style_xml(look: Look, kind: str) -> str:
    """Return one `w:style` element, of the kind `paragraph` or `character`."""
    custom = ' w:customStyle="1"' if look.custom else ""
    default = ' w:default="1"' if look.name == "Normal" else ""
    base = look.base if kind == "paragraph" else "DefaultParagraphFont"
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    following = f'<w:next w:val="{style_id(look.following)}"/>' if look.following else ""
    properties = f"<w:pPr>{look.paragraph}</w:pPr>" if kind == "paragraph" else ""
    run = look.run + (LINING if SANS in look.run else "")  # old-style figures are for the text alone
    return (
        f'<w:style {DECLARED} w:type="{kind}"{custom}{default} w:styleId="{style_id(look.name)}">'
        f'<w:name w:val="{look.name}"/>{based}{following}<w:qFormat/>{properties}<w:rPr>{run}</w:rPr></w:style>'
    )


def restyle(styles: Any) -> None:
    """Put our looks in the place of pandoc's, and drop the character twins that would show pandoc's look again."""
    ours = {style_id(look.name) for look in PARAGRAPHS + CHARACTERS} | {"Table"}
    for style in list(styles.findall(qn("w:style"))):
        name = style.get(qn("w:styleId"))
        if name in ours or name.removesuffix("Char") in ours:
            styles.remove(style)
    styles.remove(styles.find(qn("w:docDefaults")))
    styles.insert(0, parse_xml(DEFAULTS))
    for look in PARAGRAPHS:
        styles.append(parse_xml(style_xml(look, "paragraph")))
    for look in CHARACTERS:
        styles.append(parse_xml(style_xml(look, "character")))
    styles.append(parse_xml(TABLE))
    for reference in styles.iter(qn("w:link"), qn("w:basedOn")):
        if reference.get(qn("w:val")) == "BodyTextChar":
            reference.set(qn("w:val"), "DefaultParagraphFont")


def mark(kind: str) -> str:
    """Return the beginning, middle or end of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str) -> str:
    """Return a field that Word fills in on every page by itself."""
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return mark("begin") + code + mark("separate") + words("1") + mark("end")


def words(text: str) -> str:
    """Return a run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"
# By the level's number: the name of the style would be another one in a Word of another language. No title is kept from the
# last layout: there is one header for all pages.
HEADER = mark("begin") + '<w:r><w:instrText xml:space="preserve"> STYLEREF 1 </w:instrText></w:r>'
HEADER += mark("separate") + mark("end")
DRAFT = words("{{ draft }}")
PAGE = words("{{ page_before }}") + field("PAGE") + words("{{ page_between }}") + field("NUMPAGES")
FOOTER = words("{{ title }} · {{ period }}") + TAB + PAGE + words("{{ page_after }}")

COVER = [
    ("Logo", "{{ logo }}"),
    ("Title", "{{ title }}"),
    ("Subtitle", "{{ period }}"),
    ("Author", "{{ authors }}"),
    ("Publisher", "{{ publisher }}"),
    ("Date", "{{ published }}"),
    ("Imprint", "{{ imprint }}"),
]
SAMPLES = [
    ("Heading1", "This page only shows the styles: behind the cover stand key topics, contents and sections"),
    ("BodyText", "Body Text. Change the styles, the header, the footer and the cover; keep the tags in double braces."),
    ("Heading2", "Heading 2"),
    ("BlockText", "Block Text"),
    ("ListBullet", "List Bullet"),
    ("KeyTopics", "Key Topics"),
    ("KeyTopic", "Key Topic"),
    ("TableCaption", "Table Caption"),
    ("ImageCaption", "Image Caption"),
    ("FootnoteText", "Footnote Text"),
]


MILLIMETRE = 36000  # of DrawingML's units
BAND_HEIGHT = 100  # millimetres from the page's edge: a title of two lines and the period
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
BAND_DRAWING = f"""<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main"
xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="{216 * MILLIMETRE}" cy="{BAND_HEIGHT * MILLIMETRE}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="1000001" name="Band"><a:extLst><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">
<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData
uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{216 * MILLIMETRE}" cy="{BAND_HEIGHT * MILLIMETRE}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln>
</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
<mc:Fallback/></mc:AlternateContent></w:r>"""


def paragraph(style: str, content: str) -> str:
    """Return a paragraph."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p {nsdecls('w')}>{properties}{content}</w:p>"


def fill(part: Any, style: str, content: str) -> None:
    """Replace what a header or footer holds by one paragraph."""
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(paragraph(style, content)))


def section_xml(first_page: str = "") -> str:
    """Return a section's properties: the page."""
    size = f'<w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/>'
    sides = f'w:top="1588" w:right="{MARGIN}" w:bottom="1474" w:left="{MARGIN}"'
    margins = f'<w:pgMar {sides} w:header="737" w:footer="680" w:gutter="0"/>'
    return f'<w:sectPr {nsdecls("w")}>{size}{margins}<w:cols w:space="720"/>{first_page}</w:sectPr>'


def lay_out(document: Any) -> None:
    """Set the cover, a page that shows the styles, and the header and the footer of both sections."""
    body = document.element.body
    for child in list(body):
        body.remove(child)
    for style, text in COVER:
        body.append(parse_xml(paragraph(style, words(text))))
    end = f"<w:pPr>{spacing(0, 0, 20)}{section_xml('<w:titlePg/>')}</w:pPr>"
    body.append(parse_xml(f"<w:p {nsdecls('w')}>{end}</w:p>"))
    for style, text in SAMPLES:
        body.append(parse_xml(paragraph(style, words(text))))
    body.append(parse_xml(section_xml()))
    front, text_section = document.sections
    fill(front.header, "HeaderFront", TAB + DRAFT)
    fill(front.footer, "Footer", FOOTER)
    fill(front.first_page_header, "", BAND_DRAWING)  # the cover has no words in either
    fill(front.first_page_footer, "HeaderFront", TAB + DRAFT)
    fill(text_section.header, "Header", HEADER + TAB + DRAFT)


def describe(properties: Any) -> None:
    """Set the core properties; docxtpl renders the tags in them."""
    properties.title = "{{ title }}, {{ period }}"
    properties.author = "{{ authors }}"
    properties.subject = ""
    properties.language = "{{ language }}"
    properties.identifier = "{{ identifier }}"
    # Without times: the writer sets the edition's, and an edition without a date says nothing.
    for name in ("dcterms:created", "dcterms:modified"):
        properties._element.remove(properties._element.find(qn(name)))


def retheme(xml: str) -> str:
    """Return the theme with our faces and colours; Times New Roman and Arial hold Arabic and Hebrew."""
    faces = [("major", "Source Sans 3", "Arial"), ("minor", "Source Serif 4", "Times New Roman")]
    for kind, face, complex_face in faces:
        fonts = f'<a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface="{complex_face}"/>'
        xml = replace_element(xml, f"{kind}Font", fonts)
    colors = {"dk1": TEXT, "dk2": GREY, "lt2": BOX} | dict.fromkeys(("accent1", "hlink", "folHlink"), ACCENT)
    for name, value in colors.items():
        xml = replace_element(xml, name, f'<a:srgbClr val="{value}"/>')
    return xml


def replace_element(xml: str, name: str, content: str) -> str:
    """Return the theme with the content of one element replaced."""
    return re.sub(rf"<a:{name}>.*?</a:{name}>", f"<a:{name}>{content}</a:{name}>", xml, count=1, flags=re.S)


def ignorable(xml: str) -> str:
    """Return the styles with Word 2010's namespace declared as one that others may pass over."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    declared = f'<w:styles xmlns:mc="{mc}" xmlns:w14="{W14}" mc:Ignorable="w14" '
    return xml.replace(f' xmlns:w14="{W14}"', "").replace("<w:styles ", declared, 1)


def replace_parts(data: bytes) -> bytes:
    """Return the package with our fonts, settings and theme, in a fixed order and without times."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["word/fontTable.xml"] = FONT_TABLE.encode()
    parts["word/settings.xml"] = SETTINGS.encode()
    parts["word/styles.xml"] = ignorable(parts["word/styles.xml"].decode()).encode()
    parts["word/theme/theme1.xml"] = retheme(parts["word/theme/theme1.xml"].decode()).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in sorted(parts):
            package.writestr(zipfile.ZipInfo(name), parts[name], zipfile.ZIP_DEFLATED)
    return target.getvalue()


def main(target: Path) -> None:
    """Write the template to `target`."""
    command = [pandoc.executable(), "--print-default-data-file", "reference.docx"]
    document: Any = docx.Document(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    restyle(document.styles.element)
    lay_out(document)
    describe(document.core_properties)
    buffer = io.BytesIO()
    document.save(buffer)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(replace_parts(buffer.getvalue()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
