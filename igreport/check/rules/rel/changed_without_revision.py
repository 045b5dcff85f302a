"""A released edition has changed, and does not say so.

## What it does
`igreport release` refuses an edition that says something else than when it was last released (the SHA-256 stands at
`released:` in `edition.yaml`), and has no new entry at `revision:`. An entry is new where there are more of them than at the
last release; its date may not be before that of the last one, or of the publication. A change of a source that no note prints,
or of the layout, is none.

## Why is this bad
Two files with the same name, date and title would say different things, and who has cited the first could not tell why.

## Example
    published: 2025-10-06
    released:
      - content: 3f0c…

## Use instead
    published: 2025-10-06
    revision:
      - {date: 2025-10-20, changed: The date of the summit in section WSIS+20 is right now}
    released:
      - content: 3f0c…

The line stands on the cover of the next release. It cannot be let pass by `--allow`: it is as short as a reason.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REL106", "changed-without-revision", Severity.ERROR)
