"""A comment asks for silence about something that is not found.

## What it does
Finds an `igreport: ignore` comment, or a setting of that kind, that silences nothing.

## Why is this bad
It was left behind when the text was mended, and would hide the next mistake on that line.

## Example
    <!-- igreport: ignore TXT111 a title that repeats a word -->
    The draft was published.

## Use instead
    The draft was published.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC107", "unused-suppression", Severity.WARNING)
