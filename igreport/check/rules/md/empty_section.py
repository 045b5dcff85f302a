"""A section has no text.

## What it does
Finds a section whose file ends with its front matter.

## Why is this bad
The report would print a heading with nothing below it.

## Example
    ---
    title: Cybersecurity
    topic: cybersecurity
    keypoint: A new mechanism in New York
    ---

## Use instead
    (the same, and the section's text below it)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD102", "empty-section", Severity.ERROR)
