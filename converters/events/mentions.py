"""One mention of an event: a trigger with what its clause says of date, place, participants and numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from converters.events import frames, modality
from converters.events.clauses import DATABLE, Clauses, triggers_within
from converters.events.items import Item, Trigger, within
from converters.events.phrases import Part, noun_end
from converters.events.rules import Cues, EventRule, Grammar
from tei.model import Cert

DATE_ATTRS = DATABLE | {"datingMethod", "calendar"}
RECORDED = frozenset({"meeting", "conversation"})
"""Types of event that a heading may name as what the record is of."""
MAX_WORDS = 16
"""Words between a noun and a date or place that is said of it."""
ATTACHED = 60
"""Characters between a noun and a date that may still be its own (`the note of the Embassy dated 3 May`)."""

NEAR_OBJECT = 24
"""Characters after a verb within which its object stands."""


@dataclass(slots=True)
class Mention:
    """What one place in the text says of one event. Offsets are of the reading text."""

    rule: EventRule
    word: str
    noun: bool
    start: int
    clause: tuple[int, int]
    modality: str
    definite: bool = False
    own: bool = False
    """The heading says that the record is of it: `Memorandum of a Conversation Between …`."""
    demonstrative: bool = False
    """`this incident` goes back to one told before."""
    indefinite: bool = False
    """`a meeting`"""
    modifiers: frozenset[str] = frozenset()
    """Names before a noun: `the NSC meeting`, `the Soviet memorandum`."""
    open: bool = False
    """A preposition of its frame follows, but who stands there is not known: not a mere back-reference."""
    date: Item | None = None
    since: bool = False
    """The date is when it began."""
    place: Item | None = None
    parts: list[Part] = field(default_factory=list)
    counts: list[tuple[Item, int]] = field(default_factory=list)
    """Numbers, each with the end of what they count."""
    cert: Cert = "medium"
    passages: list[tuple[int, int]] = field(default_factory=list)


def find_mentions(clauses: Clauses, grammar: Grammar, recorded: str) -> Iterator[Mention]:
    """Every mention, in the order of the text. `recorded` is the record's own date, ISO, or empty."""
    cues = grammar.cues
    owned = _owned_dates(clauses, cues)
    named: set[str] = set()
    for trigger in clauses.triggers:
        rule = trigger.hit.rule
        clause = clauses.clause(trigger.start)
        head = clauses.head(trigger.start)
        own = False
        if head is not None:
            clause = head
            own = _names_the_record(clauses, trigger, head, cues)
            if own and (head != clauses.heads[0] or rule.type not in RECORDED or trigger.hit.form != "noun"):
                continue
        if rule.dating == "adjacent" and not _date_beside(clauses, trigger, clause):
            continue
        if trigger.hit.form != "noun" and not _has_names(clauses, max(clause[0] - 80, 0), clause[1]):
            continue  # nobody, no place, no date and no number: nothing that an event could be known by
        elif trigger.hit.form == "noun" and rule.family not in named and _bare_noun(clauses, trigger, clause, cues):
            continue  # nothing that `the meeting` could go back to
        mention = (_noun if trigger.hit.form == "noun" else _verb)(clauses, trigger, rule, clause, cues)
        if mention is None:
            continue
        _date(mention, clauses, trigger, cues, owned)
        _place(mention, clauses, trigger, cues)
        if rule.quantities:
            _counts(mention, clauses, trigger, cues)
        mention.own = own
        _future(mention, recorded)
        named.add(rule.family)
        start = min([clause[0], *(p.start for p in mention.parts)])  # with whom `who …` is about
        mention.passages.append(clauses.trimmed(start, clause[1]))
        yield mention


def _bare_noun(clauses: Clauses, trigger: Trigger, clause: tuple[int, int], cues: Cues) -> bool:
    following = clauses.lower[trigger.end : trigger.end + 12].split(" ", 2)
    return not _has_names(clauses, *clause) and not (len(following) > 1 and following[1] in cues.slot_words)


