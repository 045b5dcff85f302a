"""A file cannot be read.

## What it does
Finds a section, a YAML file or a picture that the computer refuses to open: its rights forbid it, or it is a folder.

## Why is this bad
What it says would be missing from the report.

## Example
    sections/2025-Q3/20-topic.md/      (a folder, named like a file)

## Use instead
    sections/2025-Q3/20-topic.md
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC102", "unreadable-file", Severity.ERROR)
