"""What stands before a surname: titles and offices, forenames and initials."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from converters.names import russian
from converters.names.cues import listing
from converters.names.index import Person
from converters.names.lexicon import (
    ADDRESS,
    ATTRIBUTE,
    DEMONYM,
    FEMININE,
    FUNCTION,
    MASCULINE,
    OFFICE,
    ORDINARY,
    PLACE,
    RANK,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Words
from converters.names.runs import ALLCAPS, INITIAL, OPENS, Run, Token


class Title(NamedTuple):
    """Words of title, in lower case without full stop, where they begin, and the sex that they tell."""

    words: tuple[str, ...] = ()
    start: int = 0
    sex: str = ""


NONE = Title()
_LONGEST = 12
"""Words of a title that are looked at."""
_JOINED = (" of ", " of the ", " for ", " for the ")
"""What joins an office and what it is of."""
_OF = THING | ATTRIBUTE | ORDINARY | DEMONYM | PLACE | TITLE
"""What the words between `of` and a name can be: `Secretary of the Treasury Dillon`."""


def before(words: Words, number: int, at: int, first: int) -> Title:
    """The title that ends at token `at` of run `number`, which is token `first` of the text; -1 before the run."""
    run = words.runs[number]
    found = in_run(run, at)
    if found.words:
        return found
    while at >= 0 and of_country(run[at]):
        at -= 1  # посол США Томпсон
        found = in_run(run, at)
        if found.words:
            return found
    if at < 0:
        return NONE if words.german else small(words, run[0].start)
    return with_of(words, first, run, at) if all(token.flags & _OF for token in run[: at + 1]) else NONE


def of_title(run: Run, at: int) -> bool:
    """Whether a word may be part of a title: its words, and the number of its class (`LR I`, `Rat I. Klasse`)."""
    flags = run[at].flags
    if flags & (TITLE | ATTRIBUTE):
        return True
    if any(_addressed(run, first) for first in range(max(0, at - 2), at + 1)):
        return True
    if at and run[at].word in ("I", "II") and run[at - 1].flags & OFFICE and run[at - 1].flags & ALLCAPS:
        return True
    return bool(flags & INITIAL and at + 1 < len(run) and run[at + 1].flags & ATTRIBUTE)


def _addressed(run: Run, at: int) -> bool:
    """Whether a form of address with an article and a title begins at a word: `M. le Comte de Grasse`."""
    if not (run[at].flags & ADDRESS or run[at].word == "M.") or at + 2 >= len(run):
        return False
    titled = run[at + 2].flags & (OFFICE | RANK) or run[at + 2].word.lower() in lexicon().small
    return run[at + 1].word in listing("person", "le") and bool(titled)


def in_run(run: Run, at: int) -> Title:
    """The title whose last word is token `at` of a run."""
    found: list[str] = []
    sex = ""
    start = 0
    head = False
    while at >= 0 and len(found) < _LONGEST and of_title(run, at):
        token = run[at]
        if token.flags & FUNCTION and token.flags & OPENS and not token.flags & (ADDRESS | RANK | OFFICE):
            break
        head = head or bool(token.flags & TITLE) or token.word.lower() in lexicon().small
        found.insert(0, token.word.rstrip(".").lower())
        sex = sex or ("m" if token.flags & MASCULINE else "f" if token.flags & FEMININE else "")
        start = token.start
        at -= 1
    return Title(tuple(found), start, sex) if head else NONE


def of_country(token: Token) -> bool:
    """Whether a word between a title and a name says of which country or body: in Russian the genitive stands there."""
    if not russian.is_russian(token.word) or token.flags & INITIAL:
        return False
    return bool(token.flags & (PLACE | THING)) or bool(token.flags & ALLCAPS and len(token.word) < _SHORT)


_SHORT = 5
"""Letters that an abbreviation in capitals has less than."""


def of_couple(text: str, title: Title) -> Title:
    """The title of `Mr. and Mrs. John Jones`: the name is the husband's; in `President and Mrs. Lee` it may be hers."""
    if title.sex != "f":
        return title
    before = text[max(0, title.start - 24) : title.start].rpartition("\n")[2].split()
    couple = len(before) > 1 and before[-1] in listing("person", "and")
    husband = lexicon().flags.get(before[-2], 0) if couple else 0
    return title._replace(sex="m") if husband & ADDRESS and not husband & FEMININE else title


def addresses(word: str) -> bool:
    """Whether a word of a title, in lower case without full stop, only addresses the bearer: `mr`, French `M.`"""
    flags = lexicon().flags
    return len(word) == 1 or bool((flags.get(word.capitalize(), 0) | flags.get(f"{word.capitalize()}.", 0)) & ADDRESS)


def small(words: Words, start: int) -> Title:
    """A title written small right before `start`: `captain Spievek`, `тов. Громыко`, `министр иностранных дел Пино`."""
    text, known = words.text, lexicon()
    if text[start - 1 : start] != " ":
        return NONE
    word = _last(text, start - 1)
    if word in known.small:
        return Title((word.rstrip(".").lower(),), start - 1 - len(word))
    if word == "of" and (rank := _last(text, start - 4)) in known.noble["peers"] | known.noble["others"]:
        return Title((rank.lower(),), start - 4 - len(rank))  # the Duke of Wellington
    stop = _tail(text, start, word)
    word = _last(text, stop) if stop else ""
    if word and (word in known.small or (known.flags.get(word, 0) & TITLE and word[:1].isupper())):
        return Title((word.lower(),), stop - len(word))
    return NONE


