"""Report → Document: one edition, its citations resolved once, its notes in order."""

from __future__ import annotations

import copy
import json
import re
import unicodedata
from importlib import resources
from pathlib import Path
from typing import Any

from igreport import pandoc
from igreport.edition import abbreviations, attachments, calendar, citeproc, source_list, wording
from igreport.model.document import Block, Document, Inline, unnoted, walk
from igreport.model.report import Edition, Report, Section, as_tuple
from igreport.sources import markdown

KEY_TOPICS = "key-topics"
_PUNCTUATION = re.compile(r"[.,;:!?…]+")
_CSL = {"de": "de-DE", "en": "en-GB"}


def assemble(report: Report, edition: Edition, root: Path) -> Document:
    """Return the Document of `edition`, which must be free of errors; images become absolute paths below `root`.

    Raises ToolError where pandoc fails.
    """
    return Assembly(report, edition, root).document()


class Assembly:
    """An assembly under way: citeproc starts with it and runs while others import what they need."""

    def __init__(self, report: Report, edition: Edition, root: Path) -> None:
        self.report, self.edition, self.root = report, edition, root
        self.language = edition.settings.language or report.series.language
        blocks = [block for section in edition.sections for block in _section(section, self.language, root)]
        cited = {citation.key for section in edition.sections for citation in section.body.citations}
        self.references = [item for key, item in report.references.items() if key in cited]
        self.conversion = pandoc.start(_citeproc_arguments(), pandoc.dump(blocks, self._metadata()))

    def _metadata(self) -> dict[str, Any]:
        locale = _CSL[self.language.partition("-")[0]]
        fixed = {
            "lang": {"t": "MetaString", "c": locale},
            "suppress-bibliography": {"t": "MetaBool", "c": not self._wanted("sources")},
            "link-citations": {"t": "MetaBool", "c": False},
            # citeproc doubles the comma where a note of the author's follows a citation; `_without_cites` moves it.
            "notes-after-punctuation": {"t": "MetaBool", "c": False},
        }
        return {**citeproc.metadata(self.references, self.language), **fixed}

    def document(self) -> Document:
        """Wait for citeproc and return the Document."""
        dates = self._calendar()
        blocks = json.loads(self.conversion.result())["blocks"]
        entries = source_list.take_entries(blocks)
        notes = source_list.citing_notes(blocks) if entries else {}
        blocks = [_without_cites(block) for block in blocks]
        blocks += dates.blocks
        blocks += self._generated(blocks, entries, notes)
        _identify(blocks)
        series, settings = self.report.series, self.edition.settings
        title = _line(settings.title or series.title)
        labels = wording.labels(self.language)
        identifier = _line(settings.identifier)
        license_ = _line(settings.license if settings.license is not None else series.license)
        revisions = [(revision.date, _line(revision.changed)) for revision in settings.revision]
        authors = as_tuple(settings.author if settings.author is not None else series.author)
        return Document(
            edition=self.edition.identifier,
            slug=series.slug or slug(series.title)[:60].strip("-") or "report",
            title=title,
            period=wording.period(self.edition.period, self.language),
            authors=tuple(map(_line, authors)),
            publisher=_line(settings.publisher if settings.publisher is not None else series.publisher),
            published=settings.published.isoformat() if settings.published else "",
            published_text=wording.day(settings.published, self.language) if settings.published else "",
            language=self.language,
            notes=settings.notes or series.notes,
            labels=labels,
            blocks=(_key_topics(self.edition, blocks, labels.key_topics, self.language), *blocks),
            license=license_,
            identifier=identifier,
            imprint=tuple(wording.imprint(self.language, revisions, identifier, license_)),
            paper=series.paper,
            numerals=series.numerals,
            logo=self._file(series.logo),
            template=self._file(series.template),
            theme=self.report.theme,
            pictures=dates.pictures,
            attachments=attachments.attachments(self.references, self.edition.sections, self.root, self.language),
        )

    def _calendar(self) -> calendar.Calendar:
        """Return the calendar, where the series or the edition wants one; it is drawn while citeproc is at work."""
        published, period = self.edition.settings.published, self.edition.period
        events = self.report.events if self._wanted("calendar") else ()
        return calendar.section(events, period, published, self.report.theme.light, self.language)

    def _generated(self, blocks: list[Block], entries: source_list.Entries, notes: dict[str, list[int]]) -> list[Block]:
        """Return what stands behind sections and calendar: abbreviations, then sources, where they are wanted."""
        found: list[Block] = []
        if self._wanted("abbreviations"):
            words = [_front_words(part, part.front.keypoint, self.language) for part in self.edition.sections]
            points = [{"t": "Plain", "c": inlines} for inlines in words]
            found += abbreviations.section([*points, *blocks], self.report.terms, self.language)
        return found + source_list.section(blocks, entries, notes, self._wanted("sources"), self.language)

    def _wanted(self, name: str) -> Any:
        """Return what the edition says at a key, or else the series."""
        own = getattr(self.edition.settings, name)
        return getattr(self.report.series, name) if own is None else own

    def _file(self, name: str) -> str:
        return str((self.root / "sections" / name).resolve()) if name else ""


