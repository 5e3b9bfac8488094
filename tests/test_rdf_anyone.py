"""RDF from TEI by others: whatever it holds, statements come out, or a notice; never a crash."""

from __future__ import annotations

import copy
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import rdf
from rdf.context import TEI
from tei import Document
from tei.model import Notice

FOLDER = Path(__file__).parent / "tei"
PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in rdf.PREFIXES.items())


def load(name: str, notices: list[Notice] | None = None) -> pyoxigraph.Store:
    """The statements of one of the test files, in a store."""
    document = Document.parse((FOLDER / f"{name}.xml").read_bytes(), f"{name}.xml")
    store = pyoxigraph.Store()
    store.extend(rdf.quads(document, base="https://x.org/", notices=notices))
    return store


def rows(store: pyoxigraph.Store, pattern: str) -> list[tuple[str, ...]]:
    """The sorted values of `SELECT DISTINCT * WHERE { pattern }`, variables in alphabetical order."""
    found = store.query(f"{PREFIXES}SELECT DISTINCT * WHERE {{ {pattern} }}", use_default_graph_as_union=True)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    names = sorted(variable.value for variable in found.variables)
    return sorted(tuple(row[name].value if row[name] else "" for name in names) for row in found)  # type: ignore[union-attr]


def test_a_letter_has_a_sender_an_addressee_a_date_and_a_letter_that_it_answers() -> None:
    store = load("letter")
    letter = "<https://x.org/chamisso-1819-09-12>"
    assert rows(store, f"{letter} rico:hasSender/rdfs:label ?name") == [("Adelbert von Chamisso",)]
    assert rows(store, f"{letter} rico:hasAddressee ?who") == [("https://d-nb.info/gnd/116628219",)]
    assert rows(store, f"{letter} rico:hasCreationDate/rico:normalizedDateValue ?date") == [("1819-09-12",)]
    assert rows(store, f"{letter} rico:isReplyTo ?other") == [("https://letters.example.org/lafoye/3",)]
    assert rows(store, f"{letter} rico:followsOrFollowed ?other") == [("https://x.org/chamisso-1819-08-01",)]
    assert rows(store, f"{letter} rico:isAssociatedWithPlace ?from ; reg:sentTo ?to") == [
        ("https://sws.geonames.org/2950159/", "https://x.org/register/orte#caen")
    ]


def test_pointers_may_be_absolute_relative_local_or_by_a_prefix_definition() -> None:
    store = load("letter")
    found = rows(store, "?a oa:hasBody ?body ; reg:kind [] ; oa:hasTarget/oa:hasSelector/oa:exact ?text")
    assert {text: body for _, body, text in found if text != "Adelbert"} == {
        "Louis": "https://d-nb.info/gnd/116628219",
        "Eduard": "https://x.org/chamisso-1819-09-12#hitzig",
        "Potsdam": "https://x.org/register/orte#potsdam",
    }


def test_of_two_candidates_none_is_asserted() -> None:
    store = load("letter")
    pattern = '?a oa:hasTarget/oa:hasSelector/oa:exact "der Freund" ; reg:candidate/rdfs:label ?name'
    assert [name for _, name in rows(store, pattern)] == ["Julius Eduard Hitzig", "Varnhagen von Ense"]
    assert rows(store, '?a oa:hasTarget/oa:hasSelector/oa:exact "der Freund" ; oa:hasBody ?who') == []


def test_a_name_that_points_nowhere_is_marked_and_means_nobody() -> None:
    store = load("letter")
    assert len(rows(store, '?a oa:hasTarget/oa:hasSelector/oa:exact "Rosa" ; reg:kind rico:Person')) == 1
    assert rows(store, '?a oa:hasTarget/oa:hasSelector/oa:exact "Rosa" ; oa:hasBody|reg:candidate ?who') == []


def test_only_asserted_identities_are_identities() -> None:
    store = load("letter")
    hitzig = "<https://x.org/chamisso-1819-09-12#hitzig>"
    assert rows(store, f"{hitzig} owl:sameAs ?same") == [("https://d-nb.info/gnd/11870480X",)]
    assert rows(store, f"{hitzig} skos:closeMatch ?close") == [("http://viaf.org/viaf/64039353",)]


