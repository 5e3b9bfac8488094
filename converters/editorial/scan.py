"""Finding the marks of a text: every delimiter once, from left to right.

A mark stands inside one paragraph. What is left open, closed without having been opened, or nested is
reported, not guessed at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from converters.matching import Automaton, pattern
from tei.model import Annotation, Outside

SIGN, PATTERN = "sign:", "pattern:"
"""How a kind of mark begins that has no two delimiters: a fixed sign, or whatever fits a pattern."""
_HIGHEST = 4
"""Marks are not nested deeper than this; what is outside them is text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch between delimiters, or a sign that stands for itself (`inner` is all of it)."""

    kind: str
    start: int
    end: int
    inner: tuple[int, int]
    nested: bool = False
    """Whether marks of the same kind stand inside it."""
    depth: int = 0


@dataclass(slots=True)
class _Open:
    """An opening delimiter that waits for its fellow."""

    kind: str
    start: int
    end: int
    height: int = 0
    """How many levels of marks stand inside."""
    nests: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Marks in order of their start, and delimiters that belong to none."""

    marks: tuple[Mark, ...]
    unopened: tuple[int, ...]
    unclosed: tuple[int, ...]


def breaks(text: str, blocks: Sequence[Annotation] = ()) -> list[int]:
    """Offsets where a paragraph may begin or end: blank lines, and the edges of `blocks`."""
    found: set[int] = set()
    first, *lines = text.split("\n")
    end = len(first)
    for line in lines[:-1]:
        if not line.strip(_BLANKS):
            found.add(end)
        end += len(line) + 1
    for block in blocks:
        if block.start < block.end:
            found.add(block.start)
            found.add(block.end)
            if block.inner is not None:
                found.update(block.inner)
    return sorted(found)


_BLANKS = " \t\r\u00a0\u3000"


@lru_cache(maxsize=32)
def _automaton(kinds: tuple[str, ...]) -> tuple[Automaton, list[tuple[str, str]]]:
    """An automaton over the delimiters of `kinds`, and what each of its words is: role and kind."""
    roles: dict[str, tuple[str, str]] = {}
    for kind in kinds:
        if kind.startswith(PATTERN):
            continue
        if kind.startswith(SIGN):
            roles.setdefault(kind.removeprefix(SIGN), ("sign", kind))
        else:
            left, _, right = kind.partition("…")
            if left == right:
                roles.setdefault(left, ("toggle", kind))
            else:
                roles.setdefault(left, ("open", kind))
                roles.setdefault(right, ("close", kind))
    words = list(roles)
    return Automaton(words, overlapping=False), [roles[word] for word in words]


def find(text: str, kinds: tuple[str, ...], edges: Sequence[int], outside: Iterable[Outside] = ()) -> Found:
    """The marks of the given `kinds` (`[…]`, `sign:*`) between the paragraph `edges` of `text`."""
    automaton, roles = _automaton(kinds)
    marks: list[Mark] = []
    stack: list[_Open] = []
    unopened: list[int] = []
    unclosed: list[int] = []
    holes = sorted((o.start, o.end) for o in outside)
    edge_index = hole_index = 0
    for index, start, end in automaton.find(text):
        while hole_index < len(holes) and holes[hole_index][1] <= start:
            hole_index += 1
        if hole_index < len(holes) and holes[hole_index][0] <= start:
            continue
        if edge_index < len(edges) and edges[edge_index] <= start:
            edge_index = bisect_right(edges, start, edge_index)
            unclosed.extend(item.start for item in stack if item.kind in BRACKETS)
            stack.clear()
        role, kind = roles[index]
        if role == "sign":
            marks.append(Mark(kind, start, end, (start, end), False, len(stack)))
        elif role == "open" or (role == "toggle" and not any(item.kind == kind for item in stack[-3:])):
            stack.append(_Open(kind, start, end))
        else:
            _close(kind, start, end, stack, marks, unopened, unclosed)
    unclosed.extend(item.start for item in stack if item.kind in BRACKETS)
    marks += _patterned(text, kinds, holes)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return Found(tuple(marks), tuple(unopened), tuple(unclosed))


def _joined(last: Mark | None, mark: Mark) -> Mark | None:
    """Two empty marks right after each other (`[][]`: drawn lines and the like) as one sign; None if they are not."""
    if last is None or last.end != mark.start or last.kind != mark.kind or mark.inner[0] < mark.inner[1]:
        return None
    if last.inner[0] < last.inner[1] and last.inner != (last.start, last.end):
        return None
    return Mark(mark.kind, last.start, mark.end, (last.start, mark.end), False, mark.depth)


BRACKETS = frozenset({"[…]", "⟦…⟧", "{…}", "⟨…⟩", "〚…〛"})
"""Delimiters that are nothing else in a text, so that a missing one is worth a word."""


def _patterned(text: str, kinds: Iterable[str], holes: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """The stretches that the patterns among `kinds` describe, outside `holes`."""
    for kind in kinds:
        if kind.startswith(PATTERN):
            for match in pattern(kind.removeprefix(PATTERN)).finditer(text):
                start, end = match.span()
                if start < end and not any(a <= start < b for a, b in holes):
                    yield Mark(kind, start, end, (start, end))


def _close(
    kind: str,
    start: int,
    end: int,
    stack: list[_Open],
    marks: list[Mark],
    unopened: list[int],
    unclosed: list[int],
) -> None:
    depth = len(stack) - 1
    while depth >= 0 and stack[depth].kind != kind:
        depth -= 1
        if len(stack) - depth > 8:  # so that a thousand open ones of another kind cost nothing
            depth = -1
    if depth < 0:
        if kind in BRACKETS:
            unopened.append(start)
        return
    unclosed.extend(item.start for item in stack[depth + 1 :] if item.kind in BRACKETS)
    opened = stack[depth]
    height = max(item.height for item in stack[depth:])
    del stack[depth:]
    if height < _HIGHEST:
        mark = Mark(kind, opened.start, end, (opened.end, start), opened.nests, depth)
        if joined := _joined(marks[-1] if marks else None, mark):
            marks[-1] = joined
        else:
            marks.append(mark)
    elif kind in BRACKETS:
        unclosed.append(opened.start)
    if stack:
        stack[-1].height = max(stack[-1].height, height + 1)
        stack[-1].nests = stack[-1].nests or stack[-1].kind == kind