def _date_beside(clauses: Clauses, trigger: Trigger, clause: tuple[int, int]) -> Item | None:
    """A date right after a verb, or after whom it names, or first in its clause."""
    for date in within(clauses.dates, *clause):
        gap = date.start - trigger.end
        named = sum(i.end - i.start + 1 for i in within(clauses.actors, trigger.end, date.start)[:1])
        if 0 <= gap - named <= 6 or date.start - clause[0] <= 8:
            return date
    return None


def _has_names(clauses: Clauses, start: int, end: int) -> bool:
    return bool(
        within(clauses.actors, start, end) or within(clauses.dates, start, end) or within(clauses.counts, start, end)
    )


def _noun(clauses: Clauses, trigger: Trigger, rule: EventRule, clause: tuple[int, int], cues: Cues) -> Mention | None:
    previous = clauses.lower[max(clause[0], trigger.start - 16) : trigger.start].split()
    if previous and (previous[-1] in cues.infinitive or previous[-1] in cues.pronouns - cues.definite):
        return None  # `to visit`
    if not cues.noun_capitals and _in_compound(clauses, trigger, cues):
        return None
    phrase, definite, preposition = _phrase(clauses, trigger.start, clause[0], cues)
    if not definite and not _has_names(clauses, *clause):
        return None
    parts = _allowed(rule, frames.of_noun(clauses, trigger, phrase, clause[1], rule, cues))
    definite = definite or any(p.end <= trigger.start for p in parts)
    dated = _dated(clauses, trigger, cues) is not None
    counted = bool(rule.quantities) and any(within(clauses.counts, p.start, p.end) for p in parts)
    presupposed = (rule.dating == "attached" and dated) or (definite and (dated or counted))
    governed = definite and preposition in cues.presupposing
    subject = not preposition or bool(within(clauses.actors, phrase, trigger.start))
    told = modality.of_noun(clauses, trigger, clause, phrase, governed, presupposed, subject, cues)
    words = clauses.text[phrase : trigger.start].split()
    lower = [w.lower() for w in words]
    following = clauses.lower[trigger.end : trigger.end + 12].split(" ", 2)
    return Mention(
        rule,
        trigger.hit.value,
        True,
        trigger.start,
        clause,
        told,
        definite,
        demonstrative=definite and not cues.demonstrative.isdisjoint(lower),
        indefinite=not definite and not cues.indefinite.isdisjoint(lower),
        modifiers=frozenset(w.lower() for w in words[1:] if w[0].isupper() or w[0].isdigit()),
        open=not parts and len(following) > 1 and not following[0] and following[1] in cues.slot_words,
        parts=parts,
    )


def _in_compound(clauses: Clauses, trigger: Trigger, cues: Cues) -> bool:
    """Whether a noun is the first part of a title: `the Discussion Paper of 21 August`."""
    text, end = clauses.text, trigger.end
    if not text[trigger.start].isupper() or text[end : end + 1] != " " or not text[end + 1 : end + 2].isupper():
        return False
    if clauses.lower[end + 1 : end + 24].split(" ", 1)[0] in cues.prepositions:
        return False
    return not within(clauses.actors, end, end + 2) and not within(clauses.dates, end, end + 2)