def test_an_office_has_the_time_for_which_it_was_held() -> None:
    pattern = """?h a rico:PositionHoldingRelation ; rico:relationHasTarget/rdfs:label ?office ;
                 rico:relationHasDate/rico:normalizedDateValue ?time"""
    assert [row[1:] for row in rows(load("letter"), pattern)] == [("Kriminalrat", "1814/1827")]


def test_what_is_not_understood_is_told() -> None:
    notices: list[Notice] = []
    load("letter", notices)
    assert [(n.code, n.message) for n in notices] == [
        ("correspAction.not-understood", "a correspAction of type 'pondered'")
    ]


def test_a_manuscript_has_holder_shelfmark_origin_and_language() -> None:
    store = load("manuscript")
    original = "<https://x.org/manuscript#instantiation/original>"
    assert rows(store, f"{original} rico:hasOrHadHolder/rdfs:label ?holder") == [("Bodleian Library",)]
    assert rows(store, f"{original} rico:hasOrHadIdentifier ?i . ?i rico:textualValue ?value ; rico:type ?z") == [
        ("https://x.org/manuscript#identifier/scn-2709", "2709", "SCN"),
        ("https://x.org/manuscript#identifier/shelfmark-ms-example-7", "MS. Example 7", "shelfmark"),
    ]
    assert rows(store, "<https://x.org/manuscript> rico:hasOrHadLanguage ?l") == [("http://id.loc.gov/vocabulary/iso639-1/la",)]
    assert rows(store, f"{original} schema:pagination ?p") == []  # those of its parts are not those of the whole
    assert rows(store, "?r rico:hasCreationDate ?d . ?d rico:normalizedDateValue ?v ; "
                       "crm:P82a_begin_of_the_begin ?from ; "
                       "crm:P82b_end_of_the_end ?to FILTER(?r = <https://x.org/manuscript>)") == [
        ("https://x.org/manuscript#date/%5B1450..1475%5D/third-quarter-of-the-15th-century", "1450-01-01",
         "https://x.org/manuscript", "1475-12-31", "[1450..1475]")
    ]  # fmt: skip


def test_an_inscription_has_its_losses_and_restorations_as_passages() -> None:
    store = load("inscription")
    pattern = """?a oa:motivatedBy ?m ; oa:hasTarget/oa:hasSelector/oa:exact ?text
                 FILTER(?m IN (reg:supplied, reg:ex, reg:unclear))"""
    assert sorted((m.rpartition("#")[2], text) for _, m, text in rows(store, pattern)) == [
        ("ex", "ὸς"), ("supplied", "θος"), ("unclear", "χα"),
    ]  # fmt: skip
    gap = """?a oa:motivatedBy reg:gap ; reg:reason ?reason ; reg:extent ?e .
             ?e rdfs:label ?much ; crm:P91_has_unit/rdfs:label ?unit"""
    assert [row[2:] for row in rows(store, gap)] == [("unknown", "lost", "character")]
    assert rows(store, "?a oa:motivatedBy reg:orig ; oa:bodyValue ?regular")[0][1] == "χαῖρε"


def test_years_of_another_calendar_are_dates_and_say_so() -> None:
    pattern = "?d rico:expressedDate ?said ; rico:normalizedDateValue ?value ; rico:dateQualifier ?calendar"
    assert [row[0:1] + row[2:] for row in rows(load("inscription"), pattern)] == [
        ("julian", "2nd–3rd century CE", "[0101..0300]")
    ]


