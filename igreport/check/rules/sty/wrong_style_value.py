"""A property in `sections/style.css` has a value of another kind.

## What it does
Finds colours that are none, or that let something shine through; sizes that are no length, or that no page can be set in;
and whatever names an address.

## Why is this bad
The value would be left out, and the pages be set in the package's own colours and type. A style opens no files: a build
asks no server for anything.

## Example
    :root { --accent: wine; --text-size: 10.5 }

## Use instead
    :root { --accent: #7a1f3d; --text-size: 10.5pt }
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("STY103", "wrong-style-value", Severity.ERROR)
