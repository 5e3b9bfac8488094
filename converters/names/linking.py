"""Whom a mention means: forenames, titles, offices at the record's date, and who was named before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from converters.names import offices, titles
from converters.names.index import ALIAS, WHOLE, Person
from converters.names.lexicon import RANK, lexicon
from converters.names.mention import Mention
from tei.entities import Entity


def settle(mentions: Sequence[Mention], entities: Mapping[str, Entity], date: str) -> list[Mention]:
    """Settle what can be: `ref` is one id, several where it stays open, nothing where nobody fits.

    Mentions that only an already named bearer would make a name (`weak`) are dropped where there is none.
    """
    bearers: dict[str, dict[str, int]] = {}

    def establish(mention: Mention, strength: int) -> None:
        for person, _ in mention.candidates:
            if person.id == mention.ref:
                for key in {mention.surname.upper(), person.surname.upper()}:
                    known = bearers.setdefault(key, {})
                    known[mention.ref] = max(known.get(mention.ref, 0), strength)

    waiting: list[Mention] = []
    for mention in mentions:
        if not mention.candidates:
            continue
        best = _best(mention, entities, date)
        if mention.weak or len(best) != 1:
            waiting.append(mention)
            continue
        person, kind = best[0]
        mention.ref = person.id
        named = bool(mention.forenames)
        mention.rule = (
            "name.authority.transcribed"
            if mention.transcribed
            else "name.authority.full"
            if named or kind == WHOLE
            else "name.authority.title"
            if mention.titles
            else "name.authority.surname"
        )
        if mention.transcribed or (not named and not mention.titles and kind != WHOLE):
            mention.cert = "medium"
        establish(mention, 2 if named else 1)
    for mention in waiting:
        known = bearers.get(mention.surname.upper(), {})
        best = _best(mention, entities, date)
        carried = [pair for pair in best if pair[0].id in known]
        if len(carried) == 1:
            mention.ref = carried[0][0].id
            mention.rule, mention.cert, mention.carried = "name.carry", "medium", True
        elif not mention.weak and len(best) > 1:
            mention.ref = " ".join(person.id for person, _ in best)
            mention.rule, mention.cert = "name.authority.open", "low"
    kept: list[Mention] = []
    for m in sorted(
        (m for m in mentions if m.ref or (not m.candidates and not m.weak)), key=lambda m: (m.start, not m.ref)
    ):
        if kept and m.start < kept[-1].end:
            if m.ref and not kept[-1].ref:
                kept[-1] = m
        else:
            kept.append(m)
    return kept


def _best(mention: Mention, entities: Mapping[str, Entity], date: str) -> list[tuple[Person, int]]:
    """The candidates that the evidence at the mention itself leaves."""
    candidates = mention.candidates
    if len(candidates) == 1:
        return candidates
    aliases = [pair for pair in candidates if pair[1] == ALIAS]
    if aliases and mention.sex != "f":
        return aliases
    candidates = [pair for pair in candidates if pair[1] != ALIAS] or candidates
    candidates = [pair for pair in candidates if not pair[0].refers] or candidates
    if mention.sex == "f" and any(person.sex == "f" for person, _ in candidates):
        candidates = [pair for pair in candidates if pair[0].sex == "f"]
    borne = {word for person, _ in candidates for word in person.titles}
    title = tuple(word for word in mention.titles if word in borne or not titles.addresses(word))
    scored: list[tuple[int, tuple[Person, int]]] = []
    for person, kind in candidates:
        score = 2 * kind
        if mention.forenames:
            score += sum(2 if name in person.forenames else 0 for name in mention.forenames)
        if mention.described:
            score += offices.shared(offices.of(entities[person.id]), mention.described, date)
        if title:
            score += 2 * _rank(person, title) + 2 * offices.fit(offices.of(entities[person.id]), title, date)
        scored.append((score, (person, kind)))
    top = max(score for score, _ in scored)
    return [pair for score, pair in scored if score == top]


def _rank(person: Person, title: Sequence[str]) -> int:
    """Whether the entry's name carries the title, or another rank."""
    if any(word in person.titles or any(t.startswith(word) for t in person.titles if len(word) > 2) for word in title):
        return 1
    flags = lexicon().flags
    ranked = any(flags.get(word.capitalize(), 0) & RANK for word in title)
    return -1 if ranked and person.titles else 0
