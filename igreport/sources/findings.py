"""What can be wrong in the files themselves: each kind of finding that `load` makes, in one table.

A finding's code is stable and never used again for something else.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from igreport.model.diagnostic import Diagnostic, Severity, Span

NAMES = {
    # the folder and its files
    "SRC101": "missing-folder",
    "SRC102": "unreadable-file",
    "SRC103": "not-utf8",
    "SRC104": "not-an-edition",
    "SRC105": "no-sections",
    "SRC106": "outside-the-folder",
    "SRC107": "unused-suppression",
    "SRC108": "suppression-without-reason",
    "SRC109": "unknown-suppression",
    "SRC110": "not-a-template",
    # YAML
    "YML101": "invalid-yaml",
    "YML102": "duplicate-key",
    "YML103": "not-a-mapping",
    "YML104": "unknown-key",
    "YML105": "missing-key",
    "YML106": "wrong-value",
    "YML107": "duplicate-id",
    # Markdown
    "MD101": "front-matter",
    "MD102": "empty-section",
    "MD103": "raw-html",
    "MD104": "not-in-the-subset",
    "MD105": "attributes",
    "MD106": "list-without-blank-line",
    "MD107": "mixed-list-markers",
    "MD108": "nested-too-deeply",
    "MD109": "heading-level",
    "MD110": "control-character",
    "MD111": "endless-paragraph",
    "IMG101": "missing-image",
    "IMG102": "remote-image",
    "IMG103": "no-alternative-text",
    "IMG104": "not-an-image",
    "IMG105": "drawing-not-plain",
    # sections/style.css
    "STY101": "not-a-setting",
    "STY102": "unknown-property",
    "STY103": "wrong-style-value",
    "STY104": "missing-typeface",
    "STY105": "faint-colours",
    # references and notes
    "REF101": "invalid-csl",
    "REF102": "duplicate-reference",
    "LNK101": "not-an-address",
    "LNK102": "broken-ledger-line",
    "CIT101": "undefined-citation",
    "CIT102": "undefined-note",
    "CIT103": "unused-note",
    "CIT104": "note-in-a-note",
    "CIT105": "citation-without-brackets",
    "CIT106": "duplicate-note",
    "CIT107": "citations-without-semicolon",
}


def finding(code: str, span: Span, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    """Return the finding of that code at that place."""
    return Diagnostic(code, NAMES[code], severity, span, message, hint)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the hint that names the known word most like `word`, upper and lower case alike, or else `otherwise`."""
    by_lower = {name.lower(): name for name in sorted(known)}
    close = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return f"did you mean `{by_lower[close[0]]}`?" if close else otherwise
