"""Two colours in `sections/style.css` are too much alike to be read one on the other.

## What it does
Finds text, second text or accent whose contrast with the ground, or with the box of the key topics, is below 4.5:1, where
the series has chosen one of the two.

## Why is this bad
One reader in twelve does not see it well, and nobody does on a bad printer (WCAG 2.2, 1.4.3).

## Example
    :root { --accent: #8fb4d9 }

## Use instead
    :root { --accent: #2a6099 }
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("STY105", "faint-colours", Severity.WARNING)
