"""The forms of the names of organisations and places, and what abbreviations stand for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from converters.authority import cyrillic
from converters.authority.folding import fold, umlauts
from converters.authority.form import Form, FormKind
from converters.authority.transliteration import known_spellings
from converters.matching import pattern
from tei.entities import Entity


@lru_cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(files(__package__).joinpath("data/organisations.toml").read_text(encoding="utf-8"))
    return {key: tuple(value.split() if isinstance(value, str) else value) for key, value in data.items()}


def org_forms(entity: Entity) -> Iterator[Form]:
    """The forms of an organisation or of an abbreviation, expansions from its note included."""
    for name in entity.names:
        for text in _alternatives(name.text):
            yield Form(text, _org_kind(text, name.type))
            first, space, rest = text.partition(" ")
            if space and first in _words()["articles"]:
                yield Form(rest, "name")
    for text in expansions(entity):
        words = text.split()
        if len(words) > 1 and text[0].isupper() and words[0].lower() not in _words()["descriptions"]:
            yield Form(text, "expansion", "medium")


def _org_kind(text: str, type_: str) -> FormKind:
    """An abbreviation has capitals that no word has: `NATO`, `S/S`, `Secto` only where it is said."""
    if type_ == "abbr" and " " not in text:
        return "abbr"
    short = sum(map(str.isupper, text)) >= max(2, sum(map(str.isalpha, text)) // 2)
    return "abbr" if short and len(text) <= 12 and len(text.split()) <= 3 else "name"


_BETWEEN = (" or ", " - ", " – ", " — ", "; ", ", ")


def _alternatives(text: str, separators: tuple[str, ...] = _BETWEEN) -> Iterator[str]:
    """`AFP (A&FP)`, `TE or TOE`, `BBC - British Broadcasting Corporation`, `USOM(/F)`, `P.L.`"""
    yield text
    stripped = text.strip('“”"‘’ ')
    if stripped != text:
        yield stripped
    for separator in separators:
        if separator in text:
            yield from (piece.strip() for piece in text.split(separator) if piece.strip())
    if match := pattern(r"^(.*?)(\s*)\(([^()]+)\)(.*)$").match(text):
        before, space, inside, after = (match.group(i) or "" for i in (1, 2, 3, 4))
        yield (before + after).strip()
        if space:
            yield inside.strip()
        else:
            yield before + inside + after
    if text.endswith("s") and text[:-1].isupper() and len(text) > 3:
        yield text[:-1]  # LDCs
    first, slash, second = text.partition("/")
    if slash and len(first) > 3 and second.startswith(first[:3]):
        yield from (first, second)  # HICOM/HICOMRY
    if "." in text and " " not in text:
        yield text.replace(".", "")
        yield text.replace(".", ". ").strip()
    if " & " in text:
        yield text.replace(" & ", "&")
    elif "&" in text:
        yield text.replace("&", " & ")


def expansions(entity: Entity) -> tuple[str, ...]:
    """What an abbreviation stands for, out of the names and the note: `ACSI, Assistant Chief of …`.

    Several, where the note has several (`CG, circular airgram; Commanding General`), or a translation
    in brackets.
    """
    found = [name.text for name in entity.names if name.type in ("expan", "full", "expansion")]
    abbreviations = {fold(text) for name in entity.names for text in _alternatives(name.text)}
    for line in entity.note.splitlines():
        head, _, rest = line.partition(",")
        if fold(head) not in abbreviations:
            lead = next((n.text for n in entity.names if line.startswith(n.text)), "")
            rest = line.removeprefix(lead) if lead else ""
        for piece in rest.replace("; also ", "; ").split(";"):
            outside, *inside = pattern(r"\(([^()]*)\)").sub(r"|\1|", piece).split("|")
            texts = (text.strip(" .,:–-") for text in (outside.split(",")[0], *inside[:1]))
            found.extend(text for text in texts if len(text) > 2)
    return tuple(dict.fromkeys(found))


def place_forms(entity: Entity) -> Iterator[Form]:
    """The forms of a place: its names, their short forms, other romanisations."""
    words = _words()
    for index, name in enumerate(entity.names):
        yield Form(name.text, "abbr" if name.type == "abbr" else "name")
        for text in _alternatives(name.text, ()):
            yield Form(text, "name", "medium")
        if cyrillic.is_cyrillic(name.text):
            yield from (Form(text, "name", "medium") for text in cyrillic.variants(name.text))
        for prefix in words["state_prefixes"]:
            if name.text.startswith(prefix + ("" if prefix.endswith("'") else " ")):
                yield Form(name.text.removeprefix(prefix).strip().removeprefix("the "), "short")
        for suffix in words["place_suffixes"]:
            if name.text.endswith(" " + suffix):
                yield Form(name.text.removesuffix(suffix).strip(), "short", "medium")
                break
        if not index:
            yield from (Form(text, "name", "medium") for text in known_spellings(name.text))
        german = umlauts(name.text)
        if german != name.text:
            yield Form(german, "name", "low")
