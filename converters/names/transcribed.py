"""Names of an authority that a text writes in other letters, as its language transcribes them, or in another case.

The authority has `Khrushchev`, the text `Хрущевым` or `Chruschtschow`: both are read back to Cyrillic letters, by the
habits of several languages of print (`converters.authority.cyrillic`), and compared there. What is found is given as
if the text had the authority's form, so that titles, forenames and offices decide as always.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from converters.authority import cyrillic
from converters.authority.transliteration import known_spellings
from converters.lexicon import word_before
from converters.names import russian, titles
from converters.names.cues import listing
from converters.names.declined import languages, nominatives, of_place, prepositions
from converters.names.index import SURNAME, NameIndex
from converters.names.lexicon import CALENDAR, DEMONYM, FUNCTION, PLACE, THING, TITLE, fold, lexicon
from converters.names.mention import Hit, Spans, Words
from converters.names.runs import OPENS, Token

_NEVER = THING | FUNCTION | CALENDAR | TITLE | PLACE | DEMONYM
_NO_PLACE = FUNCTION | CALENDAR | TITLE | DEMONYM
_SHORTEST = 4
"""Letters that a name must have: of shorter ones too many read alike."""


def transcribed(words: Words, written: str, hits: Sequence[Hit], index: NameIndex) -> Iterator[Hit]:
    """The names that no form of the authority is, but which are transcriptions of one, or a case of its declension.

    `written` is the text unfolded. In English no other way of writing Russian names is looked for: that is what
    authorities are written by.
    """
    latin = words.language[:2] not in ("", "en")
    if not (latin or cyrillic.is_cyrillic(words.text)):
        return
    known = read_back(index)
    covered = Spans((start, end) for _, start, end in hits)
    before: Token | None = None
    for token in words.tokens:
        word, previous, before = token.word, before, token
        if len(word) < _SHORTEST or token.flags & _NEVER:
            continue
        start, end = token.start, token.start + len(word)
        if russian.is_russian(word):
            key = min(cyrillic.keys(russian.stem(word.lower())) & known.keys(), default="")
            if key and not covered.touch(start, end):
                yield known[key], start, end
        elif latin:
            cases = (word, *nominatives(word, words.language))
            whole = _whole(previous, cases, words.language, index) if previous and start - previous.end == 1 else ""
            if whole and previous is not None:
                yield whole, previous.start, end
            elif not covered.touch(start, end) and (
                form := _in_case(words, token, cases, index) or _of_russian(written[start:end], words.language, known)
            ):
                yield form, start, end


def places_in_case(words: Words, index: NameIndex | None) -> Iterator[Hit]:
    """Places of the authority and of the gazetteer in another case, after a preposition: `w Warszawie`, `z Prahy`."""
    if not prepositions(words.language):
        return
    known, gazetteer = index.places if index is not None else {}, lexicon()
    for token in words.tokens:
        word = token.word
        if token.flags & _NO_PLACE or word in known or word in gazetteer.places:
            continue
        for form in of_place(word, word_before(words.text, token.start), words.language):
            if form in known or (form in gazetteer.places and form not in gazetteer.doubtful):
                yield form, token.start, token.start + len(word)
                break


def readings(word: str) -> Iterator[str]:
    """All that a word may be in an authority by these rules, whatever the language: folded forms, and what `read_back`
    has them under."""
    if russian.is_russian(word):
        yield from cyrillic.keys(russian.stem(word.lower()))
        return
    for language in languages():
        yield from nominatives(fold(word), language)
        for form in (word, *nominatives(word, language)):
            yield from _keys(form)


def _whole(forename: Token, surnames: Sequence[str], language: str, index: NameIndex) -> str:
    """The whole name of the authority of which two words are a case: `Antonínu Novotnému`, `Nagy Imrének`."""
    fore = (forename.word, *nominatives(forename.word, language))
    forms = (f"{one} {other}" for one in fore for other in surnames)
    return next((form for form in forms if form in index.persons), "")


def _in_case(words: Words, token: Token, cases: Sequence[str], index: NameIndex) -> str:
    """The one surname of the authority of which a word may be a case, but not as the first word of a sentence."""
    forms = {form for form in cases[1:] if any(kind == SURNAME for _, kind in index.persons.get(form, ()))}
    sure = len(forms) == 1 and (not token.flags & OPENS or titles.small(words, token.start).words)  # tow. Rapackim
    return forms.pop() if sure else ""


def _of_russian(word: str, language: str, known: Mapping[str, str]) -> str:
    """The surname of the authority that a word, in the nominative or another case, transcribes."""
    for form in (word, *nominatives(word, language)) if known else ():
        if key := min(_keys(form) & known.keys(), default=""):
            return known[key]
    return ""


def _keys(word: str) -> frozenset[str]:
    """What a word in Latin letters reads as in Cyrillic, where that is a Russian surname."""
    if not word.lower().endswith(listing("transcribed", "latin")):
        return frozenset()
    slavic = (key for key in cyrillic.keys(word) if key.endswith(listing("transcribed", "russian")))
    return frozenset(russian.stem(key) for key in slavic if not key.endswith(listing("transcribed", "german")))


def read_back(index: NameIndex) -> dict[str, str]:
    """What the authority's surnames read as in Cyrillic, without the endings of cases; made at first need."""
    if index.transcribed is None:
        found: dict[str, str] = {}
        for form, candidates in index.persons.items():
            if len(form) < _SHORTEST or form.isupper() or all(kind != SURNAME for _, kind in candidates):
                continue
            for spelling in (form, *filter(cyrillic.is_cyrillic, known_spellings(form))):
                for key in cyrillic.keys(spelling):
                    found.setdefault(russian.stem(key), form)
        index.transcribed = found
    return index.transcribed
