"""How sure the rules on typography are of what they find."""

from __future__ import annotations

from pathlib import Path

import pytest

from igreport.check.run import check
from igreport.model.diagnostic import Severity
from igreport.sources.load import load

FRONT_MATTER = "---\ntitle: A topic\ntopic: topic\nkeypoint: A point\n---\n\n"


def severities(root: Path, text: str, code: str) -> list[Severity]:
    for name, content in {
        "sections/series.yaml": "title: A series\nauthor: An author\nlanguage: en-GB\n",
        "references/2025-Q3.yaml": "references: []\n",
        "sections/2025-Q3/10-topic.md": f"{FRONT_MATTER}{text}\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return [finding.severity for finding in check(load(root)) if finding.code == code]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("TXT102", '"One", "two", "three" and “four”.', Severity.WARNING),
        ("TXT102", '"One", "two" and “three”.', Severity.INFO),
        ("TXT102", '"One", "two" and “three".', Severity.WARNING),
        ("TXT109", "The forum\u00a0met again.", Severity.WARNING),
        ("TXT109", "The Forum\u00a0met again.", Severity.INFO),
        ("TXT109", "The forum\u00a0Lima met.", Severity.INFO),
        ("TXT109", "The forum  met again.", Severity.INFO),
        ("TXT109", "The fo\u00adrum met again.", Severity.INFO),
        ("TXT109", "The forum\u00ad met again.", Severity.WARNING),
        ("TXT109", "The fo\u200brum met again.", Severity.WARNING),
        ("TXT109", "The forum\u2003met again.", Severity.WARNING),
    ],
)
def test_severity(code: str, text: str, expected: Severity, tmp_path: Path) -> None:
    assert severities(tmp_path, text, code) == [expected]
