"""Edits in real DOCX files come back into the sections: each where it belongs, and every other line as it was."""

from __future__ import annotations

import copy
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from igreport.cli.main import main
from igreport.exchange import merge_files
from igreport.exchange.merge_files import with_references
from igreport.exchange.sources import Source
from igreport.sources.load import load

CASES = Path(__file__).parents[1] / "cases" / "merge" / "report"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAFT, AI, SOURCES = "sections/2025-Q3/10-draft.md", "sections/2025-Q3/20-ai.md", "references/2025-Q3.yaml"


class Docx:
    """A DOCX, edited in its XML as Word would do it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.notes = etree.fromstring(self.parts["word/footnotes.xml"])

    def save(self) -> None:
        self.parts["word/document.xml"] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8")
        self.parts["word/footnotes.xml"] = etree.tostring(self.notes, xml_declaration=True, encoding="UTF-8")
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)

    def paragraph(self, text: str) -> etree._Element:
        """Return the last paragraph with these words: earlier ones are in the contents."""
        return [p for p in self.body.iter(f"{W}p") if text in "".join(t.text or "" for t in p.iter(f"{W}t"))][-1]

    def run(self, text: str) -> etree._Element:
        """Return a run of its own with exactly these words of one run."""
        for run in reversed(list(self.body.iter(f"{W}r"))):
            own = run.find(f"{W}t")
            if own is not None and text in (own.text or ""):
                before, _, after = own.text.partition(text)
                for part, is_before in ((before, True), (after, False)):
                    if part:
                        other = copy.deepcopy(run)
                        _set(other.find(f"{W}t"), part)
                        (run.addprevious if is_before else run.addnext)(other)
                _set(own, text)
                return run
        raise AssertionError(text)

    def replace(self, old: str, new: str) -> None:
        _set(self.run(old).find(f"{W}t"), new)

    def insert(self, behind: str, text: str, like: str = "") -> etree._Element:
        paragraph = copy.deepcopy(self.paragraph(like or behind))
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        paragraph.append(_run(text))
        self.paragraph(behind).addnext(paragraph)
        return paragraph

    def delete(self, text: str) -> None:
        paragraph = self.paragraph(text)
        paragraph.getparent().remove(paragraph)

    def note(self, text: str) -> etree._Element:
        """Return the footnote with these words."""
        found = [n for n in self.notes.iter(f"{W}footnote") if text in "".join(t.text or "" for t in n.iter(f"{W}t"))]
        return found[0]

    def call(self, note: etree._Element, number: int = 0) -> etree._Element:
        """Return the run that calls a footnote."""
        identifier = note.get(f"{W}id")
        return [r for r in self.body.iter(f"{W}footnoteReference") if r.get(f"{W}id") == identifier][number].getparent()

    def add_note(self, behind: str, text: str) -> None:
        self.notes.append(
            etree.fromstring(
                f'<w:footnote {NAMESPACE} w:id="900"><w:p><w:r><w:footnoteRef/></w:r>'
                f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
            )
        )
        call = etree.fromstring(f'<w:r {NAMESPACE}><w:footnoteReference w:id="900"/></w:r>')
        self.run(behind).addnext(call)

    def add_comment(self, on: str, author: str, text: str) -> None:
        run = self.run(on)
        run.addprevious(etree.fromstring(f'<w:commentRangeStart {NAMESPACE} w:id="7"/>'))
        run.addnext(etree.fromstring(f'<w:r {NAMESPACE}><w:commentReference w:id="7"/></w:r>'))
        run.addnext(etree.fromstring(f'<w:commentRangeEnd {NAMESPACE} w:id="7"/>'))
        self.parts["word/comments.xml"] = (
            f'<w:comments {NAMESPACE}><w:comment w:id="7" w:author="{author}" w:date="2025-10-07T09:00:00Z">'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:comment></w:comments>"
        ).encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        types = self.parts["[Content_Types].xml"]
        if b"/word/comments.xml" not in types:
            override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'.encode()
            self.parts["[Content_Types].xml"] = types.replace(b"</Types>", override)
        name = "word/_rels/document.xml.rels"
        if b'Target="comments.xml"' not in self.parts[name]:
            relation = f'<Relationship Id="rIdC" Type="{R[1:-1]}/comments" Target="comments.xml"/></Relationships>'
            self.parts[name] = self.parts[name].replace(b"</Relationships>", relation.encode())

    def track(self, run: etree._Element, kind: str, author: str) -> None:
        """Mark a run as inserted (`ins`) or deleted (`del`) by somebody."""
        mark = etree.fromstring(f'<w:{kind} {NAMESPACE} w:id="80" w:author="{author}" w:date="2025-10-07T09:00:00Z"/>')
        run.addprevious(mark)
        mark.append(run)
        if kind == "del":
            for text in run.findall(f"{W}t"):
                text.tag = f"{W}delText"


def _set(element: etree._Element, text: str) -> None:
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _run(text: str) -> etree._Element:
    run = etree.fromstring(f"<w:r {NAMESPACE}><w:t/></w:r>")
    _set(run[0], text)
    return run


@pytest.fixture(scope="session")
def merge_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the report of the merge cases is built as DOCX."""
    root = Path(shutil.copytree(CASES, tmp_path_factory.mktemp("merge") / "report"))
    assert main(["build", "--root", str(root), "--format", "docx"]) == 0
    return root


