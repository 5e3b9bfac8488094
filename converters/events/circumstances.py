"""When and where a mention says its event was, and with how many: which of the clause are the event's own."""

from __future__ import annotations

from bisect import bisect_left

from converters.events.clauses import Clauses, triggers_within
from converters.events.cues import Cues
from converters.events.items import Item, Trigger, within
from converters.events.mention import Mention
from converters.events.phrases import apart, carries, commas, noun_end, words_before

_MAX_WORDS = 16
"""Words between a noun and a date or place that is said of it."""
_ATTACHED = 60
"""Characters between a noun and a date that may still be its own (`the note of the Embassy dated 3 May`)."""
_NEAR_OBJECT = 24
"""Characters after a verb within which its object stands."""


def owned_dates(clauses: Clauses, cues: Cues) -> dict[int, int]:
    """Dates that belong to one noun, by where they start: the nearest noun before them has them."""
    owned: dict[int, int] = {}
    for trigger in clauses.triggers:
        bare = trigger.hit.rule.bare
        item = _birthday(clauses, trigger) if bare else None
        if item or (trigger.hit.form == "noun" and (item := own_date(clauses, trigger, cues))):
            other = owned.get(item.start)
            if other is None or abs(item.start - trigger.end) < abs(item.start - other):
                owned[item.start] = trigger.start
    return owned


def own_date(clauses: Clauses, trigger: Trigger, cues: Cues) -> Item | None:
    """The date that belongs to a noun: `the 24 April memorandum`, `memorandum of …, dated 29 April`."""
    dates = clauses.dates
    index = bisect_left(dates, (trigger.end,))
    if index and cues.date_first:
        before = dates[index - 1]
        beside = trigger.start - before.end <= 3 and not clauses.lower[before.end : trigger.start].strip(" 's")
        if beside and before.start >= clauses.sentence(trigger.start)[0]:
            return before
    if index < len(dates):
        after = dates[index]
        gap = clauses.lower[trigger.end : after.start]
        if len(gap) <= _ATTACHED and after.start < clauses.sentence(trigger.start)[1]:
            words = gap.replace(",", " , ").split()
            made = next((i for i, w in enumerate(words) if w in cues.made and (not i or words[i - 1] == ",")), None)
            if made is not None and not any(carries(word, cues) for word in words[made:]):
                return after  # the agreement with Poland, signed at Moscow on 16 August
            if words and trigger.hit.rule.dating == "attached" and words[-1] in cues.acted:
                return None  # `received the letter on 3 May`
            if not words or (words[-1] in cues.dated and len(words) <= 2) or words[-1] == "dated":
                return after
            if (
                words[-1] in cues.dated
                and words[-1] != ","
                and not _told_of_another(clauses, trigger, after, words, cues)
                and not _of_its_topic(clauses, trigger, after, words, cues)
                and (cues.bare_of or words[0] in cues.prepositions or words[0] in cues.slot_words)
            ):
                return after
    return None


def _of_its_topic(clauses: Clauses, trigger: Trigger, date: Item, words: list[str], cues: Cues) -> bool:
    """`the note concerning the events of 8 March`: when they were. Behind a name the date may be the note's."""
    if words[0] not in cues.topical or len(words) < _SHORTEST_TOPIC:
        return False
    named = within(clauses.actors, trigger.end, date.start)
    return not named or date.start - named[-1].end > len(words[-1]) + 2


_SHORTEST_TOPIC = 3
"""Words: `concerning events of`."""


def _told_of_another(clauses: Clauses, trigger: Trigger, date: Item, words: list[str], cues: Cues) -> bool:
    """`the talks with X, who arrived on 3 May`: when he arrived."""
    return not cues.relatives.isdisjoint(words) and bool(triggers_within(clauses, trigger.end, date.start))


def is_made(clauses: Clauses, trigger: Trigger, item: Item, cues: Cues) -> bool:
    """Whether a date says when a thing was made, so that a certain one is meant: `Vertrag …, unterzeichnet am …`."""
    gap = clauses.lower[trigger.end : item.start].replace(",", " ")
    return item.start > trigger.end and not cues.made.isdisjoint(gap.split())


