"""Linear-time matching: regular expressions without backtracking, and many words at once.

Every pattern in regesta, its own or a user's, is compiled here. RE2 has no lookaround and no
back-references; in return no text and no pattern can make it slow.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import ahocorasick_rs
import re2

Span = tuple[int, int]
_ANYWHERE, _AT_START, _ALL = re2._Anchor.UNANCHORED, re2._Anchor.ANCHOR_START, re2._Anchor.ANCHOR_BOTH
_STRIDE = 512
_LONG = 200
_FEW = 500
"""So few words make a table of all states (DFA): it is larger than the alternative, and twice as fast."""

_PIECE = 1 << 18
"""Characters in which words are looked for at a time."""


class PatternError(ValueError):
    """A pattern that RE2 does not accept; the message says where and why."""


class _Encoded:
    """A text that is not ASCII in UTF-8, which RE2 reads, and the way between its bytes and its characters.

    The place of each 512th character is known, so that no conversion takes longer in a longer text.
    """

    __slots__ = ("_marks", "_text", "data")

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        self._text = text
        self._marks = [0]
        for begin in range(0, len(text) - _STRIDE, _STRIDE):
            self._marks.append(self._marks[-1] + len(text[begin : begin + _STRIDE].encode()))

    def byte(self, position: int) -> int:
        """The offset in bytes of a character."""
        mark = min(position // _STRIDE, len(self._marks) - 1)
        return self._marks[mark] + len(self._text[mark * _STRIDE : position].encode())

    def character(self, offset: int) -> int:
        """The number of characters before a byte."""
        mark = bisect_right(self._marks, offset) - 1
        return mark * _STRIDE + len(self.data[self._marks[mark] : offset].decode())


@lru_cache(maxsize=4)
def _kept(text: str) -> _Encoded:
    return _Encoded(text)


def _to_read(text: str, pos: int) -> tuple[_Encoded | None, bytes, int]:
    """A text and a place in it as RE2 takes them; a long text, which many patterns read, is encoded once."""
    if pos:
        pos = min(pos, len(text))
    if text.isascii():
        return None, text.encode(), pos
    encoded = _kept(text) if len(text) > _LONG else _Encoded(text)
    return encoded, encoded.data, encoded.byte(pos) if pos else 0


class Match:
    """Where a pattern was found; same meaning as in `re`, and groups may be named everywhere."""

    __slots__ = ("_encoded", "_spans", "re", "string")

    def __init__(self, expression: Pattern, text: str, encoded: _Encoded | None, spans: Sequence[Span]) -> None:
        self.re = expression
        self.string = text
        self._encoded = encoded
        self._spans = spans

    def span(self, group: int | str = 0) -> tuple[int, int]:
        """Start and end of a group; (-1, -1) where it took no part."""
        start, end = self._spans[group if isinstance(group, int) else self.re.groupindex[group]]
        if self._encoded is None or start < 0:
            return start, end
        return self._encoded.character(start), self._encoded.character(end)

    def start(self, group: int | str = 0) -> int:
        """Where a group starts; -1 where it took no part."""
        return self.span(group)[0]

    def end(self, group: int | str = 0) -> int:
        """Where a group ends; -1 where it took no part."""
        return self.span(group)[1]

    def group(self, group: int | str = 0) -> str | None:
        """The characters of a group; None where it took no part."""
        start, end = self.span(group)
        return self.string[start:end] if start >= 0 else None

    def groupdict(self) -> dict[str, str | None]:
        """The characters of every named group."""
        return {name: self.group(number) for name, number in self.re.groupindex.items()}


class Pattern:
    """A compiled pattern; offsets count code points."""

    def __init__(self, expression: str, options: re2.Options) -> None:
        self.pattern = expression
        self._compiled = re2.compile(expression.encode(), options=options)
        # The spans as RE2 gives them: its own wrapper makes an object of each match, in thrice the time.
        self._match: Callable[[Any, bytes, int, int], Sequence[Span]] = self._compiled._regexp.Match

    @cached_property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of named groups."""
        return {name.decode(): number for name, number in self._compiled.groupindex.items()}

    def search(self, text: str, pos: int = 0) -> Match | None:
        """The first match in `text`."""
        return self._first(_ANYWHERE, text, pos)

    def match(self, text: str, pos: int = 0) -> Match | None:
        """The match that begins at `pos`."""
        return self._first(_AT_START, text, pos)

    def fullmatch(self, text: str, pos: int = 0) -> Match | None:
        """The match that is all of `text` from `pos` on."""
        return self._first(_ALL, text, pos)

    def _first(self, anchor: object, text: str, pos: int) -> Match | None:
        encoded, data, pos = (None, text.encode(), 0) if not pos and text.isascii() else _to_read(text, pos)
        spans = self._match(anchor, data, pos, len(data))
        return Match(self, text, encoded, spans) if spans[0][0] >= 0 else None

    def finditer(self, text: str, pos: int = 0) -> Iterator[Match]:
        """All matches in `text`, none overlapping another."""
        encoded, data, pos = _to_read(text, pos)
        for spans in self._each(data, pos):
            yield Match(self, text, encoded, spans)

    def spans(self, text: str) -> Iterator[Span]:
        """Where the matches in `text` are: cheaper than `finditer`, as each place is reckoned from the one before."""
        data = text.encode()
        if len(data) == len(text):
            for spans in self._each(data, 0):
                yield spans[0]
            return
        offset = position = 0
        for spans in self._each(data, 0):
            start, stop = spans[0]
            begin = position + len(data[offset:start].decode())
            offset, position = stop, begin + len(data[start:stop].decode())
            yield begin, position

    def _each(self, data: bytes, pos: int) -> Iterator[Sequence[Span]]:
        match, end = self._match, len(data)
        while True:
            spans = match(_ANYWHERE, data, pos, end)
            start, stop = spans[0]
            if start < 0:
                return
            yield spans
            if pos == end:
                return
            if pos < stop:
                pos = stop
                continue
            pos += 1  # nothing was matched: on to the next character
            while pos < end and data[pos] & 0xC0 == 0x80:
                pos += 1

    def sub(self, repl: str, text: str) -> str:
        """`text` with each match replaced."""
        replaced: bytes = self._compiled.sub(repl.encode(), text.encode())
        return replaced.decode()


