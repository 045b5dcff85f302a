"""A series' own Word template: what it may be, what is refused, and that nothing of the edition is lost on its cover."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from PIL import Image

from igreport.edition.verify import verify
from igreport.edition.writers import docx, docx_parts, docx_template
from igreport.edition.writers.docx_tags import TAGS
from igreport.errors import UsageError
from igreport.model.document import DEFAULT_THEME, Attachment, Document, Draft, Theme
from tests.edition.writers.test_docx import W, document

Parts = dict[str, bytes]
IMPRINT = ("Revised on 20 October 2025: <a date>", "Licence: CC-BY-4.0")
STRICT = "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
MAIN = "word/document.xml"


@pytest.fixture
def house(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a template with these paragraphs (style, text) on its cover."""

    def write(*lines: tuple[str, str], header: str = "", title: str = "{{ title }}") -> Path:
        template = python_docx.Document()
        for style, text in lines:
            template.add_paragraph(text, style=style)
        template.sections[0].header.paragraphs[0].text = header
        template.core_properties.title = title
        template.save(str(tmp_path / "house.docx"))
        return tmp_path / "house.docx"

    return write


def changed(path: Path, **replacements: tuple[str, str]) -> Path:
    """Change parts of a package: `document=(old, new)`."""
    parts = docx_parts.unpack(path.read_bytes())
    for name, (old, new) in replacements.items():
        part = {"types": "[Content_Types].xml", "relations": "word/_rels/document.xml.rels"}.get(
            name, f"word/{name}.xml"
        )
        text = parts[part].decode()
        assert old in text
        parts[part] = text.replace(old, new).encode()
    path.write_bytes(docx_parts.pack(parts))
    return path


def written(value: Document, folder: Path) -> tuple[Parts, list[str]]:
    """Write an edition and return its parts, and what verification says."""
    target = folder / "out.docx"
    docx.write(value, target)
    return docx_parts.unpack(target.read_bytes()), [str(difference) for difference in verify(value, "docx", target)]


def words(parts: Parts, name: str = MAIN) -> str:
    paragraphs = docx_parts.parse(parts[name]).iter(f"{W}p")
    return "|".join("".join(item.text or "" for item in paragraph.iter(f"{W}t")) for paragraph in paragraphs)


def test_its_cover_header_and_properties(house: Callable[..., Path], tmp_path: Path) -> None:
    path = house(
        ("Normal", "Ministry of Examples"),
        ("Title", "{{ title|upper }}"),
        ("Subtitle", "{{ period }}{% if publisher %}, {{ publisher }}{% endif %}"),
        ("Normal", "By {{ authors }}, {{ published }}"),
        ("Normal", "{{ imprint }}"),
        header="{{ title }} — {{ edition }}",
        title="{{ title }} ({{ edition }})",
    )
    parts, differences = written(document(template=str(path), imprint=IMPRINT), tmp_path)
    assert not differences
    assert words(parts).startswith(
        "Ministry of Examples|SAMPLE & <REPORT>|3rd quarter of 2025, Publisher <e. V.>"
        "|By Ada Lovelace, Jürgen & Söhne, 6 October 2025|Revised on 20 October 2025: <a date>|Licence: CC-BY-4.0|Key topics"
    )
    header = next(name for name in parts if name.startswith("word/header"))
    assert words(parts, header) == "Sample & <Report> — 2025-Q3"
    assert b"<dc:title>Sample &amp; &lt;Report&gt; (2025-Q3)</dc:title>" in parts["docProps/core.xml"]


def test_a_line_without_words_is_left_out(house: Callable[..., Path], tmp_path: Path) -> None:
    path = house(("Title", "{{ title }}"), ("Normal", "{{ publisher }}"), ("Normal", ""), ("Subtitle", "{{ period }}"))
    parts, differences = written(document(template=str(path), publisher=""), tmp_path)
    assert not differences
    assert words(parts).startswith("Sample & <Report>||3rd quarter of 2025|Ada Lovelace")


def test_what_the_cover_has_no_tag_for_stands_below_it(house: Callable[..., Path], tmp_path: Path) -> None:
    parts, differences = written(document(template=str(house(("Title", "{{ period }}")))), tmp_path)
    assert not differences
    lines = (
        "3rd quarter of 2025|Sample & <Report>|Ada Lovelace, Jürgen & Söhne|Publisher <e. V.>|6 October 2025|Key topics"
    )
    assert words(parts).startswith(lines)


