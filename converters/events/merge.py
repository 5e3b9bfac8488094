"""Mentions of one event become one: same family, nothing that contradicts, and something that ties them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from converters.events.clauses import DATABLE
from converters.events.rules import PLACE_ROLES, EventRule
from tei.entities import Participant, Quantity
from tei.model import Cert, Span

_DATE_ATTRS = DATABLE | {"datingMethod", "calendar"}
LOOK_BACK = 100
"""Events of one family, the latest, that a mention may be of: what keeps the time linear."""
FAR_APART = 20.0
"""Two numbers of which one is this many times the other are claimed of different groups."""
_ORDER = {"low": 0, "medium": 1, "high": 2}


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    rule: EventRule
    word: str
    modality: str
    passages: dict[Span, None]
    """In the order of the text; a dictionary for its keys."""
    date: Mapping[str, str]
    date_text: str
    place: str
    place_text: str
    participants: list[Participant]
    quantities: list[Quantity]
    cert: Cert
    definite: bool
    demonstrative: bool
    enough: bool
    """Has what its rule requires."""
    noun: bool = False
    modifiers: frozenset[str] = frozenset()
    back: bool = False
    """A definite noun that may go back to an event told before."""
    alone: bool = False
    """A noun of which nothing more is said: `the meeting`, and where there are no articles `встреча`."""
    apart: bool = False
    """It is one of its own: told of `he` or `they`, or after another that the same verb tells of."""


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """The events, in the order of their first mention; what is not enough for one is left out."""
    events: list[Draft] = []
    families: dict[str, deque[Draft]] = {}
    for draft in drafts:
        if draft.apart:
            if draft.enough:
                events.append(draft)
            continue
        recent = families.setdefault(draft.rule.family, deque(maxlen=LOOK_BACK))
        candidates = [e for e in recent if _compatible(e, draft)]
        same = next((e for e in reversed(candidates) if _tied(e, draft)), None)
        if same is None and draft.alone and draft.modality == "denied" and not draft.date:
            # `He was to meet … The meeting was called off.`
            planned = [e for e in recent if e.modality == "planned" and _agree(e, draft)]
            if planned:
                same = planned[-1]
                same.modality = "denied"
        if same is None and draft.back and not draft.modality:
            # A definite noun without a date of its own goes back to the one event that it can mean.
            told = [e for e in candidates if not draft.date or (draft.demonstrative and not e.date)]
            told = [e for e in told if _fits(e, draft)]
            same = told[0] if len(told) == 1 else None
        if same is not None:
            _unite(same, draft)
        elif draft.enough:
            events.append(draft)
            recent.append(draft)
    return events


def _compatible(event: Draft, draft: Draft) -> bool:
    if event.modality != draft.modality and not (draft.modality in ("supposed", "") and event.modality == ""):
        return False
    return _agree(event, draft)


def _agree(event: Draft, draft: Draft) -> bool:
    """Whether nothing but how it is told keeps two from being one."""
    if event.word != draft.word and event.rule is draft.rule and event.rule.dating == "attached":
        return False  # a note is not a letter
    if event.date and draft.date and not _same_date(event.date, draft.date):
        return False
    if (
        (event.place or event.place_text)
        and (draft.place or draft.place_text)
        and ((event.place or event.place_text.casefold()) != (draft.place or draft.place_text.casefold()))
    ):
        return False
    if event.quantities and draft.quantities:
        if not same_counts(event.quantities, draft.quantities):
            return False
        if not event.rule.recount and event.quantities[0].value != draft.quantities[0].value:
            return False
    return _same_people(event, draft)


def _fits(event: Draft, draft: Draft) -> bool:
    """Whether a noun's words can mean the event: `the Soviet memorandum` that of the Soviet Government."""
    named = " ".join(p.name.casefold() for p in event.participants)
    same_word = draft.word in (event.word, draft.rule.generic) or not event.noun or draft.rule is not event.rule
    return same_word and all(word.strip("’'s,") in named for word in draft.modifiers)


def _tied(event: Draft, draft: Draft) -> bool:
    """Whether something says that the two are one: a date, a number of the same people, who and where."""
    if draft.modality != event.modality:
        return bool(event.quantities and draft.quantities)
    if event.date and draft.date:
        return True
    if event.quantities and draft.quantities:
        return True
    shared = {(p.role, _key(p)) for p in event.participants if p.role not in PLACE_ROLES} & {
        (p.role, _key(p)) for p in draft.participants
    }
    if not shared:
        return not draft.date and any(
            x.role == y.role and x.role not in PLACE_ROLES and _one_group(x, y, event, draft)
            for x in event.participants
            for y in draft.participants
        )
    return len(shared) > 1 or not draft.date or bool(draft.place and event.place) or draft.definite


