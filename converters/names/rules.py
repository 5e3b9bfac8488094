"""What each rule of this package says, for the header's declaration and for `explain`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files


@lru_cache(maxsize=1)
def _rules() -> dict[str, str]:
    data = tomllib.loads((files(__package__) / "data" / "rules.toml").read_text(encoding="utf-8"))
    return {str(id_): str(words) for id_, words in data["rules"].items()}


def describe(rule: str) -> str:
    """What `rule` says, or nothing where it is no rule of names.

    >>> describe("name.title")
    'A capitalised word after a title or form of address is a personal name.'
    """
    return _rules().get(rule, "")
