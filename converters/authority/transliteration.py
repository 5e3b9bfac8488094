"""One name in several scripts and romanisations: its variants, and whether two may be the same."""

from __future__ import annotations

from functools import lru_cache

from converters.authority import chinese, cyrillic
from converters.authority.folding import fold, plain, spellings, umlauts
from converters.authority.tables import rows


@lru_cache
def _known() -> tuple[dict[str, int], tuple[tuple[str, ...], ...]]:
    """Folded spelling → row, and the rows of `data/spellings.csv`."""
    index: dict[str, int] = {}
    groups: list[tuple[str, ...]] = []
    for row in rows("spellings.csv"):
        forms = tuple(row["spellings"].split("|"))
        for form in forms:
            index.setdefault(fold(form), len(groups))
        groups.append(forms)
    return index, tuple(groups)


def known_spellings(name: str) -> tuple[str, ...]:
    """Spellings met in print of a well-known name: `Sun Yat-sen`, `Sun Zhongshan`; or nothing."""
    index, groups = _known()
    row = index.get(fold(name))
    return tuple(form for form in groups[row] if form != name) if row is not None else ()


@lru_cache(maxsize=16384)
def variants(name: str, hint: str = "") -> frozenset[str]:
    """Other spellings of `name`: romanisations, without accents, with other apostrophes and hyphens.

    `hint` is a BCP 47 tag or script: `zh` takes the name for Chinese though it could be another.

    >>> sorted(variants("Громыко"))
    ['Gromyko']
    >>> "Chruschtschow" in variants("Хрущёв")
    True
    """
    found = set(known_spellings(name))
    if cyrillic.is_cyrillic(name):
        found.update(cyrillic.variants(name, "uk" if hint.startswith("uk") else "ru"))
    else:
        words = name.split()
        if hint.startswith("zh") or (len(words) > 1 and chinese.is_name(words[0], " ".join(words[1:]))):
            found.update(chinese.variants(name))
    for form in (name, *tuple(found)):
        found.update(spellings(form))
    found.add(umlauts(name))
    found.discard(name)
    return frozenset(found)


@lru_cache(maxsize=16384)
def keys(name: str) -> frozenset[str]:
    """What can be looked up to find a name under another spelling: equal names share a key."""
    folded = fold(name)
    found = {folded, fold(umlauts(name)), plain(folded)}
    index, _ = _known()
    if folded in index:
        found.add(f"known {index[folded]}")
    if cyrillic.is_cyrillic(name) or len(folded) >= 5:
        found.update(f"cyrillic {key}" for key in cyrillic.keys(name))
    words = name.split()
    if len(words) > 1 and chinese.is_name(words[0], " ".join(words[1:])):
        found.update("chinese " + " ".join(reading) for reading in chinese.readings(name))
    return frozenset(found)


def same_name(a: str, b: str) -> bool:
    """Whether `a` and `b` may be spellings of one name.

    >>> same_name("Chou En-lai", "Zhou Enlai"), same_name("Gorbachev", "Gorbatschow"), same_name("Rusk", "Bush")
    (True, True, False)
    """
    return bool(keys(a) & keys(b))
