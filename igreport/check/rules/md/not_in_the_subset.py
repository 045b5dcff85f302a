"""The section uses Markdown that not every format can print.

## What it does
Finds blocks of code, rules, definition lists, list markers in brackets, strike-through and other things outside of
igreport's Markdown.

## Why is this bad
Some formats would leave it out or print its signs.

## Example
    (a) the first point

## Use instead
    a.  the first point
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD104", "not-in-the-subset", Severity.ERROR)
