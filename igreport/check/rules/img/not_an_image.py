"""A file that is named as a picture is none.

## What it does
Finds a picture whose file is neither PNG, JPEG, GIF nor SVG, whatever its name says.

## Why is this bad
Word and PDF cannot print it.

## Example
    ![Users by region](users.tiff)

## Use instead
    ![Users by region](users.png)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("IMG104", "not-an-image", Severity.ERROR)
