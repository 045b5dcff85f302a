"""A picture is not there.

## What it does
Finds a picture's name for which there is no file beside the section.

## Why is this bad
The report would have a gap.

## Example
    ![Users by region](usres.png)

## Use instead
    ![Users by region](users.png)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("IMG101", "missing-image", Severity.ERROR)
