"""A comment asks for silence and does not say why.

## What it does
Finds an `igreport: ignore` comment with codes and without any words behind them.

## Why is this bad
Nobody can tell later whether the finding was wrong, or the author in a hurry.

## Example
    <!-- igreport: ignore TXT111 -->
    The panel “Fact or or fiction” was full.

## Use instead
    <!-- igreport: ignore TXT111 the panel's own spelling -->
    The panel “Fact or or fiction” was full.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC108", "suppression-without-reason", Severity.WARNING)
