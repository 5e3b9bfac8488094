"""Stretches of capitalised words, taken apart: where names of persons can stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from converters.matching import Pattern, pattern
from converters.names.lexicon import (
    ABBREVIATED,
    ADDRESS,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    OFFICE,
    RANK,
    SUFFIX,
    THING,
    lexicon,
)

INITIAL = 1 << 20
"""The word is one letter, or letters with full stops: `J.`, `S.D.`"""
ALLCAPS = 1 << 21
OPENS = 1 << 22
"""The word opens a sentence or a line."""
UNKNOWN = 1 << 23
"""A capitalised word that no list knows."""

_SMALL = (
    "de da do dos del della dei di du des der den van von vom zu zum zur ter ten la le los las al el bin ibn ben bint "
    "abu af av y e де фон ван v\\."
)


class Token(NamedTuple):
    """A word of a run; `end` leaves out the possessive `'s` and a full stop that ends the sentence."""

    start: int
    end: int
    word: str
    flags: int


Run = list[Token]


@lru_cache(maxsize=1)
def _run() -> Pattern:
    unit = r"(?:\p{Lu}\.-)?(?:\b(?:al|el|as|an|ad|ed|d|l|o)['\-])?\p{Lu}[\pL\pM]*(?:['\-]\pL+)*\.?"
    small = "|".join(_SMALL.split())
    return pattern(rf"{unit}(?:(?: (?:{small}))* ?{unit})*(?:,? (?:Jr|Sr|II|III|IV)\b\.?)?")


_CLOSERS = frozenset(".!?:;")


def runs(text: str) -> list[Run]:
    """The runs of capitalised words in a folded `text`, in order; none goes over the end of a line or sentence."""
    found: list[Run] = []
    for start, end in _run().spans(text):
        if start and text[start - 1].isalnum():
            continue
        for run in _split(text[start:end]):
            opens = OPENS if run[0].start == 0 and _opening(text, start) else 0
            placed = []
            for first, last, word, flags in run:
                placed.append(Token(start + first, start + last, word, flags | opens))
                opens = 0
            found.append(placed)
    return found


@lru_cache(maxsize=16384)
def _split(piece: str) -> tuple[Run, ...]:
    """The runs of a stretch, counted from its beginning: several if a sentence ends or a possessive stands in it."""
    found: list[Run] = []
    run: Run = []
    opens = position = 0
    for written in _written(piece):
        stop = position + len(written)
        word, left_out, flags, cut = _word(written)
        if cut and flags & ABBREVIATED and stop < len(piece) and written[-1] == ".":
            word, left_out, cut, flags = written, 0, False, flags | GIVEN
        last = stop - left_out
        run.append(Token(position, last, word, flags | opens))
        opens = 0
        if cut:
            found.append(run)
            run = []
            opens = OPENS if piece[last:stop] == "." else 0
        position = stop + piece.startswith(" ", stop)
    found.append(run)
    return tuple(run for run in found if len(run) > 1 or (run and run[0].flags & ~_IDLE))


def _written(piece: str) -> Sequence[str]:
    """The words of a stretch as they are written; of letters with full stops (`S.D.`) each is one."""
    words = piece.split(" ")
    if piece.find(".", 0, -1) < 0:
        return words
    return [part for word in words for part in word.replace(".", ". ").split()]


_IDLE = FUNCTION | CALENDAR | OPENS | INITIAL | DEMONYM
"""What a word by itself is that is neither name nor title."""


@lru_cache(maxsize=16384)
def _word(written: str) -> tuple[str, int, int, bool]:
    """A word without its possessive or full stop, how many characters these are, its flags, whether a run ends."""
    flags = lexicon().flags
    word, left_out, cut = written, 0, False
    known = flags.get(word, 0)
    if word[-1] == ".":
        if len(word.lstrip("-")) > 2 and not known & (ADDRESS | RANK | OFFICE | SUFFIX):
            word, left_out, cut = word[:-1], 1, True
    elif word[-1] == ",":
        word, left_out = word[:-1], 1
    elif word.endswith(("'s", "'S")):
        word, left_out, cut = word[:-2], 2, True
    elif word[-1] == "'":
        word, left_out, cut = word[:-1], 1, True
    if left_out:
        known = flags.get(word, 0)
    if len(letter := word.strip("-.")) == 1 and letter.isupper():
        known |= INITIAL
    elif word.isupper():
        known |= ALLCAPS
        if known == ALLCAPS and len(word) > 3:
            known |= flags.get(word.capitalize(), 0)
    return word, left_out, known or _unknown(word), cut


def together(run: Sequence[Token]) -> int:
    """The flags of the words of a run together."""
    flags = 0
    for token in run:
        flags |= token.flags
    return flags


def kinds(word: str) -> int:
    """What a folded word can be."""
    return _word(word)[2]


_SHORTEST = 9
"""Letters that a title of several words in one has more than: `Richter` is a name as well."""


def _unknown(word: str) -> int:
    """The flags of a word that no list has: a rank or a title by its parts (`Scharführer`, `President-elect`)."""
    if len(word) > _SHORTEST and word[0].isupper():
        lower = word.lower()
        for flag, endings in lexicon().endings:
            if lower.endswith(endings):
                return flag
    if word.endswith(("n't", "'ll", "'ve", "'re", "'d", "'m")):
        return FUNCTION  # Doesn't, I'll
    if word[:2] in ("l'", "L'", "d'"):
        if word[2:] in lexicon().small:
            return OFFICE  # L'abbé de Pradt
        return lexicon().flags.get(word[2:], 0) & (OFFICE | RANK | THING) or UNKNOWN  # Monsieur l'Ambassadeur
    first, hyphen, second = word.partition("-")
    if hyphen:
        given = [lexicon().flags.get(part, 0) & GIVEN for part in word.split("-")]
        if all(given):
            return given[0]  # Paul-Henri
    titled = lexicon().flags.get(first, 0) & (ADDRESS | OFFICE | RANK) if hyphen else 0
    if titled and second[:1].isupper():
        titled = lexicon().flags.get(second, 0) & (OFFICE | RANK)  # Lieutenant-Colonel
    return titled or UNKNOWN


def _opening(text: str, start: int) -> bool:
    """Whether the word at `start` opens a line, a sentence or a quotation."""
    at = start - 1
    while at >= 0 and text[at] in " \"“(„»«'[":
        at -= 1
    return at < 0 or text[at] == "\n" or text[at] in _CLOSERS
