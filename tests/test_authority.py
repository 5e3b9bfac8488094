"""Authority files: reading, checking, joining; offices and forms of names."""

from __future__ import annotations

import csv
import doctest
import gzip
import json
import pickle
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from converters import authority
from converters.authority import AuthorityError, identifiers, model, naming, offices, roles
from converters.authority.forms import expansions, forms, titles
from converters.authority.naming import personal
from converters.authority.offices import holders, home
from converters.authority.roles import told
from tei.entities import Entity, Name, Role
from tests.test_nesting import problems

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "authority" / "seed.xml"
SHARED = ROOT.parent / "shared"

TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Names</title></titleStmt>
<publicationStmt><p>-</p></publicationStmt><sourceDesc><p>-</p></sourceDesc></fileDesc></teiHeader><standOff>
{}
</standOff></TEI>"""

VOLUME = """<listPerson>
<person xml:id="dulles"><persName><surname>Dulles</surname> <forename>John Foster</forename></persName>
  <note>Dulles, John Foster, Secretary of State until April 1959</note></person>
<person xml:id="herter"><persName><surname>Herter</surname> <forename>Christian A.</forename></persName>
  <note>Herter, Christian A., Under Secretary of State until April 1959; thereafter Secretary of State</note></person>
<person xml:id="eisenhower"><persName><surname>Eisenhower</surname> <forename>Dwight D.</forename></persName>
  <note>Eisenhower, Dwight D., President of the United States</note></person>
<person xml:id="degaulle"><persName><surname>De Gaulle</surname> <forename>Charles</forename></persName>
  <note>De Gaulle, Charles, President of France from January 8, 1959</note></person>
<person xml:id="lloyd"><persName><surname>Lloyd</surname> <forename>Selwyn</forename></persName>
  <note>Lloyd, Selwyn, British Secretary of State for Foreign Affairs</note></person>
<person xml:id="smith"><persName><surname>Smith</surname> <forename>Gerard C.</forename></persName>
  <note>Smith, Gerard C., Assistant Secretary for Policy Planning, Department of State</note></person>
<person xml:id="mcelroy"><persName><surname>McElroy</surname> <forename>Neil H.</forename></persName>
  <note>McElroy, Neil H., Secretary of Defense</note></person>
<person xml:id="twining"><persName><surname>Twining</surname> <forename>General Nathan F.</forename></persName>
  <note>Twining, General Nathan F., USAF, Chairman, Joint Chiefs of Staff, until September 1960</note></person>
</listPerson>"""


@pytest.fixture
def tei(tmp_path: Path):
    def write(content: str, name: str = "a.xml") -> Path:
        path = tmp_path / name
        path.write_text(TEI.format(content) if name.endswith(".xml") else content, encoding="utf-8")
        return path

    return write


def person(surname: str, forename: str) -> Entity:
    parts = (("surname", surname), ("forename", forename)) if forename else ()
    return Entity("p", "person", (Name(f"{surname} {forename}".strip(), parts=parts),))


def texts(entity: Entity, *kinds: str) -> set[str]:
    return {form.text for form in forms(entity) if not kinds or form.kind in kinds}


# --- reading -----------------------------------------------------------------------------------------


def test_a_list_of_persons_organisations_and_places(tei) -> None:
    path = tei(
        """<listPerson><person xml:id="allen">
           <persName><surname>Allen</surname> <forename>Sir Roger</forename></persName>
           <idno type="wikidata">Q1</idno><note>Allen, Sir Roger, British Ambassador to Greece</note></person>
           </listPerson><listOrg><org xml:id="acsi"><orgName type="abbr">ACSI</orgName>
           <note>ACSI, Assistant Chief of Staff</note></org></listOrg>
           <listPlace><place xml:id="bonn" sameAs="https://www.geonames.org/2946447"><placeName>Bonn</placeName>
           <location><geo>50.73 7.1</geo></location></place></listPlace>
           <listEvent><event xml:id="e1" type="visit" when="1959-08-27" where="#bonn">
           <label>Visit to Bonn</label></event></listEvent>"""
    )
    found = authority.load([path])
    assert found.by_id["allen"] == Entity(
        "allen",
        "person",
        (Name("Sir Roger Allen", parts=(("surname", "Allen"), ("forename", "Sir Roger"))),),
        (("Wikidata", "Q1"),),
        (Role("British Ambassador to Greece"),),
        "Allen, Sir Roger, British Ambassador to Greece",
        source="a.xml#allen",
    )
    assert found.by_id["acsi"].names == (Name("ACSI", "abbr"),)
    assert found.by_id["bonn"].geo == (50.73, 7.1)
    assert found.by_id["bonn"].idnos == (("GeoNames", "2946447"),)
    assert [(e.id, e.label, e.date["when"], e.place) for e in found.events] == [
        ("e1", "Visit to Bonn", "1959-08-27", "bonn")
    ]


def test_the_list_of_names_in_front_of_an_edition_is_one_too(tei) -> None:
    path = tei(
        """<list><item><hi><persName xml:id="p_AS1">Adams, Sherman</persName></hi>, Assistant to the President until
           September 1958</item><item><term xml:id="t_EUR1">EUR</term>, Bureau of European Affairs</item></list>"""
    )
    found = authority.load([path])
    assert found.by_id["p_AS1"].roles == (Role("Assistant to the President", notafter="1958-09"),)
    assert expansions(found.by_id["t_EUR1"]) == ("Bureau of European Affairs",)


def test_tei_as_others_write_it(tei) -> None:
    path = tei(
        """<listPerson><person xml:id="pmb1"><persName><forename>Anatol</forename></persName>
           <persName type="main"><forename>Arthur</forename> <surname>Schnitzler</surname></persName>
           <birth><date when="1862-05-15">15. 5. 1862</date><placeName>Wien</placeName></birth>
           <state type="office" from="1912" to="1915"><desc>Physician</desc></state>
           <idno type="URL" subtype="gnd">https://d-nb.info/gnd/118609807/</idno></person></listPerson>
           <listPlace><place xml:id="w"><settlement><placeName>Wien</placeName></settlement><country>Austria</country>
           <location><geo>48,2 16,37</geo></location>
           <place xml:id="w9"><placeName>Alsergrund</placeName><location><geo>48.2256, 16.3567</geo></location></place>
           </place></listPlace>"""
    )
    found = authority.load([path]).by_id
    assert [n.text for n in found["pmb1"].names] == ["Arthur Schnitzler", "Anatol"]
    assert found["pmb1"].birth == "1862-05-15"
    assert found["pmb1"].roles == (Role("Physician", "1912", "1915"),)
    assert found["pmb1"].idnos == (("GND", "118609807"),)
    assert [n.text for n in found["w"].names] == ["Wien"]
    assert (found["w"].geo, found["w9"].geo) == ((48.2, 16.37), (48.2256, 16.3567))


def test_entries_without_ids_get_one_each(tei) -> None:
    found = authority.read(b"name,kind\nUnion,org\nUnion,org\n\xc3\x89tat,org\n", "a.csv")
    assert [entry.entity.id for entry in found.entries] == ["union", "union-2", "etat"]


LIBRARIES = """
@prefix gndo: <https://d-nb.info/standards/elementset/gnd#> .
@prefix mads: <http://www.loc.gov/mads/rdf/v1#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://d-nb.info/gnd/118500775> a gndo:DifferentiatedPerson ; gndo:preferredNameForThePerson "Adenauer, Konrad" ;
  gndo:variantNameForThePerson "Adenauer, Conrad" ; gndo:dateOfBirth "1876-01-05" .
