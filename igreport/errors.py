"""What can go wrong around igreport, as opposed to in an author's text.

An author's mistake is a `Diagnostic` and never an exception; these are for the environment and for wrong use.
Each carries the exit code with which the command line ends.

    IgreportError          1
    ├── UsageError         2   a wrong argument or configuration: no such edition, no report folder
    ├── ToolError          3   a program or library is missing, or failed on input that was right
    ├── OutputError        3   the files could not be written: read-only folder, full disk
    └── BuildError         1   the edition cannot be printed as it stands: a glyph without a font, a note off its page
"""

from __future__ import annotations


class IgreportError(Exception):
    """The root: `str(error)` is one message for the user, `hint` the way out, `exit_code` how the command ends."""

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(IgreportError):
    """Wrong use or configuration."""

    exit_code = 2


class ToolError(IgreportError):
    """A tool is missing or failed."""

    exit_code = 3


class OutputError(IgreportError):
    """What was built could not be stored."""

    exit_code = 3


class BuildError(IgreportError):
    """The edition cannot be printed as it stands."""

    exit_code = 1