def test_a_frus_volume_has_persons_from_its_list_and_marks_who_is_not_in_it() -> None:
    notices: list[Notice] = []
    store = load("frus", notices)
    assert rows(store, "?p a rico:Person ; rico:generalDescription ?note") == [
        ("Khrushchev, Nikita S., Chairman", "https://x.org/frus1961-63v05#p_KNS1"),
        ("Thompson, Llewellyn E., Ambassador to the Soviet Union", "https://x.org/frus1961-63v05#p_TLE1"),
    ]
    mention = '?a reg:kind rico:Person ; oa:hasTarget/oa:hasSelector/oa:exact "Khrushchev" ; oa:hasBody/rdfs:label ?who'
    assert [who for _, who in rows(store, mention)] == ["Khrushchev, Nikita S."]
    assert [n.code for n in notices] == ["pointer.elsewhere"]


def test_a_play_has_speakers_and_characters_who_are_no_persons() -> None:
    store = load("play")
    spoken = rows(
        store, "?a oa:motivatedBy reg:sp ; reg:speaker/rdfs:label ?who ; oa:hasTarget/oa:hasSelector/oa:start ?at"
    )
    assert [who for _, at, who in sorted(spoken, key=lambda row: (int(row[1]), row[2]))] == [
        "Der Prinz", "Alle", "Conti", "Ein Kammerdiener",
    ]  # fmt: skip
    assert rows(store, "?c a reg:Character ; rdfs:label ?name") == [
        ("https://x.org/emilia#conti", "Conti"), ("https://x.org/emilia#der_prinz", "Der Prinz"),
    ]  # fmt: skip
    assert rows(store, "<https://x.org/emilia#conti> a rico:Person") == []


def test_a_corpus_is_a_set_of_records_that_share_what_its_header_lists() -> None:
    store = load("corpus")
    assert rows(store, "<https://x.org/diaries> a rico:RecordSet ; rico:includesOrIncluded ?day") == [
        ("https://x.org/day-1",), ("https://x.org/day-2",),
    ]  # fmt: skip
    assert rows(store, "?day rico:hasAuthor ?who") == [("https://x.org/day-1", "https://x.org/diaries#clerk")]
    mentioned = rows(store, "GRAPH ?g { ?a oa:hasBody ?who ; reg:kind rico:Person }")
    assert {(graph, who) for _, graph, who in mentioned} == {
        ("https://x.org/day-1#claims", "https://x.org/day-2#guest"),
        ("https://x.org/day-1#claims", "https://x.org/diaries#clerk"),
        ("https://x.org/day-2#claims", "https://x.org/diaries#clerk"),
    }


def store_of(inside: str) -> pyoxigraph.Store:
    """The statements of a document with this inside."""
    document = Document.parse(f'<TEI xmlns="{TEI}" xml:id="d">{inside}</TEI>'.encode(), "d.xml")
    store = pyoxigraph.Store()
    store.extend(rdf.quads(document, base="https://x.org/"))
    return store


def test_a_volume_holds_documents() -> None:
    pattern = """<https://x.org/frus1961-63v05> rico:hasOrHadConstituent ?part .
                 ?part rdfs:label ?title ; rico:identifier ?n"""
    assert [row[0::2] for row in rows(load("frus"), pattern)] == [
        ("45", "45. Telegram From the Embassy in the Soviet Union to the Department of State"),
        ("46", "46. Telegram From the Department of State"),
    ]
    pattern = "?part a rico:RecordPart ; rico:hasCreationDate/rico:normalizedDateValue ?date"
    assert [row[0] for row in rows(load("frus"), pattern)] == ["1961-02-21", "1961-02-28"]


def test_an_inventory_of_letters_is_as_many_records() -> None:
    letter = """<correspDesc ref="https://letters.example/{0}"><correspAction type="sent"><persName>Ada</persName>
        <date when="18{0}"/></correspAction><correspAction type="received"><persName>Ben {0}</persName></correspAction>
        </correspDesc>"""
    store = store_of(f"<teiHeader><profileDesc>{letter.format(61)}{letter.format(62)}</profileDesc></teiHeader>")
    pattern = "?letter rico:hasSender/rdfs:label ?from ; rico:hasAddressee/rdfs:label ?to"
    assert rows(store, pattern) == [
        ("Ada", "https://letters.example/61", "Ben 61"), ("Ada", "https://letters.example/62", "Ben 62"),
    ]  # fmt: skip


