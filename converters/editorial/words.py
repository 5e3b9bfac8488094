"""What single words are: their classes in a language (data in `words/`), and their shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("en", "de", "fr", "ru")
"""The languages that conventions are made for."""
MORE = ("es", "it", "nl", "pl")
"""Those of which the words are known, for the brackets that are common everywhere."""
GRAMMAR = frozenset(
    {"article", "determiner", "pronoun", "possessive", "preposition", "conjunction", "auxiliary", "particle"}
)
_SINGULAR_ONLY = GRAMMAR | {"given-name", "action", "nation"}
_SHORTENED = frozenset({"title", "day-half"})
_EDGE = "\"'“”„«»‘’‚‹›()[]{}<>.,;:!?…—–-*⟦⟧$£€¥"
_VOWELS = frozenset("aeiouyäöüáàâéèêíîóôúûаеёиоуыэюя")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False, slots=True)
class Lexicon:
    """The words of some languages."""

    classes: Mapping[str, frozenset[str]]
    numbers: Mapping[str, str]
    several: frozenset[str]
    units: Mapping[str, str]
    bounds: Mapping[str, str]
    seen: dict[str, frozenset[str]]

    def kinds(self, word: str) -> frozenset[str]:
        """Classes and shapes of `word` as it stands in the text; empty for an empty word."""
        known = self.seen.get(word)
        if known is None:
            if len(self.seen) > 50_000:
                self.seen.clear()
            known = self.seen[word] = self._kinds(word)
        return known

    def _kinds(self, word: str) -> frozenset[str]:
        core = bare(word)
        if not core:
            return _NONE
        folded = core.casefold().replace("’", "'")
        stem = folded.removesuffix("'s").removesuffix("'")
        kinds = set(self.classes.get(folded) or self.classes.get(stem) or ())
        if not kinds and folded.endswith("s") and len(folded) > 4:
            kinds |= self.classes.get(folded[:-1], _NONE) - _SINGULAR_ONLY
        if stem != folded:
            kinds.add("genitive")
        if word.endswith(".") and not kinds.isdisjoint(_SHORTENED):
            kinds.add("abbreviated")
        if not kinds.isdisjoint(GRAMMAR):
            kinds.add("grammar")
        return frozenset(kinds | _shape(core, word))


def bare(word: str) -> str:
    """`word` without the punctuation around it and without brackets in it."""
    core = word.strip(_EDGE)
    return core.replace("[", "").replace("]", "") if "[" in core or "]" in core else core


def _shape(core: str, word: str) -> set[str]:
    kinds = {"word"}
    if core[0].isdigit():
        digits = core.replace(",", "").replace(".", "").replace("½", "")
        if digits.isdigit():
            kinds.add("number")
            if len(core) == 4 and core.isdigit() and "1000" <= core <= "2100":
                kinds.add("year")
        elif core.rstrip("stndrhсmeèºª°.").isdigit():
            kinds |= {"number", "ordinal"}
        return kinds
    letters = [c for c in core if c.isalpha()]
    if not letters:
        return kinds
    if letters[0].isupper():
        kinds.add("capital")
        if len(letters) > 1 and all(c.isupper() for c in letters):
            kinds.add("capitals")
        if len(letters) == 1 or _dotted(core):
            kinds.add("initial")
    elif letters[0].islower():
        kinds.add("lower")
    else:
        kinds.add("caseless")
    stopped = word.rstrip("])”\"'’,;:").endswith(".")
    if stopped and ("." in core or (len(core) <= 4 and not _VOWELS & set(core.casefold()))):
        kinds.add("abbreviated")
    return kinds


def _dotted(core: str) -> bool:
    """`J.F.K`, `E. H`: single capitals with full stops between."""
    parts = core.replace(" ", "").split(".")
    return len(parts) > 1 and all(len(part) <= 1 for part in parts)


@lru_cache(maxsize=32)
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """The words of `languages` together, the first having precedence; unknown ones are passed over."""
    classes: dict[str, set[str]] = {}
    numbers: dict[str, str] = {}
    units: dict[str, str] = {}
    bounds: dict[str, str] = {}
    several: set[str] = set()
    for language in languages:
        path = files(__package__) / "words" / f"{language}.toml"
        if not path.is_file():
            continue
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for name, entries in data.get("classes", {}).items():
            for entry in entries.split():
                word = entry.replace("_", " ")
                for form in {word, word.replace(".", "")}:
                    classes.setdefault(form, set()).add(name)
        for word, value in data.get("numbers", {}).items():
            numbers.setdefault(word, value)
        several.update(w.replace("_", " ") for w in data.get("several", {}).get("words", "").split())
        for unit, forms in data.get("units", {}).items():
            for form in forms.split():
                units.setdefault(form, unit)
        for bound, forms in data.get("bounds", {}).items():
            for form in forms.split():
                bounds.setdefault(form.replace("_", " "), bound)
    frozen = {word: frozenset(names) for word, names in classes.items()}
    return Lexicon(frozen, numbers, frozenset(several), units, bounds, {})