class Case:
    """A built report and the DOCX that an editor works on."""

    def __init__(self, root: Path, edited: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.edited, self.capsys = root, edited, capsys
        self.docx = Docx(edited)

    def merge(self, *options: str) -> tuple[int, str]:
        """Save the DOCX, merge it, and return the exit code and what was printed."""
        self.docx.save()
        self.capsys.readouterr()
        command = ["merge", str(self.edited), "--root", str(self.root), *options]
        code = main(command)
        printed = self.capsys.readouterr().out
        if code == 0 and "--dry-run" not in options:
            assert main(command) == 0
            assert self.capsys.readouterr().out.startswith("no changes"), "merged once more, it changes something"
        return code, printed

    def read(self, name: str) -> str:
        return (self.root / name).read_bytes().decode()

    def assert_only(self, name: str, *changes: tuple[str, str]) -> None:
        """The file has these changes and no other; the other files are as they were; all of it loads."""
        for path in (DRAFT, AI, SOURCES):
            expected = (CASES / path).read_text("utf-8")
            for old, new in changes if path == name else ():
                assert expected.count(old) == 1, old
                expected = expected.replace(old, new)
            assert self.read(path) == expected, path
        assert load(self.root).problems == ()


@pytest.fixture
def case(merge_built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Case:
    root = Path(shutil.copytree(merge_built, tmp_path / "report"))
    edited = tmp_path / "a-series-2025-Q3 edited.docx"
    shutil.copyfile(root / "build/2025-Q3/a-series-2025-Q3.docx", edited)
    return Case(root, edited, capsys)


def test_nothing_changed(case: Case) -> None:
    assert case.merge() == (0, "no changes\n")
    case.assert_only(DRAFT)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_resave_by_libreoffice_changes_nothing(case: Case, tmp_path: Path) -> None:
    case.docx.save()
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "out"),
        str(case.edited),
    ]
    # Into no pipe: what soffice itself starts would hold it open after the time is up.
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
    case.edited = tmp_path / "out" / case.edited.name
    case.docx = Docx(case.edited)
    assert case.merge() == (0, "no changes\n")
    case.assert_only(DRAFT)


def test_a_changed_word(case: Case) -> None:
    case.docx.replace("States may", "Governments may")
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("States may", "Governments may"))


def test_a_changed_word_in_emphasis(case: Case) -> None:
    case.docx.replace("Zero Draft", "First Draft")
    case.docx.paragraph("The co-chairs")
    case.merge()
    case.assert_only(DRAFT, ("the *Zero Draft* on", "the *First Draft* on"))


def test_a_new_paragraph(case: Case) -> None:
    case.docx.insert("A second paragraph", "A new paragraph with * and [brackets] in it.")
    assert case.merge()[0] == 0
    old = '"A title").\n\n'
    case.assert_only(DRAFT, (old, old + "A new paragraph with \\* and \\[brackets\\] in it.\n\n"))


def test_a_new_paragraph_at_the_end_of_a_section(case: Case) -> None:
    case.docx.insert("The very last", "1. is no list here.")
    case.merge()
    old = "warning about the costs.\n"
    case.assert_only(DRAFT, (old, old + "\n1\\. is no list here.\n"))


