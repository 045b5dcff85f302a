"""A note is written that the text never calls.

## What it does
Finds `[^label]: …` without any `[^label]` in the section's text.

## Why is this bad
No reader would ever see it.

## Example
    The vote was close.

    [^1]: 71 states voted in favour.

## Use instead
    The vote was close.[^1]

    [^1]: 71 states voted in favour.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT103", "unused-note", Severity.ERROR)
