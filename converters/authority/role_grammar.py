"""The phrases of `data/roles.toml`, by which lists of names say from when to when, as patterns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from converters.matching import Pattern, Words, pattern


@dataclass(frozen=True, slots=True)
class Grammar:
    """The phrases of all languages, compiled."""

    span: Pattern
    afterwards: Pattern
    see: Pattern
    born: Pattern
    died: Pattern
    life: Pattern
    date: Pattern
    """A date and nothing else."""
    lived: Pattern
    """From when to when somebody lived, and nothing else; one of the two dates may be missing."""
    no_office: Pattern
    """What a note tells of somebody beside offices: whose son he was, that he is mentioned."""
    month_words: Words
    markers: dict[str, str]
    """Word for a month → the character that stands for it while a note is read."""
    words: dict[int, str]
    """That character, as `str.translate` wants it → the word."""
    blanks: dict[int, str]
    """Those characters → spaces."""
    months: dict[str, int]
    """That character → the number of the month."""


_YEAR = r"(?:1\d{3}|20\d\d)"
_DAY = r"[\dlI]{1,2}"  # OCR reads 1 as l or I
_MARKERS = 0xF0000
"""Months are one private-use character each while a note is read: the patterns stay small."""


@lru_cache
def grammar() -> Grammar:
    """The grammar of `data/roles.toml`, read once."""
    data = tomllib.loads(files(__package__).joinpath("data/roles.toml").read_text(encoding="utf-8"))
    languages = data["language"]
    months: dict[str, int] = {}
    for language in languages:
        for key in ("months", "short_months"):
            for number, word in enumerate(language[key].split(), 1):
                months.setdefault(word, number)
                months.setdefault(word.lower(), number)
    markers = {word: chr(_MARKERS + index) for index, word in enumerate(months)}
    month = rf"[{chr(_MARKERS)}-{chr(_MARKERS + len(months))}]\.?"
    full = (
        rf"(?:{month} {_DAY}, ?{_YEAR}|{_DAY}\.? (?:de )?{month},? (?:de )?{_YEAR}|{month},? (?:de )?{_YEAR}"
        rf"|{_YEAR}-\d\d(?:-\d\d)?|\d{{1,2}}\. ?\d{{1,2}}\. ?{_YEAR}|{_YEAR})"
    )
    exact = full
    full = rf"(?:(?:{'|'.join(data['about'])}) ?)?(?:{month}/)?{full}"
    part = rf"(?:{full}|{month} {_DAY}|{_DAY}\.? {month}|{month})"

    def alternatives(key: str) -> str:
        return "(?:" + "|".join(language[key] for language in languages) + ")"

    born, died = alternatives("born"), alternatives("died")
    return Grammar(
        pattern(_phrases([p for language in languages for p in language["phrases"]], full, part), ignore_case=True),
        pattern(rf"(?:^|[\s,]){alternatives('afterwards')}(?:[\s,:]|$)", ignore_case=True),
        pattern(rf"^[\s,;(]*{alternatives('see')}\s+", ignore_case=True),
        pattern(rf"(?:^|[\s(,;]){born} ?(?P<a>{full})", ignore_case=True),
        pattern(rf"(?:^|[\s(,;–-]){died} ?(?P<a>{full})", ignore_case=True),
        pattern(rf"^[\s,]*\((?P<a>{full}) ?[–-] ?(?P<b>{full})\)", ignore_case=True),
        pattern(rf"^{exact}$"),
        pattern(
            rf"^(?:(?:{born} ?)?(?P<a>{exact})? ?[–—-] ?(?:(?:{died} ?)?(?P<b>{exact}))?"
            rf"|{born} ?(?P<a_>{exact})(?:[ ,;]+{died} ?(?P<b_>{exact}))?|{died} ?(?P<b__>{exact}))$",
            ignore_case=True,
        ),
        pattern(rf"(?:^|,)[\s,;(]*{alternatives('no_office')}(?:[\s,.;:)]|$)", ignore_case=True),
        Words(markers),
        markers,
        {ord(marker): word for word, marker in markers.items()},
        {ord(marker): " " for marker in markers.values()},
        {markers[word]: number for word, number in months.items()},
    )


def _phrases(phrases: list[str], full: str, part: str) -> str:
    """The phrases of all languages as one expression: ranges before first and last dates alone.

    What languages say before, between and after the dates is put together by position, so that there
    are six groups and not two a phrase.
    """
    around: dict[str, list[tuple[str, str, str]]] = {"range": [], "first": [], "last": [], "at": []}
    for phrase in phrases:
        if "{a}" in phrase and "{b}" in phrase:
            before, _, rest = phrase.partition("{a}")
            between, _, after = rest.partition("{b}")
            around["range"].append((before, between, after))
        elif phrase != "{ab}":
            kind, mark = next(k for k in (("first", "{a}"), ("last", "{b}"), ("at", "{ab}")) if k[1] in phrase)
            before, _, after = phrase.partition(mark)
            around[kind].append((before, "", after))

    def any_of(kind: str, position: int) -> str:
        return "(?:" + "|".join(dict.fromkeys(parts[position] for parts in around[kind] if parts[position])) + ")"

    told = (
        rf"{any_of('range', 0)}(?P<a>{part}){any_of('range', 1)}(?P<b>{full})(?:{any_of('range', 2)})?",
        rf"{any_of('last', 0)}(?P<b_>{full})(?:{any_of('last', 2)})?",
        rf"{any_of('first', 0)}(?P<a_>{full})(?:{any_of('first', 2)})?",
        rf"{any_of('at', 0)}(?P<ab>{full})",
    )
    apart = rf"(?:^|[,(])\s*(?P<ab_>{full})\s*(?:[,)]|$)"  # a date alone says when only where it stands apart
    return rf"(?:^|[\s,(—])(?:{'|'.join(told)})(?:[\s,.;:)—]|$)|{apart}"
