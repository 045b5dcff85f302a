"""Report → Diagnostics: everything that is wrong with what authors wrote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from igreport.check.catalogue import Families, rules
from igreport.check.manuscript import Manuscript
from igreport.check.suppress import suppressed
from igreport.model.diagnostic import Diagnostic
from igreport.model.reference import Reference
from igreport.model.report import Report

MOST = 1_000  # findings of a rule in an edition: whoever mends them is told the next ones


@dataclass(frozen=True)
class Examined:
    """What one edition alone shows: findings, and each series rule's fact by the rule's code."""

    findings: tuple[Diagnostic, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


def check(report: Report, paths: Collection[str] = ()) -> list[Diagnostic]:
    """Return the findings by place; of all files, or of those named in `paths` (relative to the report folder).

    Findings about folders and about files that are missing are always among them.
    """
    examined = {edition.identifier: examine(Manuscript(report, edition)) for edition in report.editions}
    found = [*report.problems, *check_sources(report.references.values())]
    found += [finding for edition in examined.values() for finding in edition.findings]
    found += compare(replace(report, editions=()), examined)
    return chosen(suppressed(found, report.suppressions), paths)


def check_sources(references: Iterable[Reference], families: Families = ()) -> list[Diagnostic]:
    """Return what is wrong with each source alone, by the rules of some families or by all."""
    own = [rule.check_source for rule in rules(families) if hasattr(rule, "check_source")]
    return [finding for reference in references for check in own for finding in check(reference)]


def examine(manuscript: Manuscript, families: Families = (), most: int = MOST) -> Examined:
    """Return what one edition shows, of each rule at most `most` findings."""
    own = [rule.check for rule in rules(families) if hasattr(rule, "check")]
    findings = [finding for check in own for finding in islice(check(manuscript), most)]
    facts = {rule.RULE.code: rule.collect(manuscript) for rule in rules(families) if hasattr(rule, "collect")}
    return Examined(tuple(findings), facts)


def joined(parts: Iterable[Examined]) -> Examined:
    """Return what the rules of several families show of the same edition."""
    rows = list(parts)
    facts = {code: fact for row in rows for code, fact in row.facts.items()}
    return Examined(tuple(finding for row in rows for finding in row.findings), facts)


def compare(report: Report, examined: Mapping[str, Examined], families: Families = ()) -> list[Diagnostic]:
    """Return what the editions show together; `examined` by edition id, oldest first, `report` without editions."""
    found: list[Diagnostic] = []
    for rule in rules(families):
        if hasattr(rule, "compare"):
            facts = {identifier: edition.facts[rule.RULE.code] for identifier, edition in examined.items()}
            found += rule.compare(report, facts)
    return found


def chosen(found: Iterable[Diagnostic], paths: Collection[str]) -> list[Diagnostic]:
    """Return the findings by place, each once; of all files where `paths` is empty."""
    ordered = sorted(dict.fromkeys(found), key=lambda finding: (finding.span, finding.code, finding.message))
    if not paths:
        return ordered
    wanted = set(paths)
    return [finding for finding in ordered if finding.span.path in wanted or "." not in finding.span.path]
