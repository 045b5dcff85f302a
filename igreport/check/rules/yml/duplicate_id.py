"""Two events or terms have the same name.

## What it does
Finds an event's `id`, or a term, that is defined twice.

## Why is this bad
The two may say different things, and only one of them is used.

## Example
    events:
    - id: igf-2024
      …
    - id: igf-2024
      …

## Use instead
    events:
    - id: igf-2024
      …
    - id: igf-2025
      …
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML107", "duplicate-id", Severity.ERROR)
