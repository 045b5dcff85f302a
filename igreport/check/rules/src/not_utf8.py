"""A file is written in another encoding than UTF-8.

## What it does
Finds the first byte of a section or YAML file that UTF-8 does not allow.

## Why is this bad
Umlauts, accents and dashes would come out as other signs, and nobody can tell which were meant.

## Example
    a file saved as “Windows-1252” or “Latin-1”

## Use instead
    the same file, saved as “UTF-8” in the editor's menu
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC103", "not-utf8", Severity.ERROR)
