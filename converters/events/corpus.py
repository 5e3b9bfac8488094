"""Events of different documents that may be one: proposed with a certainty, never merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from tei.entities import Event, Relation
from tei.model import Cert

SAME = "same-event"
_LIKE = {
    "sending": "message",
    "writing": "message",
    "conversation": "meeting",
    "visit": "meeting",
    "killing": "death",
    "transfer": "deportation",
    "exodus": "border-crossing",
}
"""Types that may tell of one thing in two ways: what one record is, another tells of."""
MANY = 50
"""Events of one kind and day, beyond which a day says too little to propose anything."""


def propose(documents: Mapping[str, Sequence[Event]]) -> tuple[Relation, ...]:
    """Pairs of events, `DOCUMENT#ID` each, that have kind and day and a name in common.

    `medium` where place and a participant agree, or two participants; else `low`. What is denied,
    planned or supposed is proposed with nothing.
    """
    days: dict[tuple[str, str], list[tuple[str, Event]]] = {}
    for document, events in documents.items():
        for event in events:
            day = event.date.get("when", "")[:10]
            if len(day) == len("1962-04-29") and not event.modality:
                days.setdefault((_LIKE.get(event.type, event.type), day), []).append((document, event))
    return tuple(relation for told in days.values() if len(told) <= MANY for relation in _pairs(told))


def _pairs(told: Sequence[tuple[str, Event]]) -> Iterator[Relation]:
    for (one, a), (other, b) in combinations(told, 2):
        if one != other and (cert := _alike(a, b)):
            yield Relation(SAME, f"{one}#{a.id}", f"{other}#{b.id}", cert)


def _alike(a: Event, b: Event) -> Cert | None:
    who = len(_people(a) & _people(b))
    where = bool(a.place) and a.place == b.place
    if a.place and b.place and not where:
        return None
    if who > 1 or (who and where):
        return "medium"
    return "low" if who or where else None


def _people(event: Event) -> set[str]:
    return {p.ref for p in event.participants if p.ref}
