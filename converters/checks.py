"""Contradictions between the dates, senders and receivers of one document: reported, never repaired.

Everything here works on what reading TEI back gives as well, so that `regesta validate` needs the TEI alone.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from converters.matching import pattern
from tei.entities import Event, Participant
from tei.metadata import Metadata, Stated
from tei.model import Annotation, Notice, Span

_ISO = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
_NOTES = frozenset({"routing", "approval", "dispatch", "distribution", "marginal"})
_EARLIEST = ("when", "notBefore", "from", "when-custom", "notBefore-custom", "from-custom")
_LATEST = ("when", "notAfter", "to", "when-custom", "notAfter-custom", "to-custom")


@dataclass(frozen=True, slots=True)
class _Data:
    months_late: int
    answers: tuple[str, ...]
    weekdays: tuple[str, ...]
    """Their English names, Monday first."""
    weekday: Mapping[str, int]
    """The number of a day by each of its names."""


@lru_cache(maxsize=1)
def _data() -> _Data:
    table = tomllib.loads((files("converters") / "checks.toml").read_text(encoding="utf-8"))
    days = table["weekdays"]
    weekday = {name: number for number, names in enumerate(days) for name in names}
    return _Data(table["months_late"], tuple(table["answers"]), tuple(names[0] for names in days), weekday)


def check_dates(annotations: Sequence[Annotation], metadata: Metadata, events: Sequence[Event]) -> tuple[Notice, ...]:
    """What in a document does not fit together, in the order of the text; each thing said once."""
    record = metadata.date
    recorded = earliest(record.attrs) if record else ""
    found = [*_reversed(annotations), *_weekdays(metadata, events), *_parties(metadata, events)]
    if record and recorded:
        dates = [a for a in annotations if a.element == "date"]
        found += _answered(metadata, events, record, recorded)
        found += _notes(annotations, dates, record, recorded)
        found += _told_later(events, record, recorded)
        found += _dateline(annotations, dates, record, recorded)
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda n: (n.span or (-1, -1), n.code)))


def earliest(attrs: Mapping[str, str]) -> str:
    """The earliest day, month or year that att.datable attributes name, ISO 8601; empty if none."""
    return min(_named(attrs, _EARLIEST), default="")


def latest(attrs: Mapping[str, str]) -> str:
    """The latest one."""
    return max(_named(attrs, _LATEST), default="")


def _named(attrs: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return [date for name in names if name in attrs for date in _dates(attrs[name])]


@lru_cache(maxsize=2000)
def _dates(value: str) -> tuple[str, ...]:
    """The days, months or years in a value; none before our era."""
    if value.startswith("-"):
        return ()
    return tuple(value[slice(*m.span())] for m in pattern(_ISO).finditer(value))


def _answered(metadata: Metadata, events: Sequence[Event], record: Stated, recorded: str) -> Iterator[Notice]:
    """The record bears the date of the message that its title says it answers."""
    title = metadata.title
    if title is None or not any(words in title.text.lower() for words in _data().answers):
        return
    if len(recorded) < len("1962-04-29"):
        return
    for event in events:
        if not event.record and event.type == "message" and event.date.get("when", "")[:10] == recorded:
            yield Notice(
                "date.same-as-answered",
                f"The record is dated {_words(record)}, the very day of what it answers: {event.label}.",
                record.span or title.span,
            )
            return


def _notes(
    annotations: Iterable[Annotation], dates: Iterable[Annotation], record: Stated, recorded: str
) -> Iterator[Notice]:
    """Notes on the record dated long after it, or before it."""
    dates = list(dates)
    for note in annotations:
        if note.element != "note" or note.attrs.get("type") not in _NOTES:
            continue
        for a in dates:
            if not (note.start <= a.start and a.end <= note.end):
                continue
            first, last = earliest(a.attrs), latest(a.attrs)
            if first and _months(recorded, first) > _data().months_late:
                late = _months(recorded, first)
                yield Notice(
                    "date.note-late",
                    f"A {note.attrs['type']} note is dated {first}{_or_later(first, last)}, "
                    f"{late} months after the record’s date, {_words(record)}.",
                    (a.start, a.end),
                )
            elif last and _before(last, recorded):
                yield Notice(
                    "date.note-early",
                    f"A {note.attrs['type']} note is dated {last}, before the record itself, {_words(record)}.",
                    (a.start, a.end),
                )


def _told_later(events: Iterable[Event], record: Stated, recorded: str) -> Iterator[Notice]:
    """What is told as past has a date after the record's."""
    for event in events:
        first = earliest(event.date)
        if not event.record and not event.modality and first and _before(recorded, first):
            yield Notice(
                "date.after-record",
                f"Told as having happened on {event.date_text or first} ({first}), "
                f"but the record is dated {_words(record)}: {event.label}.",
                event.passages[0] if event.passages else None,
            )