def _verb(clauses: Clauses, trigger: Trigger, rule: EventRule, clause: tuple[int, int], cues: Cues) -> Mention | None:
    words = clauses.lower[clause[0] : trigger.start].split()
    if words and words[-1] in cues.articles:
        return None  # `the elected president`
    near = (
        words[-cues.auxiliary_reach :]
        if cues.auxiliary_reach
        else [*words, *clauses.lower[trigger.end : clause[1]].replace(",", " ").replace(".", " ").split()]
    )
    if words and words[-1] in cues.joiners:
        near = words  # `was arrested and deported`
    auxiliary = next((w for w in reversed(near) if w in cues.auxiliaries), "")
    form = trigger.hit.form
    if auxiliary in cues.present and form in ("both", "participle"):
        return None  # `is elected by the people`: what is usual
    perfect = any(w in cues.perfect for w in near)
    if form == "participle" and not (auxiliary or perfect or cues.bare_participle or rule.bare):
        return None
    passive = rule.passive and form in ("both", "participle") and bool(auxiliary)
    bare = not auxiliary and not perfect and " " not in trigger.hit.value and rule.dating != "adjacent"
    if rule.passive and bare and form in ("both", "participle"):
        following = clauses.lower[trigger.end : trigger.end + 16].split(" ")
        if form == "participle" or len(following) < 2 or following[1].strip(".,;") in cues.prepositions or following[0]:
            passive = True  # `the men arrested in 1941`
    finite = form != "base" and auxiliary not in cues.nonfinite
    told = "" if rule.bare else modality.of_verb(clauses, trigger, clause, cues, finite)
    if told is None:
        return None
    parts = _allowed(rule, frames.of_verb(clauses, trigger, clause, rule, cues, passive))
    return Mention(rule, trigger.hit.value, False, trigger.start, clause, told, parts=parts)


def _allowed(rule: EventRule, parts: Iterator[Part]) -> list[Part]:
    return [p for p in parts if not rule.people or p.item is None or p.item.kind != "place"]


def _phrase(clauses: Clauses, noun: int, start: int, cues: Cues) -> tuple[int, bool, str]:
    """Where the noun phrase before `noun` starts, whether it is definite, and the preposition before it."""
    compound = within(clauses.actors, max(start, noun - 60), noun)
    if compound and noun - compound[-1].end == 1:
        noun = compound[-1].start  # `the Security Council meeting`
    words = clauses.lower[max(start, noun - 60) : noun].split()
    position, definite = noun, False
    for count, word in enumerate(reversed(words)):
        if word in cues.prepositions:
            return position, definite, word
        if count == 6 or word in cues.conjunctions or word[-1] in ",;:":
            break
        if definite and word not in cues.definite:
            break
        position = clauses.lower.rfind(word, start, position)
        if word in cues.definite or any(word.endswith(p) for p in cues.possessive):
            definite = True
        elif word in cues.articles:
            break
    return position, definite, ""


def _dated(clauses: Clauses, trigger: Trigger, cues: Cues) -> Item | None:
    """The date that belongs to a noun: `the 24 April memorandum`, `memorandum of …, dated 29 April`."""
    dates = clauses.dates
    index = bisect_left(dates, (trigger.end,))
    if index and cues.date_first:
        before = dates[index - 1]
        if trigger.start - before.end <= 3 and not clauses.lower[before.end : trigger.start].strip(" 's"):
            return before
    if index < len(dates):
        after = dates[index]
        gap = clauses.lower[trigger.end : after.start]
        if len(gap) <= ATTACHED and after.start < clauses.sentence(trigger.start)[1]:
            words = gap.replace(",", " , ").split()
            if words and trigger.hit.rule.dating == "attached" and words[-1] in cues.acted:
                return None  # `received the letter on 3 May`
            if not words or (words[-1] in cues.dated and len(words) <= 2) or words[-1] == "dated":
                return after
            if (
                words[-1] in cues.dated
                and words[-1] != ","
                and (cues.bare_of or words[0] in cues.prepositions or words[0] in cues.slot_words)
            ):
                return after
    return None


def _owned_dates(clauses: Clauses, cues: Cues) -> dict[int, int]:
    """Dates that belong to one noun, by where they start: the nearest noun before them has them."""
    owned: dict[int, int] = {}
    for trigger in clauses.triggers:
        bare = trigger.hit.rule.bare
        item = _birthday(clauses, trigger) if bare else None
        if item or (trigger.hit.form == "noun" and (item := _dated(clauses, trigger, cues))):
            other = owned.get(item.start)
            if other is None or abs(item.start - trigger.end) < abs(item.start - other):
                owned[item.start] = trigger.start
    return owned


