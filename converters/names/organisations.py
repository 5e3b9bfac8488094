"""The organisations and abbreviations of the authority."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters.matching import Pattern, pattern
from converters.names.index import NameIndex
from converters.names.lexicon import FUNCTION, ORDINARY, THING, lexicon
from converters.names.mention import Spans, longest
from tei.model import Cert


@dataclass(slots=True)
class Body:
    """An organisation, or another thing that an abbreviation stands for (`element` is then `term`)."""

    start: int
    end: int
    element: str = "orgName"
    refs: tuple[str, ...] = ()
    rule: str = "name.organisation.form"
    cert: Cert = "medium"
    seated: bool = False
    """The name ends with that of its seat, which is a part of it."""


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The words of `data/organisations.toml`."""
    return tomllib.loads((files(__package__) / "data" / "organisations.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def is_body(note: str) -> bool:
    """Whether an abbreviation's expansion names an organisation, and not a thing (`fiscal year`)."""
    return _expansion().search(note) is not None


@lru_cache(maxsize=1)
def _expansion() -> Pattern:
    words = "|".join(data()["expansion"]["words"].split())
    return pattern(rf"\b(?:{words}|air force)", ignore_case=True)


def known_bodies(text: str, hits: Iterable[tuple[str, int, int]], index: NameIndex, persons: Spans) -> list[Body]:
    """The authority's organisations and abbreviations in a folded `text`, outside names of persons."""
    flags = lexicon().flags
    found: list[Body] = []
    for form, start, end in longest(hit for hit in hits if hit[0] in index.organisations):
        if persons.touch(start, end):
            continue
        if len(form) == 1 and not _letter_stands(text, start, end):
            continue
        if start > 1 and text[start - 1] == "." and text[start - 2].isupper():
            continue
        ordinary = form[1:].islower() and form.isalpha() and flags.get(form, 0) & (THING | ORDINARY | FUNCTION)
        if ordinary and _in_phrase(text, start, end):
            continue
        ids = tuple(index.organisations[form])
        entity = index.entities[ids[0]]
        short = any(name.type == "abbr" for name in entity.names)
        # A list of abbreviations has things among its entries; an entry with a name in full is what it is said to be.
        body = is_body(entity.note) if all(name.type == "abbr" for name in entity.names) else True
        rule = "name.abbreviation" if short else "name.organisation"
        stop = seat(text, end) if body and not short else end
        cert: Cert = "high" if len(ids) == 1 else "low"
        found.append(Body(start, stop, "orgName" if body else "term", ids, rule, cert, stop > end))
    return found


def seat(text: str, end: int, german: bool = False) -> int:
    """Where a body's name ends: with the place that follows it at once (`Israelitische Kultusgemeinde Wien`), in German
    with the number too (`Wehrkreiskommando XVII`)."""
    rest = text[end : end + 40].partition("\n")[0]
    if rest[:1] != " ":
        return end
    words = rest[1:].split(" ")
    for count in (2, 1):
        name = " ".join(words[:count]).rstrip(".,;:)(")
        town = name in lexicon().places and lexicon().kinds[lexicon().places[name]] == "city"
        if town or (german and (name in lexicon().towns or pattern(r"[IVX]+|\d{1,3}[a-z]?").fullmatch(name))):
            return end + 1 + len(name)
    return end


def _letter_stands(text: str, start: int, end: int) -> bool:
    """Whether a single letter is a word by itself, and not an initial, an item's letter or part of `U.S.`"""
    after, before = text[end : end + 1], text[start - 1 : start]
    if (after and after in ".)'") or (before and before in ".('-"):
        return after == ")" and before == "("
    left = text[max(0, start - 2) : start].strip()
    return left != "\n" and before != "\n"


def _in_phrase(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word touches another, or `of`: part of a longer name."""
    if start > 1 and text[start - 1] == " " and (text[start - 2].isalpha()):
        word = text[max(0, start - 40) : start - 1].rpartition(" ")[2]
        if word[:1].isupper():
            return True
    rest = text[end : end + 5]
    return rest.startswith((" of ", " for")) or (len(rest) > 1 and rest[0] == " " and rest[1].isupper())
