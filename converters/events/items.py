"""What stands in a text that events are made of: names, dates, quantities, triggers and cues."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from converters.events.grammar import Hit
from tei.model import Annotation


class Item(NamedTuple):
    """A name, date or quantity in the reading text."""

    start: int
    end: int
    kind: str
    annotation: Annotation

    @property
    def ref(self) -> str:
        """The entity it is linked to, empty where there is none or more than one."""
        ref = self.annotation.attrs.get("ref", "")
        return ref[1:] if ref.startswith("#") and " " not in ref else ""


class Trigger(NamedTuple):
    """A word that may tell of an event."""

    start: int
    end: int
    hit: Hit


class Cue(NamedTuple):
    """A word that changes how an event is told."""

    start: int
    end: int
    modality: str
    clausal: bool = False
    """Whether it bears on finite verbs of the past too."""


Found = TypeVar("Found", Item, Cue)


def within(items: Sequence[Found], start: int, end: int) -> Sequence[Found]:
    """The items of a sorted list that start in a stretch."""
    return items[bisect_left(items, (start,)) : bisect_left(items, (end,))]


def outermost(items: list[Item]) -> list[Item]:
    """Sorted; what lies inside another is left out: the name in a gloss, the place in an office."""
    items.sort(key=lambda i: (i.start, -i.end))
    found: list[Item] = []
    for item in items:
        if item.start < item.end and (not found or item.start >= found[-1].end):
            found.append(item)
    return found
