"""Lines near the top that hold two things, taken apart before the head is read: columns, values, titles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from converters.layout.data import Layout
from converters.layout.entries import is_day
from converters.layout.fields import in_capitals
from converters.layout.fits import shows
from converters.layout.lines import Unit, by_line
from converters.layout.vocabulary import words
from converters.matching import part, pattern

_TITLES = 3
"""Units among which the title is, at the top."""
_LONGEST_TITLE = 400
_ADDRESS = 200
"""Characters of an address above a date."""
_SENTENCE = pattern(r"\p{Ll}{3}[.!?] ")
_COLUMNS = 12
_ANSWERED = ("date", "place", "information")
_OTHER_KINDS = ("dateline", "classification", "reference")
"""What below the value of a label is no part of it."""


def columns(units: Sequence[Unit], layout: Layout) -> list[Unit]:
    """`units` with lines near the top that have columns, such as a letterhead and a date line, cut at them."""
    found: list[Unit] = []
    for i, unit in enumerate(units):
        cut = _cut(unit, layout) if i < _COLUMNS and not unit.lines and len(unit.text) < 200 else None
        while cut is not None:
            left, unit = cut
            found.append(left)
            cut = _cut(unit, layout)
        found.append(unit)
    return found


def _cut(unit: Unit, layout: Layout) -> tuple[Unit, Unit] | None:
    """A line in two at the first wide space that has a date line behind it, or a classification on either side."""
    gap = unit.text.find("   ")
    while gap > 0:
        behind = len(unit.text) - len(unit.text[gap:].lstrip(" \t"))
        left = replace(unit, end=unit.start + gap, text=unit.text[:gap].rstrip(" \t"))
        left = replace(left, end=unit.start + len(left.text))
        right = replace(unit, start=unit.start + behind, text=unit.text[behind:])
        shown = shows(right, layout, "dateline", "classification") and not _asks(left.text)
        shown = shown or shows(left, layout, "classification")
        shown = shown or (shows(right, layout, "reference") and shows(left, layout, "dateline", "reference"))
        shown = shown or (_is_labelled(left.text) and _is_labelled(right.text))
        if shown and left.text and right.text:
            return left, right
        gap = unit.text.find("   ", behind)
    return None


def _asks(text: str) -> bool:
    """Whether a label stands alone that a date or a place answers."""
    label = words().labels.get(text.rstrip(" :").casefold())
    return label is not None and label.field in _ANSWERED


def _is_labelled(text: str) -> bool:
    """Whether a known label begins a column of a form: `SUBJECT   …`, `Report No.: …`."""
    match = words().label.fullmatch(text)
    if match is None:
        return in_capitals(text) is not None
    return ":" in text or text[slice(*part(match, "label"))].isupper()


def below_labels(units: Sequence[Unit], text: str, layout: Layout) -> list[Unit]:
    """`units` with what stands below a label's value or a date line near the top, and is of another kind, cut off.

    `To: Foreign Office` may have the number of the telegram and its date on the next lines.
    """

    def cut(_: Unit, lines: Sequence[Unit]) -> int:
        other = next((n for n, line in enumerate(lines) if n and shows(line, layout, *_OTHER_KINDS)), 0)
        above = words().label.fullmatch(lines[0].text) is not None or shows(lines[0], layout, "dateline")
        return other if other and above else 0

    return _cut_at(units, text, _COLUMNS, cut)


def below_titles(units: Sequence[Unit], text: str, layout: Layout) -> list[Unit]:
    """`units` with the line for place and date cut off a title of several lines that it closes."""

    def cut(unit: Unit, lines: Sequence[Unit]) -> int:
        if is_day(lines[-1].text) and len(unit.text) <= _ADDRESS:
            return len(lines) - 1
        last = lines[-2].text.split()[-1:]
        goes_on = not last or last[0][-1] in ",;:-" or len(last[0]) < 4
        if goes_on or len(unit.text) > _LONGEST_TITLE or _SENTENCE.search(unit.text):
            return 0
        return len(lines) - 1 if shows(lines[-1], layout, "dateline") else 0

    return _cut_at(units, text, _TITLES, cut)


def _cut_at(
    units: Sequence[Unit], text: str, most: int, cut: Callable[[Unit, Sequence[Unit]], int]
) -> list[Unit]:
    """`units` with the first `most` of them parted at the line that `cut` tells; 0 leaves one whole."""
    found: list[Unit] = []
    for i, unit in enumerate(units):
        lines = by_line(text, unit) if i < most else [unit]
        at = cut(unit, lines) if len(lines) > 1 else 0
        if at:
            end = lines[at - 1].end
            kept = unit.lines[:at] if at > 1 else ()
            found += [replace(unit, end=end, text=unit.text[: end - unit.start], lines=kept), *lines[at:]]
        else:
            found.append(unit)
    return found
