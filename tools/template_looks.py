"""The looks of the Word template: its styles, as WordprocessingML's properties, and its typefaces (`make_template.py`)."""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml.ns import nsdecls

from igreport.edition.writers.docx_page import PAGES, TEXT_WIDTH
from igreport.model.document import DEFAULT_THEME

ACCENT, TEXT, GREY, RULE, BOX, GROUND = (
    DEFAULT_THEME[name].removeprefix("#").upper() for name in ("accent", "text", "muted", "rule", "box", "ground")
)
# A colour of the theme is changed in Word with the others; the value beside it is for whoever knows no themes.
THEMED = {ACCENT: "accent1", TEXT: "text1", GREY: "text2", BOX: "background2", GROUND: "background1"}
# Lengths are Word's: twentieths of a point for distances, half points for type, eighths of a point for rules.
PAGE = PAGES["A4"]

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
# A note may be broken after its first line, as in the PDF: so it begins on the page of its call.
NOTE, ENDNOTE = '<w:widowControl w:val="0"/>' + spacing(0, 40, 219), spacing(0, 60, 224)
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
    Look("Title", KEEP + BAND + spacing(1680, 0), SANS + BOLD + WHITE + size(58), following="Subtitle"),
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
    Look("Unlisted Heading 1", outline(9), base="Heading1", following=BODY, custom=True),
    Look("Unlisted Heading 2", outline(9), base="Heading2", following=BODY, custom=True),
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
    Look("endnote text", ENDNOTE, size(17)),
    Look("Table Caption", KEEP + spacing(200, 80, 240), HEADING + size(18), custom=True),
    Look("Captioned Figure", KEEP + spacing(160, 60), following="Image Caption", custom=True),
    Look("Figure", spacing(160, 120), custom=True),
    Look("Image Caption", LINES + spacing(0, 200, 240), SANS + size(18), following=BODY, custom=True),
    Look("Source Code", LINES + spacing(0, 120, 240), MONO + size(17), custom=True),
    *(Look(f"List {kind}{level}", spacing(0, 50), base="Compact") for kind in ("Bullet", "Number") for level in LEVELS),
    Look("header", BOTTOM_RULE + NO_TABS, SANS + QUIET + size(17)),
    Look("Header Front", NO_TABS, SANS + QUIET + size(17), custom=True),
    Look("Finding", KEEP + FINDING_RULE + spacing(60, 60, 220), SANS + QUIET + size(17), custom=True),
    Look("footer", NO_TABS, SANS + QUIET + size(17)),
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
