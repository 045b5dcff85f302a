"""A folder in `sections` names no period, so it is no edition.

## What it does
Finds a folder beside the editions whose name is not a period: 2025, 2025-Q3, 2025-H1 or 2025-09.

## Why is this bad
Its sections belong to no edition: they are neither checked nor built.

## Example
    sections/Q3-2025/10-topic.md

## Use instead
    sections/2025-Q3/10-topic.md
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC104", "not-an-edition", Severity.ERROR)
