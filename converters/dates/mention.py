"""What was read in a text, before and after the context completes it."""

from __future__ import annotations

from dataclasses import dataclass, field

from converters.dates.forms import Form
from tei.model import Cert, Span

FIRST_YEAR, LAST_YEAR = 1000, 2099


@dataclass(slots=True)
class Day:
    """One date as written: year, month and day so far as they are given, and where."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: Span = (0, 0)
    short_year: bool = False
    """The year has two digits."""
    year_shift: int | None = None
    """`last year` is -1, `this year` 0."""
    month_shift: int | None = None
    day_shift: int | None = None
    completed: bool = False
    """A part was taken from the context."""
    assumed: bool = False
    """That context is the name of the file."""

    @property
    def parts(self) -> tuple[int, int, int]:
        """For comparing: what is not given counts as nothing."""
        return self.year or 0, self.month or 0, self.day or 0

    def iso(self) -> str:
        """ISO 8601 of what is known; empty without a year."""
        if self.year is None:
            return ""
        out = f"{self.year:04}"
        if self.month is not None:
            out += f"-{self.month:02}"
            if self.day is not None:
                out += f"-{self.day:02}"
        return out


@dataclass(slots=True)
class Mention:
    """A date expression: its form, the dates in it, and what the words around it say."""

    start: int
    end: int
    form: Form
    kind: str
    days: list[Day]
    cert: Cert
    sense: str = ""
    """`from`, `to`, `notAfter`, `early`, … as named in the language file."""
    sense_start: int = 0
    """Where the words begin that give the sense."""
    doubt: str = ""
    """`~` approximate, `?` uncertain, `%` both: EDTF's signs."""
    weekday: int | None = None
    counted: str = ""
    """How words count a weekday: `last`, `weekday-after`, …"""
    number: int = 0
    """Season, decade or century."""
    calendar: str = ""
    attributive: bool = False
    """A bare year that belongs to a noun: `the 1922 agreement`."""
    aside: bool = False
    """Someone's birth or death, which says nothing of when the text goes on."""
    direction: int = 0
    """Words point to the future of the record (1: `by`, 2: `next`) or to its past (-1: `last`)."""
    feast: str = ""
    """The rule of a feast, see feasts.toml."""
    beside: int = 0
    """By how many days the day is after the feast; with a weekday only whether it is after it or before."""
    reign: tuple[str, int] = ("", 0)
    """King and year of his reign, in which a feast falls."""
    alternative: bool = False
    """Of a list one is meant, and the text leaves open which: `1941 or 1942`."""
    leads_on: bool = False
    """Only words like `until` stand between this and the next date, which may lend it its year."""
    clock: Span = (0, 0)
    """Where the time stands in a date that has one, `031200Z NOV 62`."""
    times: list[str] = field(default_factory=list)
