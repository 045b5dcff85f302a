"""A key that igreport does not know.

## What it does
Finds a key in a YAML file or a section's front matter that has no meaning there.

## Why is this bad
It is mostly a misspelling, and what it says would be ignored in silence.

## Example
    publishd: 2025-10-06

## Use instead
    published: 2025-10-06
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML104", "unknown-key", Severity.ERROR)
