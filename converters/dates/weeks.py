"""Weekdays and weeks that words count from another date: `last Tuesday`, `the following Monday`, `last week`."""

from __future__ import annotations

from converters.dates import calendar
from converters.dates.evidence import Evidence, Parts
from converters.dates.mention import Mention

_WEEK = 7


def counted(mention: Mention, evidence: Evidence) -> Parts | None:
    """The day that a weekday means, or the Monday of a week; None where there is nothing to count from."""
    record = evidence.day if all(evidence.day) else evidence.record
    if mention.kind == "week":
        return monday(record, mention.number) if all(record) else None
    number, sense = mention.weekday or 0, mention.counted
    if sense in ("weekday-after", "weekday-before"):
        return _nearest(evidence.base, number, 1 if sense == "weekday-after" else -1) if all(evidence.base) else None
    if not all(record):
        return None
    if sense in ("last-week", "next-week"):
        return calendar.add_days(*monday(record, -1 if sense == "last-week" else 1), number - 1)
    return _nearest(record, number, mention.direction)


def monday(day: Parts, weeks: int) -> Parts:
    """The Monday of the week in which a day is, or of one so many weeks later."""
    return calendar.add_days(*day, weeks * _WEEK + 1 - calendar.weekday(*day))


def _nearest(day: Parts, number: int, direction: int) -> Parts:
    """The next such weekday after a day, or the last one before it."""
    ahead = (number - calendar.weekday(*day)) % _WEEK
    if direction > 0:
        return calendar.add_days(*day, ahead or _WEEK)
    return calendar.add_days(*day, ahead - _WEEK)
