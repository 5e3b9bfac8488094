"""The year of a day that gives none, the nearest evidence first."""

from __future__ import annotations

from converters.dates import calendar
from converters.dates.evidence import SENTENCE, Evidence, Parts
from converters.dates.mention import Day, Mention
from converters.matching import pattern
from tei.model import Cert


def year_of(day: Day, mention: Mention, index: int, evidence: Evidence) -> tuple[int | None, Cert]:
    """The year of a day that has none, and how sure that is; None where nothing tells."""
    record, last = evidence.record, evidence.last
    lent = _lent(day, mention, index, evidence)
    if lent is not None:
        return lent, "medium"
    same = evidence.full.get((day.month or 0, day.day or 0), set())
    if len(same) == 1 and not _in_one_sentence(same, evidence, mention):
        return next(iter(same)), "medium"
    middle = record[0] or (last.year if last is not None and last.year else 0)
    fitting = _by_weekday(day, mention.weekday, middle)
    if fitting:
        return fitting, "medium"
    if last is not None and last.year is not None:
        if last.month is not None and last.year != record[0]:
            if evidence.near and not _another_story(day, mention, evidence, last):
                return _nearest(day, last.parts), "medium"
            if evidence.looks_back and last.year < record[0]:
                return _nearest(day, last.parts), "low"
        if not record[0]:
            return _nearest(day, last.parts), "medium" if evidence.near else "low"
    if record[0]:
        return _nearest_to_record(day, record, mention.direction)
    return evidence.later[index] or None, "low"


_STOP = pattern(r"(?:^|\p{Ll}{3})[.!?][”\"’')]?\s+\p{Lu}|\p{Ll}{3}[.!?][”\"’')]?\s")
"""The end of a sentence, of more than an abbreviation."""


_SOON = 2
"""Months within which what follows a look back may still be part of it: `In November 1958 … answered in December`."""


def _in_one_sentence(same: set[int], evidence: Evidence, mention: Mention) -> bool:
    """Whether a date of another year in the same sentence is nearer than the day stated elsewhere."""
    last = evidence.last
    if last is None or last.month is None or not evidence.near or last.year in same:
        return False
    between = evidence.text[evidence.last_end : mention.start]
    return len(between) < SENTENCE * 2 and _STOP.search(between) is None


def _another_story(day: Day, mention: Mention, evidence: Evidence, last: Day) -> bool:
    """Whether a sentence that names an earlier year only looked back: the next goes on from the record's own date.

    It does not where it gave a day, and this one comes after that, unless the text came from the record's own year
    and months lie between.
    """
    between = evidence.text[evidence.last_end : mention.start]
    if evidence.looks_back or not evidence.record[1] or _STOP.search(between) is None:
        return False
    soon = day.month is None or last.month is None or (day.month - last.month) % 12 < _SOON
    if evidence.before is not None and evidence.before.year == evidence.record[0] and not soon:
        return True  # from the record's own time the text looked back but once
    return last.day is None or (_nearest(day, last.parts), *day.parts[1:]) < last.parts


_HALF = 6
"""Months within which one date may lead on to another of the next year: `December to January`, not `June and May`."""


def _lent(day: Day, mention: Mention, index: int, evidence: Evidence) -> int | None:
    """The year that the next date lends: `from the end of May until the beginning of July 1944`."""
    if not mention.leads_on or index + 1 >= len(evidence.mentions):
        return None
    other = evidence.mentions[index + 1].days[0]
    if other.year is None or other.short_year or other.month is None or day.month is None:
        return None
    if day.parts[1:] <= other.parts[1:]:
        return other.year
    return other.year - 1 if (other.month - day.month) % 12 <= _HALF else None


def _by_weekday(day: Day, weekday: int | None, middle: int) -> int | None:
    """The year, of one and its neighbours, in which the day is that day of the week."""
    if weekday is None or not middle or day.month is None or day.day is None:
        return None
    for year in (middle, middle - 1, middle + 1):
        if calendar.exists(year, day.month, day.day) and calendar.weekday(year, day.month, day.day) == weekday:
            return year
    return None


def _nearest_to_record(day: Day, record: Parts, direction: int) -> tuple[int, Cert]:
    """Records tell of the past more than of the future: up to three months ahead, eight back.

    Words may point the other way: `by December` looks up to eight months ahead, `next` and `last` say it.
    """
    year, month, _ = record
    if not month or day.month is None:
        return year, "medium"
    ahead = (day.month - month) % 12
    past = year if day.month <= month else year - 1
    future = year if day.month >= month else year + 1
    if ahead == 0:
        return year, "medium"
    if direction:
        return (future if direction == 2 or (direction == 1 and ahead <= 8) else past), "medium"
    if ahead <= 3:
        return future, "medium"
    return past, "medium" if ahead > 5 else "low"


def _nearest(day: Day, other: Parts) -> int:
    """The year that brings the day within half a year of another; on the brink the earlier."""
    year, month, _ = other
    if not month or day.month is None:
        return year
    distance = day.month - month
    if distance >= 6:
        return year - 1
    return year + 1 if distance < -6 else year
