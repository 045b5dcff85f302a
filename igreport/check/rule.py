"""What a rule is: a module with `RULE`, a docstring that is its manual page, and one of the functions below.

    check(manuscript) -> Iterable[Diagnostic]            on one edition, as `igreport.check.manuscript.Manuscript`
    check_source(reference) -> Iterable[Diagnostic]      on one source alone
    collect(manuscript) -> fact                          what one edition contributes; small, plain data that can be pickled
    compare(report, facts) -> Iterable[Diagnostic]       on all editions: `facts` by edition id, oldest first;
                                                         `report` has the references, events and terms, and no editions

A rule without any of them is reported by `igreport.sources` while it reads, or by `igreport release`. Modules below
`igreport/check/rules/` are found by their folder, those of other packages by the entry point group `igreport.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from igreport.model.diagnostic import Diagnostic, Fix, Severity, Span


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's identity: a stable code, a readable name, and how sure its findings are."""

    code: str  # "DAT101"
    name: str  # "impossible-date"
    severity: Severity

    def found(
        self,
        span: Span,
        message: str,
        hint: str = "",
        *,
        fix: Fix | None = None,
        note: int | None = None,
        related: tuple[Span, ...] = (),
        severity: Severity | None = None,
    ) -> Diagnostic:
        """Return a finding of this rule."""
        return Diagnostic(self.code, self.name, severity or self.severity, span, message, hint, note, fix, related)


@runtime_checkable
class RuleModule(Protocol):
    """What every rule has; see this module's docstring for the functions."""

    RULE: Rule
