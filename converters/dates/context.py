"""What a date leaves out is taken from the context: a rule in steps, the nearest evidence first.

1. A word for the year or month (`last year`, `instant`, `d. M.`) counts from the record's date, `today` from
   that of the diary's entry,
   `the following day` and `two days later` from the date before it.
2. The same day and month stated with its year elsewhere in the document has that year.
3. A weekday that fits only one of the years in question settles it.
4. The year that brings it nearest to the date before it, if that one is not of the record's own year, and
   stands in the same paragraph, or the text looks back: two thirds of its dates are of earlier years. Where a
   sentence before named an earlier month or year in passing, the next goes on from the record's own date.
5. The year that brings it nearest to the record's own date: up to three months after it, else before;
   words like `last`, `next` and `by` turn it back or forth.
6. The year that brings it nearest to the last date before it, or else that of the next one after.
Dates of birth and death are no evidence.
A day without a month but with a weekday takes the month, nearest to the date before it, in which it falls on that.
Any other takes month and year of the date before it, or of one after it in the sentence; where no
other date was spoken of, those of the record, if it is not after that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from converters.dates import calendar, weeks
from converters.dates.evidence import SENTENCE, UNKNOWN, Evidence, Parts
from converters.dates.language import AFTER, BEFORE, FROM_LAST, SAME
from converters.dates.mention import Day, Mention
from converters.dates.years import year_of
from tei.model import Cert

_ORDER: tuple[Cert, ...] = ("low", "medium", "high")
_NAMED = re.compile(r"(?<!\d)(1[6-9]\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_NAMED_YEAR = re.compile(r"(?<![0-9A-Za-z])(1[6-9]\d\d)(?![0-9A-Za-z])")
"""A day, or a year alone, in the name of a file."""


@dataclass(frozen=True, slots=True)
class DateContext:
    """Dates known from outside the text, ISO 8601, as precise as they are known."""

    record: str = ""
    """The record's own date."""
    assumed: bool = False
    """The record's date is only that of the file's name: it completes dates, as evidence from outside the text."""
    published: str = ""
    """When the document was published; nothing in it is later."""


def parts(iso: str) -> Parts:
    """Year, month, day of an ISO date; 0 for what it does not say, all 0 if it is none."""
    fields = iso[:10].split("-")
    if not all(field.isdecimal() for field in fields) or len(fields[0]) != 4:
        return UNKNOWN
    numbers = [int(field) for field in fields] + [0, 0]
    return numbers[0], numbers[1], numbers[2]


def of_name(name: str) -> str:
    """The date in the name of a file, `letter-1939-10-11.txt` or `19391011_DE.txt`; empty if not just one.

    Later ones than 1999 are more often those of a scan.
    """
    found = set(_NAMED.findall(name)) or {(year, "", "", "") for year in _NAMED_YEAR.findall(name)}
    if len(found) != 1:
        return ""
    year, _, month, day = found.pop()
    if month and not calendar.exists(int(year), int(month), int(day)):
        return ""
    return "-".join(part for part in (year, month, day) if part)


def complete(mentions: Sequence[Mention], text: str, anchor: DateContext | None) -> list[Mention]:
    """The mentions with years and months filled in where the context tells them."""
    record = parts(anchor.record) if anchor else UNKNOWN
    published = parts(anchor.published) if anchor else UNKNOWN
    assumed = anchor is not None and anchor.assumed and bool(record[0])
    stated = {day.year for m in mentions if not m.aside for day in m.days if not day.short_year} - {None}
    if assumed and stated and record[0] not in stated:
        record, assumed = UNKNOWN, False
    evidence = Evidence(mentions, text, record, published, assumed)
    done: list[Mention] = []
    for index, mention in enumerate(mentions):
        if any(_incomplete(day) for day in mention.days):
            mention = replace(mention, days=[replace(day) for day in mention.days])
            evidence.near, evidence.base = evidence.is_near(mention), evidence.day_told(mention)
            _complete(mention, index, evidence)
        evidence.heard(mention)
        done.append(mention)
    return done


def _incomplete(day: Day) -> bool:
    return day.year is None or (day.month is None and day.day is not None) or day.short_year


def _complete(mention: Mention, index: int, evidence: Evidence) -> None:
    """Fill in what is missing; members of one range or list have one year."""
    final = mention.days[-1]
    together = mention.kind in ("range", "list", "double", "either-day")
    for day in reversed(mention.days) if together else mention.days:
        if together and day is not final and final.completed and day.month:
            day.year, day.completed = final.year, True
        elif _incomplete(day):
            _fill(day, mention, index, evidence)
    _order(mention)


