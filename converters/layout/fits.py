"""Which rules of a layout a line fits."""

from __future__ import annotations

from functools import lru_cache

from converters.layout.data import Layout, Rule
from converters.layout.lines import Unit
from converters.matching import AnyOf

_LONGEST_RULE = 4000


@lru_cache(maxsize=64)
def matcher(layout: Layout) -> AnyOf:
    """The rules of a layout, to be asked all at once."""
    return AnyOf([rule.expression for rule in layout.rules])


def roles(unit: Unit, layout: Layout, where: str) -> list[Rule]:
    """The rules for that place that `unit` fits, the first one first."""
    if len(unit.text) > _LONGEST_RULE:
        return []
    rules = (layout.rules[i] for i in matcher(layout).find(unit.text))
    return [rule for rule in rules if where in rule.where and len(unit.text) <= rule.longest]


def shows(unit: Unit, layout: Layout, *wanted: str) -> bool:
    """Whether a line above the text may be one of those kinds."""
    return any(rule.role in wanted for rule in roles(unit, layout, "top"))
