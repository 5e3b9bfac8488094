"""Names of persons that show by their form: title and name, forename and name, initials and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from converters.names import titles
from converters.names.against import holds, is_ship
from converters.names.cues import listing
from converters.names.eastern import chinese_name, korean, surnames_first, vietnamese
from converters.names.in_context import of_nobility, particle
from converters.names.lexicon import (
    ABBREVIATED,
    ADDRESS,
    ATTRIBUTE,
    BEFORE,
    CALENDAR,
    DEMONYM,
    FEMININE,
    FUNCTION,
    GIVEN,
    GIVEN_FEMALE,
    GIVEN_MALE,
    MASCULINE,
    ORDINARY,
    PARTICLE,
    PLACE,
    RANK,
    SUFFIX,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Mention, Words
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run
from converters.names.surnames import called_as_place, in_capitals, noble, of_surname, regnal
from converters.names.titles import Title

_BEGINS = TITLE | GIVEN | INITIAL
"""What a name begins with; in Russian its initials go after it."""
_UNLISTED = UNKNOWN | ALLCAPS | OPENS
"""What a word is that no list knows."""
_OFFICE = THING | ATTRIBUTE | TITLE | PLACE | DEMONYM
"""What an office begins to be of: `State`, `Foreign Affairs`, `the Soviet Union`."""
_OF = 5
"""Words that stand between `of` and a name at most, and one."""
_NAMES = UNKNOWN | ORDINARY | GIVEN | INITIAL | PARTICLE
_NO_FORENAME = PLACE | ORDINARY | FUNCTION | CALENDAR | THING | TITLE
"""What a forename may be besides, so that a letter after it shows nothing."""


def by_form(words: Words, taken: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[Mention]:
    """The names that show by their form; `taken` are, by run, tokens that are a name already."""
    for number, run in enumerate(words.runs):
        small = titles.NONE
        if words.language in listing("person", "surname_first"):
            yield from surnames_first(words, run, _free(run, taken.get(number, ())))
            continue
        at, of = (0, small) if words.german or len(run) < 2 else _after_office(words, number)
        if of.words:
            yield from _in_run(words, run[at:], [(a - at, b - at) for a, b in taken.get(number, ())], of)
            continue
        if not words.german and (run[0].flags & (UNKNOWN | ORDINARY | GIVEN | PLACE) or _country(run, 0)):
            begin = particle(words.text, run[0].start)
            small = titles.small(words, begin)
            if small.words and _of_state(run[0].word):
                continue
            if begin < run[0].start and _of_office(words.text[begin : run[0].start], small.words):
                continue
            if begin < run[0].start and len(run) == 2 and small.words and small.words[0] in lexicon().of_country:
                continue
        if small.words or words.kinds[number] & _BEGINS:
            yield from _in_run(words, run, taken.get(number, ()), small)


def _after_office(words: Words, number: int) -> tuple[int, Title]:
    """The title that ends within a run with what the office is of, and at which word of the run the name begins:
    `Secretary of State Herter`, `le secrétaire d'État Dulles`."""
    run, before = words.runs[number], words.firsts[number] - 1
    for at in range(min(len(run), _OF) - 1, 0, -1) if run[0].flags & _OFFICE else ():
        if run[at].flags & _NAMES and not run[at].flags & FUNCTION:
            title = titles.small(words, run[at].start)
            if title.words:
                whole = titles.before(words, number, at - 1, before)
                return at, whole if whole.words else title
    for at in range(1, min(len(run) - 1, _OF)) if titles.joined(words, before, run) else ():
        forename = run[at].flags & GIVEN and (not run[at].flags & _NO_FORENAME or run[at + 1].flags == UNKNOWN)
        if (forename or _before_initial(run, at)) and not run[at - 1].flags & BEFORE:
            title = titles.with_of(words, before, run, at - 1)  # Minister of Public Works Carlos Dantas
            return (at, title) if title.words else (0, title)
    return 0, titles.NONE


def _in_run(words: Words, run: Run, taken: Sequence[tuple[int, int]], small: Title) -> Iterator[Mention]:
    free = _free(run, taken)
    at = 0
    while at < len(run):
        if not free[at]:
            at += 1
            continue
        if at:
            small = titles.NONE
        if not small.words and not run[at].flags & ~_UNLISTED and (fore := _initials_after(words, run, at)):
            yield Mention(run[at].start, run[at + 2].end, run[at].word, fore, rule="name.initials", cert="medium")
            at += 3
        elif small.words or _begins(run, at) or (not words.german and _before_initial(run, at)):
            mention, at = _name(words, run, at, free, small)
            if mention is not None:
                yield mention
        else:
            at += 1


def _free(run: Run, taken: Sequence[tuple[int, int]]) -> list[bool]:
    """Of each word of a run, whether it is no part of a name already."""
    return [not any(a <= at <= b for a, b in taken) for at in range(len(run))]


def _initials_after(words: Words, run: Run, at: int) -> tuple[str, ...]:
    """The initials after the surname at `at`, as Russian lists and records have them: `Хрущев Н.С.`, `MIKOYAN A.I.`"""
    short = INITIAL | ABBREVIATED
    fore = tuple(token.word for token in run[at + 1 : at + 3] if token.flags & short and token.word[-1] == ".")
    latin = run[at].word[0] < "\u0400"
    if len(fore) < 2 or (latin and words.german) or len(run[at].word) < (5 if run[at].flags & ALLCAPS else 3):
        return ()
    if at + 3 < len(run) and run[at + 3].start - run[at + 2].end < 2:
        # Присутствовали В.В. Кузнецов; letters in Latin are more often something else before a capital
        return () if (latin and not run[at + 3].flags & INITIAL) or run[at + 3].flags & UNKNOWN else fore
    return () if "".join(fore) in lexicon().after_names else fore


def _country(run: Run, at: int) -> int:
    """How many words between a title and a name say of what country or body: `посол США Томпсон`."""
    last = at
    while last < len(run) and titles.of_country(run[last]):
        last += 1
    return last - at if last < len(run) else 0


def _of_state(word: str) -> bool:
    """Whether a word says of which country an office is: `ambassadeur d'Allemagne`."""
    known = lexicon()
    place = known.places.get(word[2:], -1) if word[:2] == "d'" else -1
    return place >= 0 and known.kinds[place] == "country"


def _of_office(particle: str, title: Sequence[str]) -> bool:
    """Whether a particle begins no name but what an office is of: `le président du Conseil`, `il vescovo di Trento`."""
    known = lexicon()
    first = particle.split(" ")[0]
    if not title or first not in known.of | known.leading:
        return False
    return title[-1] in known.of_see or (title[-1] in known.of_office and first in known.of)


def _begins(run: Run, at: int) -> bool:
    flags = run[at].flags
    sentence = flags & FUNCTION and flags & OPENS and not flags & (ADDRESS | RANK)
    return bool(flags & _BEGINS) and not sentence


def _name(words: Words, run: Run, first: int, free: Sequence[bool], small: Title) -> tuple[Mention | None, int]:
    """The name that begins with a title, forename or initial at `first`, and where to go on."""
    size, at = len(run), first
    while at < size and titles.of_title(run, at):
        if at > first and run[at].flags & INITIAL and run[at].flags & (TITLE | ATTRIBUTE):
            break
        if run[at].flags & GIVEN and not run[at].flags & ADDRESS:
            break
        at += 1
    title = titles.of_couple(words.text, titles.in_run(run, at - 1)) if at > first else small
    if title.words:
        at += _country(run, at)
        if at < size and _of_office(run[at].word, title.words):
            at += 1
            while at < size and run[at].flags & THING:
                at += 1  # Presidente del Consiglio De Gasperi
            if at == size or not run[at - 1].flags & THING:
                return None, at
    begin = at
    fore: list[str] = []
    sex = title.sex
    if not words.german and _before_initial(run, at) and free[at]:
        fore.append(run[at].word)
        at += 1
    while at < size and run[at].flags & (GIVEN | INITIAL) and run[at].word != "I" and free[at]:
        fore.append(run[at].word)
        given = run[at].flags & GIVEN
        sex = sex or ("m" if given == GIVEN_MALE else "f" if given == GIVEN_FEMALE else "")
        at += 1
    names = at
    eastern = vietnamese(run, at) if at == names and not fore and at < size else 0
    if eastern:
        fore.extend(token.word for token in run[at : at + eastern - 1])
        names, at = at + eastern - 1, at + eastern
    supported = bool(title.words or fore)
    family = korean(run, at) if title.words and not fore and at < size else 0
    if family:
        at += family
    elif title.words and not fore and chinese_name(run, at):
        at += 2
    if at < size and run[at].flags == ALLCAPS and in_capitals(words, run, at, fore, title):
        at += 1  # À M. DEJEAN
    whole = eastern or family
    while not whole and at < size and free[at] and of_surname(run, at, supported, words.german and at > names):
        at += 1
    if at == names and not fore and at < size and run[at].flags & PLACE:
        called = called_as_place(run, at) if at > first else noble(run[at].word, title)
        at += called or of_nobility(words, run[at].start)
    elif at == names and title.words and at < size and run[at].flags & PLACE and free[at]:
        at += 1  # Minister Emilio Colombo
    while at > names and run[at - 1].flags & PARTICLE and not run[at - 1].flags & (UNKNOWN | ORDINARY):
        at -= 1
    end = at
    monsieur = fore[:1] == ["M."] and (names < end or (words.french and len(fore) > 1))
    shown = not run[first].flags & OPENS or (names < end and run[names].flags & PARTICLE)  # M. de Staël
    if monsieur and (words.french or (len(fore) == 1 and not words.german and shown)):
        title, sex = Title(("m",), run[begin].start, "m"), "m"
        begin += 1
        fore.pop(0)
    if "".join(fore).upper() in listing("person", "ships") or is_ship(words.text, run[first], fore):
        return None, max(at, first + 1)
    if names == end and _short(run, at - len(fore), end, title):
        names -= 1
        fore.pop()
    elif names == end and fore and regnal(words, run, end):
        names, end = names - 1, end + 1
        fore.pop()
    elif names == end:
        if not fore or run[end - 1].flags & INITIAL or (len(fore) < 2 and (not title.words or _attorney(title.words))):
            return None, max(at, first + 1)
        names -= 1
        fore.pop()
    else:
        end += bool(title.words or fore) and regnal(words, run, end)
    surname = words.text[run[names].start : run[end - 1].end]
    stop = run[end - 1].end
    at = max(at, end)
    if family:
        surname, fore = run[names].word, [token.word for token in run[names + 1 : end]]
    if not fore and end == names + 1 and (after := _initials_after(words, run, names)):
        fore.extend(after)
        stop, at = run[end + 1].end, end + 2
    elif end < size and run[end].flags & SUFFIX:
        stop = run[end].end
        at = end + 1
    dated = run[end - 1].flags & CALENDAR and words.text[stop : stop + 3].lstrip()[:1].isdecimal()  # `S.C. May 9`
    if dated or len(surname.rpartition("'")[2]) < 2 or not holds(words, run, (first, begin, names, end), fore, title):
        return None, max(at, first + 1)
    rule = (
        "name.eastern"
        if family
        else "name.title"
        if title.words
        else "name.forename"
        if not fore or any(len(w.rstrip(".")) > 1 for w in fore)
        else "name.initials"
    )
    start = particle(words.text, run[begin].start) if begin == 0 and small.words else run[begin].start
    mention = Mention(
        start,
        stop,
        surname,
        tuple(fore),
        title.words,
        sex,
        rule=rule,
        cert="medium",
        titles_from=title.start,
    )
    return mention, max(at, first + 1)


def _before_initial(run: Run, at: int) -> bool:
    """Whether an unknown word is a forename, as an initial and a name after it show: `Emelio D. Brown`."""
    if at + 2 >= len(run) or run[at].flags & ~UNKNOWN or not run[at].word.istitle():
        return False
    return bool(run[at + 1].flags & INITIAL and run[at + 2].flags & (UNKNOWN | ORDINARY | PARTICLE))


def _short(run: Run, first: int, end: int, title: Title) -> bool:
    """Whether the words from `first` on are a forename, or after a form of address nothing, and a surname cut short to
    its first letter: `Rosa S.`, `Frau K.`"""
    last = run[end - 1] if end else run[0]
    if not last.flags & INITIAL or len(last.word) != 2 or last.word[1] != ".":
        return False
    after = run[end].flags if end < len(run) and run[end].start - last.end == 1 else FUNCTION
    if not after & FUNCTION or after & (ORDINARY | ATTRIBUTE | UNKNOWN):
        return False  # Thomas C. Mann
    if end - first == 1:
        return first > 0 and bool(run[first - 1].flags & ADDRESS and run[first - 1].flags & (MASCULINE | FEMININE))
    given = run[first].flags
    unclear = INITIAL if title.words else INITIAL | _NO_FORENAME
    return end - first == 2 and bool(given & GIVEN) and not given & unclear


def _attorney(words: Sequence[str]) -> bool:
    """Whether `General` goes on an office, and is no rank: `Attorney General`."""
    return len(words) > 1 and words[-1] == "general" and words[-2] not in ("major", "lieutenant", "brigadier")
