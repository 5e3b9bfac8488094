"""Authority files: what is wrong or doubtful in them, several joined, and other formats."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from converters import authority
from converters.authority import AuthorityError
from tests.authority_files import SEED

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
def test_what_is_wrong_is_told_with_file_and_line(file_of: Callable[..., Path], name: str, content: str, message: str) -> None:
    path = file_of(content, name)
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


def test_check_finds_what_is_doubtful(file_of: Callable[..., Path]) -> None:
    path = file_of(
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


def test_files_are_joined_by_id_and_contradictions_are_told(file_of: Callable[..., Path]) -> None:
    one = file_of(
        '<listPlace><place xml:id="bonn"><placeName>Bonn</placeName><location><geo>50.7 7.1</geo></location></place>'
        "</listPlace>"
    )
    other = file_of(
        "id,kind,name,variants,latitude,longitude,geonames\nbonn,place,Bonn,Bonn am Rhein,40,7,2946447\n", "b.csv"
    )
    merged, conflicts = authority.merge([one, other])
    bonn = merged.by_id["bonn"]
    assert [n.text for n in bonn.names] == ["Bonn", "Bonn am Rhein"]
    assert (bonn.geo, bonn.idnos) == ((50.7, 7.1), (("GeoNames", "2946447"),))
    assert [str(c) for c in conflicts] == [
        "b.csv:2: warning: “bonn”: lies at (40.0, 7.0) here, at (50.7, 7.1) in a.xml#bonn"
    ]


def test_merging_takes_for_one_what_has_the_same_identifier(file_of: Callable[..., Path]) -> None:
    one = file_of("id,kind,name,wikidata\nrusk,person,Dean Rusk,Q1\n", "a.csv")
    other = file_of("id,kind,name,wikidata\np_RD1,person,Dean Rusk,Q1\n", "b.csv")
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
