"""Chinese names between pinyin and Wade-Giles, by the syllable table `data/pinyin.csv`.

Wade-Giles is met in print without its apostrophes and diaereses, so a printed name may stand for
several in pinyin: `Chang` is Zhang or Chang. All that it may stand for are given.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import islice, product

from converters.authority.folding import plain
from converters.authority.tables import rows

_LIMIT = 24
Reading = tuple[str, ...]
"""A word as pinyin syllables."""


@lru_cache
def _tables() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Pinyin → Wade-Giles spellings, the standard one first; printed Wade-Giles → pinyin."""
    to_wade: dict[str, tuple[str, ...]] = {}
    to_pinyin: dict[str, list[str]] = {}
    table = [(row["pinyin"], row["wade_giles"], row["in_print"].split("|")) for row in rows("pinyin.csv")]
    for syllable, standard, printed in table:
        to_wade[syllable] = (standard, syllable) if syllable in printed else (standard,)
        _spell(to_pinyin, standard, syllable)
    for syllable, _, printed in table:
        for form in filter(None, printed):
            if _bare(form) not in to_pinyin:
                _spell(to_pinyin, form, syllable)
    return to_wade, {form: tuple(found) for form, found in to_pinyin.items()}


def _spell(table: dict[str, list[str]], form: str, syllable: str) -> None:
    for spelling in (form, form.replace("'", ""), form.replace("ü", "u"), _bare(form)):
        if syllable not in table.setdefault(spelling, []):
            table[spelling].append(syllable)


