"""A link leads nowhere.

## What it does
Finds a link whose address does not begin with https://, http:// or mailto:.

## Why is this bad
A reader of the PDF or the Word file cannot open it.

## Example
    See [the draft](www.example.org/draft).

## Use instead
    See [the draft](https://www.example.org/draft).
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("LNK101", "not-an-address", Severity.ERROR)
