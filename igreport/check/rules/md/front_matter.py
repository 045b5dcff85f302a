"""A section does not begin with its front matter.

## What it does
Finds a section that has no block of `title:`, `topic:` and `keypoint:` between two lines of `---` at its very
beginning.

## Why is this bad
Without it the section has no heading and no line among the key topics.

## Example
    ---
    title: Cybersecurity
    Text of the section.

## Use instead
    ---
    title: Cybersecurity
    topic: cybersecurity
    keypoint: A new mechanism in New York
    ---

    Text of the section.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("MD101", "front-matter", Severity.ERROR)