def test_a_template_without_tags_gives_its_styles_alone(house: Callable[..., Path], tmp_path: Path) -> None:
    parts, differences = written(document(template=str(house(("Normal", "Lorem ipsum")))), tmp_path)
    assert not differences
    assert "Lorem" not in words(parts)
    assert words(parts).startswith("Sample & <Report>|3rd quarter")


def test_a_line_that_a_condition_hides_is_noticed(house: Callable[..., Path], tmp_path: Path) -> None:
    path = house(("Title", "{% if not title %}{{ title }}{% endif %}x"), ("Normal", "{{ period }}"))
    _, differences = written(document(template=str(path)), tmp_path)
    assert any("leaves out “Sample & <Report>”" in difference for difference in differences)


def test_the_proof_does_not_trust_the_writer(house: Callable[..., Path], tmp_path: Path) -> None:
    value = document(template=str(house(("Title", "{{ title }}"), ("Normal", "{{ publisher }}"))))
    written(value, tmp_path)
    path = changed(tmp_path / "out.docx", document=("Publisher &lt;e. V.&gt;", "Another"))
    assert verify(value, "docx", path)


def test_the_logo(house: Callable[..., Path], tmp_path: Path) -> None:
    Image.new("RGB", (300, 100)).save(tmp_path / "logo.png")
    for lines in ([("Normal", "Top"), ("Normal", "{{ logo }}"), ("Title", "{{ title }}")], [("Title", "{{ title }}")]):
        value = document(template=str(house(*lines)), logo=str(tmp_path / "logo.png"))
        parts, differences = written(value, tmp_path)
        assert not differences
        assert b'descr="Publisher &lt;e. V.&gt;"' in parts[MAIN]
        assert "\ue000".encode() not in parts[MAIN]
    drawn = document(logo=str(tmp_path / "logo.png"))
    assert not written(drawn, tmp_path)[1]


@pytest.mark.parametrize(
    ("lines", "header", "title", "message"),
    [
        ([("Title", "{{ titel }}")], "", "", r"on the cover .*no tag `titel`"),
        ([("Title", "{{ title }}")], "{{ perod }}", "", r"in the header .*no tag `perod`"),
        ([("Title", "{{ title }}")], "", "{{ nothing }}", r"in the property title .*no tag `nothing`"),
        ([("Title", "{{ title")], "", "", r"on the cover .*expected"),
        ([("Title", "{% if title %}"), ("Normal", "{% endif %}")], "", "", "on the cover .*endif"),
        ([("Title", "{%p if title %}")], "", "", "on the cover .*unknown tag 'p'"),
        ([("Title", "{{ title.__class__ }}")], "", "", "more than a tag can do"),
        ([("Title", "{{ 'a' * 1000000000 }}")], "", "", "more than a tag can do"),
        ([("Title", "{% for x in title %}{{ x }}{% endfor %}")], "", "", "more than a tag can do"),
        ([("Title", "{{ title|replace('a', 'b') }}")], "", "", "No filter|more than a tag can do|no filter"),
        ([("Title", "{{ logo }} of us")], "", "", "`logo` cannot stand there"),
        ([("Title", "{{ title }}")], "{{ imprint }}", "", "`imprint` prints several lines"),
        ([("Title", "{{ running_title }}")], "", "", "`running_title` may print less"),
    ],
)
def test_a_wrong_tag_is_named_with_its_place(
    house: Callable[..., Path], tmp_path: Path, lines: list[tuple[str, str]], header: str, title: str, message: str
) -> None:
    path = house(*lines, header=header, title=title)
    with pytest.raises(UsageError, match=message) as error:
        docx.write(document(template=str(path)), tmp_path / "out.docx")
    assert "house.docx" in str(error.value)
    if "titel" in message:
        assert error.value.hint == "did you mean `title`?"


def macro(path: Path) -> Path:
    return changed(path, types=("wordprocessingml.document.main+xml", "vnd.ms-word.document.macroEnabled.main+xml"))


def relation(kind: str) -> Callable[[Path], Path]:
    added = f'<Relationship Id="rIdX" Type="http://x/{kind}" Target="https://x.example/a" TargetMode="External"/>'
    return lambda path: changed(path, relations=("</Relationships>", f"{added}</Relationships>"))


