"""The lines below a text: the courtesy that closes it, signatures, place and date, postscripts, sources."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters import citation
from converters.layout.data import Layout
from converters.layout.fits import roles
from converters.layout.items import Item
from converters.layout.lines import Unit
from converters.layout.routing import is_routing
from converters.layout.vocabulary import all_named, words
from converters.matching import Pattern, pattern

_DEEPEST = 30
_MOST_NAMES = 5
_MOST_APART = 8
_MOST_LINES = 5
_ENDS = frozenset('.!?”"’)]…:,。！？」')
_FIGURES = "0123456789⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Behind the end of a sentence they call for a note."""
_RESOLVED = pattern(r"\p{L}\(\p{Ll}|\]\p{Lu}+ .*\[\p{Lu}")
"""An abbreviation resolved, or letters restored on either side, as in inscriptions."""
_OFFICE = pattern(r"(?:\(?\p{Lu}|Amts|i\. ?[AV]\.)[^.!?]{3,}[^!?:]")


def read_tail(units: Sequence[Unit], low: int, layout: Layout) -> list[Item]:
    """The items below the text, in order; none begins before the unit at `low`."""
    high = len(units)
    apart: list[Item] = []
    while len(apart) < _DEEPEST and (found := _apart(units, low, high, layout)):
        apart = found + apart
        high -= sum(len(item.units) for item in found)
    if apart:
        units = units[:high]
    while high > low + 1 and is_routing(units[high - 1].text):
        high -= 1
    items = _closing(units[:high], low, layout, alone=not apart)
    if high < len(units) and items:
        items += [Item("routing", (unit,)) for unit in units[high:]]
    return (items if items or high == len(units) else _closing(units, low, layout, alone=not apart)) + apart


def _apart(units: Sequence[Unit], low: int, high: int, layout: Layout) -> list[Item]:
    """The last lines that stand together, below a signature: the address, who had copies, where the original is."""
    if listed := _enclosed(units, low, high, layout):
        return [listed]
    first = high - 1
    while first > low and high - first <= _MOST_APART and units[first - 1].group == units[high - 1].group:
        first -= 1
    lines = units[first:high]
    if first <= low or not lines or len(lines) > _MOST_APART:
        return []
    if citation.held(lines[0].text) and all(_on_source(line.text) for line in lines[1:]):
        return [Item("source", tuple(lines))]
    found = {r.role for r in roles(lines[0], layout, "end")}
    if "marginal" in found:
        return [Item("marginal", (line,)) for line in lines]
    if any(len(line.text) > 90 and not line.lines for line in lines):
        return []
    if "witness" in found and len(lines) > 1 and not any(_is_labelled(line, layout) for line in lines):
        return [Item("witness", (line,)) for line in lines]
    ends = _ends_text(units[first - 1], layout)
    if ends and (len(lines) > 1 or lines[0].lines) and any(r.role == "address" for r in roles(lines[0], layout, "top")):
        return [Item("address", tuple(lines))]
    return []


def _enclosed(units: Sequence[Unit], low: int, high: int, layout: Layout) -> Item | None:
    """A list of what was enclosed, below the word for it: `Attachments:`, and a line for each."""
    first = high - 1
    while first > low and high - first <= _MOST_APART and len(units[first].text) <= 90 and units[first].text[-1] != ":":
        if any(r.role == "witness" for r in roles(units[first], layout, "end")):
            return None
        first -= 1
    below = units[first + 1 : high]
    if first <= low or not below or units[first].text[-1] != ":" or any(line.text[-1] in ".?!" for line in below):
        return None
    asked = any(r.role == "enclosures" for r in roles(units[first], layout, "end"))
    return Item("enclosures", tuple(units[first:high])) if asked and below[0].group <= units[first].group + 1 else None


def _is_labelled(unit: Unit, layout: Layout) -> bool:
    return any(r.role == "signed" and not r.name for r in roles(unit, layout, "end"))


def _on_source(text: str) -> bool:
    """Whether a line goes on what one above it says of the original: another copy, or where it is printed."""
    return citation.held(text) or _printed().match(text) is not None


@lru_cache(maxsize=1)
def _printed() -> Pattern:
    return pattern(rf"(?i)[\[(]?{words().lists['printed']}(?:\P{{L}}|$)")


def _ends_text(unit: Unit, layout: Layout) -> bool:
    """Whether a line may be the last above what stands apart: a signature, or one more line below it."""
    return any(r.role in ("signed", "witness", "classification", "dateline") for r in roles(unit, layout, "end"))


