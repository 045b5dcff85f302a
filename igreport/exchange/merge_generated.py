"""What a build adds behind the sections (calendar, abbreviations, sources) is no part of one: nothing of it is merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from igreport.exchange import merge_align
from igreport.exchange.merge_docx import Docx
from igreport.exchange.merge_units import Unit

_HINT = "what a build adds behind the sections: change it in references/"


def left_out(base: Docx, theirs: Docx, sections: int) -> tuple[Docx, Docx, list[str]]:
    """Return both without what stands behind the sections, and in words what was changed there.

    `sections` is how many the edition had when `base` was built: each begins with a heading of level 1, and further ones are
    the build's. With 0 nobody knows, and nothing is left out.
    """
    starts = [number for number, unit in enumerate(base.units) if unit.kind == "heading" and unit.level == 1]
    if not 0 < sections < len(starts):
        return base, theirs, []
    start = starts[sections]
    pairs = merge_align.pairs(base.units, theirs.units)
    end = min((new for old, new in pairs.items() if old >= start), default=len(theirs.units))
    comments = tuple(comment if comment.unit < end else replace(comment, unit=-1) for comment in theirs.comments)
    said = _changed(base.units[start:], theirs.units[end:])
    return replace(base, units=base.units[:start]), replace(theirs, units=theirs.units[:end], comments=comments), said


def _changed(old: Sequence[Unit], new: Sequence[Unit]) -> list[str]:
    before, now = Counter(unit.text for unit in old), Counter(unit.text for unit in new)
    gone = [f"“{text}” was deleted in {_HINT}" for text in (before - now).elements()]
    return gone + [f"“{text}” is new in {_HINT}" for text in (now - before).elements()]