def test_a_deleted_paragraph(case: Case) -> None:
    case.docx.delete("A second paragraph")
    assert case.merge()[0] == 0
    text = re.search(r"A second paragraph.*\n\n", case_text(DRAFT))
    assert text
    case.assert_only(DRAFT, (text[0], ""))


def case_text(name: str) -> str:
    return (CASES / name).read_text("utf-8")


def test_a_deleted_paragraph_takes_its_remark(case: Case) -> None:
    case.docx.delete("The co-chairs")
    case.merge()
    text = re.search(r"The co-chairs.*\n\n", case_text(DRAFT))
    assert text
    case.assert_only(DRAFT, (text[0], ""), ("\n[^late]: The remark says that the draft came late.\n", ""))


def test_a_moved_paragraph(case: Case) -> None:
    moved = case.docx.paragraph("A second paragraph")
    case.docx.paragraph("The very last").addnext(moved)
    assert case.merge()[0] == 0
    text = re.search(r"A second paragraph.*\n\n", case_text(DRAFT))
    assert text
    old = "warning about the costs.\n"
    case.assert_only(DRAFT, (text[0], ""), (old, f"{old}\n{text[0][:-1]}"))


def test_a_paragraph_moved_to_another_section(case: Case) -> None:
    moved = case.docx.paragraph("The co-chairs")
    case.docx.paragraph("A closing paragraph").addnext(moved)
    case.merge()
    text = re.search(r"The co-chairs.*\n\n", case_text(DRAFT))
    assert text
    with_note = text[0].replace("[^late]", "^[The remark says that the draft came late.]")
    assert case.read(AI) == case_text(AI) + "\n" + with_note[:-1]
    gone = case_text(DRAFT).replace(text[0], "").replace("\n[^late]: The remark says that the draft came late.\n", "")
    assert case.read(DRAFT) == gone
    assert load(case.root).problems == ()


def test_a_new_footnote_with_a_known_url(case: Case) -> None:
    case.docx.add_note("closes it with a warning about the costs.", "https://example.org/roadmap")
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("about the costs.", "about the costs [@roadmap]."))


def test_a_new_footnote_with_a_new_url(case: Case) -> None:
    case.docx.add_note("serve in a personal capacity", "A new study, https://example.com/2025/study")
    code, printed = case.merge()
    assert code == 0
    assert "new reference example-2025-study" in printed
    text = case.read(AI)
    assert text == case_text(AI).replace("personal capacity:", "personal capacity [@example-2025-study]:")
    references = case.read(SOURCES)
    assert references.startswith(case_text(SOURCES))
    assert references.removeprefix(case_text(SOURCES)) == (
        "- id: example-2025-study\n  type: webpage\n  title: A new study\n  publisher: example.com\n  issued: 2025\n"
        "  URL: https://example.com/2025/study\n"
    )
    assert load(case.root).problems == ()


def test_a_new_remark(case: Case) -> None:
    case.docx.add_note("closes it with a warning about the costs.", "They are [very] high.")
    case.merge()
    case.assert_only(DRAFT, ("about the costs.", "about the costs.^[They are \\[very\\] high.]"))


def test_a_deleted_footnote(case: Case) -> None:
    call = case.docx.call(case.docx.note("Resolution 79/325"))
    call.getparent().remove(call)
    assert case.merge()[0] == 0
    case.assert_only(AI, (" [@res-79-325].", "."))


def test_a_deleted_remark(case: Case) -> None:
    call = case.docx.call(case.docx.note("came late"))
    call.getparent().remove(call)
    case.merge()
    definition = "\n[^late]: The remark says that the draft came late.\n"
    case.assert_only(DRAFT, ("do.[^late]", "do."), (definition, ""))


def test_a_changed_remark(case: Case) -> None:
    for text in case.docx.note("came late").iter(f"{W}t"):
        _set(text, (text.text or "").replace("late", "far too late"))
    case.merge()
    case.assert_only(DRAFT, ("draft came late.", "draft came far too late."))


def test_a_changed_remark_that_stands_in_the_text_keeps_its_citation(case: Case) -> None:
    for text in case.docx.note("A remark that stands").iter(f"{W}t"):
        _set(text, (text.text or "").replace("stands here", "stood there"))
    case.merge()
    case.assert_only(DRAFT, ("that stands here, with", "that stood there, with"))


def test_a_changed_heading(case: Case) -> None:
    case.docx.replace("What happens next", "What comes after")
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("## What happens next", "## What comes after"))


