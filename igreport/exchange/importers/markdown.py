"""Markdown of any page: footnotes, inline and reference links, front matter in YAML or TOML; pandoc reads it."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from igreport.exchange import guard, markup, text_of, words
from igreport.exchange.imported import Change, Imported, Options
from igreport.exchange.markup import Parsed
from igreport.exchange.pictures import Pictures
from igreport.model.diagnostic import Diagnostic
from igreport.model.document import walk
from igreport.sources import yaml

_FORMAT = (
    "markdown-smart-citations-example_lists-tex_math_dollars-yaml_metadata_block-pandoc_title_block"
    "-blank_before_header-blank_before_blockquote+autolink_bare_uris"
    "-raw_tex-latex_macros"
)
_YAML = re.compile(r"\A---[ \t]*\n(?P<text>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(?P<text>(?:.*\n)*?)\+\+\+[ \t]*(?:\n|\Z)")
_DEFINITION = re.compile(r"^ {0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*(?P<text>.*)$", re.MULTILINE)
# A list may follow a paragraph at once, as in CommonMark; pandoc wants a blank line. A number or a letter is left alone: a
# wrapped line may begin with one, and would lose it.
_LIST = re.compile(r"^((?![ \t]*(?:[-*+>|#`~:]|\d+[.)]|$)).*\n)(?=[-*+] {1,3}\S)", re.MULTILINE)
_CALL = re.compile(r"(?<!\\)\[\^(?P<label>[^\]\s]+)\](?!:)")
_LANGUAGES = ("en-GB", "en-US", "en", "de-DE", "de-AT", "de-CH", "de")


def read(path: Path, options: Options) -> Imported:
    """Return the report in a Markdown file."""
    del options
    text = guard.read_text(path)
    parsed = Parsed([])
    body = _LIST.sub(r"\1\n", _front_matter(text, parsed))
    body = _notes(body, text.count("\n") - body.count("\n"), parsed)
    blocks = markup.parse([f"--from={_FORMAT}"], body.encode(), path.name)["blocks"]
    _keep_addresses(body, blocks, parsed)
    pictures = Pictures(lambda target: _picture(path.parent, target))
    parsed.blocks = pictures.replace(blocks)
    parsed.changes += pictures.changes
    parsed.images += pictures.images.values()
    return markup.finish(parsed)


def _front_matter(text: str, parsed: Parsed) -> str:
    """Take what the front matter says, and return the text below it."""
    if match := _YAML.match(text):
        problems: list[Diagnostic] = []
        found = yaml.read(match["text"], "front matter", problems)
        data = found.data if found else None
    elif match := _TOML.match(text):
        try:
            data = tomllib.loads(match["text"])
        except tomllib.TOMLDecodeError:
            data = None
    else:
        return text
    if not isinstance(data, dict):
        parsed.unsure.append(
            Change(1, "front-matter", "what looks like front matter cannot be read; it is kept as a comment")
        )
        parsed.set_aside.append(match["text"].strip())
        return text[match.end() :]
    _settings(data, parsed)
    return text[match.end() :]


def _settings(data: dict[str, Any], parsed: Parsed) -> None:
    """Take title, author, date and language; the other keys are kept, word for word, as comments of edition.yaml."""
    for key, value in data.items():
        name = key.lower()
        words = [str(item) for item in value] if isinstance(value, list) else [str(value)]
        if name == "title" and not parsed.title:
            parsed.title = words[0].strip()
        elif name in ("author", "authors") and not any(
            isinstance(item, dict) for item in (value if isinstance(value, list) else [value])
        ):
            parsed.authors = tuple(words)
        elif name == "date" and (match := re.match(r"\d{4}-\d\d-\d\d", str(value))) and _is_day(match[0]):
            parsed.published = match[0]
        elif name in ("lang", "language") and words[0] in _LANGUAGES:
            parsed.language = words[0]
        else:
            parsed.set_aside += [f"{key}: {word}" for word in words]
            parsed.changes.append(Change(1, "front-matter", f"`{key}` is kept as a comment in edition.yaml"))


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _notes(body: str, before: int, parsed: Parsed) -> str:
    """Define the notes that are called and defined nowhere; report these, and notes that nothing calls."""
    defined = {match["label"]: match for match in _DEFINITION.finditer(body)}
    called = {match["label"]: match for match in _CALL.finditer(body)}
    missing = [label for label in called if label not in defined]
    for label in missing:
        line = body.count("\n", 0, called[label].start()) + 1 + before
        text = f"the marker [^{label}] is defined nowhere; a note says so"
        parsed.unsure.append(Change(line, "marker-never-defined", text))
    for label, match in defined.items():
        if label not in called:
            line = body.count("\n", 0, match.start()) + 1 + before
            parsed.unused.append(match["text"])
            text = f"the note [^{label}] is called nowhere; it is kept as a reference: {match['text'][:60]}"
            parsed.unsure.append(Change(line, "note-never-cited", text))
    return body + "".join(f"\n\n[^{label}]: The imported text has no note {label}.\n" for label in missing)


def _keep_addresses(body: str, blocks: list[Any], parsed: Parsed) -> None:
    """Keep the addresses that stand in the file and that nothing calls, as those of reference links never used."""
    text = text_of.read(blocks)
    images = [element["c"][2][0] for element in walk(blocks) if element["t"] == "Image"]
    said = "\n".join([*text.blocks, *text.notes, *text.links, *images, *parsed.unused])
    known = set(words.urls(said)) | {*text.links, *images}
    for url in dict.fromkeys(words.urls(re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL))):
        if not any(url == other or unquote(url) == unquote(other) or other.startswith(url) for other in known):
            parsed.unused.append(url)
            parsed.unsure.append(
                Change(0, "link-never-used", f"an address that no text links to is kept as a reference: {url}")
            )


def _picture(folder: Path, target: str) -> bytes | None:
    path = (folder / target).resolve()
    is_inside = "://" not in target and not target.startswith("data:") and path.is_relative_to(folder.resolve())
    return path.read_bytes() if is_inside and path.is_file() else None
