"""Whether figures are a time of day where they stand."""

from __future__ import annotations

from collections.abc import Sequence

from converters.dates.language import Language
from converters.lexicon import Token, next_word, phrase_before

_COLUMN = 40
"""So many blanks may part the time from the date in the head of a telegram."""


def clock(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """After a word for the clock, or in minutes right behind a date: `at 16:00`, `3 May 1961 16:00`."""
    first, last = tokens[index], tokens[end]
    digits = last.kind == "D"
    if first.kind != "D" or (digits and last.end - last.start != 2):
        return False
    if phrase_before(text, first.start, known.before)[2].lower() in known.clock_cues:
        return True
    if not digits or not index or tokens[index - 1].kind not in "DYM":
        return False
    between = text[tokens[index - 1].end : first.start]
    return len(between) <= 3 or (len(between) <= _COLUMN and between.strip(" \t") == "")


def clock_dotted(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`at 7.20`: an hour and minutes after a word for the clock, where nothing follows that they could count."""
    last = tokens[end]
    if last.end - last.start != 2 or text[last.end : last.end + 1] in ("/", "%"):
        return False
    if phrase_before(text, tokens[index].start, known.before)[2].lower() not in known.dotted_cues:
        return False
    return next_word(text, last.end).lower() not in known.each and goes_on(text, last.end, known)


def zone(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`0900 EST`: a time of four digits before the name of its zone."""
    stop = tokens[end].end
    return text[stop : stop + 1] == " " and not tokens[end].suffix and any(
        text.startswith(name, stop + 1) and not text[stop + 1 + len(name) : stop + 2 + len(name)].isalnum()
        for name in known.zones
    )


def group(text: str, tokens: Sequence[Token], index: int, end: int, known: Language) -> bool:
    """`031200Z`: day and time are written as one."""
    return tokens[index].end == tokens[index + 1].start


def goes_on(text: str, position: int, known: Language) -> bool:
    """Whether the sentence goes on with no noun next."""
    word = next_word(text, position)
    return not word or word.lower() in known.goes_on
