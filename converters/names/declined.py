"""Names in the cases of languages in Latin letters (`data/declension.toml`): `Gomułkou`, `Novotnemu`, `Kádárnak`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

_SHORTEST = 3
"""Letters that stay of a name when its ending is taken off."""
_VOWELS = frozenset("aeiouy")


def nominatives(word: str, language: str) -> Iterator[str]:
    """What a folded name may be in the nominative, if it stands in another case of the language.

    >>> sorted(nominatives("Novotnemu", "cs")), list(nominatives("Ferenccel", "hu")), list(nominatives("Smith", "en"))
    (['Novotnem', 'Novotnema', 'Novotnemo', 'Novotny'], ['Ferenc'], [])
    """
    table = _endings(language)
    for size in range(1, min(_longest(language), len(word) - _SHORTEST) + 1):
        stem = word[:-size]
        for ending in table.get(word[-size:], ()):
            if ending == "=":
                if len(stem) > _SHORTEST and stem[-1] == stem[-2]:
                    yield stem[:-1]
            elif ending != "-":
                yield stem + ending
            elif stem[-1] not in _VOWELS:
                yield stem


def languages() -> tuple[str, ...]:
    """Those whose cases are known."""
    return tuple(_data())


@lru_cache(maxsize=8)
def _endings(language: str) -> Mapping[str, tuple[str, ...]]:
    """Ending of an oblique case → endings of the nominative; `-` a consonant, `=` one that was doubled."""
    table: dict[str, tuple[str, ...]] = {}
    for nominative, oblique in _data().get(language, {}).items():
        for ending in oblique.split():
            table[ending] = (*table.get(ending, ()), "=" if nominative == "doubled" else nominative)
    return table


@lru_cache(maxsize=8)
def _longest(language: str) -> int:
    return max(map(len, _endings(language)), default=0)


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "data" / "declension.toml").read_text(encoding="utf-8"))
