"""Authority files: reading them in all their formats."""

from __future__ import annotations

import csv
import doctest
import gzip
import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from converters import authority
from converters.authority import identifiers, model, naming, offices, roles
from converters.authority.forms import expansions, forms
from converters.authority.offices import holders
from converters.authority.roles import told
from tei.entities import Entity, Name, Role
from tests.authority_files import SEED, SHARED, texts
from tests.test_nesting import problems

# --- reading -----------------------------------------------------------------------------------------


def test_a_list_of_persons_organisations_and_places(file_of: Callable[..., Path]) -> None:
    path = file_of(
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


def test_the_list_of_names_in_front_of_an_edition_is_one_too(file_of: Callable[..., Path]) -> None:
    path = file_of(
        """<list><item><hi><persName xml:id="p_AS1">Adams, Sherman</persName></hi>, Assistant to the President until
           September 1958</item><item><term xml:id="t_EUR1">EUR</term>, Bureau of European Affairs</item></list>"""
    )
    found = authority.load([path])
    assert found.by_id["p_AS1"].roles == (Role("Assistant to the President", notafter="1958-09"),)
    assert expansions(found.by_id["t_EUR1"]) == ("Bureau of European Affairs",)


def test_tei_as_others_write_it(file_of: Callable[..., Path]) -> None:
    path = file_of(
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


def test_entries_without_ids_get_one_each(file_of: Callable[..., Path]) -> None:
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


def test_the_graphs_of_libraries_and_of_wikidata(file_of: Callable[..., Path]) -> None:
    found = authority.load([file_of(LIBRARIES, "a.ttl")])
    assert [(e.kind, [n.text for n in e.names], e.birth, e.geo, e.idnos) for e in found.entities] == [
        ("person", ["Adenauer, Konrad", "Adenauer, Conrad"], "1876-01-05", None, (("GND", "118500775"),)),
        ("person", ["Rusk, Dean", "Rusk, David Dean"], "1909", None, (("LCNAF", "n79054433"),)),
        ("place", ["München"], "", (48.13, 11.57), (("Wikidata", "Q1726"),)),
    ]
    assert not authority.check(file_of(LIBRARIES, "b.ttl"))


def test_what_the_columns_of_a_table_may_be_called(file_of: Callable[..., Path]) -> None:
    found = authority.load([file_of("Nachname;Vorname;Geboren;weitere Namen;Alias\nMeier;Anna;1901;Anna Maier;Änne\n", "a.csv")])
    (anna,) = found.entities
    assert (anna.kind, anna.label, anna.birth) == ("person", "Anna Meier", "1901")
    assert [name.text for name in anna.names[1:]] == ["Anna Maier", "Änne"]


COLUMNS = """Name;Vorname;Titel;Geburtsname;Geboren;Lebensdaten;Amt;von;bis
Müller;Hans;Dr.;;3.5.1901;;Kaufmann;;
Schmidt;Anna;;Weiß;c. 1905;;;;
Hans Adenauer;Hans;;;;1890–1969;Minister;5. Mai 1949;1951
Dupont;Jean;Minister für Handel;;;gegen 1900;;;
"""


def test_columns_as_archives_have_them(file_of: Callable[..., Path]) -> None:
    path = file_of(COLUMNS, "a.csv")
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
def test_dates_of_life_in_the_headings_of_catalogues(file_of: Callable[..., Path], heading: str, name: str, birth: str, death: str) -> None:
    (found,) = authority.load([file_of(f'name,kind\n"{heading}",person\n', "a.csv")]).entities
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
def test_a_table_says_what_its_entries_are(file_of: Callable[..., Path], name: str, table: str, kind: str) -> None:
    path = file_of(table, name)
    assert [entity.kind for entity in authority.load([path]).entities] == [kind]
    assert not authority.check(path)


def test_a_person_may_have_a_row_for_each_office(file_of: Callable[..., Path]) -> None:
    offices = "name,office,from,to\nDean Rusk,Assistant Secretary,1950,1951\nDean Rusk,Secretary,1961,1969\n"
    path = file_of(offices, "a.csv")
    (rusk,) = authority.load([path]).entities
    assert (rusk.kind, rusk.roles) == ("person", (Role("Assistant Secretary", "1950", "1951"), Role("Secretary", "1961", "1969")))
    assert [str(p).rpartition("/")[2] for p in authority.check(path)] == [
        "a.csv:3: warning: the same name as on line 2, with another office: taken for one"
    ]
    assert not authority.check(file_of("id,name,office\nr,Dean Rusk,Clerk\nr,Dean Rusk,Secretary\n", "b.csv"))
    born = "name,born,office\nJohn Smith,1850,Clerk\nJohn Smith,1909,Mayor\n"
    assert len(authority.load([file_of(born, "c.csv")]).entities) == 2


def test_a_table_in_unicode_of_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "people.tsv"
    path.write_bytes("name\toffice\nJörg Müller\tConsul\n".encode("utf-16"))
    assert [e.label for e in authority.load([path]).entities] == ["Jörg Müller"]


def test_what_of_a_table_is_not_read_or_supposed_is_told(file_of: Callable[..., Path]) -> None:
    found = authority.check(file_of("name,label,colour\nBauhaus,x,red\n", "a.csv"))
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


def test_a_table(file_of: Callable[..., Path]) -> None:
    found = authority.load([file_of(TABLE, "a.csv")])
    assert found.by_id["zhou"].names == (
        Name("Zhou Enlai", parts=(("surname", "Zhou"), ("forename", "Enlai"))),
        Name("周恩来", "variant", "zh"),
        Name("Chou En-lai", "transliteration", "zh-Latn-wadegile"),
    )
    assert found.by_id["zhou"].roles == (Role("Premier", "1949-10", "1976-01"), Role("Delegate"))
    assert [n.text for n in found.by_id["nato"].names] == ["North Atlantic Treaty Organization", "NATO"]
    assert found.by_id["bonn"].geo == (50.73, 7.1)
    assert found.by_id["bonn"].idnos == (("Wikidata", "Q586"),)


def test_no_cell_of_a_written_table_is_a_formula_in_a_spreadsheet(file_of: Callable[..., Path]) -> None:
    found = authority.load([file_of("id,kind,name,note,latitude,longitude\nx,place,=1+1,@SUM(A1),-33.9,18.4\n", "a.csv")])
    assert found.by_id["x"].label == "=1+1"
    written = authority.write(found, "b.csv").decode()
    assert ",'=1+1," in written
    assert ",'@SUM(A1)," in written
    assert ",-33.9," in written
    assert authority.load([file_of(written, "b.csv")]).entities[0].names == found.by_id["x"].names


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
    file_of: Callable[..., Path], file: str, belongs: str, kind: str
) -> None:
    graph = f"""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <http://example.org/> .
    ex:bonn a skos:Concept ; skos:prefLabel "Bonn" ; {belongs} ."""
    assert [entity.kind for entity in authority.load([file_of(graph, file)]).entities] == [kind]


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


def test_linked_data(file_of: Callable[..., Path]) -> None:
    found = authority.load([file_of(TURTLE, "a.ttl")])
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


def test_ric_o_with_names_dates_and_coordinates_of_their_own(file_of: Callable[..., Path]) -> None:
    found = authority.load([file_of(RICO, "a.ttl")]).by_id
    assert {n.text for n in found["p1"].names} == {"Qiao Guanhua", "乔冠华"}
    assert found["p1"].birth == "1913"
    assert found["p1"].roles == (Role("Assistant Minister", "1954"),)
    assert found["pl1"].geo == (46.67, 82.75)


def test_json_ld_with_the_context_of_schema_org_needs_no_network(file_of: Callable[..., Path]) -> None:
    data = {"@context": "https://schema.org", "@id": "http://e.org/un",
            "@type": "Organization", "name": "United Nations",
            "alternateName": "UN", "sameAs": "http://www.wikidata.org/entity/Q1065"}  # fmt: skip
    found = authority.load([file_of(json.dumps(data), "a.jsonld")])
    assert [n.text for n in found.by_id["un"].names] == ["United Nations", "UN"]
    assert ("Wikidata", "Q1065") in found.by_id["un"].idnos


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
