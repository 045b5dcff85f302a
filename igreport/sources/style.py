"""`sections/style.css`: the colours and the type of a series, as custom properties that the package's own sheets use.

    :root { --accent: #7a1f3d; --text-font: "Source Sans 3"; --text-size: 10pt }
    @media (prefers-color-scheme: dark) { :root { --accent: #f0a0b8 } }

Colours are `--text`, `--muted` (second to the text), `--accent` (headings, links, rules), `--rule` (thin lines), `--box`
(behind the key topics) and `--ground` (behind all else); type is `--text-font`, `--heading-font`, `--text-size` and
`--line-height`. A dark screen has colours of its own. Anything else is a finding: what is written there holds in PDF, DOCX
and HTML, and a rule of CSS would hold in two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from igreport.model.diagnostic import Diagnostic, Severity, Span
from igreport.model.document import DEFAULT_DARK, DEFAULT_THEME, Theme
from igreport.sources import files, typefaces
from igreport.sources.findings import did_you_mean, finding

NAME = "sections/style.css"
_POINTS = {"pt": 1.0, "px": 0.75, "pc": 12.0, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}
_SIZES = (7, 16)  # points: smaller or larger text than that breaks the pages
_HEIGHTS = (1, 2.5)
AA = 4.5  # WCAG 2.2, 1.4.3
_ONLY = "write custom properties in `:root { … }` alone, as `:root { --accent: #7a1f3d }`"
Settings = dict[str, tuple[str, Span]]


def read(root: Path, problems: list[Diagnostic]) -> Theme:
    """Return the theme of the series in the folder `root`: the package's own, where it has none of its own.

    What is wrong with the file is added to `problems`; the values of the theme are plain CSS, colours as `#7a1f3d`,
    lengths in points.
    """
    path = root / NAME
    if not files.is_there(path):
        return Theme()
    text = files.read_text(root, path, problems)
    if text is None:
        return Theme()
    light, dark = _Reader(problems).sheet(text)
    problems += _faint(light, DEFAULT_THEME, "")
    problems += _faint(dark, DEFAULT_DARK, " on a dark screen")
    return Theme(_merged(DEFAULT_THEME, light), _merged(DEFAULT_DARK, dark))


def _merged(defaults: Mapping[str, str], own: Settings) -> dict[str, str]:
    return {**defaults, **{name: value for name, (value, _) in own.items()}}


class _Reader:
    """Reads a sheet, and adds to `problems` what cannot be taken from it."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self.problems = problems

    def sheet(self, text: str) -> tuple[Settings, Settings]:
        """Return the settings for light, and those for dark."""
        import tinycss2

        light: Settings = {}
        dark: Settings = {}
        for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
            if rule.type == "at-rule" and _is_dark(rule):
                inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
                for below in inner:
                    self.rule(below, DEFAULT_DARK, dark)
            else:
                self.rule(rule, DEFAULT_THEME, light)
        return light, dark

    def rule(self, rule: Any, known: Mapping[str, str], found: Settings) -> None:
        """Read the declarations of one rule, which has to be `:root`."""
        import tinycss2

        if rule.type == "error":
            self.wrong("STY101", rule, f"this is no CSS: {rule.message.lower()}", _ONLY)
        elif rule.type == "at-rule":
            self.wrong("STY101", rule, f"`@{rule.at_keyword[:40]}` is not read", _ONLY)
        elif _words(rule.prelude).lower() != ":root":
            self.wrong("STY101", rule, f"the rule `{_words(rule.prelude)[:40]}` is not read", _ONLY)
        else:
            for entry in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
                self.declaration(entry, known, found)

    def declaration(self, entry: Any, known: Mapping[str, str], found: Settings) -> None:
        """Read one custom property."""
        if entry.type != "declaration":
            message = (
                f"this is no CSS: {entry.message.lower()}" if entry.type == "error" else "a rule in a rule is not read"
            )
            self.wrong("STY101", entry, message, "write a property in each line, as `--accent: #7a1f3d;`")
        elif not entry.name.startswith("--"):
            hint = did_you_mean(f"--{entry.name}", [f"--{name}" for name in known], _ONLY)
            self.wrong("STY101", entry, f"`{entry.name[:40]}` is no custom property", hint)
        elif (name := entry.name[2:]) not in known:
            self.unknown(entry, name, known)
        elif (value := self.value(entry, name)) is not None:
            found[name] = value, _span(entry)

    def unknown(self, entry: Any, name: str, known: Mapping[str, str]) -> None:
        if name in DEFAULT_THEME:
            message, hint = f"`--{name}` is the same on a dark screen", "move it to `:root` outside of `@media`"
        else:
            message = f"there is no property `--{name[:40]}`"
            hint = did_you_mean(f"--{name}", (names := [f"--{one}" for one in known]), f"there are {', '.join(names)}")
        self.wrong("STY102", entry, message, hint)

    def value(self, entry: Any, name: str) -> str | None:
        """Return the value of a property in plain CSS; None, and a finding, where it is no such value."""
        tokens = [token for token in entry.value if token.type not in ("whitespace", "comment")]
        kind = _KINDS.get(name, _Colour)
        if any(token.type == "url" or getattr(token, "lower_name", "") == "url" for token in tokens):
            self.wrong("STY103", entry, f"`--{name}` names an address, and a style opens no files", kind.hint)
            return None
        value = kind.read(tokens)
        if value is None:
            self.wrong("STY103", entry, f"`{_words(entry.value)[:40]}` is not {kind.what}", kind.hint)
        return self.family(entry, value) if value and kind is _Family else value

    def family(self, entry: Any, name: str) -> str | None:
        """Return the name of a typeface as its makers write it; None, and a finding, where it is not installed."""
        found = typefaces.find(name)
        if found is None or not found.faces:
            families = typefaces.installed()
            more = f"installed are {', '.join(families)}; others come from PyPI, as packages named fontpkg-…"
            message = f"the typeface `{name[:60]}` is not installed"
            self.wrong("STY104", entry, message, did_you_mean(name[:60], families, more))
            return None
        return found.name

    def wrong(self, code: str, node: Any, message: str, hint: str) -> None:
        self.problems.append(finding(code, _span(node), message, hint))


