"""Word's DOCX: pandoc reads styles, notes, lists, tables and tracked changes; the XML itself checks that no word is lost."""

from __future__ import annotations

import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

from igreport.exchange import markup, text_of
from igreport.exchange.dates import parse as parse_date
from igreport.exchange.imported import Change, Imported, ImportRefused, Options
from igreport.exchange.importers import docx_words
from igreport.exchange.markup import Parsed, plain
from igreport.exchange.pictures import Pictures
from igreport.model.document import Block

_SHOWN = 8  # lost words that a message names


def read(path: Path, options: Options) -> Imported:
    """Return the report in a DOCX, its tracked changes accepted or rejected."""
    with tempfile.TemporaryDirectory() as folder:
        changes = "accept" if options.accept_changes else "reject"
        arguments = ["--from=docx+styles", f"--track-changes={changes}", f"--extract-media={folder}"]
        ast = markup.parse(arguments, path.read_bytes(), path.name)
        _check(path, ast, options)
        pictures = Pictures(lambda target: _media(Path(folder), target))
        blocks = pictures.replace(ast["blocks"])
    parsed = Parsed([], images=list(pictures.images.values()), changes=pictures.changes)
    _read_meta(ast["meta"], parsed)
    _read_properties(path, parsed)
    for block in blocks:
        _take(block, parsed)
    return markup.finish(parsed)


def _media(folder: Path, target: str) -> bytes | None:
    path = Path(target)
    return path.read_bytes() if path.is_relative_to(folder) and path.is_file() else None


def _check(path: Path, ast: dict[str, Any], options: Options) -> None:
    """Raise ImportRefused where pandoc left out words that stand in the document."""
    text = text_of.read([*_of_meta(ast["meta"]), *ast["blocks"]])
    read_words = Counter([*text.words, *(word for note in text.note_words for word in note)])
    lost = list((docx_words.count(path, options.accept_changes) - read_words).elements())
    if lost:
        shown = " ".join(lost[:_SHOWN]) + (" …" if len(lost) > _SHOWN else "")
        hint = "text boxes, equations and fields are not read: put their words into paragraphs"
        raise ImportRefused(f"{path.name} has words that cannot be read: {shown}; nothing was written", hint)


def _of_meta(meta: dict[str, Any]) -> list[Block]:
    return [{"t": "Para", "c": inlines} for value in meta.values() for inlines in _meta_inlines(value)]


def _meta_inlines(value: dict[str, Any]) -> list[Any]:
    if value["t"] == "MetaList":
        return [inlines for item in value["c"] for inlines in _meta_inlines(item)]
    if value["t"] == "MetaBlocks":
        return [block["c"] for block in value["c"] if block["t"] in ("Para", "Plain")]
    return [value["c"]] if value["t"] == "MetaInlines" else []


def _read_meta(meta: dict[str, Any], parsed: Parsed) -> None:
    """Take what pandoc knows as the document's own: paragraphs in the styles Title, Subtitle, Author, Date and Abstract."""
    for name, value in meta.items():
        lines = [plain(inlines) for inlines in _meta_inlines(value)]
        for inlines in _meta_inlines(value):
            parsed.homeless += [inline for inline in inlines if inline["t"] == "Note"]
        if name == "title":
            parsed.title = " ".join(lines)
        elif name == "subtitle":
            parsed.period_text = " ".join(lines)
        elif name == "author":
            parsed.authors = tuple(lines)
        elif name == "date" and parse_date(" ".join(lines)):
            _read_date(" ".join(lines), parsed)
        elif name == "abstract":
            parsed.blocks += [{"t": "Para", "c": inlines} for inlines in _meta_inlines(value)]
        else:
            parsed.set_aside += lines


def _read_date(text: str, parsed: Parsed) -> None:
    date = parse_date(text)
    if len(date) == len("2025-01-31"):
        parsed.published = date
    parsed.set_aside.append(text)


def _read_properties(path: Path, parsed: Parsed) -> None:
    """Say whether igreport built the file, and in which language."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        app = archive.read("docProps/app.xml") if "docProps/app.xml" in names else b""
        parsed.is_ours = b"<Application>igreport</Application>" in app
        core = archive.read("docProps/core.xml") if "docProps/core.xml" in names else b""
        comments = archive.read("word/comments.xml") if "word/comments.xml" in names else b""
    start = core.find(b"<dc:language>")
    language = core[start + 13 : core.find(b"<", start + 13)].decode("ascii", "ignore") if start >= 0 else ""
    parsed.language = language if language in ("en-GB", "en-US", "de-DE", "de-AT", "de-CH", "en", "de") else ""
    if count := comments.count(b"<w:comment "):
        parsed.unsure.append(Change(0, "comment", f"{count} comments of the margin are not imported"))


def _take(block: Block, parsed: Parsed) -> None:
    """Take a top-level block: as text, or as what its style says that it is."""
    style = _style(block)
    lines = [plain(inner["c"]) for inner in block["c"][1] if inner["t"] in ("Para", "Plain")] if style else []
    if style == "tocheading" or (style.startswith("toc") and style[3:].isdigit()):
        parsed.changes.append(
            Change(0, "contents", f"a line of the table of contents, which a build makes itself: {' '.join(lines)}")
        )
    elif style == "publisher" and not parsed.publisher:
        parsed.publisher = " ".join(lines)
    elif style == "date" and parse_date(" ".join(lines)):
        _read_date(" ".join(lines), parsed)
    elif style == "notesheading":
        parsed.notes_at_end = True
        parsed.set_aside += lines
    elif style == "keytopics":
        parsed.set_aside += lines
    elif style == "keytopic" or (parsed.is_ours and _holds(block, "keytopic")):
        parsed.keypoints += lines or [plain(inner["c"]) for item in _items(block) for inner in _inner(item)]
    else:
        parsed.blocks += _unwrapped([block])


def _unwrapped(node: Any) -> Any:
    """Return blocks without the Divs that name their styles, which mean nothing to a section."""
    if isinstance(node, dict):
        return {key: _unwrapped(value) for key, value in node.items()}
    if not isinstance(node, list):
        return node
    result: list[Any] = []
    for child in node:
        is_div = isinstance(child, dict) and child.get("t") == "Div"
        result += _unwrapped(child["c"][1]) if is_div else [_unwrapped(child)]
    return result


def _style(block: Block) -> str:
    """Return the name of the style that a block's paragraphs have, as `keytopics`, or nothing."""
    if block["t"] != "Div":
        return ""
    return str(dict(block["c"][0][2]).get("custom-style", "")).replace(" ", "").lower()


def _holds(block: Block, style: str) -> bool:
    items = _items(block)
    return bool(items) and all(item and _style(item[0]) == style for item in items)


def _items(block: Block) -> list[list[Block]]:
    if block["t"] == "BulletList":
        return list(block["c"])
    return list(block["c"][1]) if block["t"] == "OrderedList" else []


def _inner(item: list[Block]) -> list[Block]:
    return [
        inner
        for div in item
        for inner in (div["c"][1] if div["t"] == "Div" else [div])
        if inner["t"] in ("Para", "Plain")
    ]