def field(code: str) -> Callable[[Path], Path]:
    return lambda path: changed(
        path, document=("<w:sectPr", f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p><w:sectPr")
    )


def no_zip(path: Path) -> Path:
    path.write_bytes(b"404 Not Found")
    return path


def hidden(code: str) -> Callable[[Path], Path]:
    """Hide code where no paragraph has it: in an attribute."""
    return lambda path: changed(path, document=("<w:sectPr", f'<w:bookmarkStart w:id="9" w:name="{code}"/><w:sectPr'))


def torn(path: Path) -> Path:
    """Change a byte in the middle of a compressed part."""
    data = bytearray(path.read_bytes())
    middle = data.find(b"word/document.xml") + 300
    data[middle : middle + 40] = bytes(40)
    path.write_bytes(bytes(data))
    return path


def embedded(path: Path) -> Path:
    parts = docx_parts.unpack(path.read_bytes())
    path.write_bytes(docx_parts.pack({**parts, "word/embeddings/oleObject1.bin": b"x"}))
    return path


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (no_zip, "is no DOCX"),
        (lambda path: path.unlink() or path, "is no DOCX"),
        (macro, "has macros"),
        (embedded, "embedded object"),
        (hidden("{{ 7*7 }}"), "more than a tag can do"),
        (hidden("{% for a in 'xx'*1000 %}{{ a }}{% endfor %}"), "more than a tag can do"),
        (hidden("{{ title.__class__ }}"), "more than a tag can do"),
        (field("{{ 7*7 }}"), "more than a tag can do"),
        (torn, "is no DOCX"),
        (relation("image"), "takes in something from elsewhere"),
        (relation("oleObject"), "takes in something from elsewhere"),
        (field('INCLUDEPICTURE "https://x.example/a.png"'), "fetches something: INCLUDEPICTURE"),
        (field("DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe"), "fetches something: DDEAUTO"),
        (lambda path: changed(path, document=("<w:document", "<!DOCTYPE x><w:document")), "document type"),
        (lambda path: changed(path, styles=("</w:styles>", "")), "damaged"),
        (
            lambda path: changed(
                path,
                document=STRICT,
            ),
            "Strict",
        ),
    ],
)
def test_what_is_no_template(
    house: Callable[..., Path], tmp_path: Path, damage: Callable[[Path], Path], message: str
) -> None:
    path = damage(house(("Title", "{{ title }}")))
    with pytest.raises(UsageError, match=message):
        docx.write(document(template=str(path)), tmp_path / "out.docx")


def test_the_template_of_the_template_is_forgotten(house: Callable[..., Path], tmp_path: Path) -> None:
    path = relation("attachedTemplate")(house(("Title", "{{ title }}")))
    parts, _ = written(document(template=str(path)), tmp_path)
    assert not any(b"x.example" in part for part in parts.values())


def test_styles_by_their_names(house: Callable[..., Path], tmp_path: Path) -> None:
    """Word gives its own styles ids in its language, and a template has not all of ours."""
    path = changed(house(("Title", "{{ title }}")), styles=('w:styleId="Heading1"', 'w:styleId="berschrift1"'))
    parts, differences = written(document(template=str(path)), tmp_path)
    assert not differences
    ids = re.findall(rb'w:styleId="([^"]*)"', parts["word/styles.xml"])
    assert len(ids) == len(set(ids))
    assert {b"Heading1", b"KeyTopics", b"Imprint", b"Compact", b"TOC1", b"FootnoteText", b"Table"} <= set(ids)
    used = set(re.findall(rb'<w:[pr]Style w:val="([^"]*)"', parts[MAIN] + parts["word/footnotes.xml"]))
    assert used <= set(ids)


def test_all_that_is_named_is_there(house: Callable[..., Path], tmp_path: Path) -> None:
    """Pictures of a template's cover and header come along, each relationship leads somewhere, each part has a type."""
    Image.new("RGB", (30, 20), "#c03020").save(tmp_path / "p.png")
    template = python_docx.Document(str(house(("Title", "{{ title }}"))))
    template.add_picture(str(tmp_path / "p.png"))
    template.sections[0].header.paragraphs[0].add_run().add_picture(str(tmp_path / "p.png"))
    template.save(str(tmp_path / "house.docx"))
    own = document(template=str(tmp_path / "house.docx"))
    for value in (document(), own, document(notes="end")):
        parts, _ = written(value, tmp_path)
        for name in parts:
            for item in docx_parts.relations(parts, name):
                assert item.get("TargetMode") == "External" or docx_parts.target(name, item) in parts
            assert name == docx_parts.CONTENT_TYPES or docx_parts.media_type(parts, name)
    parts, _ = written(own, tmp_path)
    assert len([name for name in parts if "media/" in name]) == 1  # the same picture twice


