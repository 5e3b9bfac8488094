"""Links between the documents of one corpus: what a text cites, what it answers, what two texts tell of one event.

Two passes keep memory flat: `entry` and `told` make the index, one document at a time; `Corpus` and `same_events`
look at the index alone; `link` changes one document at a time. The rules are data (`links.toml`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from converters.corpus.entries import Entry, entry, told
from converters.corpus.linking import Linked, Made, link
from converters.corpus.resolve import Corpus, Link
from converters.corpus.rules import rules
from converters.events.corpus import propose
from tei.entities import Event, Relation

__all__ = ["Corpus", "Entry", "Link", "Linked", "Made", "entry", "link", "same_events", "told"]


def same_events(events: Mapping[str, Sequence[Event]]) -> Mapping[str, tuple[Relation, ...]]:
    """For each document the events of others that may be one of its own: proposed, never merged.

    Each relation has the document's own event as `active` (`#id`) and `FILE#id` as `passive`. Two records' own acts
    (their writing, their sending) are never one, and without a participant in common nothing is proposed.
    """
    known = {f"{file}#{e.id}": e for file, found in events.items() for e in found}
    people = {name: {p.ref for p in e.participants} for name, e in known.items()}
    acts = {name for name, e in known.items() if e.record and e.type in rules().own_acts}
    relations: dict[str, list[Relation]] = defaultdict(list)
    for proposed in propose(events):
        ends = proposed.active, proposed.passive
        if acts.issuperset(ends) or people[ends[0]].isdisjoint(people[ends[1]]):
            continue
        for own, other in (ends, ends[::-1]):
            file, _, identifier = own.rpartition("#")
            relations[file].append(Relation(proposed.name, f"#{identifier}", other, proposed.cert))
    return {file: tuple(found) for file, found in relations.items()}
