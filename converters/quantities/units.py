"""What stands behind a figure: the sign or name of a unit, and what is measured in it."""

from __future__ import annotations

from converters.quantities.counted import counted
from converters.quantities.language import Language, Unit, symbols
from tei.model import Span

_MARKS = ",;:!?)]’'\"”"
"""What closes a word, but for the full stop that may belong to it."""


def sign_after(text: str, end: int) -> tuple[str, int] | None:
    """The unit whose sign stands right behind a figure, and how long it is: `45 %`, `20° C`."""
    for sign, unit in symbols().units.get(text[end : end + 1], ()):
        stop = end + len(sign)
        if text.startswith(sign, end) and not (sign[-1].isalpha() and text[stop : stop + 1].isalpha()):
            return unit, len(sign)
    return None


def unit_after(text: str, end: int, known: Language) -> tuple[Unit | None, int]:
    """The unit that follows, longest first, and where it ends."""
    window = text[end : end + 32]
    if not window or not (window[0] in " \n-\u00a0" or window[0].isalpha()) or window.startswith("\n\n"):
        return None, end
    words = window.replace("-", " ", 1).replace("—", " ").split(None, known.longest_unit)[: known.longest_unit]
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size])
        closed = (phrase.rstrip(marks) for marks in (_MARKS, "." + _MARKS))
        for spelling in (phrase, *closed, words[0].partition("-")[0] if size == 1 else phrase):
            unit = known.units.get(spelling)
            if unit is not None:
                return unit, _end_of(text, end, spelling.split())
    return None, end


def _end_of(text: str, position: int, words: list[str]) -> int:
    """Where the words end that follow one another from `position`."""
    for word in words:
        position = text.index(word, position) + len(word)
    return position


def linked(text: str, end: int, known: Language) -> Span | None:
    """`600 tons of wheat`: what is measured."""
    position = end
    for link in known.nouns.link:
        if text.startswith(f" {link} ", end):
            phrase = counted(text, end + len(link) + 1, known.nouns)
            if phrase is not None:
                return phrase
        for joined in (f" {link} ", f" {link}" if link.endswith(("'", "’")) else ""):
            if joined and text.startswith(joined, end):
                position = end + len(joined)
                stop = position
                while stop < len(text) and text[stop].isalpha():
                    stop += 1
                word = text[position:stop]
                return (position, stop) if len(word) > 2 and word not in known.nouns.stop else None
    if known.nouns.capital:
        stop = end + 1
        while stop < len(text) and text[stop].isalpha():
            stop += 1
        word = text[end + 1 : stop]
        if text[end : end + 1] == " " and len(word) > 2 and word[0].isupper() and word.lower() not in known.nouns.stop:
            return end + 1, stop
    return None


def is_money(text: str, end: int, known: Language) -> bool:
    """Whether a currency follows."""
    unit, _ = unit_after(text, end, known)
    return unit is not None and unit.kind == "currency"
