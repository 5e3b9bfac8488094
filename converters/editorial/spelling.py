"""Misspelt words of marks (`declassfied`, `less that 1 line`), put right by looking them up with letters left out."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from converters.editorial.likeness import distance
from converters.editorial.words import Lexicon

SHORTEST = 4
"""Letters of the shortest word that can be misspelt; shorter ones are too like each other."""
_AMONG, _ALONE = 6, 7
"""Letters of the shortest that is put right among other words, and where it is the only one."""
_MOST_WORDS = 40


class Spelling:
    """A vocabulary, and the words that are nearly one of it."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._vocabulary = frozenset(vocabulary)
        self._near: dict[str, list[str]] = {}
        for word in sorted(self._vocabulary):
            for key in _shortened(word):
                self._near.setdefault(key, []).append(word)

    def corrected(self, words: str) -> str:
        """`words` (case-folded) with those put right that differ by a letter, in long words by two.

        A single word has to be longer than one among others, and a short word is put right only beside a
        figure: `[less that 1 line]` measures something, `[the town]` may be just that. Without a misspelling,
        `words` itself.
        """
        parts = words.split()
        if len(parts) > _MOST_WORDS:
            return words
        shortest = SHORTEST if any(map(str.isdecimal, words)) else _AMONG if len(parts) > 1 else _ALONE
        return " ".join(self._word(part, shortest) for part in parts)

    def _word(self, word: str, shortest: int) -> str:
        core = word.strip("()*")
        if len(core) < shortest or core in self._vocabulary or core.isdigit():
            return word
        allowed = 1 if len(core) < 8 else 2
        near = {candidate for key in _shortened(core) for candidate in self._near.get(key, ())}
        best = min(((distance(core, candidate, allowed), candidate) for candidate in near), default=(allowed + 1, ""))
        return word.replace(core, best[1]) if best[0] <= allowed else word


def _shortened(word: str) -> set[str]:
    """`word`, and what is left of it without one of its letters."""
    if len(word) > 24:
        return {word}
    return {word[:i] + word[i + 1 :] for i in range(len(word))} | {word}


@lru_cache(maxsize=32)
def measures(lexicon: Lexicon) -> Spelling:
    """The spelling of the words that extents are written with."""
    phrases = [*lexicon.bounds, *lexicon.units, *lexicon.numbers, *lexicon.several]
    return Spelling(word for phrase in phrases for word in phrase.split() if len(word) >= SHORTEST)
