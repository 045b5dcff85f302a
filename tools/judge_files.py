"""Judges of a single file: `outloud`, `pdfua` and `qpdf` of the PDF, axe-core of the HTML, and whom the HTML would ask."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from judge_opinion import MissingError, Opinion, file_of, need, run

_AXE = Path(__file__).with_name("axe.mjs")
# What a browser fetches by itself when it opens a page; a link is followed by its reader alone.
_FETCHED = re.compile(
    r"<(?:img|script|source|iframe|video|audio|embed|object|link rel=\"(?:stylesheet|icon|preload)\")"
    r"[^<>]{0,2000}\b(?:src|href|data)=\"(\S{0,9}//[^\"]*)"
)
_STYLED = re.compile(r"(?:url\(|@import)\s?[\"']?((?:https?:)?//[^\"')]*)")


def outloud(folder: Path) -> Opinion:
    """The PyPI project outloud: PDF/UA-1, and what a screen reader would say. An info is no finding."""
    printed = run([_script("outloud"), "--json", "-", "--quiet", str(file_of(folder, "pdf"))])
    try:
        result = json.loads(printed.stdout[printed.stdout.index("{") : printed.stdout.rindex("}") + 1])["results"][0]
    except (ValueError, KeyError, IndexError):
        return Opinion((f"no report: {printed.stderr.strip()[-300:]}",))
    found = [_outloud_line(finding) for finding in result["findings"] if finding["severity"] != "info"]
    failed = [f"not judged: {result['error']}"] if result["error"] else []
    counts = result["counts"]
    return Opinion((*failed, *found), f"{counts['error']} errors, {counts['warning']} warnings, {counts['info']} infos")


def _outloud_line(finding: dict[str, object]) -> str:
    return f"{finding['severity']} {finding['rule']} page {finding['page']}: {finding['message']}"


def pdfua(folder: Path) -> Opinion:
    """The PyPI project pdfua: the part of PDF/UA-1 that it implements; what it could not evaluate is in the figures.

    Version 0.1.3 cannot evaluate UA-14-001 (empty headings) with pikepdf 10: it asks arrays whether they are numbers.
    """
    printed = run([_script("pdfua"), "check", "--format", "json", str(file_of(folder, "pdf"))])
    try:
        report = json.loads(printed.stdout)
    except ValueError:
        return Opinion((f"no report: {(printed.stdout + printed.stderr).strip()[-300:]}",))
    found = [_pdfua_line(finding) for finding in report["findings"] if finding["severity"] != "info"]
    skipped = ", ".join(rule["rule_id"] for rule in report["skipped"]) or "none"
    return Opinion(tuple(found), f"{len(found)} findings; not evaluated: {skipped}")


def _pdfua_line(finding: dict[str, object]) -> str:
    return f"{finding['severity']} {finding['rule_id']} {finding['location']}: {str(finding['message'])[:300]}"


def qpdf(folder: Path) -> Opinion:
    """`qpdf --check`: the syntax of the PDF."""
    printed = run([need("qpdf", "apt-get install qpdf"), "--check", str(file_of(folder, "pdf"))])
    lines = (printed.stdout + printed.stderr).strip().split("\n")
    return Opinion(tuple(lines) if printed.returncode else (), f"exit code {printed.returncode}")


def axe(folder: Path) -> Opinion:
    """axe-core in headless Chromium: WCAG and best practice in the HTML, on screens of several sizes, light and dark."""
    if not _AXE.exists():
        raise MissingError("tools/axe.mjs is missing")
    printed = run([need("node", "apt-get install nodejs"), str(_AXE), str(file_of(folder, "html"))])
    lines = [line for line in printed.stdout.strip().split("\n") if line]
    if printed.returncode == 2:
        raise MissingError(printed.stderr.strip()[-200:] or "something that tools/axe.mjs needs is missing")
    return Opinion(tuple(lines) if printed.returncode else (), lines[-1][:100] if lines else printed.stderr[-200:])


def hosts(folder: Path) -> Opinion:
    """What the HTML would fetch from elsewhere when it is opened: nothing."""
    text = file_of(folder, "html").read_text("utf-8")
    found = sorted({*_FETCHED.findall(text), *_STYLED.findall(text)} - {""})
    return Opinion(tuple(f"would be fetched: {address[:100]}" for address in found), f"{len(text) // 1024} KB")


def _script(name: str) -> str:
    """Return the command of a PyPI project in the environment that runs this, or on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else need(name, f"pip install {name}")
