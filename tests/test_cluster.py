"""A build on a Dask cluster of several workers makes what a build here makes, also when a worker dies on the way."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from regesta.build import document
from regesta.build.cluster import Cluster
from regesta.build.run import Summary, build
from regesta.pool import Fault, Limits
from regesta.project import ProjectError, load
from tests.small_archive import LETTER, Quiet, made, outputs, small_archive

distributed = pytest.importorskip("distributed", reason="Dask is not installed (extra: cluster)")
COUNT = 40


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as found:
        yield found


def there(root: Path, cluster: Any) -> Summary:
    return build(load(root), listener=Quiet(), scheduler=cluster.scheduler_address)


def _more(root: Path) -> None:
    for number in range(COUNT):
        (root / "texts" / f"{number}.txt").write_text(LETTER.replace("18", str(number % 28 + 1)) + "x" * number)


def test_a_cluster_makes_what_is_made_here(root: Path, tmp_path: Path, cluster: Any) -> None:
    (root / "texts" / "picture.txt").write_bytes(b"%PDF-")
    summary = there(root, cluster)
    assert (summary.documents, summary.encoded, summary.failures) == (3, 3, {"picture.txt": "not text: looks like PDF"})
    clean = small_archive(tmp_path / "clean" / "archive")
    (clean / "texts" / "picture.txt").write_bytes(b"%PDF-")
    made(clean)
    assert outputs(root) == outputs(clean)
    assert there(root, cluster).encoded == 0


def test_nothing_is_lost_or_double_when_a_worker_is_killed(root: Path, tmp_path: Path, cluster: Any) -> None:
    _more(root)
    killed = threading.Event()

    class Murderous(Quiet):
        done = 0

        def step(self) -> None:
            self.done += 1
            if self.done == 5 and not killed.is_set():
                killed.set()
                with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                    os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    summary = build(load(root), listener=Murderous(), scheduler=cluster.scheduler_address)
    assert killed.is_set()
    assert (summary.documents, summary.encoded, summary.failures) == (COUNT + 3, COUNT + 3, {})
    clean = small_archive(tmp_path / "clean" / "archive")
    _more(clean)
    made(clean)
    assert outputs(root) == outputs(clean)


def _steps(task: str) -> Iterator[str | Fault]:
    if task == "hangs":
        time.sleep(60)
    if task == "raises":
        raise RuntimeError("a defect")
    if task == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    yield f"{task} done"
    yield "written"


def test_a_task_that_hangs_raises_or_kills_its_workers_is_reported_and_the_others_done(
    cluster: Any, tmp_path: Path
) -> None:
    crew = Cluster(cluster.scheduler_address, tmp_path)
    try:
        tasks = ["a", "hangs", "raises", "dies", "b", "c"]
        found = list(crew.run(tasks, _steps, limits=Limits(seconds=2)))
    finally:
        crew.close()
    assert {(task, step) for task, step, _ in found} == {
        ("a", 0), ("a", 1), ("b", 0), ("b", 1), ("c", 0), ("c", 1), ("hangs", 0), ("raises", 0), ("dies", 0),
    }  # fmt: skip
    assert len(found) == 9
    assert {task: outcome.message for task, _, outcome in found if isinstance(outcome, Fault)} == {
        "hangs": "took longer than 2 seconds: stopped",
        "raises": "internal error (RuntimeError: a defect); please report it",
        "dies": "its process was killed, perhaps for want of memory",
    }


def test_a_scheduler_that_does_not_answer_is_a_clear_error(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("regesta.build.cluster._PATIENCE", 0.5)
    with pytest.raises(ProjectError, match=r"tcp://127\.0\.0\.1:9: no Dask scheduler answers"):
        build(load(root), listener=Quiet(), scheduler="tcp://127.0.0.1:9")
    assert not (root / "tei").exists()


def test_workers_that_do_not_see_the_folder_are_named(tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ProjectError, match="this worker does not see"):
        Cluster(cluster.scheduler_address, tmp_path / "nowhere")


def test_the_step_that_a_cluster_does_can_be_sent() -> None:
    import pickle

    assert pickle.loads(pickle.dumps(document.make)) is document.make
