"""Spellings that differ in marks alone: accents, umlauts, apostrophes, hyphens."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th",
     "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ʹ": "", "ʺ": ""}
)  # fmt: skip
_UMLAUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "å": "aa", "ø": "oe"}
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`´ʿʾ", "'"))
_DASHES = str.maketrans(dict.fromkeys("‐‑–—", "-"))


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """`text` without accents, in letters of the base alphabet.

    >>> plain("Łódź"), plain("Beltrán"), plain("Weiß")
    ('Lodz', 'Beltran', 'Weiss')
    """
    if text.isascii():
        return text
    if any("Ѐ" <= c <= "ԯ" for c in text):  # й is a letter, not и with a mark
        return text.replace("ё", "е").replace("Ё", "Е")
    kept = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(kept)).translate(_PLAIN)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """What two spellings have in common: case, marks, apostrophes, hyphens and full points set aside.

    >>> fold("O’Connor, J.") == fold("O'CONNOR, J")
    True
    """
    text = text.translate(_APOSTROPHES).translate(_DASHES)
    return " ".join(plain(text).casefold().replace("'", "").replace(".", " ").replace("-", " ").split())


def spellings(text: str, *, dashes: bool = True) -> tuple[str, ...]:
    """Other ways to write `text` with the same letters; without `text` itself.

    `dashes` also takes a hyphen for a dash and the other way round, as in abbreviations.

    >>> spellings("AFL-CIO")
    ('AFL–CIO', 'AFL CIO')
    """
    found: dict[str, None] = {}
    if not text.isascii():
        for other in (plain(text), plain(text.translate(_UMLAUT))):
            found[other] = None
    if "'" in text or "’" in text:
        found[text.replace("'", "’")] = None
        found[text.replace("’", "'")] = None
        found[plain(text).replace("’", "'")] = None
    if "-" in text or "–" in text:
        if dashes:
            found[text.replace("-", "–")] = None
        found[text.replace("–", "-")] = None
        found[text.replace("-", " ").replace("–", " ")] = None
    found.pop(text, None)
    return tuple(found)


def umlauts(text: str) -> str:
    """The German spelling of a name written with ae, oe, ue: `Luebke`, `Schroeder`; or `text`.

    >>> umlauts("Schroeder"), umlauts("Samuel"), umlauts("Bauer")
    ('Schröder', 'Samuel', 'Bauer')
    """
    result = text
    for pair, letter in (("ae", "ä"), ("oe", "ö"), ("ue", "ü")):
        at = result.find(pair)
        # A vowel or q before makes it another sound (Bauer, Quest); at the end it is Dutch or Low German.
        while at > 0 and at + 2 < len(result):
            if result[at - 1] not in "aeiouq" and result[at + 2] not in "aeiouy" and result[at + 2 :] not in ("l",):
                result = result[:at] + letter + result[at + 2 :]
            at = result.find(pair, at + 1)
    return result
