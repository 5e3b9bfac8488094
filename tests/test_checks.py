"""Contradictions inside one document are reported with a clear message and the place."""

from __future__ import annotations

from converters.checks import check_dates
from converters.events import find_events
from tei.entities import Event, Participant
from tei.metadata import Metadata, Stated
from tei.model import Annotation
from tests.event_cases import seed

RECORD = Metadata(
    title=Stated("Response to the Memorandum of 29 April", (20, 58)),
    date=Stated("April 29, 1962", (0, 14), {"when": "1962-04-29"}),
)


def told(kind: str, when: str, modality: str = "", text: str = "") -> Event:
    return Event("ev-1", kind, f"The {kind}", ((100, 120),), {"when": when}, text, modality=modality)


def codes(*args: object) -> list[tuple[str, str]]:
    return [(n.code, n.message) for n in check_dates(*args)]  # type: ignore[arg-type]


def test_an_answer_dated_as_what_it_answers() -> None:
    assert codes([], RECORD, [told("message", "1962-04-29")]) == [
        (
            "date.same-as-answered",
            "The record is dated April 29, 1962, the very day of what it answers: The message.",
        )
    ]


def test_what_is_no_answer_may_cite_a_message_of_its_own_day() -> None:
    record = Metadata(title=Stated("Memorandum"), date=RECORD.date)
    assert codes([], record, [told("message", "1962-04-29")]) == []


def test_routing_notes_long_after_the_record() -> None:
    note = Annotation(30, 80, "note", {"type": "routing"})
    date = Annotation(70, 79, "date", {"when-custom": "[1963-05-08,1963-08-05]"})
    assert codes([note, date], RECORD, []) == [
        (
            "date.note-late",
            "A routing note is dated 1963-05-08 (or 1963-08-05), 12 months after the record’s date, April 29, 1962.",
        )
    ]


def test_a_note_before_the_record() -> None:
    note = Annotation(30, 80, "note", {"type": "routing"})
    date = Annotation(70, 79, "date", {"when": "1962-04-02"})
    assert codes([note, date], RECORD, []) == [
        (
            "date.note-early",
            "A routing note is dated 1962-04-02, before the record itself, April 29, 1962.",
        )
    ]


def test_told_as_past_after_the_record() -> None:
    assert codes([], RECORD, [told("meeting", "1962-05-03", text="May 3")]) == [
        (
            "date.after-record",
            "Told as having happened on May 3 (1962-05-03), but the record is dated April 29, 1962: The meeting.",
        )
    ]
    assert codes([], RECORD, [told("meeting", "1962-05-03", "planned")]) == []
    assert codes([], RECORD, [told("meeting", "1962-04"), told("meeting", "1961")]) == []


def test_a_weekday_that_the_date_was_not() -> None:
    record = Metadata(date=Stated("Friday, May 3, 1962", (0, 19), {"when": "1962-05-03"}))
    assert codes([], record, []) == [("date.weekday", "“Friday, May 3, 1962”: 1962-05-03 was a Thursday.")]
    record = Metadata(date=Stated("Donnerstag, den 3. Mai 1962", (0, 27), {"when": "1962-05-03"}))
    assert codes([], record, []) == []


def test_a_date_line_that_differs_from_the_header() -> None:
    line = Annotation(0, 30, "dateline")
    date = Annotation(10, 25, "date", {"when": "1962-04-28"})
    assert codes([line, date], RECORD, []) == [
        ("date.dateline", "The date line says 1962-04-28, the record’s description April 29, 1962.")
    ]


def test_a_range_that_ends_before_it_begins() -> None:
    date = Annotation(10, 25, "date", {"from": "1962-04-28", "to": "1962-04-20"})
    assert codes([date], Metadata(), []) == [
        ("date.reversed", "A range ends (1962-04-20) before it begins (1962-04-28).")
    ]


def test_sender_and_addressee() -> None:
    rusk = Stated("Rusk", (5, 9), {"ref": "#rusk", "type": "person"})
    record = Metadata(authors=(rusk,), addressees=(Stated("Mr. Rusk", (15, 23), {"ref": "#rusk"}),))
    assert codes([], record, []) == [
        ("party.sender-is-addressee", "Mr. Rusk is both the sender and the addressee of the record.")
    ]
    signed = Event(
        "ev-1",
        "signing",
        "",
        ((50, 60),),
        participants=(Participant("signatory", "ball", "George Ball"),),
        record=True,
    )
    assert codes([], Metadata(authors=(rusk,)), [signed]) == [
        ("party.signature", "Signed by George Ball, while Rusk is said to have written it.")
    ]


def test_the_seed() -> None:
    reading, annotations, metadata, entities = seed()
    events = find_events(reading, annotations, metadata, entities, language="en", name="seed")
    assert [n.code for n in check_dates(annotations, metadata, events)] == [
        "date.same-as-answered",
        "date.note-late",
        "date.note-late",
    ]
