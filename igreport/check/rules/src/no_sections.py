"""An edition has no sections, or there is no edition.

## What it does
Finds an edition's folder without any `.md` file in it, and a `sections` folder without any edition.

## Why is this bad
There is nothing to build.

## Example
    sections/2025-Q4/edition.yaml

## Use instead
    sections/2025-Q4/edition.yaml
    sections/2025-Q4/10-topic.md
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC105", "no-sections", Severity.ERROR)