def _dateline(
    annotations: Iterable[Annotation], dates: Iterable[Annotation], record: Stated, recorded: str
) -> Iterator[Notice]:
    """The date line gives another day than the header."""
    dates = list(dates)
    for line in annotations:
        if line.element != "dateline":
            continue
        inside = [a for a in dates if line.start <= a.start and a.end <= line.end]
        if len(inside) == 1:
            when = inside[0].attrs.get("when", "")[:10]
            if len(when) == len(recorded) == 10 and when != recorded:
                yield Notice(
                    "date.dateline",
                    f"The date line says {when}, the record’s description {_words(record)}.",
                    (inside[0].start, inside[0].end),
                )


def _reversed(annotations: Iterable[Annotation]) -> Iterator[Notice]:
    """A range that ends before it begins (TEI att.datable: `notBefore`, `notAfter`, `from`, `to`)."""
    for a in annotations:
        attrs = a.attrs
        if "notAfter" not in attrs and "to" not in attrs:
            continue
        for first, last in (("notBefore", "notAfter"), ("from", "to")):
            begin, end = attrs.get(first, ""), attrs.get(last, "")
            if begin and end and not begin.startswith("-") and _before(end, begin):
                yield Notice("date.reversed", f"A range ends ({end}) before it begins ({begin}).", (a.start, a.end))


def _weekdays(metadata: Metadata, events: Iterable[Event]) -> Iterator[Notice]:
    """A day of the week that its date was not."""
    said: list[tuple[str, Mapping[str, str], Span | None]] = [
        (e.date_text, e.date, e.passages[0] if e.passages else None) for e in events if not e.record
    ]
    if metadata.date:
        said.insert(0, (metadata.date.text, metadata.date.attrs, metadata.date.span))
    for text, attrs, span in said:
        when = attrs.get("when", "")[:10]
        named = _data().weekday.keys() & text.lower().replace(",", " ").split() if len(when) == 10 else ()
        if not named:
            continue
        try:
            real = datetime.date.fromisoformat(when).weekday()
        except ValueError:
            continue
        if any(_data().weekday[name] != real for name in named):
            yield Notice("date.weekday", f"“{text}”: {when} was a {_data().weekdays[real].capitalize()}.", span)


def _parties(metadata: Metadata, events: Iterable[Event]) -> Iterator[Notice]:
    """Who sends to himself; who signs what another is said to have written."""
    authors = {ref: a for a in metadata.authors if (ref := a.attrs.get("ref", ""))}
    for addressee in metadata.addressees:
        if addressee.attrs.get("ref", "") in authors:
            yield Notice(
                "party.sender-is-addressee",
                f"{addressee.text} is both the sender and the addressee of the record.",
                addressee.span,
            )
    for event in events:
        if not event.record:
            continue
        writers = {p.ref for p in event.participants if p.role in ("author", "sender") and p.ref}
        for p in event.participants:
            if event.type == "routing" and p.role == "addressee" and p.ref in writers:
                yield Notice(
                    "party.note-to-oneself",
                    f"A routing note is written by and addressed to the same person: {_name(p)}.",
                    event.passages[0] if event.passages else None,
                )
        people = {ref for ref, a in authors.items() if a.attrs.get("type") == "person"}
        signers = [p for p in event.participants if p.role == "signatory" and p.ref and " " in _name(p)]
        if event.type == "signing" and people and signers and not people & {f"#{p.ref}" for p in signers}:
            yield Notice(
                "party.signature",
                f"Signed by {_name(signers[0])}, while {next(iter(authors.values())).text} is said to have written it.",
                event.passages[0] if event.passages else None,
                "info",
            )


def _name(participant: Participant) -> str:
    """A participant's name; of one read back by reference alone, the words of its id."""
    return participant.name or participant.ref.replace("-", " ")


def _before(one: str, other: str) -> bool:
    """Whether a date is surely before another; at the precision that both have."""
    length = min(len(one), len(other), 10)
    return one[:length] < other[:length]


def _months(first: str, second: str) -> int:
    """Whole months from one date to another; months unknown count as equal."""
    years = int(second[:4]) - int(first[:4])
    months = int(second[5:7]) - int(first[5:7]) if len(first) >= 7 and len(second) >= 7 else 0
    days = -1 if len(first) >= 10 and len(second) >= 10 and second[8:10] < first[8:10] else 0
    return years * 12 + months + days


def _or_later(first: str, last: str) -> str:
    return f" (or {last})" if last and last != first else ""


def _words(stated: Stated) -> str:
    return stated.text or stated.attrs.get("when", "")


__all__ = ["check_dates", "earliest", "latest"]
