#!/usr/bin/env python3
"""Check random and mutated report folders: nothing but findings may come of them, each in its file.

usage: python tools/fuzz.py [--inputs 100000] [--seed 1] [--minutes M] [--only NUMBER]

Each input is a small report folder, made of the project's editions and of the examples and cases of its tests (see
fuzz_inputs.py). It is read, judged by all rules, mended and reported in all formats. What must hold is in `problem()`.
A failure is made small, and its number repeats it: `--seed S --only NUMBER`.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

from fuzz_inputs import Plan, bases, files, random_plan

from igreport.check import fix, mend, pages
from igreport.check.folder import check_folder
from igreport.check.reporters import Context, github, sarif, text
from igreport.check.reporters import json as as_json
from igreport.check.run import check
from igreport.model.diagnostic import Diagnostic, Span
from igreport.sources.load import load

SECONDS = 5  # longer than any small folder may take
EVERY = 20  # one input in so many is judged twice and mended on disk
PROCESSES = 2
_RUNS = 3  # after which nothing is left to mend; where fifty overlap in one place, one run makes not all
Files = Mapping[str, str]


class TooSlow(BaseException):
    """It takes too long; nothing that is tried may catch this."""


@dataclass(frozen=True)
class Failure:
    """What went wrong with an input; those of one kind are shown once."""

    number: int
    kind: str
    detail: str


def problem(texts: Files, folder: Path, *, is_thorough: bool = False) -> tuple[str, str, Sequence[Diagnostic]]:
    """Return what does not hold for a folder of these files, its details, and the findings; "" where all is well."""
    try:
        with _at_most(SECONDS * (10 if is_thorough else 1)):
            found = _checked(texts, folder)
            wrong = _problems(texts, folder, found, is_thorough)
            return (*next(wrong, ("", "")), found)
    except (Exception, TooSlow) as error:
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "igreport/" in frame.filename]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].name}" if frames else "?"
        return f"{type(error).__name__} in {place}", traceback.format_exc(limit=-6), ()


def _checked(texts: Files, folder: Path) -> list[Diagnostic]:
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    return check(load(folder))


def _problems(texts: Files, folder: Path, found: Sequence[Diagnostic], is_thorough: bool) -> Iterator[tuple[str, str]]:
    lines = {name: content.removeprefix("\ufeff") for name, content in texts.items()}
    lines = {name: content.replace("\r\n", "\n").replace("\r", "\n") for name, content in lines.items()}
    split = {name: content.split("\n") for name, content in lines.items()}
    codes = pages.pages()
    for item in found:
        if item.code not in codes:
            yield f"unknown code {item.code}", str(item)
        if item.note is not None and item.note < 1:
            yield f"note of {item.code}", f"{item.note}: {item}"
        for span in (item.span, *item.related):
            if not _is_inside(span, split, 1):
                yield f"span of {item.code}", f"{span!r}: {item}"
        for edit in item.fix.edits if item.fix else ():
            if edit.span.path not in split or not _is_inside(edit.span, split, 0):
                yield f"edit of {item.code}", f"{edit!r}: {item}"
    for unsafe in (False, True):
        fix.fixed(texts, found, unsafe=unsafe)
    context = Context(lambda path: split.get(path, ()), is_coloured=True)
    for reporter in (text, github):
        reporter.report(found, context).encode("utf-8")
    json.loads(as_json.report(found, context))
    json.loads(sarif.report(found, context))
    if is_thorough:
        yield from _on_disk(folder, found)


def _is_inside(span: Span, split: Mapping[str, Sequence[str]], beyond: int) -> bool:
    """Say whether a span lies in its file, an edit's with `beyond` 0; a finding may point behind the end of a line."""
    if (span.end_line, span.end_column) < (span.line, span.column) or span.line < 1 or span.column < 1:
        return False
    if span.path not in split:  # a folder, or a file that is missing
        return span.line == span.column == 1
    rows = split[span.path]
    if span.end_line > len(rows) or span.column > len(rows[span.line - 1]) + 1:
        return False
    is_sign = (span.end_line, span.end_column) == (span.line, span.column + 1)
    return span.end_column <= len(rows[span.end_line - 1]) + 1 + (beyond if is_sign else 0)


def _on_disk(folder: Path, found: Sequence[Diagnostic]) -> Iterator[tuple[str, str]]:
    if (again := check(load(folder))) != found:
        yield "not the same twice", _difference(found, again)
    is_twice = any(item.code == "REF102" for item in found)  # each of them is judged there, and only the first here
    if (cached := check_folder(folder, is_cached=False)) != found and not is_twice:
        yield "check_folder differs", _difference(found, cached)
    for unsafe in (False, True):
        runs = [_mended(folder, unsafe) for _ in range(_RUNS)]
        if runs[-1]:
            yield f"mended again and again, unsafe {unsafe}", "\n== again ==\n".join(runs)


