"""Extended Date/Time Format (EDTF, ISO 8601-2:2019): from TEI's dates, and to the days that it covers."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from functools import lru_cache

Bounds = tuple[str, str]
"""First and last day that a date can mean, as xsd:date; empty where it is open or unknown."""

_QUALIFIERS = str.maketrans("", "", "?~%")
_SPRING, _SUMMER, _AUTUMN, _WINTER = (3, 5), (6, 8), (9, 11), (12, 14)
_SUBYEARS = {
    21: _SPRING, 22: _SUMMER, 23: _AUTUMN, 24: _WINTER,
    25: _SPRING, 26: _SUMMER, 27: _AUTUMN, 28: _WINTER,
    29: _AUTUMN, 30: _WINTER, 31: _SPRING, 32: _SUMMER,
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""First and last month of seasons, quarters, terms and halves; 13 and 14 are of the next year."""


class EdtfError(ValueError):
    """Not a date that EDTF allows."""


def from_tei(attrs: Mapping[str, str]) -> str:
    """The EDTF of TEI's dating attributes (att.datable); empty where they give no date.

    `when-custom` and the like count where `datingMethod` says that they are EDTF, or where they give a
    year alone, which any calendar of the same era shares but for some days. Raises `EdtfError`.
    """
    custom = attrs.get("datingMethod", "").lower().endswith("edtf")

    def value(name: str) -> str:
        own = attrs.get(f"{name}-custom", "").strip()
        if not custom and not (len(own.removeprefix("-")) == 4 and _digits(own.removeprefix("-"))):
            own = ""
        return _normal(own or attrs.get(f"{name}-iso", "").strip() or attrs.get(name, "").strip())

    def checked(edtf: str) -> str:
        first, last = whole(edtf)
        if first and last and _order(first) > _order(last):
            raise EdtfError(f"{edtf} ends before it begins")
        return edtf

    when = value("when")
    if when:
        return checked(when)
    start, end = value("from"), value("to")
    if start or end:
        return checked(f"{start}/{end}")
    earliest, latest = value("notBefore"), value("notAfter")
    if earliest and earliest == latest:
        return checked(earliest)
    return checked(f"[{earliest}..{latest}]") if earliest or latest else ""


def _normal(value: str) -> str:
    """An XML Schema date in EDTF's writing: time zones of days dropped, what is left open as X."""
    if value.startswith("--") and not value.startswith("----"):
        month, _, day = value[2:].partition("-")
        return "-".join(["XXXX", month or "XX", *([day] if day else [])])
    if "T" in value:
        return value
    if ":" in value:
        date, plus, zone = value.rpartition("+")
        if plus and zone.count(":") == 1:
            return date
        date, dash, zone = value.rpartition("-")
        return date if dash and zone.count(":") == 1 and date.count("-") >= 2 else ""
    return value.removesuffix("Z")


@lru_cache(maxsize=4096)
def readings(edtf: str) -> tuple[Bounds, ...]:
    """The days that each reading of a date covers: one for a plain date, one for each member of a set.

    Raises `EdtfError`.
    """
    if edtf[:1] + edtf[-1:] in ("[]", "{}"):
        return tuple(_member(part.strip()) for part in edtf[1:-1].split(","))
    return (_interval(edtf),)


@lru_cache(maxsize=4096)
def members(edtf: str) -> tuple[str, ...]:
    """The single dates of a set; empty for what is no set, or has one member only."""
    parts = tuple(p.strip() for p in edtf[1:-1].split(",")) if edtf[:1] in ("[", "{") else ()
    return parts if len(parts) > 1 and not any(".." in p for p in parts) else ()


def whole(edtf: str) -> Bounds:
    """The days from the first that a date can mean to the last. Raises `EdtfError`."""
    found = readings(edtf)
    firsts, lasts = [b[0] for b in found], [b[1] for b in found]
    return min(firsts, key=_order) if all(firsts) else "", max(lasts, key=_order) if all(lasts) else ""


def _order(date: str) -> tuple[int, str]:
    year = int(date[:-6])
    return year, date[-5:]


def _member(text: str) -> Bounds:
    first, dots, last = text.partition("..")
    if not dots:
        return _interval(text)
    return (_date(first)[0] if first else ""), (_date(last)[1] if last else "")


def _interval(text: str) -> Bounds:
    first, slash, last = text.partition("/")
    if not slash:
        return _date(first)
    if not first and not last:
        raise EdtfError(text)
    return (_date(first)[0] if first not in ("", "..") else ""), (_date(last)[1] if last not in ("", "..") else "")


def _date(text: str) -> Bounds:
    text = text.translate(_QUALIFIERS).partition("T")[0]
    if text.startswith("Y"):
        year, _, power = text[1:].partition("S")[0].partition("E")
        if not _digits(year.removeprefix("-")) or (power and not _digits(power)) or len(year) + int(power or 0) > 12:
            raise EdtfError(text)
        value = int(year) * 10 ** int(power or 0)
        return _day(value, 1, 1), _day(value, 12, 31)
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    year, *rest = text.split("-")
    if len(year) != 4 or not _digits(year.replace("X", "0")) or any(len(r) != 2 for r in rest) or len(rest) > 2:
        raise EdtfError(text)
    if year == "XXXX":
        list(_months(rest, 2000))
        return "", ""
    first, last = int(sign + year.replace("X", "0")), int(sign + year.replace("X", "9"))
    first, last = min(first, last), max(first, last)
    starts, ends = list(_months(rest, first)), list(_months(rest, last))
    if not starts or not ends:
        raise EdtfError(text)
    return starts[0][0], ends[-1][1]


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _months(rest: list[str], year: int) -> Iterator[Bounds]:
    """The stretches of `year` that a month and day, either perhaps with X, can mean."""
    if not rest:
        yield _day(year, 1, 1), _day(year, 12, 31)
        return
    subyear = int(rest[0]) if _digits(rest[0]) else 0
    if subyear in _SUBYEARS and len(rest) == 1:
        first, last = _SUBYEARS[subyear]
        yield _day(year, first, 1), _day(year + (last > 12), (last - 1) % 12 + 1, 0)
        return
    for month in range(1, 13):
        if not _fits(rest[0], month):
            continue
        if len(rest) == 1:
            yield _day(year, month, 1), _day(year, month, 0)
            continue
        days = [day for day in range(1, _last(year, month) + 1) if _fits(rest[1], day)]
        if days:
            yield _day(year, month, days[0]), _day(year, month, days[-1])


def _fits(pattern: str, number: int) -> bool:
    return all(p in ("X", d) for p, d in zip(pattern, f"{number:02d}", strict=True))


def _last(year: int, month: int) -> int:
    return monthrange(2000 + year % 400, month)[1]


def _day(year: int, month: int, day: int) -> str:
    """An xsd:date; day 0 is the last of the month."""
    digits = f"{abs(year):04d}"
    return f"{'-' if year < 0 else ''}{digits}-{month:02d}-{day or _last(year, month):02d}"