<http://id.loc.gov/authorities/names/n79054433> a mads:PersonalName ; mads:authoritativeLabel "Rusk, Dean, 1909-1994" ;
  mads:hasVariant [ a mads:Variant ; mads:variantLabel "Rusk, David Dean" ] .
wd:Q1726 wdt:P31 wd:Q515 ; rdfs:label "München"@de ; wdt:P625 "Point(11.57 48.13)" .
"""


def test_the_graphs_of_libraries_and_of_wikidata(tei) -> None:
    found = authority.load([tei(LIBRARIES, "a.ttl")])
    assert [(e.kind, [n.text for n in e.names], e.birth, e.geo, e.idnos) for e in found.entities] == [
        ("person", ["Adenauer, Konrad", "Adenauer, Conrad"], "1876-01-05", None, (("GND", "118500775"),)),
        ("person", ["Rusk, Dean", "Rusk, David Dean"], "1909", None, (("LCNAF", "n79054433"),)),
        ("place", ["München"], "", (48.13, 11.57), (("Wikidata", "Q1726"),)),
    ]
    assert not authority.check(tei(LIBRARIES, "b.ttl"))


def test_what_the_columns_of_a_table_may_be_called(tei) -> None:
    found = authority.load([tei("Nachname;Vorname;Geboren;weitere Namen;Alias\nMeier;Anna;1901;Anna Maier;Änne\n", "a.csv")])
    (anna,) = found.entities
    assert (anna.kind, anna.label, anna.birth) == ("person", "Anna Meier", "1901")
    assert [name.text for name in anna.names[1:]] == ["Anna Maier", "Änne"]


COLUMNS = """Name;Vorname;Titel;Geburtsname;Geboren;Lebensdaten;Amt;von;bis
Müller;Hans;Dr.;;3.5.1901;;Kaufmann;;
Schmidt;Anna;;Weiß;c. 1905;;;;
Hans Adenauer;Hans;;;;1890–1969;Minister;5. Mai 1949;1951
Dupont;Jean;Minister für Handel;;;gegen 1900;;;
"""


def test_columns_as_archives_have_them(tei) -> None:
    path = tei(COLUMNS, "a.csv")
    assert [
        (e.names[0].text, e.names[0].parts, [n.text for n in e.names[1:]], e.birth, e.death, e.roles)
        for e in authority.load([path]).entities
    ] == [
        ("Dr. Hans Müller", (("surname", "Müller"), ("forename", "Dr. Hans")), [], "1901-05-03", "", (Role("Kaufmann"),)),
        ("Anna Schmidt", (("surname", "Schmidt"), ("forename", "Anna")), ["Anna Weiß"], "c. 1905", "", ()),
        ("Hans Adenauer", (), [], "1890", "1969", (Role("Minister", "1949-05-05", "1951"),)),
        ("Jean Dupont", (("surname", "Dupont"), ("forename", "Jean")), [], "", "", (Role("Minister für Handel"),)),
    ]
    assert [(p.line, p.message) for p in authority.check(path)] == [
        (3, "“anna-schmidt”: “c. 1905” is not a date as in ISO 8601"),
        (5, "“gegen 1900” does not say from when to when, as in 1890-1969"),
    ]


@pytest.mark.parametrize(
    ("heading", "name", "birth", "death"),
    [
        ("Eisenhower, Dwight D. (Dwight David), 1890-1969", "Eisenhower, Dwight D. (Dwight David)", "1890", "1969"),
        ("Goethe, Johann Wolfgang von (1749–1832)", "Goethe, Johann Wolfgang von", "1749", "1832"),
        ("Rusk, Dean, b. 1909", "Rusk, Dean", "1909", ""),
        ("Weber, Max, 21 April 1864 - 14 June 1920", "Weber, Max", "1864-04-21", "1920-06-14"),
        ("Meier, Anna, 1901-", "Meier, Anna", "1901", ""),
        ("Smith, John, approximately 1890-1969", "Smith, John, approximately 1890-1969", "", ""),
        ("Smith, John, 1890", "Smith, John, 1890", "", ""),
    ],
)
def test_dates_of_life_in_the_headings_of_catalogues(tei, heading: str, name: str, birth: str, death: str) -> None:
    (found,) = authority.load([tei(f'name,kind\n"{heading}",person\n', "a.csv")]).entities
    assert (found.label, found.birth, found.death) == (name, birth, death)


@pytest.mark.parametrize(
    ("name", "table", "kind"),
    [
        ("a.csv", "name,kind\nBonn,Ort\n", "place"),
        ("a.csv", "name,type\nZhou Enlai,person\n", "person"),
        ("people.csv", "name\nZhou Enlai\n", "person"),
        ("Orte.csv", "name\nBonn\n", "place"),
        ("a.csv", "name\n\"Dulles, John Foster\"\n", "person"),
        ("a.csv", "name,lat,lon\nBonn,50.7,7.1\n", "place"),
        ("a.csv", "Ort;Breite;Länge\nBonn;50,7;7,1\n", "place"),
        ("a.csv", "Organisation;Kürzel\nNorth Atlantic Treaty Organization;NATO\n", "org"),
    ],
)
def test_a_table_says_what_its_entries_are(tei, name: str, table: str, kind: str) -> None:
    path = tei(table, name)
    assert [entity.kind for entity in authority.load([path]).entities] == [kind]
    assert not authority.check(path)


def test_a_person_may_have_a_row_for_each_office(tei) -> None:
    offices = "name,office,from,to\nDean Rusk,Assistant Secretary,1950,1951\nDean Rusk,Secretary,1961,1969\n"
    path = tei(offices, "a.csv")
    (rusk,) = authority.load([path]).entities
    assert (rusk.kind, rusk.roles) == ("person", (Role("Assistant Secretary", "1950", "1951"), Role("Secretary", "1961", "1969")))
    assert [str(p).rpartition("/")[2] for p in authority.check(path)] == [
        "a.csv:3: warning: the same name as on line 2, with another office: taken for one"
    ]
    assert not authority.check(tei("id,name,office\nr,Dean Rusk,Clerk\nr,Dean Rusk,Secretary\n", "b.csv"))
    born = "name,born,office\nJohn Smith,1850,Clerk\nJohn Smith,1909,Mayor\n"
    assert len(authority.load([tei(born, "c.csv")]).entities) == 2


def test_a_table_in_unicode_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "people.tsv"
    path.write_bytes("name\toffice\nJörg Müller\tConsul\n".encode("utf-16"))
    assert [e.label for e in authority.load([path]).entities] == ["Jörg Müller"]


def test_what_of_a_table_is_not_read_or_supposed_is_told(tei) -> None:
    found = authority.check(tei("name,label,colour\nBauhaus,x,red\n", "a.csv"))
    assert [(problem.line, problem.level, problem.message) for problem in found] == [
        (1, "warning", "the column “colour” is not read: it is none of those known"),
        (1, "warning", "the column “label” is not read: “name” is there already"),
        (2, "warning", "it is not said whether “Bauhaus” is a person, org or place: taken for an org"),
    ]


TABLE = """id;kind;surname;forename;name;variants;abbr;roles;latitude;longitude;wikidata
zhou;person;Zhou;Enlai;;周恩来@zh|Chou En-lai@zh-Latn-wadegile#transliteration;;Premier [1949-10/1976-01]|Delegate;;;
nato;org;;;North Atlantic Treaty Organization;;NATO;;;;
bonn;place;;;Bonn;;;;50.73;7.1;Q586
"""


def test_a_table(tei) -> None:
    found = authority.load([tei(TABLE, "a.csv")])
    assert found.by_id["zhou"].names == (
        Name("Zhou Enlai", parts=(("surname", "Zhou"), ("forename", "Enlai"))),
        Name("周恩来", "variant", "zh"),
        Name("Chou En-lai", "transliteration", "zh-Latn-wadegile"),
    )
    assert found.by_id["zhou"].roles == (Role("Premier", "1949-10", "1976-01"), Role("Delegate"))
    assert [n.text for n in found.by_id["nato"].names] == ["North Atlantic Treaty Organization", "NATO"]
    assert found.by_id["bonn"].geo == (50.73, 7.1)
    assert found.by_id["bonn"].idnos == (("Wikidata", "Q586"),)


def test_no_cell_of_a_written_table_is_a_formula_in_a_spreadsheet(tei) -> None:
    found = authority.load([tei("id,kind,name,note,latitude,longitude\nx,place,=1+1,@SUM(A1),-33.9,18.4\n", "a.csv")])
    assert found.by_id["x"].label == "=1+1"
    written = authority.write(found, "b.csv").decode()
    assert ",'=1+1," in written
    assert ",'@SUM(A1)," in written
    assert ",-33.9," in written
    assert authority.load([tei(written, "b.csv")]).entities[0].names == found.by_id["x"].names


@pytest.mark.parametrize(
    ("file", "belongs", "kind"),
    [
        ("a.ttl", "skos:inScheme <http://example.org/placeNames/>", "place"),
        ("a.ttl", "skos:inScheme ex:1 . ex:1 skos:prefLabel \"Personen\"@de", "person"),
        ("a.ttl", "skos:broader ex:2 . ex:2 skos:broader ex:1 . ex:1 skos:prefLabel \"Organisations\"", "org"),
        ("orte.ttl", "skos:prefLabel \"Bonna\"@la", "place"),
    ],
)
def test_concepts_are_of_the_kind_of_their_scheme_of_what_is_broader_or_of_the_file(
    tei, file: str, belongs: str, kind: str
) -> None:
    graph = f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <http://example.org/> .
    ex:bonn a skos:Concept ; skos:prefLabel "Bonn" ; {belongs} ."""
    assert [entity.kind for entity in authority.load([tei(graph, file)]).entities] == [kind]


TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix schema: <https://schema.org/> .
@prefix rico: <https://www.ica.org/standards/RiC/ontology#> .
<http://example.org/agent/rusk> a rico:Person ; skos:prefLabel "Rusk, Dean"@en ; skos:altLabel "Dean Rusk" ;
  skos:exactMatch <http://viaf.org/viaf/1> ;
  schema:hasOccupation [ schema:roleName "Secretary of State" ; schema:startDate "1961-01-21" ] .
<http://example.org/place/bonn> a schema:City ; schema:name "Bonn" ;
  schema:geo [ schema:latitude 50.73 ; schema:longitude 7.1 ] .
<http://example.org/persons/x> a skos:Concept ;
  skos:inScheme <http://example.org/persons> ; skos:prefLabel "Kraus, Charles" .
"""


def test_linked_data(tei) -> None:
    found = authority.load([tei(TURTLE, "a.ttl")])
    assert found.by_id["rusk"].label == "Rusk, Dean"
    assert found.by_id["rusk"].idnos == (("URI", "http://example.org/agent/rusk"), ("VIAF", "1"))
    assert found.by_id["rusk"].roles == (Role("Secretary of State", "1961-01-21"),)
    assert found.by_id["bonn"].geo == (50.73, 7.1)
    assert found.by_id["x"].kind == "person"


RICO = """@prefix rico: <https://www.ica.org/standards/RiC/ontology#> . @prefix : <http://example.org/> .
:p1 a rico:Person ; rico:hasOrHadAgentName [ a rico:AgentName ; rico:textualValue "Qiao Guanhua" ] ,
    [ a rico:AgentName ; rico:textualValue "乔冠华"@zh ] ;
  rico:hasBirthDate [ a rico:Date ; rico:normalizedDateValue "1913" ] ;
  rico:hasOrHadPosition [ a rico:Position ; rico:name "Assistant Minister" ; rico:beginningDate "1954" ] .
