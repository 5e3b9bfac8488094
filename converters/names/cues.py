"""The phrases of `data/cues.toml`, made into patterns."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters.matching import Pattern, pattern


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "data" / "cues.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=64)
def words(section: str, key: str) -> tuple[str, ...]:
    """A list as it stands: `words("place.any", "heads")`."""
    table = _data()
    for part in section.split("."):
        table = table[part]
    return tuple(table[key])


@lru_cache(maxsize=64)
def phrases(section: str, *keys: str, before: str = "", after: str = "", ignore_case: bool = False) -> Pattern:
    """The phrases of one list, or of several together, with an expression before and after them."""
    found = "|".join(phrase for key in keys for phrase in words(section, key))
    return pattern(f"{before}(?:{found}){after}", ignore_case=ignore_case)
