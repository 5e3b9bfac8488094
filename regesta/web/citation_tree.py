"""The passages of a document that can be cited, as DTS counts them: divisions, and the blocks of text in them.

Identifiers are numbers joined by dots: `2.3` is the third block of the second. Sources do not change, so
neither do the numbers of what regesta encoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from tei.parse import TEI

DTS = "https://w3id.org/api/dts#"
_PREFIX = f"{{{TEI}}}"
_UNITS = frozenset({"div", "p", "ab", "head", "opener", "closer", "lg", "l", "sp", "list", "item", "table", "note",
                    "dateline", "salute", "signed", "byline", "trailer", "postscript", "floatingText", "quote",
                    "front", "back"})  # fmt: skip
"""Elements that can be cited where they stand between blocks."""
_HOLDERS = frozenset({"body", "text", "group"})
"""Elements that are passed through."""
_NESTING = frozenset({"div", "lg", "sp", "list", "postscript", "floatingText", "front", "back", "item"})
"""Units that have units of their own."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A citable unit."""

    identifier: str
    level: int
    parent: str | None
    type: str
    element: etree._Element


def units(root: etree._Element) -> list[Unit]:
    """All citable units of a TEI document, in document order."""
    return [unit for text in root.iterfind(f"{_PREFIX}text") for unit in _units(text, "", 1, [0])]


def _units(parent: etree._Element, above: str, level: int, count: list[int]) -> Iterator[Unit]:
    for element in parent.iterchildren(f"{{{TEI}}}*"):
        name = str(element.tag)[len(_PREFIX) :]
        if name in _HOLDERS:
            yield from _units(element, above, level, count)
        elif name in _UNITS:
            count[0] += 1
            identifier = f"{above}.{count[0]}" if above else str(count[0])
            kind = element.get("type") if name == "div" else None
            yield Unit(identifier, level, above or None, str(kind or name), element)
            if name in _NESTING:
                yield from _units(element, identifier, level + 1, [0])


def structure(found: list[Unit]) -> list[dict[str, object]]:
    """The kinds of units in each other: the `citeStructure` of a citation tree."""
    types: dict[tuple[str, ...], None] = {}
    paths: dict[str | None, tuple[str, ...]] = {None: ()}
    for unit in found:
        paths[unit.identifier] = (*paths[unit.parent], unit.type)
        types[paths[unit.identifier]] = None

    def below(path: tuple[str, ...]) -> list[dict[str, object]]:
        made: list[dict[str, object]] = []
        for other in types:
            if len(other) == len(path) + 1 and other[: len(path)] == path:
                inside = below(other)
                unit: dict[str, object] = {"@type": "CiteStructure", "citeType": other[-1]}
                made.append(unit | ({"citeStructure": inside} if inside else {}))
        return made

    return below(())


def excerpt(root: etree._Element, first: Unit, last: Unit) -> etree._Element:
    """The passage from one unit to another as TEI: in `dts:wrapper`, within the elements that hold it."""
    copied = deepcopy(root)
    tree, start_at, end_at = root.getroottree(), _path(root, first.element), _path(root, last.element)
    assert tree is not None
    common = _common(start_at[:-1], end_at[:-1])
    holder = _at(copied, common)
    low, high = start_at[len(common)], end_at[len(common)]
    _cut(holder, start_at[len(common) :], before=True)
    kept = high - low  # What stood before is gone: the first is now the first.
    _cut(holder, (kept, *_shifted(start_at, end_at, len(common))), before=False)
    wrapper = etree.Element(f"{{{DTS}}}wrapper", nsmap={"dts": DTS})
    for child in list(holder):
        wrapper.append(child)
    holder.text = None
    holder.append(wrapper)
    for depth in range(len(common)):
        # Of what holds the passage only the way to it is given.
        above = _at(copied, common[:depth])
        if above is not copied:
            keep = above[common[depth]]
            above.text = keep.tail = None
            for child in list(above):
                if child is not keep:
                    above.remove(child)
            common = (*common[:depth], 0, *common[depth + 1 :])
    return copied


def _shifted(start: tuple[int, ...], end: tuple[int, ...], depth: int) -> tuple[int, ...]:
    """The rest of the way to the end, after what stood before the start was taken away."""
    if start[depth] != end[depth]:
        return end[depth + 1 :]
    rest, level = [], depth + 1
    same = True
    while level < len(end):
        here = end[level] - (start[level] if same and level < len(start) else 0)
        same = same and level < len(start) and start[level] == end[level]
        rest.append(here)
        level += 1
    return tuple(rest)


def _path(root: etree._Element, element: etree._Element) -> tuple[int, ...]:
    steps: list[int] = []
    while element is not root:
        parent = element.getparent()
        assert parent is not None
        steps.append(parent.index(element))
        element = parent
    return tuple(reversed(steps))


def _at(root: etree._Element, path: tuple[int, ...]) -> etree._Element:
    for step in path:
        root = root[step]
    return root


def _common(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    found = []
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        found.append(a)
    return tuple(found)


def _cut(holder: etree._Element, path: tuple[int, ...], *, before: bool) -> None:
    """Take away what stands before, or after, the element at a path below `holder`; not what is in it."""
    for step in path:
        kept = holder[step]
        gone = list(holder)[:step] if before else list(holder)[step + 1 :]
        for child in gone:
            holder.remove(child)
        if before:
            holder.text = None
        else:
            kept.tail = None
        holder = kept