def _fill(day: Day, mention: Mention, index: int, evidence: Evidence) -> None:
    if day.short_year:
        _century(day, evidence.record)
        return
    cert: Cert = "low"
    shifts = (day.day_shift, day.month_shift, day.year_shift)
    if mention.kind == "week" or mention.form.id == "weekday":
        day.year, day.month, day.day = weeks.counted(mention, evidence) or (None, None, None)
    elif mention.kind == "turn":
        day.year = _turn(evidence.record)
    elif shifts != (None, None, None):
        cert = _shifted(day, evidence)
    elif day.month is None and day.day is not None and not _month(day, mention, index, evidence):
        return
    else:
        cert = "medium"
        if day.year is None:
            day.year, cert = year_of(day, mention, index, evidence)
            if evidence.published[0] and day.year and day.parts > evidence.published:
                day.year -= 1
    if day.year is None or not calendar.exists(day.year, day.month, day.day):
        day.year = None
        return
    day.completed, day.assumed = True, evidence.assumed
    if evidence.assumed:
        cert = "low"
    mention.cert = min(mention.cert, cert, key=_ORDER.index)


def _century(day: Day, record: Parts) -> None:
    """`'41` is the year nearest to the record's date that ends so; without a record, of the 20th century."""
    if record[0] and day.year is not None:
        year = record[0] // 100 * 100 + day.year % 100
        day.year = min((year - 100, year, year + 100), key=lambda y: abs(y - record[0]))


def _shifted(day: Day, evidence: Evidence) -> Cert:
    """`today`, `instant`, `v. J.`: counted from the record's date; `that year`: from the date before."""
    record, origin, last = evidence.record, evidence.origin, evidence.last if evidence.near else None
    if day.day_shift is not None and day.day_shift > FROM_LAST:
        if all(evidence.base):
            day.year, day.month, day.day = calendar.add_days(*evidence.base, day.day_shift - SAME)
        return "low"
    if day.day_shift is not None:
        now = evidence.day if all(evidence.day) else record
        if all(now):
            day.year, day.month, day.day = calendar.add_days(*now, day.day_shift)
        return "low"
    if day.month_shift == SAME or day.year_shift in (SAME, AFTER, BEFORE):
        if last is not None and last.year is not None:
            day.year = last.year + (day.year_shift - SAME if day.year_shift else 0)
            day.month = last.month if day.month_shift == SAME else day.month
        return "medium"
    if day.month_shift is not None:
        base = origin if origin[1] else last.parts if last is not None else UNKNOWN
        if base[1]:
            months = base[0] * 12 + base[1] - 1 + day.month_shift
            day.year, day.month = months // 12, months % 12 + 1
    elif day.year_shift is not None and origin[0]:
        day.year = origin[0] + day.year_shift
    return "medium" if record[0] else "low"


_TURN = (9, 10)
"""Months of which nothing says which turn of the year is the nearer."""


def _turn(record: Parts) -> int | None:
    """The year that ends with `the turn of the year`: of the last one, in autumn and winter of the next."""
    year, month, _ = record
    if not year or not month or month in _TURN:
        return None
    return year if month > max(_TURN) else year - 1


def _month(day: Day, mention: Mention, index: int, evidence: Evidence) -> bool:
    """The month, and with it the year, of a day that stands alone; whether one was found."""
    if mention.form.id == "day-of-diary":
        year, month = calendar.soon_after(evidence.entry, day.day or 0)
    elif mention.weekday is not None:
        near = evidence.last.parts if evidence.last is not None else evidence.record
        year, month = calendar.near_weekday(near, day.day or 0, mention.weekday)
    else:
        last = evidence.last if evidence.near else None
        if last is not None and last.month_shift:
            last = None  # `28th ult.`
        source = _month_after(index, evidence) or last
        year, month, _ = source.parts if source is not None else _of_record(day, evidence)
    if not year or not month or not calendar.exists(year, month, day.day):
        return False
    day.month, day.year = month, year
    return True


def _of_record(day: Day, evidence: Evidence) -> Parts:
    """The record's own month, for a day up to its date: `your letter of the 5th`, where no other date was spoken of."""
    year, month, last = evidence.record
    other = evidence.last is not None and evidence.last.parts != evidence.record
    return evidence.record if year and month and day.day and day.day <= last and not other else UNKNOWN


def _month_after(index: int, evidence: Evidence) -> Day | None:
    """The month that a later date of the same sentence gives: `kam am 23., der zweite am 26. Oktober`."""
    if index + 1 >= len(evidence.mentions):
        return None
    here, there = evidence.mentions[index], evidence.mentions[index + 1]
    if here.form.parts != "D" or there.start - here.end > SENTENCE or not there.days:
        return None
    between = evidence.text[here.end : there.start]
    if "\n" in between or ". " in between:
        return None
    day, other = here.days[0], there.days[0]
    return other if other.month and other.day and day.day and day.day < other.day else None


def _order(mention: Mention) -> None:
    """A range that the context completed must not run backwards: `28 December to 3 January`."""
    if mention.kind == "range" and len(mention.days) == 2:
        first, last = mention.days
        if first.year and last.year and first.completed and first.parts > last.parts:
            first.year = last.year - 1
