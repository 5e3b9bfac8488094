"""The model by example: what each pattern of regesta's TEI says in RDF."""

from __future__ import annotations

import pyoxigraph
import pytest

import rdf
from rdf.names import Names, Prefix, slug
from tei import Document
from tests.test_rdf_anyone import FOLDER, load, rows

MEMO = "https://x.org/memo"


@pytest.fixture(scope="module")
def memo() -> pyoxigraph.Store:
    return load("standoff")


def test_an_event_told_as_fact_has_time_place_participants_and_numbers(memo: pyoxigraph.Store) -> None:
    event = f"<{MEMO}#ev-meeting>"
    assert rows(memo, f"{event} a ?class") == [
        ("http://www.cidoc-crm.org/cidoc-crm/E7_Activity",),
        ("https://www.ica.org/standards/RiC/ontology#Event",),
    ]
    assert rows(
        memo, f"{event} rico:occurredAtDate ?d . ?d rico:expressedDate ?said ; rico:normalizedDateValue ?value"
    ) == [(f"{MEMO}#date/1962-04-23/23-april", "23 April", "1962-04-23")]
    assert rows(memo, f"{event} rico:hasOrHadLocation ?p . ?p rdfs:label ?name ; wgs:lat ?lat ; wgs:long ?long") == [
        ("46.67", "82.72", "Bakhty", f"{MEMO}#bakhty")
    ]
    assert rows(memo, f"{event} rico:hasOrHadParticipant/rdfs:label ?who") == [("Zhou Enlai",), ("three residents",)]
    assert rows(
        memo, f"{event} reg:quantity ?q . ?q crm:P90_has_value ?n ; reg:counted ?of ; crm:P91_has_unit/rdfs:label ?unit"
    ) == [("20000", "residents", rows(memo, f"{event} reg:quantity ?q")[0][0], "person")]


def test_participants_have_roles(memo: pyoxigraph.Store) -> None:
    pattern = """?r a rico:EventRelation ; rico:relationHasSource ?event ; rico:relationHasTarget/rdfs:label ?who ;
                 rico:hasOrHadType/rdfs:label ?zrole"""
    assert [(event.rpartition("#")[2], who, role) for event, _, who, role in rows(memo, pattern)] == [
        ("ev-meeting", "Zhou Enlai", "participant"),
        ("ev-meeting", "three residents", "participant"),
        ("ev-translation", "Ivanov", "translator"),
    ]


def test_an_event_that_is_denied_is_no_event_that_happened(memo: pyoxigraph.Store) -> None:
    denied = f"<{MEMO}#ev-denied>"
    assert rows(memo, f"{denied} a ?class") == [
        ("http://www.cidoc-crm.org/cidoc-crm/E89_Propositional_Object",),
        ("https://w3id.org/regesta#DeniedEvent",),
        ("https://w3id.org/regesta#NotAssertedEvent",),
        ("https://www.ica.org/standards/RiC/ontology#Thing",),
    ]
    assert rows(memo, f"{denied} reg:intendedDate/rico:normalizedDateValue ?date") == [("1962-05",)]
    for happened in ("rico:occurredAtDate", "crm:P4_has_time-span", "rico:hasOrHadParticipant", "crm:P7_took_place_at"):
        assert rows(memo, f"{denied} {happened} ?x") == []


def test_an_event_rests_on_passages_in_the_text_and_outside_it(memo: pyoxigraph.Store) -> None:
    pattern = f"""?a oa:hasBody <{MEMO}#ev-meeting> ; reg:certainty ?cert ; reg:rule ?rule ;
        dcterms:creator/rdfs:label ?by ;
        oa:hasTarget/oa:hasSelector ?p, ?q . ?p oa:start ?start ; oa:end ?end . ?q oa:exact ?text"""
    assert {
        (by, cert, rule, start, end, text) for _, by, cert, end, _, _, rule, start, text in rows(memo, pattern)
    } == {
        ("regesta", "medium", "event.meeting", "10", "42", "They met at Ba-ke-tu on 23 April"),
        ("regesta", "medium", "event.meeting", "0", "8", "29 April"),
    }


