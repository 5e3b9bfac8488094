"""Days and years named after something else: the Kalends, a saint, a feast, a reign (historic.toml).

Days before 1583 are of the Julian calendar and stay as they are counted in it, as plain dates of that time do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters.dates import calendar
from converters.dates.calendars import Civil

_LATE_IDES = (3, 5, 7, 10)
"""Months whose Nones and Ides are two days later."""
_KALENDS, _NONES, _IDES = "kalends", "nones", "ides"


@lru_cache(maxsize=1)
def data() -> Mapping[str, Any]:
    """historic.toml."""
    return tomllib.loads((files(__package__) / "historic.toml").read_text(encoding="utf-8"))


def vocabulary() -> Iterator[tuple[str, tuple[str, Any]]]:
    """Every word of historic.toml and the token that it is."""
    table = data()
    for marker in (_KALENDS, _NONES, _IDES):
        yield from ((word, ("k", marker)) for word in table["roman"][marker])
    for name, kind in (("ordinals", "q"), ("months", "c")):
        for number, words in table["roman"][name].items():
            yield from ((word, (kind, int(number))) for word in words)
    for shift, words in table["beside"].items():
        yield from ((word, ("g", int(shift))) for word in words)
    yield from _saints(table)
    yield from ((written, ("r", name)) for name in table["reigns"] for written in _reign(name, table["reign-names"]))


def _saints(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Any]]]:
    for day, names in table["saints"].items():
        for name in names:
            for title in table["saint-words"]["before"]:
                yield f"{title} {name}", ("s", day)


def _reign(name: str, short: Mapping[str, Any]) -> Iterator[str]:
    """How a king or queen is written with a number; cut short also without one, if there was no other of that name."""
    first, _, number = name.partition(" ")
    if number:
        yield from (f"{written} {number}" for written in (first, *short.get(first, ())))
    if first in short["alone"]:
        yield from short[first]


def roman(number: int, marker: str, month: int, year: int | None) -> list[tuple[int | None, int, int]]:
    """The day so many days before the Kalends, Nones or Ides, both of them counted.

    Of the year's first Kalends nothing tells whether the year was counted from Christmas: both are kept.
    """
    late = 2 if month in _LATE_IDES else 0
    if marker != _KALENDS:
        day = (5 if marker == _NONES else 13) + late - number + 1
        return [(year, month, day)] if day > 1 or (day == 1 and number == 1) else []
    if number == 1:
        return [(year, month, 1)]
    before = (month - 2) % 12 + 1
    leap = before == 2 and year is not None and year % 4 == 0
    day = calendar.days_in(before, 1999) + 2 - number + (1 if leap and number <= _BISSEXTUS else 0)
    if day < _FIRST_BEFORE_KALENDS:
        return []
    if month > 1 or year is None:
        return [(year, before, day)]
    return [(year - 1, before, day), (year, before, day)]


_BISSEXTUS = 6
"""In leap years the day was put in before the sixth from the Kalends of March."""
_FIRST_BEFORE_KALENDS = 13


def reign(name: str, year: int) -> tuple[Civil, Civil] | None:
    """The first and the last day of a year of a reign; None if it had no such year."""
    begin, end = (date.fromisoformat(day) for day in data()["reigns"][name])
    if year < 1 or begin.year + year - 1 > end.year:
        return None
    first = begin.replace(year=begin.year + year - 1)
    if first > end:
        return None
    last = calendar.add_days(begin.year + year, begin.month, begin.day, -1)
    return (first.year, first.month, first.day), min(last, (end.year, end.month, end.day))


def in_reign(name: str, year: int, month: int, day: int) -> Civil | None:
    """The day that falls into a year of a reign."""
    bounds = reign(name, year)
    for civil in {bounds[0][0], bounds[1][0]} if bounds else ():
        found = (civil, month, day)
        if bounds and bounds[0] <= found <= bounds[1] and calendar.exists(*found):
            return found
    return None


def beside(day: Civil, number: int, direction: int) -> Civil:
    """The nearest such weekday after a day, or before it."""
    ahead = (number - calendar.weekday_then(*day)) % 7
    return calendar.add_days(*day, (ahead or 7) if direction > 0 else ahead - 7)
