"""The lines below a text: the courtesy that closes it, signatures, place and date, postscripts, sources."""

from __future__ import annotations

from collections.abc import Sequence

from converters.layout.data import Layout
from converters.layout.head import Item, roles
from converters.layout.lines import Unit
from converters.layout.routing import is_routing
from converters.matching import pattern

_DEEPEST = 30
_MOST_NAMES = 5
_MOST_LINES = 5
_ENDS = frozenset('.!?”"’)]…:,。！？」')
_OFFICE = pattern(r"(?:\(?\p{Lu}|Amts|i\. ?[AV]\.)[^.!?]{3,}[^!?:]")


def read_tail(units: Sequence[Unit], low: int, layout: Layout) -> list[Item]:
    """The items below the text, in order; none begins before the unit at `low`."""
    high = len(units)
    while high > low + 1 and is_routing(units[high - 1].text):
        high -= 1
    items = _closing(units[:high], low, layout)
    if high < len(units) and items:
        items += [Item("routing", (unit,)) for unit in units[high:]]
    return items if items or high == len(units) else _closing(units, low, layout)


def _closing(units: Sequence[Unit], low: int, layout: Layout) -> list[Item]:
    if protocol := _protocol(units, low, layout):
        return protocol
    items: list[Item] = []
    i = len(units) - 1
    names = 0
    while i >= low and len(items) < _DEEPEST:
        unit = units[i]
        if (block := _block(units, i, low, items, layout)) is not None:
            items.append(block)
            i -= len(block.units)
            continue
        found = roles(unit, layout, "end")
        strong = next((r for r in found if not r.name), None)
        named = next((r for r in found if r.name), None)
        if strong is not None and not (
            strong.role in ("dateline", "classification") and not items and i > low and _lone(units, i, layout)
        ):
            items.append(Item(strong.role, (unit,), strong))
        elif named is not None and names < _MOST_NAMES and _signs(units, i, low, items, layout):
            items.append(Item("signed", (unit,), named))
            names += 1
        elif (
            i - 1 >= low
            and _is_office(unit)
            and _is_name(units[i - 1], layout)
            and _signs(units, i - 1, low, items, layout)
        ):
            items.append(Item("office", (unit,)))
        else:
            break
        i -= 1
    if not any(item.role in ("closing", "signed", "postscript", "source", "witness") for item in items):
        items = [item for item in items if item.role == "dateline" and len(items) == 1 and low > 0]
    return items[::-1]


def _protocol(units: Sequence[Unit], low: int, layout: Layout) -> list[Item]:
    """Short lines below the last paragraph, labelled ones among them: `Signature:`, `Witnesses:`, `Copies to:`."""
    first = len(units)
    while first > low and len(units) - first < _DEEPEST and _is_short(units[first - 1]):
        first -= 1
    zone = units[first:]
    labelled = [
        i for i, unit in enumerate(zone) if any(r.role in _LABELLED and not r.name for r in roles(unit, layout, "end"))
    ]
    if first == low or not labelled or len(zone) < 3:
        return []
    start = labelled[0]
    while start > 0 and start > labelled[0] - 2 and _is_name(zone[start - 1], layout):
        start -= 1
    items = []
    for unit in zone[start:]:
        found = roles(unit, layout, "end")
        rule = next((r for r in found if not r.name), None) or next((r for r in found if r.name), None)
        items.append(Item(rule.role if rule else "witness", (unit,), rule))
    return items


_LABELLED = frozenset(("signed", "witness"))


def _is_short(unit: Unit) -> bool:
    return len(unit.text) <= 110 and not (len(unit.text) > 60 and unit.text[-1] in ".!?")


def _is_name(unit: Unit, layout: Layout) -> bool:
    return any(r.name or r.role == "signed" for r in roles(unit, layout, "end"))


def _is_office(unit: Unit) -> bool:
    return len(unit.text) <= 90 and _OFFICE.fullmatch(unit.text) is not None


def _lone(units: Sequence[Unit], i: int, layout: Layout) -> bool:
    """Whether the last line hangs on a list or table rather than on a text or a signature."""
    return len(units[i - 1].text) < 40 and not _is_name(units[i - 1], layout)


def _block(units: Sequence[Unit], i: int, low: int, below: Sequence[Item], layout: Layout) -> Item | None:
    """Lines that stand together, a name first: who signs, with rank and office."""
    first = i
    while first > low and units[first - 1].group == units[i].group:
        first -= 1
    lines = units[first : i + 1]
    if not 1 < len(lines) <= _MOST_LINES or any(len(line.text) > 90 for line in lines):
        return None
    if any(r.role not in ("signed", "classification") for line in lines for r in roles(line, layout, "end")):
        return None
    if not any(_is_name(line, layout) for line in lines) or not _signs(units, first, low, below, layout):
        return None
    return Item("signed", tuple(lines))


def _signs(units: Sequence[Unit], i: int, low: int, below: Sequence[Item], layout: Layout) -> bool:
    """Whether the name at `i` signs: after a text, a courtesy or another signature; not the end of a list."""
    if i == low:
        return low > 0 and len(units) > low + 1
    before = units[i - 1]
    if before.text[-1:] in _ENDS or len(before.text) > 70:
        return True
    if any(r.role in ("closing", "signed", "witness") and not r.name for r in roles(before, layout, "end")):
        return True
    # Several who sign: the first of them stands below a text.
    first = i - 1
    while first > low and i - first < _MOST_NAMES and _is_name(units[first], layout):
        first -= 1
    above = units[first].text
    return not _is_name(units[first], layout) and (above[-1:] in ".!?,”:" or len(above) > 120)
