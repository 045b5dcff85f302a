"""The edition of which six pages are kept as pictures (`tests/golden`), built as PDF."""

from __future__ import annotations

import shutil
from pathlib import Path

from igreport.edition.build import build
from igreport.sources.load import load
from tests.page_pictures import Page, pages

REPORT = Path(__file__).parent / "cases" / "golden"
PICTURES = Path(__file__).parent / "golden"
# The kept pages, each with words by which it is found: the first page that has them all.
CHOSEN = {
    "cover": ("3rd quarter of 2025", "Key topics", "Example Institute"),
    "contents": ("Contents", "Tables and figures", "Lists and quotations"),
    "text-and-notes": ("The committee met in Geneva",),
    "table-and-figure": ("Offices by region",),
    "lists-and-quotations": ("the first of four levels",),
    "calendar": ("Timeline", "Hearing on chairs"),
}


def draw(folder: Path, style: str = "") -> dict[str, Page]:
    """Return the chosen pages by name; `style` is a `sections/style.css` for them. Files go below `folder`."""
    root = Path(shutil.copytree(REPORT, folder / "report", dirs_exist_ok=True))
    if style:
        (root / "sections/style.css").write_text(style, encoding="utf-8")
    report = load(root)
    (edition,) = report.editions
    assert not report.errors(edition), report.problems[:3]
    built = build(report, edition, root, root / "build", ["pdf"], check=False)
    return choose(pages(built.artifacts[0].path))


def choose(found: list[Page]) -> dict[str, Page]:
    """Return the chosen pages; KeyError where one cannot be found."""
    result = {}
    for name, words in CHOSEN.items():
        page = next((page for page in found if all(_solid(word) in _solid(page.text) for word in words)), None)
        if page is None:
            raise KeyError(f"no page has {' and '.join(words)}")
        result[name] = page
    return result


def _solid(text: str) -> str:
    return "".join(text.split())
