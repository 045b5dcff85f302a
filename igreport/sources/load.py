"""A report folder → Report: everything is read in one run, and everything wrong with it is a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from igreport.model.dates import Period
from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.reference import Reference
from igreport.model.report import Body, Edition, EditionSettings, FrontMatter, Report, Section
from igreport.sources import files, images, lists, markdown, suppressions, values, yaml
from igreport.sources.findings import did_you_mean, finding

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
# In the place of a front matter that is wrong: what is wrong with the section's text is found in the same run.
_OWN_SETTINGS = "edition.yaml"
_INSTEAD = {"title": "?", "topic": "unread", "keypoint": "?"}
_UNREAD = FrontMatter(title="?", topic="unread", keypoint="?")


def load(root: Path, chosen: Collection[str] = (), *, is_printed: bool = True) -> Report:
    """Return the report in the folder `root`; what is wrong with its files stands in `Report.problems`, by place.

    `root` holds `sections/` and `references/`; a missing folder is a finding too. Of the editions all are read, or those
    with an id in `chosen`. What is not printed has blocks without words.
    """
    shared = lists.load(root)
    problems = list(shared.problems)
    editions = tuple(
        edition(root, path, period, shared.series.language, problems, is_printed=is_printed)
        for period, path in edition_folders(root, problems)
        if not chosen or path.name in chosen
    )
    for one in editions if shared.has_all_sources else ():
        find_undefined(one, shared.references, problems)
    found = tuple(sorted(set(problems), key=_order))
    silenced = (*suppressions.of_series(shared.series), *suppressions.of_folder(root))
    return replace(shared, editions=editions, problems=found, suppressions=silenced)


def _order(problem: Diagnostic) -> tuple[Span, str, str]:
    return problem.span, problem.code, problem.message


def edition_folders(root: Path, problems: list[Diagnostic]) -> list[tuple[Period, Path]]:
    """Return the folders of `sections` that are editions, with the periods that name them, oldest first."""
    folder = root / lists.SECTIONS
    found = []
    children = files.children(root, folder, problems) if folder.is_dir() else None
    for path in filter(Path.is_dir, children or ()):
        period = Period.parse(path.name)
        if period is not None:
            found.append((period, path))
        elif any(
            child.suffix == ".md" or child.name == _OWN_SETTINGS for child in files.children(root, path, problems) or ()
        ):
            hint = "name it by its period: 2025-Q3, 2025-H1, 2025-09 or 2025"
            message = f"the folder `{path.name}` names no period, so it is no edition"
            problems.append(finding("SRC104", Span(files.relative(root, path)), message, hint))
    if children is not None and not found:
        hint = "make a folder named by its period, as sections/2025-Q3, with a file for each topic"
        problems.append(finding("SRC105", Span(lists.SECTIONS), "there is no edition in `sections`", hint))
    return sorted(found)


def edition(
    root: Path, folder: Path, period: Period, language: str, problems: list[Diagnostic], *, is_printed: bool = True
) -> Edition:
    """Return the edition in `folder`; `language` is the series'. What is not printed has blocks without words."""
    children = files.children(root, folder, problems)
    if children is None:
        return Edition(period, files.relative(root, folder), EditionSettings(), ())
    path = folder / _OWN_SETTINGS
    read = values.read_file(root, path, EditionSettings, problems) if files.is_there(path) else None
    settings = read or EditionSettings()
    language = settings.language or language
    paths = [path for path in children if path.name.endswith(".md")]
    sections = [section for path in paths if (section := _section(root, path, language, problems, is_printed))]
    if not paths:
        hint = "write a file for each topic, as 10-wsis20.md"
        problems.append(
            finding("SRC105", Span(files.relative(root, folder)), f"edition {folder.name} has no sections", hint)
        )
    return Edition(period, files.relative(root, folder), settings, tuple(sections))


def _section(root: Path, path: Path, language: str, problems: list[Diagnostic], is_printed: bool) -> Section | None:
    name = files.relative(root, path)
    text = files.read_text(root, path, problems)
    if text is None:
        return None
    match = _FRONT_MATTER.match(text)
    if match is None:
        problems.append(_no_front_matter(name, text))
        # An open front matter's lines would be found again, as Markdown.
        is_open = text.lstrip().startswith("---")
        body = Body() if is_open else _body(root, name, text, language, 1, problems, is_printed)
        return Section(name, _UNREAD, body)
    front = _front_matter(match["yaml"], name, problems) or _UNREAD
    language = front.language or language
    body = _body(root, name, text[match.end() :], language, text.count("\n", 0, match.end()) + 1, problems, is_printed)
    return Section(name, front, body)


def _no_front_matter(name: str, text: str) -> Diagnostic:
    if _FRONT_MATTER.match(text.lstrip()):
        return finding("MD101", Span(name), "blank lines stand before the front matter", "delete them")
    if text.startswith("---"):
        return finding("MD101", Span(name), "the front matter has no end", "write --- on a line of its own below it")
    hint = "begin the file with ---, title: …, topic: …, keypoint: … and ---"
    return finding("MD101", Span(name), "the section does not begin with its front matter", hint)


def _front_matter(text: str, name: str, problems: list[Diagnostic]) -> FrontMatter | None:
    read = yaml.read(text, name, problems, first_line=2)
    return None if read is None else values.read(read.data or {}, read, (), FrontMatter, problems, _INSTEAD)


def _body(
    root: Path, name: str, text: str, language: str, first_line: int, problems: list[Diagnostic], is_printed: bool
) -> Body:
    body = markdown.read(text, name, language, problems, first_line, is_printed=is_printed)
    if not text.strip():
        problems.append(
            finding("MD102", Span(name, first_line), "the section is empty", "write its text below the front matter")
        )
    images.check(root, name, body.images, problems)
    return body


def find_undefined(edition: Edition, items: Mapping[str, Reference], problems: list[Diagnostic]) -> None:
    """Find citations of sources that are not in `items`, by id, and mentions that were meant to cite."""
    for section in edition.sections:
        for citation in section.body.citations:
            if citation.key not in items:
                hint = did_you_mean(citation.key, items, f"add it to references/{edition.identifier}.yaml")
                problems.append(
                    finding("CIT101", citation.span, f"the source `{citation.key}` is cited and defined nowhere", hint)
                )
        for mention in section.body.mentions:
            if mention.key in items:
                message = f"`@{mention.key}` cites nothing without its brackets"
                hint = f"write [@{mention.key}], or \\@{mention.key} for the word"
                problems.append(finding("CIT105", mention.span, message, hint))
