"""A note is called inside of another note.

## What it does
Finds `[^label]` and `^[…]` in the text of a note. Sources may be cited there.

## Why is this bad
Word and most readers have no notes to notes.

## Example
    [^1]: 71 states voted in favour.[^2]

## Use instead
    [^1]: 71 states voted in favour; the count was by hand.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT104", "note-in-a-note", Severity.ERROR)
