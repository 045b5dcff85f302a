"""A list has no blank line before it.

## What it does
Finds a line inside of a paragraph that begins like an item of a list.

## Why is this bad
Without a blank line it is no list: its items run on in one paragraph.

## Example
    The draft has two aims:
    - access for all
    - trust

## Use instead
    The draft has two aims:

    - access for all
    - trust
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD106", "list-without-blank-line", Severity.ERROR)
