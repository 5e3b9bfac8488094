"""Days and months: lengths, weekdays, the Julian calendar."""

from __future__ import annotations

from datetime import date, timedelta

_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def days_in(month: int, year: int | None = None) -> int:
    """The number of days in a month; of February 29 where the year is not known."""
    if month == 2 and year is not None and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)):
        return 28
    return _LENGTHS[month - 1]


def exists(year: int | None, month: int | None, day: int | None) -> bool:
    """Whether there is such a day."""
    if month is not None and not 1 <= month <= 12:
        return False
    if day is None:
        return True
    return 1 <= day <= (days_in(month, year) if month is not None else 31)


def weekday(year: int, month: int, day: int) -> int:
    """ISO weekday: Monday is 1."""
    return date(year, month, day).isoweekday()


FIRST_GREGORIAN = 1583
"""From this year on a day is Gregorian where nothing says that it is not."""


def weekday_then(year: int, month: int, day: int) -> int:
    """The weekday of a day in the calendar of its time."""
    lag = julian_lag(year, month) if year < FIRST_GREGORIAN else 0
    return (weekday(year, month, day) + lag - 1) % 7 + 1


def add_days(year: int, month: int, day: int, days: int) -> tuple[int, int, int]:
    """The day so many days later."""
    moved = date(year, month, day) + timedelta(days)
    return moved.year, moved.month, moved.day


def days_between(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    """By how many days the other is later."""
    return (date(*other) - date(*one)).days


_ENTRY = 10
"""Days that one entry of a diary is after the other, at most."""


def soon_after(entry: tuple[int, int, int], day: int) -> tuple[int, int]:
    """Year and month of a day that is some days after a full date; 0 if it is not.

    >>> soon_after((1837, 3, 31), 2), soon_after((1837, 3, 31), 28), soon_after((1837, 3, 0), 2)
    ((1837, 4), (0, 0), (0, 0))
    """
    if all(entry) and exists(*entry):
        for ahead in range(1, _ENTRY + 1):
            year, month, number = add_days(*entry, ahead)
            if number == day:
                return year, month
    return 0, 0


def near_weekday(near: tuple[int, int, int], day: int, number: int) -> tuple[int, int]:
    """Year and month, that of another date or one beside it, in which the day falls on a weekday; 0 if in none.

    >>> near_weekday((1837, 3, 0), 31, 5), near_weekday((1793, 7, 4), 28, 5), near_weekday((1793, 7, 4), 28, 1)
    ((1837, 3), (1793, 6), (0, 0))
    """
    year, month, _ = near
    for shift in (0, -1, 1) if year and month else ():
        at = year * 12 + month - 1 + shift
        if exists(at // 12, at % 12 + 1, day) and weekday(at // 12, at % 12 + 1, day) == number:
            return at // 12, at % 12 + 1
    return 0, 0


def julian_lag(year: int, month: int) -> int:
    """By how many days the Julian calendar is behind the Gregorian."""
    if month < 3:
        year -= 1
    return year // 100 - year // 400 - 2


def gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The Gregorian day of a Julian one."""
    return add_days(year, month, day, julian_lag(year, month))


_NEW_YEARS = (22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23)
"""The day of September on which the years I to XIV of the French Republic began, from 1792."""


def republican(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The Gregorian day of one of the French Republic; the months have thirty days each."""
    return add_days(1791 + year, 9, _NEW_YEARS[year - 1], (month - 1) * 30 + day - 1)
