"""A file is not YAML.

## What it does
Finds what cannot be read as YAML: a tab, a colon in a text without quotation marks, a bracket that is never closed.

## Why is this bad
Nothing behind that place is read: sources are missing, and their citations become errors.

## Example
    title: Governance: a review

## Use instead
    title: "Governance: a review"
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML101", "invalid-yaml", Severity.ERROR)
