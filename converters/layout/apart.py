"""Lines near the top that hold two things, taken apart before the head is read: columns, values, titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from converters.layout.data import Layout
from converters.layout.head import shows
from converters.layout.lines import Unit, by_line
from converters.layout.vocabulary import words
from converters.matching import pattern

_TITLES = 3
"""Units among which the title is, at the top."""
_LONGEST_TITLE = 400
_SENTENCE = pattern(r"\p{Ll}{3}[.!?] ")
_COLUMNS = 12
_OTHER_KINDS = ("dateline", "classification", "reference")
"""What below the value of a label is no part of it."""


def columns(units: Sequence[Unit], layout: Layout) -> list[Unit]:
    """`units` with lines near the top that have a letterhead on the left and a date line on the right cut in two."""
    found: list[Unit] = []
    for i, unit in enumerate(units):
        cut = _cut(unit, layout) if i < _COLUMNS and not unit.lines and len(unit.text) < 200 else None
        if cut is None:
            found.append(unit)
        else:
            found += cut
    return found


def _cut(unit: Unit, layout: Layout) -> tuple[Unit, Unit] | None:
    """A line in two at the first wide space that has a date line behind it, or a classification on either side."""
    gap = unit.text.find("   ")
    while gap > 0:
        behind = len(unit.text) - len(unit.text[gap:].lstrip())
        left = replace(unit, end=unit.start + gap, text=unit.text[:gap].rstrip(" \t"))
        left = replace(left, end=unit.start + len(left.text))
        right = replace(unit, start=unit.start + behind, text=unit.text[behind:])
        shown = shows(right, layout, "dateline", "classification") or shows(left, layout, "classification")
        if shown and left.text and right.text:
            return left, right
        gap = unit.text.find("   ", behind)
    return None


def below_labels(units: Sequence[Unit], text: str, layout: Layout) -> list[Unit]:
    """`units` with what stands below the value of a label near the top, and is of another kind, cut off from it.

    `To: Foreign Office` may have the number of the telegram and its date on the next lines.
    """
    found: list[Unit] = []
    for i, unit in enumerate(units):
        pieces = by_line(text, unit) if i < _COLUMNS and unit.lines else [unit]
        cut = next((n for n, line in enumerate(pieces) if n and shows(line, layout, *_OTHER_KINDS)), 0)
        if not cut or words().label.fullmatch(pieces[0].text) is None:
            found.append(unit)
            continue
        kept = pieces[:cut]
        found.append(replace(unit, end=kept[-1].end, text=unit.text[: kept[-1].end - unit.start],
                             lines=unit.lines[:cut] if cut > 1 else ()))  # fmt: skip
        found += pieces[cut:]
    return found


def below_titles(units: Sequence[Unit], text: str, layout: Layout) -> list[Unit]:
    """`units` with the line for place and date cut off a title of several lines that it closes."""
    found: list[Unit] = []
    for i, unit in enumerate(units):
        pieces = by_line(text, unit) if i < _TITLES and unit.lines and len(unit.text) <= _LONGEST_TITLE else [unit]
        last = pieces[-2].text.split()[-1:] if len(pieces) > 1 else []
        goes_on = not last or last[0][-1] in ",;:-" or len(last[0]) < 4
        if goes_on or _SENTENCE.search(unit.text) or not shows(pieces[-1], layout, "dateline"):
            found.append(unit)
            continue
        end = pieces[-2].end
        lines = unit.lines[:-1] if len(pieces) > 2 else ()
        found += [replace(unit, end=end, text=unit.text[: end - unit.start], lines=lines), pieces[-1]]
    return found
