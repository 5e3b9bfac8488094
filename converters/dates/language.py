"""The words of dates in one language, read from its TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from converters.dates import calendars, historic
from converters.dates.spelled import spelled_years
from converters.lexicon import Lexicon, Phrases
from converters.matching import Pattern, pattern

LANGUAGES = ("en", "de", "fr", "ru")
OTHER = "other"
"""Month names of further languages: a date quoted in another language is still a date."""

SAME = 99
"""The shift of words that mean the year or month spoken of before: `that year`; one more for `the following year`."""
AFTER, BEFORE = SAME + 1, SAME - 1
_SAME = {"same": SAME, "after": AFTER, "before": BEFORE}
FROM_LAST = 50
"""Shifts of a day from here on are counted, from `SAME`, on the last date spoken of: `two days later`."""

PARTS = {
    "early": (0, 1 / 3),
    "mid": (1 / 3, 2 / 3),
    "late": (2 / 3, 1),
    "first-half": (0, 1 / 2),
    "second-half": (1 / 2, 1),
    "week-1": (0, 7 / 30),
    "week-2": (7 / 30, 14 / 30),
    "week-3": (14 / 30, 21 / 30),
    "week-4": (21 / 30, 28 / 30),
    "week-last": (23 / 30, 1),
    "quarter-1": (0, 1 / 4),
    "quarter-2": (1 / 4, 1 / 2),
    "quarter-3": (1 / 2, 3 / 4),
    "quarter-4": (3 / 4, 1),
}
"""Words for a part of a year or month, and from where to where it goes."""

NIGHT = 13
"""Value of `at night`: before midnight from six on, else after it."""

WEEKDAYS = frozenset(("last", "next", "last-week", "next-week", "weekday-after", "weekday-before"))
"""Senses of words by which a weekday is counted from the record's date, or from the date before it."""

_KINDS = {"year": "J", "week": "x", "month": "I", "month-after-day": "i", "day": "W"}
_CLOCK = {
    "hour": ("U", 0),
    "hour-or-duration": ("u", 0),
    "military": ("H", 0),
    "am": ("p", 0),
    "pm": ("p", 12),
    "night": ("p", NIGHT),
    "noon": ("Q", 12),
    "midnight": ("Q", 0),
}


@dataclass(frozen=True, slots=True)
class Language:
    """What is needed to read dates: the lexicon, the joins, and phrases before and after."""

    lexicon: Lexicon
    joins: Mapping[str, str]
    """What stands between two parts → its sign in a form (see forms.toml)."""
    before: Phrases
    after: Phrases
    zones: Mapping[str, str]
    before_christ: tuple[str, ...]
    """What stands after a year or century before the era."""
    births: frozenset[str]
    """Words that make a date one of birth or death."""
    goes_on: frozenset[str]
    """Words after which a bare year or day is still a date, not a count of what follows."""
    no_date: frozenset[str]
    """Words before a number that make it a number of something."""
    year_cues: frozenset[str]
    """Phrases after which a number of four digits is a year whatever follows."""
    season_cues: frozenset[str]
    day_cues: frozenset[str]
    sure_months: frozenset[str]
    """Names of months that are nothing else, so that they need no cue."""
    names: frozenset[str]
    """Words that make a month or season before them part of a name: `October Revolution`."""
    counted: frozenset[str]
    day_word_joins: frozenset[str]
    """Where not empty: a day written as a word needs one of these before the month."""
    clock_cues: frozenset[str]
    dotted_cues: frozenset[str]
    """Of these phrases those after which `7.20` is a time."""
    each: frozenset[str]
    """Words after which a number is a price, and no time: `at 7.20 a barrel`."""
    exact_clock: frozenset[str]
    """Of these phrases those that mean `about` before a date but not before a time."""
    decade_nouns: frozenset[str]
    counted_endings: tuple[str, ...]
    """Words, and endings of words, that follow a number which counts them."""
    counted_capital: bool
    """Nouns are written with a capital."""
    of_days: frozenset[str]
    """Words after `the day before` by which it is counted on something else than the last date: `of`."""
    attributive: frozenset[str]
    """Words before a bare year that make it a noun's: `the treaty of 1922`."""
    glued: frozenset[str]
    """Letters to which a year may be joined: `FY62`."""
    conjunctions: frozenset[str]
    alternatives: frozenset[str]
    """Of these the ones that leave it open which date it is: `or`."""
    joining: frozenset[str]
    """Every word that leads from one date to the next: `until the beginning of`."""
    clock_12: bool
    """An hour up to twelve is taken for one of the morning or of the afternoon."""
    ordinal_dot: bool
    year_first: bool
    """Regesta in this language give the year first: `1234 Mai 5`."""
    capital_months: bool
    decade_endings: frozenset[str]


