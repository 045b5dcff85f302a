"""The only module that starts pandoc.

pypandoc_binary ships the program and finds it; the process is ours, because pypandoc's `convert_text` can neither pass a
pandoc AST without decoding it nor run two conversions at once.
"""

from __future__ import annotations

import functools
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from igreport.errors import ToolError

# The AST's version that we write (pandoc-types); pandoc refuses input of another major version with a clear message.
API_VERSION = [1, 23, 1]

# pandoc asks for a heap of 64 MB at its start; with 4 MB it needs two thirds of the memory, and no more time.
_RUNTIME = ["+RTS", "-A4m", "-H4m", "-RTS"]


@functools.cache
def executable() -> str:
    """Return the path of the pandoc that pypandoc_binary ships, or of the system's."""
    import pypandoc

    try:
        return str(pypandoc.get_pandoc_path())
    except OSError as error:
        raise ToolError("pandoc was not found", "install it with: pip install pypandoc_binary") from error


@functools.cache
def version() -> str:
    """Return pandoc's version, as `3.9`."""
    line = subprocess.run([executable(), "--version"], capture_output=True, text=True, check=True).stdout
    return line.split()[1]


@dataclass(frozen=True)
class Conversion:
    """A running pandoc; `result()` waits for it."""

    process: subprocess.Popen[bytes]
    source: bytes

    def result(self) -> bytes:
        """Return what pandoc printed; raise ToolError with its message where it failed."""
        output, errors = self.process.communicate(self.source)
        if self.process.returncode != 0:
            raise ToolError(f"pandoc failed: {errors.decode('utf-8', 'replace').strip()}")
        return output

    def cancel(self) -> None:
        """End it where it still runs; its result is not wanted any more."""
        if self.process.returncode is None:
            self.process.kill()
            self.process.communicate()


def start(arguments: Sequence[str], source: bytes) -> Conversion:
    """Start pandoc on `source` (standard input) and return at once, so that other work goes on meanwhile."""
    command = [executable(), *_RUNTIME, *arguments]
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except OSError as error:
        raise ToolError(f"pandoc could not be started: {error}") from error
    return Conversion(process, source)


def convert(arguments: Sequence[str], source: bytes) -> bytes:
    """Run pandoc on `source` and return what it printed."""
    return start(arguments, source).result()


def dump(blocks: Sequence[Any], meta: dict[str, Any] | None = None) -> bytes:
    """Return the pandoc AST of `blocks` and `meta` as pandoc's JSON."""
    ast = {"pandoc-api-version": API_VERSION, "meta": meta or {}, "blocks": list(blocks)}
    return json.dumps(ast, ensure_ascii=False).encode()
