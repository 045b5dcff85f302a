"""Which findings are asked for: by rule, by severity, by file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from igreport.errors import UsageError
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.sources.findings import NAMES, did_you_mean

_CODE = re.compile(r"(?P<family>[A-Z]+)\d*\Z")
_ALL = "`igreport explain` lists all codes and names"
_FEW = 15  # codes of a family
_MISSING = "SRC101"  # a folder or file that is not there, so that nobody can name it


def known() -> dict[str, str]:
    """Return the name of every rule by its code, in the order of the codes."""
    from igreport.check.catalogue import rules  # which imports every rule

    names = NAMES | {rule.RULE.code: rule.RULE.name for rule in rules()}
    return dict(sorted(names.items()))


def canonical(word: str, names: Mapping[str, str]) -> str | None:
    """Return a code or its beginning as it is written, and a rule's name as its code; None where no rule has it.

    `names` is what `known` returns. The beginning of a code is its family at least: `DAT`, `DAT1`.
    """
    for code, name in names.items():
        if word.lower() == name:
            return code
    upper = word.upper()
    match = _CODE.match(upper)
    if match is None:
        return None
    is_known = any(code.startswith(upper) and _family(code) == match["family"] for code in names)
    return upper if is_known else None


def covers(word: str, code: str) -> bool:
    """Say whether `code` is of what `word` says, a code or its beginning: `DA` is not the beginning of `DAT101`."""
    match = _CODE.match(word)
    return match is not None and code.startswith(word) and _family(code) == match["family"]


def _family(code: str) -> str:
    return code.rstrip("0123456789")


def suggestion(word: str, names: Mapping[str, str]) -> str:
    """Return the hint for a word that is no rule's."""
    alike = next((code for code in names if _looks(word) == _looks(code)), None)
    if alike:
        return f"did you mean `{alike}`?"
    match = _CODE.match(word.upper())
    family = [code for code in sorted(names) if match and match["family"] == _family(code) != word.upper()]
    if family:  # of two numbers neither is like the other
        return f"known: {', '.join(family)}" if len(family) <= _FEW else _ALL
    others = {_family(code) for code in names} if word.isalpha() else set()
    return did_you_mean(word, [*names, *names.values(), *others], _ALL)


def _looks(word: str) -> str:
    """Return a code with the letters that are taken for digits as these."""
    return word.upper().translate(str.maketrans("OIL", "011"))


def codes(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the codes, or their beginnings, that a list with commas names; raise UsageError for one that no rule has."""
    found = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        code = canonical(word, names)
        if code is None:
            raise UsageError(f"there is no rule `{word}`", suggestion(word, names))
        found.append(code)
    return tuple(found)


@dataclass(frozen=True)
class Wish:
    """What is asked for: all findings, or less."""

    select: tuple[str, ...] = ()  # codes or their beginnings; all where there are none
    ignore: tuple[str, ...] = ()
    paths: frozenset[str] = frozenset()  # relative to the report folder; all where there are none
    info: bool = False  # also what is only worth a look
    only_errors: bool = False


def chosen(found: Iterable[Diagnostic], wish: Wish) -> list[Diagnostic]:
    """Return the findings that `wish` asks for."""
    rows = [item for item in found if _is_of_rules(item, wish) and is_of_files(item, wish.paths)]
    if wish.only_errors:
        return [item for item in rows if item.severity is Severity.ERROR]
    return rows if wish.info else [item for item in rows if item.severity is not Severity.INFO]


def _is_of_rules(item: Diagnostic, wish: Wish) -> bool:
    is_selected = not wish.select or any(covers(word, item.code) for word in wish.select)
    return is_selected and not any(covers(word, item.code) for word in wish.ignore)


def is_of_files(item: Diagnostic, paths: Collection[str]) -> bool:
    """Say whether a finding stands in one of the files, or names a place in one; always where there are no `paths`.

    What is said of folders, and of a file that is missing, is of all files.
    """
    if not paths or item.code == _MISSING or "." not in item.span.path:
        return True
    return any(span.path in paths for span in (item.span, *item.related))
