"""A note is called that is not written.

## What it does
Finds `[^label]` for which the section has no text, or an empty one.

## Why is this bad
The number in the text would lead to nothing.

## Example
    The vote was close.[^1]

## Use instead
    The vote was close.[^1]

    [^1]: 71 states voted in favour, 68 against.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT102", "undefined-note", Severity.ERROR)
