"""Whatever a file holds, reading it ends soon, with findings and not with a traceback."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from igreport.check import snapshot
from igreport.model.report import Body
from igreport.sources import markdown, yaml
from igreport.sources.load import load
from tests.clock import seconds

SECTION = Path(__file__).parents[2] / "sections" / "2025-Q3" / "10-wsis20.md"
# What 20 KB may take, and 5 MB of a real section; each takes up to 1 s, and 4 s, where this was written.
SECONDS = 20
REPEATED = {
    name: name * (20_000 // len(name))
    for name in (
        *(
            "[",
            "]",
            '"',
            "'",
            "*",
            "_",
            "`",
            "<",
            "![",
            "^[",
            "[^",
            "[^a]",
            "@",
            "[@",
            "[@a ",
            "[@a;",
            "&",
            "\\",
            "<a ",
        ),
        *("<!--", "[a](", "[](", "[a]: b\n", "[a][b]", "- ", "-\n", "a. ", "> ", "- > ", "- a\n", "a. x\n", "> a\n"),
        *(
            "## a\n\n",
            "| a\n",
            "| a | b |\n",
            "a\\\n",
            "\x00",
            "\t",
            "\n",
            " ",
            "a",
            "***\n",
            "[ (",
            "*a **b ",
            "{",
            "~~",
        ),
        *("a. x\n\n  ", ":::\n", "```\n", "<div>\n\n", "[^a]: x\n\n", "![a](b)", "[x](y){z} ", "[[]", "http://"),
    )
}
NESTED = {
    "emphasis": "*a " * 5_000 + "a* " * 5_000,
    "strong": "**a " * 5_000 + "a** " * 5_000,
    "notes": "^[" * 5_000 + "a" + "]" * 5_000,
    "links": "[" * 5_000 + "a" + "](b)" * 5_000,
    "images": "![" * 5_000 + "a" + "](b)" * 5_000,
    "lists": "".join(" " * 2 * depth + "- a\n" for depth in range(300)),
    "quotations": "".join(">" * depth + " a\n" for depth in range(300)),
    "a wide table": "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n" + ("|" + "a|" * 5_000 + "\n") * 5,
}
YAML = {
    "lists": "[" * 50_000,
    "mappings": "{a: " * 50_000,
    "items": "- " * 50_000,
    "aliases": "a: &a [x]\n" + "".join(f"b{i}: &b{i} [*a, *a]\n" for i in range(1_000)),
    "merge keys": "a: &a {b: c}\nd:\n  <<: [*a, *a]\n",
    "a number of many digits": "a: " + "1" * 100_000,
    "a long line": "a: '" + "x" * 100_000 + "'",
    "tags": "a: !!python/object/apply:os.system [echo]\n" * 100,
}


@pytest.mark.parametrize("text", [*REPEATED.values(), *NESTED.values()], ids=[*map(repr, REPEATED), *NESTED])
def test_markdown(text: str) -> None:
    assert seconds(lambda: markdown.read(text, "text.md", "en-GB", [])) < SECONDS


@pytest.mark.parametrize("what", YAML)
def test_yaml(what: str) -> None:
    assert seconds(lambda: yaml.read(YAML[what], "text.yaml", [])) < SECONDS


def test_a_section_of_five_megabytes() -> None:
    text = SECTION.read_text("utf-8").split("---\n", 2)[2]
    problems: list[Any] = []
    bodies: list[Body] = []
    long = "\n".join([text] * (5_000_000 // len(text)))
    assert seconds(lambda: bodies.append(markdown.read(long, "text.md", "en-GB", problems)), SECONDS) < SECONDS
    body = bodies[-1]
    assert len(body.blocks) > 10_000
    assert {problem.code for problem in problems} <= {"CIT106"}  # the notes' names come again and again


@pytest.mark.parametrize("name", ["sections/style.css", "sections/2025-Q3/20-pipe.md", "references/pipe.yaml"])
def test_nobody_waits_for_a_pipe(small_report: Path, name: str) -> None:
    os.mkfifo(small_report / name)
    found = [problem for problem in load(small_report).problems if problem.code == "SRC102"]
    assert [(problem.span.path, problem.message) for problem in found] == [
        (name, "this is a pipe or a device, not a file")
    ]
    assert name in snapshot.take(small_report).digests
