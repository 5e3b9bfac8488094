"""XML Schema datatypes as RELAX NG schemas of TEI use them (W3C XML Schema 1.1, part 2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import re2

Check = Callable[[str], bool]

_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_YEAR = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_NUMBER = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_START = r"[\p{L}\p{Nl}_]"
_NAME = r"[\p{L}\p{Nl}\p{M}\p{Nd}_.·-]*"

_LEXICAL = {
    "date": f"({_YEAR}-{_MONTH}-{_DAY}){_ZONE}",
    "dateTime": f"({_YEAR}-{_MONTH}-{_DAY})T{_TIME}{_ZONE}",
    "time": f"{_TIME}{_ZONE}",
    "gYear": f"{_YEAR}{_ZONE}",
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "duration": r"-?P(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?",
    "decimal": f"[+-]?{_NUMBER}",
    "double": f"(?:[+-]?{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN)",
    "integer": "[+-]?[0-9]+",
    "nonNegativeInteger": r"(?:\+?[0-9]+|-0+)",
    "anyURI": r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:[^#]*|[^:/?#]*(?:[/?][^#]*)?)(?:#[^#]*)?",
    "boolean": "true|false|1|0",
    "language": "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*",
    "ID": _START + _NAME,
    "IDREF": _START + _NAME,
    "NCName": _START + _NAME,
    "Name": r"[\p{L}\p{Nl}_:][\p{L}\p{Nl}\p{M}\p{Nd}_.·:-]*",
    "NMTOKEN": r"[\p{L}\p{Nl}\p{M}\p{Nd}_.·:-]+",
}
_DATED = ("date", "dateTime")
_UNCOLLAPSED = ("string",)


@lru_cache
def _full(expression: str) -> Check:
    """Whether all of a string matches (RE2, so in linear time)."""
    options = re2.Options()
    options.log_errors = False
    compiled = re2.compile(expression, options=options)
    return lambda value: compiled.fullmatch(value) is not None


def checker(name: str, facets: tuple[tuple[str, str], ...] = ()) -> Check:
    """A test for values of the datatype `name`, restricted by `facets` (`pattern`, `minInclusive`…).

    Types without a lexical rule here (`string`, `token`) are restricted by facets alone.
    """
    checks: list[Check] = [_full(_LEXICAL[name])] if name in _LEXICAL else []
    if name in _DATED:
        checks.append(_in_calendar)
    if name == "duration":
        checks.append(lambda value: value[-1:] not in ("P", "T"))
    for facet, bound in facets:
        if facet == "pattern":
            checks.append(_full(bound))
        elif facet in ("minInclusive", "maxInclusive"):
            checks.append(_bounded(float(bound), facet == "minInclusive"))
    collapse = name not in _UNCOLLAPSED

    def check(value: str) -> bool:
        value = " ".join(value.split()) if collapse else value
        return all(test(value) for test in checks)

    return check


def is_language(tag: str) -> bool:
    """Whether a tag may name a language: such as `en` or `zh-Hans`, and no word as `English` (BCP 47, 2.2.1)."""
    first = tag.split("-")[0]
    return checker("language")(tag) and (len(first) in (2, 3) or first.lower() in ("x", "i"))


def is_pointer(value: str) -> bool:
    """Whether a value of `@ref` points to an id of the document, or is an address: what has neither is a slip."""
    return value.startswith("#") or ":" in value


def _bounded(bound: float, least: bool) -> Check:
    return lambda value: float(value) >= bound if least else float(value) <= bound


def _in_calendar(value: str) -> bool:
    """Whether the day exists in its month (proleptic Gregorian; years before 1 count like leap years)."""
    day = value.partition("T")[0]
    year, month, number = day.lstrip("-").split("-")[:3]
    try:
        date(2000 + int(year) % 400, int(month), int(number[:2]))
    except ValueError:
        return False
    return True
