"""Where an original is, said in a text: a holder that is known, and its numbers: `AAN, KC PZPR, XI A/15, k. 22-30`."""

from __future__ import annotations

from converters import citation
from converters.matching import pattern
from tei.model import Span

_LONGEST = 200
_BETWEEN = pattern(r"[^;()\[\]?!\n“”\"]{0,60}")
"""What may stand between the holder and a number, or between two: the name of a fonds, a comma."""
_BEGINS = pattern(r"(?:[,:.]| [\p{Lu}\d])[^;()\[\]?!\n]{0,60}\d")


def extent(text: str, start: int, end: int) -> Span | None:
    """From the holder at `start` to `end` on to the last of its numbers; None if none follows."""
    if _BEGINS.match(text, end) is None:
        return None
    window = text[start : start + _LONGEST].partition("\n\n")[0]
    window = window[: end - start] + citation.up_to_holder(window[end - start :])
    parts = citation.parse(window)
    found = sorted(s.span for field, s in parts if field in ("idnos", "locus") and s.cert == "high" and s.span)
    last = end - start
    for a, b in found:
        if a < last or not _joins(window[last:a]):
            break
        last = b
    numbered = any(field == "idnos" and s.span and s.span[1] <= last for field, s in parts)
    return (start, start + last) if numbered else None


def _joins(between: str) -> bool:
    return _BETWEEN.fullmatch(between) is not None and sum(word[0].islower() for word in between.split()) < 2
