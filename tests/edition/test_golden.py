"""Six pages look as they did when their pictures were made: `python -m tools.golden` makes them again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops

from igreport.edition.writers import pdf_style
from tests import page_pictures
from tests.golden_edition import CHOSEN, PICTURES, draw
from tests.page_pictures import Page, difference


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return draw(tmp_path_factory.mktemp("golden"))


def golden(name: str) -> Image.Image:
    return Image.open(PICTURES / f"{name}.png").convert("RGB")


@pytest.mark.parametrize("name", CHOSEN)
def test_page_looks_as_before(name: str, drawn: dict[str, Page], tmp_path: Path) -> None:
    found = difference(golden(name), drawn[name].picture)
    if found.is_seen():
        page_pictures.save(drawn[name].picture, tmp_path / f"{name}.png")
        page_pictures.save(page_pictures.shown(golden(name), drawn[name].picture), tmp_path / f"{name}-difference.png")
    assert not found.is_seen(), f"{found}; see {tmp_path}; where it is meant: python -m tools.golden"


def test_kept_pictures_are_those_that_are_compared() -> None:
    assert sorted(path.stem for path in PICTURES.glob("*.png")) == sorted(CHOSEN)
    assert sum(path.stat().st_size for path in PICTURES.glob("*.png")) < 300_000


def test_another_colour_is_seen(drawn: dict[str, Page], tmp_path: Path) -> None:
    """A colour as dark as the series' own: no difference in grey."""
    other = draw(tmp_path, ":root { --accent: #60321f }\n")
    assert {name for name in CHOSEN if not difference(drawn[name].picture, other[name].picture).is_seen()} == set()


def test_another_margin_is_seen(drawn: dict[str, Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template_text = pdf_style.template_text
    monkeypatch.setattr(
        pdf_style, "template_text", lambda name: f"{template_text(name)}\n@page {{ margin-left: 32mm }}\n"
    )
    other = draw(tmp_path)
    assert {name for name in CHOSEN if not difference(drawn[name].picture, other[name].picture).is_seen()} == set()


def test_another_size_of_the_text_is_seen(drawn: dict[str, Page], tmp_path: Path) -> None:
    other = draw(tmp_path, ":root { --text-size: 10.3pt }\n")
    assert difference(drawn["text-and-notes"].picture, other["text-and-notes"].picture).is_seen()


@pytest.mark.parametrize("name", CHOSEN)
def test_antialiasing_is_not_seen(name: str, drawn: dict[str, Page]) -> None:
    """A fifth of a pixel to the right: as another version of the program that draws may set its letters."""
    picture = drawn[name].picture
    moved = Image.blend(picture, ImageChops.offset(picture, 1, 0), 0.2)
    assert not difference(picture, moved).is_seen()


def test_one_line_that_is_gone_is_seen(drawn: dict[str, Page]) -> None:
    picture = drawn["text-and-notes"].picture.copy()
    top = next(
        row
        for row in range(100, picture.height)
        if picture.crop((0, row, picture.width, row + 8)).getextrema()[0][0] < 99
    )
    picture.paste("white", (0, top, picture.width, top + 12))
    assert difference(drawn["text-and-notes"].picture, picture).is_seen()


def test_pages_of_another_size_differ() -> None:
    assert difference(Image.new("RGB", (10, 10)), Image.new("RGB", (11, 10))).is_seen()
