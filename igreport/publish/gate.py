"""What a release has to pass: gates, each with what stands in its way.

`before` judges what the author's files say, `REVISION`, `BUILD` and `ACCESSIBLE` what is made of them. All are judged in one run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from igreport.errors import UsageError
from igreport.model.diagnostic import Diagnostic, Severity
from igreport.sources.findings import NAMES

State = Literal["passed", "allowed", "refused", "not judged"]
# Whoever could let these pass would hand out something that is not proved, or that contradicts its last release.
_NEVER = {
    "REL106": "a revision is as short as a reason",
    "REL107": "nothing is handed out that is not proved",
}


class Question(NamedTuple):
    """What a gate asks: its name in `release.json`, and in words what holds where it is passed."""

    name: str
    holds: str


CHECK = Question("check", "check finds no error")
LINKS = Question("links", "no source is known to be dead without a copy in an archive")
PARTICULARS = Question("particulars", "title, author, language, date and alternative texts are there")
REVISION = Question("revision", "what has changed since the last release is said on the cover")
BUILD = Question("build", "PDF, DOCX and HTML say what the edition says")
ACCESSIBLE = Question("accessible", "the PDF is PDF/UA-1, as it says")
QUESTIONS = (CHECK, LINKS, PARTICULARS, REVISION, BUILD, ACCESSIBLE)


@dataclass(frozen=True)
class Gate:
    """One gate, judged or not: what stands in the way, what was let pass, and what is worth knowing all the same."""

    question: Question
    refused: tuple[Diagnostic, ...] = ()
    allowed: tuple[Diagnostic, ...] = ()
    remarks: tuple[str, ...] = ()
    is_judged: bool = True

    @property
    def state(self) -> State:
        """Return how it ended."""
        if not self.is_judged:
            return "not judged"
        if self.refused:
            return "refused"
        return "allowed" if self.allowed else "passed"


def let_pass(gate: Gate, allowed: Mapping[str, str]) -> Gate:
    """Return the gate with the findings of the codes in `allowed` let pass."""
    found = gate.refused
    return replace(
        gate,
        refused=tuple(item for item in found if item.code not in allowed),
        allowed=tuple(item for item in found if item.code in allowed),
    )


def complete(gates: Iterable[Gate]) -> tuple[Gate, ...]:
    """Return all gates in their order, those that are not among `gates` as not judged."""
    known = {gate.question: gate for gate in gates}
    return tuple(known.get(question, Gate(question, is_judged=False)) for question in QUESTIONS)


def allowances(codes: Iterable[str], reasons: Iterable[str]) -> dict[str, str]:
    """Return why each code is let pass; raise UsageError for one without a reason, unknown, or never to be let pass."""
    words, texts = list(codes), [reason.strip() for reason in reasons]
    if len(words) != len(texts) or not all(texts):
        code = words[0] if words else "LNK103"
        raise UsageError("each --allow needs its reason", f'write --allow {code} --because "…", in this order')
    found = {_code(word): text for word, text in zip(words, texts, strict=True)}
    if len(found) < len(words):
        raise UsageError("one code is allowed twice", "give each one reason")
    return found


def _code(word: str) -> str:
    from igreport.check import select
    from igreport.check.pages import pages

    names = select.known()
    code = select.canonical(word, names)
    if code is None:
        raise UsageError(f"there is no rule `{word}`", select.suggestion(word, names))
    if code not in names:
        raise UsageError(f"`{word}` names more than one rule", "allow one code after the other, each with its reason")
    if code in _NEVER:
        raise UsageError(f"{code} can never be allowed: {_NEVER[code]}", f"igreport explain {code}")
    if code in NAMES and pages()[code].severity is Severity.ERROR:
        raise UsageError(
            f"{code} can never be allowed: nothing is built before it is mended", f"igreport explain {code}"
        )
    return code
