"""A drawing (SVG) needs more than itself: it loads, runs, moves or repeats something.

## What it does
Finds a drawing that opens other files or addresses (pictures, style sheets, typefaces), has scripts, animation or HTML in it,
declares entities, draws more than a reader's machine can bear, is not whole, or does not say how large it is.

Its text is printed in the edition's own typefaces, because a drawing brings none along.

## Why is this bad
PDF, Word and browsers each leave out something else, and whoever opens the edition would ask another server for what is missing.

## Example
    <image href="https://example.org/map.png"/>

## Use instead
    <image href="data:image/png;base64,…"/>

In a drawing program: save it as plain SVG, pictures embedded and text as paths.
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("IMG105", "drawing-not-plain", Severity.ERROR)
