"""A report folder → Report: everything is read in one run, and everything wrong with it is a finding."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from igreport.model.dates import Period
from igreport.model.diagnostic import Diagnostic, Span
from igreport.model.reference import Reference
from igreport.model.report import (
    Body,
    Edition,
    EditionSettings,
    Event,
    FrontMatter,
    Report,
    Section,
    Series,
    Term,
    Value,
    locate,
)
from igreport.sources import files, images, markdown, references, yaml
from igreport.sources.findings import did_you_mean, finding
from igreport.sources.yaml import Place, Yaml

SECTIONS, REFERENCES = "sections", "references"
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
OTHER_LISTS: dict[str, tuple[str, type[Value]]] = {"events.yaml": ("events", Event), "terms.yaml": ("terms", Term)}
# In the place of a front matter that is wrong: what is wrong with the section's text is found in the same run.
_UNREAD = FrontMatter(title="?", topic="unread", keypoint="?")
_Model = TypeVar("_Model", bound=Value)


def load(root: Path, chosen: Collection[str] = ()) -> Report:
    """Return the report in the folder `root`; what is wrong with its files stands in `Report.problems`, by place.

    `root` holds `sections/` and `references/`; a missing folder is a finding too. Of the editions all are read, or those
    with an id in `chosen`.
    """
    problems: list[Diagnostic] = []
    series = _series(root, problems)
    items, is_complete = _references(root, problems)
    events = _entries(root, "events.yaml", problems)
    terms = _entries(root, "terms.yaml", problems)
    editions = tuple(sorted(_editions(root, series.language, chosen, problems), key=lambda edition: edition.period))
    for edition in editions if is_complete else ():
        _find_undefined(edition, items, problems)
    return Report(series, editions, items, events, terms, tuple(sorted(set(problems), key=_order)))


def _order(problem: Diagnostic) -> tuple[Span, str, str]:
    return problem.span, problem.code, problem.message


def _series(root: Path, problems: list[Diagnostic]) -> Series:
    path = root / SECTIONS / "series.yaml"
    if not (root / SECTIONS).is_dir():
        problems.append(
            finding("SRC101", Span(SECTIONS), "the folder `sections` is missing", "make it, with a file `series.yaml`")
        )
    elif not files.is_there(path):
        span = Span(f"{SECTIONS}/series.yaml")
        problems.append(
            finding("SRC101", span, "the file `series.yaml` is missing", "make it, with `title: …` and `author: …`")
        )
    if not files.is_there(path):
        return Series(title="?")
    return _read_model(root, path, Series, problems) or Series(title="?")


def _read_yaml(root: Path, path: Path, problems: list[Diagnostic]) -> Yaml | None:
    text = files.read_text(root, path, problems)
    return None if text is None else yaml.read(text, files.relative(root, path), problems)


def _read_model(root: Path, path: Path, model: type[_Model], problems: list[Diagnostic]) -> _Model | None:
    read = _read_yaml(root, path, problems)
    return None if read is None else _model(read.data or {}, read, (), model, problems)


def _model(data: Any, read: Yaml, path: Place, model: type[_Model], problems: list[Diagnostic]) -> _Model | None:
    """Return `data`, which stands at `path` of its file, as a model; None, and findings, where it is not one.

    Keys that are wrong are left out for a second try: a misspelt setting must not hide the mistakes behind it.
    """
    if not isinstance(data, dict):
        problems.append(
            finding("YML103", read.places.get(path, Span("")), "here belong keys with values, as `title: …`")
        )
        return None
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        wrong = {problem["loc"][0] for problem in error.errors() if problem["loc"]}
        first = {
            problem["loc"][:1]: problem for problem in reversed(error.errors())
        }  # a key's first problem says enough
        problems += [_problem(problem, read, path, model) for problem in first.values()]
        rest = {key: item for key, item in data.items() if key not in wrong}
        try:
            value = model.model_validate(rest)
        except ValidationError:
            return None
    locate(value, read.below(*path))
    return value


def _problem(problem: Any, read: Yaml, path: Place, model: type[Value]) -> Diagnostic:
    location: Place = (*path, *problem["loc"])
    key = str(problem["loc"][0]) if problem["loc"] else ""
    while location not in read.places and location:
        location = location[:-1]
    span = read.places.get(location, Span(""))
    if problem["type"] == "extra_forbidden":
        known = list(model.model_fields)
        return finding(
            "YML104", span, f"unknown key `{key}`", did_you_mean(key, known, f"known keys: {', '.join(known)}")
        )
    if problem["type"] == "missing":
        return finding("YML105", span, f"`{key}` is missing", str(model.model_fields[key].description or ""))
    description = model.model_fields[key].description if key in model.model_fields else ""
    return finding("YML106", span, f"`{key}`: {_words(problem)}", str(description or ""))


def _words(problem: Any) -> str:
    """Return pydantic's message in an author's words."""
    value = problem.get("input")
    if problem["type"] == "literal_error":
        return f"`{value}` is not one of {problem['ctx']['expected']}"
    if problem["type"] in ("string_type", "string_too_short"):
        return "text is missing" if value in (None, "") else _not_text(value)
    if problem["type"].startswith("date"):
        return f"`{value}` is not a date as 2025-10-06"
    if problem["type"].startswith("int"):
        return f"`{value}` is not a whole number"
    if problem["type"] == "tuple_type":
        return f"`{value}` is not a list, as [one, two]"
    if problem["type"] == "string_pattern_mismatch":
        return f"`{value}` has more than small letters (a to z), digits and hyphens"
    return str(problem["msg"]).lower()


def _not_text(value: Any) -> str:
    if isinstance(value, dict | list):
        return f"text belongs here, not a {'list' if isinstance(value, list) else 'mapping'}"
    return f"`{value}` is not text; put it in quotation marks"


def _yaml_files(root: Path) -> list[Path]:
    return sorted(path for path in (root / REFERENCES).glob("*.y*ml") if path.suffix in (".yaml", ".yml"))


def _references(root: Path, problems: list[Diagnostic]) -> tuple[dict[str, Reference], bool]:
    """Return the sources by id, and whether all files could be read: else nobody knows which citation is undefined."""
    if not (root / REFERENCES).is_dir():
        hint = "make it, with a file of sources, as references/2025-Q3.yaml"
        problems.append(finding("SRC101", Span(REFERENCES), "the folder `references` is missing", hint))
        return {}, True
    found: dict[str, Reference] = {}
    is_complete = True
    for path in _yaml_files(root):
        if path.name in OTHER_LISTS:
            continue
        read = _read_yaml(root, path, problems)
        is_complete = is_complete and read is not None
        for item in references.read(read, problems) if read else ():
            if item.id in found:
                first = found[item.id].where("id")
                message = f"the source `{item.id}` is defined twice; the first is at {first.path}:{first.line}"
                problems.append(
                    finding("REF102", item.where("id"), message, "give one of them another id, or delete it")
                )
                continue
            found[item.id] = item
    return found, is_complete


def _entries(root: Path, name: str, problems: list[Diagnostic]) -> Any:
    """Return the events or terms, from a list or from a mapping with the list's name as its key."""
    key, model = OTHER_LISTS[name]
    path = root / REFERENCES / name
    read = _read_yaml(root, path, problems) if files.is_there(path) else None
    if read is None or read.data in (None, {key: None}):
        return ()
    data, at = (read.data[key], (key,)) if isinstance(read.data, dict) and set(read.data) == {key} else (read.data, ())
    if not isinstance(data, list):
        problems.append(finding("YML103", read.places[()], f"this file is a list of {key}", f"begin it with `{key}:`"))
        return ()
    values = [_model(item, read, (*at, index), model, problems) for index, item in enumerate(data)]
    _find_duplicates(values, problems)
    return tuple(value for value in values if value)


