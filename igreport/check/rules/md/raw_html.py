"""HTML stands in the text.

## What it does
Finds HTML tags in a section. Comments are let pass.

## Why is this bad
Only a browser understands them: Word and PDF would lose them, or print them.

## Example
    The <b>new</b> draft.

## Use instead
    The **new** draft.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD103", "raw-html", Severity.ERROR)
