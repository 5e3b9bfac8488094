"""Work on a Dask cluster: the same steps as in processes of one's own, on as many machines as there are.

The workers need the same regesta, and the project's folder under the same path (a shared file system). A task of a
worker that dies is done by another; that may do it twice, since what it writes is whole files and the same each time,
and what comes of it is told once. A task that several workers died of is done here, in a process that may die too.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from regesta import pool
from regesta.build import keys
from regesta.build.crew import Prepare
from regesta.pool import Fault, Limits
from regesta.project import ProjectError

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Tasks that a thread of a worker has waiting, so that it is never idle and memory stays flat."""
_PATIENCE = 30.0
"""Seconds to wait for the cluster."""


_PREPARED: set[Prepare] = set()
"""What this worker has done once."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """The outcomes of a task's steps; the last is a `Fault` where the task was broken off (`broken`)."""

    outcomes: tuple[Any, ...]
    broken: bool = False
    stuck: str = ""
    """The address of the worker that still hangs over it."""


class Cluster:
    """A connection to a scheduler; `close` it. Raises `ProjectError` where it cannot be used for the project."""

    def __init__(self, scheduler: str, root: Path) -> None:
        try:
            from distributed import Client  # its types are not complete
        except ImportError as error:
            raise ProjectError("a build on a cluster needs Dask: pip install 'regesta[cluster]'") from error
        try:
            self._client: Any = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError) as error:
            raise ProjectError(f"{scheduler}: no Dask scheduler answers: {error}") from error
        try:
            self._client.wait_for_workers(1, timeout=_PATIENCE)
            found = self._client.run(_seen, str(root))
        except Exception as error:
            self.close()
            raise ProjectError(f"{scheduler}: has no worker that can be used: {error}") from error
        ours = _seen(str(root))
        for address, (there, program) in found.items():
            fault = "does not see" if not there else "has another version of regesta, at" if program != ours[1] else ""
            if fault:
                self.close()
                raise ProjectError(f"{address}: this worker {fault} {root}")

    @property
    def threads(self) -> int:
        """How many tasks can be worked on at once."""
        found: dict[str, int] = self._client.nthreads()
        return max(1, sum(found.values()))

    def close(self) -> None:
        """Let go of the cluster, which goes on."""
        self._client.close()

    def run(
        self,
        tasks: Iterable[T],
        work: Callable[[T], Iterator[R]],
        *,
        limits: Limits,
        again: Callable[[T, int], T | None] = lambda task, steps: None,
        prepare: Prepare = None,
    ) -> Iterator[tuple[T, int, R | Fault]]:
        """What `pool.run` gives, from the cluster. The memory of workers is limited by whoever started them."""
        from distributed import KilledWorker, as_completed
        from distributed.client import FutureCancelledError

        rest, day = iter(tasks), os.environ.get("SOURCE_DATE_EPOCH")
        waiting: list[T] = []
        given: dict[str, T] = {}
        futures: Any = as_completed(loop=self._client.loop)  # type: ignore[no-untyped-call]

        def give() -> None:
            while len(given) < self.threads * _AHEAD:
                task = waiting.pop() if waiting else next(rest, None)
                if task is None:
                    return
                future = self._client.submit(_work, work, task, limits.seconds, day, prepare, pure=False)
                given[future.key] = task
                futures.add(future)

        try:
            give()
            while given:
                future = next(futures)
                task = given.pop(future.key)
                try:
                    ended: _Ended = future.result()
                except (KilledWorker, FutureCancelledError):
                    yield from pool.run([task], work, jobs=1, limits=limits, again=again)
                else:
                    yield from ((task, step, outcome) for step, outcome in enumerate(ended.outcomes))
                    if ended.stuck:
                        self._restart(ended.stuck)
                    if ended.broken and (more := again(task, len(ended.outcomes) - 1)) is not None:
                        waiting.append(more)
                future.release()
                give()
        finally:
            for future in list(futures.futures):
                with suppress(Exception):
                    future.cancel()

    def _restart(self, worker: str) -> None:
        """Have a worker that hangs begin anew, if its keeper can do that; what else it had is done by others."""
        with suppress(Exception):
            self._client.restart_workers([worker], timeout=_PATIENCE, raise_for_error=False)


def _seen(root: str) -> tuple[bool, str]:
    """Whether a folder can be seen from here, and which program this is."""
    return Path(root).is_dir(), keys.program("converters", "tei", "rdf", "regesta")


def _work(
    work: Callable[[Any], Iterator[Any]], task: Any, seconds: float, day: str | None, prepare: Prepare
) -> _Ended:
    """On a worker: do a task, and break off where a step takes longer than it may. `day` is that of the build.

    What `prepare` does once for each worker, such as reading the authority, is of no task and has no limit.
    """
    if prepare is not None and prepare not in _PREPARED:
        prepare[0](prepare[1])
        _PREPARED.add(prepare)
    if day is not None:
        os.environ["SOURCE_DATE_EPOCH"] = day
    steps: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()
    threading.Thread(target=_steps, args=(work, task, steps), daemon=True).start()
    outcomes: list[Any] = []
    while True:
        try:
            more, outcome = steps.get(timeout=seconds)
        except queue.Empty:
            from distributed import get_worker

            outcomes.append(Fault(f"took longer than {seconds:g} seconds: stopped", "seconds"))
            return _Ended(tuple(outcomes), True, get_worker().address)
        if not more:
            return _Ended((*outcomes, outcome) if outcome else tuple(outcomes), outcome is not None)
        outcomes.append(outcome)


def _steps(work: Callable[[Any], Iterator[Any]], task: Any, steps: queue.SimpleQueue[tuple[bool, Any]]) -> None:
    try:
        for outcome in work(task):
            steps.put((True, outcome))
        steps.put((False, None))
    except MemoryError:
        steps.put((False, Fault("takes more memory than there is")))
    except Exception as error:  # a defect of ours must not end the build
        words = " ".join(str(error).split())
        steps.put((False, Fault(f"internal error ({type(error).__name__}: {words}); please report it")))
