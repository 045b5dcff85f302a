"""Two sources in one citation have no semicolon between them.

## What it does
Finds `[@one, @other]` and `[@one @other]`.

## Why is this bad
The second source would be read as a part of the first one's page number, and not be printed.

## Example
    The two drafts differ [@zero-draft, @elements-paper].

## Use instead
    The two drafts differ [@zero-draft; @elements-paper].
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT107", "citations-without-semicolon", Severity.ERROR)
