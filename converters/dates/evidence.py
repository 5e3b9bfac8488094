"""What is known of the dates of a text on the way through it: what was stated, and what was last spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from converters.dates.language import FROM_LAST, relative_clause
from converters.dates.mention import Day, Mention
from converters.lexicon import begins_line

_NEAR = 700
"""Characters within which an earlier date still speaks for a year."""
SENTENCE = 60
"""Characters within which a later date speaks for a day before it."""
_OTHER_TIME = 15
"""Years before the record from which on a date is of another time: a law that is cited, a birth."""


_PLACE = 40
"""Characters of the place before the date of a report: `REIMS, France, May 7 (AP)—`."""
_OPENED = re.compile(r"\.? ?(?:\([^)\n]{1,30}\))?\.? ?[—–]|\.? \([^)\n]{1,30}\)")


_CLAUSE = 120
"""Characters before a date in which a relative clause may begin."""

Parts = tuple[int, int, int]
"""Year, month and day; 0 for what is not known."""

UNKNOWN: Parts = (0, 0, 0)


@dataclass(slots=True)
class Evidence:
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
    before: Day | None = None
    """The date spoken of before that, in the same paragraph, if of another year: the text looked back in passing."""
    entry: Parts = UNKNOWN
    """The last date with which a line begins."""
    day: Parts = UNKNOWN
    """The last one that is of what follows it: of a letter, a diary's entry, a report in a newspaper."""
    told: Parts = UNKNOWN
    """The last day told of in no relative clause."""
    told_end: int = 0
    base: Parts = UNKNOWN
    """That one, if it is close enough for `the next day` to count from it."""
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
                if day.year is not None and not day.short_year and (self.record[0] or not mention.attributive):
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
        reach = SENTENCE * 2 if far else _NEAR
        return mention.start - self.last_end < reach and self.text.find("\n\n", self.last_end, mention.start) < 0

    def day_told(self, mention: Mention) -> Parts:
        """The day from which `the next day` counts: the last one in the paragraph that no relative clause tells of."""
        near = mention.start - self.told_end < _NEAR and self.text.find("\n\n", self.told_end, mention.start) < 0
        return self.told if near else UNKNOWN

    def heard(self, mention: Mention) -> None:
        """Keep a date as the one last spoken of; not births, nor `today` and `last year`."""
        if mention.days and all(mention.days[-1].parts) and not mention.aside:
            sentence = self.text[max(0, mention.start - _CLAUSE) : mention.start].rpartition(". ")[2]
            if relative_clause().search(sentence) is None:
                self.told, self.told_end = mention.days[-1].parts, mention.end
        if mention.attributive and not self.record[0]:
            return  # `the 1922 agreement` alone does not date what follows
        if not mention.days or mention.aside or mention.kind not in ("point", "range", "list", "double"):
            return
        day = mention.days[-1]
        today = day.day_shift is not None and day.day_shift < FROM_LAST
        if day.year is not None and not today and (day.year_shift is None or day.month is not None):
            apart = self.text.find("\n\n", self.last_end, mention.start) >= 0
            self.before = self.last if self.last is not None and not apart and self.last.year != day.year else None
            self.last, self.last_end = day, mention.end
            if begins_line(self.text, mention.start):
                self.entry = day.parts
            if all(day.parts) and self._heads(mention):
                self.day = day.parts

    def _heads(self, mention: Mention) -> bool:
        """Whether what follows is of a date: it is all of its line, or a place and it open a report in a newspaper."""
        start = self.text.rfind("\n", 0, mention.start) + 1
        if self.text[max(0, start - 2) : start].strip("\n"):
            return False
        line = self.text.find("\n", mention.end)
        before, behind = self.text[start : mention.start], self.text[mention.end : line if line >= 0 else None]
        if not before:
            return not behind.strip(" .,:")
        named = len(before) < _PLACE and before[0].isupper() and before[-2:] == ", "
        return named and _OPENED.match(behind) is not None