def _line(text: str) -> str:
    """Return words of YAML, which may stand on several lines, as they are printed: on one."""
    return citeproc.BLANKS.sub(" ", text).strip(" ")


def _citeproc_arguments() -> list[str]:
    style = resources.files("igreport.edition") / "templates" / "note.csl"
    return ["--from=json", "--to=json", "--citeproc", f"--csl={style}"]


def _section(section: Section, language: str, root: Path) -> list[Block]:
    blocks = copy.deepcopy(list(section.body.blocks))
    folder = (root / section.path).parent
    for element in walk(blocks):
        if element["t"] == "Image":
            element["c"][2][0] = str((folder / element["c"][2][0]).resolve())
    attributes = ["", [], _language(section, language)]
    return [{"t": "Header", "c": [1, attributes, _front_words(section, section.front.title, language)]}, *blocks]


def _front_words(section: Section, text: str, language: str) -> list[Inline]:
    """Return words of the front matter, with the quotation marks of the section's language."""
    return citeproc.plain_words(markdown.quoted(text, section.front.language or language))


def _language(section: Section, language: str) -> list[list[str]]:
    """Return the attribute `lang` where the section is in another language than `language`, the edition's."""
    own = section.front.language
    return [["lang", own]] if own and own != language else []


def _key_topics(edition: Edition, blocks: list[Block], label: str, language: str) -> Block:
    """Return the list of key topics, each a link to its section: typed once, in the sections' front matter."""
    headers = [block["c"][1] for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
    names = [name for name, classes, _ in headers if "generated" not in classes]
    points = [
        [{"t": "Plain", "c": [_key_topic(section, name, language)]}]
        for section, name in zip(edition.sections, names, strict=True)
    ]
    title = {"t": "Para", "c": [{"t": "Strong", "c": citeproc.plain_words(label)}]}
    return {"t": "Div", "c": [[KEY_TOPICS, [], []], [title, {"t": "BulletList", "c": points}]]}


def _key_topic(section: Section, name: str, language: str) -> Inline:
    words = _front_words(section, section.front.keypoint, language)
    own = _language(section, language)
    inlines = [{"t": "Span", "c": [["", [], own], words]}] if own else words
    return {"t": "Link", "c": [["", [], []], inlines, [f"#{name}", ""]]}


def _without_cites(node: Any) -> Any:
    """Return the AST with each Cite replaced by what citeproc made of it: writers know no citations."""
    if isinstance(node, dict):
        return {key: _without_cites(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    result: list[Any] = []
    run: int | None = None  # where the row of notes begins that the last inline ends
    is_cited = False  # a source is cited in that row
    for child in node:
        is_cite = _is(child, "Cite")
        found = _without_cites(child["c"][1]) if is_cite else [_without_cites(child)]
        if not _is(found[0] if found else None, "Note"):
            if run is not None and _is(child, "Space", "SoftBreak"):
                result.append(child)  # the row may go on behind it
                continue
            ends_in_note = result and _is(result[-1], "Note")
            result += _behind_punctuation(result, run if is_cited and ends_in_note else None, found)
            run, is_cited = None, False
            continue
        if result and _is(result[-1], "Space", "SoftBreak"):
            result.pop()  # a note's call stands close to its word
        if result and _is(result[-1], "Note"):
            result.append({"t": "Superscript", "c": [{"t": "Str", "c": ","}]})  # 14,15 and not 1415
        run, is_cited = len(result) if run is None else run, is_cited or is_cite
        result += found
    return result


def _behind_punctuation(result: list[Any], run: int | None, found: list[Any]) -> list[Any]:
    """Set the punctuation with which `found` begins before the notes in `result[run:]`, and return the rest of it."""
    match = _PUNCTUATION.match(found[0]["c"]) if run is not None and found and _is(found[0], "Str") else None
    if match is None or run is None:
        return found
    result.insert(run, {"t": "Str", "c": match[0]})
    rest = found[0]["c"][match.end() :]
    return [*([{"t": "Str", "c": rest}] if rest else []), *found[1:]]


def _is(node: Any, *kinds: str) -> bool:
    return isinstance(node, dict) and node.get("t") in kinds


def _identify(blocks: list[Block]) -> None:
    """Give each heading an id of its own, made from its words, as pandoc's auto_identifiers does."""
    used = {KEY_TOPICS, "contents", "notes"}
    for element in walk(blocks):
        if element["t"] == "Header":
            base = slug(_text(unnoted(element["c"][2]))) or "section"
            if base.startswith(("fn-", "fnref-")):  # notes and calls have these
                base = f"section-{base}"
            name, number = base, 1
            while name in used:
                name, number = f"{base}-{number}", number + 1
            used.add(name)
            element["c"][1][0] = name


def _text(inlines: list[Inline]) -> str:
    return "".join(
        element["c"] if element["t"] == "Str" else " "
        for element in walk(inlines)
        if element["t"] in ("Str", "Space", "SoftBreak")
    )


def slug(text: str) -> str:
    """Return `text` as an ASCII id: lower case, words joined by hyphens; nothing where no Latin letter is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
