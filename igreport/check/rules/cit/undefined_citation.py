"""A source is cited that is defined nowhere.

## What it does
Finds `[@key]` where no file in `references` has a source with that id.

## Why is this bad
The note cannot be printed.

## Example
    The roadmap was published in June [@raodmap].

## Use instead
    The roadmap was published in June [@roadmap].
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("CIT101", "undefined-citation", Severity.ERROR)