def _birthday(clauses: Clauses, trigger: Trigger) -> Item | None:
    """The date right after `born`, or after the place that follows it."""
    near = within(clauses.dates, trigger.end, trigger.end + 30)
    if not near:
        return None
    gap = near[0].start - trigger.end
    places = sum(i.end - i.start + 4 for i in within(clauses.actors, trigger.end, near[0].start) if i.kind == "place")
    return near[0] if gap - places <= 8 else None


def find_date(mention: Mention, clauses: Clauses, trigger: Trigger, cues: Cues, owned: dict[int, int]) -> None:
    """Give a mention its date: its own, else the nearest of its clause that is no other's, else its sentence's only."""
    if mention.rule.bare:
        mention.date = _birthday(clauses, trigger)
        return
    for item in within(clauses.dates, trigger.start - _ATTACHED, trigger.end + _ATTACHED + 1):
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
            and not _of_other_time(clauses, mention.clause[0], trigger, d, cues)
            and _nearest(clauses, mention, trigger, d, cues)
        ]
        if mention.rule.dating == "adjacent":
            mention.date = date_beside(clauses, trigger, mention.clause)
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
                and not _told_of_the_day(clauses, others[0].end, mention.clause[0], cues)
            ):
                mention.at = _when(clauses, others[0].end, mention.clause[0], cues)
                mention.date, mention.cert = others[0], "medium" if mention.at else "low"
    if mention.date is not None and mention.modality == "denied" and not mention.noun:
        attrs = mention.date.annotation.attrs
        if "to" in attrs and "from" not in attrs:
            mention.at, mention.modality = True, ""  # `did not arrive until 3 March`
    if mention.date is not None and not mention.noun:
        mention.dates = _listed(clauses, mention.date, cues)
    if mention.date is not None:
        before = " " + clauses.lower[max(mention.date.start - 16, 0) : mention.date.start].rstrip()
        mention.since = any(before.endswith(f" {word}") for word in cues.since)


def _listed(clauses: Clauses, date: Item, cues: Cues) -> tuple[Item, ...]:
    """The days of the list that a date stands in; empty where it stands alone."""
    if "list" not in date.annotation.rule:
        return ()
    index = first = last = bisect_left(clauses.dates, (date.start,))
    while first and _follows(clauses, clauses.dates[first - 1], clauses.dates[first], cues):
        first -= 1
    while last + 1 < len(clauses.dates) and _follows(clauses, clauses.dates[last], clauses.dates[last + 1], cues):
        last += 1
    return clauses.dates[first : last + 1] if first < index or last > index else ()


def _follows(clauses: Clauses, one: Item, other: Item, cues: Cues) -> bool:
    words = clauses.lower[one.end : other.start].replace(",", " , ").split()
    return one.annotation.rule == other.annotation.rule and bool(words) and cues.joiners.issuperset(words)


def _told_of_the_day(clauses: Clauses, end: int, start: int, cues: Cues) -> bool:
    """Whether a relative clause is about the date itself: `16 August, which had been proclaimed a holiday`."""
    return start - end <= 2 and clauses.lower[start : start + 12].split(" ", 1)[0] in cues.relatives


def _when(clauses: Clauses, end: int, start: int, cues: Cues) -> bool:
    """Whether a clause tells what happened on the date before it: `until 3 March, when …`."""
    return start - end <= 2 and clauses.lower[start : start + 12].split(" ", 1)[0] in cues.when


def date_beside(clauses: Clauses, trigger: Trigger, clause: tuple[int, int]) -> Item | None:
    """A date right after a verb, or after whom it names, or first in its clause."""
    for date in within(clauses.dates, *clause):
        gap = date.start - trigger.end
        named = sum(i.end - i.start + 1 for i in within(clauses.actors, trigger.end, date.start)[:1])
        named += 4 if named and clauses.lower.startswith(" the ", trigger.end) else 0
        if 0 <= gap - named <= 6 or date.start - clause[0] <= 8:
            return date
    return None


def _of_object(clauses: Clauses, trigger: Trigger, owned: dict[int, int]) -> Item | None:
    """The date right after a verb's object, which is the act's as well: `signed the treaty 4 July 1902`."""
    following = triggers_within(clauses, trigger.end, trigger.end + _NEAR_OBJECT)
    if not following or following[0].hit.form != "noun" or following[0].hit.rule.dating != "attached":
        return None
    dates = within(clauses.dates, following[0].end, following[0].end + 3)
    return dates[0] if dates and owned.get(dates[0].start) == following[0].start else None


