"""Stretches of a text by place, so that asking what stands where takes no longer in a longer text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Stretch(Protocol):
    """What begins and ends somewhere."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character after its last."""


S = TypeVar("S", bound=Stretch)


class Placed(Generic[S]):
    """Stretches in the order of their start; those with the same start as they were given."""

    def __init__(self, stretches: Iterable[S]) -> None:
        self._all = sorted(stretches, key=_start)
        self._starts = [s.start for s in self._all]
        self._reach = list(accumulate((s.end for s in self._all), max))

    def inside(self, start: int, end: int) -> list[S]:
        """Those that begin and end between two offsets, in order."""
        first, last = bisect_left(self._starts, start), bisect_right(self._starts, end)
        return [s for s in self._all[first:last] if s.end <= end]

    def around(self, start: int, end: int) -> Iterator[S]:
        """Those that hold all between two offsets, the last to begin first."""
        index = bisect_right(self._starts, start) - 1
        while index >= 0 and self._reach[index] >= end:  # else none that begins before reaches so far
            if self._all[index].end >= end:
                yield self._all[index]
            index -= 1


def _start(stretch: Stretch) -> int:
    return stretch.start
