"""A file or an entry is not built as it must be.

## What it does
Finds a YAML file that should be keys with values and is a list or a text, or the other way round.

## Why is this bad
Nothing in it is read.

## Example
    - title: A series

## Use instead
    title: A series
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML103", "not-a-mapping", Severity.ERROR)
