"""Which rules of a layout a line fits."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from converters.layout.data import Layout, Rule
from converters.layout.lines import Unit
from converters.matching import AnyOf

PLAIN = ("dateline", "salute", "classification", "precedence", "reference")
"""Kinds of lines above a text that are told by themselves, whatever stands beside them."""
_LONGEST_RULE = 4000


@lru_cache(maxsize=64)
def _matcher(layout: Layout) -> AnyOf:
    """A layout's own rules, to be asked all at once; those that many layouts use are made ready but once."""
    return AnyOf([rule.expression for rule in layout.own])


def _fitting(text: str, layout: Layout) -> Iterator[Rule]:
    for number in _matcher(layout).find(text):
        yield layout.own[number]
    for used in layout.used:
        yield from _fitting(text, used)


def roles(unit: Unit, layout: Layout, where: str) -> list[Rule]:
    """The rules for that place that `unit` fits, the first one first."""
    text = unit.text
    if len(text) > _LONGEST_RULE:
        return []
    return [rule for rule in _fitting(text, layout) if where in rule.where and len(text) <= rule.longest]


def shows(unit: Unit, layout: Layout, *wanted: str) -> bool:
    """Whether a line above the text may be one of those kinds."""
    return any(rule.role in wanted for rule in roles(unit, layout, "top"))