def _birthday(clauses: Clauses, trigger: Trigger) -> Item | None:
    """The date right after `born`, or after the place that follows it."""
    near = within(clauses.dates, trigger.end, trigger.end + 30)
    if not near:
        return None
    gap = near[0].start - trigger.end
    places = sum(i.end - i.start + 4 for i in within(clauses.actors, trigger.end, near[0].start) if i.kind == "place")
    return near[0] if gap - places <= 8 else None


def _date(mention: Mention, clauses: Clauses, trigger: Trigger, cues: Cues, owned: dict[int, int]) -> None:
    if mention.rule.bare:
        mention.date = _birthday(clauses, trigger)
        return
    for item in within(clauses.dates, trigger.start - ATTACHED, trigger.end + ATTACHED + 1):
        if owned.get(item.start) == trigger.start:
            mention.date = item
            break
    else:
        if mention.rule.dating == "attached":
            return
        free = [
            d
            for d in within(clauses.dates, *mention.clause)
            if d.start not in owned
            and not _attributive(clauses, d, cues)
            and _nearest(clauses, mention, trigger, d, cues)
        ]
        if mention.rule.dating == "adjacent":
            mention.date = _date_beside(clauses, trigger, mention.clause)
        elif not free and (date := _of_object(clauses, trigger, owned)) and not mention.noun:
            mention.date = date
        elif free:
            mention.date = min(
                free,
                key=lambda d: d.start - trigger.end if d.start >= trigger.end else 2 * (trigger.start - d.end),
            )
        else:
            sentence = clauses.sentence(trigger.start)
            others = [d for d in within(clauses.dates, *sentence) if d.start not in owned]
            if (
                len(others) == 1
                and not mention.definite
                and others[0].end <= mention.clause[0]
                and not triggers_within(clauses, *clauses.clause(others[0].start))
            ):
                mention.date, mention.cert = others[0], "low"
    if mention.date is not None:
        before = clauses.lower[max(mention.date.start - 16, 0) : mention.date.start].rstrip()
        mention.since = any(before.endswith(word) for word in cues.since)


def _of_object(clauses: Clauses, trigger: Trigger, owned: dict[int, int]) -> Item | None:
    """The date right after a verb's object, which is the act's as well: `signed the treaty 4 July 1902`."""
    following = triggers_within(clauses, trigger.end, trigger.end + NEAR_OBJECT)
    if not following or following[0].hit.form != "noun" or following[0].hit.rule.dating != "attached":
        return None
    dates = within(clauses.dates, following[0].end, following[0].end + 3)
    return dates[0] if dates and owned.get(dates[0].start) == following[0].start else None


def _nearest(clauses: Clauses, mention: Mention, trigger: Trigger, item: Item, cues: Cues) -> bool:
    """Whether a date or place is said of this trigger: no other stands between, or none before it."""
    if item.start >= trigger.end:
        start = max([trigger.end, *(p.end for p in mention.parts if p.end <= item.start)])
        gap = clauses.lower[start : item.start].split()
        another = not cues.pronouns.isdisjoint(gap) or (mention.noun and len(gap) > MAX_WORDS)
        return not another and not _takers(clauses, trigger.end, item.start, item)
    earlier = _takers(clauses, mention.clause[0], item.start, item)
    if earlier and earlier[-1].start != trigger.start:
        gap = clauses.lower[earlier[-1].end : item.start].replace(",", " , ").split()
        if cues.joiners.isdisjoint(gap):
            return False  # of the trigger before
    between = _takers(clauses, item.end, trigger.start, item)
    if mention.noun:
        return not between
    return not between or not earlier


def _takers(clauses: Clauses, start: int, end: int, item: Item) -> list[Trigger]:
    """The triggers that may have the date or place; a treaty is dated only by a date of its own."""
    found = triggers_within(clauses, start, end)
    if item.kind == "date":
        return [t for t in found if t.hit.form != "noun" or t.hit.rule.dating != "attached"]
    return [t for t in found if t.hit.form != "noun" or t.hit.rule.place]


