"""`sections/style.css` names a typeface that is not installed.

## What it does
Finds a `--text-font` or `--heading-font` of which no Python package is installed. Families of type come as packages named
`fontpkg-…` (https://fontpkg.org); what the machine has besides is never used, so that pages are the same on every machine.

## Why is this bad
The PDF cannot be set in it.

## Example
    :root { --text-font: "Source Serif 5" }

## Use instead
    :root { --text-font: "Source Serif 4" }
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("STY104", "missing-typeface", Severity.ERROR)
