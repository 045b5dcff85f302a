"""The letters of an abbreviation are not those of the words that it stands beside.

## What it does
Looks at "Expansion (ABBREVIATION)": finds two letters that are exchanged, one letter too many, one that is missing or
another, and a plural s in capitals.

## Why is this bad
One of the two is wrong, and readers will copy it.

## Example
    The World Trade Organization and Very Large Online Platforms (VLOPS) met.

## Use instead
    The World Trade Organization and Very Large Online Platforms (VLOPs) met.

Many abbreviations are made otherwise, from syllables (Benelux), in another language (CERN, FIFA), with letters from
inside of words (UNESCO): the rule speaks only where all letters but one fit. It warns where letters are exchanged or
a plural s is a capital; else it is information. An expansion that differs from the one in `references/terms.yaml` is
information too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from igreport.check.abbreviations import Expansion, abbreviations, base, is_ordinary
from igreport.check.initials import content, fits
from igreport.check.manuscript import Manuscript
from igreport.check.rule import Rule
from igreport.check.spellings import fold, is_one_edit
from igreport.model.diagnostic import Diagnostic, Fix, Severity

RULE = Rule("NAM106", "abbreviation-mismatch", Severity.WARNING)


def check(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Yield each abbreviation whose letters are not those of its words."""
    wrong = {name for term in manuscript.report.terms for name in term.variants}
    listed = {base(term.term): term.expansion for term in manuscript.report.terms if term.expansion}
    for name, rows in abbreviations(manuscript).expansions.items():
        for row in rows:
            if row.written in wrong:
                continue
            found = _plural(manuscript, row) or _listed_otherwise(manuscript, row, listed.get(name, ""))
            if found := found or _letters(manuscript, row):
                yield found


def _plural(manuscript: Manuscript, row: Expansion) -> Diagnostic | None:
    """Judge "Very Large Online Platforms (VLOPS)"."""
    words = _before(row)
    if row.fit == "exact" or not row.written.isupper() or row.written[-1] != "S" or len(row.written) < 3 or not words:
        return None
    last = words[-1].strip("\"“”»«’'")
    if last[-1:] != "s" or fits(row.written[:-1], " ".join(words))[1] != "exact":
        return None
    span, text = row.prose.span(row.start, row.end), row.written[:-1] + "s"
    fix = Fix.replace(span, text) if row.prose.is_exact else None
    message = f"the plural s of “{row.written}” is a capital"
    return RULE.found(span, message, f"write “{text}”", fix=fix, note=manuscript.note_of(row.prose))


def _letters(manuscript: Manuscript, row: Expansion) -> Diagnostic | None:
    name = base(row.written).upper()
    if row.fit or not name.isalpha() or is_ordinary(base(row.written)) or len(name) < 3:
        return None
    words = content(" ".join(_before(row)))
    for size in (len(name), len(name) - 1, len(name) + 1):
        initials = "".join(word[0] for word in words[-size:]).upper() if len(words) >= size > 2 else ""
        if initials[:1] == name[0] and is_one_edit(initials, name):
            break
    else:
        return None
    is_exchanged = sorted(initials) == sorted(name) and len(name) > 3
    return RULE.found(
        row.prose.span(row.start, row.end),
        f"the letters of “{row.written}” are not those of “{' '.join(words[-size:])}” ({initials})",
        "mend the abbreviation or its expansion",
        note=manuscript.note_of(row.prose),
        severity=Severity.WARNING if is_exchanged else Severity.INFO,
    )


def _listed_otherwise(manuscript: Manuscript, row: Expansion, expansion: str) -> Diagnostic | None:
    """Judge an expansion against the list of terms: some of its words, and others."""
    if not expansion or row.fit == "exact":
        return None
    wanted = {fold(word)[:4] for word in content(expansion.replace("-", " "))}
    words = [fold(word)[:4] for word in content(" ".join(_before(row)).replace("-", " "))][-len(wanted) - 2 :]
    shared = wanted & set(words)
    if len(shared) < 2 or len(wanted) - len(shared) < 2:
        return None
    return RULE.found(
        row.prose.span(row.start, row.end),
        f"“{row.written}” stands for “{expansion}” in references/terms.yaml",
        "write that name, or mend the list of terms",
        note=manuscript.note_of(row.prose),
        severity=Severity.INFO if row.fit else Severity.WARNING,  # its letters are those of other words as well
    )


def _before(row: Expansion) -> list[str]:
    """Return the words before the bracket that an abbreviation stands in alone."""
    before = row.prose.text[max(0, row.start - 160) : row.start]
    behind = row.prose.text[row.end : row.end + 2].lstrip("”“\"’'»«")
    is_alone = before.rstrip("”“„\"’‘'»«").endswith("(") and behind[:1] == ")"
    return re.split(r"[.;!?]\s", before.rpartition("(")[0])[-1].split() if is_alone else []
