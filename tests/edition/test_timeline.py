"""The timeline: nothing overlaps, nothing is told by colour alone, and its months and words are the language's."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igreport.edition import timeline
from igreport.edition.label_width import SEMIBOLD, fitted, width
from igreport.edition.timeline import Day, Line, Mark
from igreport.model.document import DEFAULT_THEME
from igreport.sources import svg

SVG = "{http://www.w3.org/2000/svg}"
START, END = datetime.date(2025, 7, 1), datetime.date(2025, 9, 30)
BOX = tuple[float, float, float, float]


def line(*marks: Mark, is_to_come: bool = False, title: str = "3rd quarter of 2025") -> Line:
    return Line(title, START, END, tuple(marks), is_to_come)


def mark(day: int, days: int = 1, name: str = "A meeting", detail: str = "1 Jul · Geneva") -> Mark:
    start = START + datetime.timedelta(days=day)
    return Mark(start, start + datetime.timedelta(days=days - 1), name, detail)


def draw(*lines: Line, language: str = "en", day: Day | None = None) -> ElementTree.Element:
    data = timeline.draw(lines, DEFAULT_THEME, language, day)
    assert svg.fault(data) == ""
    return ElementTree.fromstring(data)


def words(root: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in root.iter(f"{SVG}text")]


def boxes(root: ElementTree.Element) -> list[BOX]:
    """Return where each word and each mark is drawn, by the drawing alone: left, top, right, bottom."""
    found = [_text_box(text) for text in root.iter(f"{SVG}text")]
    found += [_circle_box(circle) for circle in root.iter(f"{SVG}circle")]
    bars = [rect for rect in root.iter(f"{SVG}rect") if rect.get("rx")]
    found += [_rect_box(rect) for rect in bars]
    return found + [_path_box(path.get("d", "")) for path in root.iter(f"{SVG}path") if path.get("stroke-linejoin")]


def _text_box(text: ElementTree.Element) -> BOX:
    left, base, size = (float(text.get(name, "")) for name in ("x", "y", "font-size"))
    return left, base - 0.7 * size, left + float(text.get("textLength", "")), base + 0.2 * size


def _circle_box(circle: ElementTree.Element) -> BOX:
    x, y, r = (float(circle.get(name, "")) for name in ("cx", "cy", "r"))
    return x - r, y - r, x + r, y + r


def _rect_box(rect: ElementTree.Element) -> BOX:
    x, y, wide, high = (float(rect.get(name, "")) for name in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


def _path_box(path: str) -> BOX:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    left, low, tip, right, _middle, _tip, high, _left = numbers
    assert left <= tip <= right
    return left, low, right, high


def overlaps(found: Sequence[BOX]) -> list[tuple[BOX, BOX]]:
    return [
        (one, other)
        for one, other in itertools.combinations(found, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.2 and min(one[3], other[3]) - max(one[1], other[1]) > 0.2
    ]


_MARKS = st.builds(
    mark,
    st.integers(0, 91),
    st.integers(1, 120),
    st.text(alphabet="AMWilé漢 -–.&<", min_size=1, max_size=120),
    st.sampled_from(["7–11 Jul · Geneva", "30. Sept. · Évian-les-Bains", ""]),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_MARKS, min_size=1, max_size=60), st.lists(_MARKS, max_size=30), st.integers(0, 91))
def test_nothing_overlaps_and_nothing_leaves_the_drawing(past: list[Mark], coming: list[Mark], published: int) -> None:
    day = Day(START + datetime.timedelta(days=published), "Published on 6 October 2025")
    lines = [line(*past), *([line(*coming, is_to_come=True, title="Outlook")] if coming else [])]
    root = draw(*lines, day=day)
    found = boxes(root)
    assert overlaps(found) == []
    wide, high = float(root.get("width", "0pt")[:-2]), float(root.get("height", "0pt")[:-2])
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= wide and box[3] <= high for box in found)


def test_overlaps_are_seen() -> None:
    root = draw(line(mark(3), mark(3)))
    texts = list(root.iter(f"{SVG}text"))
    texts[-1].set("y", texts[-3].get("y", ""))
    assert overlaps(boxes(root))


def test_the_structure() -> None:
    """A dot, a bar, and one that goes on; filled, and hollow where it is to come."""
    root = draw(line(mark(5), mark(40, 8), mark(70, 60)), line(mark(5), is_to_come=True, title="Outlook"))
    accent, ground = DEFAULT_THEME["accent"], DEFAULT_THEME["ground"]
    assert [circle.get("fill") for circle in root.iter(f"{SVG}circle")] == [accent, ground]
    assert [rect.get("fill") for rect in root.iter(f"{SVG}rect") if rect.get("rx")] == [accent]
    assert len([path for path in root.iter(f"{SVG}path") if path.get("stroke-linejoin")]) == 1
    assert words(root) == [
        *["3rd quarter of 2025", "July 2025", "August", "September"],
        *["A meeting", "1 Jul · Geneva"] * 3,
        *["Outlook", "July 2025", "August", "September", "A meeting", "1 Jul · Geneva"],
    ]


def test_the_months_are_in_the_language() -> None:
    assert words(draw(line(mark(3)), language="de"))[1:4] == ["Juli 2025", "August", "September"]


def test_months_that_have_no_room_are_short() -> None:
    year = Line("2025", datetime.date(2025, 1, 1), datetime.date(2026, 12, 31), (mark(3),))
    names = words(draw(year))[1:-2]
    assert names[:3] == ["J", "Feb", "Mar"] or names[0].startswith("Jan")
    assert len(names) == 24


def test_the_day_of_publication_is_marked_on_its_line_alone() -> None:
    day = Day(datetime.date(2025, 10, 6), "Published on 6 October 2025")
    coming = Line("Outlook", datetime.date(2025, 10, 1), datetime.date(2025, 12, 31), (), True)
    assert "Published on 6 October 2025" in words(draw(line(mark(3)), coming, day=day))
    assert "Published on 6 October 2025" not in words(draw(line(mark(3)), day=day))


def test_many_events_are_drawn_without_dates() -> None:
    few, many = draw(line(*[mark(3)] * 10)), draw(line(*[mark(3)] * 40))
    assert words(few).count("1 Jul · Geneva") == 10
    assert words(many).count("1 Jul · Geneva") == 0
    assert words(many).count("A meeting") == 40


def test_what_nobody_sees_is_not_drawn() -> None:
    assert words(draw(line(mark(3, name="\N{ZERO WIDTH SPACE}", detail="")))) == words(
        draw(line(mark(3, name="", detail="")))
    )
    assert 'textLength="0' not in ElementTree.tostring(draw(line(mark(3, name="\N{SOFT HYPHEN}"))), "unicode")


def test_a_long_name_is_cut_or_another_stands_for_it() -> None:
    long = "1st session of the Intergovernmental Negotiating Committee on the Framework Convention on Tax"
    assert words(draw(line(mark(3, name=long))))[-2].endswith("…")
    others = ("INC1", "first session of the committee", "1st session of the INC")
    other = Mark(START, START, long, "", others)
    assert words(draw(line(other)))[-1] == "1st session of the INC"


@given(st.text(max_size=80), st.floats(10, 200))
def test_words_fit(text: str, most: float) -> None:
    assert width(fitted(text, 8, most), 8) <= most + 1e-6 or fitted(text, 8, most) == "…"


def test_widths() -> None:
    assert width("mm", 8) == 2 * width("m", 8)
    assert width("Meeting", 8) < width("Meeting", 8, SEMIBOLD)
    assert width("漢", 8) == 8


@pytest.mark.parametrize("theme", [{"accent": "#f0f0f0"}, {"text": "#fefefe"}, {"ground": "#101010"}])
def test_what_cannot_be_read_is_drawn_black_or_white(theme: dict[str, str]) -> None:
    colours = timeline._colours({**DEFAULT_THEME, **theme})
    for name in ("text", "muted", "accent"):
        assert timeline._contrast(colours[name], colours["ground"]) >= 4.5


def test_a_theme_cannot_write_into_the_drawing() -> None:
    data = timeline.draw([line(mark(3))], {"accent": '"/><script/>', "ground": "url(https://example.org)"}, "en")
    assert b"script" not in data
    assert b"example.org" not in data
    assert b"&lt;b&gt;" in timeline.draw([line(mark(3, name="<b>"))], {}, "en")


def test_the_same_events_are_always_drawn_alike() -> None:
    marks = [mark(day, 1 + day % 3) for day in range(0, 90, 7)]
    again = timeline.draw([line(*reversed(marks))], DEFAULT_THEME, "de")
    assert timeline.draw([line(*marks)], DEFAULT_THEME, "de") == again