@lru_cache(maxsize=4096)
def pattern(expression: str, *, ignore_case: bool = False) -> Pattern:
    """Compile `expression` (RE2 syntax). Raises `PatternError`."""
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignore_case
    try:
        return Pattern(expression, options)
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise PatternError(f"{reason}: {expression!r}") from error


class AnyOf:
    """Many patterns at once: which of them fit all of a text, or some of it, in one pass (an RE2 set)."""

    def __init__(self, expressions: Iterable[str], *, anywhere: bool = False) -> None:
        options = re2.Options()
        options.log_errors = False
        options.max_mem = 1 << 28
        compiled = re2._re2.Set(_ANYWHERE if anywhere else _ALL, options)
        for expression in expressions:
            if compiled.Add(expression.encode()) < 0:
                raise PatternError(f"not accepted: {expression!r}")
        compiled.Compile()
        self._match: Callable[[bytes], Sequence[int]] = compiled.Match

    def find(self, text: str) -> Sequence[int]:
        """The numbers of the patterns that `text` fits, in order."""
        return sorted(self._match(text.encode()))


def part(match: Match, name: str) -> tuple[int, int]:
    """Where the named group stands; (-1, -1) if it took no part or is not in the pattern."""
    return match.span(name) if name in match.re.groupindex else (-1, -1)


class Words:
    """An automaton over a fixed set of strings: finds all of them in one pass over a text."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words: Sequence[str] = list(dict.fromkeys(word for word in words if word))
        self._automaton = Automaton(self.words, overlapping=True) if self.words else None

    def find(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (word, start, end) of every occurrence that is not part of a longer word, in order of end.

        Overlapping ones are all given.
        """
        if self._automaton is None:
            return
        length = len(text)
        for index, start, end in self._automaton.find(text):
            if start and text[start - 1].isalnum() and text[start].isalnum():
                continue
            if end < length and text[end].isalnum() and text[end - 1].isalnum():
                continue
            yield self.words[index], start, end


Hit = tuple[int, int, int]
"""The number of a word, and where it stands."""


class Automaton:
    """Finds words: all their occurrences, in order of end, or from left to right the longest, none overlapping."""

    def __init__(self, words: Sequence[str], *, overlapping: bool) -> None:
        kind = ahocorasick_rs.MatchKind.Standard if overlapping else ahocorasick_rs.MatchKind.LeftmostLongest
        made = ahocorasick_rs.Implementation.DFA if len(words) < _FEW else None
        self._automaton = ahocorasick_rs.AhoCorasick(words, matchkind=kind, implementation=made)
        self._overlapping = overlapping
        self._longest = max(map(len, words), default=0)

    def find(self, text: str) -> Iterable[Hit]:
        """What is found in `text`; in a long one piece by piece, since what comes at a time is a list."""
        if len(text) <= _PIECE:
            return self._automaton.find_matches_as_indexes(text, overlapping=self._overlapping)
        return self._all(text) if self._overlapping else self._apart(text)

    def _all(self, text: str) -> Iterator[Hit]:
        for begin in range(0, len(text), _PIECE):
            first = max(0, begin - self._longest)
            piece = text[first : begin + _PIECE]
            for index, start, end in self._automaton.find_matches_as_indexes(piece, overlapping=True):
                if first + end > begin:
                    yield index, first + start, first + end

    def _apart(self, text: str) -> Iterator[Hit]:
        begin = 0
        while begin < len(text):
            piece, stop = text[begin : begin + _PIECE + self._longest], _PIECE
            for index, start, end in self._automaton.find_matches_as_indexes(piece):
                if start >= _PIECE:
                    break
                yield index, begin + start, begin + end
                stop = max(stop, end)
            begin += stop
