"""Where elements begin and end in a text, to ask whether another span crosses one of them."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from tei.content import BLOCKS
from tei.model import Annotation

_NOWHERE = sys.maxsize


class _Wall(NamedTuple):
    """An element, or the content of one with delimiters, and what is around it."""

    start: int
    end: int
    delimited: bool
    element: str
    around: _Wall | None

    def holds_freely(self, a: Annotation) -> bool:
        """Whether `a` lies in it, and it has no delimiters that `a` could lie among."""
        return self.start <= a.start and a.end <= self.end and not self.delimited


def _around(node: _Wall | None, a: Annotation) -> tuple[bool, _Wall | None]:
    """Whether neither `node` nor anything around it crosses `a`, and the innermost that contains `a`."""
    while node is not None and not (node.start <= a.start and a.end <= node.end):
        if not (a.start <= node.start and node.end <= a.end):
            return False, None
        node = node.around
    return True, node


class Walls:
    """The boundaries of elements that nest, to ask whether another span crosses one."""

    def __init__(self, nested: Iterable[Annotation]) -> None:
        self.points: list[int] = []
        self.owners: list[_Wall | None] = []
        points, owners = self.points, self.owners
        innermost: _Wall | None = None
        until = _NOWHERE
        for a in nested:
            start, end, inner = a.start, a.end, a.inner
            if start == end:
                continue
            while innermost is not None and until <= start:
                points.append(until)
                innermost = innermost.around
                owners.append(innermost)
                until = innermost.end if innermost is not None else _NOWHERE
            innermost, until = _Wall(start, end, inner is not None, a.element, innermost), end
            points.append(start)
            owners.append(innermost)
            if inner is not None and inner[0] < inner[1]:
                innermost, until = _Wall(*inner, False, a.element, innermost), inner[1]
                points.append(innermost.start)
                owners.append(innermost)
        while innermost is not None:
            points.append(innermost.end)
            innermost = innermost.around
            owners.append(innermost)

    def _owner(self, offset: int) -> _Wall | None:
        index = bisect_right(self.points, offset) - 1
        return self.owners[index] if index >= 0 else None

    def clear(self, a: Annotation) -> bool:
        """Whether `a` crosses no boundary and does not lie among delimiters."""
        if a.start == a.end:
            node = self._owner(a.start)
            return not (node is not None and node.delimited and node.start < a.start)
        first, last = self._owner(a.start), self._owner(a.end - 1)
        if first is last and a.inner is None and (first is None or first.holds_freely(a)):
            return True
        free, around = _around(first, a)
        if not free:
            return False
        if around is not None and around.delimited and (around[:2] != (a.start, a.end) or a.inner is not None):
            return False
        if not _around(last, a)[0]:
            return False
        if a.inner is None:
            return True
        start, end = a.inner
        return not (self._between(a.start, start) or self._between(end, a.end) or self._starts_inside(a, start, end))

    def _between(self, start: int, end: int) -> bool:
        """Whether a boundary stands strictly between two offsets."""
        index = bisect_right(self.points, start)
        return index < len(self.points) and self.points[index] < end

    def _starts_inside(self, a: Annotation, start: int, end: int) -> bool:
        """Whether another element begins or ends among the delimiters of `a`."""
        for offset, there in ((a.start, a.start < start), (a.end - 1, end < a.end)):
            node = self._owner(offset) if there else None
            if node is not None and not (node.start <= a.start and a.end <= node.end):
                return True
        return False

    def cut(self, a: Annotation) -> Annotation | None:
        """`a` ended where the element ends that it begins in, if it runs over that end."""
        node = self._owner(a.start)
        while node is not None and node.element not in BLOCKS and not (node.start <= a.start and a.end <= node.end):
            node = node.around
        if node is not None and node.element in BLOCKS and node.start <= a.start < node.end < a.end:
            return replace(a, end=node.end)
        return None