def test_a_changed_title_of_a_section(case: Case) -> None:
    case.docx.replace("Artificial intelligence", "Thinking: machines")
    case.merge()
    case.assert_only(AI, ("title: Artificial intelligence", 'title: "Thinking: machines"'))


def test_a_paragraph_becomes_a_heading(case: Case) -> None:
    heading = case.docx.insert("A second paragraph", "Reactions", like="What happens next")
    assert heading is not None
    case.merge()
    old = '"A title").\n\n'
    case.assert_only(DRAFT, (old, old + "## Reactions\n\n"))


def _tracked(case: Case) -> None:
    inserted = _run("of the whole United Nations ")
    case.docx.run("of the ambassadors").addprevious(inserted)
    case.docx.track(inserted, "ins", "Anna")
    case.docx.track(case.docx.run("long "), "del", "Bernd")


def test_tracked_changes_of_two_people_accepted(case: Case) -> None:
    _tracked(case)
    assert case.merge("--accept-changes")[0] == 0
    changes = [("a meeting of the amb", "a meeting of the whole United Nations of the amb"), ("a long neg", "a neg")]
    case.assert_only(DRAFT, *changes)


def test_tracked_changes_of_two_people_rejected(case: Case) -> None:
    _tracked(case)
    assert case.merge("--reject-changes") == (0, "no changes\n")
    case.assert_only(DRAFT)


def test_a_comment_is_listed(case: Case) -> None:
    case.docx.add_comment("quiet autumn", "Clara", "Really quiet?")
    line = case_text(DRAFT).split("\n").index(next(x for x in case_text(DRAFT).split("\n") if "quiet autumn" in x)) + 1
    assert case.merge() == (0, f"no changes\n{DRAFT}:{line}: comment by Clara, 2025-10-07: Really quiet?\n")
    case.assert_only(DRAFT)


def test_a_comment_is_written_behind_its_paragraph(case: Case) -> None:
    case.docx.add_comment("quiet autumn", "Clara", "Really quiet?")
    case.merge("--comments", "inline")
    old = "a loud December.\n"
    case.assert_only(DRAFT, (old, old + "\n<!-- comment by Clara, 2025-10-07: Really quiet? -->\n"))


def test_a_comment_in_a_list(case: Case) -> None:
    case.docx.add_comment("aims of the summit", "Clara", "Which -- aims?")
    case.merge("--comments", "inline")
    old = "summit in Geneva."
    case.assert_only(DRAFT, (old, old + " <!-- comment by Clara, 2025-10-07: Which – aims? -->"))


def _like(case: Case, text: str, other: str) -> None:
    """Give a paragraph the style and the list of another."""
    paragraph, model = case.docx.paragraph(text), case.docx.paragraph(other)
    own = paragraph.find(f"{W}pPr")
    if own is not None:
        paragraph.remove(own)
    paragraph.insert(0, copy.deepcopy(model.find(f"{W}pPr")))


def test_a_bullet_made(case: Case) -> None:
    _like(case, "Three steps follow", "It sets the year")
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("next conference.\n\nThree steps follow:", "next conference.\n- Three steps follow:"))


def test_a_bullet_unmade(case: Case) -> None:
    _like(case, "It sets the year", "Nobody knows")
    case.merge()
    case.assert_only(DRAFT, ("\n- *Review.*", "\n\n*Review.*"))


def test_a_new_item_and_a_deleted_item(case: Case) -> None:
    case.docx.insert("The first step", "An extra step is a lunch.")
    case.docx.delete("It asks for more money")
    case.merge()
    changes = [
        ("- *Financing.* It asks for more money, as every draft does [@roadmap].\n", ""),
        ("2. The second", "2. An extra step is a lunch.\n3. The second"),
        ("3. The third", "4. The third"),
    ]
    case.assert_only(DRAFT, *changes)


def test_the_first_item_of_a_list_deleted(case: Case) -> None:
    case.docx.delete("forty members")
    case.merge()
    case.assert_only(AI, ("a.  forty members for three years;\n", ""), ("b.  two", "a.  two"), ("c.  no", "b.  no"))


