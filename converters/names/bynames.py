"""A byname between forename and surname: `Ernesto "Che" Guevara`, `Thomas (Tip) O'Neill`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters.matching import Pattern, pattern
from converters.names import titles
from converters.names.lexicon import CALENDAR, DEMONYM, FUNCTION, GIVEN, ORDINARY, PARTICLE, PLACE, THING, TITLE
from converters.names.mention import Mention, Words
from converters.names.runs import ALLCAPS, INITIAL, UNKNOWN, Run, kinds

_NONE = TITLE | THING | FUNCTION | CALENDAR | DEMONYM
"""What neither a byname nor the surname after it is."""


def bynamed(words: Words, mentions: Sequence[Mention]) -> list[Mention]:
    """`mentions` with the names around bynames whole: forenames, byname and surname are one name."""
    by_start = {m.start: m for m in mentions}
    by_end = {m.end: m for m in mentions}
    for start, end in _byname().spans(words.text):
        byname = kinds(words.text[start + 2 : end - 2])
        if byname & (_NONE | PLACE) and not byname & GIVEN:
            continue
        left, right = words.locate(start - 1, start), words.locate(end, end + 1)
        if left is None or right is None:
            continue
        whole = _whole(words, (left[0], left[2]), (right[0], right[1]), (start, end))
        if whole is None:
            continue
        surname, first = by_start.get(end), by_end.get(start)
        if surname is not None:
            if not all(titles.compatible(p, whole.forenames, whole.sex) for p, _ in surname.candidates):
                continue
            surname.start, surname.forenames, surname.titles = whole.start, whole.forenames, whole.titles
            surname.titles_from, surname.sex = whole.titles_from, surname.sex or whole.sex
            if not surname.ref:
                surname.rule = whole.rule
        elif first is None or not first.ref:
            by_start[whole.start] = whole
        if first is not None and not first.ref:
            by_start.pop(first.start if by_start.get(first.start) is first else -1, None)
    return sorted(by_start.values(), key=lambda m: m.start)


def _whole(words: Words, left: tuple[int, int], right: tuple[int, int], byname: tuple[int, int]) -> Mention | None:
    """The name of the forenames that end at one token and the surname that begins with another."""
    run, at = words.runs[left[0]], left[1]
    fore = _forenames(run, at)
    after, begin = words.runs[right[0]], right[1]
    if not fore or run[at].end != byname[0] or after[begin].start != byname[1]:
        return None
    last = begin
    while last + 1 < len(after) and after[last].flags & PARTICLE and not after[last].flags & UNKNOWN:
        last += 1
    flags = after[last].flags
    if flags & _NONE or not flags & (UNKNOWN | ORDINARY | GIVEN | ALLCAPS | PLACE) or flags & INITIAL:
        return None
    title = titles.in_run(run, at - len(fore))
    start = run[at + 1 - len(fore)].start
    surname = words.text[after[begin].start : after[last].end]
    rule = "name.forename"
    return Mention(
        start, after[last].end, surname, fore, title.words, title.sex, rule=rule, cert="medium", titles_from=title.start
    )


def _forenames(run: Run, at: int) -> tuple[str, ...]:
    """The forenames and initials that end with token `at`, at least one of them a forename."""
    found: list[str] = []
    given = False
    while at >= 0 and run[at].flags & (GIVEN | INITIAL):
        given = given or bool(run[at].flags & GIVEN)
        found.insert(0, run[at].word)
        at -= 1
    return tuple(found) if given else ()


@lru_cache(maxsize=1)
def _byname() -> Pattern:
    return pattern(r""" (?:"\p{Lu}[\pL.'-]+"|[“„«]\p{Lu}[\pL.'-]+[”“»]|\(\p{Lu}[\pL.'-]+\)) """)