:pl1 a rico:Place ; rico:name "Bakhty" ; rico:hasOrHadPhysicalLocation [ a rico:PhysicalLocation ;
    rico:hasOrHadCoordinates [ a rico:Coordinates ; rico:latitude "46.67" ; rico:longitude "82.75" ] ] .
"""


def test_ric_o_with_names_dates_and_coordinates_of_their_own(tei) -> None:
    found = authority.load([tei(RICO, "a.ttl")]).by_id
    assert {n.text for n in found["p1"].names} == {"Qiao Guanhua", "乔冠华"}
    assert found["p1"].birth == "1913"
    assert found["p1"].roles == (Role("Assistant Minister", "1954"),)
    assert found["pl1"].geo == (46.67, 82.75)


def test_json_ld_with_the_context_of_schema_org_needs_no_network(tei) -> None:
    data = {"@context": "https://schema.org", "@id": "http://e.org/un",
            "@type": "Organization", "name": "United Nations",
            "alternateName": "UN", "sameAs": "http://www.wikidata.org/entity/Q1065"}  # fmt: skip
    found = authority.load([tei(json.dumps(data), "a.jsonld")])
    assert [n.text for n in found.by_id["un"].names] == ["United Nations", "UN"]
    assert ("Wikidata", "Q1065") in found.by_id["un"].idnos


# --- errors ------------------------------------------------------------------------------------------

BROKEN = [
    ("a.xml", '<listPerson><person xml:id="a"><persName>A</persName></person>\n'
     '<person xml:id="a"><persName>C</persName></person></listPerson>',
     "a.xml:4: duplicate id “a”, first on line 3"),
    ("a.xml", '<listPerson><person xml:id="a"/></listPerson>', "a.xml:3: person “a” has no name"),
    ("a.xml", '<listPlace><place xml:id="b"><placeName>B</placeName>\n<location><geo>91 0</geo></location></place>'
     "</listPlace>",
     "a.xml:4: geo “91 0” is not latitude and longitude in degrees"),
    ("a.csv", "id,kind\n1,person\n", "a.csv:1: no column “name” or “surname” in the first row"),
    ("a.csv", "name,kind\nA,person\nB,animal\n", "a.csv:3: unknown kind “animal”: one of person, org, place is wanted"),
    ("a.csv", "name,latitude,longitude\nBonn,x,7\n", "a.csv:2: “x, 7” is not latitude and longitude in degrees"),
    ("a.json", "{", "a.json:1: not JSON"),
    ("a.json", '{"@context": "http://example.org/c"}',
     "a.json: refused: the context http://example.org/c would have to be fetched"),
    ("a.ttl", "<a> <b> .", "a.ttl:1: not RDF that can be read"),
    ("a.doc", "x", "a.doc: unknown format"),
    ("a.rdf", '<!DOCTYPE r [<!ENTITY a "&b;">]><r/>', "a.rdf:1: refused: declares entities"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "message"), BROKEN)
def test_what_is_wrong_is_told_with_file_and_line(tei, name: str, content: str, message: str) -> None:
    path = tei(content, name)
    with pytest.raises(AuthorityError) as caught:
        authority.load([path])
    assert str(caught.value).replace(str(path.parent) + "/", "").startswith(message)
    assert any(problem.level == "error" for problem in authority.check(path))


def test_xml_that_would_expand_or_fetch_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]><TEI xmlns="http://www.tei-c.org/ns/1.0">&x;</TEI>'
    )
    with pytest.raises(AuthorityError, match="refused"):
        authority.load([path])
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(AuthorityError, match="not XML"):
        authority.load([path])
    with pytest.raises(AuthorityError, match="No such file"):
        authority.load([tmp_path / "none.xml"])


def test_check_finds_what_is_doubtful(tei) -> None:
    path = tei(
        """<listPerson>
