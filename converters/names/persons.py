"""Mentions of the authority's persons: where a form of their names is one, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from converters.authority import chinese
from converters.names import titles
from converters.names.index import PART, SURNAME, WHOLE, NameIndex, Person
from converters.names.lexicon import (
    ADDRESS,
    ATTRIBUTE,
    BEFORE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    GIVEN_FEMALE,
    GIVEN_MALE,
    OFFICE,
    ORDINARY,
    OWNED,
    PARTICLE,
    PLACE,
    RANK,
    SUFFIX,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import ROMAN, Hit, Mention, Spans, Words, longest
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run, Token

WEAK = ORDINARY | GIVEN | PLACE | FUNCTION | CALENDAR | THING | TITLE | DEMONYM | ATTRIBUTE | BEFORE
"""What a surname may be besides, so that it needs support."""

Candidates = list[tuple[Person, int]]


class Left(NamedTuple):
    """What stands before a surname in its run: forenames, where the name begins, and the token before that."""

    forenames: list[str]
    start: int
    sex: str
    at: int
    """The token before the name; -1 if none."""
    conflict: bool
    """A particle that is not the candidates' makes it another name."""


def listed(
    words: Words, hits: Iterable[Hit], index: NameIndex, supplied: Spans | None = None
) -> tuple[list[Mention], dict[int, list[tuple[int, int]]]]:
    """The mentions that the authority's `hits` are, and which tokens of which run the sure ones take up.

    `supplied` are parts of names that an editor added: `Castro [Ruz]` is Castro.
    """
    mentions: list[Mention] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    forms = longest(hits)
    starts = {start: index.persons[form] for form, start, _ in forms}
    ends = {end: index.persons[form] for form, _, end in forms}
    for form, start, end in forms:
        place = words.locate(start, end)
        if form in ROMAN:
            continue
        if place is None:
            mentions.extend(_of_several_runs(words, index, (form, start, end)))
            continue
        number, i, j, first = place
        run = words.runs[number]
        if not _whole(words.text, start, end, run[i], run[j]) and not _joined(words.text, start, end, starts, ends):
            continue
        candidates = index.persons[form]
        left = _left(run, i, start, candidates)
        title = titles.of_couple(words.text, titles.before(words, number, left.at, first - i - 1))
        neighbour = run[left.at] if left.at >= 0 and not title.words and not run[left.at].flags & FUNCTION else None
        if left.conflict or (neighbour is not None and _another(run, i, left, neighbour)):
            continue
        joined = words.text[end : end + 1] == "-"
        after = run[j + 1] if not joined and j + 1 < len(run) and run[j + 1].start - run[j].end <= 2 else None
        added = supplied is not None and after is not None and _added(run[j], after, supplied)
        if after is not None and not added and _goes_on(run, j, after, bool(title.words)):
            continue
        forenames, begin, sex = left.forenames, left.start, left.sex or title.sex
        own = any(name[0] == "M" for p, _ in candidates for name in p.forenames[:1])
        if forenames[:1] == ["M."] and (words.french or not own):
            monsieur, forenames, sex = run[left.at + 1], forenames[1:], "m"
            begin = run[left.at + 2].start
            title = titles.Title(("m",), monsieur.start, sex)
        if added and after is not None and after.flags & (GIVEN | INITIAL):
            forenames = [*forenames, after.word]  # Castro [Raúl]
        kept = [(p, kind) for p, kind in candidates if titles.compatible(p, forenames, sex)]
        if not forenames and len(kept) < len(candidates) and all(kind == PART for _, kind in kept):
            kept = [] if any(kind > PART for _, kind in candidates) else kept  # Frau Adler is no Adler-Klepetar
        stop = after.end if after is not None and (added or after.flags & SUFFIX) else end
        mention = Mention(begin, stop, form, tuple(forenames), title.words, sex, kept, titles_from=title.start)
        mention.transcribed = words.text[start:end] != form
        if not kept:  # somebody else of that surname
            mention.rule, mention.cert = "name.title" if title.words else "name.forename", "medium"
        if len(kept) > 1:
            mention.described = titles.described(words, mention.start, stop)
        _weigh(words, mention, run[i], i == j, neighbour is None and (after is None or added))
        j += added
        if not mention.weak:
            taken.setdefault(number, []).append((max(left.at + 1 - len(title.words), 0), j))
        mentions.append(mention)
    return mentions, taken


def _of_several_runs(words: Words, index: NameIndex, hit: Hit) -> Iterator[Mention]:
    """The mention of a whole name with small words in it that no run has: `Leopold II of Belgium`, `Joan of Arc`."""
    form, start, end = hit
    first, last = words.locate(start, start + 1), words.locate(end - 1, end)
    candidates = [(p, kind) for p, kind in index.persons[form] if kind == WHOLE]
    if not candidates or first is None or last is None or words.runs[first[0]][first[1]].start != start:
        return
    title = titles.before(words, first[0], first[1] - 1, first[3] - first[1] - 1)
    yield Mention(start, end, candidates[0][0].surname, (), title.words, title.sex, candidates, titles_from=title.start)


def _added(surname: Token, after: Token, supplied: Spans) -> bool:
    """Whether an editor added the word after a surname: a second surname, or a forename that tells the bearer."""
    if not supplied.touch(after.start, after.end) or supplied.touch(surname.start, surname.end):
        return False
    return not after.flags & (TITLE | THING | DEMONYM) and not chinese.is_name(surname.word, after.word)


