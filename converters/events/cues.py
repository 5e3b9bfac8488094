"""The words of a language that rules of events lean on: they part clauses, deny, plan, suppose and request.

They are read from `rules/LANGUAGE.cues.toml`; `docs/events.md` describes every key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path


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
    coordinating: frozenset[str]
    """Those of them after which the clause is no subordinate one: `und`."""
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
    irrealis: frozenset[str]
    """Words right behind a verb by which it tells of what did not happen: `встретился бы`."""
    conditional: Mapping[str, str]
    """Endings of a future → those of the conditional made of it: `rencontrera`, `rencontrerait`."""
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
    made: frozenset[str]
    """Participles after a thing that say when it was made: `the agreement, signed at Moscow on …`."""
    ordering: frozenset[str]
    """Verbs right before a noun whose event they want, whatever its date: `ordered the withdrawal`."""
    topical: frozenset[str]
    """Prepositions behind a document that open what it is about: `concerning`."""
    making: frozenset[str]
    """Verbs by which a thing comes to be: what is not signed may not exist, what is not accepted does."""
    since: frozenset[str]
    relative_time: frozenset[str]
    """Prepositions by which one thing is told as earlier or later than another: `after the signing`."""
    when: frozenset[str]
    """Words that tell what happened on the date before them: `until 3 March, when …`."""
    first_person: frozenset[str]
    third_person: frozenset[str]
    """Pronouns of somebody told of."""
    pronouns: frozenset[str]
    place_owners: frozenset[str]
    """Words before `in X` that X belongs to: `the Ambassador in Argentina`."""
    people: frozenset[str]
    """Nouns for people and bodies without a name, who may take part: `my mother`, `the accused`, `Soviet troops`."""
    sequence: frozenset[str]
    """Words after `and` by which another is met later: `first A and then B`."""
    having: frozenset[str]
    """Verbs whose object is the event and whose subject took part: `had a talk with`."""
    happening: frozenset[str]
    """Words between a noun and who took part that only say that it happened: `was held on 3 May between`."""
    hearsay: frozenset[str]
    """Verbs that tell what is said to have happened, before the infinitive of a perfect: `soll … verlassen haben`."""
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
    phrases: Mapping[str, str]
    """Several words that stand for a preposition → that, as long as they are: `with the attendance of`."""
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
    inverts: bool = False
    """The subject may follow a verb that has no object: `В Москву прибыл Кастро`."""
    noun_capitals: bool = False
    """Common nouns are written with a capital."""
    possessive: tuple[str, ...] = ()


def read_cues(path: Path | Traversable) -> Cues:
    """The cue words of a language."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))

    def words(key: str) -> frozenset[str]:
        return frozenset(table.get(key, ()))

    def by_modality(key: str) -> dict[str, str]:
        return {word: modality for modality, listed in table.get(key, {}).items() for word in listed}

    slots = table.get("slots", {})
    openers = {slot: tuple(word for word in listed if " " not in word) for slot, listed in slots.items()}
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
        irrealis=words("irrealis"),
        conditional=dict(table.get("conditional", {})),
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
        made=words("made"),
        making=words("making"),
        ordering=words("ordering"),
        coordinating=words("coordinating"),
        topical=words("topical"),
        since=words("since"),
        relative_time=words("relative_time"),
        when=words("when"),
        first_person=words("first_person"),
        third_person=words("third_person"),
        pronouns=words("pronouns"),
        place_owners=words("place_owners"),
        people=words("people"),
        members=words("members"),
        agentive=tuple(table.get("agentive", ())),
        sequence=words("sequence"),
        having=words("having"),
        happening=words("happening"),
        hearsay=words("hearsay"),
        inversion=words("inversion"),
        owners=words("owners"),
        record_words=words("record_words"),
        slot_words=frozenset(word for listed in openers.values() for word in listed),
        slots=openers,
        phrases={
            word: (f"{listed[0]} " if word[-1] == "'" else listed[0]).rjust(len(word))
            for listed in slots.values() for word in listed if " " in word
        },
        auxiliary_reach=int(table.get("auxiliary_reach", 4)),
        bare_participle=bool(table.get("bare_participle", False)),
        ordinal_points=bool(table.get("ordinal_points", False)),
        verb_final=bool(table.get("verb_final", False)),
        date_first=bool(table.get("date_first", False)),
        bare_of=bool(table.get("bare_of", False)),
        inverts=bool(table.get("inverts", False)),
        noun_capitals=bool(table.get("noun_capitals", False)),
        possessive=tuple(table.get("possessive", ())),
    )
