"""What the parts of a build have in common: the project, what is remembered, who does the work, and what is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from regesta.build.crew import Crew, Prepare
from regesta.build.state import State
from regesta.pool import Fault, Limits
from regesta.project import Project
from regesta.scan import shown

T = TypeVar("T")
R = TypeVar("R")


class Listener(Protocol):
    """Who follows a build: a progress bar, or lines for programs."""

    def stage(self, name: str, count: int) -> None:
        """A stage begins, of so many steps."""

    def step(self) -> None:
        """A step is done."""

    def failed(self, name: str, message: str) -> None:
        """Something came to nothing; the rest goes on."""


@dataclass(slots=True)
class Summary:
    """What a build did."""

    documents: int = 0
    """How many there are now."""
    encoded: int = 0
    """How many texts were encoded; the TEI of those not `written` said the same already."""
    written: int = 0
    removed: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    """Texts whose TEI a person changed."""
    merged: list[str] = field(default_factory=list)
    """Those of them whose TEI got what is new beside the person's changes."""
    collisions: int = 0
    """How often a new conversion gave way to a person's change."""
    shards: int = 0
    loaded: int = 0
    failures: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """A build."""

    project: Project
    state: State
    listener: Listener
    crew: Crew
    summary: Summary
    verify: bool = False
    """Whether to hash all files."""
    merging: bool = True
    """Whether TEI that a person changed gets what is new beside that."""

    def work(
        self, tasks: list[T], work: Callable[[T], Iterator[R]],
        again: Callable[[T, int], T | None] = lambda task, steps: None, prepare: Prepare = None,
    ) -> Iterator[tuple[T, int, R | Fault]]:  # fmt: skip
        """Have tasks done: each with the number and the outcome of each of its steps, as they come."""
        limits = Limits(self.project.seconds, self.project.memory)
        return self.crew.run(tasks, work, limits=limits, again=again, prepare=prepare)

    def failed(self, name: str, message: str) -> None:
        """Tell that something came to nothing."""
        name, message = shown(name), " ".join(message.split())
        self.summary.failures[name] = message
        self.listener.failed(name, message)
