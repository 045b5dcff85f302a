"""`released:` in an edition's `edition.yaml`: a new entry, written as text; everything else in the file stays byte for byte.

ruamel.yaml says where the list of entries ends; the result is read again, and must say what the file said and the entry.
"""

from __future__ import annotations

import copy
import json
import re
import warnings
from typing import Any

from igreport.model.diagnostic import Diagnostic
from igreport.model.report import Released
from igreport.sources import yaml

KEY = "released"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_ENDS = re.compile(r"\r\n|\r")
_MARK = "\ufeff"
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._ +-]*")


def added(text: str, entry: Released) -> str | None:
    """Return the file's `text`, byte order mark and line ends included, with `entry` behind the others.

    None where that cannot be done without changing anything else: the file is written in another way than all others.
    """
    before = _data(text)
    if before is None or not isinstance(before[0], dict | None):
        return None
    wanted = copy.deepcopy(before[0] or {})
    wanted[KEY] = [*(wanted.get(KEY) or []), _plain(entry)]
    result = _inserted(text, before[0] or {}, entry)
    return result if result is not None and _data(result) == (wanted, before[1]) else None


def _data(text: str) -> tuple[Any, list[str]] | None:
    problems: list[Diagnostic] = []
    read = yaml.read(_ENDS.sub("\n", text.removeprefix(_MARK)), "", problems)
    return (read.data, [problem.code for problem in problems]) if read else None


def _plain(entry: Released) -> dict[str, Any]:
    files = [{"name": file.name, "sha256": file.sha256} for file in entry.files]
    return {"content": entry.content, "revisions": entry.revisions, "parts": list(entry.parts), "files": files}


def _inserted(text: str, data: dict[str, Any], entry: Released) -> str | None:
    lines = _LINE.findall(text)
    end = next((match[0] for line in lines if (match := re.search(r"[\r\n]+\Z", line))), "\n")
    if not data.get(KEY):
        lines = [line for line in lines if not re.match(rf"{KEY}\s*:\s*(?:\[\s*\])?\s*$", line)]
        new, place = [f"{KEY}:", *_lines(entry, "  ")], len(lines)
    else:
        found = _end_of_list(text)
        if found is None:
            return None
        place, indent = found
        new = _lines(entry, " " * indent)
    if place and place <= len(lines) and not lines[place - 1].endswith(("\r", "\n")):
        lines[place - 1] += end
    return "".join([*lines[:place], *(line + end for line in new), *lines[place:]])


def _end_of_list(text: str) -> tuple[int, int] | None:
    """Return behind how many lines the list of entries ends, and the column of its dashes; None for one in brackets."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        with warnings.catch_warnings(action="ignore"):  # of an anchor that stands there twice
            node = YAML(typ="rt").compose(yaml.one_line_end(_ENDS.sub("\n", text.removeprefix(_MARK))))
    except (YAMLError, ValueError):
        return None
    entries = next((value for name, value in node.value if name.value == KEY), None)
    if entries is None or entries.flow_style or entries.id != "sequence":
        return None
    last = entries
    while last.value and last.id in ("sequence", "mapping") and not last.flow_style:
        last = last.value[-1] if last.id == "sequence" else last.value[-1][1]
    return int(last.end_mark.line) + 1, int(entries.start_mark.column)


def _lines(entry: Released, indent: str) -> list[str]:
    inner = [f"content: {entry.content}", f"revisions: {entry.revisions}"]
    inner += ["parts:", *(f"  - {_text(part)}" for part in entry.parts)] if entry.parts else ["parts: []"]
    rows = [f"  - {{name: {_text(file.name)}, sha256: {file.sha256}}}" for file in entry.files]
    inner += ["files:", *rows] if rows else ["files: []"]
    return [f"{indent}{'- ' if number == 0 else '  '}{line}" for number, line in enumerate(inner)]


def _text(words: str) -> str:
    return words if _PLAIN.fullmatch(words) and not words.endswith(" ") else json.dumps(words, ensure_ascii=False)
