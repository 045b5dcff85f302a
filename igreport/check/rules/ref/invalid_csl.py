"""A source is not written in the words of the Citation Style Language (CSL).

## What it does
Finds fields and types that CSL does not have, dates that are none, and names that are not written as names. Below `custom:`,
where a source keeps what CSL lacks, `archive` is the address of a copy in an archive, and `verified` the day on which somebody
opened the page; the note of a source with a copy prints the copy's address as the one to follow.

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
