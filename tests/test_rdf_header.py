"""What a header says, part by part."""

from __future__ import annotations

import pyoxigraph
import pytest

from rdf.authorities import identity
from rdf.edtf import from_tei
from tests.test_rdf_anyone import rows, store_of

RECORD = "<https://x.org/d>"


def header(file_desc: str = "", profile: str = "", encoding: str = "") -> pyoxigraph.Store:
    return store_of(
        f"<teiHeader><fileDesc>{file_desc}</fileDesc><encodingDesc>{encoding}</encodingDesc>"
        f"<profileDesc>{profile}</profileDesc></teiHeader><text><body><p>Mao to Zhou</p></body></text>"
    )


def test_titles() -> None:
    store = header("""<titleStmt><title type='main'>Letter</title><title type='sub'>A draft</title>
        <title type='short'>L.</title></titleStmt>""")
    assert rows(store, f"{RECORD} rico:title ?title") == [("Letter",)]
    assert rows(store, f"{RECORD} dcterms:alternative ?title") == [("A draft",), ("L.",)]


def test_authors_may_be_people_bodies_offices_or_anyone() -> None:
    store = header(
        "<titleStmt><author><persName>Mao</persName></author><author><orgName>Ministry</orgName></author>"
        "<author><roleName>the Secretary</roleName></author><author>Somebody</author><author/></titleStmt>"
    )
    pattern = (
        f"{RECORD} rico:hasAuthor ?who . ?who rdfs:label ?name ; a ?class FILTER(STRSTARTS(STR(?class), STR(rico:)))"
    )
    assert sorted((name, kind.rpartition("#")[2]) for kind, name, _ in rows(store, pattern)) == [
        ("Mao", "Person"), ("Ministry", "CorporateBody"), ("Somebody", "Agent"), ("the Secretary", "Position"),
    ]  # fmt: skip


def test_an_author_who_may_be_one_of_two_is_neither() -> None:
    store = header(
        "<titleStmt><author><persName ref='https://a.org/1 https://a.org/2'>Ma</persName></author></titleStmt>"
    )
    assert rows(store, f"{RECORD} rico:hasAuthor ?who") == [("https://x.org/d#person/ma",)]
    assert rows(store, "<https://x.org/d#person/ma> reg:candidate ?who") == [("https://a.org/1",), ("https://a.org/2",)]


def test_a_translator_makes_a_translation() -> None:
    store = header("<titleStmt><respStmt><resp>Translated by</resp><persName>Ada</persName></respStmt></titleStmt>")
    translation = "<https://x.org/d#instantiation/translation>"
    assert rows(store, f"{translation} schema:translator/rdfs:label ?who") == [("Ada",)]
    assert rows(store, f"?run prov:generated {translation} ; prov:wasAssociatedWith/rdfs:label ?who") == [
        ("https://x.org/d#activity/translation", "Ada")
    ]


def test_publication_series_and_number() -> None:
    store = header(
        "<publicationStmt><publisher>Press</publisher><date when='1999'/><idno type='ISBN'>978</idno>"
        "<availability><p>Free.</p></availability></publicationStmt>"
        "<seriesStmt><title>Papers</title><biblScope unit='document'>223</biblScope></seriesStmt>"
    )
    assert rows(store, f"{RECORD} rico:hasPublisher/rdfs:label ?who ; rico:conditionsOfUse ?terms") == [
        ("Free.", "Press")
    ]
    assert rows(store, f"{RECORD} rico:hasPublicationDate/rico:normalizedDateValue ?date") == [("1999",)]
    assert rows(store, f"{RECORD} rico:isOrWasIncludedIn/rdfs:label ?series ; rico:identifier ?z") == [
        ("Papers", "223")
    ]
    assert rows(store, f"{RECORD} rico:hasOrHadIdentifier ?i . ?i rico:textualValue ?value") == [
        ("https://x.org/d#identifier/isbn-978", "978")
    ]


