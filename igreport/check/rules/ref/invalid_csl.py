"""A source is not written in the words of the Citation Style Language (CSL).

## What it does
Finds fields and types that CSL does not have, dates that are none, and names that are not written as names.

## Why is this bad
The note would be printed without what the field says.

## Example
    - id: roadmap
      type: website
      date: 2025-06

## Use instead
    - id: roadmap
      type: webpage
      issued: 2025-06
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REF101", "invalid-csl", Severity.ERROR)
