"""Document → the style sheet of its HTML edition: the series' colours and type, and ours."""

from __future__ import annotations

import re
from collections.abc import Mapping

from igreport.model.document import DEFAULT_DARK, DEFAULT_THEME, Document

_SAFE = re.compile(r"[\w#%.,()\s\"'+*-]*")  # no sign that ends a value, a rule or the element, or begins a comment
_SERIF = 'Charter, "Bitstream Charter", Cambria, Georgia, "Noto Serif", serif'
_SANS = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif'
_FONTS = ("text-font", "heading-font")


def properties(document: Document) -> str:
    """Return the custom properties of the series, for light and dark, its paper and its numerals."""
    light = dict(DEFAULT_THEME) | _safe(document.theme.light)
    colours = {name: value for name, value in light.items() if name not in _FONTS}
    fonts = {name: _family(light[name]) for name in _FONTS}
    figures = {"numerals": "oldstyle-nums" if document.numerals == "old-style" else "lining-nums"}
    return "\n".join(
        [
            f":root {{ {_declarations(colours | fonts | figures)} }}",
            f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_declarations(_dark(document))} }} }}",
            f"@page {{ size: {document.paper}; }}",
        ]
    )


def anchors(notes: int) -> str:
    """Return the rules that tie each note to its call, so that it opens beside it where a browser can place it there."""
    ties = "".join(f"#fnref-{n}{{anchor-name:--n{n}}}#fn-{n}{{position-anchor:--n{n}}}" for n in range(1, notes + 1))
    return f"@supports (top: anchor(top)) {{ {ties} }}" if notes else ""


def _dark(document: Document) -> Mapping[str, str]:
    return {
        name: value for name, value in (dict(DEFAULT_DARK) | _safe(document.theme.dark)).items() if name in DEFAULT_DARK
    }


def _safe(values: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value
        for name, value in values.items()
        if re.fullmatch(r"[\w-]+", name) and _SAFE.fullmatch(value) and "url(" not in value.lower()
    }


def _declarations(values: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: {value};" for name, value in values.items())


def _family(value: str) -> str:
    """Return a series' faces, each in quotation marks, with what machines have that lack them."""
    names = [name.strip().strip("\"'") for name in value.split(",")]
    is_sans = "sans" in names[0].lower()
    return ", ".join([*(f'"{name}"' for name in names if name), _SANS if is_sans else _SERIF])
