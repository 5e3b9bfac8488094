"""Whether words say that something is a person, an organisation or a place (`data/kinds.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath
from typing import cast
from urllib.parse import unquote

from converters.matching import pattern
from tei.entities import EntityKind

_WORD = r"\p{Lu}?\p{Ll}+|\p{Lu}+"
"""A word, also of several written as one: `placeNames`."""


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, EntityKind]:
    table = tomllib.loads(files(__package__).joinpath("data", "kinds.toml").read_text(encoding="utf-8"))
    return {word: cast(EntityKind, kind) for kind, words in table.items() for word in words}


def spaced(heading: str) -> str:
    """Words as they are compared: small, parted by blanks alone."""
    return " ".join(heading.lower().replace("_", " ").replace("-", " ").split())


def kind_of(words: str) -> EntityKind | None:
    """The kind that the words as a whole stand for."""
    return _kinds().get(spaced(words))


def kind_among(text: str) -> EntityKind | None:
    """The one kind that words of a name or of the end of an address tell of; None if none or several.

    >>> kind_among("https://example.org/placeAuthorities/"), kind_among("People of Vienna"), kind_among("People, towns")
    ('place', 'person', None)
    """
    name = unquote(text).rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    words = (name[match.start() : match.end()].lower() for match in pattern(_WORD).finditer(name))
    told = {_kinds()[word] for word in words if word in _kinds()}
    return told.pop() if len(told) == 1 else None


def kind_of_file(name: str) -> EntityKind | None:
    """The kind that the name of a file tells: `people.csv`."""
    return kind_among(PurePath(name).stem)
