"""Rules of recognition of events, read from `rules/DOMAIN.LANGUAGE.toml`; `docs/events.md` describes every key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from converters import toml

Form = Literal["noun", "base", "past", "both", "participle", "future", "conditional"]
"""What a trigger is: a noun, or a verb as infinitive, past tense, past participle, both of these in one (`arrested`),
or in a future or a conditional of one word."""

APART = " … "
"""Parts a verb from what ends its clause: `lehnte … ab`."""

SLOTS = ("before", "after", "between", "with", "of", "by", "to", "from", "for", "against", "own")
"""Where participants stand. `own` is a possessor before a noun: `Rusk's visit`, `the Soviet note`."""

PLACE_ROLES = frozenset({"place", "origin", "destination"})
_KEYS = frozenset([
    "id", "type", "family", "description", "nouns", "verbs", "frame", "requires", "label", "quantities", "passive",
    "dating", "place", "alone", "recount", "bare", "first_person", "people", "rank", "objects",
    "example",
])  # fmt: skip


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
    alone: frozenset[str] = frozenset()
    """Of its verbs those that stand without an object: `voted on 3 May` is no passive."""
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
    somebody: bool = False
    """One of the sets of parts that it requires is of somebody without a name."""
    objects: frozenset[str] = frozenset()
    """Words of which one must stand in the clause of a verb: `remit … une note`."""
    rank: int = 0
    """Of two types of one family that merge, the higher names the event."""
    examples: tuple[Mapping[str, Any], ...] = ()


def read_rules(path: Path | Traversable) -> list[tuple[EventRule, list[tuple[Form, str]]]]:
    """The rules of one file, each with its triggers by form. Raises `RuleError`."""
    try:
        table = toml.parse(path.read_text(encoding="utf-8"))
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
        alone=frozenset(entry.get("alone", ())),
        place=bool(entry.get("place", True)),
        generic=next(iter(entry.get("nouns", ())), ""),
        recount=bool(entry.get("recount", False)),
        bare=bool(entry.get("bare", False)),
        people=bool(entry.get("people", False)),
        first_person=bool(entry.get("first_person", True)),
        somebody=any("somebody" in r.split("+") for r in entry.get("requires", ())),
        objects=frozenset(entry.get("objects", ())),
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
