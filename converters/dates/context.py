"""What a date leaves out is taken from the context: a rule in steps, the nearest evidence first.

1. A word for the year or month (`last year`, `instant`, `d. M.`) counts from the record's date.
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
from dataclasses import dataclass, field, replace

from converters.dates import calendar
from converters.dates.language import AFTER, BEFORE, SAME
from converters.dates.mention import Day, Mention
from converters.lexicon import begins_line
from converters.matching import pattern
from tei.model import Cert

_LOWER: dict[Cert, Cert] = {"high": "medium", "medium": "low", "low": "low"}
_ORDER: tuple[Cert, ...] = ("low", "medium", "high")
_NEAR = 700
"""Characters within which an earlier date still speaks for a year."""
_SENTENCE = 60
"""Characters within which a later date speaks for a day before it."""
_OTHER_TIME = 15
"""Years before the record from which on a date is of another time: a law that is cited, a birth."""

_NAMED = re.compile(r"(?<!\d)(1[6-9]\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_NAMED_YEAR = re.compile(r"(?<![0-9A-Za-z])(1[6-9]\d\d)(?![0-9A-Za-z])")
"""A day, or a year alone, in the name of a file."""

Parts = tuple[int, int, int]
"""Year, month and day; 0 for what is not known."""

UNKNOWN: Parts = (0, 0, 0)


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
    evidence = _Evidence(mentions, text, record, published, assumed)
    done: list[Mention] = []
    for index, mention in enumerate(mentions):
        if any(_incomplete(day) for day in mention.days):
            mention = replace(mention, days=[replace(day) for day in mention.days])
            evidence.near = evidence.is_near(mention)
            _complete(mention, index, evidence)
        evidence.heard(mention)
        done.append(mention)
    return done


@dataclass(slots=True)
class _Evidence:
    """What is known of the dates of a text, on the way through it."""

    mentions: Sequence[Mention]
    text: str
    record: Parts
    published: Parts = UNKNOWN
    assumed: bool = False
    origin: Parts = UNKNOWN
    """The record's date, or else the first date stated in full."""
    full: dict[tuple[int, int], set[int]] = field(default_factory=dict)
    """The years in which a month and day are stated."""
    later: list[int] = field(default_factory=list)
    """For each mention the next year that is stated after it; 0 if none."""
    last: Day | None = None
    """The last date that was spoken of."""
    last_end: int = 0
    entry: Parts = UNKNOWN
    """The last date with which a line begins."""
    near: bool = False
    """Whether that is close enough to speak for this one."""
    looks_back: bool = False
    """The text tells of earlier years than the record's: most of the dates stated in it are of such."""

    def __post_init__(self) -> None:
        """Gather the years stated."""
        self.origin = self.record
        year, later = 0, []
        for mention in reversed(self.mentions):
            later.append(year)
            for day in mention.days:
                if day.year is not None and not day.short_year:
                    year = day.year
        self.later = later[::-1]
        own = past = 0
        for mention in self.mentions:
            for day in mention.days:
                if day.year is not None and day.month is not None and day.day is not None and not mention.aside:
                    self.full.setdefault((day.month, day.day), set()).add(day.year)
                    if not self.origin[0]:
                        self.origin = day.parts
                if day.year is not None and not mention.aside and day.parts != self.record:
                    own, past = own + (day.year >= self.record[0]), past + (day.year < self.record[0])
        self.looks_back = past > 2 and past > 2 * own

    def is_near(self, mention: Mention) -> bool:
        """Whether the last date is close; one of quite another time must be closer."""
        if self.last is None or self.last.year is None:
            return False
        far = self.record[0] - self.last.year > _OTHER_TIME and not self.looks_back
        reach = _SENTENCE * 2 if far else _NEAR
        return mention.start - self.last_end < reach and self.text.find("\n\n", self.last_end, mention.start) < 0

    def heard(self, mention: Mention) -> None:
        """Keep a date as the one last spoken of; not births, nor `today` and `last year`."""
        if not mention.days or mention.aside or mention.kind not in ("point", "range", "list", "double"):
            return
        day = mention.days[-1]
        if day.year is not None and day.day_shift is None and (day.year_shift is None or day.month is not None):
            self.last, self.last_end = day, mention.end
            if begins_line(self.text, mention.start):
                self.entry = day.parts


def _incomplete(day: Day) -> bool:
    return day.year is None or (day.month is None and day.day is not None) or day.short_year


