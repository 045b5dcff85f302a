"""`igreport`: find the command's file, run it, and turn errors into one message and an exit code."""

from __future__ import annotations

import argparse
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
        return int(importlib.import_module(f"igreport.cli.commands.{parsed.module}").run(parsed))
    except IgreportError as error:
        _print_error(str(error), error.hint)
        return error.exit_code
    except KeyboardInterrupt:
        _print_error("interrupted", "")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("IGREPORT_DEBUG"):
            raise
        _print_error(f"igreport itself failed: {type(error).__name__}: {error}", "set IGREPORT_DEBUG=1 to see where")
        return EXIT_DEFECT


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
        own = subparsers.add_parser(module.name.rstrip("_"), help=command.HELP, description=str(command.__doc__))
        own.set_defaults(module=module.name)
        command.add_arguments(own)
    return parser


if __name__ == "__main__":
    sys.exit(main())
