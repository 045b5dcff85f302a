"""`igreport`: find the command's file, run it, and turn errors into one message and an exit code."""

from __future__ import annotations

import argparse
import errno
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence

from igreport.cli import commands
from igreport.errors import IgreportError
from igreport.version import __version__

EXIT_INTERRUPTED = 130
EXIT_DEFECT = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 nothing found, 1 findings, 2 wrong use, 3 a tool failed."""
    _use_utf8()
    parsed = _parser().parse_args(arguments)
    try:
        status = int(importlib.import_module(f"igreport.cli.commands.{parsed.module}").run(parsed))
        sys.stdout.flush()
        return status
    except IgreportError as error:
        _print_error(str(error), error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        _print_error("interrupted", "")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        _close_output()
        return 0
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            return _defect(error)
        _close_output()
        _print_error(f"the output cannot be written: {str(error.strerror).lower()}", "")
        return EXIT_DEFECT
    except Exception as error:
        return _defect(error)


def _defect(error: Exception) -> int:
    if os.environ.get("IGREPORT_DEBUG"):
        raise error
    _print_error(f"igreport itself failed: {type(error).__name__}: {error}", "set IGREPORT_DEBUG=1 to see where")
    return EXIT_DEFECT


def _close_output() -> None:
    """Let what is not printed yet go nowhere: Python would try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print_error(message: str, hint: str) -> None:
    print(f"igreport: {message}", file=sys.stderr)
    if hint:
        print(f"    {hint}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="igreport", description="Check and build footnoted policy reports.")
    parser.add_argument("--version", action="version", version=f"igreport {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in pkgutil.iter_modules(commands.__path__):
        command = importlib.import_module(f"igreport.cli.commands.{module.name}")
        about = {"help": command.HELP, "description": str(command.__doc__)}
        own = subparsers.add_parser(module.name.rstrip("_"), allow_abbrev=False, **about)  # `--updat` must not write
        own.set_defaults(module=module.name)
        command.add_arguments(own)
    return parser


if __name__ == "__main__":
    sys.exit(main())
