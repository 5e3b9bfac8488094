"""All that is known of one language, in one automaton: the triggers of its rules, its cues and stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from converters.events.cues import Cues, read_cues
from converters.events.rules import APART, EventRule, Form, read_rules
from converters.matching import Words


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of a rule, and which form of it."""

    value: str
    rule: EventRule
    form: Form = "noun"
    closing: str = ""
    """What ends the clause of a verb that is parted: `ab`."""


@dataclass(frozen=True, slots=True)
class Word:
    """All that one string of the automaton may mean."""

    triggers: tuple[Hit, ...] = ()
    stop: str = ""
    conjunction: bool = False
    light: bool = False
    cue: str = ""
    """The modality that it gives what follows."""
    clausal: bool = False
    abbreviation: bool = False
    governing: str = ""
    undone: tuple[tuple[str, str], ...] = ()
    """Modalities, each with what must end the clause."""
    people: bool = False
    member: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that is known of one language, in one automaton."""

    rules: tuple[EventRule, ...]
    cues: Cues
    words: Words
    table: Mapping[str, Word] = field(repr=False)


_STOPS = (". ", ".”", '."', "? ", "?”", '?"', "! ", "!”", "; ", ".[", ".)", "?)")


@lru_cache(maxsize=32)
def grammar(language: str) -> Grammar | None:
    """The grammar of `language` (BCP 47; the primary subtag counts), None where there is none."""
    primary = language.split("-")[0].lower()
    folder = files("converters.events") / "rules"
    cue_file = folder / f"{primary}.cues.toml"
    if not cue_file.is_file():
        return None
    return _grammar(cue_file, _rule_files(folder, primary))


def grammar_of(path: Path) -> Grammar:
    """The grammar of one rule file alone, with the cues of its language. For `check`."""
    language = path.name.split(".")[-2]
    return _grammar(files("converters.events") / "rules" / f"{language}.cues.toml", [path])


def _grammar(cue_file: Traversable, paths: Iterable[Path | Traversable]) -> Grammar:
    cues = read_cues(cue_file)
    rules = [pair for path in paths for pair in read_rules(path)]
    hits: dict[str, list[Hit]] = {}
    for rule, forms in rules:
        for form, word in forms:
            opening, _, closing = word.partition(APART)
            hits.setdefault(opening, []).append(Hit(word, rule, form, closing))
            for ending, other in cues.conditional.items() if form == "future" else ():
                verb, space, rest = word.partition(" ")
                if verb.endswith(ending):
                    conditional = verb.removesuffix(ending) + other + space + rest
                    hits.setdefault(conditional, []).append(Hit(conditional, rule, "conditional"))
    undone: dict[str, list[tuple[str, str]]] = {}
    for word, modality in cues.undone.items():
        opening, _, closing = word.partition(APART)
        undone.setdefault(opening, []).append((modality, closing))
    stops = {stop: stop[0] for stop in _STOPS}
    words = {*hits, *undone, *cues.modality, *cues.governing, *cues.conjunctions, *cues.light, *stops}
    words |= cues.people | cues.members
    table = {
        word: Word(
            triggers=tuple(hits.get(word, ())),
            stop=stops.get(word, ""),
            conjunction=word in cues.conjunctions,
            light=word in cues.light,
            cue=cues.modality.get(word, ""),
            clausal=word in cues.clausal,
            abbreviation=word in cues.abbreviations,
            governing=cues.governing.get(word, ""),
            undone=tuple(undone.get(word, ())),
            people=word in cues.people,
            member=word in cues.members,
        )
        for word in sorted(words)
    }
    return Grammar(tuple(rule for rule, _ in rules), cues, Words(table), table)


def _rule_files(folder: Traversable, language: str) -> Iterator[Traversable]:
    ending = f".{language}.toml"
    yield from sorted((f for f in folder.iterdir() if f.name.endswith(ending)), key=lambda f: f.name)
