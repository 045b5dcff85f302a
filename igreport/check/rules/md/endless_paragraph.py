"""A paragraph is too long to be read.

## What it does
Finds a paragraph of more characters than a whole edition has.

## Why is this bad
It is a file pasted without its line breaks; nobody could read it, and checking it would take minutes.

## Example
    (a whole book in one paragraph)

## Use instead
    (its paragraphs, with blank lines between them)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD111", "endless-paragraph", Severity.ERROR)
