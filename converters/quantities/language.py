"""The words of numbers and units in one language, read from its TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from converters.lexicon import Lexicon, Phrases

LANGUAGES = ("en", "de", "fr", "ru", "it", "es", "pl")


Signs = Mapping[str, tuple[tuple[str, str], ...]]
"""Signs and what each stands for, by the letter that stands nearest to the figure; the longest first."""


@dataclass(frozen=True, slots=True)
class Nouns:
    """How to tell the noun that a number counts."""

    persons: frozenset[str]
    person_endings: tuple[str, ...]
    plurals: frozenset[str]
    plural_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    not_plurals: frozenset[str]
    stop: frozenset[str]
    link: frozenset[str]
    capital: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure, or a currency."""

    name: str
    kind: Literal["measure", "duration", "currency", "percentage"]


@dataclass(frozen=True, slots=True)
class Language:
    """What is needed to read quantities.

    Kinds in the lexicon: `n` number, `k` multiplier.
    """

    lexicon: Lexicon
    units: Mapping[str, Unit]
    longest_unit: int
    """In words."""
    one: frozenset[str]
    """Words that mean one before a multiplier: `a hundred`."""
    vague: frozenset[str]
    """Words that keep a multiplier from being a number: `several hundred`."""
    one_needed: bool
    """A multiplier alone is no number: `hundred`, but `hundert`."""
    thousands: frozenset[str]
    decimal: str
    before: Phrases
    after: Mapping[str, str]
    ranges: frozenset[str]
    between: frozenset[str]
    no_count: frozenset[str]
    nouns: Nouns
    directions: Mapping[str, tuple[str, int, int]]
    """Words after degrees → latitude or longitude, its sign and its most; longest first."""
    parted: frozenset[str]
    """Words after `2/3` that make it a fraction: `of`."""
    signs: Signs
    """Words and signs of money before a figure in this language: `lire 30.000`."""
    tens: frozenset[str]
    """Words between tens and ones: `ochenta y tres`."""
    minus: Phrases
    """Words before degrees that are below zero."""
    below_zero: tuple[str, ...]
    """Words after them."""
    sterling: Phrases
    """Words before money, where pounds, shillings and pence are written `5l. 10s. 6d.`"""


@dataclass(frozen=True, slots=True)
class Symbols:
    """Signs of money and units beside a figure."""

    currencies: Signs
    dashed: Signs
    """Letters that are a sign of money only where a dash stands for the cents: `S 30.-`"""
    shared: frozenset[str]
    units: Signs
    magnitudes: Mapping[str, Fraction]
    """Letters joined to a sum of money: `£3m`."""


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def _signs(table: Mapping[str, Any], letter: int) -> Signs:
    """Each sign of a table with its name, by its letter beside the figure: the first (0) or the last one (-1)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for sign, name in sorted(((s, n) for n, signs in table.items() for s in signs), key=lambda pair: -len(pair[0])):
        found.setdefault(sign[letter], []).append((sign, name))
    return {beside: tuple(signs) for beside, signs in found.items()}


@lru_cache(maxsize=1)
def symbols() -> Symbols:
    """The signs of symbols.toml."""
    data = _load("symbols")

    return Symbols(
        _signs(data["currencies"], -1), _signs(data["dashed"], -1), frozenset(data["shared"]["signs"]),
        _signs(data["units"], 0),
        {letters: Fraction(value) for value, listed in data["magnitudes"].items() for letters in listed},
    )  # fmt: skip


@lru_cache(maxsize=16)
def language(tag: str) -> Language | None:
    """The language of a BCP 47 `tag`; None if there is no file for it."""
    code = tag.partition("-")[0].lower()
    return _compile(_load(code)) if code in LANGUAGES else None


def _words(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Any]]]:
    for table, kind in (("numbers", "n"), ("multipliers", "k")):
        for value, words in data[table].items():
            for word in words:
                for form in (word, word[:1].upper() + word[1:]):
                    yield form, (kind, Fraction(value))
    if "compounds" in data:
        for word, number in _compounds(data):
            yield word, ("n", Fraction(number))
            yield word[:1].upper() + word[1:], ("n", Fraction(number))


def _units(data: Mapping[str, Any]) -> Iterator[tuple[str, Unit]]:
    durations = frozenset(_load("symbols")["durations"]["units"])
    for name, words in data["units"].items():
        for word in words:
            if name == "percent":
                yield word, Unit(name, "percentage")
            else:
                yield word, Unit(name, "duration" if name in durations else "measure")
    for name, words in data["currencies"].items():
        for word in words:
            yield word, Unit(name, "currency")


def _compounds(data: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Numbers written as one word, up to 999 and the full thousands."""
    parts = data["compounds"]
    simple = [
        (word, int(value))
        for value, words in data["numbers"].items()
        if value.isdecimal() and int(value)
        for word in words
        if " " not in word
    ]
    units = [(word, value) for word, value in simple if value < 10] + [(parts["one"], 1)]
    below = list(simple)
    for tens, ten in simple:
        if ten >= 20:
            below += [(f"{word}{parts['and']}{tens}", ten + value) for word, value in units]
    yield from below
    hundreds = [(f"{word}{parts['hundred']}", value * 100) for word, value in units]
    yield from hundreds
    for head, hundred in hundreds:
        for word, value in below:
            yield f"{head}{word}", hundred + value
    for word, value in [*below, *units, *hundreds]:
        yield f"{word}{parts['thousand']}", value * 1000


def _compile(data: Mapping[str, Any]) -> Language:
    words: dict[str, tuple[str, Any]] = {}
    for word, entry in _words(data):
        words.setdefault(word, entry)
    nouns = data["nouns"]
    units = dict(_units(data))
    flat = {phrase.lower(): sense for sense, phrases in data["before"].items() for phrase in phrases}
    return Language(
        Lexicon(words),
        units,
        max(word.count(" ") + 1 for word in units),
        frozenset(data["one"]["words"]),
        frozenset(data["one"].get("vague", ())),
        bool(data["one"].get("needed")),
        frozenset(data["thousands"]),
        data["decimal"],
        Phrases(flat),
        {phrase: sense for sense, phrases in data["after"].items() for phrase in phrases},
        frozenset(data["joins"]["range"]),
        frozenset(data["joins"]["between"]),
        frozenset(data["no-count"]["words"]),
        Nouns(
            frozenset(data["persons"]["words"]) - frozenset(data["persons"].get("not-persons", ())),
            tuple(data["persons"].get("endings", ())),
            frozenset(nouns["plurals"]) | frozenset(data["persons"]["words"]),
            tuple(nouns["plural-endings"]),
            tuple(nouns.get("adjective-endings", ())),
            frozenset(nouns["not-plurals"]),
            frozenset(nouns["stop"]),
            frozenset(nouns["link"]),
            bool(nouns.get("capital")),
        ),
        dict(sorted(_directions(data), key=lambda pair: -len(pair[0]))),
        frozenset(data["fractions"]["words"]),
        _signs(data.get("signs", {}), -1),
        frozenset(data["joins"].get("tens", ())),
        Phrases(dict.fromkeys(data["below-zero"]["before"], "minus")),
        tuple(data["below-zero"]["after"]),
        Phrases(dict.fromkeys((cue.lower() for cue in data.get("sterling", {}).get("cues", ())), "money")),
    )


_WAYS = {"north": ("latitude", 1, 90), "south": ("latitude", -1, 90),
         "east": ("longitude", 1, 180), "west": ("longitude", -1, 180)}  # fmt: skip


def _directions(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for way, words in data["directions"].items():
        yield from ((word, _WAYS[way]) for word in words)
