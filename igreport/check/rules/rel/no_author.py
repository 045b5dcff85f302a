"""A release has no author.

## What it does
`igreport release` refuses an edition for which neither `edition.yaml` nor `series.yaml` names an author.

## Why is this bad
Nobody can cite a report without an author, and nobody knows who answers for it.

## Example
    title: Developments in internet governance

## Use instead
    title: Developments in internet governance
    author: The editors

`igreport release --allow REL101 --because "…"` lets it pass, and the reason stands in `release.json`.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL101", "no-author", Severity.ERROR)
