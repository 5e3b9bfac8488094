"""Candidates from an authority file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.authority.folding import fold
from converters.authority.model import Authority
from converters.authority.transliteration import variants
from converters.reconciliation import Candidate
from tei.entities import Entity

_MOST = 5


class Local:
    """An authority file as a source of candidates: names compared word by word, spellings of other scripts included."""

    def __init__(self, authority: Authority, *, by_file: bool = False) -> None:
        """Every word of every name is looked up, so that one question costs no more than the entries it touches.

        With `by_file` a candidate is called by its file and id, `people.xml#smith`.
        """
        self._by_file = by_file
        self._words: dict[tuple[str, str], set[int]] = {}
        self._entities = authority.entities
        self._names: list[list[frozenset[str]]] = []
        for index, entity in enumerate(self._entities):
            names = [_words(form) for name in entity.names for form in (name.text, *variants(name.text))]
            self._names.append(names)
            for word in frozenset().union(*names):
                self._words.setdefault((entity.kind, word), set()).add(index)

    def candidates(self, entities: Sequence[Entity]) -> Iterator[tuple[Entity, tuple[Candidate, ...]]]:
        """The best few for each entity."""
        for entity in entities:
            asked = [_words(name.text) for name in entity.names]
            touched = set().union(*(self._words.get((entity.kind, w), set()) for words in asked for w in words))
            scores = ((self._score(asked, index), index) for index in touched)
            ranked = sorted(scores, key=lambda pair: (-pair[0], pair[1]))[:_MOST]
            alone = sum(score >= 100 for score, _ in ranked) == 1
            yield (
                entity,
                tuple(
                    Candidate((self._by_file and found.source) or found.id, found.label, score, score >= 100 and alone)
                    for score, found in ((score, self._entities[index]) for score, index in ranked)
                ),
            )

    def _score(self, asked: list[frozenset[str]], index: int) -> float:
        """The best overlap of words between a name asked for and one of the entry, in hundredths (Dice)."""
        pairs = ((a, b) for a in asked for b in self._names[index] if a and b)
        return max((200 * len(a & b) / (len(a) + len(b)) for a, b in pairs), default=0.0)


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in fold(text).casefold().replace(",", " ").replace(".", " ").split() if len(w) > 1)
