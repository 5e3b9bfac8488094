"""What words of a run are a surname: in capitals, joined by particles, called as a town, with a ruler's number."""

from __future__ import annotations

from collections.abc import Sequence

from converters.names.cues import listing
from converters.names.lexicon import (
    ABBREVIATED,
    ADDRESS,
    ATTRIBUTE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    ORDINARY,
    PARTICLE,
    PLACE,
    RANK,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import ROMAN, Words
from converters.names.runs import ALLCAPS, INITIAL, UNKNOWN, Run
from converters.names.titles import Title

_SYLLABLE = 4
"""Letters of a syllable of Viet-Nam."""


def of_surname(run: Run, at: int, supported: bool, closed: bool) -> bool:
    """Whether the word goes on a surname; one is `closed` where no particle may join another word to it."""
    flags = run[at].flags
    if flags & ABBREVIATED and run[at].word[-1] == ".":
        return False  # Andropov Yu. V.
    if run[at].word.rstrip(".") in ROMAN or (at and run[at].start - run[at - 1].end > 1):
        return False
    if flags & ALLCAPS and (_capitals(run, at, supported) or _joins_capitals(run, at)):
        return True
    if supported and _capital_particle(run, at, closed):
        return True
    if flags & PARTICLE and not flags & (UNKNOWN | ORDINARY):
        if run[at].word in listing("person", "and") and at + 1 < len(run) and run[at + 1].flags & GIVEN:
            return False  # Francisco de Paula Santander y Simón Bolívar
        open_ = not closed or run[at].word in lexicon().foreign
        return open_ and at + 1 < len(run) and bool(run[at + 1].flags & (UNKNOWN | ORDINARY | GIVEN | PARTICLE))
    if flags & (UNKNOWN | ORDINARY | GIVEN) and not flags & (CALENDAR | DEMONYM | PLACE | TITLE | ATTRIBUTE | FUNCTION):
        return not (flags & ALLCAPS and len(run[at].word) < 4)
    if flags & ORDINARY and flags & FUNCTION and at and run[at - 1].flags & ADDRESS:
        return True  # Mr. Page, Frau Ende
    return bool(flags & ORDINARY) and supported and not flags & (CALENDAR | FUNCTION | DEMONYM)


def in_capitals(words: Words, run: Run, at: int, fore: Sequence[str], title: Title) -> bool:
    """Whether a word in capitals that no list has is a surname: after `M.`, or with its title amid words that are not
    in capitals (`COLONEL MOBUTU announced`)."""
    if len(run[at].word) < 4:
        return False
    if fore or not title.words:
        return words.french and fore == ["M."]
    text, last = words.text, run[at].end
    amid = text[max(0, title.start - 2) : title.start][:1].islower() or text[last : last + 2].lstrip(" ")[:1].islower()
    alone = at + 1 == len(run) and bool(run[at - 1].flags & ALLCAPS) and run[at].start - run[at - 1].end == 1
    return alone and amid


def called_as_place(run: Run, at: int) -> bool:
    """Whether the name of a place behind a title is a surname: `Mrs. Berlin`, `Genl. Washington`, `Kanzler Raab`."""
    title, word = run[at - 1], run[at].word
    if title.flags & ADDRESS or (title.flags & RANK and not run[at].flags & ALLCAPS):
        return True
    town = lexicon().kinds[lexicon().places[word]] == "city" if word in lexicon().places else False
    further = at + 1 < len(run) and run[at + 1].flags & (THING | PLACE)
    return town and not further and title.word.lower() in lexicon().personal


def noble(place: str, title: Title) -> bool:
    """Whether the name of a place behind a rank of nobility and `of` is the bearer's, and not the country he rules."""
    rank, known = title.words[-1].capitalize() if title.words else "", lexicon()
    town = known.kinds[known.places[place]] == "city" if place in known.places else True
    return rank in known.noble["peers"] or (town and rank in known.noble["others"])


def regnal(words: Words, run: Run, at: int) -> bool:
    """Whether the number of a ruler or pope stands at `at`, after a forename: `Pius XII`; `Elizabeth I` only before a
    stop, for it may be who writes."""
    if at == 0 or at >= len(run) or run[at].word not in ROMAN or run[at].start - run[at - 1].end != 1:
        return False
    if not run[at - 1].flags & (GIVEN | UNKNOWN):
        return False
    return run[at].word != "I" or words.text[run[at].end : run[at].end + 1] in (",", ".", ";", ")", ":")


def _capitals(run: Run, at: int, supported: bool) -> bool:
    """Whether a word in capitals is a surname (`Sir William SLIM`, `C. R. ATTLEE`), and no abbreviation or heading.

    After an address that is not in capitals all of a name and title may be: `Sir STAFFORD CRIPPS`, `Hon. LORD JOWITT`.
    """
    word, before = run[at].word, run[at - 1] if at else None
    if not supported or before is None or len(word) < 4 or run[at].flags & ~(ALLCAPS | ORDINARY | UNKNOWN | GIVEN):
        return False
    initials = before.flags & INITIAL and at > 1 and run[at - 2].flags & (INITIAL | ADDRESS | TITLE)
    titled = before.flags & TITLE and not before.flags & ALLCAPS and len(word) > 4
    address = run[at - 2].flags if at > 1 and before.flags & ALLCAPS else ALLCAPS
    addressed = address & ADDRESS and not address & ALLCAPS
    named = before.flags & (GIVEN | ADDRESS) or titled or addressed
    return bool(initials or named)


def _capital_particle(run: Run, at: int, closed: bool) -> bool:
    """Whether a word is a particle with a capital that begins or goes on a surname: `M. de La Fayette`, `W. E. B. Du
    Bois`; nothing but a name may come after it."""
    word = run[at].word
    if not word.istitle() or at + 1 == len(run):
        return False
    if word.lower() not in lexicon().foreign and (closed or word.lower() not in lexicon().leading):
        return False
    following = run[at + 1]
    name = following.flags & (UNKNOWN | ORDINARY) or _capital_particle(run, at + 1, closed)
    if word in lexicon().vietnamese and len(following.word) <= _SYLLABLE:
        return False  # Do Khac Mai
    return bool(name) and following.start - run[at].end == 1 and not following.flags & (THING | PLACE)


def _joins_capitals(run: Run, at: int) -> bool:
    """Whether a word in capitals is a particle, or follows one, in a surname in capitals: `M. COUVE DE MURVILLE`."""
    if not at or not run[at - 1].flags & ALLCAPS or run[at - 1].flags & TITLE:
        return False
    if run[at].word.lower() in lexicon().foreign:
        return at + 1 < len(run) and bool(run[at + 1].flags & ALLCAPS) and not run[at + 1].flags & PLACE
    return at > 1 and run[at - 1].word.lower() in lexicon().foreign and bool(run[at - 2].flags & ALLCAPS)
