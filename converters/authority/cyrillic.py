"""Cyrillic names in Latin letters: ISO 9, scholarly, BGN/PCGN, LoC, Duden, French; and back.

The tables are `data/cyrillic.csv` (letter by letter, with what the neighbours change) and
`data/cyrillic-readings.csv` (what Latin letters stand for, by the habit of the language of print).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from converters.authority.tables import rows

SYSTEMS = ("iso9", "scholarly", "bgn", "loc", "duden", "french")
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_VOWELS = frozenset("аеёиоуыэюяіїє")
_SIBILANTS = frozenset("жчшщ")
_FOLDED = str.maketrans({"ё": "е", "э": "е", "є": "е", "й": "и", "ы": "и", "і": "и", "ї": "и", "ж": "ш", "з": "с",
                         "ъ": "", "ь": "", "ґ": "г"})  # fmt: skip


@lru_cache
def _letters() -> dict[tuple[str, str, str], dict[str, str]]:
    return {(row["letter"], row["lang"], row["after"]): row for row in rows("cyrillic.csv")}


def romanise(text: str, system: str = "bgn", lang: str = "ru") -> str:
    """`text` in Latin letters by one of `SYSTEMS`; what is not Cyrillic stays.

    >>> romanise("Хрущёв", "duden"), romanise("Громыко", "bgn"), romanise("Микоян", "scholarly")
    ('Chruschtschow', 'Gromyko', 'Mikojan')
    """
    table, lower = _letters(), text.lower()
    result: list[str] = []
    at = 0
    while at < len(lower):
        pair = lower[at : at + 2]
        length, row = 1, None
        if len(pair) == 2 and (at + 2 == len(lower) or not lower[at + 2].isalpha()):
            row = table.get((pair, "", "end"))
            length = 2 if row else 1
        if row is None:
            row = next(
                (r for key in _contexts(lower, at) if (r := table.get((lower[at], key[0] and lang, key[1])))),
                None,
            )
        latin = row[system] if row else lower[at]
        result.append(latin.capitalize() if text[at].isupper() and row else latin if row else text[at])
        at += length
    return "".join(result)


def _contexts(lower: str, at: int) -> list[tuple[str, str]]:
    before = lower[at - 1] if at else " "
    after = lower[at + 1] if at + 1 < len(lower) else " "
    found = []
    if not before.isalpha():
        found.append(("", "start"))
    elif before in _VOWELS or before in "ъь":
        if after in _VOWELS:
            found.append(("", "between"))
        found.append(("", "vowel"))
    elif before in _SIBILANTS:
        found.append(("", "sibilant"))
    return [*found, ("lang", ""), ("", "")]


def is_cyrillic(text: str) -> bool:
    """Whether there are Cyrillic letters in it."""
    return not text.isascii() and _CYRILLIC.search(text) is not None


def variants(text: str, lang: str = "ru") -> tuple[str, ...]:
    """A Cyrillic name in every system, with and without the marks for hard and soft signs.

    >>> variants("Хрущёв")
    ('Hruŝëv', 'Chruščëv', 'Khrushchev', 'Chruschtschow', 'Khrouchtchev')
    """
    found: dict[str, None] = {}
    for system in SYSTEMS:
        latin = romanise(text, system, lang)
        for form in (latin, *(latin.replace(mark, "") for mark in "ʹʺ’”" if mark in latin)):
            if form:
                found[form] = None
        if system in ("bgn", "loc") and latin.endswith(("iy", "ii", "yy")):
            found[latin[:-2] + "y"] = None
            found[latin[:-2] + "i"] = None
    return tuple(found)


@lru_cache
def _readings() -> dict[str, dict[str, str]]:
    systems: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("cyrillic-readings.csv"):
        systems[row["system"]][row["latin"]] = row["cyrillic"]
    return dict(systems)


@lru_cache(maxsize=16384)
def keys(name: str) -> frozenset[str]:
    """What a name, in Latin or Cyrillic letters, may be in Cyrillic, folded for comparing.

    >>> bool(keys("Khrushchev") & keys("Chruschtschow") & keys("Хрущёв"))
    True
    """
    if is_cyrillic(name):
        return frozenset({_folded(name.lower())})
    words = name.lower().replace("’", "").replace("'", "").split()
    found = (" ".join(_read(word, table) for word in words) for table in _readings().values())
    return frozenset(_folded(key) for key in found if key and "?" not in key)


def _read(word: str, table: dict[str, str]) -> str:
    result: list[str] = []
    at = 0
    while at < len(word):
        for length in range(min(7, len(word) - at), 0, -1):
            piece = word[at : at + length]
            end = at + length == len(word)
            if end and piece + "$" in table:
                result.append(table[piece + "$"])
                break
            if piece in table:
                result.append(table[piece])
                break
        else:
            length = 1
            result.append("-" if word[at] == "-" else "?")
        at += length
    return "".join(result)


def _folded(text: str) -> str:
    """`Хрущёв` and `Хрущев`, `-ский` and `-ски`, single and double letters alike."""
    for sibilant in _SIBILANTS:
        text = text.replace(sibilant + "о", sibilant + "е").replace(sibilant + "ё", sibilant + "е")
    text = text.translate(_FOLDED)
    return "".join(c for i, c in enumerate(text) if not i or c != text[i - 1])
