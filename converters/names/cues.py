"""The phrases of `data/cues.toml`, made into patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters.matching import Pattern, pattern


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "cues.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def listing(section: str, key: str) -> tuple[str, ...]:
    """A list as it stands: `listing("place.any", "heads")`."""
    return senses(section)[key]


@lru_cache(maxsize=16)
def senses(section: str) -> Mapping[str, tuple[str, ...]]:
    """All lists of a section by their names."""
    table = _data()
    for part in section.split("."):
        table = table[part]
    return {key: tuple(listed) for key, listed in table.items()}


@lru_cache(maxsize=64)
def phrases(section: str, *keys: str, before: str = "", after: str = "", ignore_case: bool = False) -> Pattern:
    """The phrases of one list, or of several together, with an expression before and after them."""
    found = "|".join(phrase for key in keys for phrase in listing(section, key))
    return pattern(f"{before}(?:{found}){after}", ignore_case=ignore_case)
