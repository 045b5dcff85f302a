"""`sections/style.css` has something that is no setting.

## What it does
Finds, in the style of the series, rules for anything but `:root`, at-rules besides `@media (prefers-color-scheme: dark)`,
properties that do not begin with two hyphens, and what is no CSS.

## Why is this bad
The file sets colours and type of PDF, DOCX and HTML alike. A rule of CSS would hold in one of them, or in none.

## Example
    h2 { color: #7a1f3d }

## Use instead
    :root { --accent: #7a1f3d }
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("STY101", "not-a-setting", Severity.ERROR)
