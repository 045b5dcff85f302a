"""A picture or file lies outside of the report folder.

## What it does
Finds a picture's path that leads out of the report folder, and a file of the report that is only a link to one
elsewhere.

## Why is this bad
On another computer, and for a co-author, the file is not there.

## Example
    ![Users by region](../../../Pictures/users.png)

## Use instead
    ![Users by region](users.png)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("SRC106", "outside-the-folder", Severity.ERROR)
