"""What a release found, for people and for programs."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from igreport.check.excerpt import visible
from igreport.check.reporters import json as findings_as_json
from igreport.check.reporters import plural
from igreport.model.diagnostic import Diagnostic
from igreport.publish.gate import Gate
from igreport.publish.received import Received
from igreport.publish.release import Result


def as_text(result: Result, root: Path | None) -> str:
    """Return how the release of an edition ended; `root` is the report folder, where it was named."""
    lines = _refused(result, root) if result.is_refused else _released(result)
    return "\n".join(lines) + "\n"


def _refused(result: Result, root: Path | None) -> Iterator[str]:
    count = sum(len(gate.refused) for gate in result.gates)
    yield f"{result.edition} is not released: {plural(count, 'thing')} {'stands' if count == 1 else 'stand'} in the way"
    for gate in result.gates:
        if gate.refused or gate.remarks:
            yield ""
            yield from _gate(gate)
    if waiting := [gate.question.holds for gate in result.gates if not gate.is_judged]:
        yield ""
        yield "not judged before that is mended, whether:"
        yield from (f"  {holds}" for holds in waiting)
    yield ""
    yield "nothing was written; next:"
    yield from (f"  {command}" for command in _next(result, root))


def _gate(gate: Gate) -> Iterator[str]:
    """Yield a gate by what should hold, and what stands in its way."""
    state = {"refused": "no", "allowed": "let pass", "passed": "yes"}
    yield f"{gate.question.holds}: {state[gate.state]}"
    for finding in gate.refused:
        yield from _finding(finding)
    yield from (f"  note: {remark}" for remark in gate.remarks)


def _finding(finding: Diagnostic) -> Iterator[str]:
    first, *rest = finding.message.split("\n")
    is_file = "." in finding.span.path.rpartition("/")[2]
    note = f" (note {finding.note})" if finding.note is not None else ""
    yield f"  {finding.span if is_file else finding.span.path} {finding.code} {visible(first)}{note}"
    yield from (f"    {visible(line)}" for line in rest)
    if finding.hint:
        yield f"    = {visible(finding.hint)}"


def _next(result: Result, root: Path | None) -> Iterator[str]:
    codes = dict.fromkeys(finding.code for gate in result.gates for finding in gate.refused)
    yield f"igreport explain {' '.join(codes)}"
    if any(code.startswith("LNK") for code in codes):
        folder = ["--root", str(root)] if root else []
        yield shlex.join(["igreport", "links", result.edition, "--archive", "--update", *folder])


def _released(result: Result) -> Iterator[str]:
    if result.is_new:
        for file in result.files:
            yield f"{result.folder / file.name}  ({file.size / 1000:.0f} KB)"
    for gate in result.gates:
        yield from (f"let pass: {finding.code} {visible(finding.message)}" for finding in gate.allowed)
        yield from (f"note: {remark}" for remark in gate.remarks)
    if result.aside:
        yield f"the former release is now in {result.aside}"
    yield f"{result.edition}: {_ended(result)}"


def _ended(result: Result) -> str:
    if not result.is_new:
        return f"nothing has changed since the release in {result.folder}"
    again = " again: it says what it said, and its files have changed" if result.was_released else ""
    return f"released{again}; to prove it: igreport release --verify {shlex.quote(str(result.folder))}"


def as_json(results: list[Result]) -> str:
    """Return the same as JSON: a list with an object for each edition."""
    return json.dumps([_object(result) for result in results], ensure_ascii=False, indent=2) + "\n"


def _object(result: Result) -> dict[str, Any]:
    return {
        "edition": result.edition,
        "released": not result.is_refused,
        "new": result.is_new,
        "folder": str(result.folder),
        "former": str(result.aside) if result.aside else None,
        "files": [vars(file) for file in result.files],
        "gate": [_gate_object(gate) for gate in result.gates],
    }


def _gate_object(gate: Gate) -> dict[str, Any]:
    return {
        "name": gate.question.name,
        "holds": gate.question.holds,
        "result": gate.state,
        "findings": json.loads(findings_as_json.report(gate.refused)),
        "allowed": json.loads(findings_as_json.report(gate.allowed)),
        "notes": list(gate.remarks),
    }


def received_as_text(found: Received) -> str:
    """Return what is wrong with a folder that was received, a line a flaw; or that it is proved."""
    lines = [visible(f"{found.folder / flaw.file}: {flaw.message}") for flaw in found.flaws]
    if not lines:
        lines = [f"let pass by those who released it: {visible(row)}" for row in found.allowed]
        lines += [f"{found.folder}: {plural(len(found.files), 'file')}, none changed, missing or added"]
        lines += ["PDF, DOCX and HTML say the same, and the PDF is PDF/UA-1, as it says"]
        if found.edition:
            lines += [f"the authors keep the files' SHA-256 at `released:` in sections/{found.edition}/edition.yaml"]
    return "\n".join(lines) + "\n"


def received_as_json(found: Received) -> str:
    """Return the same as JSON."""
    content = {
        "folder": str(found.folder),
        "edition": found.edition,
        "proved": not found.flaws,
        "flaws": [vars(flaw) for flaw in found.flaws],
        "allowed": list(found.allowed),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
