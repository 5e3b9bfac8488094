"""Who took part, as what: what stands before and after a trigger, by its rule's grammatical frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from converters.events.around import around
from converters.events.clauses import Clauses, triggers_within
from converters.events.cues import Cues
from converters.events.items import Item, Trigger, within
from converters.events.phrases import (
    MAX_NAME_WORDS,
    TITLE,
    Part,
    agent,
    broken,
    chain_from,
    fitting,
    in_words,
    is_free,
    noun_end,
    openers,
    owner_end,
    past_article,
    phrase_end,
    plain,
    role_of,
    word_offset,
    words_before,
)
from converters.events.rules import PLACE_ROLES, EventRule
from converters.events.subjects import subject

_NAMED_ONLY = frozenset({"to", "from", "for"})
"""Slots whose preposition opens much else than names: words alone are not taken there."""
_FAR_BETWEEN = 90
"""Characters after a noun within which `between` may follow when and where it was."""


def of_noun(clauses: Clauses, trigger: Trigger, phrase: int, end: int, rule: EventRule, cues: Cues) -> Iterator[Part]:
    """The parts around a noun: `Rusk's visit to Bonn`, `the memorandum of the Soviet Government`."""
    if roles := rule.frame.get("own"):
        part = _possessor(clauses, trigger.start, phrase, roles, cues) or _stater(clauses, phrase, roles, cues)
        if part is not None:
            yield part
        else:
            yield from _holder(clauses, trigger, rule, roles, cues)
    end = _next_trigger(clauses, trigger, end)
    if "between" in rule.frame:
        yield from _between(clauses, trigger.end, end, rule.frame["between"], cues)
    yield from _after(clauses, trigger.end, end, rule.frame, cues)


def of_verb(
    clauses: Clauses, trigger: Trigger, clause: tuple[int, int], rule: EventRule, cues: Cues, passive: bool
) -> Iterator[Part]:
    """The parts around a verb. In the passive, who stands before it is what else stands after it."""
    frame = {slot: roles for slot, roles in rule.frame.items() if slot not in ("of", "own")}
    if passive:
        frame["before"], frame["by"] = rule.frame.get("after", ()), rule.frame.get("before", ())
        frame.pop("after", None)
        words = clauses.lower[clause[0] : trigger.start].split()
        if not rule.objects.isdisjoint(takewhile(lambda word: word not in cues.auxiliaries, words)):
            frame.pop("before")  # `the note was handed to …`
        if cues.agentive and frame["by"] and _agentive(clauses, trigger, cues):
            frame["after"] = frame["by"]
    if cues.verb_final and not rule.bare:
        yield from around(clauses, trigger, clause, rule, frame, cues)
        return
    if roles := frame.get("before"):
        found = list(subject(clauses, trigger, clause, rule, roles, cues))
        yield from found
        if cues.inverts and not found and PLACE_ROLES.issuperset(frame.get("after", ())):
            yield from _subject_after(clauses, trigger, clause[1], roles, cues)
    if "between" in frame:
        yield from _between(clauses, trigger.end, clause[1], frame["between"], cues)
    end = _next_trigger(clauses, trigger, clause[1], rule.objects)
    yield from _after(clauses, trigger.end, end, frame, cues, rule.objects)


def _subject_after(clauses: Clauses, trigger: Trigger, end: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """The subject behind a verb without an object: the first name that no preposition governs."""
    if not cues.pronouns.isdisjoint(clauses.lower[trigger.end : end].split()):
        return
    end = _next_trigger(clauses, trigger, end)
    items = within(clauses.actors, trigger.end, end)
    names = [i for i in items if i.kind != "place"]
    start = max([trigger.end, *(i.end for i in items if names and i.end <= names[0].start)])
    if names and is_free(clauses, names[0], start, cues):
        for item in chain_from(clauses, names, 0, cues):
            if role := role_of(roles, item):
                yield Part(role, item.start, item.end, item)


def _agentive(clauses: Clauses, trigger: Trigger, cues: Cues) -> bool:
    """Whether the name right after a passive is by its ending who did it: `подписан Молотовым`."""
    names = within(clauses.actors, trigger.end, trigger.end + 24)
    if not names or not plain(clauses.lower[trigger.end : names[0].start].split(), cues):
        return False
    return clauses.lower[names[0].start : names[0].end].split()[-1].endswith(cues.agentive)


def _next_trigger(clauses: Clauses, trigger: Trigger, end: int, objects: frozenset[str] = frozenset()) -> int:
    """What stands after another trigger is that one's, unless it is the object of this one."""
    following = triggers_within(clauses, trigger.end, end, objects)
    return following[0].start if following else end


