"""Names at birth and by other marriages: `Anna Kohn née Stern` is one person, and `Stern` another name of hers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from converters.matching import Pattern
from converters.names.cues import phrases
from converters.names.mention import Mention

_LONGEST = 18
"""Characters that stand between the two names, at most."""


def unlink(text: str, mentions: Sequence[Mention]) -> None:
    """Have no surname after such a word mean who bears it in the authority: it says who somebody else once was."""
    for mention in mentions:
        before = text[max(0, mention.start - _LONGEST) : mention.start]
        alone = mention.candidates and not mention.forenames and not mention.titles
        if alone and _announced().search(before) is not None:
            mention.candidates, mention.weak, mention.rule, mention.cert = [], False, "name.named", "medium"


def born(text: str, mentions: Sequence[Mention]) -> None:
    """Have each name after such a word mean the person whose name stands right before; `mentions` are in order."""
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        if len(between) <= _LONGEST and not other.forenames and _between().fullmatch(between) is not None:
            other.bearer, other.ref, other.carried = one.bearer or one, one.ref, True


@lru_cache(maxsize=1)
def _between() -> Pattern:
    return phrases("person", "birth", before=r"[,;]? [(/]?", after=" ", ignore_case=True)


@lru_cache(maxsize=1)
def _announced() -> Pattern:
    return phrases("person", "birth", before=r"[ (/]", after=" $", ignore_case=True)
