"""The PDF says that it is PDF/UA-1, and is not.

## What it does
`igreport release` reads the PDF that was built, and finds what a program can find of the Matterhorn Protocol's conditions:
something is drawn that is neither tagged nor an artifact, a link has no words, a note no ID, a table's head no scope, a
heading leaves out a level, a font is missing, and so on. `igreport release --verify` finds the same in a folder that was
received.

## Why is this bad
Who reads the report with a screen reader gets less than others, and the PDF promises the opposite.

## Example
    page 3: a link has no words that say where it leads (Contents)

## Use instead
    Nothing that you write makes this: please report it as a defect of igreport.

`igreport release --allow REL105 --because "…"` lets it pass, and the reason stands in `release.json`.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL105", "not-accessible", Severity.ERROR)
