"""Rules of recognition of events, and the words of a language that they lean on: read from TOML, once.

A file `rules/DOMAIN.LANGUAGE.toml` holds `[[rule]]` tables; `rules/LANGUAGE.cues.toml` holds the words
that part clauses, deny, plan, suppose and request. `docs/events.md` describes every key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from converters.matching import Words

Form = Literal["noun", "base", "past", "both", "participle", "future"]
"""What a trigger is: a noun, or a verb as infinitive, past tense, past participle, both of these in one (`arrested`),
or in a future of one word."""

APART = " … "
"""Parts a verb from what ends its clause: `lehnte … ab`."""

SLOTS = ("before", "after", "between", "with", "of", "by", "to", "from", "for", "against", "own")
"""Where participants stand. `own` is a possessor before a noun: `Rusk's visit`, `the Soviet note`."""

PLACE_ROLES = frozenset({"place", "origin", "destination"})
_KEYS = frozenset(
    [
        "id",
        "type",
        "family",
        "description",
        "nouns",
        "verbs",
        "frame",
        "requires",
        "label",
        "quantities",
        "passive",
        "dating",
        "place",
        "recount",
        "bare",
        "first_person",
        "people",
        "rank",
        "example",
    ]
)


class RuleError(ValueError):
    """A rule file that cannot be used; the message names the file and the rule."""


@dataclass(frozen=True, slots=True)
class EventRule:
    """One kind of act and the words that tell of it."""

    id: str
    type: str
    family: str
    """Mentions of one family may be of one event: a flight over the border and the crossings of it."""
    description: str
    label: str
    frame: Mapping[str, tuple[str, ...]]
    """Slot → roles, the first that fits what stands there."""
    requires: tuple[frozenset[str], ...]
    """Alternatives; each a set of parts that must be there (`participant:2` counts)."""
    quantities: Literal["", "participants", "clause"] = ""
    """Which numbers are the event's: of its participants only, or all of the clause."""
    passive: bool = False
    """Whether the participle with `be` turns the frame round: `was arrested`."""
    dating: Literal["clause", "attached", "adjacent"] = "clause"
    """`attached`: only a date that belongs to the noun counts (`the note of 3 May`); `adjacent`: only one
    right after the verb or first in the clause."""
    place: bool = True
    """Whether the clause's place is the event's."""
    generic: str = ""
    """The first of its nouns, which may mean an event told by another of them."""
    recount: bool = False
    """Further numbers of the same people in the text are numbers of this event."""
    bare: bool = False
    """A participle is enough, without an auxiliary: `born 1890`."""
    people: bool = False
    """Nobody but persons and bodies takes part: one meets no place."""
    first_person: bool = True
    """Whether `I` may be who stands before the verb; nobody tells of having died."""
    rank: int = 0
    """Of two types of one family that merge, the higher names the event."""
    examples: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Cues:
    """The small words of a language."""

    modality: Mapping[str, str]
    """Cue → `denied`, `planned`, `supposed` or `requested`, where it stands before a trigger."""
    governing: Mapping[str, str]
    """The same for verbs that govern a `that` clause: `proposed that …`."""
    clausal: frozenset[str]
    """Cues that bear on a finite verb of the past too: `if`, `whether`, `never`."""
    after: Mapping[str, str]
    """The same for words after a noun: `the meeting will be held`."""
    undone: Mapping[str, str]
    """The same for verbs that undo what a noun names, before or after it: `cancelled the visit`."""
    conjunctions: frozenset[str]
    complementizers: frozenset[str]
    abbreviations: frozenset[str]
    light: frozenset[str]
    """Verbs that only say that something happened: `took place`."""
    presupposing: frozenset[str]
    """Prepositions before a noun that take the event for granted: `at the meeting`."""
    definite: frozenset[str]
    demonstrative: frozenset[str]
    """Those of them that point back: `this`."""
    indefinite: frozenset[str]
    """`a`, `any`: what has no other date or place is not told of a certain event."""
    auxiliaries: frozenset[str]
    """Forms of `be` or `werden` that make a passive with a participle."""
    present: frozenset[str]
    """Those of the present: what is usual, not what happened."""
    time_words: frozenset[str]
    """Nouns before such a preposition that are dates themselves: `the evening of 4 September`."""
    maiden: frozenset[str]
    """Words before a maiden name: `née`."""
    attributive: frozenset[str]
    """Prepositions that tie a date to the noun before it."""
    infinitive: frozenset[str]
    """Words before an infinitive: `to`."""
    nonfinite: frozenset[str]
    """Those that another verb governs: `be`, `been`, `werden`."""
    adverbs: frozenset[str]
    """Those that stand between a subject and its verb."""
    perfect: frozenset[str]
    """Forms of `have` before a participle."""
    relatives: frozenset[str]
    genitive: frozenset[str]
    """Articles that after a noun make a genitive: `Schutz der Gestapo`."""
    titles: frozenset[str]
    articles: frozenset[str]
    joiners: frozenset[str]
    """What joins the members of a list, and the titles between them: `,`, `and`, `mr.`."""
    prepositions: frozenset[str]
    locative: frozenset[str]
    dated: frozenset[str]
    acted: frozenset[str]
    """Those of them that date an act, not a thing: `on`."""
    since: frozenset[str]
    first_person: frozenset[str]
    pronouns: frozenset[str]
    place_owners: frozenset[str]
    """Words before `in X` that X belongs to: `the Ambassador in Argentina`."""
    people: frozenset[str]
    """Nouns for people and bodies without a name, who may take part: `my mother`, `the accused`, `Soviet troops`."""
    inversion: frozenset[str]
    """Verbs that open a condition without `if`: `Had he met …`."""
    members: frozenset[str]
    """Nouns that say who only together with a body or place: `NATO Council members`, `the chief of the Gestapo`."""
    agentive: tuple[str, ...]
    """Endings of a name by which it is who did it, after a passive (Russian)."""
    owners: frozenset[str]
    """Possessives that are part of such a phrase: `my`."""
    record_words: frozenset[str]
    """Words that may stand before a genre in a heading: `top secret`, `draft`."""
    slot_words: frozenset[str]
    slots: Mapping[str, tuple[str, ...]]
    """Slot → prepositions that open it."""
    auxiliary_reach: int = 4
    """How many words before the participle its auxiliary may stand; 0 for anywhere in the clause."""
    bare_participle: bool = False
    """A participle is a passive without an auxiliary (Russian)."""
    ordinal_points: bool = False
    """A number before a point is an ordinal (`3. Mai`)."""
    verb_final: bool = False
    """Infinitive and participle end the clause, and the subject may follow the finite verb (German)."""
    date_first: bool = False
    """A date right before a noun is its own: `the 24 April memorandum`."""
    bare_of: bool = False
    """A name right after a noun is a genitive (Russian)."""
    noun_capitals: bool = False
    """Common nouns are written with a capital."""
    possessive: tuple[str, ...] = ()


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


