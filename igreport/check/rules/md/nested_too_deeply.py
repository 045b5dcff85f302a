"""Lists, quotations or emphasis are nested deeper than can be printed.

## What it does
Finds blocks that lie in more lists and quotations than any reader follows.

## Why is this bad
Word and PDF have no room for them; mostly it is an accident of copying.

## Example
    > > > > > > > > (and so on, dozens of times) Text

## Use instead
    > Text
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD108", "nested-too-deeply", Severity.ERROR)
