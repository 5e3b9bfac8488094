"""Those present, one by one: a line may name several, and their offices stand between the same commas as they."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from converters.layout.vocabulary import words
from converters.matching import Pattern, pattern
from converters.names.cues import listing
from converters.names.lexicon import ATTRIBUTE, GIVEN, TITLE, fold, lexicon
from converters.names.runs import INITIAL, UNKNOWN, kinds
from tei.metadata import Stated
from tei.model import Annotation, Span


def each(values: Iterable[Stated], names: Sequence[Annotation], text: str) -> tuple[Stated, ...]:
    """`values` with one person each, where `names`, in order, show that several stand in one, or one in several.

    `Mr. Dulles, Secretary of State, Mr. Merchant, Assistant Secretary` are two persons and their offices.
    """
    starts = [name.start for name in names]
    found: list[Stated] = []
    previous = False
    for value in values:
        if value.span is None:
            found.append(value)
            previous = False
            continue
        start, end = value.span
        first = bisect_left(starts, start)
        inside = [name for name in names[first : bisect_left(starts, end)] if name.end <= end]
        if previous and not inside and _is_office(value, found[-1], text):
            found[-1] = _stretch(found[-1], (_span(found[-1])[0], end), text)
            continue
        pieces = list(_parted(value.span, inside, text))
        found.extend(_stretch(value, piece, text) for piece in pieces)
        previous = bool(inside)
    return tuple(found)


def of_several(value: Stated) -> bool:
    """Whether the words name nobody, but people of a body: `Representatives of the Ministry of Trade`."""
    return _several().match(value.text) is not None


def _stretch(value: Stated, span: Span, text: str) -> Stated:
    return value if span == value.span else Stated(text[slice(*span)], span, value.attrs, value.cert, value.resp)


def _span(value: Stated) -> Span:
    assert value.span is not None
    return value.span


def _parted(span: Span, names: Sequence[Annotation], text: str) -> Iterator[Span]:
    """The stretches of `span` that hold one name each, with its titles before and its office after it."""
    start, end = span
    for one, other in pairwise(names):
        between = text[one.end : other.start]
        joints = [match.span() for match in _joint().finditer(between)]
        if joints and all(_is_title(word) for word in between[joints[-1][1] :].split()):
            yield start, one.end + joints[-1][0]
            start = one.end + joints[-1][1]
    yield start, end


def _is_title(word: str) -> bool:
    folded = fold(word)
    return bool(kinds(folded) & (TITLE | ATTRIBUTE)) or folded in lexicon().small


def _is_office(value: Stated, named: Stated, text: str) -> bool:
    """Whether the words, behind a comma after a name, say who that is, and are no name that nobody knows."""
    if text[_span(named)[1] : _span(value)[0]].strip(" ") != ",":
        return False
    name = all(word[0].isupper() and kinds(word) & (UNKNOWN | GIVEN | INITIAL) for word in fold(value.text).split())
    return not name or (value.text.isupper() and not named.text.isupper())


@lru_cache(maxsize=1)
def _joint() -> Pattern:
    return pattern(rf",? (?:{'|'.join(listing('person', 'and'))}) |[,;] ")


@lru_cache(maxsize=1)
def _several() -> Pattern:
    return pattern(rf"(?i)(?:the )?{words().lists['several']}(?:\P{{L}}|$)")
