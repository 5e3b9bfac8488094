"""The record's own acts: written, sent, routed, approved, signed, translated, published."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

from converters.events.clauses import Back
from converters.events.labels import fill, names
from converters.events.merge import datable
from converters.placed import Placed
from converters.reading import Reading
from tei.entities import Entity, Event, Participant
from tei.metadata import Metadata, Stated
from tei.model import Annotation, Cert

_NAMES = frozenset({"persName", "orgName", "rs", "name"})
_DASHES = ("—", "–", "--", " - ", "/s/")
_ROUTED = frozenset({"routing", "approval", "dispatch", "distribution"})
_NOTED = frozenset({"source", "drafting", "provenance", *_ROUTED})


@dataclass(frozen=True, slots=True)
class _Rules:
    digital: tuple[str, ...]
    several: tuple[str, ...]
    recorded: tuple[Mapping[str, Any], ...]
    acts: tuple[Mapping[str, Any], ...]
    purposes: tuple[Mapping[str, Any], ...]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    table = tomllib.loads((files("converters.events") / "rules" / "record.toml").read_text(encoding="utf-8"))
    return _Rules(
        tuple(table["digital"]),
        tuple(table["several"]),
        tuple(table["recorded"]),
        tuple(table["act"]),
        tuple(table["purpose"]),
    )


class _View:
    """The reading, with the way back from the source made once."""

    def __init__(self, reading: Reading) -> None:
        self.text, self.span, self.back = reading.text, reading.span, Back(reading)


def record_events(
    reading: Reading, annotations: Sequence[Annotation], metadata: Metadata, known: Mapping[str, Entity]
) -> Iterator[Event]:
    """What was done with the record, from its description and from the notes on it. Without ids."""
    m, view = metadata, _View(reading)
    this = "these" if m.genre in _rules().several else "this"
    what = f"{this} {m.genre.replace('-', ' ') if m.genre else 'record'}"
    if m.date or m.authors:
        parts = _people("author", m.authors)
        label = fill(f"Writing of {what}[ by {{author}}]", {"author": names(parts, known)})
        yield _event("writing", label, parts, (m.date, *m.authors, m.place), m.date, m.place, "writing")
    if m.addressees:
        parts = (*_people("sender", m.authors), *_people("addressee", m.addressees))
        values = {
            "sender": names(_of(parts, "sender"), known),
            "addressee": names(_of(parts, "addressee"), known),
        }
        label = fill(f"Sending of {what}[ by {{sender}}][ to {{addressee}}]", values)
        yield _event("sending", label, parts, (*m.addressees, *m.authors), m.date, None, "sending")
    yield from _recorded(metadata, known)
    yield from _signed(view, annotations, metadata, known)
    yield from _notes(view, annotations, known)
    if m.translators:
        parts = _people("translator", m.translators)
        yield _event(
            "translation",
            f"Translation by {names(parts, known)}",
            parts,
            m.translators,
            None,
            None,
            "translation",
        )
    if m.publisher:
        parts = _people("publisher", (m.publisher,))
        digital = m.url is not None or any(w in m.publisher.text.lower() for w in _rules().digital)
        kind = "digital-publication" if digital else "publication"
        label = f"{'Digital publication' if digital else 'Publication'} by {names(parts, known)}"
        yield _event(kind, label, parts, (m.publisher, m.url), None, None, "publication")


def _recorded(m: Metadata, known: Mapping[str, Entity]) -> Iterator[Event]:
    for rule in _rules().recorded:
        if m.genre in rule["genres"] and m.participants:
            parts = _people("participant", m.participants)
            place = known[ref].label if m.place and (ref := _ref(m.place)) in known else m.place.text if m.place else ""
            label = fill(rule["label"], {"participant": names(parts, known), "place": place})
            event = _event(rule["type"], label, parts, (m.date, *m.participants, m.place), m.date, m.place, "")
            yield _with_rule(event, rule["id"])


def _signed(
    view: _View, annotations: Sequence[Annotation], m: Metadata, known: Mapping[str, Entity]
) -> Iterator[Event]:
    within = _names_in(annotations)
    for block in annotations:
        if block.element == "signed":
            parts = tuple(Participant("signatory", _target(a), _text(view, a)) for a in _outermost(within, block))
            if parts:
                yield Event(
                    id="",
                    type="signing",
                    label=f"Signing by {names(parts, known)}",
                    passages=((block.start, block.end),),
                    date=datable(m.date.attrs) if m.date else {},
                    date_text=m.date.text if m.date else "",
                    participants=parts,
                    record=True,
                    cert="medium",
                    rule="event.record.signing",
                )


def _notes(view: _View, annotations: Sequence[Annotation], known: Mapping[str, Entity]) -> Iterator[Event]:
    within, dated = _names_in(annotations), Placed(a for a in annotations if a.element == "date")
    for note in annotations:
        if note.element == "note" and note.attrs.get("type") in _NOTED:
            inside, dates = _outermost(within, note), dated.inside(note.start, note.end)
            if note.attrs.get("type") in _ROUTED and (event := _routing(view, note, inside, dates, known)):
                yield event
                yield from _asked(event, _purpose(_text(view, note)), known)
            yield from _acts(view, note, inside, dates, known)


def _routing(
    view: _View,
    note: Annotation,
    inside: Sequence[Annotation],
    dates: Sequence[Annotation],
    known: Mapping[str, Entity],
) -> Event | None:
    """Who wrote the note is named at its end, after a dash or before the date; the others are addressed."""
    writer = next((a for a in reversed(inside) if _after_dash(view, note, a)), None)
    if writer is None and inside and dates and inside[-1].end <= dates[-1].start <= inside[-1].end + 4:
        writer = inside[-1]
    addressed = [a for a in inside if a is not writer]
    unnamed = "" if writer is not None else _signature(view, note, dates)
    if writer is None and not addressed and not unnamed:
        return None
    parts = [Participant("addressee", _target(a), _text(view, a)) for a in addressed]
    if writer is not None:
        parts.insert(0, Participant("author", _target(writer), _text(view, writer)))
    elif unnamed:
        parts.insert(0, Participant("author", "", unnamed))
    purpose = _purpose(_text(view, note)).get("text", "")
    values = {
        "author": names(_of(parts, "author"), known),
        "addressee": names(_of(parts, "addressee"), known),
        "purpose": purpose,
    }
    return Event(
        id="",
        type="routing",
        label=fill("Routing[ by {author}][ to {addressee}][, {purpose}]", values).replace(" ,", ","),
        passages=((note.start, note.end),),
        date=datable(dates[-1].attrs) if dates else {},
        date_text=_text(view, dates[-1]) if dates else "",
        participants=tuple(parts),
        record=True,
        cert=_least([a.cert for a in (*inside, *dates[-1:])]),
        rule="event.record.routing",
    )


def _purpose(words: str) -> Mapping[str, str]:
    """What a note asks for, by its words; empty if it does not say."""
    lower = words.lower()
    return next((p for p in _rules().purposes if any(word in lower for word in p["words"])), {})


def _asked(routing: Event, purpose: Mapping[str, str], known: Mapping[str, Entity]) -> Iterator[Event]:
    """The act that a note asks of those it is addressed to: their approval, their signature."""
    if "act" not in purpose:
        return
    parts = tuple(replace(p, role=purpose["role"]) for p in routing.participants if p.role == "addressee")
    rule = next((r for r in _rules().acts if r["type"] == purpose["act"]), None)
    if parts and rule is not None:
        label = fill(rule["label"], {purpose["role"]: names(parts, known)})
        yield replace(
            routing,
            type=purpose["act"],
            label=f"{label} (requested)",
            participants=parts,
            modality="requested",
            date={},
            date_text="",  # the note says when it was asked, not when it was given
            rule=rule["id"],
        )


def _signature(view: _View, note: Annotation, dates: Sequence[Annotation]) -> str:
    """The words between the last dash of a note and its date, where no name was found there: `—Guanhua, 8/5`."""
    start = view.back(note.start)
    end = view.back(dates[-1].start) if dates else view.back(note.end)
    text = view.text[start:end]
    at = max((text.rfind(dash) + len(dash) for dash in _DASHES if dash in text), default=-1)
    words = text[at:].strip(" ,.;\r\n").split() if at >= 0 else []
    return " ".join(words) if 1 <= len(words) <= 4 and all(word[0].isupper() for word in words) else ""


def _acts(
    view: _View,
    note: Annotation,
    inside: Sequence[Annotation],
    dates: Sequence[Annotation],
    known: Mapping[str, Entity],
) -> Iterator[Event]:
    lower = view.text.lower()
    start, end = view.back(note.start), view.back(note.end)
    for rule in _rules().acts:
        for phrase in rule["phrases"]:
            at = lower.find(phrase, start, end)
            if at < 0:
                continue
            stop = lower.find(". ", at, end)
            stop = stop if stop >= 0 else end
            who = [a for a in inside if at < view.back(a.start) < min(stop, at + 120)]
            when = [d for d in dates if at < view.back(d.start) < stop]
            if not who:
                continue
            parts = tuple(Participant(rule["role"], _target(a), _text(view, a)) for a in who)
            yield Event(
                id="",
                type=rule["type"],
                label=fill(rule["label"], {rule["role"]: names(parts, known)}),
                passages=(view.span(at, stop),),
                date=datable(when[0].attrs) if when else {},
                date_text=_text(view, when[0]) if when else "",
                participants=parts,
                record=True,
                cert="medium",
                rule=rule["id"],
            )
            break


def _event(
    kind: str,
    label: str,
    parts: Sequence[Participant],
    stated: Iterable[Stated | None],
    date: Stated | None,
    place: Stated | None,
    rule: str,
) -> Event:
    passages = tuple(dict.fromkeys(s.span for s in stated if s is not None and s.span is not None))
    return Event(
        id="",
        type=kind,
        label=label,
        passages=passages,
        date=datable(date.attrs) if date else {},
        date_text=date.text if date else "",
        place=_ref(place) if place else "",
        place_text=place.text if place else "",
        participants=tuple(parts),
        record=True,
        cert=_least([s.cert for s in stated if s is not None]),
        rule=f"event.record.{rule}" if rule else "",
    )


def _with_rule(event: Event, rule: str) -> Event:
    return replace(event, rule=rule)


def _people(role: str, stated: Iterable[Stated]) -> tuple[Participant, ...]:
    return tuple(Participant(role, _ref(s), s.text) for s in stated)


def _of(parts: Iterable[Participant], role: str) -> list[Participant]:
    return [p for p in parts if p.role == role]


def _ref(stated: Stated) -> str:
    ref = stated.attrs.get("ref", "")
    return ref[1:] if ref.startswith("#") and " " not in ref else ""


def _target(a: Annotation) -> str:
    ref = a.attrs.get("ref", "")
    return ref[1:] if ref.startswith("#") and " " not in ref else ""


def _names_in(annotations: Iterable[Annotation]) -> Placed[Annotation]:
    return Placed(a for a in annotations if a.element in _NAMES)


def _outermost(names: Placed[Annotation], block: Annotation) -> list[Annotation]:
    """The names in a block that are in no other name."""
    found: list[Annotation] = []
    for a in sorted(names.inside(block.start, block.end), key=lambda a: (a.start, -a.end)):
        if a is not block and (not found or a.start >= found[-1].end):
            found.append(a)
    return found


def _text(view: _View, a: Annotation) -> str:
    """The words of an annotation as read."""
    return " ".join(view.text[view.back(a.start) : view.back(a.end)].split())


def _after_dash(view: _View, note: Annotation, a: Annotation) -> bool:
    start = view.back(note.start)
    before = view.text[start : view.back(a.start)].rstrip()
    return any(before.endswith(dash.strip()) for dash in _DASHES)


def _least(certs: Iterable[Cert | None]) -> Cert:
    given = set(certs)
    return "low" if "low" in given else "medium" if "medium" in given else "high" if "high" in given else "medium"
