"""A folder or file that every report needs is not there.

## What it does
Finds a report folder without `sections/`, without `sections/series.yaml`, or without `references/` while a source is
cited.

## Why is this bad
Without them nothing can be built: the series has no title, and no citation has a source.

## Example
    my-report/
        sections/2025-Q3/10-topic.md

## Use instead
    my-report/
        references/2025-Q3.yaml
        sections/series.yaml
        sections/2025-Q3/10-topic.md
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC101", "missing-folder", Severity.ERROR)
