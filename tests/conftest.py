"""What many tests begin with."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.authority_files import TEI
from tests.small_archive import small_archive


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small archive, not yet built; the day of its build is always the same."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return small_archive(tmp_path / "archive")


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[..., Path]:
    """Writes an authority file of that content and name."""

    def write(content: str, name: str = "a.xml") -> Path:
        path = tmp_path / name
        path.write_text(TEI.format(content) if name.endswith(".xml") else content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def nothing_left() -> Iterator[None]:
    """No build leaves a process behind."""
    yield
    assert multiprocessing.active_children() == []