def _find_duplicates(values: Iterable[Any], problems: list[Diagnostic]) -> None:
    seen: dict[str, Span] = {}
    for value in values:
        key = "id" if isinstance(value, Event) else "term"
        name = getattr(value, key, None)
        if name in seen:
            message = f"`{name}` stands twice in this list; the first is on line {seen[name].line}"
            problems.append(finding("YML107", value.where(key), message, "delete one of the two"))
        elif name is not None:
            seen[name] = value.where(key)


def _editions(root: Path, language: str, chosen: Collection[str], problems: list[Diagnostic]) -> list[Edition]:
    folder = root / SECTIONS
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if not path.is_dir() or path.name.startswith("."):
            continue
        period = Period.parse(path.name)
        if period is None:
            if any(path.glob("*.md")) or (path / "edition.yaml").exists():
                hint = "name it by its period: 2025-Q3, 2025-H1, 2025-09 or 2025"
                span = Span(files.relative(root, path))
                problems.append(
                    finding("SRC104", span, f"the folder `{path.name}` names no period, so it is no edition", hint)
                )
            continue
        if not chosen or path.name in chosen:
            found.append(_edition(root, path, period, language, problems))
    if folder.is_dir() and not found:
        hint = "make a folder named by its period, as sections/2025-Q3, with a file for each topic"
        problems.append(finding("SRC105", Span(SECTIONS), "there is no edition in `sections`", hint))
    return found


