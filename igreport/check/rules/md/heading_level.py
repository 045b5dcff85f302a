"""A heading has the wrong level.

## What it does
Finds headings of level 1 (that is the section's title), those that leave a level out, and those inside of lists,
quotations and notes.

## Why is this bad
The table of contents, and readers who listen to the report, rely on the order of levels.

## Example
    # The next steps

## Use instead
    ## The next steps
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD109", "heading-level", Severity.ERROR)
