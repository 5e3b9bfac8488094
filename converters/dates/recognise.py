"""Dates as written: tokens are put together by the forms, and the words around them are read.

Nothing here looks further than the expression itself; what is missing stays missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters.dates.build import build
from converters.dates.conditions import holds
from converters.dates.forms import Form, Node, tree
from converters.dates.language import Language, language
from converters.dates.mention import Mention
from converters.dates.surroundings import after, before
from converters.dates.tokens import tokens_of
from converters.lexicon import Token

_LONGEST_JOIN = 24


@lru_cache(maxsize=2)
def mentions(text: str, tag: str) -> tuple[Mention, ...]:
    """The dates and times of `text` in order of place. They are shared: do not alter them."""
    known = language(tag)
    tokens = tokens_of(text, known)
    found: list[Mention] = []
    root = tree()
    index, count = 0, len(tokens)
    while index < count:
        node = root.get(tokens[index].kind)
        if node is not None:
            mention, used = _longest(text, tokens, index, node, known)
            if mention is not None:
                _weekday(text, tokens, index, mention, known)
                before(text, mention, known)
                after(text, mention, known)
                if found and found[-1].days and mention.days:
                    found[-1].leads_on = _leads_on(text[found[-1].end : mention.start], known)
                found.append(mention)
                index += used
                continue
        index += 1
    return tuple(found)


def _longest(text: str, tokens: Sequence[Token], index: int, node: Node, known: Language) -> tuple[Mention | None, int]:
    """The mention of the longest form that begins at a token, and how many tokens it has."""
    ends: list[tuple[list[Form], int]] = []
    last, walked = index, node
    while True:
        forms = walked.get("")
        if forms:
            ends.append((forms, last))
        if last + 1 >= len(tokens):
            break
        here, there = tokens[last], tokens[last + 1]
        join = _join(text[here.end : there.start], known) if there.start - here.end < _LONGEST_JOIN else None
        step = walked.get(join) if join is not None else None
        if step is None:
            break
        following = step.get(there.kind)
        if following is None:
            break
        walked, last = following, last + 1
    for forms, end in reversed(ends):
        for form in forms:
            mention = build(form, tokens[index : end + 1]) if holds(form, text, tokens, index, end, known) else None
            if mention is not None:
                _take_dots(text, mention, tokens[end])
                if form.parts[0] == "M" and index and _day_refused(text, tokens[index - 1], mention.start, known):
                    mention.cert = "low"
                if mention.kind == "list":
                    mention.alternative = _alternative(text, mention, known)
                if _either_half(form, mention, known):
                    mention.cert = "low"
                return mention, end + 1 - index
    return None, 1


def _leads_on(between: str, known: Language) -> bool:
    words = between.split()
    return "\n" not in between and 0 < len(words) < 7 and known.joining.issuperset(words)


def _alternative(text: str, mention: Mention, known: Language) -> bool:
    ends = mention.days[-2].span[1], mention.days[-1].span[0]
    return text[slice(*ends)].strip(" ,.") in known.alternatives


def _either_half(form: Form, mention: Mention, known: Language) -> bool:
    """Whether nothing says if a time is before or after noon: `4 o'clock`."""
    open_form = form.parts[-1] == "U" if known.clock_12 and "f" not in form.parts else form.parts[-2:] == "ue"
    return mention.kind == "time" and open_form and 1 <= int(mention.times[0][:2]) <= 12


def _day_refused(text: str, before: Token, start: int, known: Language) -> bool:
    """Whether a number stands where the day would, but is none: `31 February 1962`."""
    return before.kind in "DO" and _join(text[before.end : start], known) in ("_", ".")


def _take_dots(text: str, mention: Mention, final: Token) -> None:
    """The dot of `23.` or `8. 11.` belongs to the day, of each in a range or list."""
    ends_in_dot = mention.form.when in ("dotted", "day") and final.kind == "D"
    listed = mention.kind in ("list", "range", "either-day")
    for day in mention.days:
        if text[day.span[1] : day.span[1] + 1] == "." and (ends_in_dot if day is mention.days[-1] else listed):
            day.span = (day.span[0], day.span[1] + 1)
    if mention.days:
        mention.end = max(mention.end, mention.days[-1].span[1])


def _join(between: str, known: Language) -> str | None:
    """The sign of what stands between two tokens; None if it joins nothing."""
    join = known.joins.get(between)
    if join is None and between:
        if "\n\n" in between:
            return None
        words = between.split()
        if not words:
            return "_"
        if between.startswith(".") and words[-1][0].isupper():
            return None  # `on December 31. In 1957`
        plain = " ".join(words)
        if between[0].isspace():
            plain = " " + plain
        if between[-1].isspace():
            plain += " "
        join = known.joins.get(plain.lower())
    return join


def _weekday(text: str, tokens: Sequence[Token], index: int, mention: Mention, known: Language) -> None:
    """Take in a weekday that stands before the date."""
    if index and tokens[index - 1].kind == "w" and mention.days and mention.days[0].day is not None:
        name = tokens[index - 1]
        join = _join(text[name.end : mention.start], known)
        if join in ("_", ","):
            mention.start = name.start
            mention.weekday = name.value
            if len(mention.days) == 1:
                mention.days[0].span = (name.start, mention.days[0].span[1])
