"""Other calendars to the Gregorian: the Hebrew, the Islamic, that of the French Republic; Easter.

The Hebrew calendar is arithmetical and exact; days of the Islamic one, which goes by the moon that is seen,
may be one off. The sums are the field's common ones (Dershowitz and Reingold, *Calendrical Calculations*).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters.dates import calendar

Civil = tuple[int, int, int]
"""Year, month and day of the Gregorian calendar."""

_HEBREW_EPOCH = -1373427
_ISLAMIC_EPOCH = 227014
_MONTHS, _DAYS_LEFT = 12, 6
"""Of the French Republic: months of thirty days, and the days at the end of a year, five or six."""
_NISAN, _TISHRI = 1, 7
LAST_CIVIL = 2099
"""Later years are of the Hebrew calendar: `Passover 5703`."""


@lru_cache(maxsize=1)
def data() -> Mapping[str, Any]:
    """calendars.toml."""
    return tomllib.loads((files(__package__) / "calendars.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def feasts() -> Mapping[str, str]:
    """Name → rule, from feasts.toml."""
    table = tomllib.loads((files(__package__) / "feasts.toml").read_text(encoding="utf-8"))["feasts"]
    return {name: rule for rule, names in table.items() for name in names}


def months() -> Iterator[tuple[str, tuple[str, int]]]:
    """Every name of a month, with its calendar and number."""
    for name, entry in data().items():
        for number, words in entry["months"].items():
            for word in words:
                yield word, (name, int(number))


def to_civil(name: str, year: int, month: int, day: int) -> Civil | None:
    """The Gregorian day of a day of the calendar `name`; None if there is no such day."""
    first, last = data()[name]["years"]
    if not first <= year <= last or not 1 <= day <= 30:
        return None
    if name == "republican":
        return calendar.republican(year, month, day) if month <= _MONTHS or day <= _DAYS_LEFT else None
    if name == "hebrew":
        if month == 13 and not _leap(year):
            month = 12
        elif month == 12 and _leap(year) and day == 14:
            month = 13  # Purim is in the second Adar
        return _civil(_hebrew(year, month, day))
    return _civil(day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _ISLAMIC_EPOCH)


def month_bounds(name: str, year: int, month: int) -> tuple[Civil, Civil] | None:
    """The first and the last Gregorian day of a month of the calendar `name`."""
    first = to_civil(name, year, month, 1)
    length = _length(year, month) if name == "hebrew" and first else 30 if month <= _MONTHS else _DAYS_LEFT - 1
    last = to_civil(name, year, month, length)
    return (first, last) if first and last else None


def feast(rule: str, year: int) -> Civil | None:
    """The Gregorian day of a feast in a civil year, by its rule (see feasts.toml)."""
    if rule.startswith("easter") and year < calendar.FIRST_GREGORIAN:
        return calendar.add_days(*_julian_easter(year), int(rule[6:]))
    if rule.startswith("easter"):
        return calendar.add_days(*easter(year), int(rule[6:]))
    if rule.startswith("julian"):
        return calendar.add_days(*calendar.gregorian(*_julian_easter(year)), int(rule[6:]))
    month, day = (int(part) for part in rule.rpartition(" ")[2].split("-"))
    if not rule.startswith("hebrew"):
        return year, month, day
    if year > LAST_CIVIL:
        return to_civil("hebrew", year, month, day)
    for hebrew_year in (year + 3760, year + 3761):
        found = to_civil("hebrew", hebrew_year, month, day)
        if found and found[0] == year:
            return found
    return None


def easter(year: int) -> Civil:
    """Easter Sunday of the Western churches (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * shift + 114, 31)
    return year, month, day + 1


def _julian_easter(year: int) -> Civil:
    epact = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + sunday + 114, 31)
    return year, month, day + 1


def _civil(fixed: int) -> Civil:
    day = date.fromordinal(fixed)
    return day.year, day.month, day.day


def _leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _elapsed(year: int) -> int:
    """Days from the epoch to the new year, before the rule that no two years differ too much in length."""
    lunations = (235 * year - 234) // 19
    parts = 12084 + 13753 * lunations
    days = 29 * lunations + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


@lru_cache(maxsize=64)
def _new_year(year: int) -> int:
    before, here, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    correction = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return _HEBREW_EPOCH + here + correction


def _length(year: int, month: int) -> int:
    days = _new_year(year + 1) - _new_year(year)
    if month in (2, 4, 6, 10, 13):
        return 29
    if month == 12:
        return 30 if _leap(year) else 29
    if month == 8:
        return 30 if days % 10 == 5 else 29
    if month == 9:
        return 29 if days % 10 == 3 else 30
    return 30


def _hebrew(year: int, month: int, day: int) -> int:
    """The ordinal of a Hebrew day; the year begins with Tishri, months are counted from Nisan."""
    last = 13 if _leap(year) else 12
    before = range(_TISHRI, month) if month >= _TISHRI else [*range(_TISHRI, last + 1), *range(_NISAN, month)]
    return _new_year(year) + sum(_length(year, m) for m in before) + day - 1