def _after(
    clauses: Clauses,
    start: int,
    end: int,
    frame: Mapping[str, tuple[str, ...]],
    cues: Cues,
    objects: frozenset[str] = frozenset(),
) -> Iterator[Part]:
    """What follows a trigger, each part by the preposition before it, up to the next trigger."""
    opened = openers(frame, cues)
    filled: set[str] = set()
    names = within(clauses.actors, start, end)
    dates = within(clauses.dates, start, end)
    position = taken = 0
    while taken < len(names):
        item = names[taken]
        from_date = max((d.end for d in dates if d.end <= item.start), default=0)
        begin = max(position or start, from_date)
        gap, title = clauses.lower[begin : item.start], item
        taken = _past_title(clauses, names, taken, cues)
        item = names[taken]
        chain = chain_from(clauses, names, taken, cues)
        words = gap.split()
        while title is not item and words and (words[-1] in cues.articles or words[-1] in cues.slots.get("of", ())):
            words.pop()
        while begin == start and words and (words[0] in cues.adverbs or words[0] in objects):
            words.pop(0)  # `ne rencontrera pas …`, `вручил ноту Громыко`
        if item.kind == "person" and not cues.noun_capitals:
            written = (
                clauses.text[begin : item.start].split()[-len(words) :] if words else []
            )  # `Presidential Special Assistant Ralph Dungan`
            words = [
                TITLE if w[0].isupper() and low not in opened else low for w, low in zip(written, words, strict=False)
            ]
        lead = _opening(words, opened, cues)
        slots = opened[words[lead]] if lead >= 0 else ()
        if lead == 0 and position and "of" in slots:  # `from the President of the Council`: whose president he is
            slots = [s for s in slots if s != "of"] if item.kind == "person" else ()
        slot = fitting(slots, frame, item) if slots else ""
        beside = begin == start or (not position and _only_dated(clauses, start, begin, dates, cues))
        if beside and plain(words, cues):
            genitive = cues.bare_of or (bool(words) and words[0] in cues.genitive)
            slot = "of" if genitive and "of" in frame else "after" if "after" in frame else slot
        reach = 0 if slot == "of" or position else 3
        taken += len(chain)
        position = chain[-1].end
        if not slot or slot in filled or lead > reach:
            continue
        if any(t.hit.form == "noun" for t in triggers_within(clauses, position, position + 2, objects)):
            continue  # `for the Sato visit`
        filled.add(slot)
        inner = words[lead + 1 :] if lead >= 0 and slot != "after" else []
        roles = frame[slot]
        stop = owner_end(clauses, chain[-1], end, cues)
        position = max(position, stop)
        if plain(inner, cues) and (stop == chain[-1].end or role_of(roles, item) in PLACE_ROLES):
            for member in chain:
                if role := role_of(roles, member):
                    yield Part(role, member.start, member.end, member)
        elif (
            slot not in _NAMED_ONLY
            and slot != "after"
            and in_words(roles)
            and len(inner) <= 6
            and not broken(inner, cues)
        ):
            at = item.start if plain(inner, cues) else begin + word_offset(gap, lead + 1)
            yield Part(agent(roles), past_article(clauses, at, cues), stop, None)
    if "after" in frame and "after" not in filled:
        yield from _counted_after(clauses, start, end, frame["after"], cues)
    for slot in ("with", "of", "by"):
        if slot in frame and slot not in filled:
            yield from _words_after(clauses, start, end, slot, frame[slot], cues)


