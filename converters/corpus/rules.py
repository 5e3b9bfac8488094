"""The rules of `links.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from converters.matching import Pattern, pattern


@dataclass(frozen=True, slots=True)
class Number:
    """How references of one type are resolved by number."""

    by: str
    genres: frozenset[str]
    days: int


@dataclass(frozen=True, slots=True)
class Rules:
    """What links are made by."""

    numbers: Mapping[str, Number]
    dated: Mapping[str, frozenset[str]]
    messages: frozenset[str]
    message_genres: frozenset[str]
    own_acts: frozenset[str]
    own_genres: frozenset[str]
    own_patterns: tuple[Pattern, ...]
    own_idnos: frozenset[str]
    plain: frozenset[str]
    from_post: frozenset[str]
    to_post: frozenset[str]
    words: Mapping[str, frozenset[str]]
    replies: tuple[str, ...]
    """Words, casefolded, after which a document names what it answers."""


@lru_cache
def rules() -> Rules:
    """The rules as the package brings them."""
    data = tomllib.loads((resources.files("converters.corpus") / "links.toml").read_text("utf-8"))
    own, designators, events = data["own"], data["designators"], data["events"]
    return Rules(
        {name: _number(entry) for name, entry in data["number"].items()},
        {name: frozenset(genres) for name, genres in data["dated"].items()},
        frozenset(events["messages"]), frozenset(events["genres"]), frozenset(events["own"]),
        frozenset(own["genres"]), tuple(pattern(p) for p in own["patterns"]), frozenset(own["idnos"]),
        frozenset(designators["plain"]), frozenset(designators["from-post"]), frozenset(designators["to-post"]),
        {name: frozenset(words) for name, words in data["words"].items()}, _replies(),
    )  # fmt: skip


def _number(entry: Mapping[str, Any]) -> Number:
    return Number(entry["by"], frozenset(entry.get("genres", ())), entry.get("days", 0))


def _replies() -> tuple[str, ...]:
    """The words by which documents say that they answer: those of `converters/relations.toml`."""
    data = tomllib.loads((resources.files("converters") / "relations.toml").read_text("utf-8"))
    return tuple(
        word.casefold()
        for entry in data["relation"]
        if entry["name"] == "isReplyTo"
        for words in entry["words"].values()
        for word in words
    )
