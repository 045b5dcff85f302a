"""What another process raises comes back, whatever it is."""

from __future__ import annotations

import pytest

from igreport.edition.worker import Task
from igreport.errors import BuildError, ToolError


def refused() -> None:
    raise BuildError("a word", "a hint")


def not_portable() -> None:
    raise ValueError("a word", lambda: None)


def test_an_error_comes_back_with_its_hint() -> None:
    with pytest.raises(BuildError, match="a word") as caught:
        Task(refused).result()
    assert caught.value.hint == "a hint"


def test_an_error_that_cannot_be_sent_comes_back_in_words() -> None:
    with pytest.raises(ToolError, match=r"a part of the build failed: ValueError: .*a word"):
        Task(not_portable).result()
