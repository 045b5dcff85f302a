"""A picture has no words that stand for it.

## What it does
Finds a picture with nothing between its square brackets.

## Why is this bad
Who cannot see the picture, and who listens to the report, gets nothing. The words are also the picture's caption.

## Example
    ![](users.png)

## Use instead
    ![Internet users by region, 2005 to 2025](users.png)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("IMG103", "no-alternative-text", Severity.ERROR)
