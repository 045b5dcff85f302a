"""The text has a character that cannot be printed.

## What it does
Finds control characters, which are invisible in an editor.

## Why is this bad
Word and PDF refuse a file with them. They come from copying out of a PDF.

## Example
    The new␂draft

## Use instead
    The new draft
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD110", "control-character", Severity.ERROR)
