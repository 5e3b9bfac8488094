"""The words that layouts share (`converters/layouts/words.toml`), and the forms of dates made of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import re2

from converters.matching import AnyOf, Pattern, pattern


@dataclass(frozen=True, slots=True)
class Label:
    """A label such as `Subject:` and the field of the description that its value goes to."""

    field: str
    many: bool = False
    type: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The shared vocabulary: alternatives for `{word}` in patterns, and labels of heads."""

    lists: Mapping[str, str]
    labels: Mapping[str, Label]
    of_kind: Pattern
    """Matches the beginning of a heading such as `Transcript of …`, which names more than that it is a copy."""
    label: Pattern
    """Matches a line with a label; groups `label` and `value`."""
    form_label: Pattern
    """The same where nothing but a space parts the two, or no value follows."""
    no_place: Pattern
    """What stands where a place does in a date line, and is none."""
    witness: Pattern
    """For whom, or as what, somebody else than the author signs; group `date`: nothing but the day follows."""
    genres: tuple[str, ...]
    """Kinds of document."""
    particles: frozenset[str]
    """Words of names that are written small."""
    genre: AnyOf
    """What a heading says of each of them."""


def expand(expression: str, lists: Mapping[str, str]) -> str:
    """`expression` with `{word}` replaced by the alternatives listed under that word."""
    for name, alternatives in lists.items():
        expression = expression.replace("{" + name + "}", alternatives)
    return expression


def unlisted(expression: str) -> str:
    """A word in braces for which there is no list; none of it is left in what `expand` gives."""
    found = pattern(r"(?:^|[^\\pPx])\{([A-Za-z_]+)\}").search(expression)
    return found.group(1) or "" if found is not None else ""


@lru_cache(maxsize=1)
def words() -> Words:
    """The words that layouts share (`words.toml`)."""
    data = tomllib.loads(files("converters").joinpath("layouts/words.toml").read_text("utf-8"))
    lists = {k: "(?:" + "|".join(sorted(v, key=len, reverse=True)) + ")" for k, v in data["words"].items()}
    lists["date"] = _dates(lists)
    lists["time"] = _times(lists)
    lists["place"] = _places(lists)
    labels = {
        w.replace("…", of).casefold(): Label(e["field"], e.get("many", False))
        for e in data["label"]
        for w in e["words"]
        for of in e.get("of", ("",))
    }
    alternatives = "|".join(re2.escape(w) for w in sorted(labels, key=len, reverse=True))
    label = pattern(
        rf"(?i)\W{{0,3}}(?P<label>{alternatives})"
        r"(?:\s*(?:\([\w ,]{1,30}\))?\s*[:：]\s*|[.]?\s*\t\s*|\s{3,}|\s*$)(?P<value>(?s:.*))"
    )
    form_label = pattern(rf"(?i)(?P<label>{alternatives})(?: ?[:：])?(?:\s{{1,2}}(?P<value>\S.*)|\s*)")
    genres = tuple(e["name"] for e in data["genre"])
    said = (r"(?i)(?:^|\P{L})(?:" + "|".join(e["words"]) + r")s?(?:\P{L}|$)" for e in data["genre"])
    of_kind = pattern(rf"(?i){lists['copy']} (?:of|from|du|des?|aus|von|из) \S")
    particles = frozenset(data["words"]["particle"])
    no_place = pattern(rf"(?i)\W*{lists['no_place']}\W*")
    witness = pattern(rf"(?:(?i:{lists['witness_label']}))(?: ?: ?(?P<date>{lists['date']})\W*)?")
    genre = AnyOf(said, anywhere=True)
    return Words(lists, labels, of_kind, label, form_label, no_place, witness, genres, particles, genre)


_HAN_FIGURES = "元〇○零一二三四五六七八九十百廿卅"


def _dates(lists: Mapping[str, str]) -> str:
    month, undated = lists["month"], lists["undated"]
    day, year = r"\d{1,2}(?:st|nd|rd|th|d|er|den|s?ten?|en|[º°.])?", r"\[?\d{4}\]?"
    several = rf"{day}(?: ?[/–-] ?{day})?"
    forms = (
        rf"(?i:{several}[ .]*(?:(?:day )?of |de |d’|d')?\[?{month}\]?\.?"
        rf"(?:,? (?:de |del )?{year}(?: ?(?:года|г|року|р|roku|r)\.?)?)?)",
        rf"(?i:{month}\.? {several}\.?(?:,? ?{year})?)",
        rf"(?i:{month}\.?,? (?:de )?{year})",
        r"\d{1,2}[./]\s?(?:\d{1,2}\.?\s?[./]|\d{1,2}\.?\s|[IVX]{1,4}\.?\s?[./]?)\s?(?:\d{4}|\d{2})",
        r"\d{1,2}\.?\s?/?\s?[IVX]{1,4}\.?\s?[/–-]?\s?\d{2,4}(?: ?(?:roku|r|г)\.?)?",
        r"\d{4}-\d{2}-\d{2}",
        rf"(?i:\d{{4}}[.,]? {month}\.? \d{{1,2}}\.?)",
        rf"(?:\p{{Han}}{{2}})?[{_HAN_FIGURES}\d]{{1,5}}年(?:[{_HAN_FIGURES}\d]{{1,3}}月(?:[{_HAN_FIGURES}\d]{{1,3}}日)?)?",
        rf"(?i:{undated})",
    )
    return rf"(?:(?i:{lists['weekday']}\.?,? (?:the |den |dem |le )?)?(?:" + "|".join(forms) + "))"


def _places(lists: Mapping[str, str]) -> str:
    """A place as a dateline has it: words with a capital and small ones between; `in the field`, but no sentence."""
    name = r"(?:\p{L}{1,3}\. ?)?[\p{Lu}\p{Lt}\p{Lo}’'][\p{L}.’'-]*"
    small, locative = lists["small"], lists["locative"]
    named = rf"(?:{locative}(?: \p{{Ll}}+){{0,2}} )?{name}(?: (?:{name}|{small})){{0,6}}"
    return rf"(?:{named}|{locative}(?: \p{{L}}+){{1,3}}) ?"


def _times(lists: Mapping[str, str]) -> str:
    clock = r"\d{1,2}(?:(?:[:.,]| ?h\.? ?)\d{2})?"
    return (
        rf"(?:(?:{lists['clock_word']} )?{clock}(?: ?[–-] ?{clock})?(?: ?(?i:{lists['daytime']}))?"
        rf"|\d{{4}}Z|(?i:noon|midnight)"
        rf"|{clock} ?(?i:{lists['daytime']}) ?[–-] ?{clock} ?(?i:{lists['daytime']}))"
    )


def all_named(text: str) -> bool:
    """Whether every word of a line but particles has a capital, as in a name."""
    return not any(word[0].islower() and word not in words().particles for word in text.split())


def bare(line: str, most: int | None = None) -> str:
    """A line without bullets and punctuation at its ends, in lower case, for comparing; its first `most` letters."""
    return line.strip(" \t\r\n•·*-–—|:.,;»›>+[]()\u00a0")[:most].casefold()
