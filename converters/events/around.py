"""Who took part, where the verb may end the clause (German): each by the preposition before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from converters.events.clauses import Clauses, triggers_within
from converters.events.cues import Cues
from converters.events.items import Item, Trigger, within
from converters.events.phrases import (
    Part,
    agent,
    carries,
    chain_from,
    commas,
    fitting,
    noun_end,
    openers,
    role_of,
    words_before,
)
from converters.events.rules import PLACE_ROLES, EventRule
from converters.events.subjects import antecedent, writer_beside


def around(
    clauses: Clauses,
    trigger: Trigger,
    clause: tuple[int, int],
    rule: EventRule,
    frame: Mapping[str, tuple[str, ...]],
    cues: Cues,
) -> Iterator[Part]:
    """The parts of a clause whose verb may end it: each by the preposition before it, wherever it stands."""
    opened = openers(frame, cues)
    filled: set[str] = set()
    following = clauses.lower[trigger.end : trigger.end + 8].lstrip().split(" ", 1)[0]
    if "before" in frame and following in cues.third_person:
        filled.add("before")  # `besuchte er …`
    relative = _resumed(clauses, trigger, clause, cues)
    if "before" in frame and relative >= 0:  # `Rusk, den Gromyko empfing, reiste …`
        filled.add("before")
        yield from antecedent(clauses, relative, frame["before"], cues)
    names = _own(clauses, trigger, within(clauses.actors, *_bounds(clauses, trigger, clause)), cues)
    taken = 0
    while taken < len(names):
        item = names[taken]
        chain = chain_from(clauses, names, taken, cues)
        taken += len(chain)
        if any(clauses.lower.startswith(p, chain[-1].end) for p in cues.possessive):
            continue
        slot = _slot_before(clauses, clause[0], item, opened, frame, cues)
        if not slot and item.kind == "place" and not filled and _acts(clauses, trigger, clause[0], chain, cues):
            slot = "free"
        writer, end = writer_beside(clauses, chain, trigger.end if trigger.end <= item.start else clause[0], cues)
        end = max(end, item.end)
        late = item.start >= trigger.end and (
            trigger.hit.form not in ("past", "both") or commas(clauses, trigger.end, item.start) > 0
        )
        if not slot and item.kind == "place" and "before" in filled and _is_object(clauses, item, frame, cues):
            slot = "after"
        if slot == "free" and (late or cues.pronouns & set(clauses.lower[end : trigger.start].split())):
            continue
        if slot == "free":
            slot = next((s for s in ("before", "after") if s in frame and s not in filled), "")
        if not slot or slot in filled:
            continue
        filled.add(slot)
        for member in chain:
            if role := role_of(frame[slot], member):
                yield Part(role, member.start, member.end, member)
        if writer >= 0 and slot == "before" and rule.first_person:
            yield Part(agent(frame[slot]), writer, end, None)
    if "before" in frame and not filled & {"before", "after"}:
        opening = clauses.lower[clause[0] : clause[0] + 12].lstrip(", ").split(" ", 1)[0]
        if opening in cues.relatives and clauses.lower[clause[0]] == ",":
            yield from antecedent(clauses, clause[0], frame["before"], cues)
            return
        yield from _unnamed(clauses, trigger, clause, rule, frame["before"], cues)


def _resumed(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues) -> int:
    """Where the relative clause begins right behind which a finite verb goes on what is before it; -1 where none is."""
    if clause[0] != trigger.start or clauses.lower[trigger.start - 2 : trigger.start] != ", ":
        return -1
    start = clauses.clause(trigger.start - 1)[0]
    opening = clauses.lower[start : start + 12].lstrip(", ").split(" ", 1)[0]
    return start if clauses.lower[start] == "," and opening in cues.articles | cues.relatives else -1


def _own(clauses: Clauses, trigger: Trigger, names: Sequence[Item], cues: Cues) -> Sequence[Item]:
    """The names without the places of a verb that `and` joins this one to: `flog nach Paris und kehrte …`."""
    if not names or not any(name.kind == "place" and name.end < trigger.start for name in names):
        return names
    joint = max(clauses.lower.rfind(f" {word} ", names[0].start, trigger.start) for word in cues.slots["and"])
    earlier = triggers_within(clauses, names[0].start, joint) if joint > 0 else ()
    if not earlier:
        return names
    return [n for n in names if n.kind != "place" or not earlier[-1].start < n.start < joint]


def _slot_before(
    clauses: Clauses,
    start: int,
    item: Item,
    opened: Mapping[str, Sequence[str]],
    frame: Mapping[str, tuple[str, ...]],
    cues: Cues,
) -> str:
    """The slot that the preposition before a name opens; `free` without one, empty with another."""
    begin = max(start, item.start - 40)
    words = clauses.text[begin : item.start].split()
    for count, written in enumerate(reversed(words)):
        word = written.lower()
        noun = words[-count - 2] if count + 2 <= len(words) else "a"
        at = begin + clauses.lower[begin : item.start].rfind(f" {word} ")
        near = (*within(clauses.actors, at - 40, at), *within(clauses.dates, at - 40, at))
        named = any(i.start <= at - 1 < i.end for i in near)
        if word in opened and word in cues.slots.get("of", ()) and noun[0].isupper() and noun.isalpha() and not named:
            return fitting([slot for slot in opened[word] if slot != "by"], frame, item)  # `Die Ankunft von Rusk`
        if word in opened:
            return fitting(opened[word], frame, item)
        if word in cues.prepositions:
            return ""
        if (
            word in cues.genitive
            and count + 1 < len(words)
            and words[-count - 2][0].isupper()
            and words[-count - 2].isalpha()
        ):
            return ""
        if count == 2 or (word not in cues.titles and word not in cues.articles):
            break
    return "free" if item.kind != "place" else ""


def _acts(clauses: Clauses, trigger: Trigger, start: int, places: Sequence[Item], cues: Cues) -> bool:
    """Whether places are who acts: they stand right before or after the finite verb, without a preposition."""
    place, end = places[0], places[-1].end
    lower = clauses.lower
    dates = within(clauses.dates, start, place.start)
    before = lower[max(dates[-1].end if dates else start, start) : place.start].replace(",", " ").split()
    before = [w for w in before if w not in cues.articles and w not in cues.conjunctions]
    if any(w in cues.prepositions for w in before):
        return False
    if end <= trigger.start:
        after = lower[end : end + 24].split(" ")
        verb = len(after) > 1 and not after[0] and (carries(after[1], cues) or end + 1 == trigger.start)
        return (verb and not before) or (bool(before) and carries(before[-1], cues))
    return trigger.hit.form in ("past", "both") and trigger.end + 1 == place.start


def _is_object(clauses: Clauses, place: Item, frame: Mapping[str, tuple[str, ...]], cues: Cues) -> bool:
    """Whether a place is what somebody left: its verb has places as objects, and nothing opens another slot."""
    before = words_before(clauses, place.start - 24, place.start, cues)
    return PLACE_ROLES.issuperset(frame.get("after", ("",))) and not (before and before[-1] in cues.prepositions)


def _bounds(clauses: Clauses, trigger: Trigger, clause: tuple[int, int]) -> tuple[int, int]:
    """The clause without what is nearer to another trigger, save the subject before the first of two."""
    objects = trigger.hit.rule.objects
    earlier = triggers_within(clauses, clause[0], trigger.start, objects)
    later = triggers_within(clauses, trigger.end, clause[1], objects)
    start = clause[0]
    if earlier:
        between = earlier[-1].end, trigger.start
        others = [i for i in within(clauses.actors, *between) if i.kind != "place"]
        if len(earlier) > 1 or others or within(clauses.counts, *between):
            start = earlier[-1].end
    return start, later[0].start if later else clause[1]


def _unnamed(
    clauses: Clauses,
    trigger: Trigger,
    clause: tuple[int, int],
    rule: EventRule,
    roles: Sequence[str],
    cues: Cues,
) -> Iterator[Part]:
    """A counted group or the writer as the subject."""
    start, end = _bounds(clauses, trigger, clause)
    for item in within(clauses.counts, start, end):
        before = clauses.lower[max(start, item.start - 12) : item.start].split()
        if before and before[-1] in cues.prepositions:
            continue
        stop = noun_end(clauses, item, end, cues)
        if stop > item.end or item.annotation.element == "measure":
            yield Part(agent(roles), item.start, stop, None)
        return
    if rule.first_person:
        words = clauses.lower[start:end].replace(",", " ").split()
        if len(first := [w for w in words if w in cues.first_person]) == 1 and not (cues.pronouns & set(words)) - {
            first[0]
        }:
            at = clauses.lower.find(first[0], start, end)
            while at >= 0 and (clauses.lower[at - 1 : at].isalnum() or clauses.lower[at + len(first[0])].isalnum()):
                at = clauses.lower.find(first[0], at + 1, end)
            if at >= 0:
                yield Part(agent(roles), at, at + len(first[0]), None)