<person><persName>No Id</persName></person>
<person xml:id="a"><persName>Brown, John</persName><idno type="Wikidata">12</idno></person>
<person xml:id="b"><persName>Brown, John</persName></person>
<person xml:id="c"><persName>Diem</persName><note>Diem, see Ngo Dinh Diem</note></person>
<person xml:id="d"><persName>D</persName><occupation notBefore="1960" notAfter="1950">Consul</occupation></person>
</listPerson>"""
    )
    assert [str(p).removeprefix("a.xml:") for p in authority.check(path)] == [
        "4: warning: person “No Id” has no xml:id; “no-id” is used",
        "5: warning: “a”: “12” is not an identifier of Wikidata",
        "6: warning: “b” has the name of “a” (line 5) and nothing else",
        "7: warning: “c” refers to “Ngo Dinh Diem”, which is not in the file",
        "8: warning: “d”: “Consul” ends (1950) before it begins (1960)",
    ]


# --- several files, other formats --------------------------------------------------------------------


def test_files_are_joined_by_id_and_contradictions_are_told(tei) -> None:
    one = tei(
        '<listPlace><place xml:id="bonn"><placeName>Bonn</placeName><location><geo>50.7 7.1</geo></location></place>'
        "</listPlace>"
    )
    other = tei(
        "id,kind,name,variants,latitude,longitude,geonames\nbonn,place,Bonn,Bonn am Rhein,40,7,2946447\n", "b.csv"
    )
    merged, conflicts = authority.merge([one, other])
    bonn = merged.by_id["bonn"]
    assert [n.text for n in bonn.names] == ["Bonn", "Bonn am Rhein"]
    assert (bonn.geo, bonn.idnos) == ((50.7, 7.1), (("GeoNames", "2946447"),))
    assert [str(c) for c in conflicts] == [
        "b.csv:2: warning: “bonn”: lies at (40.0, 7.0) here, at (50.7, 7.1) in a.xml#bonn"
    ]


def test_merging_takes_for_one_what_has_the_same_identifier(tei) -> None:
    one = tei("id,kind,name,wikidata\nrusk,person,Dean Rusk,Q1\n", "a.csv")
    other = tei("id,kind,name,wikidata\np_RD1,person,Dean Rusk,Q1\n", "b.csv")
    merged, conflicts = authority.merge([one, other])
    assert [e.id for e in merged.entities] == ["rusk"]
    assert conflicts == ()


@pytest.mark.parametrize("to", ["tei", "csv", "skos", "jsonld"])
def test_every_format_gives_the_same_entities_back(tmp_path: Path, to: str) -> None:
    ending = {"tei": ".xml", "csv": ".csv", "skos": ".ttl", "jsonld": ".jsonld"}[to]
    path = tmp_path / f"seed{ending}"
    path.write_bytes(authority.convert(SEED, to))
    before, after = authority.load([SEED]), authority.load([path])
    assert after.by_id.keys() == before.by_id.keys()
    for entity in before.entities:
        other = after.by_id[entity.id]
        assert (other.kind, other.label, other.geo) == (entity.kind, entity.label, entity.geo)
        assert {n.text for n in other.names} == {n.text for n in entity.names}
        assert (other.birth, other.death, set(other.idnos)) == (entity.birth, entity.death, set(entity.idnos))
        assert set(other.roles) == set(entity.roles)


def test_an_authority_can_be_sent_to_other_processes_and_be_a_key() -> None:
    seed = authority.load([SEED])
    again = pickle.loads(pickle.dumps(seed))
    assert again == seed
    assert again.entities == seed.entities
    assert {seed: 1}[again] == 1


# --- offices -----------------------------------------------------------------------------------------

NOTES = [
    ("Ambassador to Peru until January 1960; Counselor of the Department of State from March 1960",
     [("Ambassador to Peru", "", "1960-01"), ("Counselor of the Department of State", "1960-03", "")]),
    ("Deputy Assistant Secretary of State, June 1958–October 1959",
     [("Deputy Assistant Secretary of State", "1958-06", "1959-10")]),
    ("Under Secretary of State for Political Affairs, August–December 1959",
     [("Under Secretary of State for Political Affairs", "1959-08", "1959-12")]),
    ("British Ambassador until May 1957; British Foreign Secretary thereafter",
     [("British Ambassador", "", "1957-05"), ("British Foreign Secretary", "1957-05", "")]),
    ("High Commissioner to Austria until May 1955 and Ambassador to Austria until July 1957; "
     "thereafter Ambassador to the Soviet Union",
     [("High Commissioner to Austria", "", "1955-05"), ("Ambassador to Austria", "", "1957-07"),
      ("Ambassador to the Soviet Union", "1957-07", "")]),
    ("Foreign Secretary, January 22, 1965–August 10, 1966, and after March 15, 1968",
     [("Foreign Secretary", "1965-01-22", "1966-08-10"), ("Foreign Secretary", "1968-03-15", "")]),
    ("Special Assistant and Press Secretary (from March 1964) to the President to July 1965",
     [("Special Assistant and Press Secretary to the President", "1964-03", "1965-07")]),
    ("Deputy Executive Secretary, National Security Council, until fall 1959",
     [("Deputy Executive Secretary, National Security Council", "", "1959")]),
    ("USAF, Chairman, Joint Chiefs of Staff", [("Chairman, Joint Chiefs of Staff", "", "")]),
    ("Personal Cabinet until November l, 1963", [("Personal Cabinet", "", "1963-11-01")]),
    ("Bundeskanzler von September 1949 bis 16. Oktober 1963", [("Bundeskanzler", "1949-09", "1963-10-16")]),
    ("Außenminister bis Mai 1956; danach Botschafter in der Mongolei, 1957–1960",
     [("Außenminister", "", "1956-05"), ("Botschafter in der Mongolei", "1957", "1960")]),
    ("Premier ministre de janvier 1959 à avril 1962, puis ministre des Finances",
     [("Premier ministre", "1959-01", "1962-04"), ("ministre des Finances", "1962-04", "")]),
    ("Embajador desde marzo de 1951 hasta 1953", [("Embajador", "1951-03", "1953")]),
    ("министр иностранных дел с февраля 1957 по июль 1985", [("министр иностранных дел", "1957-02", "1985-07")]),
]  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), NOTES)
def test_offices_with_their_times_are_read_out_of_notes(note: str, expected: list[tuple[str, str, str]]) -> None:
    found = told(f"Doe, John, {note}", ("Doe, John",)).roles
    assert [(r.label, r.notbefore, r.notafter) for r in found] == expected


def test_dates_of_life_and_cross_references() -> None:
    assert told("Freiberger, Rudolf (* 11.3.1906)", ("Freiberger, Rudolf",)).birth == "1906-03-11"
    lived = told("Adenauer, Konrad (1876–1967), Bundeskanzler", ("Adenauer, Konrad",))
    assert (lived.birth, lived.death, lived.roles) == ("1876", "1967", (Role("Bundeskanzler"),))
    assert told("Diem, see Ngo Dinh Diem", ("Diem",)).see == "Ngo Dinh Diem"


@pytest.mark.parametrize(
    ("note", "offices"),
    [
        ("brother of President Diem; Archbishop of Hue", ["Archbishop of Hue"]),
        ("Kaufmann in Wien, Vater von Hans", ["Kaufmann in Wien"]),
        ("ouvrier, né à Lyon", ["ouvrier"]),
        ("ami d'Alfred", []),
        ("mentioned only once", []),
    ],
)
def test_what_a_note_tells_beside_offices_is_no_office(note: str, offices: list[str]) -> None:
    assert [role.label for role in told(note).roles] == offices


@pytest.mark.parametrize(
    ("office", "date", "expected"),
    [
        ("Secretary of State", "1959-08", [("herter", "high")]),
        ("the Secretary of State", "1958", [("dulles", "high")]),
        ("Secretary of State", "1959-04", [("dulles", "low"), ("herter", "low")]),
        ("the President", "1959-08-27", [("eisenhower", "medium")]),
        ("French President", "1959-08", [("degaulle", "high")]),
        ("President of the French Republic", "1958", []),
        ("British Foreign Secretary", "1959", [("lloyd", "high")]),
        ("Foreign Minister of the United Kingdom", "", [("lloyd", "high")]),
        ("Chairman of the Joint Chiefs of Staff", "1960-01", [("twining", "high")]),
        ("Chairman of the Joint Chiefs of Staff", "1961", []),
        ("Postmaster General", "", []),
    ],
)
def test_who_held_an_office(tei, office: str, date: str, expected: list[tuple[str, str]]) -> None:
    volume = authority.load([tei(VOLUME)])
    assert [(entity.id, cert) for entity, cert in holders(volume, office, date)] == expected


def test_whose_list_it_is_follows_from_the_institutions_it_names(tei) -> None:
    assert home(authority.load([tei(VOLUME)])) == "United States"
    assert home(authority.load([SEED])) == "China"


# --- forms -------------------------------------------------------------------------------------------

NAMES = [
    ("Rubottom", "R. Roy, Jr.",
     {"R. Roy Rubottom", "R. Roy Rubottom, Jr.", "Roy Rubottom", "R. R. Rubottom", "R.R. Rubottom", "Rubottom"}),
    ("Eisenhower", "Dwight D.",
     {"Dwight D. Eisenhower", "Dwight Eisenhower", "D. D. Eisenhower", "D. Eisenhower", "Eisenhower, Dwight D."}),
    ("Eisenhower", "Major John S.D.", {"John S. D. Eisenhower", "John S.D. Eisenhower", "John Eisenhower"}),
    ("Bulganin", "Nikolai Alexandrovich",
     {"Nikolai Alexandrovich Bulganin", "Nikolai A. Bulganin", "N. A. Bulganin", "Nikolai Bulganin"}),
    ("Brentano", "Heinrich von", {"Heinrich von Brentano", "von Brentano", "Von Brentano", "Brentano"}),
    ("de Gaulle", "Charles", {"Charles de Gaulle", "de Gaulle", "De Gaulle", "Gaulle"}),
    ("al-Said", "Nuri", {"Nuri al-Said", "al-Said", "Al-Said", "Nuri Said"}),
    ("Averoff-Tosizza", "M. Evangelos",
     {"Evangelos Averoff-Tosizza", "Averoff-Tosizza", "Averoff", "Evangelos Averoff"}),
    ("Alessandri Rodríguez", "Jorge",
     {"Jorge Alessandri Rodríguez", "Jorge Alessandri", "Alessandri", "Jorge Alessandri Rodriguez"}),
    ("Couve de Murville", "Maurice", {"Maurice Couve de Murville", "Couve de Murville", "Couve"}),
    ("Aramburu", "Major General Pedro Eugenio", {"Pedro Eugenio Aramburu", "Pedro Aramburu", "P. E. Aramburu"}),
    ("Guevara de la Serna", "Major Ernesto “Che,”",
     {"Ernesto Guevara de la Serna", "Ernesto Guevara", "Guevara", "Che"}),
    ("Bohlen", "Charles E. (Chip)", {"Charles E. Bohlen", "Chip Bohlen", "Charlie Bohlen"}),
    ("Schaeffer (Schaffer)", "Fritz", {"Fritz Schaeffer", "Schaffer", "Fritz Schaffer", "Schäffer"}),
    ("Brandt", "Willy (Herbert Frahm)", {"Willy Brandt", "Herbert Frahm"}),
    ("Strauss", "Franz-Josef", {"Franz-Josef Strauss", "Franz Josef Strauss", "F.-J. Strauss"}),
    ("Luebke", "Heinrich (CDU)", {"Heinrich Luebke", "Lübke", "Heinrich Lübke"}),
    ("Müller", "Anna, geb. Schmidt", {"Anna Müller", "Schmidt", "Anna Mueller", "Anna Muller"}),
    ("O’Connor", "James F.", {"James F. O’Connor", "James F. O'Connor", "Jim O’Connor"}),
    ("Zhang", "Hanfu", {"Zhang Hanfu", "Hanfu", "Zhang", "Chang Han-fu", "Zhang, Hanfu"}),
    ("Thieu", "General Nguyen Van", {"Nguyen Van Thieu", "Thieu"}),
    ("Ngo Dinh Diem", "", {"Ngo Dinh Diem", "Diem"}),
    ("Duong Van (“Big”) Minh", "Major General", {"Duong Van Minh", "Minh", "Big Minh"}),
    ("Charles Kraus", "", {"Charles Kraus", "Kraus", "C. Kraus"}),
    ("Хрущёв, Никита", "", {"Никита Хрущёв", "Хрущёв", "Nikita Khrushchev", "Khrushchev", "Nikita Chruschtschow"}),
    ("周恩来", "", {"周恩来"}),
]  # fmt: skip


@pytest.mark.parametrize(("surname", "forename", "expected"), NAMES)
def test_forms_of_a_persons_name(surname: str, forename: str, expected: set[str]) -> None:
    assert expected <= texts(person(surname, forename))


def test_forms_say_of_what_kind_they_are() -> None:
    kinds = {form.text: form.kind for form in forms(person("Alessandri Rodríguez", "Jorge E."))}
    assert kinds["Jorge Alessandri Rodríguez"] == "full"
    assert kinds["J. E. Alessandri Rodríguez"] == "initials"
    assert kinds["Alessandri Rodríguez, Jorge E."] == "inverted"
    assert kinds["Alessandri Rodríguez"] == "surname"
    assert kinds["Alessandri"] == "surname-part"
    assert {f.text: f.kind for f in forms(person("Ngo Dinh Diem", ""))}["Diem"] == "forename"


def test_ranks_and_parties_are_no_part_of_a_name() -> None:
    assert titles(person("Goodpaster", "Brigadier General Andrew J., USA (ret.)")) == ("Brigadier", "General")
    assert not texts(person("Barzel", "Rainer (CDU)")) & {"CDU", "CDU Barzel", "Rainer CDU Barzel"}
    assert personal(person("Togo", "Fumihiko, Director").names[0]).given == ("Fumihiko",)
    assert personal(person("Resor", "Stanley, R.").names[0]).given == ("Stanley", "R.")
    assert personal(person("Billotte", "General of the Army Pierre").names[0]).given == ("Pierre",)


ORGANISATIONS = [
    ("AFP (A&FP)", {"AFP (A&FP)", "AFP", "A&FP"}),
    ("OPAR(s)", {"OPAR(s)", "OPAR", "OPARs"}),
    ("TE or TOE", {"TE", "TOE"}),
    ("P.L.", {"P.L.", "PL", "P. L."}),
    ("AFL–CIO", {"AFL–CIO", "AFL-CIO"}),
    ("BBC - British Broadcasting Corporation", {"BBC", "British Broadcasting Corporation"}),
    ("The Society of Friends", {"The Society of Friends", "Society of Friends"}),
    ("TO & E", {"TO & E", "TO&E"}),
]


@pytest.mark.parametrize(("form", "expected"), ORGANISATIONS)
def test_forms_of_an_abbreviation(form: str, expected: set[str]) -> None:
    assert expected <= texts(Entity("t", "org", (Name(form, "abbr"),)))


def test_what_an_abbreviation_stands_for() -> None:
    def org(form: str, note: str) -> Entity:
        return Entity("t", "org", (Name(form, "abbr"),), note=note)

    assert expansions(org("ACSI", "ACSI, Assistant Chief of Staff for Intelligence")) == (
        "Assistant Chief of Staff for Intelligence",
    )
    assert expansions(org("CG", "CG, circular airgram; Commanding General")) == (
        "circular airgram",
        "Commanding General",
    )
    party = org("SED", "SED, Sozialistische Einheitspartei Deutschlands (Socialist Unity Party of Germany)")
    assert expansions(party) == ("Sozialistische Einheitspartei Deutschlands", "Socialist Unity Party of Germany")
    assert "Socialist Unity Party of Germany" in texts(party, "expansion")
    assert not texts(org("Secto", "Secto, series indicator for telegrams"), "expansion")


def test_forms_of_a_place() -> None:
    assert {"Republic of Lithuania", "Lithuania"} <= texts(Entity("l", "place", (Name("Republic of Lithuania"),)))
    assert {"Blechhammer concentration camp", "Blechhammer"} <= texts(
        Entity("b", "place", (Name("Blechhammer concentration camp"),))
    )
    assert {"Łódź", "Lodz"} <= texts(Entity("l", "place", (Name("Łódź"),)))
    assert {"Xinjiang", "Sinkiang"} <= texts(Entity("x", "place", (Name("Xinjiang"),)))
    assert {"Wien", "Vienna"} <= texts(Entity("v", "place", (Name("Vienna"), Name("Wien", "variant", "de"))))


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_makes_it_fail(surname: str, forename: str) -> None:
    for kind in ("person", "org", "place"):
        entity = Entity(
            "x",
            kind,
            (Name(f"{surname}, {forename}", parts=(("surname", surname), ("forename", forename))),),
            note=surname,
        )
        found = forms(entity)
        assert len({form.text for form in found}) == len(found)
    told(forename, (surname,))


# --- the whole ---------------------------------------------------------------------------------------


def test_the_seeds_authority_is_sound() -> None:
    assert authority.check(SEED) == []
    seed = authority.load([SEED])
    assert {"zhang-hanfu", "qiao-guanhua", "chen-yi", "zhou-enlai", "charles-kraus", "cn-gov", "su-gov", "prc-fma",
            "bakhty",
            "xinjiang", "soviet-union", "china"} <= seed.by_id.keys()  # fmt: skip
    assert [(e.id, c) for e, c in holders(seed, "the Premier", "1963-08-05")] == [("zhou-enlai", "medium")]
    assert {"Hanfu", "Zhang Hanfu", "Chang Han-fu", "章汉夫"} <= texts(seed.by_id["zhang-hanfu"])
    assert "Ba-ke-tu" in texts(seed.by_id["bakhty"])
    schema = SHARED / "schema" / "tei_all.rng"
    if not schema.exists():
        pytest.skip("no TEI schema beside the repository")
    assert not problems(SEED.read_bytes(), schema)
    assert not problems(authority.convert(SEED, "tei"), schema)


def test_thousands_of_entries_are_read_at_once(tmp_path: Path) -> None:
    def seconds(count: int) -> float:
        path = tmp_path / f"{count}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "kind", "surname", "forename", "note"])
            for i in range(count):
                writer.writerow(
                    [f"p{i}", "person", f"Surname{i}", "John F., Jr.", "Consul until May 1960; thereafter Ambassador"]
                )
        start = time.perf_counter()
        found = authority.load([path])
        assert sum(len(forms(e)) for e in found.entities) > 10 * count
        return time.perf_counter() - start

    seconds(10)
    small, large = seconds(300), seconds(3000)
    assert large < 30 * small


def test_the_notes_of_real_lists_are_understood() -> None:
    gold = SHARED / "gold" / "frus-dev" / "authority.json.gz"
    if not gold.exists():
        pytest.skip("no gold data beside the repository")
    volumes = json.loads(gzip.decompress(gold.read_bytes()))
    people = [p for volume in volumes.values() for p in volume["persons"]]
    found = [(p["note"], told(p["note"], (p["name"],))) for p in people]
    assert sum(bool(t.roles or t.see) for _, t in found) >= 0.98 * len(found)
    dated = [t for note, t in found if " until " in note or " from " in note]
    assert sum(any(r.notbefore or r.notafter for r in t.roles) for t in dated) >= 0.97 * len(dated)


@pytest.mark.parametrize("module", [identifiers, model, naming, offices, roles])
def test_the_examples_in_the_documentation_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
