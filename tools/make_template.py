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
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from template_looks import (
    ACCENT,
    BOX,
    CHARACTERS,
    DECLARED,
    DEFAULTS,
    GREY,
    LANGUAGE,
    LINING,
    PAGE,
    PARAGRAPHS,
    SANS,
    TABLE,
    TEXT,
    W14,
    Look,
    font,
    spacing,
)

from igreport import pandoc

TARGET = Path(__file__).parents[1] / "igreport" / "edition" / "templates" / "template.docx"

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
RUNNING = words("{{ running_title }}")
# By the level's number: the name of the style would be another one in a Word of another language. Word puts the section's title
# in on every page; what does not know the field, as LibreOffice 7 does not, shows the title of the series.
HEADER = mark("begin") + '<w:r><w:instrText xml:space="preserve"> STYLEREF 1 </w:instrText></w:r>'
HEADER += mark("separate") + RUNNING + mark("end")
DRAFT = words("{{ draft }}")
NUMBERS = words("{{ page_before }}") + field("PAGE") + words("{{ page_between }}") + field("NUMPAGES")
FOOTER = RUNNING + TAB + words("{{ period }} · ") + NUMBERS + words("{{ page_after }}")

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
    size = f"<w:pgSz {PAGE.size}/>"
    edges = f'w:header="{PAGE.header}" w:footer="{PAGE.footer}" w:gutter="0"'
    margins = f'<w:pgMar w:top="{PAGE.top}" w:bottom="{PAGE.bottom}" {PAGE.sides} {edges}/>'
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