def _mended(folder: Path, unsafe: bool) -> str:
    """Make the fixes of a folder, and return what they change."""
    changes = mend.mend(folder, lambda root: check(load(root)), list, unsafe=unsafe).changes
    mend.write(folder, changes)
    return mend.diff(changes)


def _difference(found: Sequence[Diagnostic], again: Sequence[Diagnostic]) -> str:
    return "\n".join(map(repr, [*(set(found) - set(again)), "--", *(set(again) - set(found))]))


class _at_most:  # noqa: N801 (reads as what it does)
    """End what runs inside with `TooSlow` after some seconds."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        signal.signal(signal.SIGALRM, self._end)
        signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)

    @staticmethod
    def _end(_signal: int, _frame: FrameType | None) -> None:
        raise TooSlow


def smaller(plan: Plan, fails: Callable[[Files], bool]) -> dict[str, str]:
    """Return files that still fail: without the changes, files and lines that are not needed for it, and the ends of lines."""
    texts = files(plan)
    for change in plan.changes:
        shorter = replace(plan, changes=tuple(other for other in plan.changes if other is not change))
        if fails(files(shorter)):
            plan, texts = shorter, files(shorter)
    for name in sorted(texts):
        rest = {path: content for path, content in texts.items() if path != name}
        if fails(rest):
            texts = rest
    for name in sorted(texts):
        texts[name] = _fewer(texts[name].split("\n"), lambda rows, n=name: fails({**texts, n: "\n".join(rows)}), "\n")
    for name in sorted(texts):
        if len(texts[name]) < 3000:
            texts[name] = _fewer(list(texts[name]), lambda rows, n=name: fails({**texts, n: "".join(rows)}), "")
    return texts


def _fewer(parts: list[str], fails: Callable[[list[str]], bool], joint: str) -> str:
    size = max(1, len(parts) // 2)
    while True:
        start = 0
        while start < len(parts):
            rest = parts[:start] + parts[start + size :]
            if fails(rest):
                parts = rest
            else:
                start += size
        if size == 1:
            return joint.join(parts)
        size //= 2


def _plan(seed: int, number: int) -> Plan:
    return random_plan(random.Random(f"{seed}/{number}"))


def _run(seed: int, numbers: Sequence[int], deadline: float, results: multiprocessing.Queue[object]) -> None:
    seen: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    failures, count = list[Failure](), 0
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_memory()) as name:
        folder = Path(name, "report")
        for number in numbers:
            if time.monotonic() > deadline:
                break
            kind, detail, found = problem(files(_plan(seed, number)), folder, is_thorough=number % EVERY == 0)
            count += 1
            codes.update(item.code for item in found)
            if kind and not seen[kind]:
                failures.append(Failure(number, kind, detail))
                print(f"input {number}: {kind}", file=sys.stderr, flush=True)
            seen[kind] += bool(kind)
    results.put((count, codes, seen, failures))


def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def shown(failure: Failure, seed: int) -> str:
    """Return a failure made small, as a person reads it."""
    with tempfile.TemporaryDirectory(prefix="fuzz-", dir=_memory()) as name:
        folder, is_thorough = Path(name, "report"), failure.number % EVERY == 0

        def fails(texts: Files) -> bool:
            return problem(texts, folder, is_thorough=is_thorough)[0] == failure.kind

        plan = _plan(seed, failure.number)
        texts = smaller(plan, fails) if fails(files(plan)) else files(plan)
        detail = problem(texts, folder, is_thorough=is_thorough)[1] or failure.detail
    listed = "\n".join(f"  {path}: {content!r}" for path, content in texts.items())
    return f"\n== {failure.kind} (--seed {seed} --only {failure.number})\n{detail}\n{listed}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--only", type=int, help="one input, by its number")
    options = parser.parse_args()
    numbers = range(options.inputs) if options.only is None else range(options.only, options.only + 1)
    bases()  # before the processes part: somebody may be writing examples
    start = time.monotonic()
    results: multiprocessing.Queue[object] = multiprocessing.Queue()
    shares = [numbers[first::PROCESSES] for first in range(PROCESSES)]
    deadline = start + 60 * options.minutes
    workers = [multiprocessing.Process(target=_run, args=(options.seed, share, deadline, results)) for share in shares]
    for worker in workers:
        worker.start()
    rows = [results.get() for _ in workers]
    seconds = time.monotonic() - start
    counts, codes, seen, failures = zip(*rows, strict=True)
    found = sum(codes, Counter())
    print(
        f"{sum(counts):,} inputs in {seconds:.0f} s, {sum(counts) / seconds:.0f} a second; {found.total():,} findings"
    )
    print(", ".join(f"{code} {times}" for code, times in sorted(found.items())))
    kinds = sum(seen, Counter())
    first = {failure.kind: failure for part in failures for failure in part}
    for kind, times in kinds.most_common():
        print(f"{times} inputs: {kind}")
    for failure in first.values():
        print(shown(failure, options.seed), flush=True)
    return 1 if first else 0


if __name__ == "__main__":
    sys.exit(main())