def test_a_country_in_a_place_is_where_it_lies_and_not_its_name() -> None:
    place = """<place xml:id="b"><country>Germany</country><placeName>Berlin</placeName>
        <region>Brandenburg</region></place>"""
    store = store_of(f"<standOff><listPlace>{place}</listPlace></standOff>")
    assert rows(store, "<https://x.org/d#b> rdfs:label ?name") == [("Berlin",)]
    assert rows(store, "<https://x.org/d#b> rico:isOrWasContainedBy/rdfs:label ?in") == [("Brandenburg",), ("Germany",)]


def test_parts_of_a_name_are_no_names_of_others() -> None:
    name = "<persName ref='#x'><name type='gentile'>Aurelius</name> of <placeName>Rome</placeName></persName>"
    found = rows(store_of(f"<text><body><p>{name}</p></body></text>"), "?a reg:kind ?kind")
    assert [kind.rpartition("#")[2] for _, kind in found] == ["Person"]


# Whatever is in it

NAMES = (
    "TEI teiCorpus teiHeader fileDesc titleStmt title author editor respStmt resp publicationStmt publisher idno "
    "date sourceDesc msDesc msIdentifier repository msContents msItem locus bibl profileDesc creation correspDesc "
    "correspAction correspContext ref ptr langUsage language abstract textClass keywords term particDesc "
    "encodingDesc appInfo application listPrefixDef prefixDef revisionDesc change standOff listPerson person "
    "personGrp persName surname listOrg org orgName listPlace place placeName location geo listEvent event label "
    "note desc measure num listRelation relation occupation birth death affiliation seriesStmt biblScope text front "
    "body back div head p ab list item sp speaker said quote gap supplied sic corr choice unclear rs name seg lb "
    "castList castItem role space add del foreign "
)
VALUES = [
    "", " ", "#a", "#b", "#record", "a b", "#a #b", "x.xml#y", "pfx:12", "pfx:", "http://[bad", "http://x y", "urn:x:y",
    "1962-04-23",
    "1962-13-41", "[1963-05-08,1963-08-05]", "--04", "n/a", "3", "-7.5", "1e9", "high", "low", "sent", "received",
    "record", "reply", "participant", "person", "denied", "source-file", "#char=0,5", "t.txt#char=0,2",
    "t.txt#char=9,1", "(.*)", "((", "$1", "people.xml#$1", "\u241b0;", "\u241bD800;", "é\u0301", '"<>\\', "46.67 82.72",
    "100 200", "regesta", "grc", "-",
]  # fmt: skip
IDS = ["", "", "", "a", "b", "record", "claims", "é·1"]
ATTRIBUTES = (
    "ref key who target corresp sameAs when notBefore notAfter from to when-custom datingMethod calendar cert resp "
    "ana type subtype source where active passive mutual name quantity value unit atLeast atMost commodity reason "
    "extent ident version matchPattern replacementPattern role mainLang evidence place xml:lang xml:base "
)


def element(children: st.SearchStrategy[list[etree._Element]]) -> st.SearchStrategy[etree._Element]:
    def build(name: str, attrs: dict[str, str], text: str, inside: list[etree._Element], tail: str) -> etree._Element:
        made = etree.Element(f"{{{TEI}}}{name}")
        for key, value in attrs.items():
            prefix, colon, rest = key.partition(":")
            made.set(f"{{http://www.w3.org/XML/1998/namespace}}{rest}" if colon else prefix, value)
        made.text, made.tail = text, tail
        made.extend(inside)
        return made

    attributes = st.dictionaries(st.sampled_from(ATTRIBUTES.split()), st.sampled_from(VALUES), max_size=4).flatmap(
        lambda attrs: st.sampled_from(IDS).map(lambda i: {**attrs, "xml:id": i} if i else attrs)
    )
    return st.builds(
        build, st.sampled_from(NAMES.split()), attributes, st.sampled_from(VALUES), children, st.sampled_from(VALUES)
    )