def _same_date(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    if one == other:
        return True
    a, b = one.get("when", ""), other.get("when", "")
    length = min(len(a), len(b))
    return length >= 10 and a[:10] == b[:10]


def same_counts(one: Sequence[Quantity], other: Sequence[Quantity]) -> bool:
    """Whether two sets of numbers may be claimed of the same people."""
    return any(
        _same_words(a.of, b.of) and max(a.value, b.value) <= FAR_APART * max(min(a.value, b.value), 1e-9)
        for a in one[:LOOK_BACK]
        for b in other[:LOOK_BACK]
    )


def _same_words(one: str, other: str) -> bool:
    """`residents` may be `Chinese residents`; `Han Chinese residents` may be them, other words not."""
    a, b = one.casefold().split(), other.casefold().split()
    if not a or not b:
        return True
    short, long = sorted((a, b), key=len)
    return long[-len(short) :] == short or short[-1] in ("people", "persons") or long[-1] in ("people", "persons")


def _same_people(one: Draft, other: Draft) -> bool:
    """Whether no role is held by others in one than in the other."""
    for role in {p.role for p in one.participants} & {p.role for p in other.participants}:
        a = [p for p in one.participants if p.role == role]
        b = [p for p in other.participants if p.role == role]
        if not any(_same(x, y, one, other) for x in a for y in b):
            return False
    return True


def _same(x: Participant, y: Participant, one: Draft, other: Draft) -> bool:
    if x.ref and y.ref:
        return x.ref == y.ref
    return _same_words(_counted(x.name, one), _counted(y.name, other))


def _one_group(x: Participant, y: Participant, one: Draft, other: Draft) -> bool:
    """Whether two names in words share their last two: `Xinjiang Chinese residents`, `Chinese residents`."""
    a, b = (_counted(p.name, d).casefold().split() for p, d in ((x, one), (y, other)))
    return not x.ref and not y.ref and len(a) > 1 and a[-2:] == b[-2:]


def _counted(name: str, draft: Draft) -> str:
    """`Chinese residents` of `roughly 20,000 Chinese residents`."""
    return next((q.of for q in draft.quantities if q.of and name.endswith(q.of)), name)


def _key(participant: Participant) -> str:
    return participant.ref or participant.name.casefold()


def _unite(event: Draft, draft: Draft) -> None:
    if draft.rule.rank > event.rule.rank:
        event.rule = draft.rule
    event.passages.update(draft.passages)
    if not draft.modality and event.modality:
        event.modality = ""
    if not event.date and draft.modality == event.modality:
        event.date, event.date_text = draft.date, draft.date_text
    if not (event.place or event.place_text):
        event.place, event.place_text = draft.place, draft.place_text
    held = {(p.role, _key(p)) for p in event.participants}
    for participant in draft.participants:
        twin = next(
            (p for p in event.participants if p.role == participant.role and _same(p, participant, event, draft)),
            None,
        )
        if twin is None and (participant.role, _key(participant)) not in held:
            event.participants.append(participant)
        elif twin is not None and participant.ref and not twin.ref:
            event.participants[event.participants.index(twin)] = participant
    if draft.quantities:
        known = {(q.value, q.text.casefold()) for q in event.quantities}
        event.quantities.extend(q for q in draft.quantities if (q.value, q.text.casefold()) not in known)
    if _ORDER[draft.cert] > _ORDER[event.cert] and not draft.modality:
        event.cert = draft.cert


def datable(attrs: Mapping[str, str]) -> dict[str, str]:
    """The attributes of a date annotation that say when (TEI att.datable)."""
    return {name: value for name, value in attrs.items() if name in _DATE_ATTRS}


def began(attrs: Mapping[str, str]) -> dict[str, str]:
    """Of the date on which something began: not before its earliest day; when it ended is not said."""
    if "to" in attrs:
        return datable(attrs)  # `from May 8 to 10`
    earliest = attrs.get("from") or attrs.get("notBefore") or attrs.get("when")
    return {"notBefore": earliest} if earliest else datable(attrs)


def on_each_day(dates: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Of a list of days: EDTF level 2, all of `{a,b}`; of the first alone where one is not known."""
    days = [attrs.get("when", "") for attrs in dates]
    whole = all(len(day) >= 4 and day[0] != "-" for day in days)
    return {"when-custom": f"{{{','.join(days)}}}", "datingMethod": "#edtf"} if whole else datable(dates[0])


def on_the_day(attrs: Mapping[str, str]) -> dict[str, str]:
    """Of a date that ends or begins a time, the day itself: `until 3 March, when …`."""
    bounds = [attrs[name] for name in ("from", "notBefore", "to", "notAfter") if name in attrs]
    return {"when": bounds[0]} if len(bounds) == 1 else datable(attrs)
