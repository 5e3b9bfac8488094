"""From annotations to events: mentions, merged, labelled and given an id."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from converters.events.clauses import Clauses, take_apart
from converters.events.grammar import Grammar, grammar
from converters.events.items import Item
from converters.events.labels import label
from converters.events.mention import Mention
from converters.events.mentions import RECORDED, find_mentions
from converters.events.merge import LOOK_BACK, Draft, began, datable, merge, on_each_day, on_the_day, same_counts
from converters.events.phrases import noun_end
from converters.events.record import record_events
from converters.reading import Reading
from tei.entities import Entity, Event, Participant, Quantity
from tei.metadata import Metadata
from tei.model import Annotation, Cert

_PLURAL = frozenset({"we", "wir", "nous", "мы"})


def find_events(
    reading: Reading,
    annotations: Sequence[Annotation],
    metadata: Metadata,
    entities: Sequence[Entity],
    *,
    language: str,
    name: str,
) -> tuple[Event, ...]:
    """The record's own acts and the events that it tells of, with ids that depend on their content alone.

    `annotations` are those of structure, names, dates and quantities. Without rules for `language` only
    the record's own acts are found. `name` is the document's name, for messages.
    """
    known = {entity.id: entity for entity in entities}
    events = list(record_events(reading, annotations, metadata, known))
    found = grammar(language or metadata.language or "en")
    if found is not None:
        told = list(told_events(reading, annotations, metadata, known, found))
        if any(e.type in RECORDED for e in events):
            told = [e for e in told if not e.record]  # the header says of which meeting it is the record
        events.extend(e for e in told if e.record)
        events.extend(e for e in told if not e.record)
    return _with_ids(events)


def told_events(
    reading: Reading,
    annotations: Sequence[Annotation],
    metadata: Metadata,
    known: Mapping[str, Entity],
    rules: Grammar,
) -> Iterable[Event]:
    """What the text tells of, and the meeting that its heading says it is the record of; without ids."""
    clauses = take_apart(reading, annotations, rules)
    recorded = metadata.date.attrs.get("when", "") if metadata.date else ""
    draft = partial(_draft, clauses, reading, metadata, rules)
    mentions = list(find_mentions(clauses, rules, recorded))
    own = [draft(m) for m in mentions if m.own]
    if own:
        yield _recorded(max(own, key=lambda d: len(d.participants)), metadata, known)
    drafts = merge(draft(m) for m in mentions if not m.own)
    _recount(drafts, clauses, reading, rules)
    for merged in drafts:
        yield Event(
            id="",
            type=merged.rule.type,
            label=label(merged, known),
            passages=tuple(merged.passages),
            date=merged.date,
            date_text=merged.date_text,
            place=merged.place,
            place_text=merged.place_text,
            participants=tuple(merged.participants),
            quantities=tuple(merged.quantities),
            modality=merged.modality,
            cert=merged.cert,
            rule=merged.rule.id,
        )


def _recorded(draft: Draft, metadata: Metadata, known: Mapping[str, Entity]) -> Event:
    """The meeting or conversation that the record is of, as its heading names it."""
    date, place = metadata.date, metadata.place
    if not draft.date and date is not None:
        draft.date, draft.date_text = datable(date.attrs), date.text
    if not (draft.place or draft.place_text) and place is not None:
        draft.place, draft.place_text = place.attrs.get("ref", "").removeprefix("#"), place.text
    draft.modality = ""
    return Event(
        id="",
        type=draft.rule.type,
        label=f"{label(draft, known)}, of which this is the record",
        passages=tuple(draft.passages),
        date=draft.date,
        date_text=draft.date_text,
        place=draft.place,
        place_text=draft.place_text,
        participants=tuple(draft.participants),
        record=True,
        cert=draft.cert,
        rule=draft.rule.id,
    )


def _draft(clauses: Clauses, reading: Reading, metadata: Metadata, rules: Grammar, m: Mention) -> Draft:
    participants: list[Participant] = []
    for part in m.parts:
        words = _words(clauses, part.start, part.end)
        ref = part.item.ref if part.item is not None else ""
        if part.item is None and words.casefold() in rules.cues.first_person:
            writer = metadata.authors[0] if len(metadata.authors) == 1 else None
            if writer is not None and writer.attrs.get("type") == "person" and words.casefold() not in _PLURAL:
                ref, words = writer.attrs.get("ref", "").removeprefix("#"), writer.text
        person = Participant(part.role, ref, words)
        if not any(p.role == person.role and (p.ref or p.name) == (ref or words) for p in participants):
            participants.append(person)
    attrs: Mapping[str, str] = m.date.annotation.attrs if m.date is not None else {}
    cert: Cert = m.cert
    if cert == "medium" and m.date is not None and participants and not m.modality:
        cert = "high" if m.date.annotation.cert != "low" else "medium"
    if m.dates:
        date, written = on_each_day([d.annotation.attrs for d in m.dates]), (m.dates[0].start, m.dates[-1].end)
    else:
        date = began(attrs) if m.since else on_the_day(attrs) if m.at else datable(attrs)
        written = (m.date.start, m.date.end) if m.date is not None else (0, 0)
    return Draft(
        rule=m.rule,
        word=m.word,
        modality=m.modality,
        passages=dict.fromkeys(reading.span(*p) for p in m.passages),
        date=date,
        date_text=_words(clauses, *written),
        place=m.place.ref if m.place is not None else "",
        place_text=_words(clauses, m.place.start, m.place.end) if m.place is not None else "",
        participants=participants,
        quantities=[q for item, end in m.counts if (q := _quantity(clauses, reading, item, end))],
        cert=cert,
        definite=m.definite,
        demonstrative=m.demonstrative,
        enough=_enough(m, participants),
        noun=m.noun,
        modifiers=m.modifiers,
        back=m.noun and m.definite and not m.open,
        alone=m.noun and not m.open and not m.parts and not m.indefinite,
        apart=m.somebody or m.apart,
    )


def _recount(drafts: Sequence[Draft], clauses: Clauses, reading: Reading, rules: Grammar) -> None:
    """Numbers that the text gives elsewhere of the same people join the event: `nearly 60,000 residents`."""
    counted = [d for d in drafts if d.rule.recount and not d.modality and any(q.of for q in d.quantities)]
    if not counted:
        return
    counted = counted[:LOOK_BACK]
    claimed = {q.span for d in drafts if not d.modality for q in d.quantities}
    for item in clauses.counts:
        clause = clauses.clause(item.start)
        quantity = _quantity(clauses, reading, item, noun_end(clauses, item, clause[1], rules.cues))
        if quantity is None or not quantity.of or quantity.span in claimed:
            continue
        same = [d for d in counted if same_counts(d.quantities, [quantity])]
        if len(same) == 1:
            if not any(q.value == quantity.value and q.text == quantity.text for q in same[0].quantities):
                same[0].quantities.append(quantity)
            same[0].passages[reading.span(*clauses.trimmed(*clause))] = None


def _enough(m: Mention, participants: Sequence[Participant]) -> bool:
    """Whether the mention has one of the sets of parts that its rule requires."""
    roles = [p.role for p in participants]
    has = {"date": int(m.date is not None), "place": int(m.place is not None), "participant": len(roles)}
    has["quantity"] = len(m.counts)
    has["definite"] = int(m.definite)
    has["somebody"] = int(m.somebody)

    def met(part: str) -> bool:
        name, _, least = part.partition(":")
        count = has[name] if name in has else roles.count(name)
        return count >= int(least or 1)

    if m.indefinite and m.date is None and m.place is None and not m.modality:
        return False
    return any(all(met(part) for part in parts) for parts in m.rule.requires)


def _words(clauses: Clauses, start: int, end: int) -> str:
    return " ".join(clauses.text[start:end].split())


def _quantity(clauses: Clauses, reading: Reading, item: Item, end: int) -> Quantity | None:
    attrs = item.annotation.attrs
    number = attrs.get("quantity") or attrs.get("value") or attrs.get("atLeast") or attrs.get("atMost")
    try:
        value = float(number or "")
    except ValueError:
        return None
    of = attrs.get("commodity") or " ".join(clauses.text[item.end : end].split())
    text = _words(clauses, item.start, max(end, item.end))
    kept = {k: attrs[k] for k in ("subtype", "atLeast", "atMost") if k in attrs}
    if "subtype" in kept and "type" in attrs:
        kept["type"] = attrs["type"]
    return Quantity(value, attrs.get("unit", ""), of, text, reading.span(item.start, max(end, item.end)), kept)


def _with_ids(events: Iterable[Event]) -> tuple[Event, ...]:
    """Ids from type, date and place or first participant; `-2` and so on where two would be the same."""
    taken: set[str] = set()
    result = []
    for event in events:
        date = next((v for k, v in sorted(event.date.items(), key=_dating) if k != "datingMethod"), "")
        who = event.participants[0] if event.participants else None
        place = event.place or event.place_text
        what = slug(place or ((who.ref or who.name) if who else ""))
        stem = "-".join(part for part in ("ev", event.type, slug(date), what, event.modality) if part)
        identifier, number = stem, 2
        while identifier in taken:
            identifier, number = f"{stem}-{number}", number + 1
        taken.add(identifier)
        result.append(replace(event, id=identifier))
    return tuple(result)


def _dating(pair: tuple[str, str]) -> int:
    order = ("when", "from", "notBefore", "when-custom", "notAfter", "to")
    return order.index(pair[0]) if pair[0] in order else len(order)


def slug(text: str) -> str:
    """`text` as part of an id: letters and digits of ASCII joined by hyphens, at most six words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = "".join(c if c.isalnum() else " " for c in plain)
    return "-".join(plain.split()[:6])
