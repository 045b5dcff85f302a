"""A source's key stands in the text without brackets.

## What it does
Finds `@key` where a source has that id.

## Why is this bad
Without brackets it cites nothing: the key would be printed as a word.

## Example
    The roadmap was published in June @roadmap.

## Use instead
    The roadmap was published in June [@roadmap].

A word that is to be printed with its sign, as the name of an account, is written with a backslash: \\@roadmap.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT105", "citation-without-brackets", Severity.ERROR)
