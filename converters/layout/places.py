"""Places on a line of their own beside the date: `Nurnberg, Germany` above `14 March 1946`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters.layout.data import Layout, Rule
from converters.layout.fits import roles
from converters.layout.lines import Unit
from converters.layout.vocabulary import words
from converters.matching import Pattern, pattern

_LONGEST = 60
_MOST_WORDS = 3


def beside_date(units: Sequence[Unit], i: int, layout: Layout) -> Rule | None:
    """The rule for the date, if units `i` and `i + 1` are a date and where it was, one above the other."""
    if i + 1 >= len(units) or max(len(unit.text) for unit in units[i : i + 2]) > _LONGEST:
        return None
    first, second = units[i : i + 2]
    if rule := _date_alone(second, layout):
        return rule if names_place(first.text) else None
    rule = _date_alone(first, layout) if first.group == second.group else None
    return rule if rule is not None and names_place(second.text) else None


def _date_alone(unit: Unit, layout: Layout) -> Rule | None:
    """The rule by which a line is a date, and says nothing of a place."""
    rule = next((r for r in roles(unit, layout, "top") if r.role == "dateline"), None)
    match = rule.matcher.fullmatch(unit.text) if rule is not None else None
    groups = match.groupdict() if match is not None else {}
    return rule if groups.get("date") and not groups.get("place") else None


def names_place(text: str) -> bool:
    """Whether a line is nothing but the name of a place.

    It is a town of the gazetteer, or the last part of it is a country, a region or the short form of a state.

    >>> [names_place(t) for t in ("Nurnberg, Germany", "Camp Polk, La.", "Somewhere in France", "Poland", "Pravda")]
    [True, True, True, False, False]
    """
    from converters.names.lexicon import fold, lexicon

    text = text.strip(" []()").rstrip(",;")
    known = lexicon()
    if (start := _vague().match(text)) is not None:
        return fold(text[start.end() :].rstrip(".")) in known.places
    first, comma, last = (part.strip() for part in text.rpartition(","))
    number = known.places.get(fold(last.rstrip(".")))
    if not comma:
        return number is not None and known.kinds[number] == "city" and fold(last) not in known.doubtful
    if _place().fullmatch(first) is None or _body().search(first) is not None:
        return False
    if _state().fullmatch(last) is not None:
        return len(first.split()) <= _MOST_WORDS
    town = fold(first.rpartition(",")[2].strip())
    wide = number is not None and known.kinds[number] != "city" and " " not in first  # a country, and so a town
    return number is not None and (wide or town in known.places or town in known.towns)


def bare(text: str) -> str:
    """The name of a place without the stop behind it, save that of a state's short form."""
    text = text.rstrip(", ")
    return text if _state().fullmatch(text.rpartition(",")[2].strip()) is not None else text.rstrip(".")


@lru_cache(maxsize=1)
def _vague() -> Pattern:
    return pattern(rf"(?i){words().lists['somewhere']} {words().lists['locative']} ")


@lru_cache(maxsize=1)
def _place() -> Pattern:
    return pattern(rf"{words().lists['place']}(?:, ?{words().lists['place']})?")


@lru_cache(maxsize=1)
def _state() -> Pattern:
    return pattern(words().lists["state"])


@lru_cache(maxsize=1)
def _body() -> Pattern:
    """What a place has not in its name."""
    return pattern(rf"(?i)(?:^|\P{{L}}){words().lists['body']}s?(?:\P{{L}}|$)")
