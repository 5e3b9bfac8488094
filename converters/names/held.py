"""Offices in the authority's own words, in any language: `der Bürgermeister von Graz`, `le ministre du Commerce`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from converters.matching import Words as Automaton
from converters.names import offices
from converters.names.cues import listing
from converters.names.index import NameIndex
from converters.names.lexicon import fold
from converters.names.mention import Mention, Words, longest, spans_of
from converters.names.roles import Office, holding, leading

_LEAST, _MOST = 3, 8
"""Words of an office that are looked for as a whole: of two words it is many a country's (`Foreign Minister`)."""


def held_offices(words: Words, mentions: Sequence[Mention], index: NameIndex | None, date: str) -> Iterator[Office]:
    """The offices with what they are of, as the authority gives them to somebody, where the text means their holder.

    Those beside a name are not: they describe the person named, who may be another than the authority's. Linked is
    the one who held the office at the record's date.
    """
    if index is None:
        return
    if index.offices_as_written is None:
        index.offices_as_written = _as_written(index)
    automaton, holders = index.offices_as_written
    text, taken = words.text, spans_of(mentions)
    articles = frozenset(listing("office", "definite"))
    bare = words.language in listing("office", "articleless")
    for label, start, end in longest(automaton.find(text)):
        before = leading(text, start)
        if not (before in articles or (bare and before not in listing("office", "lesser"))):
            continue
        if taken.touch(start - len(before) - 4, end + 3):
            continue  # `Hans Müller, the Mayor of Graz`, `the Mayor of Graz, Hans Müller`
        if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
            continue  # the Secretary of Defense Conference
        office = Office(start, end, label)
        there = holding(holders[label], date)
        if date and len(there) == 1:
            office.ref, office.rule, office.cert = there[0], "role.authority", "medium"
        yield office


def _as_written(index: NameIndex) -> tuple[Automaton, dict[str, list[tuple[str, offices.Office]]]]:
    """The offices of several words, to be looked for, and who held each when."""
    holders: dict[str, list[tuple[str, offices.Office]]] = {}
    for entity in index.entities.values():
        for role in entity.roles if entity.kind == "person" else ():
            label = fold(role.label)
            if _LEAST <= len(label.split()) <= _MOST and not any(c.isdigit() or c in ",;()" for c in label):
                holders.setdefault(label, []).append((entity.id, offices.Office(label, role.notbefore, role.notafter)))
    return Automaton(holders), holders
