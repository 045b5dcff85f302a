"""The words that stand for a picture are none.

## What it does
`igreport release` refuses an edition with a picture whose alternative text is its file's name, or holds no letter or digit.
A picture without any alternative text is IMG103, and nothing is built with it.

## Why is this bad
Who cannot see the picture, and who listens to the report, gets nothing (WCAG 2.2, failure F30). The words are also the
picture's caption.

## Example
    ![users-2025.png](users-2025.png)

## Use instead
    ![Internet users by region, 2005 to 2025](users-2025.png)

`igreport release --allow REL104 --because "…"` lets it pass, and the reason stands in `release.json`.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL104", "file-name-as-alternative-text", Severity.ERROR)