def _joined(text: str, start: int, end: int, starts: Mapping[int, Candidates], ends: Mapping[int, Candidates]) -> bool:
    """Whether a hyphen joins the name to that of another person: `the Goulart-Kennedy talks`."""
    if text[end : end + 1] == "-":
        own, other = ends[end], starts.get(end + 1, ())
    elif text[start - 1 : start] == "-":
        own, other = starts[start], ends.get(start - 1, ())
    else:
        return False
    return bool(other) and {p.id for p, _ in own}.isdisjoint(p.id for p, _ in other)


def _whole(text: str, start: int, end: int, first: Token, last: Token) -> bool:
    """Whether a hit is whole words, or a part of a compound that is no double surname (`Erhard-led`)."""
    if start < first.start:
        return end == last.end
    if end < last.end and text[end] == "-" and text[end + 1 : end + 2].isupper():
        return False
    if start > first.start and text[start - 1] == "-":
        word = text[first.start : start - 1]
        titled = lexicon().flags.get(word, 0) & OFFICE
        return not word[:1].isupper() or bool(titled) or word.lower() in ("anti", "pro", "ex", "non")
    return True


def _left(run: Run, i: int, start: int, candidates: Candidates) -> Left:
    """Forenames, initials and particles before token `i` of a run."""
    own = {name for person, _ in candidates for name in (*person.forenames, *person.given)}
    forenames: list[str] = []
    sex = ""
    at = i - 1
    while at >= 0 and i - at < 12:
        token = run[at]
        flags = token.flags
        letter = flags & INITIAL and not flags & ADDRESS
        given = flags & GIVEN and not (flags & OPENS and flags & FUNCTION)
        if letter or given or token.word in own or (flags & UNKNOWN and _of_own(token.word, own)):
            if token.word not in own and flags & (RANK | OFFICE | ADDRESS) and not flags & GIVEN:
                break
            forenames.insert(0, token.word)
            start = token.start
            if flags & GIVEN in (GIVEN_MALE, GIVEN_FEMALE):
                sex = "m" if flags & GIVEN == GIVEN_MALE else "f"
        elif flags & PARTICLE and at and run[at - 1].flags & (UNKNOWN | GIVEN) and token.word[0].islower():
            if not any(token.word in person.surname.split() for person, _ in candidates):
                return Left(forenames, start, sex, at, True)
            start = token.start
        else:
            break
        at -= 1
    return Left(forenames, start, sex, at, False)


def _of_own(word: str, own: set[str]) -> bool:
    """Whether a word that no list has is made of a candidate's forenames, or shortens one (`Ros` Roswell)."""
    if "-" in word:
        return all(part in own for part in word.split("-"))
    return len(word) > 2 and any(len(name) > len(word) and name.startswith(word) for name in own)


def _another(run: Run, i: int, left: Left, neighbour: Token) -> bool:
    """Whether the word before makes it the name of someone or something else (`Etem Menderes`, `Fort Ford`)."""
    flags, close = neighbour.flags, run[i].start - neighbour.end == 1
    plain = not flags & (OPENS | ALLCAPS)
    if flags & BEFORE and close:
        return True
    if left.forenames:
        return bool(flags & UNKNOWN) and plain
    if flags & PARTICLE and left.at and run[left.at - 1].flags & (UNKNOWN | GIVEN | ORDINARY):
        return True
    return bool(flags & (UNKNOWN | GIVEN)) and plain and not flags & (DEMONYM | THING) and close


def _goes_on(run: Run, j: int, after: Token, titled: bool) -> bool:
    """Whether the word after makes it part of a longer name (`White House`, `Martin J. Hillenbrand`)."""
    flags = after.flags
    if flags & SUFFIX:
        return False
    if flags & THING and not titled and not flags & OWNED:
        return True
    if flags & (UNKNOWN | ORDINARY) and not flags & (ALLCAPS | FUNCTION | DEMONYM | PLACE):
        return bool(run[j].flags & (GIVEN | ORDINARY)) or (bool(flags & UNKNOWN) and not titled)
    return bool(flags & (INITIAL | PARTICLE)) and bool(run[j].flags & GIVEN) and j + 2 < len(run)


def _weigh(words: Words, mention: Mention, token: Token, single: bool, free: bool) -> None:
    """Settle whether an ordinary word is taken for a name by itself."""
    supported = bool(mention.titles or mention.forenames)
    flags = token.flags
    mention.weak = not supported and ((bool(flags & WEAK) and single) or len(mention.surname) < 3)
    if words.german and single and not supported and not (free and flags & UNKNOWN):
        mention.weak = True  # every noun has a capital
    if not mention.weak:
        return
    if (mention.described and words.text[mention.start - 1] == "(") or (
        words.alone(mention.start, mention.end) and not flags & (PLACE | CALENDAR | FUNCTION | TITLE)
    ):
        mention.weak = False
    elif (
        not words.german
        and free
        and len(mention.surname) > 2
        and any(kind >= SURNAME for _, kind in mention.candidates)
    ):
        opening = flags & OPENS and flags & (ORDINARY | THING)
        if not flags & (PLACE | CALENDAR | FUNCTION | TITLE | DEMONYM | BEFORE) and not opening:
            mention.weak, mention.cert = False, "medium"
