"""`sections/style.css` sets a property that nothing uses.

## What it does
Finds custom properties besides `--text`, `--muted`, `--accent`, `--rule`, `--box` and `--ground` (colours), `--text-font`,
`--heading-font`, `--text-size` and `--line-height`; for a dark screen, besides the colours.

## Why is this bad
The pages look as before, and nobody sees why.

## Example
    :root { --acent: #7a1f3d }

## Use instead
    :root { --accent: #7a1f3d }
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("STY102", "unknown-property", Severity.ERROR)