class _Colour:
    what = "a colour"
    hint = "write it as `#7a1f3d`, as a name, or as `rgb(122 31 61)`, without transparency"

    @staticmethod
    def read(tokens: list[Any]) -> str | None:
        from tinycss2 import color4

        try:
            colour = color4.parse_color(tokens[0]) if len(tokens) == 1 else None
            if colour is None or isinstance(colour, str) or colour.alpha != 1:
                return None
            parts = [round(min(max(part, 0), 1) * 255) for part in colour.to("srgb").coordinates]
        except (ArithmeticError, NotImplementedError, TypeError, ValueError):  # of another colour space, or endless
            return None
        return "#" + "".join(f"{part:02x}" for part in parts)


class _Family:
    what = "the name of a typeface"
    hint = 'write one family, as `"Source Sans 3"`'

    @staticmethod
    def read(tokens: list[Any]) -> str | None:
        if len(tokens) == 1 and tokens[0].type == "string":
            return str(tokens[0].value).strip() or None
        # A name without quotation marks is words; a number in it is none, but everyone writes it.
        words = [token.value if token.type == "ident" else getattr(token, "representation", "") for token in tokens]
        fits = tokens and tokens[0].type == "ident" and all(token.type in ("ident", "number") for token in tokens)
        return " ".join(words) if fits else None


class _Length:
    what = f"a length between {_SIZES[0]}pt and {_SIZES[1]}pt"
    hint = "write it as `10.5pt`"

    @staticmethod
    def read(tokens: list[Any]) -> str | None:
        if len(tokens) != 1 or tokens[0].type != "dimension" or tokens[0].lower_unit not in _POINTS:
            return None
        points = tokens[0].value * _POINTS[tokens[0].lower_unit]
        return f"{round(points, 3):g}pt" if _SIZES[0] <= points <= _SIZES[1] else None


class _Number:
    what = f"a number between {_HEIGHTS[0]} and {_HEIGHTS[1]}"
    hint = "write it without a unit, as `1.42`"

    @staticmethod
    def read(tokens: list[Any]) -> str | None:
        if len(tokens) != 1 or tokens[0].type != "number" or not _HEIGHTS[0] <= tokens[0].value <= _HEIGHTS[1]:
            return None
        return f"{round(tokens[0].value, 3):g}"


_KINDS: dict[str, Any] = {
    "text-font": _Family,
    "heading-font": _Family,
    "text-size": _Length,
    "line-height": _Number,
}


def _is_dark(rule: Any) -> bool:
    return (
        rule.lower_at_keyword == "media"
        and "".join(_words(rule.prelude).lower().split()) == "(prefers-color-scheme:dark)"
    )


def _words(tokens: Iterable[Any]) -> str:
    import tinycss2

    try:
        return " ".join(tinycss2.serialize(tokens).split())
    except RecursionError:
        return "…"


def _span(node: Any) -> Span:
    """Return where a rule or a property begins: the words before its values."""
    if node.type == "declaration":
        length = len(node.name)
    elif node.type == "at-rule":
        length = len(node.at_keyword) + 1
    else:
        length = len(_words(getattr(node, "prelude", ()))) or 1
    line, column = node.source_line, node.source_column
    return Span(NAME, line, column, line, column + length)


def _faint(own: Settings, defaults: Mapping[str, str], where: str) -> Iterator[Diagnostic]:
    """Yield what is hard to read on the ground or the box, where the series has chosen one of the two colours."""
    values = _merged(defaults, own)
    for name in ("text", "muted", "accent"):
        ratio, ground = min((contrast(values[name], values[ground]), ground) for ground in ("ground", "box"))
        chosen = own.get(name) or own.get(ground)
        if chosen and ratio < AA:
            message = f"`--{name}` on `--{ground}`{where} has a contrast of {int(ratio * 10) / 10}:1, less than {AA}:1"
            hint = "make one of the two darker or lighter"
            yield finding("STY105", chosen[1], message, hint, Severity.WARNING)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as `#7a1f3d`, between 1 and 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    red, green, blue = (_linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
