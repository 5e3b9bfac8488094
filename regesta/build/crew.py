"""Who does the work of a build: processes of this machine, or a cluster; the build does not know which."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from regesta import pool
from regesta.pool import Fault, Limits

T = TypeVar("T")
R = TypeVar("R")


Prepare = tuple[Callable[[Any], object], Any] | None
"""What a process does before its first task: a function and what it is called with, both hashable."""


class Crew(Protocol):
    """Does tasks, as `pool.run` does."""

    def run(
        self, tasks: list[T], work: Callable[[T], Iterator[R]], *, limits: Limits,
        again: Callable[[T, int], T | None], prepare: Prepare,
    ) -> Iterator[tuple[T, int, R | Fault]]:  # fmt: skip
        """Each task with the number and the outcome of each of its steps, as they come."""

    def close(self) -> None:
        """There is no more to do."""


@dataclass(frozen=True, slots=True)
class Here:
    """Processes of this machine, which close the file `lock` of the build."""

    jobs: int
    lock: int

    def run(
        self, tasks: list[T], work: Callable[[T], Iterator[R]], *, limits: Limits,
        again: Callable[[T, int], T | None], prepare: Prepare,
    ) -> Iterator[tuple[T, int, R | Fault]]:  # fmt: skip
        """See `pool.run`; what is to be prepared is, since processes have what was loaded before they began."""
        return pool.run(tasks, work, jobs=min(self.jobs, len(tasks)), limits=limits, again=again, close=(self.lock,))

    def close(self) -> None:
        """Processes end with their tasks."""