def _counted_after(clauses: Clauses, start: int, end: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """People whom a number counts, right after a verb: `arrested 200 students`."""
    found = within(clauses.counts, start, min(end, start + 12))
    if not found or found[0].annotation.attrs.get("unit") != "person" or agent(roles) in PLACE_ROLES:
        return
    if plain(clauses.lower[start : found[0].start].split(), cues):
        yield Part(agent(roles), found[0].start, noun_end(clauses, found[0], end, cues), None)


def _only_dated(clauses: Clauses, start: int, end: int, dates: Sequence[Item], cues: Cues) -> bool:
    """Whether nothing but a date stands between: `вручил 5 мая министру Громыко`."""
    first = next((d.start for d in dates if d.end == end), end)
    return first < end and plain(clauses.lower[start:first].split(), cues)


def _past_title(clauses: Clauses, names: Sequence[Item], at: int, cues: Cues) -> int:
    """Which name it is whose title has the places from `at` on: `the ambassador of the United States Mr. Houghton`."""
    before = words_before(clauses, names[at].start - 40, names[at].start, cues)
    if not before or not (before[-1] in cues.slots.get("of", ()) or before[-1] in cues.titles):
        return at  # `llegó a Madrid el Embajador Hoare`
    following = at
    while following + 1 < len(names) and names[following].kind == "place":
        following += 1
        gap = clauses.lower[names[following - 1].end : names[following].start].strip(", ").split()
        if names[following].kind == "person":
            return following if plain(gap, cues) and len(gap) < 3 else at
        if len(gap) != 1 or gap[0] not in cues.locative:
            break  # `послом ФРГ в СССР В. Хаасом`
    return at


def _opening(words: Sequence[str], opened: Mapping[str, Sequence[str]], cues: Cues) -> int:
    """Which word opens the slot: the last preposition if only articles follow it, else the first."""
    at = [index for index, word in enumerate(words) if word in opened]
    if not at:
        return -1
    direct = plain(words[at[-1] + 1 :], cues) and (at[-1] == 0 or "of" not in opened[words[at[-1]]])
    return at[-1] if direct else at[0]


def _words_after(clauses: Clauses, start: int, end: int, slot: str, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """A participant in words alone after a preposition: `with the Soviet delegation`."""
    for word in cues.slots.get(slot, ()):
        opening = f" {word} "
        if not clauses.lower.startswith(opening, start):
            continue
        at = past_article(clauses, start + len(opening), cues)
        counted = within(clauses.counts, at, at + 12)
        stop = noun_end(clauses, counted[0], end, cues) if counted else phrase_end(clauses, at, end, cues)
        names = clauses.text[at:stop].split()
        if counted and agent(roles) not in PLACE_ROLES:
            yield Part(agent(roles), at, stop, None)
        elif not cues.noun_capitals and 1 < len(names) <= MAX_NAME_WORDS and any(n[0].isupper() for n in names):
            if not within(clauses.dates, at, stop) and in_words(roles):
                yield Part(agent(roles), at, stop, None)
            return


def _between(clauses: Clauses, start: int, end: int, roles: Sequence[str], cues: Cues) -> Iterator[Part]:
    """`between A and B`: names where they are marked, else the words of each side."""
    lower = clauses.lower
    at, opening = -1, ""
    for word in cues.slots.get("between", ()):
        at = lower.find(f" {word} ", start, min(end, start + _FAR_BETWEEN))
        if at >= 0:
            opening = f" {word} "
            break
    if at > start + 30 - len(opening) and not _only_happened(clauses, start, at, cues):
        return
    if at < 0:
        return
    at += len(opening)
    if within(clauses.dates, at, at + 5):
        return
    names = within(clauses.actors, at, end)
    if len(names) > 1 and all(w in cues.titles or w in cues.articles for w in lower[at : names[0].start].split()):
        chain = chain_from(clauses, names, 0, cues)
        if len(chain) > 1:
            for item in chain:
                yield Part(agent(roles), item.start, item.end, item)
            return
    for joiner in cues.slots.get("and", ("and",)):
        middle = lower.find(f" {joiner} ", at, end)
        if middle < 0:
            continue
        second = middle + len(joiner) + 2
        for side in ((at, middle), (second, phrase_end(clauses, second, end, cues))):
            listed = [i for i in within(clauses.actors, *side) if i.kind == "person"]
            if len(listed) > 1:
                yield from (Part(agent(roles), i.start, i.end, i) for i in listed)
            else:
                yield _side(clauses, *side, roles, cues)
        return


def _only_happened(clauses: Clauses, start: int, end: int, cues: Cues) -> bool:
    """Whether nothing but when, where and that it was stands between: `was held on 3 May in Paris`."""
    places = [i for i in within(clauses.actors, start, end) if i.kind == "place"]
    items = sorted((*within(clauses.dates, start, end), *places), key=lambda item: item.start)
    words: list[str] = []
    for item in items:
        words += clauses.lower[start : item.start].split()
        start = max(start, item.end)
    words += clauses.lower[start:end].split()
    known = cues.happening | cues.prepositions | cues.articles | cues.adverbs
    return all(word.strip(",") in known or not word.strip(",") for word in words)


def _side(clauses: Clauses, start: int, end: int, roles: Sequence[str], cues: Cues) -> Part:
    """One side of `between A and B`, without where it was: `the cadres at Ba-ke-tu`."""
    lower = clauses.lower
    for place in within(clauses.actors, start, end):
        words = lower[start : place.start].split()
        if place.kind == "place" and words and words[-1] in cues.locative:
            end = min(end, place.start - len(words[-1]) - 1)
    names = within(clauses.actors, start, end)
    if (
        names
        and not lower[names[0].end : end].strip()
        and all(w in cues.titles or w in cues.articles for w in lower[start : names[0].start].split())
    ):
        return Part(agent(roles), names[0].start, names[0].end, names[0])
    start, end = clauses.trimmed(start, end)
    first = lower[start:end].split(" ", 1)[0]
    if first in cues.articles and start + len(first) + 1 < end:
        start += len(first) + 1
    return Part(agent(roles), start, end, None)


def _possessor(clauses: Clauses, noun: int, phrase: int, roles: Sequence[str], cues: Cues) -> Part | None:
    """`Rusk's visit`, `the Soviet Union's memorandum`: the name whose possessive the noun follows."""
    found = within(clauses.actors, max(phrase - 60, 0), noun)
    if found:
        gap = clauses.lower[found[-1].end : noun]
        if triggers_within(clauses, found[-1].end, noun) or not cues.prepositions.isdisjoint(gap.split()):
            return None  # `Tito's speech to the session`
        before = clauses.lower[max(found[-1].start - 12, 0) : found[-1].start].split()
        leads = cues.articles | cues.definite | cues.prepositions
        opens = bool(before) and (before[-1] in leads or before[-1].isdigit())
        named = found[-1].kind == "org" or (found[-1].kind == "person" and opens)
        compound = gap == " " and named  # `the NSC meeting`, `the Sato visit`; not `Mr. Sato visits`
        if compound or (len(gap) <= 30 and any(gap.startswith(p + " ") for p in cues.possessive if p)):
            role = agent(roles) if found[-1].kind == "place" else role_of(roles, found[-1])
            return Part(role, found[-1].start, found[-1].end, found[-1])
    return None


def _holder(
    clauses: Clauses, trigger: Trigger, rule: EventRule, roles: Sequence[str], cues: Cues
) -> Iterator[Part]:
    """Who `had a talk with` somebody, or `paid a visit to` a place: the subject of a verb that says no more."""
    begin = clauses.clause(trigger.start)[0]
    words = clauses.lower[begin : trigger.start].split()
    if cues.verb_final and cues.having.intersection(words):
        free = [i for i in within(clauses.actors, begin, trigger.start) if is_free(clauses, i, begin, cues)]
        chain = chain_from(clauses, free, 0, cues) if free and free[0].kind != "place" else []
        if len(chain) == len(free):
            yield from (Part(agent(roles), item.start, item.end, item) for item in chain)
        return
    at = next((i for i, word in enumerate(reversed(words[-4:]), 1) if word in cues.having), 0)
    between, before = words[-at:][1:], words[:-at][-2:]
    if cues.verb_final or not at or not cues.prepositions.isdisjoint(between):
        return
    if between and between[0] not in cues.articles and (words[-at] in cues.perfect or len(between) > 2):
        return  # `has studied the memorandum`
    if before and before[-1] in cues.prepositions and not cues.auxiliaries.intersection(before):
        return  # `Decisions to hold meetings`
    verb = trigger.start
    for word in reversed(words[-at:]):
        verb = clauses.lower.rfind(word, begin, verb)
    yield from subject(clauses, Trigger(verb, trigger.end, trigger.hit), (begin, trigger.start), rule, roles, cues)


def _stater(clauses: Clauses, phrase: int, roles: Sequence[str], cues: Cues) -> Part | None:
    """`the hopes expressed by the Chinese side in the memorandum`: whose memorandum it is."""
    lower = clauses.lower
    offset = max(phrase - 60, clauses.sentence(phrase)[0])
    before = lower[offset:phrase].rstrip()
    for inside in cues.slots.get("in", ()):
        if not before.endswith(f" {inside}"):
            continue
        for by in cues.slots.get("by", ()):
            at = before.rfind(f" {by} ")
            if at < 0:
                continue
            start = past_article(clauses, offset + at + len(by) + 2, cues)
            end = offset + len(before) - len(inside) - 1
            names = within(clauses.actors, start, end)
            if names and names[-1].end == end:
                return Part(agent(roles), names[-1].start, end, names[-1] if names[-1].start == start else None)
            words = clauses.text[start:end].split()
            if 1 <= len(words) <= 4 and any(w[0].isupper() for w in words) and not cues.noun_capitals:
                return Part(agent(roles), start, end, None)
    return None
