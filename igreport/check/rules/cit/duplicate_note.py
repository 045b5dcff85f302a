"""Two notes have the same label.

## What it does
Finds a `[^label]:` that is written twice in one section.

## Why is this bad
Only the first would be printed.

## Example
    [^1]: 71 states voted in favour.

    [^1]: The machine had failed.

## Use instead
    [^1]: 71 states voted in favour.

    [^2]: The machine had failed.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT106", "duplicate-note", Severity.ERROR)
