"""A key stands twice.

## What it does
Finds a key that is written twice in one entry of a YAML file.

## Why is this bad
Only one of the two is read, and it may be the wrong one.

## Example
    - id: roadmap
      issued: 2025-06
      issued: 2025-07

## Use instead
    - id: roadmap
      issued: 2025-07
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML102", "duplicate-key", Severity.ERROR)
