"""A value is of the wrong kind.

## What it does
Finds a value that its key cannot have: a date that is none, a language that is not supported, a text where a list
belongs.

## Why is this bad
It cannot be printed, or would be printed as something else.

## Example
    published: 6 October 2025

## Use instead
    published: 2025-10-06
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML106", "wrong-value", Severity.ERROR)