def load(code: str) -> dict[str, Any]:
    """The data of a language file of this package."""
    return tomllib.loads((files(__package__) / f"{code}.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def relative_clause() -> Pattern:
    """What stands before a date in a relative clause that no comma has closed: `, who arrived on`."""
    words = "|".join(load(OTHER)["words"]["relatives"])
    return pattern(f", (?:{words}) [^,]*$")


_LEADING = frozenset(("to", "early", "mid", "late", "first-half", "second-half", "between"))
"""Senses of phrases that may stand before the second of two dates which share a year."""


@lru_cache(maxsize=16)
def language(tag: str) -> Language:
    """The language of a BCP 47 `tag`; for a language without a file, all that there are together."""
    code = tag.partition("-")[0].lower()
    if code in LANGUAGES:
        return _compile([load(code)])
    return _compile([load(each) for each in LANGUAGES], load(OTHER))


def _cases(word: str, capitalised: bool) -> tuple[str, ...]:
    upper, capital = word.upper(), word[:1].upper() + word[1:]
    return (word, upper) if capitalised else (word, capital, upper)


def _vocabulary(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, Any]]]:
    capitalised = bool(data.get("capitalised"))
    for table, kind, keep_case in (
        ("months", "M", capitalised),
        ("weekdays", "w", capitalised),
        ("seasons", "S", False),
        ("days", "O", False),
        ("decades", "C", False),
        ("hours", "o", False),
    ):
        for number, words in data.get(table, {}).items():
            for word in words:
                for form in _cases(word, keep_case):
                    yield form, (kind, int(number))
    for number, words in data.get("months", {}).items():
        for ending in data["words"].get("month-compounds", ()):
            for word in words:
                yield word + ending, ("B", int(number))
    words = data.get("words", {})
    for phrase, shift in _counted_days(words):
        for form in _cases(phrase, False)[:2]:
            yield form, ("W", shift)
    for phrase in words.get("turn-of-year", ()):
        for form in (phrase, phrase.upper()):
            yield form, ("t", None)
    for name, kind in _KINDS.items():
        for shift, phrases in words.get(name, {}).items():
            for phrase in phrases:
                for form in (phrase,) if "." in phrase else _cases(phrase, False):
                    yield form, (kind, _SAME[shift] if shift in _SAME else int(shift))
    for phrase in words.get("undated", ()):
        for form in _cases(phrase, False):
            yield form, ("N", None)
    for phrase in words.get("not-dates", ()):
        for form in _cases(phrase, False):
            yield form, ("-", None)
    for phrase in words.get("century", ()):
        for form in _cases(phrase, False):
            yield form, ("K", None)
    for place, kind in (("to-hour", "f"), ("after-hour", "e")):
        for minutes, phrases in words.get(place, {}).items():
            for phrase in phrases:
                yield phrase, (kind, int(minutes))
    for phrase, entry in spelled_years(data.get("spelled", {})):
        for form in _cases(phrase, False)[:2]:
            yield form, entry
    for name, entry in _CLOCK.items():
        for phrase in words.get(name, ()):
            yield phrase, entry


