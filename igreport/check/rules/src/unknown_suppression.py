"""A comment that asks for silence cannot be followed.

## What it does
Finds an `igreport:` comment that is not understood, that names a rule that does not exist, or that asks for silence
about an error that keeps the edition from being built.

## Why is this bad
Its author believes that something is silent, and it is not.

## Example
    <!-- igreport: ignore TXT999 the name of a panel -->

## Use instead
    <!-- igreport: ignore TXT111 the name of a panel -->
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC109", "unknown-suppression", Severity.WARNING)
