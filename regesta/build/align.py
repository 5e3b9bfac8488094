"""What of two long lists of tokens is the same: first by tokens that each has once (patience diff, Bram Cohen), then
what lies between. Time grows with the lists and not with their product."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Span = tuple[int, int, int, int]
"""From where to where in the one list, and in the other."""

_SMALL = 1 << 18
"""Products of lengths up to which everything is compared with everything; what is larger counts as changed whole."""


def differences(one: Sequence[str], other: Sequence[str]) -> list[Span]:
    """The places, in order, that are not the same."""
    found: list[Span] = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        span = _narrowed(one, other, waiting.pop())
        start, end, low, high = span
        if start == end and low == high:
            continue
        anchors = list(_anchors(one, other, span))
        if anchors:
            ends = [*anchors, (end, high)]
            begins = [(start, low), *((a + 1, b + 1) for a, b in anchors)]
            gaps = [(a, c, b, d) for (a, b), (c, d) in zip(begins, ends, strict=True)]
            waiting.extend(reversed(gaps))
        elif (end - start) * (high - low) <= _SMALL:
            matcher = SequenceMatcher(None, one[start:end], other[low:high], autojunk=False)
            found += [
                (start + a, start + b, low + c, low + d)
                for tag, a, b, c, d in matcher.get_opcodes()
                if tag != "equal"
            ]
        else:
            found.append(span)
    return found


def _narrowed(one: Sequence[str], other: Sequence[str], span: Span) -> Span:
    """A span without what is the same at its beginning and its end."""
    start, end, low, high = span
    while start < end and low < high and one[start] == other[low]:
        start, low = start + 1, low + 1
    while start < end and low < high and one[end - 1] == other[high - 1]:
        end, high = end - 1, high - 1
    return start, end, low, high


def _anchors(one: Sequence[str], other: Sequence[str], span: Span) -> Iterator[tuple[int, int]]:
    """The places of tokens that both have once: the longest row of them that is in order in both."""
    start, end, low, high = span
    here, there = Counter(one[start:end]), Counter(other[low:high])
    places = {token: place for place, token in enumerate(other[low:high], low) if there[token] == 1}
    pairs = [(p, places[t]) for p, t in enumerate(one[start:end], start) if here[t] == 1 and t in places]
    tops: list[int] = []  # the lowest end of a row of each length (longest increasing subsequence)
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(tops, place)
        before.append(last[length - 1] if length else -1)
        tops[length : length + 1], last[length : length + 1] = [place], [number]
    row: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    yield from reversed(row)
