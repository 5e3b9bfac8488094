"""Completed mentions as TEI: `@when`, `@from`, `@to`, `@notBefore`, `@notAfter`, and EDTF in `@when-custom`.

W3C attributes are given wherever they can carry the value (TEI P5, att.datable.w3c); EDTF (ISO 8601-2)
where they cannot: sets, doubt, seasons, decades. `@when` never stands with the bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from converters.dates import calendar, named_days
from converters.dates.language import PARTS
from converters.dates.mention import Day, Mention
from converters.reading import Reading
from tei.model import Annotation, Cert

_SEASON_PARTS = {"early": (0, -1), "mid": (1, -1), "late": (1, 0)}
"""By how many months the bounds of a season move inwards."""
_WEEK = {"week-of": (0, 6), "week-ending": (-6, 0)}
"""First and last day of a week, counted from the day that names it."""
_SEASON_BOUNDS = {21: ("03", "06"), 22: ("06", "09"), 23: ("09", "12"), 24: ("12", "03")}
_NOTHING_ALONE = frozenset([
    "day", "day-of-diary", "day-named", "day-after-another", "weekday", "week-named", "season-no-year", "year-words",
    "turn-of-this-year",
])  # fmt: skip
"""Forms that say nothing where the context does not complete them: `the 5th`, `that year`."""
_LOWER: dict[Cert, Cert] = {"high": "medium", "medium": "low", "low": "low"}
_ENGLISH_STYLE = 1753
"""Till then countries had different calendars."""
_EDTF = {"datingMethod": "#edtf"}
_PRECISION = {"~": "medium", "%": "low"}
_CALENDARS = {"julian": "#julian", "gregorian": "#gregorian", "republican": "#republican",
              "hebrew": "#hebrew", "islamic": "#islamic"}  # fmt: skip


def encode(mention: Mention, reading: Reading) -> Iterator[Annotation]:
    """The elements of one mention, the outer one first."""
    if mention.form.id in _NOTHING_ALONE and not mention.days[0].iso():
        return
    element = "time" if mention.kind in ("time", "time-range") else "date"
    rule = f"date.{mention.form.id}" if mention.kind != "either-day" else "date.two-days"
    cert = _checked(mention)
    if mention.kind == "list" and mention.sense != "between" and not mention.alternative:
        for day in mention.days:
            yield _annotation(reading, day.span, "date", _day_attrs(day, mention), cert, rule)
        return
    attrs = _attrs(mention)
    inner = [day for day in mention.days if day.iso() and (mention.kind != "season" or not day.completed)]
    start, end = mention.start, mention.end
    if mention.sense == "fiscal" or (mention.kind in ("decade", "century", "season") and mention.sense in PARTS):
        start = mention.sense_start
    if mention.kind == "point" and mention.sense in ("from", "to", "notBefore", "notAfter", *PARTS, *_WEEK):
        bounded = _bounded(mention)
        if bounded:
            yield _annotation(reading, (min(start, mention.sense_start), end), "date", bounded, cert, rule)
            day = mention.days[0]
            end = day.span[1]
            if start < mention.sense_start:  # `about mid-August`: the doubt is about the part
                start, attrs = day.span[0], _day_attrs(day, replace(mention, doubt=""))
    yield _annotation(reading, (start, end), element, attrs, cert, rule)
    if mention.clock[1]:
        yield _annotation(reading, mention.clock, "time", _time_attrs(mention), cert, rule)
    if mention.kind in ("season", "feast", "list", "either-day") or (mention.kind == "range" and _each_whole(mention)):
        for day in inner if mention.sense != "fiscal" else ():
            yield _annotation(reading, day.span, "date", _day_attrs(day, mention), cert, rule)


def _each_whole(mention: Mention) -> bool:
    """Whether each end of a range is written out as a date of its own, or ends the range with all parts."""
    parts = mention.form.parts
    return parts[0] != "M" or parts.count("M") > 1 or "D" not in parts


def _annotation(
    reading: Reading, span: tuple[int, int], element: str, attrs: Mapping[str, str], cert: Cert, rule: str
) -> Annotation:
    start, end = reading.span(*span)
    return Annotation(start, end, element, attrs, cert=cert, rule=rule)


def _checked(mention: Mention) -> Cert:
    """The certainty, less one step where the weekday named is another."""
    cert = mention.cert
    day = mention.days[0] if mention.days else None
    if mention.doubt in ("?", "%"):
        cert = "low"
    if mention.weekday is not None and day is not None and day.year and day.month and day.day:
        year, month, number = day.parts
        weekdays = {calendar.weekday_then(year, month, number)}
        if mention.calendar == "julian" or year < _ENGLISH_STYLE:  # either calendar may be meant
            weekdays.add(calendar.weekday(*calendar.gregorian(year, month, number)))
        if mention.weekday not in weekdays:
            cert = _LOWER[cert]
    return cert


def _day_attrs(day: Day, mention: Mention) -> dict[str, str]:
    iso = day.iso()
    attrs = {"when": iso} if iso else {}
    if not iso and day.month is not None:
        attrs["when"] = f"--{day.month:02}" + (f"-{day.day:02}" if day.day is not None else "")
    elif not iso and day.day is not None:
        attrs["when"] = f"---{day.day:02}"
    if iso and mention.doubt:
        attrs |= {"when-custom": iso + mention.doubt, **_EDTF}
    if mention.doubt in _PRECISION:
        attrs["precision"] = _PRECISION[mention.doubt]
    if mention.calendar and mention.calendar in _CALENDARS:
        attrs["calendar"] = _CALENDARS[mention.calendar]
        if mention.calendar == "julian" and day.year and day.month and day.day:
            attrs["when"] = "{:04}-{:02}-{:02}".format(*calendar.gregorian(*day.parts))
            attrs.pop("when-custom", None)
            attrs.pop("datingMethod", None)
    if day.completed and iso:
        attrs["evidence"] = "external" if day.assumed else "internal"
    return attrs


def _attrs(mention: Mention) -> dict[str, str]:
    kind, days = mention.kind, mention.days
    if mention.sense == "fiscal" and days and days[0].month is None:
        return _fiscal_attrs(mention)
    if kind == "either-day" and mention.sense == "night":
        return _range_attrs(mention)
    if kind == "point":
        return _day_attrs(days[0], mention)
    if kind in ("time", "time-range"):
        return _time_attrs(mention)
    if kind == "feast":
        return _feast_attrs(mention)
    if kind in ("either", "either-day") or mention.alternative:
        return _set_attrs(mention)
    if kind == "range" or kind == "list":
        return _range_attrs(mention)
    if kind == "double":
        day = replace(days[-1])
        attrs = _day_attrs(day, mention)
        attrs["calendar"] = "#julian #gregorian"
        return attrs
    if kind == "season":
        return _season_attrs(mention)
    if kind == "span":
        calendar_of = {"calendar": _CALENDARS[mention.calendar]} if mention.calendar else {}
        return {"notBefore": days[0].iso(), "notAfter": days[1].iso()} | calendar_of
    if kind == "week":
        first, last = (f"{y:04}-{m:02}-{d:02}" for y, m, d in (calendar.add_days(*days[0].parts, n) for n in (0, 6)))
        return {"notBefore": first, "notAfter": last} | _evidence(mention)
    if kind == "turn":
        year = days[0].year or 0
        return {"notBefore": f"{year:04}-12", "notAfter": f"{year + 1:04}-01"} | _evidence(mention)
    if kind == "decade":
        return _decade_attrs(mention)
    if kind == "century":
        return _century_attrs(mention)
    return {}


def _fiscal_attrs(mention: Mention) -> dict[str, str]:
    """A fiscal year has the number of the year in which it ends, and may begin in the one before."""
    first, last = mention.days[0].year, mention.days[-1].year
    if first is None or last is None:
        return {}
    return {"notBefore": f"{first - 1:04}", "notAfter": f"{last:04}"}


def _feast_attrs(mention: Mention) -> dict[str, str]:
    day = mention.days[0]
    civil = named_days.feast(mention)
    if civil is None:
        return {}
    return _day_attrs(Day(*civil, completed=day.completed, assumed=day.assumed), mention)


def _evidence(mention: Mention) -> dict[str, str]:
    if not any(day.completed for day in mention.days):
        return {}
    return {"evidence": "external" if any(day.assumed for day in mention.days) else "internal"}


def _time_attrs(mention: Mention) -> dict[str, str]:
    times = mention.times
    attrs = {"when": times[0]} if len(times) == 1 else {"from": times[0], "to": times[-1]}
    if mention.doubt:
        attrs["precision"] = "medium"
    return attrs


def _range_attrs(mention: Mention) -> dict[str, str]:
    first, last = mention.days[0].iso(), mention.days[-1].iso()
    if not first or not last:
        return {}
    names = ("notBefore", "notAfter") if mention.sense == "between" else ("from", "to")
    attrs = {names[0]: first, names[1]: last}
    if mention.doubt:
        attrs |= {"when-custom": f"{first}{mention.doubt}/{last}{mention.doubt}", **_EDTF}
    if mention.doubt in _PRECISION:
        attrs["precision"] = _PRECISION[mention.doubt]
    return attrs | _evidence(mention)


def _set_attrs(mention: Mention) -> dict[str, str]:
    """One of several days: EDTF level 2, `[a,b]`."""
    values = sorted(day.iso() for day in mention.days if day.iso())
    if len(values) < 2:
        return {}
    return {"when-custom": f"[{','.join(values)}]", **_EDTF} | _evidence(mention)


def _bounded(mention: Mention) -> dict[str, str]:
    """`since 1949`, `until May 1958`, `mid-March`: a bound, or the part of a month or year."""
    day, sense = mention.days[0], mention.sense
    iso = day.iso()
    if not iso:
        return {}
    evidence = _evidence(mention)
    precision = {"precision": _PRECISION[mention.doubt]} if mention.doubt in _PRECISION else {}
    if sense in _WEEK:
        if day.day is None:
            return {}
        first, last = (f"{y:04}-{m:02}-{d:02}" for y, m, d in (calendar.add_days(*day.parts, n) for n in _WEEK[sense]))
        return {"from": first, "to": last} | evidence | precision
    if sense not in PARTS:
        return {sense: iso} | evidence | precision
    if day.day is not None or (sense.startswith("week") and day.month is None):
        return {}
    if sense.startswith("quarter") and day.month is not None:
        return {}
    first, last = _part(day, *PARTS[sense])
    return {"notBefore": first, "notAfter": last, "when-custom": f"[{first}..{last}]", **_EDTF} | evidence | precision


def _part(day: Day, begin: float, end: float) -> tuple[str, str]:
    """The first and last day, or month, of a part of a month or year."""
    if day.month is None:
        first, last = round(begin * 12) + 1, round(end * 12)
        return f"{day.year:04}-{first:02}", f"{day.year:04}-{last:02}"
    length = calendar.days_in(day.month, day.year)
    first, last = round(begin * 30) + 1, length if end == 1 else round(end * 30)
    return f"{day.iso()}-{first:02}", f"{day.iso()}-{last:02}"


def _season_attrs(mention: Mention) -> dict[str, str]:
    year = mention.days[0].year
    if year is None:
        return {}
    season = mention.number
    begin, end = _SEASON_BOUNDS[season]
    until = year
    if season == 24:
        until = year + 1
        if len(mention.days) == 1:
            begin = "01"
    if mention.sense in _SEASON_PARTS and (season != 24 or len(mention.days) == 2):
        later, earlier = _SEASON_PARTS[mention.sense]
        if season == 24 and later:
            year += 1  # from January on
        begin = f"{(int(begin) + later - 1) % 12 + 1:02}"
        end = f"{int(end) + earlier:02}"
    attrs = {
        "notBefore": f"{year:04}-{begin}",
        "notAfter": f"{until:04}-{end}",
        "when-custom": f"{mention.days[0].year:04}-{season}{mention.doubt}",
        **_EDTF,
    }
    return attrs | _evidence(mention)


def _decade_attrs(mention: Mention) -> dict[str, str]:
    decade = mention.number
    if decade < 100:
        decade += 1900
    shares = PARTS.get(mention.sense)
    first, last = decade, decade + 9
    edtf = f"{decade // 10}X"
    if shares:
        first, last = decade + round(shares[0] * 10), decade + round(shares[1] * 10) - 1
        edtf = f"[{first}..{last}]"
    return {"notBefore": f"{first}", "notAfter": f"{last}", "when-custom": edtf, **_EDTF}


def _century_attrs(mention: Mention) -> dict[str, str]:
    first, last = (mention.number - 1) * 100 + 1, mention.number * 100
    shares = PARTS.get(mention.sense)
    if shares:
        first, last = first + round(shares[0] * 100), first + round(shares[1] * 100) - 1
    return {"notBefore": f"{first:04}", "notAfter": f"{last:04}", "when-custom": f"[{first:04}..{last:04}]", **_EDTF}