TREES = st.recursive(element(st.just([])), lambda inner: element(st.lists(inner, max_size=5)), max_leaves=30)
HEAD = etree.fromstring(
    f"""<TEI xmlns="{TEI}"><teiHeader><fileDesc/><profileDesc/><encodingDesc/></teiHeader><standOff/>
<text><body/></text></TEI>"""
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(st.tuples(st.integers(0, 5), TREES), max_size=6))
def test_no_tree_is_too_strange(pieces: list[tuple[int, etree._Element]]) -> None:
    root = copy.deepcopy(HEAD)
    places = [root, root[0][0], root[0][1], root[0][2], root[1], root[2][0]]
    for where, tree in pieces:
        places[where].append(copy.deepcopy(tree))
    document = Document(root.getroottree(), "strange.xml")
    quads = list(rdf.quads(document))
    assert len(quads) == len(set(quads))
    assert all(not isinstance(term, pyoxigraph.BlankNode) for q in quads for term in (q.subject, q.object))
    assert list(rdf.quads(document)) == quads


@pytest.mark.parametrize(
    "data", [b"<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", b"<teiCorpus xmlns='http://www.tei-c.org/ns/1.0'/>"]
)
def test_an_empty_document_is_one(data: bytes) -> None:
    assert len(list(rdf.quads(Document.parse(data, "empty.xml")))) > 0


# A printed book (DTABf), an inscription without ids, minutes with lists and keys, corpora in a corpus


def test_a_printed_book_has_author_identifiers_and_holder_and_no_words_run_together() -> None:
    store = load("print")
    book = "<https://x.org/print>"
    assert rows(store, f"{book} rico:hasAuthor ?who . ?who rdfs:label ?zname") == [
        ("https://d-nb.info/gnd/118559796", "Kant, Immanuel")
    ]
    assert rows(store, f"{book} rico:hasPublisher/rdfs:label ?name") == [("Deutsches Textarchiv",)]
    assert [value for value, *_ in rows(store, f"{book} rico:hasOrHadIdentifier/rico:textualValue ?a")] == [
        "http://www.deutschestextarchiv.de/kant_rvernunft_1787", "kant_rvernunft_1787", "urn:nbn:de:kobv:b4-1234",
    ]  # fmt: skip
    assert rows(store, f"{book} rico:hasPublicationDate/rico:normalizedDateValue ?date") == [("2019-12-09",)]
    assert rows(store, f"{book} dcterms:bibliographicCitation ?c") == [
        ("Kant, Immanuel: Kritik der reinen Vernunft. 2. Aufl. Riga, 1787.",),
        ("Kritik der reinen Vernunft Kant, Immanuel Hartknoch Riga 1787",),
    ]
    assert rows(store, f"{book} dcterms:subject ?subject") == [("Wissenschaft",)]


def test_what_may_be_one_of_two_is_not_called_by_the_words_that_name_either() -> None:
    store = load("print")
    assert len(rows(store, '?a oa:hasTarget/oa:hasSelector/oa:exact "Meiſters" ; reg:candidate ?who')) == 2
    assert rows(store, '?who rdfs:label "Meiſters"') == []


def test_an_inscription_has_material_place_and_period_and_a_note_on_what_is_left_out() -> None:
    notices: list[Notice] = []
    store = load("stone", notices)
    assert rows(store, "?i dcterms:medium ?a ; dcterms:type ?b ; rico:history ?c") == [
        ("marble", "base", "Theatre; found by K. Erim", "https://x.org/stone#instantiation/original")
    ]
    stone = "<https://x.org/stone>"
    assert rows(store, f"{stone} rico:isAssociatedWithPlace ?place") == [("https://pleiades.stoa.org/places/638753",)]
    pattern = f"{stone} rico:hasCreationDate ?d . ?d rico:expressedDate ?said ; rico:normalizedDateValue ?value"
    assert rows(store, pattern) == [("https://x.org/stone#date/%5B0098..0117%5D/trajanic", "Trajanic", "[0098..0117]")]
    assert rows(store, '?d rico:expressedDate "Ides" ; crm:P82a_begin_of_the_begin ?day ; rico:dateQualifier ?how')[0][
        1:
    ] == ("-0044-03-15", "julian")
    assert [n.code for n in notices] == ["date.period", "date.not-understood", "date.dur", "date.not-understood"]


