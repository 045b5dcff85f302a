"""A page's style sheet: whether words that the page holds are shown, and none are that it does not hold."""

from __future__ import annotations

import re

# What holds no words of the edition: the link to the text, and the links of headings to themselves, which are empty.
_WORDLESS = frozenset((".skip", ".anchor"))
_HIDING = re.compile(
    r"(?<![\w-])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}(?:hidden|collapse)|content-visibility\s{0,3}:"
    r"|opacity\s{0,3}:\s{0,3}0?\.?0*\s{0,3}(?:[;!]|$)|font(?:-size)?\s{0,3}:\s{0,3}0(?![.\d]*[1-9])|text-indent\s{0,3}:\s{0,3}-"
    r"|clip(?:-path)?\s{0,3}:|mask(?:-image)?\s{0,3}:|color\s{0,3}:\s{0,3}transparent|text-transform\s{0,3}:"
    r"|(?:max-)?(?:width|height)\s{0,3}:\s{0,3}0\s{0,3}(?:[;!]|$)|speak\s{0,3}:"
    r"|(?:left|right|top|bottom|inset|margin|margin-[a-z]{1,12}|translate)\s{0,3}:\s{0,3}-\d{3})",
    re.IGNORECASE,
)
_LOADING = re.compile(r"\\|@import|@font-face|url\(|src\(|image-set\(", re.IGNORECASE)
_CONTENT = re.compile(r"(?<![\w-])content\s{0,3}:([^;]*)")
_STRINGS = re.compile(r'\s*(?:none|normal|(?:"[^"\w]*"\s*)+(?:/\s*"")?)\s*')
# A rule that gives numbered lists other markers than their `type`: what a browser shows could not be told from the page.
_RESTYLED = re.compile(r"(?:^|[\s,>}])(?:ol|li)\b[^{}]*\{[^}]*list-style|::marker\s*\{[^}]*content|counter-increment")


def check(sheet: str) -> None:
    """Raise ValueError where a rule hides words, adds some, or loads something."""
    sheet = _without_comments(sheet)
    if _LOADING.search(sheet):
        raise ValueError("the style sheet loads something, or has a sign escaped")
    for rule in sheet.split("}"):
        above, _, declarations = rule.rpartition("{")
        selectors = re.split("[{;]", above)[-1].strip()
        if (words := _wrong(declarations)) and not _is_wordless(selectors):
            raise ValueError(f"the style sheet may hide or add words: {selectors[-60:]} {{ {words} }}")


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return " ".join([first, *(part.partition("*/")[2] for part in rest)])


def hides(declarations: str) -> bool:
    """Return whether the declarations of an element hide what stands in it."""
    return bool(_wrong(declarations))


def restyles_lists(sheet: str) -> bool:
    """Return whether numbered lists may have other markers than their `type` says."""
    return bool(_RESTYLED.search(sheet))


def _is_wordless(selectors: str) -> bool:
    return all(part.strip() in _WORDLESS for part in selectors.split(","))


def _wrong(declarations: str) -> str:
    if found := _HIDING.search(declarations):
        return found[0]
    added = [value for value in _CONTENT.findall(declarations) if not _STRINGS.fullmatch(value)]
    return f"content:{added[0]}" if added else ""