def _edition(root: Path, folder: Path, period: Period, language: str, problems: list[Diagnostic]) -> Edition:
    path = folder / "edition.yaml"
    read = _read_model(root, path, EditionSettings, problems) if files.is_there(path) else None
    settings = read or EditionSettings()
    language = settings.language or language
    paths = sorted(path for path in folder.glob("*.md") if not path.name.startswith("."))
    sections = [section for path in paths if (section := _section(root, path, language, problems))]
    if not paths:
        hint = "write a file for each topic, as 10-wsis20.md"
        problems.append(
            finding("SRC105", Span(files.relative(root, folder)), f"edition {folder.name} has no sections", hint)
        )
    return Edition(period, files.relative(root, folder), settings, tuple(sections))


def _section(root: Path, path: Path, language: str, problems: list[Diagnostic]) -> Section | None:
    name = files.relative(root, path)
    text = files.read_text(root, path, problems)
    if text is None:
        return None
    match = _FRONT_MATTER.match(text)
    if match is None:
        problems.append(_no_front_matter(name, text))
        # An open front matter's lines would be found again, as Markdown.
        is_open = text.lstrip().startswith("---")
        return Section(name, _UNREAD, Body() if is_open else _body(root, name, text, language, 1, problems))
    front = _front_matter(match["yaml"], name, problems)
    body = _body(root, name, text[match.end() :], language, text.count("\n", 0, match.end()) + 1, problems)
    return Section(name, front or _UNREAD, body)


def _no_front_matter(name: str, text: str) -> Diagnostic:
    if _FRONT_MATTER.match(text.lstrip()):
        return finding("MD101", Span(name), "blank lines stand before the front matter", "delete them")
    if text.startswith("---"):
        return finding("MD101", Span(name), "the front matter has no end", "write --- on a line of its own below it")
    hint = "begin the file with ---, title: …, topic: …, keypoint: … and ---"
    return finding("MD101", Span(name), "the section does not begin with its front matter", hint)


def _front_matter(text: str, name: str, problems: list[Diagnostic]) -> FrontMatter | None:
    read = yaml.read(text, name, problems, first_line=2)
    return None if read is None else _model(read.data or {}, read, (), FrontMatter, problems)


def _body(root: Path, name: str, text: str, language: str, first_line: int, problems: list[Diagnostic]) -> Body:
    body = markdown.read(text, name, language, problems, first_line)
    if not text.strip():
        problems.append(
            finding("MD102", Span(name, first_line), "the section is empty", "write its text below the front matter")
        )
    images.check(root, name, body.images, problems)
    return body


def _find_undefined(edition: Edition, items: dict[str, Reference], problems: list[Diagnostic]) -> None:
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
                problems.append(finding("CIT105", mention.span, message, f"write [@{mention.key}]"))
