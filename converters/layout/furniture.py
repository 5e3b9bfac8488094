"""Page numbers, page breaks and running heads in a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from converters.layout.lines import Unit, joined
from converters.layout.page import Draft
from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern

_NUMBER = r"(?P<n>\d{1,4}[rv]?|[ivxlc]{1,7})"
_LONGEST_HEAD = 90
_OFTEN = 3
_YEARS = range(1400, 2100)
"""Numbers alone on a line that head what happened in a year."""
_ENDS = frozenset(".!?:…")


def _page_line() -> Pattern:
    page = words().lists["page"]
    return pattern(
        rf"(?i)\s*(?:[-–—=~*]+ ?{_NUMBER} ?[-–—=~*]+"
        rf"|[\[({{<|-]*\s*{page} ?(?P<n2>\d{{1,4}}[rv]?|[ivxlc]{{1,7}}|[一二三四五六七八九十]+)"
        r"(?: ?(?:of|von|de|из|/) ?\d+)?"
        r" ?[页頁]?\s*[\])}>|-]*)\s*"
    )


def take(units: list[Unit], draft: Draft) -> list[Unit]:
    """`units` without page numbers and running heads, which go to `draft` as `pb` and `fw`."""
    pages = _pages(units)
    heads = _running_heads(units, pages)
    for index, number in pages.items():
        unit = units[index]
        draft.add("pb", unit.start, unit.end, inner=(unit.end, unit.end), n=number)
    for index in heads:
        draft.add("fw", units[index].start, units[index].end, "medium", type="header")
    kept: list[Unit] = []
    turned = False
    for i, unit in enumerate(units):
        if i in pages or i in heads:
            turned = True
        elif turned and kept and _runs_on(kept[-1], unit):
            kept[-1] = joined(kept[-1], unit, draft.text)
            turned = False
        else:
            kept.append(unit)
            turned = False
    return kept


def _runs_on(before: Unit, after: Unit) -> bool:
    """Whether a paragraph goes on over the page: before a small letter, or behind a word like `the`."""
    if len(before.text) <= 40 or before.text[-1] in _ENDS or not after.text[:1].isalpha():
        return False
    return after.text[0].islower() or _open().search(before.text[-_WORD:]) is not None


_WORD = 16


@lru_cache(maxsize=1)
def _open() -> Pattern:
    """What cannot end a sentence."""
    return pattern(rf"(?:\s{words().lists['unended']}|\p{{Ll}},)$")


def _pages(units: Sequence[Unit]) -> dict[int, str]:
    found: dict[int, str] = {}
    bare: list[tuple[int, int]] = []
    expression = _page_line()
    for i, unit in enumerate(units):
        if len(unit.text) > 24:
            continue
        plain = unit.text.strip()
        if plain == "\f":
            found[i] = ""
        elif plain[:1] == "[" and plain[1:-1].isdecimal() and plain[-1] == "]":
            if _alone(units, i) or (i == 0 and _first_of(units, plain[1:-1])):
                found[i] = plain[1:-1]
        elif plain.isdecimal() and len(plain) <= 4 and int(plain) not in _YEARS:
            bare.append((i, int(plain)))
        elif (any(map(str.isdecimal, plain)) or "[" in plain or "-" in plain) and (m := expression.fullmatch(plain)):
            a, b = part(m, "n")
            found[i] = plain[a:b] if a >= 0 else plain[slice(*part(m, "n2"))]
    # Numbers alone on a line are pages where they count up, one after the other.
    for (i, n), (j, following) in pairwise(bare):
        if following == n + 1 and j > i + 1:
            found[i], found[j] = str(n), str(following)
    # So is one in the middle of a sentence.
    for i, n in bare:
        if 0 < i < len(units) - 1 and _runs_on(units[i - 1], units[i + 1]):
            found.setdefault(i, str(n))
    return found


def _first_of(units: Sequence[Unit], number: str) -> bool:
    """Whether a number in brackets at the head of a text is the first of those of its pages."""
    following = f"[{int(number) + 1}]"
    return any(units[i].text == following and _alone(units, i) for i in range(1, len(units)))


def _alone(units: Sequence[Unit], i: int) -> bool:
    """Whether a unit stands alone inside a text: a number in brackets there is no note, for it says nothing."""
    return 0 < i < len(units) - 1 and units[i - 1].group != units[i].group != units[i + 1].group


def _running_heads(units: Sequence[Unit], pages: dict[int, str]) -> set[int]:
    """Short lines that come back, but for a number in them, at least three times beside page breaks."""
    if not pages:
        return set()
    beside = {j for i in pages for j in (i - 2, i - 1, i + 1, i + 2) if 0 <= j < len(units) and j not in pages}
    shapes = {
        j: "".join("0" if c.isdecimal() else c for c in units[j].text.casefold())
        for j in beside
        if len(units[j].text) <= _LONGEST_HEAD
    }
    often = Counter(shapes.values())
    return {j for j, shape in shapes.items() if often[shape] >= _OFTEN}
