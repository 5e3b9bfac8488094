"""Names with the family name first that show by their shape: of China, Korea, Viet-Nam; Hungarian ones in Hungarian."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from converters.authority import chinese
from converters.matching import pattern
from converters.names.declined import nominatives
from converters.names.lexicon import (
    ATTRIBUTE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    ORDINARY,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import Mention, Words
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run, Token

_LONGEST = 6
"""Letters that a syllable of such a name has at most."""
_NONE = THING | PLACE | CALENDAR | DEMONYM | INITIAL | ALLCAPS
_HYPHENED = r"\p{Lu}\p{Ll}{0,5}['-]\p{Ll}{1,5}(?:'\p{Ll}{1,4})?"
"""A given name of two syllables with a hyphen between: `Kai-shek`, `Hon-yong`, `Chong-p'il`."""


def chinese_name(run: Run, at: int = 0) -> bool:
    """Whether two words are a Chinese surname and syllables of Chinese: `Zhou Enlai`, `Chou En-lai`."""
    if at + 1 >= len(run):
        return False
    first, last = run[at], run[at + 1]
    if last.start - first.end != 1 or (first.flags | last.flags) & (_NONE | TITLE):
        return False
    return chinese.is_name(first.word, last.word) or _hyphened(first, last)


def _hyphened(first: Token, last: Token) -> bool:
    """Whether a family name of China or Korea stands before a given name of two syllables, however they are spelt."""
    korean = first.word in lexicon().korean
    family = korean or first.word.lower() in chinese.surnames() or chinese.is_name(first.word, "Yi")
    return family and pattern(_HYPHENED).fullmatch(last.word) is not None


def korean(run: Run, at: int) -> int:
    """How many words from `at` on are a Korean name, family name first (`Kim Il Sung`, `Pak Hon-yong`); 0 if none."""
    first = run[at]
    if first.word not in lexicon().korean or (first.flags & OPENS and first.flags & FUNCTION):
        return 0
    if at + 1 < len(run) and run[at + 1].start - first.end == 1 and _hyphened(first, run[at + 1]):
        return 2
    given = run[at + 1 : at + 3]
    after = run[at + 3] if at + 3 < len(run) else None
    if after is not None and after.start - run[at + 2].end == 1 and not after.flags & (TITLE | FUNCTION):
        return 0
    short = all(len(token.word) <= _LONGEST and token.word.istitle() and not token.flags & _NONE for token in given)
    close = all(two.start - one.end == 1 for one, two in pairwise(run[at : at + 3]))
    plain = not any(token.flags & (TITLE | GIVEN) for token in given)
    return 3 if len(given) == 2 and short and close and plain else 0


def vietnamese(run: Run, at: int) -> int:
    """How many words from `at` on are a name of Viet-Nam, family name first (`Pham Van Dong`); 0 if none are."""
    opens = run[at].flags & OPENS and run[at].flags & (FUNCTION | TITLE)
    if run[at].word not in lexicon().vietnamese or opens:
        return 0
    size = 1
    for one, token in pairwise(run[at : at + 4]):
        known = token.flags & (THING | PLACE | CALENDAR | DEMONYM)
        if known or token.start - one.end != 1 or len(token.word) > _LONGEST or not token.word.istitle():
            break
        size += 1
    sure = size == 2 and run[at].word in lexicon().of_vietnam and run[at + 1].flags & UNKNOWN
    return size if size > 2 or sure else 0


def surnames_first(words: Words, run: Run, free: Sequence[bool]) -> Iterator[Mention]:
    """The names of a run in a language that puts the surname first: `Kádár János elvtárs`, `Nagy Imrével`."""
    at = 0
    while at + 1 < len(run):
        one, two = run[at], run[at + 1]
        close = two.start - one.end == 1 and free[at] and free[at + 1]
        named = one.flags & (UNKNOWN | GIVEN | ORDINARY) and not one.flags & (PLACE | TITLE | INITIAL | ATTRIBUTE)
        fore = _forename(two, words.language) if close and named else ""
        if fore:
            yield Mention(one.start, two.end, one.word, (fore,), rule="name.surname-first", cert="medium")
        at += 2 if fore else 1


def _forename(token: Token, language: str) -> str:
    """The forename that a word is, in whatever case."""
    flags = lexicon().flags
    return next((form for form in (token.word, *nominatives(token.word, language)) if flags.get(form, 0) & GIVEN), "")
