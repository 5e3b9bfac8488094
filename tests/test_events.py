"""Events: what a text tells of, and the record's own acts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import converters.events as events
from converters.checks import check_dates
from converters.events import check, find_events, propose
from converters.events.labels import names
from converters.events.selfcheck import marked
from converters.reading import read
from tei.entities import Entity, Event, Name, Participant
from tei.metadata import Metadata, Stated
from tei.model import Annotation
from tests.event_cases import seed

RULES = sorted((Path(events.__file__).parent / "rules").glob("*.??.toml"))


@pytest.mark.parametrize("path", RULES, ids=lambda p: p.name)
def test_the_examples_in_a_rule_file_hold(path: Path) -> None:
    assert check(path) == []


@pytest.fixture(scope="module")
def found() -> tuple[Event, ...]:
    reading, annotations, metadata, entities = seed()
    return find_events(reading, annotations, metadata, entities, language="en", name="seed")


def one(found: tuple[Event, ...], kind: str, when: str = "") -> Event:
    (event,) = [e for e in found if e.type == kind and (not when or e.date.get("when") == when)]
    return event


def test_the_records_own_acts(found: tuple[Event, ...]) -> None:
    assert [(e.type, e.label) for e in found if e.record] == [
        ("writing", "Writing of this record by Government of the People’s Republic of China"),
        ("routing", "Routing by Qiao Guanhua to Zhang Hanfu, to check"),
        ("routing", "Routing by Zhang Hanfu to Chen Yi and Zhou Enlai, for approval"),
        ("approval", "Approval by Chen Yi and Zhou Enlai (requested)"),
        ("translation", "Translation by Charles Kraus"),
        ("digital-publication", "Digital publication by History and Public Policy Program Digital Archive"),
    ]


def test_a_routing_note_keeps_both_readings_of_its_date(found: tuple[Event, ...]) -> None:
    notes = [e for e in found if e.type == "routing"]
    assert [e.date["when-custom"] for e in notes] == ["[1963-05-08,1963-08-05]"] * 2
    assert notes[1].participants[0].ref == "zhang-hanfu"


def test_the_meeting(found: tuple[Event, ...]) -> None:
    meeting = one(found, "meeting")
    assert meeting.date == {"when": "1962-04-23"}
    assert meeting.place == "bakhty"
    assert [p.name for p in meeting.participants] == [
        "responsible cadres from the Soviet border defense organs",
        "Chinese side's border defense personnel",
    ]


def test_the_memoranda(found: tuple[Event, ...]) -> None:
    soviet, chinese = one(found, "message", "1962-04-29"), one(found, "message", "1962-04-24")
    assert [p.ref for p in soviet.participants] == ["su-gov"]
    assert len(soviet.passages) > 3
    assert [p.name for p in chinese.participants] == ["Chinese side"]


def test_the_exodus_with_the_numbers_claimed(found: tuple[Event, ...]) -> None:
    exodus = one(found, "exodus")
    assert exodus.date == {"notBefore": "1962-03-11"}
    assert {(q.value, q.text) for q in exodus.quantities} == {
        (20000.0, "roughly 20,000 Chinese residents"),
        (20000.0, "roughly 20,000 people"),
        (60000.0, "60,000"),
        (60000.0, "nearly 60,000 residents"),
    }


def test_a_crossing_by_others_is_another_event(found: tuple[Event, ...]) -> None:
    crossing = one(found, "border-crossing")
    assert [p.name for p in crossing.participants] == ["three Han Chinese residents"]


def test_what_is_demanded_is_not_told_as_having_happened(found: tuple[Event, ...]) -> None:
    assert one(found, "repatriation").modality == "requested"


def test_an_id_does_not_depend_on_the_rest_of_the_text() -> None:
    text, annotations = marked(
        "{person:Rusk} met {person:Gromyko} in {place:Geneva} on {date:12 March 1962=1962-03-12}."
    )
    before = "Dear Mr. Smith, I was glad of it. "
    later = [Annotation(a.start + len(before), a.end + len(before), a.element, a.attrs) for a in annotations]
    (first,) = find_events(read(text, ()), annotations, Metadata(), [], language="en", name="a")
    (second,) = find_events(read(before + text, ()), later, Metadata(), [], language="en", name="b")
    assert first.id == second.id == "ev-meeting-1962-03-12-geneva"


def test_two_events_alike_get_a_number() -> None:
    text, annotations = marked(
        "The note of {date:3 May 1962=1962-05-03} was long. The letter of {date:3 May 1962=1962-05-03} was not."
    )
    found = find_events(read(text, ()), annotations, Metadata(), [], language="en", name="a")
    assert [e.id for e in found] == ["ev-message-1962-05-03", "ev-message-1962-05-03-2"]


def test_who_says_i_is_the_author_if_a_person_is() -> None:
    text, annotations = marked("I met {person:Gromyko} in {place:Geneva} on {date:12 March 1962=1962-03-12}.")
    rusk = Metadata(authors=(Stated("Dean Rusk", None, {"ref": "#rusk", "type": "person"}),))
    embassy = Metadata(authors=(Stated("Embassy in Bern", None, {"ref": "#bern", "type": "org"}),))
    (event,) = [e for e in find_events(read(text, ()), annotations, rusk, [], language="en", name="a") if not e.record]
    assert event.participants[0].ref == "rusk"
    (event,) = [
        e for e in find_events(read(text, ()), annotations, embassy, [], language="en", name="a") if not e.record
    ]
    assert event.participants[0] == Participant("participant", "", "I")


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        (Name("Dulles, John Foster"), "John Foster Dulles"),
        (Name("Zhou, Enlai, 1898-1976"), "Zhou Enlai"),
        (Name("Gates, Thomas S., Jr."), "Thomas S. Gates, Jr."),
        (Name("Roger Hilsman, Jr.", parts=(("forename", "Roger, Jr."), ("surname", "Hilsman"))), "Roger Hilsman, Jr."),
    ],
)
def test_a_label_has_names_in_the_order_in_which_people_write_them(listed: Name, shown: str) -> None:
    assert names([Participant("sender", "p")], {"p": Entity("p", "person", (listed,))}) == shown


def test_the_conversation_that_a_heading_names() -> None:
    text, annotations = marked(
        "209. Memorandum of a Conversation Between {person:Herter} and {person:Frondizi}, San Carlos"
    )
    annotations.append(Annotation(0, len(text), "head"))
    record = Metadata(date=Stated("February 28, 1960", None, {"when": "1960-02-28"}))
    (written, conversation) = find_events(read(text, ()), annotations, record, [], language="en", name="a")
    assert written.type == "writing"
    assert conversation.record
    assert conversation.label == "Conversation of Herter and Frondizi, of which this is the record"
    assert conversation.date == {"when": "1960-02-28"}


def test_the_end_of_a_word_before_a_date_is_no_since() -> None:
    text, annotations = marked("ЦК КПСС\n\n{date:18 октября 1962 г.=1962-10-18} {person:Раск} встретился с {person:Добрынин}.")
    found = find_events(read(text, ()), annotations, Metadata(), [], language="ru", name="a")
    assert [dict(event.date) for event in found] == [{"when": "1962-10-18"}]


def test_what_a_noun_dates_later_than_the_record_is_planned() -> None:
    text, annotations = marked("The visit of {person:Rusk} to {place:Bonn} on {date:3 May 1962=1962-05-03} is settled.")
    record = Metadata(date=Stated("29 April 1962", None, {"when": "1962-04-29"}))
    (event,) = [
        e for e in find_events(read(text, ()), annotations, record, [], language="en", name="a") if not e.record
    ]
    assert event.modality == "planned"


def test_a_language_without_rules_has_the_records_own_acts() -> None:
    metadata = Metadata(translators=(Stated("Charles Kraus", (0, 13)),))
    (event,) = find_events(read("Charles Kraus", ()), [], metadata, [], language="fi", name="a")
    assert (event.type, event.record) == ("translation", True)


def test_events_of_two_documents_may_be_one() -> None:
    def event(identifier: str, kind: str, *who: str, place: str = "", when: str = "1962-04-29") -> Event:
        people = tuple(Participant("participant", ref) for ref in who)
        return Event(identifier, kind, kind, date={"when": when}, participants=people, place=place)

    found = propose(
        {
            "a": [event("ev-1", "sending", "su-gov", "cn-gov"), event("ev-2", "meeting", "rusk", place="geneva")],
            "b": [event("ev-1", "message", "su-gov", "cn-gov"), event("ev-2", "meeting", "rusk", place="bonn")],
            "c": [event("ev-1", "message", "su-gov"), event("ev-2", "message", "su-gov", when="1962-04-30")],
        }
    )
    assert [(r.active, r.passive, r.cert) for r in found] == [
        ("a#ev-1", "b#ev-1", "medium"),
        ("a#ev-1", "c#ev-1", "low"),
        ("b#ev-1", "c#ev-1", "low"),
    ]


WORDS = (
    "Rusk|met with|did not meet|Gromyko|in|Geneva|.|, |\n\n|the memorandum of|dated|who|20,000|residents|"
    "crossed the border|that|between|and|(|)|was arrested|by|born|?|"
    "İ|ß|\u2028|’s|visit|to|wurde|verhaftet|[|]|\x00|é|🙂|on 3 May|I|will"
)
PIECES = st.sampled_from(WORDS.split("|"))
ELEMENTS = st.sampled_from(["persName", "orgName", "placeName", "date", "measure", "num", "rs", "p", "head", "note"])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_text_and_any_annotations(data: st.DataObject) -> None:
    text = " ".join(data.draw(st.lists(PIECES, max_size=40)))
    spans = data.draw(st.lists(st.tuples(ELEMENTS, st.integers(0, len(text)), st.integers(0, len(text))), max_size=12))
    attrs = {"quantity": "3", "when": "1962-04-29", "type": "routing"}
    annotations = [Annotation(min(a, b), max(a, b), element, attrs) for element, a, b in spans]
    language = data.draw(st.sampled_from(["en", "de", "fr", "ru"]))
    found = find_events(read(text, ()), annotations, Metadata(), [], language=language, name="a")
    assert len({e.id for e in found}) == len(found)
    for event in found:
        assert event.label and event.type
        assert all(0 <= start <= end <= len(text) for start, end in event.passages)
    check_dates(annotations, Metadata(), found)
