"""Names in the cases of languages in Latin letters (`data/declension.toml`): `Gomułkou`, `Novotnemu`, `w Warszawie`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

_SHORTEST = 3
"""Letters that stay of a name when its ending is taken off."""
_VOWELS = frozenset("aeiouy")
_BEFORE = "before"


def nominatives(word: str, language: str) -> Iterator[str]:
    """What a folded name may be in the nominative, if it stands in another case of the language.

    >>> sorted(nominatives("Novotnemu", "cs")), list(nominatives("Ferenccel", "hu")), list(nominatives("Smith", "en"))
    (['Novotnem', 'Novotnema', 'Novotnemo', 'Novotny'], ['Ferenc'], [])
    """
    return _nominatives(word, _endings("", language))


def of_place(word: str, before: str, language: str) -> Iterator[str]:
    """What the folded name of a place may be in the nominative, after one of the language's prepositions of place.

    >>> "Warszawa" in of_place("Warszawie", "w", "pl"), list(of_place("Warszawie", "list", "pl"))
    (True, [])
    """
    if before in prepositions(language):
        yield from _nominatives(word, _endings("-places", language))


def prepositions(language: str) -> Sequence[str]:
    """What stands before a place in another case, in languages where such cases are known."""
    return _data("-places").get(language, {}).get(_BEFORE, "").split()


def languages() -> tuple[str, ...]:
    """Those whose cases are known."""
    return tuple(_data(""))


def _nominatives(word: str, table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for size in range(1, min(max(map(len, table), default=0), len(word) - _SHORTEST) + 1):
        stem = word[:-size]
        for ending in table.get(word[-size:], ()):
            if ending == "=":
                if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                    yield stem[:-1]
            elif ending != "-":
                yield stem + ending
            elif stem[-1] not in _VOWELS:
                yield stem


@lru_cache(maxsize=16)
def _endings(kind: str, language: str) -> Mapping[str, tuple[str, ...]]:
    """Ending of an oblique case → endings of the nominative; `-` a consonant, `=` one that was doubled."""
    table: dict[str, tuple[str, ...]] = {}
    for nominative, oblique in _data(kind).get(language, {}).items():
        for ending in oblique.split() if nominative != _BEFORE else ():
            table[ending] = (*table.get(ending, ()), "=" if nominative == "doubled" else nominative)
    return table


@lru_cache(maxsize=2)
def _data(kind: str) -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "data" / f"declension{kind}.toml").read_text(encoding="utf-8"))
