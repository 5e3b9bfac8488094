"""Diaries and logs: the entries under lines for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from converters.layout import body
from converters.layout.lines import Unit, by_line
from converters.layout.page import Draft
from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern

_LONGEST = 70
_FEWEST = 2


def find(units: Sequence[Unit]) -> list[int]:
    """Which units are lines for a day with an entry below, if there are so many that the text is kept by the day."""
    found = [i for i in range(len(units)) if _opens(units, i)]
    return found if len(found) >= _FEWEST else []


def part_days(units: Sequence[Unit], text: str) -> list[Unit]:
    """`units` with lines for a day cut off from the wrapped paragraphs that they stand above."""
    found: list[Unit] = []
    for unit in units:
        if unit.lines and is_day(text[slice(*unit.lines[0])]):
            start = unit.lines[1][0]
            found.append(by_line(text, unit)[0])
            rest = unit.lines[1:] if len(unit.lines) > 2 else ()
            unit = replace(unit, start=start, text=unit.text[start - unit.start :], lines=rest)
        found.append(unit)
    return found


def is_day(text: str) -> bool:
    """Whether a line is a day and nothing else, save a weekday and a place.

    >>> [is_day(t) for t in ("Monday, 3 July 1916", "3 July. At sea.", "July 1916", "3 July 1916 was fine")]
    [True, True, False, False]
    """
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return False
    return _day().fullmatch(text) is not None


def write(units: Sequence[Unit], days: Sequence[int], high: int, draft: Draft) -> None:
    """Lay an entry from each line for a day to the next one."""
    for i, end in zip(days, (*days[1:], high), strict=True):
        draft.add("div", units[i].start, units[end - 1].end, "medium", type="entry")
        draft.add("opener", units[i].start, units[i].end)
        draft.add("dateline", units[i].start, units[i].end)
        body.write(units[i + 1 : end], draft)


def state_time(days: Sequence[Unit], draft: Draft) -> None:
    """Take the first and the last day, where both have a year, as the time in which the record was written."""
    spans = []
    for unit in (days[0], days[-1]):
        match = _day().fullmatch(unit.text)
        a, b = part(match, "date") if match is not None else (0, 0)
        spans.append((unit.start + a, unit.start + b))
    if all(_year().search(draft.text[a:b]) for a, b in spans):
        draft.between("date", *spans)


def _opens(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit is the line for a day above an entry."""
    if i + 1 >= len(units) or (i and units[i - 1].group == units[i].group and units[i - 1].text[-1:] not in _ENDS):
        return False
    return is_day(units[i].text) and not is_day(units[i + 1].text)


_ENDS = frozenset(".!?…”\"’»)]")


@lru_cache(maxsize=1)
def _year() -> Pattern:
    return pattern(r"\d{4}")


@lru_cache(maxsize=1)
def _day() -> Pattern:
    lists = words().lists
    month = rf"(?i:{lists['month']})\.?"
    named = rf"(?i:{lists['weekday']})\.?[,.]? ?(?:the |den |dem |le )?"
    weekday = rf"(?:{named})?"
    day = r"\d{1,2}(?:st|nd|rd|th|d|er|[º°.])?"
    forms = (
        rf"{day},? ?(?:of |de )?{month}(?:,? ?(?:de )?\d{{4}})?",
        rf"{month} ?{day}(?:,? ?\d{{4}})?",
        r"\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})",
        r"\d{4}-\d{2}-\d{2}",
    )
    behind = rf"(?: ?(?:года|г\.|roku|r\.))?(?:[,.]? ?{weekday})?(?:[,.;:–—-]+ ?{lists['place']})?[.:,]?"
    return pattern(rf"(?:{weekday}(?P<date>{'|'.join(forms)})|{named}(?P<day>{day})){behind}")