def test_the_look_of_a_series() -> None:
    theme = Theme({**DEFAULT_THEME, "accent": "#7a1f3d", "text-size": "12pt", "text-font": "Gentium Plus"})
    parts = docx_template.fill(document(theme=theme, paper="letter", numerals="old-style")).parts
    styles = parts["word/styles.xml"].decode()
    assert "1F3A5F" not in styles + parts["word/theme/theme1.xml"].decode()
    assert "7A1F3D" in styles
    assert '<w:sz w:val="24"/>' in styles.partition("</w:docDefaults>")[0]
    assert 'w14:val="oldStyle"' in styles.partition("</w:docDefaults>")[0]
    assert b'typeface="Gentium Plus"' in parts["word/theme/theme1.xml"]
    assert b'w:name="Gentium Plus"' in parts["word/fontTable.xml"]
    assert parts[MAIN].count(b'w:w="12240" w:h="15840"') == 2
    assert parts[MAIN].count(b'w:left="1871" w:right="1871"') == 2  # 33 mm, as in the PDF


def test_a_draft(tmp_path: Path) -> None:
    value = document(draft=Draft({0: ("REF101 error: x",), 1: ("TXT101 warning: <y>", "z")}))
    parts, differences = written(value, tmp_path)
    assert not differences
    assert parts[MAIN].count(b"<w:lnNumType") == 1  # of the text, not of the cover
    running = [words(parts, name) for name in parts if re.match("word/(header|footer)", name)]
    assert sum("Draft" in text for text in running) == 3  # the cover, the contents, the text
    assert b"Draft" not in b"".join(written(document(), tmp_path)[0].values())


def test_properties_and_sources(tmp_path: Path) -> None:
    json = '[{"id": "a", "title": "A <b> & \ufffe"}]'
    sources = Attachment("sources.json", "application/vnd.citationstyles.csl+json", json.encode(), "Data", "sources")
    value = document(identifier="doi:10.5281/zenodo.1", license="CC-BY-4.0", attachments=(sources,))
    parts, _ = written(value, tmp_path)
    custom = docx_parts.parse(parts["docProps/custom.xml"])
    assert {item.get("name"): item[0].text for item in custom} == {
        "Edition": "2025-Q3",
        "Period": "3rd quarter of 2025",
        "Publisher": "Publisher <e. V.>",
        "Identifier": "doi:10.5281/zenodo.1",
        "Licence": "CC-BY-4.0",
    }
    assert b"<dc:identifier>doi:10.5281/zenodo.1</dc:identifier>" in parts["docProps/core.xml"]
    root = docx_parts.parse(parts["customXml/item1.xml"])
    assert root.tag == "{urn:igreport:sources}sources"
    assert root.text == json.replace("\ufffe", "\\ufffe")


def test_a_drawing_beside_its_picture(tmp_path: Path) -> None:
    (tmp_path / "d.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M0 0h200v100z"/></svg>', "utf-8"
    )
    source = tmp_path / "d.svg"
    parts, differences = written(document(f"# A\n\n![Half]({source}){{width=50%}} and ![Own]({source})"), tmp_path)
    assert not differences
    blips = list(docx_parts.parse(parts[MAIN]).iter("{*}svgBlip"))
    relations = {item["Id"]: item["Target"] for item in docx_parts.relations(parts, MAIN)}
    for blip in blips:
        (identifier,) = blip.attrib.values()
        assert parts[f"word/{relations[str(identifier)]}"].lstrip().startswith(b"<svg")
    assert len(blips) == 2
    wide = [int(item.get("cx", 0)) / 36000 for item in docx_parts.parse(parts[MAIN]).iter("{*}extent")]
    assert wide == pytest.approx([75, 52.9], abs=1)  # half of the text's width; 200 pixels of CSS


def test_a_template_that_unpacks_to_too_much(house: Callable[..., Path], tmp_path: Path) -> None:
    path = house(("Title", "{{ title }}"))
    buffer = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/big.bin", b"\0" * 60_000_000)
    path.write_bytes(buffer.getvalue())
    with pytest.raises(UsageError, match="far more"):
        docx.write(document(template=str(path)), tmp_path / "out.docx")


def test_every_tag_has_a_value(tmp_path: Path, house: Callable[..., Path]) -> None:
    """Nothing is listed that a template could not print."""
    lines: list[Any] = [("Normal", f"{{{{ {name} }}}}") for name in TAGS if name != "running_title"]
    assert not written(document(template=str(house(*lines)), imprint=IMPRINT), tmp_path)[1]
