"""Attributes in braces are not supported, except a language, [le mot]{lang=fr}, and a width, ![…](chart.svg){width=80%}.

## What it does
Finds `{…}` behind a heading, a link or a picture.

## Why is this bad
They would be printed, or change one format only.

## Example
    ## The next steps {#next}

## Use instead
    ## The next steps
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD105", "attributes", Severity.ERROR)
