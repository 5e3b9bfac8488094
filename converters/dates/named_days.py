"""From the parts of a form to days that are named after something else: other calendars, feasts, saints, reigns."""

from __future__ import annotations

from collections.abc import Sequence

from converters.dates import calendar, calendars, historic
from converters.dates.calendars import Civil
from converters.dates.forms import Form
from converters.dates.mention import FIRST_YEAR, LAST_YEAR, Day, Mention
from converters.lexicon import Token

KINDS = frozenset(("other-calendar", "other-month", "feast", "roman", "reign"))


def build(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """The mention, or None if there is no such day."""
    if form.kind == "other-calendar":
        return _other_calendar(form, tokens)
    if form.kind == "other-month":
        return _other_month(form, tokens)
    if form.kind == "roman":
        return _roman(form, tokens)
    return _reign(form, tokens) if form.kind == "reign" else _feast(form, tokens)


def feast(mention: Mention) -> Civil | None:
    """The day of a feast, or beside it, in the year or reign that the mention gives."""
    year = mention.days[0].year
    if not mention.reign[0]:
        return _in_year(mention, year) if year else None
    bounds = historic.reign(*mention.reign)
    days = (_in_year(mention, each) for each in sorted({bounds[0][0], bounds[1][0]})) if bounds else ()
    return next((day for day in days if day and bounds and bounds[0] <= day <= bounds[1]), None)


def _in_year(mention: Mention, year: int) -> Civil | None:
    day = calendars.feast(mention.feast, year)
    if day is None or not mention.beside:
        return day
    if mention.weekday is not None:
        return historic.beside(day, mention.weekday, mention.beside)
    return calendar.add_days(*day, mention.beside)


def _beside(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """`the vigil of St Martin 1342`, `Tuesday after Michaelmas 1342`, `the morrow of All Souls, 12 Edward III`."""
    first, last = tokens[0], tokens[-1]
    rule = next(token.value for token in tokens if token.kind in "Es")
    year = Day(last.value if last.kind == "Y" else None, span=(last.start, last.end))
    if year.year is not None and not FIRST_YEAR <= year.year <= LAST_YEAR:
        return None
    reign = (last.value, tokens[-2].value) if last.kind == "r" else ("", 0)
    span = (first.start, last.end)
    found = Mention(*span, form, "feast", [year], form.cert, feast=rule, reign=reign)
    if first.kind == "w":
        found.weekday, found.beside = first.value, -1 if form.id == "before-feast" else 1
    elif first.kind == "g":
        found.beside = first.value
    civil = feast(found) if reign[0] else None
    if civil is not None:  # a day of a reign needs nothing more
        return Mention(*span, form, "point", [Day(*civil, span)], form.cert)
    return None if reign[0] else found


def _roman(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """`III Kal. Maii 1245`, `Idibus Martiis`: one day, or two where the year may have begun on either."""
    values = {token.kind: token.value for token in tokens}
    number = next((token.value for token in tokens if token.kind in "Xq"), 1)
    year = values.get("Y")
    span = (tokens[0].start, tokens[-1].end)
    month = values.get("c") or values.get("M") or 0
    days = [Day(*ymd, span=span) for ymd in historic.roman(number, values["k"], month, year)]
    if not days:
        return None
    if len(days) > 1:
        return Mention(*span, form, "either", days, "low")
    return Mention(*span, form, "point", days, form.cert)


def _reign(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """`12 Edward III`: the year of a reign; `20 May 34 Henry VI`: a day of it."""
    span = (tokens[0].start, tokens[-1].end)
    name, year = tokens[-1].value, tokens[-2].value
    if len(tokens) == len("nr"):
        bounds = historic.reign(name, year)
        return Mention(*span, form, "span", [Day(*day, span) for day in bounds], form.cert) if bounds else None
    month, day = sorted(tokens[:2], key=lambda token: token.kind not in "Mm")
    civil = historic.in_reign(name, year, month.value, day.value)
    return Mention(*span, form, "point", [Day(*civil, span)], form.cert) if civil else None


def _other_calendar(form: Form, tokens: Sequence[Token]) -> Mention | None:
    number, (name, month), year = (token.value for token in tokens)
    civil = calendars.to_civil(name, year, month, number)
    if civil is None:
        return None
    span = (tokens[0].start, tokens[-1].end)
    return Mention(*span, form, "point", [Day(*civil, span)], form.cert, calendar=name)


def _other_month(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """`Kislev 5703`: its first and last day."""
    (name, month), year = tokens[0].value, tokens[1].value
    bounds = calendars.month_bounds(name, year, month)
    span = (tokens[0].start, tokens[-1].end)
    if bounds is None:
        return None
    return Mention(*span, form, "span", [Day(*day, span) for day in bounds], form.cert, calendar=name)


def _feast(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """`Easter 1917`: the day is found when the year is known; the year is a date of its own."""
    if form.parts[0] in "gsw":
        return _beside(form, tokens)
    span = (tokens[0].start, tokens[-1].end)
    part, token = form.parts[-1], tokens[-1]
    if part == "Y" and not FIRST_YEAR <= token.value <= LAST_YEAR:
        day = calendars.feast(tokens[0].value, token.value) if tokens[0].value.startswith("hebrew") else None
        return Mention(*span, form, "point", [Day(*day, span)], form.cert, calendar="hebrew") if day else None
    year = Day(span=(token.start, token.end))
    if part == "J":
        year.year_shift = token.value
    else:
        year.year, year.short_year = (token.value, False) if part == "Y" else (1900 + token.value, True)
    return Mention(*span, form, "feast", [year], form.cert, feast=tokens[0].value)