def test_a_paragraph_split(case: Case) -> None:
    first = case.docx.paragraph("Nobody knows")
    tail = case.docx.run(" The observers expect a quiet autumn and a loud December.")
    _set(tail.find(f"{W}t"), "The observers expect a quiet autumn and a loud December.")
    second = copy.deepcopy(first)
    for child in list(second):
        if child.tag != f"{W}pPr":
            second.remove(child)
    second.append(tail)
    first.addnext(second)
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("about it. The obs", "about it.\n\nThe obs"))


def test_two_paragraphs_joined(case: Case) -> None:
    first, second = case.docx.paragraph("The co-chairs"), case.docx.paragraph("A second paragraph")
    first.append(_run(" "))
    for child in list(second):
        if child.tag != f"{W}pPr":
            first.append(child)
    second.getparent().remove(second)
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("do.[^late]\n\nA second", "do.[^late] A second"))


def test_an_edit_in_a_table_cell(case: Case) -> None:
    case.docx.replace("Start of the negotiations", "Start of the | talks")
    assert case.merge()[0] == 0
    case.assert_only(DRAFT, ("| Start of the negotiations |", "| Start of the \\| talks |"))


def _row(case: Case, text: str) -> etree._Element:
    return next(element for element in case.docx.paragraph(text).iterancestors() if element.tag == f"{W}tr")


def test_a_new_row_and_a_deleted_row_of_a_table(case: Case) -> None:
    first = _row(case, "End of the period")
    new = copy.deepcopy(first)
    for paragraph, words in zip(new.iter(f"{W}p"), ["16 October 2025", "A day of rest"], strict=True):
        for child in list(paragraph):
            if child.tag != f"{W}pPr":
                paragraph.remove(child)
        paragraph.append(_run(words))
    _row(case, "Start of the negotiations").addnext(new)
    first.getparent().remove(first)
    assert case.merge()[0] == 0
    old, last = (
        "| 3 October 2025 | End of the period for comments |\n",
        "| 15 October 2025 | Start of the negotiations |\n",
    )
    case.assert_only(DRAFT, (old, ""), (last, last + "| 16 October 2025 | A day of rest |\n"))


def test_a_table_copied_to_another_place(case: Case) -> None:
    table = next(element for element in _row(case, "End of the period").iterancestors() if element.tag == f"{W}tbl")
    case.docx.paragraph("A closing paragraph").addnext(copy.deepcopy(table))
    assert case.merge()[0] == 0
    text = re.search(r"\|.*\|\n", case_text(DRAFT), re.DOTALL)
    assert text
    assert case.read(AI) == f"{case_text(AI)}\n: From the draft to the meeting\n\n{text[0]}"
    assert case.read(DRAFT) == case_text(DRAFT)
    assert load(case.root).problems == ()


def _change(case: Case, old: str, new: str, name: str = DRAFT) -> str:
    path = case.root / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return text.replace(old, new)


def test_both_sides_changed_other_words(case: Case) -> None:
    ours = _change(case, "a quiet autumn", "a very quiet autumn")
    case.docx.replace("an opinion", "a firm opinion")
    assert case.merge()[0] == 0
    assert case.read(DRAFT) == ours.replace("an opinion", "a firm opinion")


def test_both_sides_made_the_same_change(case: Case) -> None:
    ours = _change(case, "a quiet autumn", "a calm autumn")
    case.docx.replace("a quiet autumn", "a calm autumn")
    assert case.merge() == (0, "no changes\n")
    assert case.read(DRAFT) == ours


def test_a_conflict(case: Case) -> None:
    ours = _change(case, "a quiet autumn", "a calm autumn")
    case.docx.replace("a quiet autumn", "a stormy autumn")
    case.docx.replace("United Nations.", "UN.")
    code, printed = case.merge()
    assert code == 1
    paragraph = next(line for line in ours.split("\n") if "a calm autumn" in line)
    theirs = paragraph.replace("calm", "stormy")
    marked = f"<<<<<<< ours\n{paragraph}\n=======\n{theirs}\n>>>>>>> a-series-2025-Q3 edited.docx"
    assert case.read(DRAFT) == ours.replace(paragraph, marked)
    assert case.read(AI) == case_text(AI).replace("United Nations.", "UN.")
    line = ours.split("\n").index(paragraph) + 1
    assert f"{DRAFT}:{line}: conflict" in printed


