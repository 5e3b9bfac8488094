"""Russian names in the cases of their declension: `Хрущевым`, `в Женеве`.

Endings only, without a dictionary: enough to see that two forms are one name, and to make the forms of a name.
The rules are those of the school grammar (surnames in -ов, -ин, -ский; nouns of the three declensions).
"""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    "ого", "ому", "ыми", "ами", "ями", "ых", "ым", "им", "ом", "ем", "ой", "ей", "ий", "ый", "ая", "яя", "ую", "юю",
    "ою", "ам", "ах", "а", "у", "е", "я", "ю", "ь", "й", "ы", "и",
)  # fmt: skip
_SHORTEST = 3
"""Letters that stay of a name when its ending is taken off."""
_HARD_I = frozenset("гкхжшчщ")
"""Letters after which `и` is written for `ы`."""


def is_russian(word: str) -> bool:
    """Whether a word is in Cyrillic letters.

    >>> is_russian("Громыко"), is_russian("Gromyko")
    (True, False)
    """
    return "\u0400" <= word[:1] <= "\u04ff"


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """What all cases of a name have in common.

    >>> {stem(form) for form in ("Хрущев", "Хрущева", "Хрущеву", "Хрущевым", "Хрущеве")}
    {'Хрущев'}
    >>> stem("Трояновский") == stem("Трояновского"), stem("Громыко")
    (True, 'Громыко')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def cases(name: str) -> list[str]:
    """The oblique cases of a name, each word of it declined; none where it stays as it is.

    >>> cases("Женева")
    ['Женевы', 'Женеве', 'Женеву', 'Женевой']
    >>> cases("Берлин"), cases("Советский Союз")[:2]
    (['Берлина', 'Берлину', 'Берлином', 'Берлине', 'Берлиным'], ['Советского Союза', 'Советскому Союзу'])
    """
    forms = [_cases(word) for word in name.split()]
    if not all(forms):
        return []
    return [" ".join(words) for words in zip(*forms, strict=False)]


def _cases(word: str) -> tuple[str, ...]:
    """Genitive, dative, instrumental and prepositional of a word, or of a feminine one these and the accusative."""
    body, last = word[:-1], word[-1]
    if word.endswith(("ский", "цкий", "ный", "вый", "рый", "лый", "жний")):
        hard = "и" if word.endswith(("ский", "цкий", "жний")) else "ы"
        return f"{word[:-2]}ого", f"{word[:-2]}ому", f"{word[:-2]}{hard}м", f"{word[:-2]}ом"
    if word.endswith("ая"):
        return (f"{word[:-2]}ой", f"{word[:-2]}ой", f"{word[:-2]}ую", f"{word[:-2]}ой")
    if word.endswith(("ые", "ие")):
        return f"{body}х", f"{body}м", f"{body}ми", f"{body}х"
    if word.endswith("ия"):
        return f"{body}и", f"{body}и", f"{body}ю", f"{body}ей"
    if last == "а":
        return f"{body}{'и' if body[-1] in _HARD_I else 'ы'}", f"{body}е", f"{body}у", f"{body}ой"
    if last == "я":
        return f"{body}и", f"{body}е", f"{body}ю", f"{body}ей"
    if last == "ь":
        return f"{body}и", f"{body}ью", f"{body}я", f"{body}ю", f"{body}ем", f"{body}е"  # of either gender
    if last == "й":
        return f"{body}я", f"{body}ю", f"{body}ем", f"{body}е"
    if last == "ы":
        return f"{body}ов", f"{body}ам", f"{body}ами", f"{body}ах"
    if last in "еиоуэю" or word.isupper():
        return ()
    forms = f"{word}а", f"{word}у", f"{word}ом", f"{word}е"
    return (*forms, f"{word}ым") if word.endswith(("ов", "ев", "ин", "ын")) else forms  # Берлином, but Никитиным