def _nearest(clauses: Clauses, mention: Mention, trigger: Trigger, item: Item, cues: Cues) -> bool:
    """Whether a date or place is said of this trigger: no other stands between, or none before it."""
    if item.start >= trigger.end:
        start = max([trigger.end, *(p.end for p in mention.parts if p.end <= item.start)])
        gap = clauses.lower[start : item.start].split()
        if cues.verb_final and gap[:1] and gap[0] in cues.pronouns:
            del gap[0]  # `besuchte er am 4. Mai …`
        another = not cues.pronouns.isdisjoint(gap) or (mention.noun and len(gap) > _MAX_WORDS)
        if another or _takers(clauses, trigger.end, item.start, item):
            return False
        if apart(clauses, mention.clause[0], cues) and commas(clauses, trigger.end, item.start) % 2:
            return False  # `…, who met Gromyko, flew to Geneva on 4 May`
        return not (_joins(gap, cues) and _takers(clauses, item.end, mention.clause[1], item))
    earlier = _takers(clauses, mention.clause[0], item.start, item)
    if earlier and earlier[-1].start != trigger.start:
        gap = clauses.lower[earlier[-1].end : item.start].replace(",", " , ").split()
        if cues.joiners.isdisjoint(gap):
            return False  # of the trigger before
    between = _takers(clauses, item.end, trigger.start, item)
    if mention.noun:
        return not between
    return not between or not earlier


def _joins(gap: list[str], cues: Cues) -> bool:
    """Whether `and` and a preposition stand before a date or place, which may open what follows: `and on 5 May`."""
    words = list(gap)
    while words and (words[-1] in cues.prepositions or words[-1] in cues.articles):
        words.pop()
    return bool(words) and words[-1].isalpha() and words[-1] in cues.joiners


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
    ended = clauses.text[date.end - 1] == "."  # `on the 3rd ult. Lord …`
    if before and before[-1] in cues.articles and not ended and before[-1] not in cues.dated:
        following = clauses.lower[date.end : date.end + 16].split(" ")
        if len(following) > 1 and not following[0] and following[1] not in cues.prepositions:
            return True  # `the 1965 Exhibition`
    if not before or before[-1] not in cues.attributive:
        return False
    earlier = clauses.lower[max(date.start - 30, 0) : date.start].split()
    return len(earlier) < 2 or earlier[-2] not in cues.time_words


def _of_other_time(clauses: Clauses, start: int, trigger: Trigger, date: Item, cues: Cues) -> bool:
    """Whether a date is that of what went before: `Two days after the signing of the treaty on 3 May he left`."""
    if date.start >= trigger.start:
        return False
    words = clauses.lower[start : date.start].replace(",", " , ").split()
    at = next((i for i in range(len(words) - 1, -1, -1) if words[i] in cues.relative_time), None)
    if at is None or at > _LEAD_WORDS or "," in words[at:]:
        return False
    between = words[at + 1 :]
    named = bool(triggers_within(clauses, start, date.start)) or any(within(clauses.actors, start, date.start))
    return len(between) > 1 and (named or not cues.articles.isdisjoint(between))


_LEAD_WORDS = 5
"""Words before such a preposition at the head of a clause: `and two days after`."""


def mark_future(mention: Mention, recorded: str) -> None:
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


def find_place(mention: Mention, clauses: Clauses, trigger: Trigger, cues: Cues) -> None:
    """Give a mention its place: the nearest after `in` or `at`, or one that its frame names."""
    taken = {part.start for part in mention.parts}
    best, distance = None, 1 << 30
    for item in within(clauses.actors, *mention.clause) if mention.rule.place else ():
        if item.kind != "place" or item.start in taken:
            continue
        words = words_before(clauses, max(mention.clause[0], item.start - 40), item.start, cues)
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


def find_counts(mention: Mention, clauses: Clauses, trigger: Trigger, cues: Cues) -> None:
    """Give a mention its numbers, of those who took part or of all in its clause."""
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
