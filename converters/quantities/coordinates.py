"""Latitudes and longitudes: `20°30'N 75°W`, `38° North`, as `measure` in degrees, south and west of zero."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from converters.matching import pattern
from converters.quantities.language import Language
from tei.model import Span

_DEGREES = pattern(
    r"(\d{1,3}(?:[.,]\d+)?)\s?°\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?['′’ʹ]\s?)?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:[\"″”]|''|’’)\s?)?"
)
_LONGEST = 24


def coordinates(text: str, known: Language) -> Iterator[tuple[Span, dict[str, str]]]:
    """Where degrees stand with the quarter of the sky that they are counted to, and their attributes."""
    if "°" not in text:
        return
    for match in _DEGREES.finditer(text):
        behind = text[match.end() : match.end() + _LONGEST]
        word = next((w for w in known.directions if behind.startswith(w)), "")
        after = behind[len(word) : len(word) + 1]
        if not word or (word[-1].isalpha() and after.isalpha()):
            continue
        kind, sign, limit = known.directions[word]
        degrees, minutes, seconds = (Fraction((match.group(i) or "0").replace(",", ".")) for i in (1, 2, 3))
        value = degrees + minutes / 60 + seconds / 3600
        if minutes >= 60 or seconds >= 60 or value > limit:
            continue
        attrs = {"type": kind, "unit": "degree", "quantity": f"{float(sign * value):.6f}".rstrip("0").rstrip(".")}
        yield (match.start(), match.end() + len(word)), attrs