def test_a_paragraph_changed_there_and_deleted_here_is_not_lost(case: Case) -> None:
    text = re.search(r"A closing paragraph.*\n", case_text(AI))
    assert text
    ours = _change(case, "\n" + text[0], "", AI)
    case.docx.replace("something can move", "something may move")
    assert case.merge()[0] == 1
    marked = f"<<<<<<< ours\n=======\n{text[0].replace('can move', 'may move')}>>>>>>> a-series-2025-Q3 edited.docx\n"
    assert case.read(AI) == f"{ours}\n{marked}"


def test_a_dry_run_prints_a_diff_and_writes_nothing(case: Case) -> None:
    case.docx.replace("States may", "Governments may")
    code, printed = case.merge("--dry-run")
    assert code == 0
    assert "+The co-chairs" in printed
    assert "Governments may" in printed
    case.assert_only(DRAFT)


def test_the_cover_is_reported(case: Case) -> None:
    case.docx.replace("A series", "Another series")
    case.docx.replace("New bodies for artificial", "Old bodies for artificial")
    code, printed = case.merge()
    assert code == 0
    assert "“A series” is now “Another series”: change it in series.yaml" in printed
    assert "“New bodies for artificial intelligence” is now “Old bodies for artificial intelligence”" in printed
    case.assert_only(DRAFT)


def test_the_built_file_must_be_the_built_one(case: Case) -> None:
    shutil.copyfile(case.edited, case.root / "build/2025-Q3/a-series-2025-Q3.docx")
    case.docx.replace("States may", "Governments may")
    case.docx.save()
    shutil.copyfile(case.edited, case.root / "build/2025-Q3/a-series-2025-Q3.docx")
    assert case.merge()[0] == 2
    case.assert_only(DRAFT)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _pdf(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7")


def _no_xml(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")


@pytest.mark.parametrize("spoil", [_empty, _pdf, _no_xml])
def test_a_bad_docx_gets_one_line(
    case: Case, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], None]
) -> None:
    spoil(case.edited)
    capsys.readouterr()
    assert main(["merge", str(case.edited), "--root", str(case.root), "--edition", "2025-Q3"]) in (1, 2)
    error = capsys.readouterr().err
    assert error.startswith("igreport: ")
    assert "Traceback" not in error
    case.assert_only(DRAFT)


def test_line_ends_and_the_byte_order_mark_stay(case: Case) -> None:
    path = case.root / DRAFT
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    ours = path.read_bytes()
    case.docx.replace("States may", "Governments may")
    case.merge()
    assert path.read_bytes() == ours.replace(b"States may", b"Governments may")


def test_a_word_made_bold(case: Case) -> None:
    run = case.docx.run("everybody")
    run.insert(0, etree.fromstring(f"<w:rPr {NAMESPACE}><w:b/></w:rPr>"))
    case.merge()
    case.assert_only(DRAFT, ("but everybody has", "but **everybody** has"))


def test_words_changed_in_emphasis_and_in_a_link(case: Case) -> None:
    case.docx.replace("strong words", "words")
    case.docx.replace("link", "page")
    case.merge()
    case.assert_only(DRAFT, ("**strong words**", "**words**"), ("[link](", "[page]("))


def test_words_among_escapes_comments_and_wrapped_lines(case: Case) -> None:
    case.docx.replace("A wrapped line with", "A very long line with")
    case.docx.replace("a second line; the", "the second line; an")
    case.docx.replace("is the third", "is the fourth")
    assert case.merge()[0] == 0
    changes = [
        ("A wrapped line", "A very long line"),
        ("a second line; the [", "the second line; an ["),
        ("third", "fourth"),
    ]
    case.assert_only(AI, *changes)


def test_another_document_is_refused(case: Case) -> None:
    for text in case.docx.body.iter(f"{W}t"):
        _set(text, "Other")
    assert case.merge()[0] == 2
    case.assert_only(AI)


def test_a_second_source_in_a_note(case: Case) -> None:
    note = case.docx.note("Resolution 79/325")
    note.findall(f"{W}p")[-1].append(_run(" See also https://example.org/roadmap"))
    case.merge()
    case.assert_only(AI, ("[@res-79-325]", "[@res-79-325; See also @roadmap]"))


def test_words_added_to_the_note_of_a_citation(case: Case) -> None:
    note = case.docx.note("Resolution 79/325")
    note.findall(f"{W}p")[-1].append(_run(" It was adopted without a vote."))
    case.merge()
    case.assert_only(AI, (" [@res-79-325].", " ^[[@res-79-325] It was adopted without a vote.]."))