def _last(text: str, stop: int) -> str:
    """The word that ends at `stop`, without article and quotation mark."""
    word = text[max(0, stop - 23) : stop].rpartition("\n")[2].rpartition(" ")[2].lstrip('("“„«')
    return word[2:] if word[:2].lower() in ("l'", "d'") and len(word) > 4 else word  # l'abbé


def _tail(text: str, start: int, word: str) -> int:
    """Where the title ends that an adjective or words like `иностранных дел` go on before `start`; 0 if none does."""
    known = lexicon()
    if word in known.demonyms and word[:1].islower():
        return start - 2 - len(word) if text[start - 2 - len(word) : start - 1 - len(word)] == " " else 0
    for tail in known.tails.get(word.lower(), ()):
        stop = start - 2 - len(tail)
        if stop > 0 and text[stop] == " " and text[stop + 1 : start - 1].lower() == tail:
            return stop
    return 0


def joined(words: Words, index: int, run: Run) -> bool:
    """Whether `of` and the like stands between the token at `index` and a run."""
    return index >= 0 and words.text[words.tokens[index].end : run[0].start] in _JOINED


def with_of(words: Words, index: int, run: Run, at: int) -> Title:
    """The title of `Secretary of State Herter`: what ends in the token before `of`, with the run up to `at`. What an
    office is of may be of something too: `Secretary of State for European Affairs`."""
    tokens, last = words.tokens, run[0].start
    of = ["of", *(token.word.lower() for token in run[: at + 1])]
    while index >= 0 and words.text[tokens[index].end : last] in _JOINED:
        found: list[str] = []
        while index >= 0 and tokens[index].flags & (TITLE | ATTRIBUTE) and (not found or last - tokens[index].end <= 1):
            found.insert(0, tokens[index].word.rstrip(".").lower())
            last = tokens[index].start
            index -= 1
        if found:
            return Title((*found, *of), last)
        first = words.firsts[bisect_right(words.firsts, index) - 1]
        if len(of) > _LONGEST or not all(token.flags & _OF for token in tokens[first : index + 1]):
            return NONE
        of[:0] = ["of", *(token.word.lower() for token in tokens[first : index + 1])]
        index, last = first - 1, tokens[first].start
    return NONE


def compatible(person: Person, forenames: Sequence[str], sex: str) -> bool:
    """Whether the forenames and initials before a surname can be the person's, and the sex."""
    if sex and person.sex and sex != person.sex:
        return False
    if not forenames or not person.forenames or "-".join(forenames[:2]) in person.forenames:
        return True
    at = 0
    if any("-" in word for word in forenames):
        forenames = [part for word in forenames for part in ((word,) if word in person.forenames else word.split("-"))]
    for number, word in enumerate(forenames):
        if number and len(word.rstrip(".")) == 1 and forenames[0] == person.forenames[0]:
            continue
        for position in range(at, len(person.forenames)):
            if _same(word, person.forenames[position]):
                at = position + 1
                break
        else:
            return word in person.given or word in person.surname.split()
    return True


def _same(word: str, name: str) -> bool:
    """Whether two forenames are one: an initial, a short form, a spelling with one letter changed."""
    if word == name or word.upper() == name.upper():
        return True
    if russian.is_russian(word) is not russian.is_russian(name):
        return True  # `Н. С.` of Nikita: nothing is known against it
    nicknames = lexicon().nicknames
    bare, other = word.rstrip("."), name.rstrip(".")
    if len(bare) == 1 or len(other) == 1:
        return bare[:1] == other[:1]
    if other in nicknames.get(word, ()) or bare in nicknames.get(name, ()):
        return True
    if len(bare) == len(other) > 3 and bare[0] == other[0]:
        return sum(a != b for a, b in zip(bare, other, strict=True)) == 1
    if len(bare) > 2 and other.startswith(bare):
        return True  # Ros for Roswell
    return len(bare) > 4 and len(other) > 4 and (bare[:5] == other[:5] or bare.startswith(other))


def described(words: Words, start: int, end: int) -> frozenset[str]:
    """The words of office before `(Rubottom)` in a heading, or after `Mr. Katz, ` on a line of a list."""
    text = words.text
    if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
        phrase = text[max(0, start - 160) : start - 1].rpartition("\n")[2]
        for cut in (" to the ", " From the ", " and the ", ") to "):
            at = phrase.rfind(cut)
            if at >= 0:
                phrase = phrase[at + len(cut) :]
    elif text[end : end + 2] == ", ":
        phrase = text[end + 2 : end + 120].partition("\n")[0]
        if not phrase[:1].isupper():
            return frozenset()
    else:
        return frozenset()
    return frozenset(phrase.lower().replace(",", " ").replace("'s", "").split()).difference(listing("office", "empty"))
