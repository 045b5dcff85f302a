"""An item of a list is marked otherwise than its first.

## What it does
Finds an ordered list whose items change between figures, letters and Roman numerals.

## Why is this bad
Every format numbers a list in one way, so the item would get another mark than its author wrote.

## Example
    1.  The first point
    b.  The second point

## Use instead
    1.  The first point
    2.  The second point
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD107", "mixed-list-markers", Severity.ERROR)
