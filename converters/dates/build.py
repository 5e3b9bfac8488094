"""From the parts of a form to the dates that they state."""

from __future__ import annotations

from collections.abc import Sequence

from converters.dates import named_days
from converters.dates.calendar import days_between, exists
from converters.dates.forms import Form
from converters.dates.language import NIGHT
from converters.dates.mention import FIRST_YEAR, LAST_YEAR, Day, Mention
from converters.lexicon import Token

_ROLES = {
    "D": "day", "O": "day", "q": "day", "Y": "year",
    "M": "month", "B": "month", "R": "month", "n": "month", "c": "month",
}  # fmt: skip


def build(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """The mention, or None if the numbers make no date (`31 February`, `14:75`)."""
    kind = form.kind
    start, end = tokens[0].start, tokens[-1].end
    if kind in ("time", "time-range"):
        times = _clock(form, tokens)
        return Mention(start, end, form, kind, [], form.cert, times=times) if times else None
    if kind == "undated":
        return Mention(start, end, form, kind, [], form.cert)
    if kind in ("decade", "century"):
        return Mention(start, end, form, kind, [], form.cert, number=tokens[0].value)
    if kind == "week":
        return Mention(start, end, form, kind, [Day(span=(start, end))], form.cert, number=tokens[0].value)
    if form.id == "weekday":
        return Mention(start, end, form, kind, [Day(span=(start, end))], form.cert, weekday=tokens[0].value)
    if kind == "named":
        return Mention(start, end, form, "point", [Day(day_shift=tokens[0].value, span=(start, end))], form.cert)
    if kind in named_days.KINDS:
        return named_days.build(form, tokens)
    if kind == "season":
        return _season(form, tokens)
    if kind == "turn":
        return _turn(form, tokens)
    if kind == "either":
        return _either(form, tokens)
    days = _members(form, tokens)
    if not all(_possible(day) for day in days):
        return None
    if len(days) > 1:
        _share(days, kind)
        if not all(_possible(day) for day in days):
            return None
        if kind == "range" and not _in_order(days):
            return None
        if kind == "double" and not _two_calendars(days):
            if days[0].parts[1:] >= days[-1].parts[1:]:
                return None  # `16./ 12. Januar`: a number and a date
            kind = "either-day"
    mention = Mention(start, end, form, kind, days, form.cert)
    if form.id == "date-time-group":
        clock = tokens[1]
        mention.times, mention.clock = [_time([("Z", clock)], None)], (clock.start, clock.end)
    return mention


def _members(form: Form, tokens: Sequence[Token]) -> list[Day]:
    days = [Day(span=(tokens[0].start, tokens[0].end))]
    for i, (part, token) in enumerate(zip(form.parts, tokens, strict=False)):
        if i and form.breaks[i - 1]:
            days.append(Day(span=(token.start, token.end)))
        day = days[-1]
        day.span = (day.span[0], token.end)
        role = _ROLES.get(part)
        if role:
            setattr(day, role, token.value)
        elif part in "ya":
            if form.kind == "range" and part == "y" and days[0].year is not None and len(days) == 2:
                day.year = _completed(days[0].year, token)
            elif part == "y" and day.year is not None:
                day.year = _completed(day.year, token)  # `1731/2`
            else:
                day.year, day.short_year = 1900 + token.value, True
        elif part == "J":
            day.year_shift = token.value
        elif part == "I" or (part == "i" and day.month is None):
            day.month_shift = token.value
        elif part == "i" and token.value == 0:
            day.year_shift = 0
    return days


def _completed(first: int, token: Token) -> int:
    """The second year of `1943-44` or `1848-9`: the digits left out are those of the first."""
    power = 10 ** (token.end - token.start)
    return int(first // power * power + token.value)


def _possible(day: Day) -> bool:
    if day.year is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
        return False
    return exists(day.year, day.month, day.day)


def _share(days: list[Day], kind: str) -> None:
    """Members take a missing month or year from one another: `3 to 5 May`, `August 17–19, 1976`."""
    backwards = [(i, i + 1) for i in range(len(days) - 2, -1, -1)]
    forwards = [(i, i - 1) for i in range(1, len(days))]
    for i, j in backwards + forwards:
        if days[i].month_shift is None:
            days[i].month_shift = days[j].month_shift
        if days[i].month is None and days[i].day is not None:
            days[i].month = days[j].month
    for i, j in backwards + forwards:
        day, other = days[i], days[j]
        if day.year is None and day.month is not None:
            day.year, day.short_year, day.year_shift = other.year, other.short_year, other.year_shift
            if i < j and kind in ("range", "double") and day.year and day.parts > other.parts:
                day.year -= 1


def _in_order(days: Sequence[Day]) -> bool:
    first, last = days[0], days[-1]
    if first.year is None or last.year is None:
        return True
    return first.parts[:2] <= last.parts[:2] and (first.day is None or last.day is None or first.parts < last.parts)


_LAGS = range(9, 15)
_ANY_YEAR = 1904
"""A leap year, where none is named."""


def _two_calendars(days: Sequence[Day]) -> bool:
    """Julian and Gregorian day of one date are ten to thirteen days apart."""
    first, last = days[0], days[-1]
    if not (first.month and first.day and last.month and last.day):
        return False
    year = last.year or first.year or _ANY_YEAR
    earlier = year - 1 if (first.month, first.day) > (last.month, last.day) else year
    if not exists(earlier, first.month, first.day) or not exists(year, last.month, last.day):
        return False
    return days_between((earlier, first.month, first.day), (year, last.month, last.day)) in _LAGS


def _season(form: Form, tokens: Sequence[Token]) -> Mention | None:
    mention = Mention(tokens[0].start, tokens[-1].end, form, "season", [], form.cert, number=tokens[0].value)
    day = Day(span=(tokens[-1].start, tokens[-1].end))
    mention.days.append(day)
    two = form.id == "season-two-years"
    for part, token in zip(form.parts[1:], tokens[1:], strict=False):
        if part == "Y" and day.year is None:
            day.year, day.span = token.value, (token.start, token.end)
        elif part == "y" and two and day.year is None:
            day.year = 1900 + token.value
        elif part == "a" or (part == "y" and day.year is None):
            day.year, day.short_year = 1900 + token.value, True
        elif part == "J":
            day.year_shift = token.value
        elif day.year is not None:
            second = token.value if part == "Y" else _completed(day.year, token)
            if second != day.year + 1:
                return None
            mention.days.append(Day(year=second, span=(token.start, token.end)))
    return mention if all(_possible(d) for d in mention.days) else None


def _turn(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """The turn of the year, whose two years may be named: `Jahreswende 1943/44`."""
    span = (tokens[0].start, tokens[-1].end)
    if len(tokens) == 1:
        return Mention(*span, form, "turn", [Day(span=span)], form.cert)
    first = tokens[1].value
    second = tokens[2].value if form.parts[-1] == "Y" else _completed(first, tokens[2])
    return Mention(*span, form, "turn", [Day(first, span=span)], form.cert) if second == first + 1 else None


def _either(form: Form, tokens: Sequence[Token]) -> Mention | None:
    """`8/5, 1963` can be 8 May and 5 August: both are kept. `13/5/1963` can be but one."""
    one, other = tokens[0].value, tokens[1].value
    year = tokens[2].value if len(tokens) > 2 else None
    short = len(tokens) > 2 and form.parts[2] != "Y"
    if short and year is not None:
        year += 1900
    span = (tokens[0].start, tokens[-1].end)
    days = [Day(year, month, day, span, short) for month, day in ((other, one), (one, other))]
    days = [day for day in days if _possible(day) and 1 <= (day.month or 0) <= 12]
    if not days:
        return None
    if len(days) == 2 and one != other:
        return Mention(*span, form, "either", days, "low")
    return Mention(*span, form, "point", days[:1], form.cert)


def _clock(form: Form, tokens: Sequence[Token]) -> list[str]:
    """Times of day as `hh:mm:ss`; empty if they are none."""
    times: list[str] = []
    groups: list[list[tuple[str, Token]]] = [[]]
    for i, (part, token) in enumerate(zip(form.parts, tokens, strict=False)):
        if i and form.breaks[i - 1] and form.kind == "time-range":
            groups.append([])
        groups[-1].append((part, token))
    halves = [[t.value for p, t in group if p == "p"] for group in groups]
    for number, group in enumerate(groups):
        half = halves[number] or (halves[-1] if form.kind == "time-range" else [])
        time = _time(group, half[0] if half else None)
        if not time:
            return []
        times.append(time)
    if len(times) == 2 and not halves[0] and halves[-1] == [12] and times[0] > times[1]:
        # `11:30–1 p.m.`: the first is before noon
        times[0] = f"{(int(times[0][:2]) + 12) % 24:02}{times[0][2:]}"
    return times


def _time(group: Sequence[tuple[str, Token]], half: int | None) -> str:
    numbers = [token.value for part, token in group if part in "To"]
    minutes = sum(token.value for part, token in group if part in "fe")
    minute = second = 0
    zone = ""
    for part, token in group:
        if part in "ZV":
            numbers = [token.value // 100, token.value % 100]
            zone = "Z" if part == "Z" else ""
        elif part == "Q":
            if numbers and numbers != [12]:
                return ""
            numbers = [token.value]
    hour = numbers[0]
    if len(numbers) > 1:
        minute = numbers[1]
    if len(numbers) > 2:
        second = numbers[2]
    if half == NIGHT:
        half = 12 if 6 <= hour < 12 else 0
    if half is not None:
        if not 1 <= hour <= 12:
            if not 13 <= hour <= 23 or half != 12:
                return ""
        else:
            hour = hour % 12 + half
    if hour == 24 and minute == 0:
        hour = 0
    if minutes:
        if len(numbers) > 1 or not 0 <= hour <= 23:
            return ""
        hour, minute = divmod((hour * 60 + minutes) % 1440, 60)
    if hour > 23 or minute > 59 or second > 59:
        return ""
    return f"{hour:02}:{minute:02}:{second:02}{zone}"
