"""Nobody has said in which language a release is written.

## What it does
`igreport release` refuses an edition for which neither `edition.yaml` nor `series.yaml` has a `language`.

## Why is this bad
Programs that read aloud choose their voice by it, and hyphenation and dates follow it. English is only a guess.

## Example
    title: Entwicklungen der Internet-Governance

## Use instead
    title: Entwicklungen der Internet-Governance
    language: de

`igreport release --allow REL103 --because "…"` lets it pass, and the reason stands in `release.json`.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL103", "no-language", Severity.ERROR)
