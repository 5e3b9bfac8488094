"""How deep brackets nest, and how many operators stand in a row: what descends by recursion (parsers of SPARQL and
JSON-LD) ends its process over too many."""

from __future__ import annotations

import re

MOST = 500
"""What is deeper is refused."""
CHAINED = 1000
"""More operators of a kind are refused."""
_OPERATORS = ("||", "&&", "!", "+", " - ", "*", "/", "|", "^", "UNION")
_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL)
_CODE = re.compile(rb"([(\[{])|([)\]}])")


def too_deep(text: str) -> bool:
    """Whether brackets of a text without strings and comments nest deeper than `MOST`."""
    return _deepest(_CODE, text.encode("utf-8", "replace")) > MOST


def too_chained(text: str) -> bool:
    """Whether such a text has more than `CHAINED` operators of a kind: a chain of them nests as brackets do."""
    if len(text) <= CHAINED:
        return False
    upper = text.upper().replace("^^", "")
    return any(upper.count(operator) > CHAINED for operator in _OPERATORS)


def too_deep_json(data: bytes) -> bool:
    """The same of JSON, whose strings do not count."""
    return _deepest(_JSON, data) > MOST


def _deepest(brackets: re.Pattern[bytes], data: bytes) -> int:
    level = deepest = 0
    for found in brackets.finditer(data):
        if found.lastindex == 1:
            level += 1
            deepest = max(deepest, level)
        elif found.lastindex == 2:
            level -= 1
    return deepest
