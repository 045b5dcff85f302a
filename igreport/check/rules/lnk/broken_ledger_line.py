"""A line of the ledger of links cannot be read.

## What it does
Finds a line of `references/links.jsonl` that is no record of an address: a mark that a merge has left, a line that was cut
off, a field with a value of another kind.

## Why is this bad
What was known of that address is not used: a page that died would be called dead only after the next `igreport links`.

## Example
    <<<<<<< HEAD
    {"url": "https://example.org/roadmap", "verdict": "ok"}

## Use instead
    {"url": "https://example.org/roadmap", "verdict": "ok"}

The other lines count. Where a merge has kept two lines of one address, the later answer counts, so both may stay; the line
`references/links.jsonl merge=union` in `.gitattributes` has git keep both without asking. `igreport links` leaves a line
that it cannot read as it is.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("LNK102", "broken-ledger-line", Severity.WARNING)
