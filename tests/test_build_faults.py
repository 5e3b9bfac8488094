"""The build of a corpus: what is left when something goes wrong, and hostile input."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from converters import cells
from regesta import files
from regesta.build import document, tables
from regesta.build.document import Made, Text
from regesta.build.lock import locked
from regesta.build.run import build
from regesta.encoding import Settings
from regesta.project import ProjectError, load
from tests.small_archive import LETTER, PROJECT, Quiet, column, made, outputs, run

pytestmark = pytest.mark.usefixtures("nothing_left")


_real = document._made


def _failing(monkeypatch: pytest.MonkeyPatch, how: object) -> None:
    """Have what encodes letter.txt do something else."""

    def one(text: Text, settings: Settings, merging: bool) -> Made:
        if text.name == "letter.txt":
            how()  # type: ignore[operator]
        return _real(text, settings, merging)

    monkeypatch.setattr(document, "_made", one)


def _raise() -> None:
    raise RuntimeError("a defect")


def _no_space() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _all_memory() -> None:
    held = [bytearray(1 << 26) for _ in range(1000)]
    assert held


@pytest.mark.parametrize(
    ("how", "why"),
    [
        (_raise, "internal error (RuntimeError: a defect); please report it"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "its process was killed, perhaps for want of memory"),
        (lambda: os._exit(3), "its process died (exit code 3)"),
        (lambda: time.sleep(60), "took longer than 4 seconds: stopped (limits.seconds in regesta.toml allows more)"),
        (_all_memory, "takes more memory than allowed (512 MiB) (limits.memory in regesta.toml allows more)"),
        (_no_space, "no space left on device"),
    ],
    ids=["raises", "killed", "exits", "hangs", "memory", "full-disk"],
)
def test_one_that_fails_is_reported_and_done_by_the_next_build(
    root: Path, monkeypatch: pytest.MonkeyPatch, how: object, why: str
) -> None:
    if "longer" in why:
        (root / "regesta.toml").write_text(PROJECT.replace("seconds = 60", "seconds = 4"))
    with monkeypatch.context() as patch:
        _failing(patch, how)
        summary = made(root, jobs=2)
    assert summary.failures == {"letter.txt": why}
    assert (summary.documents, sorted(p.name for p in (root / "tei").rglob("*.xml"))) == (
        2, ["cable.tei.xml", "memo.tei.xml"],
    )  # fmt: skip
    assert json.loads((root / "report" / "report.json").read_text())["failed"] == {"letter.txt": why}
    again = made(root)
    assert (again.encoded, again.failures, again.documents) == (1, {}, 3)
    assert json.loads((root / "report" / "report.json").read_text())["failed"] == {}


def test_a_full_disk_leaves_no_half_of_a_file(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fsync)
        summary = made(root)
    assert "cannot be written: no space left on device" in summary.failures["letter.txt"]
    assert outputs(root) == {}
    assert made(root).failures == {}


def test_a_document_that_cannot_be_drawn_does_not_take_its_shard_with_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tables.rows

    def rows(*arguments: object, **more: object) -> object:
        if arguments[1] == "letter.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)  # type: ignore[arg-type]

    (root / "regesta.toml").write_text(PROJECT.replace("shards = 2", "shards = 1"))
    with monkeypatch.context() as patch:
        patch.setattr(tables, "rows", rows)
        assert list(made(root).failures) == ["letter.txt"]
    assert sorted(column(root, "documents", "file")) == ["1962/memo.txt", "cable.txt"]
    summary = made(root)
    assert (summary.encoded, summary.shards, len(column(root, "documents", "file"))) == (0, 1, 3)


def test_an_unreadable_text_is_reported(root: Path) -> None:
    (root / "texts" / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (root / "texts" / "nowhere.txt").symlink_to("not-there.txt")
    (root / "texts" / "folder.txt").mkdir()
    summary = made(root)
    assert summary.failures["picture.txt"] == "not text: looks like PNG"
    assert "nowhere.txt" in summary.failures
    assert summary.documents == 3


def test_a_folder_that_is_gone_removes_nothing(root: Path) -> None:
    made(root)
    before = outputs(root)
    (root / "texts").rename(root / "elsewhere")
    with pytest.raises(ProjectError, match="no such folder: nothing was changed"):
        made(root)
    (root / "texts").mkdir()
    with pytest.raises(ProjectError, match="holds no text, where there were 3: nothing was changed"):
        made(root)
    assert outputs(root) == before


def test_two_builds_at_once(root: Path) -> None:
    holder = f"""