def test_the_records_own_acts_are_said_by_the_archive_and_other_events_by_the_document(memo: pyoxigraph.Store) -> None:
    assert rows(memo, f"GRAPH ?g {{ ?e a rico:Event }} FILTER(?e = <{MEMO}#ev-translation>)") == [
        (f"{MEMO}#ev-translation", f"{MEMO}#record")
    ]
    assert rows(memo, f"GRAPH ?g {{ ?e a rico:Event }} FILTER(?e = <{MEMO}#ev-meeting>)") == [
        (f"{MEMO}#ev-meeting", f"{MEMO}#claims")
    ]
    assert rows(memo, f"GRAPH <{MEMO}#claims> {{ <{MEMO}> ?p ?o }}") == []
    assert rows(memo, f"GRAPH <{MEMO}#record> {{ ?a oa:motivatedBy reg:placeName }}") == []
    assert rows(memo, f"GRAPH <{MEMO}#claims> {{ ?a oa:motivatedBy reg:sic }}") == []


def test_a_document_answers_one_that_it_tells_of(memo: pyoxigraph.Store) -> None:
    pattern = f"""<{MEMO}> rico:isReplyTo ?other . ?other a rico:Record ; rdfs:label ?name .
                  ?event rico:resultsOrResultedIn ?other"""
    assert [row[:2] for row in rows(memo, pattern)] == [(f"{MEMO}#ev-memorandum", "Soviet memorandum")]


def test_an_uncertain_relation_is_told_and_not_stated(memo: pyoxigraph.Store) -> None:
    assert rows(memo, "?a rico:knows ?b") == []
    assert [row[1:] for row in rows(memo, "?r reg:property rico:knows ; rico:relationCertainty ?z")] == [("low",)]


def test_an_ambiguous_date_keeps_its_readings(memo: pyoxigraph.Store) -> None:
    pattern = (
        '?d rico:expressedDate "8/5" ; rico:normalizedDateValue ?value ; reg:reading/crm:P82a_begin_of_the_begin ?z'
    )
    assert [row[1:] for row in rows(memo, pattern)] == [
        ("[1963-05-08,1963-08-05]", "1963-05-08"), ("[1963-05-08,1963-08-05]", "1963-08-05"),
    ]  # fmt: skip


def test_ranges_sort_and_filter_as_days(memo: pyoxigraph.Store) -> None:
    april = """?e a rico:Event ; rico:occurredAtDate ?d .
               ?d crm:P82a_begin_of_the_begin ?from ; crm:P82b_end_of_the_end ?to
               FILTER(?from >= "1962-04-01"^^xsd:date && ?to <= "1962-04-30"^^xsd:date)"""
    assert sorted(row[1].rpartition("#")[2] for row in rows(memo, april)) == ["ev-meeting", "ev-memorandum"]


def test_someone_of_an_authority_is_the_same_in_every_document(memo: pyoxigraph.Store) -> None:
    zhou = "<https://x.org/authority#zhou-enlai>"
    assert rows(memo, f"{zhou} rdfs:label ?name ; skos:altLabel ?other ; owl:sameAs ?same") == [
        ("Zhou Enlai", "周恩来", "http://www.wikidata.org/entity/Q17410")
    ]
    assert rows(memo, "?p a rico:Person ; reg:certainty ?c ; rdfs:label ?name") == [
        ("low", "Ivanov", f"{MEMO}#stranger")
    ]


def test_a_place_has_a_geometry(memo: pyoxigraph.Store) -> None:
    assert [row[1] for row in rows(memo, f"<{MEMO}#bakhty> geo:hasGeometry ?g . ?g geo:asWKT ?wkt")] == [
        "POINT(82.72 46.67)"
    ]


def test_what_the_header_says_names_the_characters_that_it_rests_on(memo: pyoxigraph.Store) -> None:
    pattern = "?a reg:property rico:hasCreationDate ; reg:certainty ?cert ; oa:hasTarget/oa:hasSelector/oa:exact ?words"
    assert [row[1:] for row in rows(memo, pattern)] == [("high", "29 April")]


