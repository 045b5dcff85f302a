"""An edition could not be built, or a file of it does not say what the edition says.

## What it does
`igreport release` builds PDF, DOCX and HTML, reads each back, and refuses a release where one of them lacks a word, a list
marker, a note, a link or an alternative text; also where a character has no glyph, or a note does not fit on its page.

## Why is this bad
What was handed out cannot be taken back.

## Example
    the PDF does not say what the edition says:
      note 17: is missing

## Use instead
    See what `igreport build` says; a file that says something else is a defect of igreport: please report it.

It cannot be let pass by `--allow`.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL107", "not-proved", Severity.ERROR)
