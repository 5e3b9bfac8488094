"""Faults injected into builds: whatever happens, the others are done, files are whole, and the next build does the rest."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

import regesta
from converters import recognisers
from rdf.store import Embedded
from regesta import files
from regesta.build.run import build
from regesta.project import load
from tests.small_archive import LETTER, PROJECT, Quiet, made, outputs, small_archive
from tests.test_recognisers import Point


def _whole(root: Path) -> None:
    """Every output is a whole file."""
    for path in (root / "tei").rglob("*.tei.xml"):
        regesta.read(path).restore()
    for path in (root / "rdf").glob("*.nq"):
        assert list(ox.parse(path.read_bytes(), format=ox.RdfFormat.N_QUADS))
    for path in (root / "tables").glob("*.csv"):
        assert path.read_bytes().endswith(b"\n")


def _many(root: Path, count: int = 12) -> None:
    for number in range(count):
        (root / "texts" / f"{number}.txt").write_text(LETTER.replace("18", str(number % 28 + 1)) + "x" * number)


def test_a_build_killed_at_any_moment_leaves_whole_files_and_is_gone_on_with(root: Path, tmp_path: Path) -> None:
    clean = small_archive(tmp_path / "clean" / "archive")
    _many(clean)
    begun = time.monotonic()
    made(clean)
    whole = time.monotonic() - begun
    _many(root)
    context: Any = multiprocessing.get_context("fork")
    moments = [whole * part / 7 for part in range(1, 8)]
    for moment in moments:
        process = context.Process(target=made, args=(root,))
        process.start()
        process.join(moment)
        process.kill()
        process.join()
        _whole(root)
    summary = made(root)
    assert (summary.failures, summary.documents) == ({}, 15)
    assert outputs(root) == outputs(clean)
    assert not list(root.rglob(".regesta-*"))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 420 KiB."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=420k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a file system cannot be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_full(small_disk: Path) -> None:
    project = small_archive(small_disk / "archive")
    (project / "regesta.toml").write_text(PROJECT.replace('store = "store"\n', ""))
    _many(project)
    (small_disk / "ballast").write_bytes(bytes(80 * 1024))
    try:
        failures = made(project).failures
    except Exception as error:
        failures = {"": str(error)}
    assert failures
    assert all("no space left on device" in why or "disk is full" in why for why in failures.values()), failures
    assert not any("internal error" in why for why in failures.values()), failures
    _whole(project)
    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    summary = made(project)
    assert (summary.failures, summary.documents) == ({}, 15)
    _whole(project)


def test_what_cannot_be_drawn_is_not_in_the_store_and_comes_into_it_later(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.replacing

    def replacing(path: Path) -> Any:
        if path.name == "0001.nq":
            raise files.InputError(str(path), "cannot be written: no space left on device")
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(files, "replacing", replacing)
        failures = made(root).failures
    assert [why.rpartition("/")[2] for why in failures.values()] == ["0001.nq: cannot be written: no space left on device"]
    summary = made(root)
    assert (summary.failures, summary.shards) == ({}, 1)
    assert len(Embedded(root / "store", read_only=True).graphs()) == 2 * 3


@pytest.mark.parametrize(
    ("error", "why"),
    [(PermissionError(errno.EACCES, "Permission denied"), "permission denied"),
     (OSError(errno.EIO, "Input/output error"), "input/output error")],
)  # fmt: skip
def test_a_file_that_cannot_be_read(root: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, why: str) -> None:
    real = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self.name == "letter.txt":
            raise error
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        summary = made(root)
    assert (summary.failures, summary.documents) == ({"letter.txt": why}, 2)
    assert (made(root).encoded, made(root).failures) == (1, {})


class _Vandal(Quiet):
    """Takes a folder away when a stage begins."""

    def __init__(self, stage: str, folder: Path) -> None:
        self.when, self.folder = stage, folder

    def stage(self, name: str, count: int) -> None:
        if name == self.when:
            shutil.rmtree(self.folder)


def test_a_folder_of_texts_that_vanishes_while_they_are_encoded(root: Path) -> None:
    summary = build(load(root), jobs=1, listener=_Vandal("encoding", root / "texts" / "1962"))
    assert summary.failures == {"1962/memo.txt": "no such file or directory"}
    assert summary.documents == 2
    again = small_archive(root.parent / "again")
    shutil.copytree(again / "texts" / "1962", root / "texts" / "1962")
    summary = made(root)
    assert (summary.encoded, summary.documents, summary.failures) == (1, 3, {})


@pytest.mark.parametrize(("stage", "folder"), [("drawing", "tei"), ("joining", "rdf"), ("loading", "rdf")])
def test_a_folder_of_outputs_that_vanishes_on_the_way_is_made_again(root: Path, stage: str, folder: str) -> None:
    made(root)
    before = outputs(root)
    (root / "texts" / "letter.txt").write_text(LETTER + "\n")
    build(load(root), jobs=1, listener=_Vandal(stage, root / folder))
    (root / "texts" / "letter.txt").write_text(LETTER)
    assert made(root).failures == {}
    assert outputs(root) == before


def _kills(reading: Any, *, language: str) -> list[Any]:
    if "Zhukov" in reading.text:
        os.kill(os.getpid(), signal.SIGTERM)
    return []


def _always_kills(reading: Any, *, language: str) -> list[Any]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def _raises(reading: Any, *, language: str) -> list[Any]:
    raise RuntimeError("no model")


def test_a_plug_in_that_crashes_takes_its_document_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    points = [Point("kills", _kills), Point("always", _always_kills), Point("raises", _raises)]
    monkeypatch.setattr(recognisers, "entry_points", lambda group: points)
    monkeypatch.setattr("regesta.build.keys.entry_points", lambda group: ())

    def asked(name: str) -> None:
        (root / "regesta.toml").write_text(PROJECT.replace("[reading]", f'[reading]\nrecognisers = ["{name}"]'))

    asked("kills")
    summary = made(root)
    assert (summary.failures, summary.documents) == ({"letter.txt": "its process died (Terminated)"}, 2)
    asked("always")
    assert set(made(root).failures) == {"letter.txt", "cable.txt", "1962/memo.txt"}
    asked("raises")
    summary = made(root)
    assert (summary.failures, summary.documents) == ({}, 3)
    assert "the recogniser raises failed: RuntimeError: no model" in (root / "report" / "report.json").read_text()
