"""What speaks against a name that its form shows: ships, firms, hours, headings, relatives, the words around it."""

from __future__ import annotations

from collections.abc import Sequence

from converters.lexicon import begins_line
from converters.names.cues import listing, phrases
from converters.names.lexicon import (
    BEFORE,
    CALENDAR,
    DEMONYM,
    FUNCTION,
    GIVEN,
    ORDINARY,
    PARTICLE,
    PLACE,
    THING,
    TITLE,
    lexicon,
)
from converters.names.mention import ROMAN, Words
from converters.names.runs import ALLCAPS, INITIAL, OPENS, UNKNOWN, Run, Token
from converters.names.titles import Title


def _within(words: Words, forename: Token, surname: Token) -> bool:
    """Whether an ordinary word is a forename: with a capital within a sentence of a language that gives it none, before
    a word that nothing is known of (`He saw Dean Acheson`)."""
    before = words.text[max(0, forename.start - 4) : forename.start].lower()
    if forename.word in lexicon().forenames and not surname.flags & (THING | CALENDAR | TITLE | FUNCTION | DEMONYM):
        if forename.flags & DEMONYM and not surname.flags & UNKNOWN:
            return False  # Christian Love
        known = surname.flags & (UNKNOWN | GIVEN | ORDINARY)
        return bool(known) and before.strip() not in listing("person", "articles")
    if words.german or forename.flags & (OPENS | PLACE | FUNCTION | CALENDAR | THING):
        return False
    return bool(surname.flags & UNKNOWN) and before != "the "


def _heading(words: Words, end: int) -> bool:
    """Whether a heading goes on: the initial before was its letter (`A. Nature of Revisions`)."""
    return words.text[end : end + 6].startswith((" of ", " and ", " in ", " for ", " to ", " on ", " with "))


def is_ship(text: str, token: Token, kind: Sequence[str]) -> bool:
    """Whether a title or initials, which begin at a token, are a kind of ship: `the Brig Lexington`, `the S.S. Bornu`,
    but `Brig. Hay` and `S. S. Pustovalov`."""
    if "".join(kind) not in listing("person", "ship"):
        return False
    before = text[max(0, token.start - 12) : token.start]
    return phrases("person", "before_ship", before=r"\b", after=" $").search(before) is not None


def _hour(text: str, token: Token, following: Token) -> bool:
    """Whether `A.M.` at a token is a time of day and no initials: written close, after a figure or before a word."""
    close = text[token.start : token.start + 4].endswith("M.")
    word = token.flags & OPENS and following.flags & ORDINARY
    return close and (bool(word) or text[max(0, token.start - 2) : token.start - 1].isdigit())


def _retired(text: str, token: Token) -> bool:
    """Whether an initial belongs to what says of a rank that its holder is out of service: `a. D.`"""
    retired = phrases("person", "retired", before=r"\b", after="$")
    return retired.search(text[max(0, token.start - 4) : token.end]) is not None


def _of_thing(run: Run, end: int) -> bool:
    """Whether the word for a thing comes right after: `A. Civil Aviation`."""
    return end < len(run) and bool(run[end].flags & THING) and run[end].start - run[end - 1].end == 1


def _joins(token: Token) -> bool:
    """Whether a word is a particle and no name, small or with a capital."""
    return bool(token.flags & PARTICLE and not token.flags & UNKNOWN) or token.word.lower() in lexicon().foreign


def _owned(text: str, start: int) -> bool:
    """Whether it is `my` or `your` before `start`."""
    return phrases("person", "owners", after=" $", ignore_case=True).search(text[max(0, start - 8) : start]) is not None


def holds(words: Words, run: Run, at: tuple[int, int, int, int], fore: Sequence[str], title: Title) -> bool:
    """Whether nothing speaks against the name: its first word, and the words before and after it."""
    first, begin, names, end = at
    if words.german and (
        run[names].word in listing("person", "articles") or " ".join(fore) in listing("person", "no_initials")
    ):
        return False
    if run[begin].start and words.text[run[begin].start - 1] == ".":
        return False
    if words.german and fore and run[begin].flags & INITIAL and _retired(words.text, run[begin]):
        return False  # Oberleutnant a. D. von Seefried
    if "".join(fore) in listing("person", "notes") and begins_line(words.text, run[begin].start):
        return False  # `P.S. Bring the book`
    if title.words and run[names].flags & ALLCAPS and any(len(word) == 1 for word in fore):
        return False  # IL MINISTRO A BERNA
    if {words.text[run[i].start : run[end - 1].end] for i in (begin, names)} & lexicon().bodies:
        return False
    if fore and words.text[run[begin].start : run[end - 1].end] in lexicon().places:
        return False  # N. Jersey
    if len(title.words) == 1 and is_ship(words.text, run[first], run[first].word):
        return False
    if run[end - 1].word.endswith(listing("place.any", "streets")):
        return False  # Prinz Eugenstrasse
    if run[names].word in lexicon().kin:
        if title.words and not fore and _owned(words.text, title.start):
            return False  # Ihr Herr Vater
        if fore and fore[-1].endswith("."):
            return False  # Onkel Max. Vater grüßt.
    if not title.words or title.words[-1] in lexicon().plural:
        after = words.text[run[end - 1].end : run[end - 1].end + 12]
        if phrases("person", "firm", before="^,? ").search(after) is not None:
            return False  # Messrs. Dixon and Co., J. P. Morgan & Co.
    if title.words:
        return title.words[-1] != "general" or bool(fore) or not run[names].flags & THING  # the General Staff
    if not fore:
        return bool(run[names].flags & GIVEN) and end > names + 1 and run[end - 1].word in ROMAN
    if len(fore) == 1 and fore[0] in lexicon().honorific and words.language not in lexicon().no_honorific:
        return all(token.word.istitle() and not token.flags & (PLACE | THING) for token in run[names:end])  # U Ba Swe
    if all(len(word.rstrip(".")) == 1 for word in fore):
        if " ".join(fore) == "U. S." or (
            len(fore) == 1 and run[begin].flags & OPENS and (_heading(words, run[end - 1].end) or _of_thing(run, end))
        ):
            return False
        known = UNKNOWN | ORDINARY | (0 if run[begin].flags & OPENS else GIVEN)
        if fore in (["A.M."], ["P.M."], ["A.", "M."], ["P.", "M."]) and _hour(words.text, run[begin], run[names]):
            return False
        words_of = sum(not _joins(token) for token in run[names:end])
        return bool(run[end - 1].flags & known) and fore[0].endswith(".") and words_of == 1
    following = run[min(begin + 1, len(run) - 1)]
    if (
        run[begin].flags & (PLACE | ORDINARY | FUNCTION | CALENDAR | THING)
        and not following.flags & INITIAL
        and len(fore) < 2
        and not _within(words, run[begin], following)
    ):
        return False
    if _of_thing(run, end):
        return False
    before = run[first - 1].flags if first else 0
    return words.german or not before & (UNKNOWN | THING | BEFORE) or bool(before & (OPENS | ALLCAPS))
