"""Timing two ways of doing a thing in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import math
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Comparison:
    """Median seconds of two ways, and the median of the ratios of neighbouring runs."""

    name: str
    ours: float
    theirs: float
    ratio: float
    low: float
    high: float
    wanted: str

    def __str__(self) -> str:
        return (f"{self.name:52} {self.ours * 1e3:9.2f} ms {self.theirs * 1e3:9.2f} ms  "
                f"ratio {self.ratio:7.3f} ({self.low:.3f}–{self.high:.3f})  wanted {self.wanted}")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size, and how they grow: 1 is in step with the size."""

    name: str
    points: Sequence[tuple[int, float]]
    wanted: str

    @property
    def slope(self) -> float:
        """The steepest rise between the sizes, on logarithmic scales, over at least a hundredfold where it can be."""
        xs = [math.log(size) for size, _ in self.points]
        ys = [math.log(seconds) for _, seconds in self.points]
        return statistics.linear_regression(xs, ys).slope

    def __str__(self) -> str:
        points = "  ".join(f"{size:,}: {seconds * 1e3:,.1f} ms" for size, seconds in self.points)
        return f"{self.name:52} slope {self.slope:.2f}  wanted {self.wanted}\n    {points}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, in words."""

    name: str
    value: str
    wanted: str = ""

    def __str__(self) -> str:
        return f"{self.name:52} {self.value}" + (f"  wanted {self.wanted}" if self.wanted else "")


Result = Comparison | Growth | Figure


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], *, wanted: str, runs: int = 7
) -> Comparison:
    """Run both in turn, after one round to warm up."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    ratios = [a / b for a, b in pairs]
    return Comparison(name, statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs),
                      statistics.median(ratios), min(ratios), max(ratios), wanted)  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """Processor time of `work` and of the processes that it waits for: what others do on the machine counts least."""
    start = _used()
    work()
    return _used() - start


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def peak() -> int:
    """The most memory that this process had, in KiB. (`getrusage` would count the parent's.)"""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(line.split()[1] for line in status if line.startswith("VmHWM")))