import time
from pathlib import Path
from regesta.build.lock import locked
with locked(Path({str(root / ".regesta")!r})):
    print("held", flush=True)
    time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", holder], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        result = run("build", root)
        assert result.exit_code == 1
        assert f"a build is at work here already (process {process.pid})" in result.output
        process.kill()
    assert made(root).documents == 3  # the lock of the dead is nobody's


def test_an_interrupt_stops_cleanly(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Impatient(Quiet):
        def step(self) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(load(root), jobs=2, listener=Impatient())
    assert made(root).documents == 3


def test_what_is_remembered_may_be_lost_or_damaged(root: Path) -> None:
    made(root)
    before = outputs(root)
    (root / ".regesta" / "state.sqlite").write_bytes(b"no database at all" * 100)
    summary = made(root)
    assert (summary.encoded, summary.written) == (3, 0)
    assert outputs(root) == before


# Hostile input


def test_names_that_cannot_be_used_are_refused_with_the_reason(root: Path, tmp_path: Path) -> None:
    texts = os.fsencode(root / "texts")
    for name in (b"a\nb.txt", b"caf\xe9.txt", b"x" * 251 + b".txt"):
        with open(os.path.join(texts, name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(b"text\n")
    (tmp_path / "secret.txt").write_text("secret")
    (root / "texts" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (root / "texts" / "away").symlink_to(tmp_path)
    (root / "texts" / "in.txt").symlink_to("letter.txt")
    (root / "texts" / "circle.txt").symlink_to("circle.txt")
    os.mkfifo(root / "texts" / "pipe.txt")
    summary = made(root)
    assert summary.failures == {
        r"a\nb.txt": "its name has control characters or odd blanks: rename it",
        r"caf\\xe9.txt": "its name is not UTF-8: rename it",
        "x" * 251 + ".txt": "its name has 255 bytes, too many for that of the TEI made of it: shorten it",
        "out.txt": "a link that leads out of the folder: not followed",
        "away": "a link to a folder: not followed",
        "circle.txt": "too many levels of symbolic links",
        "pipe.txt": "not a file",
    }
    assert summary.documents == 4


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "'=1", "＝1", "plain", "'plain", "", "''+"])
def test_no_value_of_a_table_is_a_formula(value: str) -> None:
    assert not cells.safe(value).startswith(("=", "+", "-", "@", "＝"))
    assert cells.plain(cells.safe(value)) == value


def test_the_report_holds_no_markup_of_others(root: Path) -> None:
    (root / "texts" / "evil.txt").write_text(LETTER + "\n[<script>alert(1)</script>] [<b>&\u202e x]\n")
    (root / "texts" / "<img src=x>.txt").write_bytes(b"%PDF-")
    made(root)
    page = (root / "report" / "report.html").read_text()
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;img src=x&gt;.txt" in page


def test_an_authority_that_cannot_be_read_stops_the_build(root: Path) -> None:
    (root / "people.csv").write_text("no,table\n1\n")
    result = run("build", root)
    assert result.exit_code == 1
    assert "people.csv" in result.output
    assert not (root / "tei").exists()


def test_a_lock_is_given_back(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "state"):
            assert files.Input(tmp_path / "state" / "lock", Path("lock")).read() == f"{os.getpid()}\n".encode()