def read_cues(path: Path | Traversable) -> Cues:
    """The cue words of a language."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    def words(key: str) -> frozenset[str]:
        return frozenset(table.get(key, ()))

    def by_modality(key: str) -> dict[str, str]:
        return {word: modality for modality, listed in table.get(key, {}).items() for word in listed}

    return Cues(
        modality=by_modality("modality"),
        governing=by_modality("governing"),
        clausal=words("clausal"),
        after=by_modality("after"),
        undone=by_modality("undone"),
        conjunctions=words("conjunctions"),
        complementizers=words("complementizers"),
        abbreviations=words("abbreviations"),
        light=words("light"),
        presupposing=words("presupposing"),
        definite=words("definite"),
        demonstrative=words("demonstrative"),
        indefinite=words("indefinite"),
        auxiliaries=words("auxiliaries"),
        present=words("present"),
        time_words=words("time_words"),
        maiden=words("maiden"),
        attributive=words("attributive"),
        infinitive=words("infinitive"),
        nonfinite=words("nonfinite"),
        adverbs=words("adverbs"),
        perfect=words("perfect"),
        relatives=words("relatives"),
        genitive=words("genitive"),
        titles=words("titles"),
        articles=words("articles"),
        joiners=words("joiners"),
        prepositions=words("prepositions"),
        locative=words("locative"),
        dated=words("dated"),
        acted=words("acted"),
        since=words("since"),
        first_person=words("first_person"),
        pronouns=words("pronouns"),
        place_owners=words("place_owners"),
        people=words("people"),
        members=words("members"),
        agentive=tuple(table.get("agentive", ())),
        inversion=words("inversion"),
        owners=words("owners"),
        record_words=words("record_words"),
        slot_words=frozenset(word for listed in table.get("slots", {}).values() for word in listed),
        slots={slot: tuple(listed) for slot, listed in table.get("slots", {}).items()},
        auxiliary_reach=int(table.get("auxiliary_reach", 4)),
        bare_participle=bool(table.get("bare_participle", False)),
        ordinal_points=bool(table.get("ordinal_points", False)),
        verb_final=bool(table.get("verb_final", False)),
        date_first=bool(table.get("date_first", False)),
        bare_of=bool(table.get("bare_of", False)),
        noun_capitals=bool(table.get("noun_capitals", False)),
        possessive=tuple(table.get("possessive", ())),
    )


def read_rules(path: Path | Traversable) -> list[tuple[EventRule, list[tuple[Form, str]]]]:
    """The rules of one file, each with its triggers by form. Raises `RuleError`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: {error}") from error
    return [_rule(path.name, entry) for entry in table.get("rule", ())]


