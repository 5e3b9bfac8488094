"""Texts and outputs in a storage elsewhere: what is in S3 after a build is what is in folders after a build here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regesta.project import ProjectError, load
from tests.small_archive import LETTER, PROJECT, made, outputs

pytest.importorskip("s3fs", reason="s3fs is not installed (extra: storage)")
server = pytest.importorskip("moto.server", reason="moto is not installed")

REMOTE = """
[texts]
folder = "s3://archive/texts"
[reading]
authorities = ["people.csv"]
[output]
tei = "s3://archive/out/tei"
rdf = "s3://archive/out/rdf"
tables = "s3://archive/out/tables"
report = "s3://archive/out/report"
shards = 2
"""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    running = server.ThreadedMotoServer(port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def s3(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    import s3fs

    for key, value in {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_ENDPOINT_URL": endpoint,
                       "AWS_DEFAULT_REGION": "us-east-1"}.items():  # fmt: skip
        monkeypatch.setenv(key, value)
    s3fs.S3FileSystem.clear_instance_cache()
    found = s3fs.S3FileSystem(use_listings_cache=False)
    found.mkdir("archive")
    yield found
    found.rm("archive", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def remote(root: Path, s3: Any) -> Path:
    """The project of `root` with everything in S3."""
    other = root.parent / "remote" / "archive"
    other.mkdir(parents=True)
    (other / "people.csv").write_bytes((root / "people.csv").read_bytes())
    (other / "regesta.toml").write_text(REMOTE)
    for path in (root / "texts").rglob("*.txt"):
        s3.pipe_file(f"archive/texts/{path.relative_to(root / 'texts')}", path.read_bytes())
    return other


def stored(s3: Any) -> dict[str, bytes]:
    return {path.removeprefix("archive/out/"): s3.cat_file(path) for path in s3.find("archive/out")}


def test_a_build_over_s3_makes_what_a_build_here_makes(root: Path, remote: Path, s3: Any) -> None:
    (root / "regesta.toml").write_text(PROJECT.replace('store = "store"', ""))
    made(root)
    summary = made(remote)
    assert (summary.documents, summary.encoded, summary.failures) == (3, 3, {})
    assert stored(s3) == outputs(root)


def test_a_second_build_sends_nothing_and_a_changed_or_removed_text_alone_is_done_again(remote: Path, s3: Any) -> None:
    made(remote)
    before = {path: info["LastModified"] for path, info in s3.find("archive/out", detail=True).items()}
    assert made(remote).encoded == 0
    assert {path: info["LastModified"] for path, info in s3.find("archive/out", detail=True).items()} == before
    s3.pipe_file("archive/texts/letter.txt", LETTER.encode() + b"P.S. More.\n")
    s3.rm_file("archive/texts/cable.txt")
    summary = made(remote)
    assert (summary.encoded, summary.removed) == (1, ["cable.txt"])
    assert b"P.S. More." in s3.cat_file("archive/out/tei/letter.tei.xml")
    assert not s3.exists("archive/out/tei/cable.tei.xml")


def test_what_a_person_edits_in_s3_is_kept_and_merged(remote: Path, s3: Any) -> None:
    made(remote)
    place = "archive/out/tei/letter.tei.xml"
    s3.pipe_file(place, s3.cat_file(place).replace(b"is in <placeName", b'is <rs resp="#anna" cert="high">in</rs> <placeName'))
    s3.pipe_file("archive/texts/letter.txt", LETTER.encode() + b"P.S. More.\n")
    summary = made(remote)
    assert (summary.edited, summary.merged) == (["letter.txt"], ["letter.txt"])
    assert b'<rs resp="#anna" cert="high">in</rs>' in s3.cat_file(place)
    assert b"P.S. More." in s3.cat_file(place)


def test_with_the_copies_here_lost_all_is_as_it_was(remote: Path, s3: Any) -> None:
    import shutil

    made(remote)
    before = stored(s3)
    for name in (".regesta", ".regesta.remote"):
        shutil.rmtree(remote / name)
    assert made(remote).failures == {}
    assert stored(s3) == before


def test_a_storage_that_does_not_answer_changes_nothing(remote: Path, s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs

    made(remote)
    kept = outputs(remote / ".regesta.remote")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(ProjectError, match="s3://archive/texts: cannot be read"):
        made(remote)
    assert outputs(remote / ".regesta.remote") == kept


def test_what_cannot_be_sent_is_told_and_sent_by_the_next_build(remote: Path, s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import s3fs

    real = s3fs.S3FileSystem._call_s3

    async def refuse(self: Any, method: str, *given: object, **named: object) -> object:
        if method == "put_object":
            raise PermissionError("Access Denied")
        return await real(self, method, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(s3fs.S3FileSystem, "_call_s3", refuse)
        failures = made(remote).failures
    assert failures["s3://archive/out/tei/letter.tei.xml"] == "cannot be written: Access Denied"
    assert stored(s3) == {}
    assert made(remote).failures == {}
    assert s3.exists("archive/out/tei/letter.tei.xml")


def test_names_that_lead_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    from regesta.build.storage import _fit

    assert not any(map(_fit, ("../x", "a/../../x", "/etc/passwd", "a//b", "", "a\0b", "x" * 256)))
    assert _fit("1962/letter.txt")


def test_folders_that_are_gone_and_stores_elsewhere_are_clear_errors(remote: Path, s3: Any) -> None:
    s3.rm("archive/texts", recursive=True)
    with pytest.raises(ProjectError, match="s3://archive/texts: no such folder: nothing was changed"):
        made(remote)
    (remote / "regesta.toml").write_text(REMOTE.replace("shards", 'store = "s3://archive/store"\nshards'))
    with pytest.raises(ProjectError, match="a store cannot lie elsewhere"):
        load(remote)
    assert os.environ["AWS_ENDPOINT_URL"]