def _attributive(clauses: Clauses, date: Item, cues: Cues) -> bool:
    """Whether a date belongs to a noun before it: `the decision of 12 November`."""
    if any(clauses.lower.startswith(p, date.end) for p in cues.possessive):
        return True  # `yesterday's newspaper`
    before = clauses.lower[max(date.start - 12, 0) : date.start].split()
    if before and before[-1] in cues.articles and before[-1] not in cues.dated:
        following = clauses.lower[date.end : date.end + 16].split(" ")
        if len(following) > 1 and not following[0] and following[1] not in cues.prepositions:
            return True  # `the 1965 Exhibition`
    if not before or before[-1] not in cues.attributive:
        return False
    earlier = clauses.lower[max(date.start - 30, 0) : date.start].split()
    return len(earlier) < 2 or earlier[-2] not in cues.time_words


def _place(mention: Mention, clauses: Clauses, trigger: Trigger, cues: Cues) -> None:
    taken = {part.start for part in mention.parts}
    best, distance = None, 1 << 30
    for item in within(clauses.actors, *mention.clause) if mention.rule.place else ():
        if item.kind != "place" or item.start in taken:
            continue
        words = clauses.lower[max(mention.clause[0], item.start - 40) : item.start].split()
        while words and words[-1] in cues.articles:
            words.pop()
        if not words or words[-1] not in cues.locative or not _nearest(clauses, mention, trigger, item, cues):
            continue
        if len(words) > 1 and words[-2].strip(",.") in cues.place_owners:
            continue
        if clauses.text[item.end : item.end + 1] == " " and clauses.text[item.end + 1 : item.end + 2].isupper():
            continue  # `the Geneva Conference`
        away = item.start - trigger.end if item.start > trigger.end else 2 * (trigger.start - item.end)
        if away < distance:
            best, distance = item, away
    if best is not None and distance <= (40 if mention.rule.bare else 90):
        mention.place = best
    for part in mention.parts:
        if part.role == "place" and part.item is not None:
            mention.place = part.item
    mention.parts = [part for part in mention.parts if part.role != "place"]


def _counts(mention: Mention, clauses: Clauses, trigger: Trigger, cues: Cues) -> None:
    start, end = mention.clause
    found = list(within(clauses.counts, start, end))
    if antecedents := [p for p in mention.parts if p.end <= start]:
        found[:0] = within(clauses.counts, antecedents[0].start, antecedents[0].end)
    for item in found:
        if mention.rule.quantities == "participants" and not any(
            p.start <= item.start < p.end or p.end <= item.start <= p.end + 1 for p in mention.parts
        ):
            continue
        mention.counts.append((item, noun_end(clauses, item, max(trigger.start, item.end), cues)))


def _future(mention: Mention, recorded: str) -> None:
    """What a noun dates later than the record is planned."""
    if mention.rule.dating == "attached":
        return  # a letter that is cited has been written, whatever its date; `checks` reports it
    if mention.noun and not mention.modality and mention.date is not None and recorded:
        attrs = mention.date.annotation.attrs
        begins = attrs.get("when") or attrs.get("notBefore") or attrs.get("from") or ""
        length = min(len(begins), len(recorded), 10)
        known = begins[:4].isdigit() and recorded[:4].isdigit()
        if known and begins[:length] > recorded[:length]:
            mention.modality = "planned"


def _names_the_record(clauses: Clauses, trigger: Trigger, head: tuple[int, int], cues: Cues) -> bool:
    """Whether a heading's word is what the record itself is: `Memorandum of a Conversation …`."""
    before = clauses.lower[head[0] : trigger.start].strip(" 0123456789.:[]*")
    nouns = {t.hit.value for t in triggers_within(clauses, *head) if t.start < trigger.start}
    known = cues.record_words | cues.articles | nouns
    return all(w in known or w[0].isdigit() for w in before.split())