def test_the_words_that_a_citation_prints_are_reported(case: Case) -> None:
    for text in case.docx.note("Resolution 79/325").iter(f"{W}t"):
        _set(text, (text.text or "").replace("General Assembly", "Assembly"))
    code, printed = case.merge()
    assert code == 0
    assert "not merged: a note prints a source of references/, change it there" in printed
    case.assert_only(AI)


def test_a_paragraph_moved_here_and_changed_there(case: Case) -> None:
    text = re.search(r"Nobody knows.*\n\n", case_text(DRAFT))
    assert text
    last = "warning about the costs.\n"
    path = case.root / DRAFT
    ours = case_text(DRAFT).replace(text[0], "").replace(last, f"{last}\n{text[0][:-1]}")
    path.write_text(ours, "utf-8")
    case.docx.replace("quiet autumn", "calm autumn")
    assert case.merge()[0] == 0
    assert case.read(DRAFT) == ours.replace("quiet autumn", "calm autumn")


def test_a_new_section_is_not_lost(case: Case) -> None:
    case.docx.insert("A closing paragraph", "A whole new section", like="Artificial intelligence")
    code, printed = case.merge()
    assert code == 1
    assert "conflict: A whole new section" in printed
    end = "\n<<<<<<< ours\n=======\nA whole new section\n>>>>>>> a-series-2025-Q3 edited.docx\n"
    assert case.read(AI) == case_text(AI) + end
    assert case.read(DRAFT) == case_text(DRAFT)


def test_what_would_not_read_back_is_a_conflict_at_the_end(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge_files, "_reads_back", lambda *_: False)
    case.docx.replace("States may", "Governments may")
    assert case.merge()[0] == 1
    text = case.read(DRAFT)
    assert text.startswith(case_text(DRAFT))
    assert "Governments may comment" in text.removeprefix(case_text(DRAFT))


def test_a_tracked_paragraph(case: Case) -> None:
    new = case.docx.insert("Nobody knows", "A paragraph that Anna wrote.")
    case.docx.track(new.find(f"{W}r"), "ins", "Anna")
    mark = f'<w:rPr {NAMESPACE}><w:ins w:id="81" w:author="Anna" w:date="2025-10-07T09:00:00Z"/></w:rPr>'
    new.find(f"{W}pPr").append(etree.fromstring(mark))
    assert case.merge("--reject-changes") == (0, "no changes\n")
    assert case.merge()[0] == 0
    old = "a loud December.\n"
    case.assert_only(DRAFT, (old, old + "\nA paragraph that Anna wrote.\n"))


def test_words_of_a_text_box_are_reported(case: Case) -> None:
    box = f'<w:r {NAMESPACE}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
    box += "<w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    case.docx.run("everybody").addnext(etree.fromstring(box))
    code, printed = case.merge()
    assert code == 0 or "Boxed" in case.read(DRAFT)
    assert "Boxed" in printed or "Boxed" in case.read(DRAFT)


def test_an_edition_that_is_not_built(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    case.docx.save()
    capsys.readouterr()
    assert main(["merge", str(case.edited), "--root", str(case.root), "--edition", "2024-Q4"]) == 2
    assert "as it was built is not in" in capsys.readouterr().err


def test_the_edition_is_found_by_the_title(case: Case) -> None:
    case.edited = case.edited.rename(case.edited.with_name("from Clara.docx"))
    case.docx.path = case.edited
    assert case.merge() == (0, "no changes\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "# yaml-language-server: $schema=schemas/references.schema.json\nreferences:\n- {item}"),
        ("references: []\n", "references:\n- {item}"),
        (
            "# kept\nreferences:\n  - id: a\n    type: webpage",
            "# kept\nreferences:\n  - id: a\n    type: webpage\n  - {item}",
        ),
        ("- id: a\n", "- id: a\n- {item}"),
    ],
)
def test_references_are_appended(before: str, after: str) -> None:
    source = Source("b", "https://example.org/b", title="B")
    text = with_references(before, [source])
    indent = "    " if "\n  - {item}" in after else "  "
    item = f"id: b\n{indent}type: webpage\n{indent}title: B\n{indent}URL: https://example.org/b\n"
    assert text == after.format(item=item)
