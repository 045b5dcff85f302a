"""A release has no date of publication.

## What it does
`igreport release` refuses an edition whose `edition.yaml` has no `published`.

## Why is this bad
The cover, the files' metadata and whoever cites the report need the day, and it is never taken from a clock.

## Example
    title: Developments in internet governance

## Use instead
    title: Developments in internet governance
    published: 2025-10-06

`igreport release --allow REL102 --because "…"` lets it pass, and the reason stands in `release.json`.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL102", "no-publication-date", Severity.ERROR)