def test_every_passage_quotes_what_stands_between_its_offsets() -> None:
    for path in sorted(FOLDER.glob("*.xml")):
        document = Document.parse(path.read_bytes(), path.name)
        if path.stem in ("corpora", "corpus"):
            continue
        store = pyoxigraph.Store()
        store.extend(rdf.quads(document))
        pattern = """?p a oa:SpecificResource ; oa:hasSelector ?pos, ?quote . ?pos oa:start ?start ; oa:end ?end .
                     ?quote oa:exact ?text ; oa:prefix ?before ; oa:suffix ?zafter"""
        found = rows(store, pattern)
        assert len(found) == len(rows(store, "?p a oa:SpecificResource"))
        assert rows(store, "?a a oa:Annotation FILTER NOT EXISTS { ?a oa:hasTarget/oa:hasSelector ?s }") == []
        for before, end, _, _, _, start, text, after in found:
            assert document.text[int(start) : int(end)] == text
            assert document.text[: int(start)].endswith(before)
            assert document.text[int(end) :].startswith(after)


def test_who_made_the_tei_with_what_is_provenance(memo: pyoxigraph.Store) -> None:
    pattern = """?tei prov:wasGeneratedBy ?run . ?run prov:wasAssociatedWith ?p ; dcterms:date ?day .
                 ?p schema:softwareVersion ?v"""
    assert [(row[0], row[1]) for row in rows(memo, pattern)] == [("2026-11-24", "https://x.org/software/regesta/0-1-0")]


# Names


def annotations(text: str) -> set[str]:
    tei = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="d"><teiHeader/><text><body>{text}</body></text></TEI>"""
    found = rdf.quads(Document.parse(tei.encode(), "d"))
    return {q.subject.value for q in found if "#annotation/" in str(q.subject)}  # type: ignore[union-attr]


def test_identifiers_survive_a_change_of_the_text_elsewhere() -> None:
    paragraph = (
        "<p>Then <persName>Zhou</persName> and <persName>Chen</persName> met <persName>Zhou</persName> again.</p>"
    )
    before = annotations(paragraph + "<p>The end.</p>")
    added = "<p>Earlier <persName>Zhou</persName> had written on <date>8 May</date>.</p>\n"
    assert len(before) == 3
    assert before <= annotations(added + paragraph + "\n<p>The true end, of <persName>Zhou</persName>.</p>")


def test_the_same_words_twice_in_the_same_place_are_two_passages() -> None:
    line = "<p>See <gap reason='illegible'/>.</p>\n"
    assert len(annotations(line * 3)) == 3


@pytest.mark.parametrize(
    ("pointer", "meant"),
    [
        ("#zhou", "https://x.org/d#zhou"),
        ("#record", "https://x.org/d#id/record"),
        ("people.xml#zhou", "https://x.org/people#zhou"),
        ("../lists/people.tei.xml#zhou", "https://x.org/lists/people#zhou"),
        ("gnd:118", "https://d-nb.info/gnd/118"),
        ("psn:zhou", "https://x.org/people#zhou"),
        ("https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"),
        ("https://viaf.org/viaf/12345/", "http://viaf.org/viaf/12345"),
        ("http://a b", "http://a%20b"),
    ],
)
def test_pointers_are_names(pointer: str, meant: str) -> None:
    prefixes = (Prefix("gnd", "([0-9X-]+)", "https://d-nb.info/gnd/$1"), Prefix("psn", "(.+)", "people.xml#$1"))
    assert Names("https://x.org/", "d", prefixes).resolve(pointer) == f"<{meant}>"


@pytest.mark.parametrize("pointer", ["", "#", "  ", "../"])
def test_what_is_no_pointer_names_nothing(pointer: str) -> None:
    assert Names("https://x.org/", "d").resolve(pointer) is None


def test_words_as_part_of_a_name() -> None:
    assert slug("Zhōu, Ēnlái!") == "zhōu-ēnlái"
    assert slug("中华人民共和国") == "中华人民共和国"
    assert len(slug("long " * 50)) < 80
    assert slug("…") != slug("—")
