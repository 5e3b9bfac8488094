"""Which layout a text has: each layout's signs, added up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters.layout.data import Layout, Sign, load, names
from converters.layout.lines import Unit
from converters.matching import AnyOf
from tei.model import Cert

_TOP = 14
_HEAD = 4
_ANY = 40
_ENOUGH = 2
_LONGEST = 3000


@lru_cache(maxsize=1)
def _signs() -> tuple[tuple[Sign, ...], AnyOf]:
    signs = tuple(sign for name in names() for sign in load(name).signs)
    return signs, AnyOf([sign.expression for sign in signs])


def choose(units: Sequence[Unit]) -> tuple[Layout, Cert, tuple[str, ...]]:
    """The layout that most speaks for, how sure that is, and what speaks for it."""
    signs, matcher = _signs()
    seen: dict[int, int] = {}
    places = [*range(min(_ANY, len(units))), *range(max(_ANY, len(units) - _ANY), len(units))]
    for place in places:
        unit = units[place]
        if len(unit.text) > _LONGEST:
            continue
        for index in matcher.find(unit.text):
            where = signs[index].where
            fits = where == "any" or (where == "first" and place == 0) or (where == "top" and place < _TOP)
            fits = fits or (where == "head" and place < _HEAD) or (where == "end" and place >= len(units) - _TOP)
            if fits and index not in seen and len(unit.text) <= signs[index].longest:
                seen[index] = place
    scores: dict[str, int] = {}
    for index in seen:
        scores[signs[index].layout] = scores.get(signs[index].layout, 0) + signs[index].weight
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _ENOUGH:
        return load("plain"), "medium" if units else "low", ("nothing speaks for another layout",)
    name, score = ranked[0]
    lead = score - (ranked[1][1] if len(ranked) > 1 else 0)
    cert: Cert = "high" if score >= 2 * _ENOUGH and lead >= _ENOUGH else "medium" if lead > 0 else "low"
    reasons = tuple(
        f"{signs[i].says} (“{_short(units[place].text)}”)" for i, place in seen.items() if signs[i].layout == name
    )
    return load(name), cert, reasons


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
