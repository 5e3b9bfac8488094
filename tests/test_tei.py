"""The TEI model: what the writer lays out, and the reader's way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from tei import (
    Annotation,
    Document,
    Encoding,
    Entity,
    Event,
    Metadata,
    Name,
    Outside,
    Participant,
    Quantity,
    Relation,
    Role,
    Rule,
    Source,
    Stated,
    TeiError,
    Transcript,
    seal,
    write,
)
from tei.escape import escape, unescape
from tests.strategies import texts
from tests.test_nesting import SCHEMAS, problems

TEXT = "April 29, 1962\n\nThe memorandum [illegible]."

METADATA = Metadata(
    id="memo",
    title=Stated("Response to the Memorandum", (0, 5), {}, "high"),
    number=Stated("223", None, {}, None),
    date=Stated("April 29, 1962", (0, 14), {"when": "1962-04-29"}, "high"),
    place=Stated("Beijing", None, {}, "medium"),
    authors=(Stated("Chinese Government", (4, 9), {"type": "org", "ref": "#cn-gov"}, "medium"),),
    addressees=(Stated("Dreier", None, {"type": "person", "role": "Ambassador"}, "medium"),),
    participants=(Stated("Kissinger", None, {"type": "person", "role": "Secretary of State"}, "high"),),
    subject=Stated("Border crossings", None, {}, "high"),
    abstract=Stated("The Chinese Government rejects the Soviet position.", None, {}, "high"),
    citation=Stated("PRC FMA 118-01154-04, 35-39", (0, 4), {}, "high"),
    repository=Stated("PRC FMA", (0, 3), {"ref": "#prc-fma"}, "high"),
    idnos=(Stated("118-01154-04", (0, 2), {"type": "shelfmark"}, "high"), Stated("5", None, {"type": "fonds"}, "high")),
    locus=Stated("35-39", (0, 2), {"from": "35", "to": "39"}, "high"),
    translators=(Stated("Charles Kraus", (1, 3), {"type": "person", "ref": "#charles-kraus"}, "high"),),
    editors=(Stated("A. Editor", None, {"type": "person"}, None),),
    funders=(Stated("MacArthur Foundation", (2, 4), {}, "high"), Stated("Henry Luce Foundation", (3, 5), {}, "high")),
    publisher=Stated("Digital Archive", (1, 2), {}, "high"),
    series=Stated("Foreign Relations", None, {}, "high"),
    url=Stated("https://example.org/doc/1", None, {}, None),
    rights=Stated("Public domain", None, {}, None),
    language="en",
    original_language="zh",
    keywords=(Stated("borders", None, {}, None),),
    genre="memorandum",
    classification=Stated("Secret", (2, 3), {}, "high"),
)

ENTITIES = (
    Entity(
        "zhang-hanfu", "person",
        (Name("Zhang Hanfu", "", "", (("surname", "Zhang"), ("forename", "Hanfu"))), Name("Chang Han-fu", "variant")),
        (("Wikidata", "Q45582"),), (Role("Vice Minister", "1954", "1967", "Foreign Ministry"),), "A diplomat.",
        birth="1905", death="1972-01-01",
    ),
    Entity("cn-gov", "org", (Name("Chinese Government"),), note="The government."),
    Entity("bakhty", "place", (Name("Bakhty"),), (("GeoNames", "1"),), geo=(46.67, 82.72), type="settlement"),
)  # fmt: skip

EVENTS = (
    Event("ev-writing", "writing", "Written", ((0, 14),), {"when": "1962-04-29"}, "April 29, 1962", record=True),
    Event(
        "ev-meeting", "meeting", "Meeting at Bakhty", ((16, 30),), {"when": "1962-04-23"}, "23 April", "bakhty",
        "Ba-ke-tu", (Participant("participant", "cn-gov"), Participant("participant", "", "border officers")),
        (Quantity(20000, "person", "residents", "roughly 20,000", (16, 19), {"atLeast": "15000"}),), "denied",
        False, "medium", "#regesta", "event.meeting",
    ),
)  # fmt: skip

FULL = Transcript(
    Source(TEXT, "memo.txt", "utf-8", b"\xef\xbb\xbf"),
    (Annotation(16, len(TEXT), "p"), Annotation(31, 42, "gap", {"reason": "illegible"}, (42, 42), "high", rule="g.gap")),
    (Outside(0, 14, "catalogue-record"),),
    METADATA,
    ENTITIES,
    EVENTS,
    (Relation("isReplyTo", "#memo", "#other", "medium"),),
    Encoding("wilson-center", "high", "The Digital Archive’s marks.", "wilson-center", "medium",
             (Rule("event.meeting", "A meeting is told of."), Rule("g.gap", "What could not be read.")), ("a citation",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.parse(write(FULL, when="2026-11-24")[0], "memo.tei.xml")


@pytest.mark.parametrize("path", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_a_document_that_says_everything_is_valid(document: Document, path: Path) -> None:
    if not path.is_file():
        pytest.skip(f"{path.name} is not beside the project")
    assert not problems(bytes(document), path)


def test_the_header_comes_back_as_it_went_in(document: Document) -> None:
    assert document.metadata == METADATA


def test_people_organisations_places_come_back(document: Document) -> None:
    assert document.entities == ENTITIES


def test_events_come_back_with_their_passages(document: Document) -> None:
    assert document.events == EVENTS


def test_relations_come_back(document: Document) -> None:
    assert document.relations == FULL.relations


def test_the_source_comes_back_with_its_byte_order_mark(document: Document) -> None:
    assert document.restore() == b"\xef\xbb\xbf" + TEXT.encode()


def test_text_changed_since_is_not_passed_off_as_the_source(document: Document) -> None:
    edited = Document.parse(bytes(document).replace(b"The memorandum", b"That memorandum"), "memo.tei.xml")
    with pytest.raises(TeiError, match=r"memo\.tei\.xml: restored, but not the file it was made from"):
        edited.restore()


def test_tei_by_others_has_no_source_to_restore() -> None:
    plain = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>a</p></body></text></TEI>'
    with pytest.raises(TeiError, match="not made from a text file"):
        Document.parse(plain).restore()


def test_an_event_in_tei() -> None:
    markup = str(Document.parse(write(FULL)[0]))
    start = markup.index('<event xml:id="ev-meeting"')
    assert markup[start : markup.index("</event>", start)].splitlines() == [
        '<event xml:id="ev-meeting" type="meeting" subtype="denied" when="1962-04-23" where="#bakhty" resp="#regesta" '
        'cert="medium" ana="#event.meeting">',
        "<label>Meeting at Bakhty</label>",
        '<note type="date">23 April</note>',
        '<note type="place">Ba-ke-tu</note>',
        '<note type="quantity"><measure quantity="20000" unit="person" commodity="residents" atLeast="15000" '
        'source="memo.txt#char=16,19">roughly 20,000</measure></note>',
        '<ptr type="passage" target="#q-1a9858f6"/>',
        "<listPerson>",
        '<personGrp role="participant"><persName>border officers</persName></personGrp>',
        "</listPerson>",
        "<listRelation>",
        '<relation name="participant" active="#cn-gov" passive="#ev-meeting"/>',
        "</listRelation>",
    ]


def test_page_text_is_kept_verbatim_in_the_header(document: Document) -> None:
    xeno = document.tree.find(".//{*}xenoData")
    assert xeno is not None
    assert (xeno.get("type"), xeno.get("source"), xeno.text) == (
        "catalogue-record", "memo.txt#char=0,14", "April 29, 1962",
    )  # fmt: skip


@given(texts)
def test_every_character_survives_xml(text: str) -> None:
    escaped = escape(text)
    assert unescape(escaped) == text
    etree.fromstring(f"<a>{escaped.replace('&', '').replace('<', '').replace('>', '')}</a>".encode())


def test_what_a_program_added_is_no_source_text() -> None:
    added = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>NATO<expan rendition="#not-in-source">' \
            " (North Atlantic)</expan> met</p></body></text></TEI>"  # fmt: skip
    assert Document.parse(added).text == "NATO met"


def test_the_seal_breaks_when_a_person_edits_the_file() -> None:
    written = write(FULL, when="2026-11-24")[0]
    assert seal.untouched(written)
    assert not seal.untouched(written.replace(b"Ba-ke-tu", b"Bakhty"))
    assert not seal.untouched(b"<TEI/>")