def test_a_key_is_one_person_and_an_interval_that_ends_before_it_begins_is_none() -> None:
    notices: list[Notice] = []
    store = load("minutes", notices)
    found = rows(store, '?a reg:kind rico:Person ; oa:hasBody ?who ; oa:hasTarget/oa:hasSelector/oa:exact ?zwords')
    assert {words: who for _, who, words in found} == {
        "Mr Twain": "https://x.org/minutes#person/twain",
        "Twain": "https://x.org/minutes#person/twain",
        "the chair": "https://x.org/minutes#person/jd",
        "Jane": "https://x.org/minutes#jb",
        "book": "urn:isbn:123",
        "P": "https://x.org/people#p1",
        "Q": "https://host/x",
        "M": "https://x.org/minutes#missing",
    }
    assert rows(store, '?d rico:expressedDate "odd" ; rico:normalizedDateValue ?value') == []
    assert rows(store, "?e a rico:Event ; rico:hasOrHadLocation ?where") == [
        ("https://x.org/minutes#e1", "https://x.org/minutes#yk")
    ]
    assert [n.code for n in notices] == [
        "geo.not-understood", "date.not-understood", "quantity.not-understood", "pointer.elsewhere",
    ]  # fmt: skip


def test_an_iri_that_begins_like_a_prefix_survives_json_ld() -> None:
    store = load("minutes")
    document = Document.parse((FOLDER / "minutes.xml").read_bytes(), "minutes.xml")
    data = rdf.serialise(rdf.quads(document, base="https://x.org/"), "jsonld")
    again = pyoxigraph.Store()
    again.load(data, format=pyoxigraph.RdfFormat.JSON_LD)
    assert rows(again, "<geo:53.96,-1.08> rdfs:label ?name") == [("the Ouse",)]
    assert set(again) == set(store)


def test_a_corpus_in_a_corpus_holds_its_own_documents() -> None:
    store = load("corpora")
    assert rows(store, "?a a rico:RecordSet ; rico:includesOrIncluded ?b") == [
        ("https://x.org/corpora", "https://x.org/corpora-1"),
        ("https://x.org/corpora-1", "https://x.org/corpora-2"),
        ("https://x.org/corpora-1", "https://x.org/corpora-3"),
    ]
    assert rows(store, "<https://x.org/corpora-1> rico:title ?title") == [("Inner",)]


def test_a_manuscript_has_the_works_in_it_as_parts() -> None:
    pattern = "<https://x.org/manuscript> rico:hasOrHadConstituent ?p . ?p rico:title ?title ; schema:pagination ?v"
    assert sorted(row[1:] for row in rows(load("manuscript"), pattern)) == [
        ("Calendar", "fols. 1r–12v"), ("Hours of the Virgin", "fols. 13r–90v"),
    ]  # fmt: skip


def test_the_title_of_a_letter_is_not_that_of_its_series_and_coordinates_may_have_commas() -> None:
    head = """<teiHeader><fileDesc><titleStmt><title level="s">Letters</title><title level="a">Ada to Ben</title></titleStmt>
        </fileDesc></teiHeader>"""
    place = """<place xml:id="w"><placeName>Wien</placeName><location><geo>48,208333 16,373056</geo></location></place>"""
    person = """<person xml:id="s"><persName><surname>Zhou</surname> <forename>Enlai</forename></persName></person>"""
    store = store_of(f"{head}<standOff><listPlace>{place}</listPlace><listPerson>{person}</listPerson></standOff>")
    assert rows(store, "?d rico:title ?a ; dcterms:alternative ?b") == [("Ada to Ben", "Letters", "https://x.org/d")]
    assert rows(store, "?p geo:hasGeometry/geo:asWKT ?where") == [("https://x.org/d#w", "POINT(16.373056 48.208333)")]
    assert rows(store, "?p a rico:Person ; rdfs:label ?name") == [("Zhou Enlai", "https://x.org/d#s")]
