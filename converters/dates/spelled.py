"""Years in words, as treaties and witnesses give them: `nineteen hundred and forty-two`, `сорок первом году`.

The words of each language are in its file under `spelled`; all years of three centuries are made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

_FIRST, _LAST = 1700, 1999
_FIRST_SHORT = 14
"""`в десятом году` is more often the tenth year of something."""


def spelled_years(words: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, int]]]:
    """Every year in words → the token that it is: of four digits, or short where the century is left out."""
    if not words:
        return
    below = words["below"]
    for year in range(_FIRST, _LAST + 1):
        century, rest = divmod(year, 100)
        openings = [*words["centuries"][str(century)]]
        if rest > 9:
            openings += words.get("plain", {}).get(str(century), ())
        if rest:
            for opening, number in product(openings, _numbers(below, rest)):
                yield opening + number, ("Y", year)
    for rest in range(_FIRST_SHORT, 100):
        for noun, number in product(words.get("short", ()), _numbers(below, rest)):
            yield number + noun, ("A", rest)


def _numbers(below: Mapping[str, list[str]], number: int) -> Iterator[str]:
    """The ways to write a number under a hundred; where no word is for it, of tens (`4*`) and units (`*1` or `1`)."""
    whole = below.get(str(number))
    if whole is not None:
        yield from whole
        return
    tens, unit_key = below.get(f"{number // 10}*", []), f"*{number % 10}"
    units = below[unit_key] if unit_key in below else below.get(str(number % 10), [])
    for ten, unit in product(tens, units):
        yield ten.replace("~", unit) if "~" in ten else ten + unit
