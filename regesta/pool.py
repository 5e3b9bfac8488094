"""Work in processes that may die, hang, or run out of memory: what they worked on is reported, the rest is done.

A task is worked on by a generator function that yields once for each step; a time limit holds for each step. No
process is given a task before it has ended the last, so that nothing piles up.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PATIENCE = 1.0
"""Seconds that a process gets to end its task when all is over."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a step of a task came to nothing."""

    message: str
    limit: str = field(default="", compare=False)
    """The limit that was too low, by its name in `Limits`."""


@dataclass(slots=True)
class _Worker(Generic[T]):
    process: Any
    connection: Connection
    task: T | None = None
    steps: int = 0
    deadline: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a step may take: seconds, and MiB beside what the process has from the start."""

    seconds: float = 60
    memory: int = 4096


def run(
    tasks: Iterable[T],
    work: Callable[[T], Iterator[R]],
    *,
    jobs: int,
    limits: Limits,
    again: Callable[[T, int], T | None] = lambda task, steps: None,
    close: tuple[int, ...] = (),
) -> Iterator[tuple[T, int, R | Fault]]:
    """Each task with the number and the outcome of each of its steps, as they come.

    Where a process fails at a step, `again` gives the task that is to be done for the rest, if any. `close` are
    file descriptors that the processes are not to inherit. Ending the iteration early ends the processes.
    """
    rest = iter(tasks)
    waiting: deque[T] = deque()
    workers: list[_Worker[T]] = []

    def begin() -> None:
        """Give every idle process a task, and start processes while there are tasks for them."""
        while True:
            idle = next((w for w in workers if w.task is None), None)
            if idle is None and len(workers) >= jobs:
                return
            task = waiting.popleft() if waiting else next(rest, None)
            if task is None:
                return
            if idle is None:
                idle = _start(work, limits, close)
                workers.append(idle)
            idle.task, idle.steps, idle.deadline = task, 0, time.monotonic() + limits.seconds
            with suppress(OSError):  # it died while idle: its end is seen below
                idle.connection.send(task)

    try:
        begin()
        while busy := [w for w in workers if w.task is not None]:
            left = min(w.deadline for w in busy) - time.monotonic()
            ready = wait([w.connection for w in busy], max(0.0, left))
            for worker in busy:
                task = worker.task
                assert task is not None
                if worker.connection in ready:
                    ended, value = _received(worker)
                elif time.monotonic() >= worker.deadline:
                    worker.process.kill()
                    ended, value = True, Fault(f"took longer than {limits.seconds:g} seconds: stopped", "seconds")
                else:
                    continue
                if value is not None:
                    yield task, worker.steps, value
                    worker.steps += 1
                    worker.deadline = time.monotonic() + limits.seconds
                if ended:
                    worker.task = None
                    if isinstance(value, Fault) and (more := again(task, worker.steps - 1)) is not None:
                        waiting.append(more)
                    if not worker.process.is_alive() or isinstance(value, Fault):
                        _end(worker)
                        workers.remove(worker)
            begin()
    finally:
        for worker in workers:
            with suppress(OSError):
                worker.connection.send(None)
            worker.connection.close()
        until = time.monotonic() + _PATIENCE
        for worker in workers:
            worker.process.join(max(0.0, until - time.monotonic()))
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()


def _start(work: Callable[[T], Iterator[R]], limits: Limits, close: tuple[int, ...]) -> _Worker[T]:
    # Forked processes have what was loaded before them, and share its memory.
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(method)
    ours, theirs = context.Pipe()
    close = close if method == "fork" else ()
    process = context.Process(target=_serve, args=(theirs, work, limits.memory, os.getpid(), close), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _received(worker: _Worker[T]) -> tuple[bool, Any]:
    """(whether the task has ended, the outcome of a step if there is one)."""
    try:
        return worker.connection.recv()  # type: ignore[no-any-return]
    except (EOFError, OSError):
        worker.process.join(1)
        code = worker.process.exitcode
        if code == -signal.SIGKILL:
            return True, Fault("its process was killed, perhaps for want of memory")
        how = signal.strsignal(-code) if code and code < 0 else f"exit code {code}"
        perhaps = ", perhaps for want of memory" if code == -signal.SIGABRT else ""  # what libraries in C++ do then
        return True, Fault(f"its process died ({how}){perhaps}")


def _end(worker: _Worker[T]) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()


def _serve(
    connection: Connection, work: Callable[[Any], Iterator[Any]], memory: int, parent: int, close: tuple[int, ...]
) -> None:
    """The life of a process: until there are no more tasks, or nobody is there to give any."""
    for handle in close:
        with suppress(OSError):
            os.close(handle)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is dealt with where the work is handed out
    _hush()
    _limit(memory)
    while True:
        try:
            while not connection.poll(0.5):
                if os.getppid() != parent:
                    return
            task = connection.recv()
        except (EOFError, OSError):
            return
        if task is None:
            return
        try:
            for value in work(task):
                connection.send((False, value))
            connection.send((True, None))
        except MemoryError:
            connection.send((True, Fault(f"takes more memory than allowed ({memory} MiB)", "memory")))
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # a defect of ours must not end the build
            words = " ".join(str(error).split())
            connection.send((True, Fault(f"internal error ({type(error).__name__}: {words}); please report it")))


def _hush() -> None:
    """What libraries print when they get no memory is no message of ours: the end of the process tells enough."""
    if not os.environ.get("REGESTA_TRACEBACK"):
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def _limit(memory: int) -> None:
    """Let allocation fail at `memory` MiB more than there is now, before the machine has none left."""
    with suppress(ImportError, OSError, OverflowError, ValueError):
        import resource
        from pathlib import Path

        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = now + (memory << 20)
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
