"""A key is missing that is always needed.

## What it does
Finds a section without title, topic or key point, a series without title, a source without title or type.

## Why is this bad
The report would have a gap where a reader looks first.

## Example
    - id: roadmap
      URL: https://example.org/roadmap

## Use instead
    - id: roadmap
      type: webpage
      title: A roadmap
      URL: https://example.org/roadmap
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("YML105", "missing-key", Severity.ERROR)
