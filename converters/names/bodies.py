"""Organisations that no authority knows: by a list of well-known ones, and by the form of their names.

The list, the words that head a name, and the patterns of each language are `data/organisations.toml`: another language
is another section there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from converters.matching import Pattern, pattern
from converters.matching import Words as Automaton
from converters.names.lexicon import (
    ADDRESS,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    OFFICE,
    ORDINARY,
    PLACE,
    THING,
    TITLE,
    fold,
    lexicon,
)
from converters.names.mention import Words, longest
from converters.names.organisations import Body, data, seat
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run, Token

_OF = (" of ", " of the ", " for ", " for the ", " on ", " on the ")
_LINKS = 3
"""How often `of` may join another name: `Central Committee of the Communist Party of China`."""
_AND = (" and ", ", and ", " & ", ", ")
_ADJECTIVES = ("ern", "an", "al", "ic", "ese", "ish")
_HALF = 30
"""How long the first half of a compound may be, in characters."""


def bodies_by_form(source: Words) -> list[Body]:
    """Bodies that no authority knows, in order; none touches another.

    `Central Intelligence Agency`, `Ministry of Defense`, `Kultusgemeinde Wien`, `ministère de l'Intérieur`.
    """
    found: list[Body] = []
    every = (*_known(source), *_patterned(source), *_headed(source))
    for body in sorted(every, key=lambda body: (body.start, -body.end)):
        if not found or body.start >= found[-1].end:
            found.append(body)
        elif body.end > found[-1].end:
            found[-1].end = body.end  # the two are halves of one name
    return found


def _known(source: Words) -> Iterator[Body]:
    """Well-known bodies: they have one meaning whatever the language, but one may be called as its members are."""
    for name, start, end in longest(_names().find(source.text)):
        if not lexicon().flags.get(name, 0) & OFFICE or not _is_member(source, start, end):
            yield Body(start, end, rule="name.organisation.known")


def _is_member(source: Words, start: int, end: int) -> bool:
    """Whether the name of a body is the office of one of it: `Herr Bundesrat`, `Bundesrat Petitpierre`."""
    place = source.locate(start, end)
    if place is None:
        return False
    number, i, j, _ = place
    run = source.runs[number]
    addressed = i and run[i - 1].flags & ADDRESS
    return bool(addressed) or (j + 1 < len(run) and bool(run[j + 1].flags & (UNKNOWN | ORDINARY)))


@lru_cache(maxsize=1)
def _names() -> Automaton:
    return Automaton(sorted(lexicon().bodies))


def _patterned(source: Words) -> Iterator[Body]:
    for match in _form(source.language).finditer(source.text):
        end = match.end()
        yield Body(match.start(), seat(source.text, end, source.german) if match.group(1) else end)


@lru_cache(maxsize=8)
def _form(language: str) -> Pattern:
    """The forms of names; those to which a seat may belong are the first group."""
    forms = data()["form"]
    seated = (*forms["any"], *forms.get(f"{language}_seated", ()))
    return pattern("|".join([f"({'|'.join(seated)})", *(f"(?:{one})" for one in forms.get(language, ()))]))


def _headed(source: Words) -> Iterator[Body]:
    """Bodies by the word that heads their names, in languages whose names go with capitals."""
    text, runs, german = source.text, source.runs, source.german
    heads = _heads("german" if german else "english")
    for number, run in enumerate(runs):
        if not german and not source.kinds[number] & THING:
            continue  # every English head is among the things
        at = 0
        while at < len(run):
            last = _initials(run, at)
            word = run[at].word if last == at else text[run[at].start : run[last].end]
            if word in heads:
                body, last = _around(source, number, at, last, german)
                if body is not None and text[body.start : body.end] not in lexicon().places:
                    yield body
            at = last + 1


@lru_cache(maxsize=2)
def _heads(language: str) -> frozenset[str]:
    return frozenset(fold(data()["head"][language]).split())


def _initials(run: Run, at: int) -> int:
    """The last of the letters that are one word with the letter at `at` (`I.K.G.`)."""
    last = at
    while (
        run[at].flags & INITIAL
        and last + 1 < len(run)
        and run[last + 1].start == run[last].end
        and run[last + 1].flags & INITIAL
    ):
        last += 1
    return last


def _around(source: Words, number: int, at: int, last: int, german: bool) -> tuple[Body | None, int]:
    """The body whose head are the tokens `at` to `last` of a run, and the last token of the run that is in it."""
    text, run = source.text, source.runs[number]
    first, head_end = at, last
    while first and _qualifies(run[first - 1], german) and run[first].start - run[first - 1].end == 1:
        first -= 1
    start = (_adjective if german else _compound)(text, run[first].start)
    while german and last + 1 < len(run) and run[last + 1].start - run[last].end <= 2 and run[last + 1].flags & PLACE:
        last += 1
    end = run[last].end
    if german:
        end = max(end, seat(text, end))
    elif last == len(run) - 1:
        end = _joined(source, number)
    bare = first == at and last == head_end and end == run[head_end].end
    return (None if bare else Body(start, end)), last


def _qualifies(token: Token, german: bool) -> bool:
    """Whether a word before the head belongs to the name."""
    if german:
        ends = ("ische", "ischen", "ischer", "sche")
        return (token.word.endswith("er") and len(token.word) > 4) or token.word.endswith(ends)
    if token.word == "War":
        return not token.flags & OPENS  # a word of German sentences too
    return not token.flags & (FUNCTION | CALENDAR | TITLE | INITIAL) or bool(token.flags & DEMONYM)


def _joined(source: Words, number: int) -> int:
    """Where a name ends whose head closes a run: with what `of` and the like join to it."""
    runs, end, reached = source.runs, source.runs[number][-1].end, number
    for following in runs[number + 1 : number + 1 + _LINKS]:
        between = source.text[end : following[0].start]
        if between not in _OF or following[0].flags & (FUNCTION | CALENDAR) or following[0].flags & TITLE:
            break
        last = _phrase(following)
        end = following[last].end
        if last < len(following) - 1:
            return end
        reached += 1
    return _with_portfolios(source, reached, end) if reached > number else end


def _with_portfolios(source: Words, number: int, end: int) -> int:
    """Where a name ends with the other things that its office is for: `Office of Near Eastern and African Affairs`,
    `Department of Health, Education, and Welfare`."""
    portfolios, heads = _portfolios(), _heads("english")
    position, before = end, source.runs[number][-1].word
    for following in source.runs[number + 1 : number + 1 + _LINKS]:
        between = source.text[position : following[0].start]
        last = following[-1]
        if between not in _AND or last.word not in portfolios or any(token.word in heads for token in following):
            break
        if before not in portfolios and not before.endswith(_ADJECTIVES):
            break
        position, before = last.end, last.word
        if between != ", ":
            return position
    return end


@lru_cache(maxsize=1)
def _portfolios() -> frozenset[str]:
    return frozenset(fold(data()["portfolio"]["words"]).split())


def _phrase(run: Run) -> int:
    """How far the words after `Ministry of` go."""
    last = 0
    while (
        last + 1 < len(run)
        and not (last + 2 == len(run) and run[last].flags & ALLCAPS and run[last + 1].flags == UNKNOWN)  # USSR Gribanov
        and run[last + 1].start - run[last].end == 1
        and not run[last + 1].flags & (OPENS | FUNCTION)
    ):
        last += 1
    return last


def _compound(text: str, start: int) -> int:
    """Where the word begins whose second half a run begins with (`U.S.-Japanese Cabinet`, `anti-Soviet League`)."""
    hyphen = start if text[start] == "-" else start - 1
    if hyphen < 0 or text[hyphen] != "-":
        return start
    half = [] if text[hyphen - 1 : hyphen].isspace() else text[max(0, hyphen - _HALF) : hyphen].split()[-1:]
    return hyphen - len(half[0].lstrip("([“‘\"'")) if half else hyphen + 1


def _adjective(text: str, start: int) -> int:
    """Where a small adjective before a German head begins (`israelitische Kultusgemeinde`)."""
    match = pattern(r"(?:\pL+er und \pL+er|israelitischen?|judischen?|Isr\.|isr\.|judischer|israelitischer) $").search(
        text[max(0, start - 30) : start]
    )
    return max(0, start - 30) + match.start() if match else start
