"""Who stands before a verb: names, counted groups, the writer, or the words alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from converters.events.clauses import Clauses
from converters.events.cues import Cues
from converters.events.items import Item, Trigger, within
from converters.events.phrases import (
    MAX_NAME_WORDS,
    Part,
    agent,
    apart,
    carries,
    chain_from,
    commas,
    in_words,
    is_free,
    noun_end,
    owner_end,
    role_of,
    verbal,
)
from converters.events.rules import EventRule


def subject(
    clauses: Clauses,
    trigger: Trigger,
    clause: tuple[int, int],
    rule: EventRule,
    roles: Sequence[str],
    cues: Cues,
) -> Iterator[Part]:
    """Who stands before a verb."""
    start, verb = clause[0], trigger.start
    if rule.bare:
        yield from _apposition(clauses, start, verb, roles, cues)
        return
    lower = clauses.lower
    names = [i for i in within(clauses.actors, start, verb) if is_free(clauses, i, start, cues)]
    names = [i for i in names if owner_end(clauses, i, verb, cues) == i.end]
    before = lower[start:verb].split()
    if before and before[0] in cues.relatives and not names and all(carries(w, cues) for w in before[1:]):
        yield from antecedent(clauses, start, roles, cues)
        return
    if before and before[0] in cues.relatives and names and _past_relative(clauses, names, start, verb, cues):
        yield from antecedent(clauses, start, roles, cues)
        return
    if not names and _goes_on(before, cues):
        for item in _of_clause_before(clauses, start, cues):
            if role := role_of(roles, item):
                yield Part(role, item.start, item.end, item)
        return
    if names:
        chain = chain_from(clauses, names, 0, cues)
        words = lower[chain[-1].end : verb].replace(",", " , ").split()
        joined = joined_on(words, cues)
        if joined or leads_on(words, cues):
            dates = within(clauses.dates, chain[-1].end, verb)
            tail = clauses.text[dates[-1].end : verb].split() if dates and not cues.noun_capitals else []
            if tail and tail[-1][:1].isupper():
                return  # `by the decree of the Politburo of 3 May Ivanov was …`
            if chain[-1].kind == "place" and not joined and not all(carries(w, cues) for w in words):
                return  # `a United States expert group was …`
            yield from _unmarked(clauses, chain[0], start, roles, cues)
            for item in chain:
                if role := role_of(roles, item):
                    yield Part(role, item.start, item.end, item)
            return
    counted = within(clauses.counts, start, verb)
    if counted and len(phrase := lower[counted[-1].start : verb].split()) <= MAX_NAME_WORDS:
        item = counted[-1]
        end = noun_end(clauses, item, verb, cues)
        if end > item.start and len(phrase) > 0:
            yield Part(agent(roles), item.start, end, None)
        return
    for index in range(len(before) - 1, -1, -1):
        word, rest = before[index], before[index + 1 :]
        if word in cues.first_person:
            once = sum(w in cues.joiners and w.isalpha() for w in rest) == 1
            if rule.first_person and (leads_on(rest, cues) or (once and joined_on(rest, cues))):
                at = lower.rfind(word, start, verb)
                yield from _beside(clauses, names, start, at, roles, cues)
                yield Part(agent(roles), at, at + len(word), None)
            return
        if word in cues.pronouns:
            return
    if in_words(roles):
        yield from _words_before(clauses, start, verb, roles, cues)


def _past_relative(clauses: Clauses, names: Sequence[Item], start: int, verb: int, cues: Cues) -> bool:
    """Whether what is told is of the name before a relative clause, not of one in it.

    It has no subject of its own in `who met Smith and saw …`, and has ended in `whom Smith received, saw …`.
    """
    if not apart(clauses, start, cues):
        return False
    lead = clauses.lower[start : names[0].start].split()[1:]
    if any(word not in cues.titles and word not in cues.articles for word in lead):
        return True
    return commas(clauses, chain_from(clauses, names, 0, cues)[-1].end, verb) > 0


def _beside(
    clauses: Clauses, names: Sequence[Item], start: int, at: int, roles: Sequence[str], cues: Cues
) -> Iterator[Part]:
    """Who acts together with the writer, whose pronoun stands at `at`: `Miss Weber and I arrived`."""
    last = max((i for i, item in enumerate(names) if item.end < at), default=-1)
    if last < 0:
        return
    first = next(i for i in range(last + 1) if chain_from(clauses, names, i, cues)[-1] is names[last])
    chain = names[first : last + 1]
    if writer_beside(clauses, chain, start, cues)[0] == at:
        for item in chain:
            if role := role_of(roles, item):
                yield Part(role, item.start, item.end, item)


def writer_beside(clauses: Clauses, chain: Sequence[Item], start: int, cues: Cues) -> tuple[int, int]:
    """Where the pronoun of the writer stands that `and` joins to the names that a clause begins with; or -1 twice.

    Behind another verb, `Jones told Smith and I left`, it begins a clause of its own.
    """
    end = chain[-1].end
    words = clauses.lower[end : end + 16].split()
    if len(words) < 2 or words[0] not in cues.slots.get("and", ()) or words[1] not in cues.first_person:
        return -1, -1
    dates = within(clauses.dates, start, chain[0].start)
    before = clauses.lower[dates[-1].end if dates else start : chain[0].start].replace(",", " ").split()
    lead = cues.titles | cues.articles | cues.joiners | cues.conjunctions | cues.adverbs
    if not lead.issuperset(before):
        return -1, -1
    at = clauses.lower.find(f" {words[1]}", end + 1) + 1
    return at, at + len(words[1])


def somebody(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues) -> bool:
    """Whether who it is about is only `he`, `she` or `they`: an event all the same, of somebody whom nothing names."""
    before = clauses.lower[clause[0] : trigger.start].replace(",", " ").split()
    words = before
    if cues.verb_final:
        words = [*before, *clauses.lower[trigger.end : clause[1]].replace(",", " ").split()]
        others = cues.pronouns - cues.third_person
        return sum(w in cues.third_person for w in words) == 1 and others.isdisjoint(words)
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i] in cues.third_person), -1)
    return at >= 0 and all(carries(word, cues) for word in words[at + 1 :])


def _goes_on(before: Sequence[str], cues: Cues) -> bool:
    """Whether a clause has the subject of the one before: `…, and then met`."""
    words = [word.strip(",") for word in before]
    joined = [word for word in words if word in cues.joiners and word.isalpha()]
    return bool(joined) and all(not w or w in cues.joiners or carries(w, cues) for w in words)


def _of_clause_before(clauses: Clauses, start: int, cues: Cues) -> list[Item]:
    """The names at the head of the clause before, with nothing before them but a date: they are its subject."""
    if start == 0 or start == clauses.sentence(start)[0]:
        return []
    begin, _ = clauses.clause(start - 1)
    names = within(clauses.actors, begin, start)
    if not names or not is_free(clauses, names[0], begin, cues):
        return []
    at = begin
    words: list[str] = []
    for date in within(clauses.dates, begin, names[0].start):
        words += clauses.lower[at : date.start].split()
        at = date.end
    words += clauses.lower[at : names[0].start].split()
    lead = cues.titles | cues.articles | cues.prepositions | cues.joiners
    if any(word.strip(",") and word.strip(",") not in lead for word in words):
        return []
    return chain_from(clauses, names, 0, cues)


def _apposition(clauses: Clauses, start: int, verb: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """Who `born 1890 in Olomouc` is said of: the nearest name before, a maiden name passed over."""
    for item in reversed(within(clauses.actors, start, verb)):
        role = role_of(roles, item) if item.kind == "person" else ""
        before = clauses.lower[max(start, item.start - 8) : item.start].split()
        if not role or (before and before[-1].strip("(/") in cues.maiden):
            continue
        gap = clauses.lower[item.end : verb].replace(",", " ").split()
        if len(gap) <= 4 or any(w.strip("(/") in cues.maiden for w in gap):
            yield Part(role, item.start, item.end, item)
        return


def antecedent(clauses: Clauses, start: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """Who a relative clause is about: the name or counted group right before `who`."""
    for items in (clauses.actors, clauses.counts):
        found = within(items, max(start - 80, 0), start)
        if not found:
            continue
        item = found[-1]
        gap = clauses.lower[item.end : start]
        if items is clauses.actors and not gap.strip(" ,") and item.kind != "place":
            first = next(i for i in range(len(found)) if chain_from(clauses, found, i, cues)[-1] is item)
            yield from _unmarked(clauses, found[first], clauses.sentence(start)[0], roles, cues)
            yield from (Part(agent(roles), i.start, i.end, i) for i in found[first:])
            return
        if items is clauses.counts and "," not in gap and len(gap.split()) <= 4:
            yield Part(agent(roles), item.start, item.end + len(gap.rstrip()), None)
            return


def _unmarked(clauses: Clauses, item: Item, start: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """Who stands before `and` and a name, but is no known name: `Rusk` in `Rusk and Mr. Gromyko`."""
    begin = max(start, item.start - 60)
    for items in (clauses.actors, clauses.dates):
        begin = max([begin, *(i.end for i in within(items, begin, item.start))])
    words = clauses.text[begin : item.start].split()
    while words and (words[-1].lower() in cues.titles or words[-1].lower() in cues.articles):
        words.pop()
    if cues.noun_capitals or item.kind == "place" or not words or words[-1].lower() not in cues.slots.get("and", ()):
        return
    names = list(takewhile(lambda word: word[0].isupper() and word[-1].isalpha(), reversed(words[:-1])))[:3][::-1]
    lower = [name.lower() for name in names]
    while lower and (lower[0] in cues.articles or lower[0] in cues.prepositions or lower[0] in cues.conjunctions):
        names, lower = names[1:], lower[1:]
    if not names or not in_words(roles) or any(carries(word, cues) or word in cues.pronouns for word in lower):
        return
    at = clauses.text.rfind(" ".join(names), begin, item.start)
    if at >= 0:
        yield Part(agent(roles), at, at + len(" ".join(names)), None)


def _words_before(clauses: Clauses, start: int, verb: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """A subject in words alone, at the head of the clause: `Soviet border guards` opened …"""
    if dates := within(clauses.dates, start, verb):
        start = dates[-1].end  # `On 19 October Chinese volunteers` crossed …
    words = clauses.lower[start:verb].replace(",", " , ").split()
    skip = cues.conjunctions | cues.joiners
    lead = 0
    while lead < len(words) and words[lead] in skip:
        lead += 1
    core, of = words[lead:], frozenset(cues.slots.get("of", ()))
    last = ""
    while core and (carries(core[-1], cues) or f"{core[-1]} {last}" in cues.modality):  # `failed to`
        last = core.pop()
    if (
        not 1 <= len(core) <= 6
        or "," in core
        or any(carries(word, cues) for word in core if word not in of)
        or cues.pronouns.intersection(core)
        or (cues.prepositions - of).intersection(core)
        or core[0] in of
    ):
        return
    at = clauses.lower.find(core[0], start, verb)
    if at < 0:
        return
    end = clauses.lower.rfind(core[-1], start, verb) + len(core[-1])
    names = clauses.text[at:end].split()
    core = clauses.lower[at:end].split()
    if not core:
        return
    if core[0] in cues.articles:
        names = names[1:]
        at = clauses.lower.find(core[1], at, verb) if len(core) > 1 else end
    for article in cues.articles:
        if article.endswith("'") and clauses.lower.startswith(article, at):  # `l'ambassadeur`
            at += len(article)
    if not names or (cues.noun_capitals and len(names) < 2) or not any(n[0].isupper() for n in names):
        return
    yield Part(agent(roles), at, end, None)


def joined_on(words: Sequence[str], cues: Cues) -> bool:
    """Whether the verb is one of several of the same subject: `arrived on Monday and` saw."""
    last = next((w for w in reversed(words) if not carries(w, cues)), "")
    return last in cues.joiners and last.isalpha() and not cues.pronouns.intersection(words)


def leads_on(words: Sequence[str], cues: Cues) -> bool:
    """Whether nothing between a subject and its verb is another's: auxiliaries, `of State`, an apposition."""
    if words and words[0] in cues.prepositions and len(words) <= 6:
        return not cues.pronouns.intersection(words)
    if words and words[0] == ",":
        closing = len(words) - 1 - words[::-1].index(",")
        words = words[closing + 1 :] if closing else words[1:]
    return verbal(words, cues)