def _counted_days(words: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Days counted on the last date, `the following day`, `two days later`, or back from today: `two days ago`."""
    for shift, phrases in words.get("day-after", {}).items():
        yield from ((phrase, SAME + int(shift)) for phrase in phrases)
    counted = words.get("days", {})
    for number, spellings in counted.get("numbers", {}).items():
        for word in (*spellings, number) if number != "1" else spellings:
            for sign, name in ((1, "later"), (-1, "earlier")):
                yield from ((f"{word} {phrase}", SAME + sign * int(number)) for phrase in counted.get(name, ()))
    for number, spellings in counted.get("ago", {}).get("numbers", {}).items():
        for phrase in counted["ago"]["phrases"]:
            yield from ((phrase.replace("#", word), -int(number)) for word in (*spellings, number))


_JOINS = {
    "_": ("", " "),
    ",": (",", ", ", ".,", "., "),
    ".": (".", ". ", " .", " . "),
    "/": ("/", " / ", "./", " /", "/ ", "./ "),
    "-": ("-", "‑"),
    "~": ("–", "—", " - ", " – ", " — ", "- ", " -", ".-", ".–", ".—", ". - ", ". – ", ". — ", ".- ", ".– "),
    ":": (":",),
    "(": ("(", " ("),
    ")": (")", ") ", "), "),
}
"""What joins parts in every language, by its sign in a form."""


def _joins(languages: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    joins = {written: sign for sign, ways in _JOINS.items() for written in ways}
    named = historic.data()["joins"]
    for word in load(OTHER)["words"]["anno"]:
        for form in (word, word.lower()):
            joins |= {f" {form} ": "_", f", {form} ": ","}
    for sign, phrases in ((">", named["after"]), ("<", named["before"]), ("y", named["reign"])):
        joins |= {f" {phrase} ".lower(): sign for phrase in phrases}
    for word in named["day"]:
        opening = " " if word[0].isalpha() else ""
        joins |= {f"{opening}{word}{close} ": "d" for close in ("", ",")}
    for data in languages:
        for name, sign in (("space", "_"), ("range", "~"), ("list", "&")):
            openings = (" ", ", ", ". ", "., ") if name == "list" else (" ", ". ")
            for word in data["joins"].get(name, ()):
                for opening in openings:
                    joins.setdefault(f"{opening}{word} ", sign)
        for word in calendars.data()["republican"]["year-words"]:
            joins |= {f", {word} ": ",", f" {word} ": "_"}
        for word in data["joins"].get("article", ()):
            joins |= {f", {word} ": ",", f" {word} ": "_"}
    return joins


def _compile(languages: list[dict[str, Any]], foreign: Mapping[str, Any] = MappingProxyType({})) -> Language:
    words: dict[str, tuple[str, Any]] = {}
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    zones: dict[str, str] = {}
    ordinals: set[str] = set()
    endings = frozenset(w for data in languages for w in data["decade-endings"])
    for data in languages:
        for word, entry in _vocabulary(data):
            words.setdefault(word, entry)
        for sense, phrases in data.get("before", {}).items():
            for phrase in phrases:
                # a phrase with two senses keeps the fuller one
                if sense not in ("cue", "clock") or phrase not in before:
                    before[phrase.lower()] = sense
        for sense, phrases in data.get("after", {}).items():
            after.update(dict.fromkeys((p.lower() for p in phrases), sense))
        for offset, names in data.get("zones", {}).items():
            zones.update(dict.fromkeys(names, offset))
        ordinals.update(data["ordinals"])
    for sense, phrases in foreign.get("after", {}).items():
        after.update((phrase, sense) for phrase in phrases)
    ordinals.update(foreign.get("ordinals", ()))
    other = load(OTHER)
    for word, entry in _vocabulary({key: foreign[key] for key in ("weekdays", "words") if key in foreign}):
        words.setdefault(word, entry)
    for word in other["words"]["anno"]:
        words.setdefault(word, ("l", None))
        before.setdefault(word.lower(), "cue")
    for word, (calendar, number) in calendars.months():
        for form in _cases(word, False)[:2]:
            words.setdefault(form, ("F" if calendar == "republican" else "h", (calendar, number)))
    for word, entry in historic.vocabulary():
        words.setdefault(word, entry)
    for word, rule in calendars.feasts().items():
        for form in (word, word.upper()):
            words.setdefault(form, ("E", rule))
    for sense, phrases in (foreign or {"before": {"cue": other["before"]["cue"]}})["before"].items():
        before.update((phrase, before.get(phrase, sense)) for phrase in phrases)
    for number, names in other["months"].items():
        for name in names:
            for form in _cases(name, False):
                words.setdefault(form, ("m", int(number)))

    def evidence(name: str) -> frozenset[str]:
        return frozenset(word for data in languages for word in data["evidence"].get(name, ()))

    return Language(
        lexicon=Lexicon(words, ordinals, endings),
        joins=_joins([*languages, foreign] if foreign else languages),
        before=Phrases(before),
        after=Phrases(after),
        zones=zones,
        before_christ=tuple(other["words"]["before-christ"]),
        births=frozenset(phrase for phrase, sense in before.items() if sense == "birth"),
        goes_on=evidence("goes-on"),
        no_date=evidence("no-date"),
        year_cues=evidence("year-cues") | {word.lower() for word in other["words"]["anno"]},
        season_cues=evidence("season-cues"),
        day_cues=evidence("day-cues"),
        sure_months=evidence("sure-months"),
        names=evidence("names"),
        counted=evidence("counted"),
        counted_endings=tuple(evidence("counted-endings")),
        counted_capital=any(data["evidence"].get("counted-capital") for data in languages),
        day_word_joins=evidence("day-word-joins"),
        clock_cues=evidence("clock-cues"),
        dotted_cues=evidence("dotted-clock-cues"),
        each=evidence("each"),
        exact_clock=evidence("exact-clock"),
        decade_nouns=evidence("decade-nouns"),
        of_days=evidence("of-days"),
        attributive=evidence("attributive"),
        glued=evidence("glued"),
        decade_endings=endings,
        conjunctions=frozenset(word for data in languages for word in data["joins"].get("list", ())),
        alternatives=frozenset(w for data in languages for w in data["joins"].get("alternative", ())),
        joining=frozenset(
            word
            for data in languages
            for name in ("range", "list", "article")
            for phrase in data["joins"].get(name, ())
            for word in phrase.split()
        )
        | frozenset(word for phrase, sense in before.items() if sense in _LEADING for word in phrase.split()),
        clock_12=all(data.get("clock-12", False) for data in languages),
        year_first=all(data.get("year-first", False) for data in languages),
        ordinal_dot=any(data["ordinal-dot"] for data in languages),
        capital_months=all(data["capitalised"] for data in languages),
    )