def _rule(file: str, entry: Mapping[str, Any]) -> tuple[EventRule, list[tuple[Form, str]]]:
    where = f"{file}: rule {entry.get('id', '?')!r}"
    if unknown := set(entry) - _KEYS:
        raise RuleError(f"{where}: unknown key {sorted(unknown)[0]!r}")
    for key in ("id", "type", "description", "label"):
        if not entry.get(key):
            raise RuleError(f"{where}: {key!r} is missing")
    frame = {}
    for slot, roles in entry.get("frame", {}).items():
        if slot not in SLOTS:
            raise RuleError(f"{where}: unknown slot {slot!r}; there are {', '.join(SLOTS)}")
        frame[slot] = (roles,) if isinstance(roles, str) else tuple(roles)
    forms: list[tuple[Form, str]] = [("noun", noun) for noun in entry.get("nouns", ())]
    for verb in entry.get("verbs", ()):
        forms.extend(_verb_forms(where, verb))
    if not forms:
        raise RuleError(f"{where}: neither nouns nor verbs")
    rule = EventRule(
        id=entry["id"],
        type=entry["type"],
        family=entry.get("family", entry["type"]),
        description=entry["description"],
        label=entry["label"],
        frame=frame,
        requires=tuple(frozenset(r.split("+")) for r in entry.get("requires", ("participant+date",))),
        quantities=entry.get("quantities", ""),
        passive=bool(entry.get("passive", False)),
        dating=entry.get("dating", "clause"),
        place=bool(entry.get("place", True)),
        generic=next(iter(entry.get("nouns", ())), ""),
        recount=bool(entry.get("recount", False)),
        bare=bool(entry.get("bare", False)),
        people=bool(entry.get("people", False)),
        first_person=bool(entry.get("first_person", True)),
        rank=int(entry.get("rank", 0)),
        examples=tuple(entry.get("example", ())),
    )
    return rule, forms


def _verb_forms(where: str, verb: str) -> Iterator[tuple[Form, str]]:
    """`give, gave, given | up`: infinitive, past, participle, and the words that follow each.

    A fourth form is a future of one word. Spellings of one form are parted by `/`. Without a third, the past
    is the participle too.
    """
    stem, _, rest = verb.partition("|")
    forms = [form.split("/") for form in stem.split(",")]
    if len(forms) > 4:
        raise RuleError(f"{where}: cannot read verb {verb!r}")
    tail = f" {rest.strip()}" if rest.strip() else ""
    names: tuple[Form, ...] = ("base", "past", "participle", "future")
    seen: set[str] = set()
    single = len(forms) < 3 or not any(forms[2])
    for name, spellings in reversed(list(zip(names, forms, strict=False))):
        for spelling in map(str.strip, spellings):
            if spelling and spelling not in seen:
                seen.add(spelling)
                yield "both" if name == "past" and single else name, spelling + tail


@lru_cache(maxsize=1)
def _descriptions() -> Mapping[str, str]:
    folder = files("converters.events") / "rules"
    found: dict[str, str] = {}
    for path in folder.iterdir():
        if path.name.endswith(".toml"):
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            for kind in ("rule", "recorded", "act"):
                for entry in table.get(kind, ()):
                    found.setdefault(entry["id"], entry.get("description") or entry["label"])
            found.update(table.get("descriptions", {}))
    return found


def describe(rule: str) -> str:
    """What a rule recognises, in prose; empty for one that is not of this package."""
    return _descriptions().get(rule, "") if rule.startswith("event.") else ""
