"""Degrees below zero: the sign or word before the figure, or the words after its unit."""

from __future__ import annotations

from converters.lexicon import phrase_before
from converters.quantities.language import Language
from tei.model import Span

MINUS = ("-", "−", "–")


def below_zero(text: str, start: int, end: int, known: Language) -> Span | None:
    """From where to where the degrees at `start:end` are said to be below zero; None if they are not."""
    if text[max(0, start - 1) : start] in MINUS and not text[max(0, start - 2) : start - 1].strip(" \n("):
        return start - 1, end
    sense, begin, _ = phrase_before(text, start, known.minus)
    if sense:
        return begin, end
    words = next((words for words in known.below_zero if text.startswith(f" {words}", end)), "")
    return (start, end + 1 + len(words)) if words else None
