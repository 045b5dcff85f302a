"""What is outside of our subset and would be printed as text, though its author meant something else by it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from igreport.model.diagnostic import Span
from igreport.model.prose import Places
from igreport.sources.markdown.inlines import CONTROL, Context

_LIST_LINE = re.compile(r"\s{0,3}(?:[-*+]|[0-9]{1,3}\.)\s+\S")
_FOREIGN = (  # what pandoc would read as something else, and CommonMark as text
    (re.compile(r"^:::"), "a fenced div", "write plain paragraphs"),
    (re.compile(r"^\+[-=+]{3,}"), "a grid table", "write a pipe table: | a | b |"),
    (re.compile(r"^\| \S.*[^|]$"), "a line block", "write a list or paragraphs"),
    (re.compile(r"(?<!\\)~~(?=\S).+?~~"), "strike-through", "delete the text or the tildes"),
    (re.compile(r"^##+(?=[^\s#])"), "a heading without a blank", "put a blank behind the last #"),
)
_BRACKETED = re.compile(r"\(?(?:[a-zA-Z]|[ivx]{2,4}|[0-9]{1,3}|@)\)\s")


def find(places: Places, context: Context) -> None:
    """Report what is foreign in the text of a paragraph."""
    offset = 0
    if match := _BRACKETED.match(places.text):
        report_bracket(places.span(0, match.end() - 1), context)
    for number, line in enumerate(places.text.split("\n")):
        if number and _LIST_LINE.match(line):
            message = "this line looks like a list item inside a paragraph"
            context.report(
                "MD106", places.span(offset, offset + len(line)), message, "put a blank line before the list"
            )
        for pattern, name, hint in _FOREIGN:
            if match := pattern.search(line):
                span = places.span(offset + match.start(), offset + len(line))
                context.report("MD104", span, f"{name} is not supported", hint)
        offset += len(line) + 1


def report_bracket(span: Span, context: Context) -> None:
    """Report a list marker such as `1)` or `(a)`."""
    hint = "write a full stop: 1. or a.; where it is no list, \\ before the bracket"
    context.report("MD104", span, "list markers with a bracket are not supported", hint)


def find_control_characters(lines: Sequence[str], first_line: int, context: Context) -> None:
    """Report each control character in the lines of a file, the first of which has the number `first_line`."""
    for number, line in enumerate(lines, first_line):
        for match in CONTROL.finditer(line):
            span = Span(context.path, number, match.start() + 1)
            message = f"the text has a control character, U+{ord(match[0]):04X}, that no format can print"
            context.report("MD110", span, message, "delete it")
