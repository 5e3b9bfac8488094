"""The text as a reader takes it: editorial marks resolved, with a way back to the source.

`[Zhang] Hanfu` reads `Zhang Hanfu`; `29 April [1962]` reads `29 April 1962`; `Ba-ke-tu [sic]` reads
`Ba-ke-tu`; `Kohler[Khrushchev]` reads `Khrushchev`. Recognisers of names, dates and quantities work on
this text and ask for the source span of what they found. Notes, glosses and gaps stay in it, delimiters
and all, so that nothing is read across them. What is outside the document, or a running head, reads as
blank lines of the same count of characters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tei.model import Annotation, Outside, Span

_TRANSPARENT = frozenset({"supplied", "unclear", "ex", "add", "corr", "surplus", "sic", "reg", "expan"})
"""Elements whose delimiters are not part of the reading."""
_PREFERRED = frozenset({"corr", "reg", "expan"})
"""Of a `choice`, what is read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` to read, and per stretch of it where it stands in the source.

    `starts[i]` is the offset in `text` at which a stretch begins that stands at `origins[i]` in the
    source, unbroken up to the next. `wholes` are the spans of transparent marks, delimiters included.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    marks: dict[int, Annotation]
    """Transparent marks by the source offset of their content's first character."""
    ends: dict[int, Annotation]
    """The same by the source offset of their content's end."""

    def at(self, offset: int) -> int:
        """The source offset of the character at `offset` of the reading."""
        index = bisect_right(self.starts, offset) - 1
        return self.origins[index] + offset - self.starts[index]

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`, taking in the delimiters of marks that it covers.

        `[Zhang] Hanfu` is given whole; of `[the Zhang] Hanfu` the name crosses the mark, and is left
        so for the nesting rule to decide.
        """
        first = self.at(start)
        last = self.at(end - 1) + 1 if end > start else first
        if not self.marks:
            return first, last
        mark = self.marks.get(first)
        if mark is not None and mark.element in _PREFERRED and mark.content == (first, last):
            return first, last
        while mark is not None and mark.content[1] <= last and mark.start < first:
            first = mark.start
            mark = self.marks.get(first)
        mark = self.ends.get(last)
        while mark is not None and mark.content[0] >= first and mark.end > last:
            last = mark.end
            mark = self.ends.get(last)
        return first, last


def _start(a: Annotation) -> int:
    return a.start


def read(text: str, annotations: Iterable[Annotation], outside: Iterable[Outside] = ()) -> Reading:
    """The reading of `text` under its editorial `annotations`."""
    hidden: list[Span] = []
    barred: list[Span] = []  # a gap written in letters (`XXXX`) is no word
    marks: dict[int, Annotation] = {}
    ends: dict[int, Annotation] = {}
    choices: list[Annotation] = []
    corrections: list[Annotation] = []
    annotations = list(annotations)
    for a in annotations:
        if a.element == "gap" and text[a.start].isalpha():
            barred.append((a.start, a.end))
        elif a.element == "choice":
            choices.append(a)
        elif a.element in _PREFERRED:
            corrections.append(a)
        elif a.element in ("pb", "ref") or (a.element == "lb" and a.attrs.get("break") == "no"):
            hidden.append((a.start, a.end))  # a word divided at the end of a line or page is one word
        if a.element in _TRANSPARENT:
            inner_start, inner_end = a.content
            if inner_start == inner_end:
                continue
            hidden.extend(((a.start, inner_start), (inner_end, a.end)))
            marks[inner_start] = a
            ends[inner_end] = a
    corrections.sort(key=_start)
    for choice in choices:
        # Of a corrected word the reading is the correction; what stood there is passed over.
        index = bisect_right(corrections, choice.start, key=_start)
        if index < len(corrections) and corrections[index].start < choice.end:
            correction = corrections[index]
            hidden.append((choice.start, correction.start))
            start, end = correction.content
            if start < end:  # what is found there stands within the correction or around the whole choice
                marks[start] = ends[end] = replace(correction, start=choice.start, end=choice.end, inner=(start, end))
    blank = [(o.start, o.end) for o in outside]
    blank += [(a.start, a.end) for a in annotations if a.element == "fw"]
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    length = position = 0
    filled = [(*s, "") for s in hidden if s[0] < s[1]] + [(*s, "\n") for s in blank] + [(*s, "█") for s in barred]
    for start, end, fill in sorted(filled):
        if start > position:
            pieces.append(text[position:start])
            starts.append(length)
            origins.append(position)
            length += start - position
            position = start
        if end > position:
            if fill:
                starts.append(length)
                origins.append(position)
                pieces.append(fill * (end - position))
                length += end - position
            position = end
    if position < len(text) or not starts:
        pieces.append(text[position:])
        starts.append(length)
        origins.append(position)
    return Reading("".join(pieces), tuple(starts), tuple(origins), marks, ends)
