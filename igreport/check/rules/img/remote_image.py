"""A picture lies on the web.

## What it does
Finds a picture that is named by its address instead of a file.

## Why is this bad
A build never touches the network: what the address shows tomorrow is not what was checked today.

## Example
    ![Users by region](https://example.org/users.png)

## Use instead
    ![Users by region](users.png)
"""

from igreport.check.rule import Rule
from igreport.model.diagnostic import Severity

RULE = Rule("IMG102", "remote-image", Severity.ERROR)
