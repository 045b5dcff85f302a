"""Two sources have the same id.

## What it does
Finds an `id` that is defined twice, in one file of sources or in two.

## Why is this bad
A citation could mean either of them; one would be printed everywhere.

## Example
    - id: roadmap
      title: A roadmap of 2024
    - id: roadmap
      title: A roadmap of 2025

## Use instead
    - id: roadmap-2024
      title: A roadmap of 2024
    - id: roadmap-2025
      title: A roadmap of 2025
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("REF102", "duplicate-reference", Severity.ERROR)