def test_form_marking_keywords_and_participants() -> None:
    store = header(
        profile="<textClass><keywords><term type='genre'>memorandum</term><term type='classification'>Top Secret</term>"
        "<term>Borders</term><list><item>Trade</item></list></keywords></textClass>"
        "<particDesc><listPerson><person><persName>Mao</persName></person></listPerson></particDesc>"
        "<creation><date when='1962'/><placeName>Beijing</placeName><persName>Wang</persName></creation>"
    )
    assert rows(store, f"{RECORD} rico:hasDocumentaryFormType/rdfs:label ?form ; reg:securityMarking ?mark") == [
        ("memorandum", "Top Secret")
    ]
    assert rows(store, f"{RECORD} dcterms:subject ?subject") == [("Borders",), ("Trade",)]
    assert rows(store, f"{RECORD} reg:participant/rdfs:label ?who") == [("Mao",)]
    assert rows(store, f"{RECORD} rico:isAssociatedWithPlace/rdfs:label ?where ; rico:hasCreator/rdfs:label ?who") == [
        ("Beijing", "Wang")
    ]


def test_a_doubtful_statement_without_a_passage_is_one_by_itself() -> None:
    store = header("<titleStmt><author cert='low'><persName>Mao</persName></author></titleStmt>")
    pattern = "?s a rdf:Statement ; rdf:predicate rico:hasAuthor ; rdf:object/rdfs:label ?who ; reg:certainty ?cert"
    assert [row[:1] + row[2:] for row in rows(store, pattern)] == [("low", "Mao")]
    assert rows(store, "?s a oa:Annotation") == []


def test_people_have_births_affiliations_and_identities() -> None:
    store = store_of(
        """<standOff><listPerson><person xml:id="p" sameAs="https://a.org/p">
        <persName ref="https://viaf.org/viaf/7">Mao</persName><persName xml:lang="zh-Hans">毛</persName>
        <birth when="1893-12-26">
        <placeName>Shaoshan</placeName></birth>
        <affiliation><orgName>Party</orgName></affiliation>
        <idno type="local">42</idno><bibl>Biography</bibl></person></listPerson>
        <listPlace><place xml:id="q"><placeName>Nowhere</placeName>
        <location><geo>north</geo></location></place></listPlace>
        </standOff>"""
    )
    mao = "<https://x.org/d#p>"
    assert rows(store, f'{mao} skos:altLabel "毛"@zh-hans ; rico:name ?name') == [("Mao",)]
    assert rows(store, f"{mao} owl:sameAs ?same") == [("http://viaf.org/viaf/7",), ("https://a.org/p",)]
    assert rows(store, f"{mao} rico:hasBirthDate/crm:P82a_begin_of_the_begin ?day") == [("1893-12-26",)]
    assert rows(store, f"{mao} rico:hasBirthPlace/rdfs:label ?where") == [("Shaoshan",)]
    assert rows(store, f"{mao} rico:isAgentAssociatedWithAgent/rdfs:label ?body") == [("Party",)]
    assert rows(store, "?place wgs:lat ?lat") == []


@pytest.mark.parametrize(
    ("kind", "value", "meant"),
    [
        ("Wikidata", "Q42", "http://www.wikidata.org/entity/Q42"),
        ("wikidata", "https://www.wikidata.org/wiki/Q42", "http://www.wikidata.org/entity/Q42"),
        ("GND", "11870480X", "https://d-nb.info/gnd/11870480X"),
        ("GeoNames", "2950159", "https://sws.geonames.org/2950159/"),
        ("URI", "https://someone.example/1", "https://someone.example/1"),
        ("", "http://viaf.org/viaf/7", "http://viaf.org/viaf/7"),
    ],
)
def test_identifiers_of_known_authorities_are_identities(kind: str, value: str, meant: str) -> None:
    found = identity(kind, value)
    assert found is not None
    assert found[1] == f"<{meant}>"


@pytest.mark.parametrize(
    ("kind", "value"), [("local", "42"), ("shelfmark", "MS 1"), ("GND", "two words"), ("local", "http://a.org/")]
)
def test_other_identifiers_are_none(kind: str, value: str) -> None:
    assert identity(kind, value) is None


def test_dates_by_another_calendar_without_a_year_are_left_as_written() -> None:
    assert from_tei({"when-custom": "0101-02-03", "datingMethod": "#julian"}) == ""