def _complete(mention: Mention, index: int, evidence: _Evidence) -> None:
    """Fill in what is missing; members of one range or list have one year."""
    final = mention.days[-1]
    together = mention.kind in ("range", "list", "double", "either-day")
    for day in reversed(mention.days) if together else mention.days:
        if together and day is not final and final.completed and day.month:
            day.year, day.completed = final.year, True
        elif _incomplete(day):
            _fill(day, mention, index, evidence)
    _order(mention)


def _fill(day: Day, mention: Mention, index: int, evidence: _Evidence) -> None:
    if day.short_year:
        _century(day, evidence.record)
        return
    shifts = (day.day_shift, day.month_shift, day.year_shift)
    if shifts != (None, None, None):
        cert = _shifted(day, evidence)
    elif day.month is None and day.day is not None and not _month(day, mention, index, evidence):
        return
    else:
        cert = "medium"
        if day.year is None:
            day.year, cert = _year(day, mention, index, evidence)
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


def _shifted(day: Day, evidence: _Evidence) -> Cert:
    """`today`, `instant`, `v. J.`: counted from the record's date; `that year`: from the date before."""
    record, origin, last = evidence.record, evidence.origin, evidence.last if evidence.near else None
    if day.day_shift is not None:
        if all(record):
            day.year, day.month, day.day = calendar.add_days(*record, day.day_shift)
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


def _month(day: Day, mention: Mention, index: int, evidence: _Evidence) -> bool:
    """The month, and with it the year, of a day that stands alone; whether one was found."""
    if mention.form.id == "day-of-diary":
        year, month = calendar.soon_after(evidence.entry, day.day or 0)
    elif mention.weekday is not None:
        near = evidence.last.parts if evidence.last is not None else evidence.record
        year, month = calendar.near_weekday(near, day.day or 0, mention.weekday)
    else:
        source = _month_after(index, evidence) or (evidence.last if evidence.near else None)
        year, month, _ = source.parts if source is not None else _of_record(day, evidence)
    if not year or not month or not calendar.exists(year, month, day.day):
        return False
    day.month, day.year = month, year
    return True


def _of_record(day: Day, evidence: _Evidence) -> Parts:
    """The record's own month, for a day up to its date: `your letter of the 5th`, where no other date was spoken of."""
    year, month, last = evidence.record
    other = evidence.last is not None and evidence.last.parts != evidence.record
    return evidence.record if year and month and day.day and day.day <= last and not other else UNKNOWN


def _month_after(index: int, evidence: _Evidence) -> Day | None:
    """The month that a later date of the same sentence gives: `kam am 23., der zweite am 26. Oktober`."""
    if index + 1 >= len(evidence.mentions):
        return None
    here, there = evidence.mentions[index], evidence.mentions[index + 1]
    if here.form.parts != "D" or there.start - here.end > _SENTENCE or not there.days:
        return None
    between = evidence.text[here.end : there.start]
    if "\n" in between or ". " in between:
        return None
    day, other = here.days[0], there.days[0]
    return other if other.month and other.day and day.day and day.day < other.day else None


def _year(day: Day, mention: Mention, index: int, evidence: _Evidence) -> tuple[int | None, Cert]:
    record, last = evidence.record, evidence.last
    lent = _lent(day, mention, index, evidence)
    if lent is not None:
        return lent, "medium"
    same = evidence.full.get((day.month or 0, day.day or 0), set())
    if len(same) == 1:
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


_STOP = pattern(r"\p{Ll}{3}[.!?][”\"’')]?\s")
"""The end of a sentence, of more than an abbreviation."""


def _another_story(day: Day, mention: Mention, evidence: _Evidence, last: Day) -> bool:
    """Whether a sentence that names an earlier year only looked back: the next goes on from the record's own date.

    It does not where it gave a day, and this one comes after that.
    """
    between = evidence.text[evidence.last_end : mention.start]
    if evidence.looks_back or not evidence.record[1] or _STOP.search(between) is None:
        return False
    return last.day is None or (_nearest(day, last.parts), *day.parts[1:]) < last.parts


_HALF = 6
"""Months within which one date may lead on to another of the next year: `December to January`, not `June and May`."""


def _lent(day: Day, mention: Mention, index: int, evidence: _Evidence) -> int | None:
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


def _order(mention: Mention) -> None:
    """A range that the context completed must not run backwards: `28 December to 3 January`."""
    if mention.kind == "range" and len(mention.days) == 2:
        first, last = mention.days
        if first.year and last.year and first.completed and first.parts > last.parts:
            first.year = last.year - 1


def lower(cert: Cert) -> Cert:
    """One step less sure."""
    return _LOWER[cert]