def _closing(units: Sequence[Unit], low: int, layout: Layout, *, alone: bool) -> list[Item]:
    """The lines that close a text; without a courtesy or a signature among them: only if others stand below."""
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
        if strong is not None and strong.role == "dateline" and _above_date(units, i, low):
            items.append(Item("dateline", (units[i - 1], unit), strong))
            i -= 1
        elif strong is not None and not (
            strong.role in ("dateline", "classification") and not items and i > low and _lone(units, i, layout)
        ):
            items.append(Item(strong.role, (unit,), strong))
        elif i - 1 >= low and _is_name(units[i - 1], layout) and _below_name().fullmatch(unit.text) is not None:
            items.append(Item("office", (unit,)))
        elif named is not None and strong is None and names < _MOST_NAMES and _signs(units, i, low, items, layout):
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
    if alone and not any(item.role in ("closing", "signed", "postscript", "source", "witness") for item in items):
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
    if start > 0 and any(r.role == "closing" for r in roles(zone[start - 1], layout, "end")):
        start -= 1
    items: list[Item] = []
    asked = zone[labelled[-1]].text[-1] in ":："  # the last label waits for its name
    heard = -1  # the lines that stand together with a label for others than who signs
    for i, unit in enumerate(zone[start:], start):
        found = roles(unit, layout, "end")
        rule = next((r for r in found if not r.name), None)
        if rule is not None and rule.role == "witness":
            heard = unit.group
        dated = i > labelled[-1] and any(item.role == "dateline" for item in items) and not asked
        if rule is None and unit.group != heard and not dated:
            rule = next((r for r in found if r.name), None)
        items.append(Item(rule.role if rule else "witness", (unit,), rule))
    return items


_LABELLED = frozenset(("signed", "witness"))


def _is_short(unit: Unit) -> bool:
    return len(unit.text) <= 110 and not (len(unit.text) > 60 and unit.text[-1] in ".!?")


def _is_name(unit: Unit, layout: Layout) -> bool:
    return any(r.name or r.role == "signed" for r in roles(unit, layout, "end"))


def _is_office(unit: Unit) -> bool:
    if len(unit.text) > 90 or _OFFICE.fullmatch(unit.text) is None:
        return False
    return unit.text[-1] != "." or len(unit.text.split()) < _SENTENCE or all_named(unit.text)


_SENTENCE = 4
"""Words of a line with a full stop from which on small ones among them make it a sentence."""


@lru_cache(maxsize=1)
def _below_name() -> Pattern:
    office = words().lists["office_below"]
    return pattern(rf"(?i)(?:\p{{L}}{{3,9}}\.?[ -])?{office}(?: (?:of|for|der|des|de) [^.]*)?[.,]?")


def _above_date(units: Sequence[Unit], i: int, low: int) -> bool:
    """Whether the line above a date says where: `Villa Majestic, Paris,`."""
    above = units[i - 1]
    together = i > low and above.group == units[i].group and (i == 1 or units[i - 2].group != above.group)
    return together and len(above.text) <= 60 and above.text[-1] == "," and above.text[0].isupper()


def _lone(units: Sequence[Unit], i: int, layout: Layout) -> bool:
    """Whether the last line hangs on a list or table rather than on a text or a signature."""
    return len(units[i - 1].text) < 40 and not _is_name(units[i - 1], layout)


def _block(units: Sequence[Unit], i: int, low: int, below: Sequence[Item], layout: Layout) -> Item | None:
    """Lines that stand together, a name first: who signs, with rank and office."""
    first = i
    while first > low and units[first - 1].group == units[i].group:
        first -= 1
    lines = units[first : i + 1]
    if not 1 < len(lines) <= _MOST_LINES or any(len(line.text) > 90 or _RESOLVED.search(line.text) for line in lines):
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
    if before.text.rstrip(_FIGURES)[-1:] in _ENDS or len(before.text) > 70:
        return True
    if any(r.role in ("closing", "signed", "witness") and not r.name for r in roles(before, layout, "end")):
        return True
    # Several who sign: the first of them stands below a text.
    first = i - 1
    while first > low and i - first < _MOST_NAMES and _is_name(units[first], layout):
        first -= 1
    above = units[first].text
    return not _is_name(units[first], layout) and (above[-1:] in ".!?,”:" or len(above) > 120)
