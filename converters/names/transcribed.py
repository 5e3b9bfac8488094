"""Surnames of an authority that a text writes in other letters, or as its language transcribes them.

The authority has `Khrushchev`, the text `Хрущевым` or `Chruschtschow`: both are read back to Cyrillic letters, by the
habits of several languages of print (`converters.authority.cyrillic`), and compared there. What is found is given as
if the text had the authority's form, so that titles, forenames and offices decide as always.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.authority import cyrillic
from converters.authority.transliteration import known_spellings
from converters.names import russian
from converters.names.index import SURNAME, NameIndex
from converters.names.lexicon import CALENDAR, DEMONYM, FUNCTION, PLACE, THING, TITLE
from converters.names.mention import Hit, Spans, Words

_NEVER = THING | FUNCTION | CALENDAR | TITLE | PLACE | DEMONYM
_SHORTEST = 4
"""Letters that a name must have: of shorter ones too many read alike."""
_SLAVIC = ("ов", "ев", "ин", "ски", "цки", "ко", "ян", "ич", "ук")
"""What Russian surnames end in, folded as keys are. Another name in Latin letters means nothing transcribed."""
_GERMAN = "еин"
"""`-stein`"""
_LATIN = (
    "ov", "ow", "off", "ev", "ew", "eff", "in", "ine", "ski", "sky", "skij", "skii", "skiy", "ko", "an", "ic", "ich",
    "itch", "itsch", "uk", "ouk", "juk",
)  # fmt: skip
"""What they end in as languages write them."""


def transcribed(words: Words, hits: Sequence[Hit], index: NameIndex) -> Iterator[Hit]:
    """The surnames that no form of the authority is, but which are transcriptions of one.

    In English no other way of writing Russian names is looked for: that is what authorities are written by.
    """
    latin = words.language[:2] not in ("", "en")
    if not (latin or cyrillic.is_cyrillic(words.text)):
        return
    known = _known(index)
    if not known:
        return
    covered = Spans((start, end) for _, start, end in hits)
    for token in words.tokens:
        word = token.word
        if len(word) < _SHORTEST or token.flags & _NEVER:
            continue
        if russian.is_russian(word):
            keys: frozenset[str] = cyrillic.keys(russian.stem(word.lower()))
        elif latin and word.lower().endswith(_LATIN):
            slavic = (key for key in cyrillic.keys(word) if key.endswith(_SLAVIC) and not key.endswith(_GERMAN))
            keys = frozenset(russian.stem(key) for key in slavic)
        else:
            continue
        key = min(keys & known.keys(), default="")
        if key and not covered.touch(token.start, token.start + len(word)):
            yield known[key], token.start, token.start + len(word)


def _known(index: NameIndex) -> dict[str, str]:
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