@lru_cache
def surnames() -> frozenset[str]:
    """Chinese surnames in pinyin, lower case."""
    lines = files(__package__).joinpath("data/chinese-surnames.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word.lower() for line in lines if not line.startswith("#") for word in line.split())


def pinyin_readings(word: str) -> tuple[Reading, ...]:
    """The ways to divide a word written in pinyin into the fewest syllables.

    >>> pinyin_readings("Hanfu"), pinyin_readings("Xi'an")
    ((('han', 'fu'),), (('xi', 'an'),))
    """
    found: list[Reading] = [()]
    pieces = _pieces(word, "-'")
    if len(pieces) > 3:
        return ()
    for piece in pieces:
        found = [before + rest for before in found for rest in _divided(piece)]
    fewest = min(map(len, found), default=0)
    return tuple(r for r in found if len(r) == fewest) if 1 <= fewest <= 3 else ()


def wade_readings(word: str) -> tuple[Reading, ...]:
    """What a word in Wade-Giles, its syllables hyphenated, may stand for in pinyin.

    >>> wade_readings("Tse-tung")
    (('ce', 'dong'), ('ce', 'tong'), ('ze', 'dong'), ('ze', 'tong'))
    """
    table = _tables()[1]
    pieces = _pieces(word, "-")
    options = [table.get(piece, table.get(_bare(piece), ())) for piece in pieces]
    if "'" in _normal(word):  # Where aspiration is written, its absence says something too.
        wade = _tables()[0]
        options = [
            tuple(o for o in found if any(_unmarked(f) == _unmarked(piece) for f in wade[o])) or found
            for piece, found in zip(pieces, options, strict=True)
        ]
    return tuple(islice(product(*options), _LIMIT)) if options and all(options) else ()


@lru_cache(maxsize=16384)
def readings(name: str) -> frozenset[Reading]:
    """The pinyin syllables, word by word, that a name of two or three words may stand for.

    Empty where the name cannot be Chinese. Given names written apart (`Chou En Lai`) are one word.
    """
    words = name.split()
    if not 1 <= len(words) <= 3 or not all(_spelt(word) for word in words):
        return frozenset()
    if len(words) == 3:
        words = [words[0], f"{words[1]}-{words[2]}"]
    options = [(*pinyin_readings(word), *wade_readings(word)) for word in words]
    return frozenset(
        (" ".join(reading[0]), *(" ".join(r) for r in reading[1:])) for reading in islice(product(*options), 96)
    )


def is_name(surname: str, given: str) -> bool:
    """Whether the two look like a Chinese surname and given name, in either romanisation.

    >>> is_name("Zhang", "Hanfu"), is_name("Chou", "En-lai"), is_name("Lang", "Hans")
    (True, True, False)
    """
    if not surname or not given or "." in given:
        return False
    known = surnames()
    first = {"".join(r) for r in (*pinyin_readings(surname), *wade_readings(surname))}
    if not first & known:
        return False
    word = given.replace(" ", "-")
    syllables = [r for r in (*pinyin_readings(word), *wade_readings(word)) if len(r) <= 2]
    return bool(syllables)


def variants(name: str) -> tuple[str, ...]:
    """Other romanisations of a Chinese name, surname first; the given name may be missing.

    >>> "Chang Han-fu" in variants("Zhang Hanfu"), "Zhou Enlai" in variants("Chou En-lai")
    (True, True)
    """
    words = name.split()
    if len(words) == 3:
        words = [words[0], f"{words[1]}-{words[2]}"]
    if not 1 <= len(words) <= 2 or not all(_spelt(word) for word in words):
        return ()
    found: dict[str, None] = {}
    for reading in islice(_told(words), 16):
        for text in _written(reading):
            found[text] = None
    found.pop(name, None)
    return tuple(found)


def _told(words: list[str]) -> Iterator[tuple[Reading, ...]]:
    """The readings of a name by how its given name is written: joined in pinyin, hyphenated in either."""
    if len(words) == 1:
        yield from ((r,) for r in pinyin_readings(words[0]) or wade_readings(words[0]))
        return
    surname, given = words
    known = surnames()
    if "-" not in given:
        yield from product(pinyin_readings(surname), pinyin_readings(given))
    if "-" in given or not pinyin_readings(given) or not pinyin_readings(surname):
        for first in (*wade_readings(surname), *pinyin_readings(surname)):
            if "".join(first) in known:
                yield from ((first, rest) for rest in wade_readings(given))


def _written(reading: tuple[Reading, ...]) -> list[str]:
    """A name of surname and given name in the spellings met in print."""
    surname, given = reading[0], reading[1] if len(reading) > 1 else ()
    first = ["".join(surname).title(), *_wade(surname)]
    if not given:
        return first
    joined = _pinyin(given)
    hyphenated = "-".join(given).capitalize()
    result = [f"{first[0]} {joined}", f"{first[0]} {hyphenated}"]
    for one in first[1:]:
        result.extend(f"{one} {rest}" for rest in (*_wade(given), joined))
    return result


def _pinyin(syllables: Reading) -> str:
    """Syllables as one word, with the apostrophe before a vowel (Xi’an, Yan’an)."""
    return "".join(("'" + s if i and s[0] in "aeo" else s) for i, s in enumerate(syllables)).capitalize()


def _wade(syllables: Reading) -> list[str]:
    """In Wade-Giles: in full, with typographic apostrophes, and bare as newspapers print it."""
    table = _tables()[0]
    found: dict[str, None] = {}
    for forms in islice(product(*(table[s] for s in syllables)), 8):
        full = "-".join(forms).capitalize()
        for form in (full, full.replace("'", "’"), full.replace("'", "").replace("ü", "u")):
            found[form] = None
    return list(found)


@lru_cache(maxsize=16384)
def _divided(piece: str) -> tuple[Reading, ...]:
    table = _tables()[0]
    if not piece or len(piece) > 18:
        return ()
    ways: list[list[Reading]] = [[()], *([] for _ in piece)]
    for end in range(1, len(piece) + 1):
        for start in range(max(0, end - 6), end):
            # A syllable that begins with a vowel inside a word is set off by an apostrophe.
            if ways[start] and piece[start:end] in table and not (start and piece[start] in "aeo"):
                ways[end].extend((*way, piece[start:end]) for way in ways[start][:4])
    return tuple(ways[-1])


def _pieces(word: str, separators: str) -> list[str]:
    word = _normal(word)
    for separator in separators:
        word = word.replace(separator, " ")
    return word.split()


@lru_cache(maxsize=16384)
def _normal(word: str) -> str:
    for mark in "’‘ʻʼ`":
        word = word.replace(mark, "'")
    return word.replace("–", "-").replace("ê", "e").replace("ŭ", "u").lower()


def _spelt(word: str) -> bool:
    return word[:1].isupper() and _normal(word).replace("-", "").replace("'", "").replace("ü", "u").isascii()


def _unmarked(form: str) -> str:
    return form.replace("ü", "u")


def _bare(form: str) -> str:
    return plain(form.replace("'", ""))
