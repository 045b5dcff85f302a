"""`SHA256SUMS`: what `sha256sum -c` reads, and no name that leads elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from igreport.publish import sums

DIGEST = "0" * 64


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs GNU coreutils")
@pytest.mark.parametrize(("data", "status"), [(b"one", 0), (b"two", 1)])
def test_coreutils_reads_it(data: bytes, status: int, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / sums.NAME).write_text(sums.text({"a.pdf": sha256(b"one").hexdigest()}))
    command = ["sha256sum", "-c", "--strict", sums.NAME]
    assert subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode == status


def test_what_is_written_is_read() -> None:
    written = {"b c.pdf": DIGEST, "a.pdf": "1" * 64}
    assert sums.read(sums.text(written)) == (written, [])


@pytest.mark.parametrize(
    "name", ["../a", "a/b", "/etc/passwd", "..", ".", "a\\b", "C:\\a", "a\0b", "a\tb", "", sums.NAME, "x" * 300]
)
def test_a_name_that_leads_elsewhere_is_none(name: str) -> None:
    assert sums.read(f"{DIGEST}  {name}\n") == ({}, [1])


@pytest.mark.parametrize(
    "line", ["x", f"{DIGEST} a", f"{DIGEST[1:]}  a", f"\\{DIGEST}  a", f"{DIGEST}  a\n{DIGEST}  a"]
)
def test_a_line_of_another_form_is_told(line: str) -> None:
    assert sums.read(line + "\n")[1] == [line.count("\n") + 1]
