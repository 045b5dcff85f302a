"""The Word template of a series is not there, or is none.

## What it does
Finds a `template:` in `sections/series.yaml` for which there is no file in `sections`, a file that is no DOCX, and one
with macros.

## Why is this bad
The DOCX cannot be written. Macros would be handed on to every reader.

## Example
    template: house.doc

## Use instead
    template: house.docx
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC110", "not-a-template", Severity.ERROR)
