"""What the user puts into a stored question: always inside a SPARQL string, which no value can leave.

In a string of the question `$NAME$` is the value, and `$NAME~$` a pattern for `REGEX(…, "i")` that finds it
whatever the accents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

PLACE = re.compile(r"\$(\w+)(~?)\$")
"""Where a parameter stands."""

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "'": "\\'", "\n": "\\n", "\r": "\\r"})
"""SPARQL 1.1, 19.7 (ECHAR). As each backslash is doubled, `\\u0022` in a value is no quotation mark either (19.2)."""
_SPECIAL = frozenset("\\|.?*+(){}[]^$")
"""What has a meaning in the regular expressions of SPARQL (XPath Functions 3.1, 5.6.1)."""
_MARKS = "[\u0300-\u036f]*"
"""Accents written as characters of their own; `\\p{M}`, all marks of all scripts, takes long to prepare."""
_APOSTROPHES = "'’ʼ‘ʻ`´"
_HYPHENS = "-‐‑ _"
_STROKES = {"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ŧ": "t"}
"""Letters that Unicode does not take apart."""


def filled(text: str, given: Mapping[str, str]) -> str:
    """A query with its parameters, all put in at once: none is looked for in the value of another."""

    def fill(match: re.Match[str]) -> str:
        value = given.get(match[1])
        return match[0] if value is None else escaped(pattern(value) if match[2] else value)

    return PLACE.sub(fill, text)


def escaped(value: str) -> str:
    """A value as it may stand inside a SPARQL string of either quotation mark."""
    return value.translate(_ESCAPES)


def pattern(words: str) -> str:
    r"""A regular expression that finds words whatever their accents, hyphens and apostrophes.

    >>> print(pattern("C-3.").replace(_MARKS, "…"))
    [cçćĉċčḉ]…[-‐‑ ]+3\.
    """
    plain = unicodedata.normalize("NFKD", words.strip()).casefold()
    return "".join(_like(c) for c in plain if not unicodedata.combining(c))


@lru_cache
def _like(character: str) -> str:
    if character in _APOSTROPHES:
        return f"[{_APOSTROPHES}]?"
    if character in _HYPHENS:
        return "[-‐‑ ]+"
    if character in _SPECIAL:
        return f"\\{character}"
    accented = _accented().get(character)
    return f"[{character}{accented}]{_MARKS}" if accented else character


@lru_cache
def _accented() -> Mapping[str, str]:
    """Small Latin letters with accents (Latin-1 to Extended-B, Extended Additional), by the letter without."""
    found: dict[str, str] = {}
    for character in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        base = unicodedata.normalize("NFKD", character)
        letter = base[0] if len(base) > 1 and unicodedata.combining(base[1]) else _STROKES.get(character)
        if letter and character.islower():
            found[letter] = found.get(letter, "") + character
    return found
