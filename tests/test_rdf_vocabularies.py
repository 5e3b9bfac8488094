"""The same statements in other vocabularies: one query and one frame each."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import pyoxigraph
import pytest

import rdf
from rdf.vocabulary import VocabularyError, construct, framed, vocabularies, write
from tei import Document
from tests.test_rdf_anyone import FOLDER
from tests.test_rdf_serialise import OXIGRAPH

LETTER = "https://x.org/chamisso-1819-09-12"


@lru_cache
def in_vocabulary(name: str, file: str = "letter") -> tuple[pyoxigraph.Triple, ...]:
    document = Document.parse((FOLDER / f"{file}.xml").read_bytes(), file)
    return tuple(construct(rdf.quads(document, base="https://x.org/"), name))


def as_json(name: str, file: str = "letter") -> dict[str, Any]:
    pytest.importorskip("pyld")
    data = framed(in_vocabulary(name, file), name)
    return data if "@graph" in data else {"@context": data.pop("@context"), "@graph": [data]}


def test_there_are_these() -> None:
    assert sorted(vocabularies()) == ["cidoc-crm", "dublin-core", "edm", "linked-art", "schema-org"]
    assert vocabularies()["edm"].startswith("EDM: the Europeana Data Model")


@pytest.mark.parametrize("name", sorted(vocabularies()))
def test_each_gives_no_blank_nodes_and_always_the_same(name: str) -> None:
    triples = in_vocabulary(name)
    assert len(triples) > 20
    assert not any(isinstance(t, pyoxigraph.BlankNode) for triple in triples for t in (triple.subject, triple.object))
    in_vocabulary.cache_clear()
    assert in_vocabulary(name) == triples


@pytest.mark.parametrize("name", sorted(vocabularies()))
@pytest.mark.parametrize("file", ["manuscript", "inscription", "frus", "play", "corpus", "standoff"])
def test_each_takes_any_document(name: str, file: str) -> None:
    assert as_json(name, file)["@context"]


def test_schema_org() -> None:
    (letter,) = as_json("schema-org")["@graph"]
    assert letter["id"] == LETTER
    assert letter["name"] == "Adelbert von Chamisso an Louis de La Foye"
    assert letter["author"] == {
        "id": "https://d-nb.info/gnd/118520032", "type": "Person", "name": "Adelbert von Chamisso",
    }  # fmt: skip
    assert letter["dateCreated"]["@value"] == "1819-09-12"
    assert letter["holdingArchive"]["name"] == "Staatsbibliothek zu Berlin"
    assert [thing["name"] for thing in letter["mentions"]] == [
        "Louis de La Foye",
        "Julius Eduard Hitzig",
        "Adelbert",
        "Potsdam",
    ]


def test_schema_org_has_events_that_happened_only() -> None:
    data = json.dumps(as_json("schema-org", "standoff"))
    assert "Meeting at Ba-ke-tu" in data
    assert "Agreement that was not made" not in data


def test_dublin_core() -> None:
    (letter,) = as_json("dublin-core")["@graph"]
    assert letter["title"] == "Adelbert von Chamisso an Louis de La Foye"
    assert letter["created"] == "1819-09-12"
    assert letter["provenance"]["label"] == "Staatsbibliothek zu Berlin, K. 31, Nr. 4"
    assert letter["references"]["id"] == "https://letters.example.org/lafoye/3"


def test_edm_has_what_europeana_asks_for() -> None:
    (aggregation,) = as_json("edm")["@graph"]
    assert aggregation["@type"] == "ore:Aggregation"
    assert aggregation["edm:isShownAt"] == {"@id": "https://letters.example.org/chamisso/17"}
    assert aggregation["edm:rights"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert aggregation["edm:dataProvider"]["skos:prefLabel"] == "Staatsbibliothek zu Berlin"
    thing = aggregation["edm:aggregatedCHO"]
    assert thing["edm:type"] == "TEXT"
    assert thing["dc:language"] == ["de", "fr"]
    assert thing["dcterms:created"]["edm:begin"] == "1819-09-12"


def test_linked_art_fits_its_context() -> None:
    data = as_json("linked-art")
    assert data["@context"] == "https://linked.art/ns/v1/linked-art.json"
    (letter,) = data["@graph"]
    assert letter["type"] == "LinguisticObject"
    assert letter["_label"] == "Adelbert von Chamisso an Louis de La Foye"
    assert letter["identified_by"] == [
        {"id": f"{LETTER}#title", "type": "Name", "content": "Adelbert von Chamisso an Louis de La Foye",
         "classified_as": [{"id": "http://vocab.getty.edu/aat/300404670", "type": "Type", "_label": "Primary Name"}]}
    ]  # fmt: skip
    assert letter["created_by"]["timespan"]["begin_of_the_begin"] == "1819-09-12T00:00:00Z"
    assert letter["created_by"]["timespan"]["end_of_the_end"] == "1819-09-12T23:59:59Z"
    assert letter["carried_by"][0]["type"] == "HumanMadeObject"
    assert letter["carried_by"][0]["current_custodian"][0]["_label"] == "Staatsbibliothek zu Berlin"
    assert "http" not in "".join(key for key in _keys(data) if key != "@context")


def test_in_linked_art_every_entity_has_an_id_a_type_and_what_it_is_called(seed: Any) -> None:
    """What its JSON schema asks of each entity (https://linked.art/api/1.0/schema_docs/)."""
    data = framed(construct(rdf.quads(seed), "linked-art"), "linked-art")
    assert (data["type"], data["_label"][:8], "@graph" in data) == ("LinguisticObject", "Response", False)
    assert {t["_label"] for t in data["referred_to_by"][0]["classified_as"]} == {"Description"}
    waiting: list[tuple[str, Any]] = [("", data)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, list):
            waiting += [(key, inner) for inner in value]
        elif isinstance(value, dict):
            assert {"id", "type"} <= value.keys(), (key, value)
            assert value["type"] in ("Name", "Identifier", "Creation") or value.keys() & {"_label", "content"}, value
            waiting += [(inner, v) for inner, v in value.items() if inner != "@context"]
        else:
            assert key in ("id", "type", "_label", "content", "@context", "begin_of_the_begin", "end_of_the_end",
                           "defined_by"), (key, value)  # fmt: skip


@pytest.fixture(scope="module")
def seed() -> Any:
    import regesta

    seeds = FOLDER.parent.parent / "seeds"
    return regesta.convert(seeds / "000_3824588f5786910d.txt", authority=[seeds / "authority" / "seed.xml"])


@pytest.mark.parametrize("file", ["", "letter", "manuscript", "print", "stone", "play", "minutes", "standoff"])
def test_an_edm_aggregation_has_each_mandatory_property_once(file: str, seed: Any) -> None:
    """EDM Mapping Guidelines 2.4: ore:Aggregation and edm:ProvidedCHO of type TEXT."""
    document = Document.parse((FOLDER / f"{file}.xml").read_bytes(), f"{file}.xml") if file else seed
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in construct(rdf.quads(document), "edm"))
    edm = "http://www.europeana.eu/schemas/edm/"

    def count(subject: pyoxigraph.NamedNode, *names: str) -> int:
        return sum(1 for n in names for _ in store.quads_for_pattern(subject, pyoxigraph.NamedNode(n), None))

    (link,) = store.quads_for_pattern(None, pyoxigraph.NamedNode(f"{edm}aggregatedCHO"), None)
    aggregation, thing = link.subject, link.object
    assert count(aggregation, f"{edm}rights") == 1  # type: ignore[arg-type]
    assert count(aggregation, f"{edm}isShownAt") == 1  # type: ignore[arg-type]
    holders = 0 if file in ("standoff", "minutes") else 1  # nobody is named there who keeps or publishes it
    for name in ("dataProvider", "provider"):
        assert count(aggregation, f"{edm}{name}") == holders, name  # type: ignore[arg-type]
    assert count(thing, f"{edm}type") == 1  # type: ignore[arg-type]
    assert count(thing, "http://purl.org/dc/elements/1.1/title", "http://purl.org/dc/elements/1.1/description") >= 1  # type: ignore[arg-type]


def _keys(value: object) -> list[str]:
    """Every key of some JSON: an IRI among them is a term that the context does not know."""
    if isinstance(value, dict):
        return [*value, *(key for inner in value.values() for key in _keys(inner))]
    return [key for inner in value for key in _keys(inner)] if isinstance(value, list) else []


def test_cidoc_crm_alone() -> None:
    triples = in_vocabulary("cidoc-crm", "standoff")
    allowed = ("http://www.cidoc-crm.org/cidoc-crm/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
               "http://www.w3.org/2000/01/rdf-schema#label")  # fmt: skip
    assert {t.predicate.value for t in triples if not t.predicate.value.startswith(allowed)} == set()
    begin = [t.object.value for t in triples if "P82a" in t.predicate.value and "1962-04-23" in str(t.subject)]
    assert begin == ["1962-04-23T00:00:00Z"] * len(begin) and begin


@pytest.mark.parametrize("name", sorted(vocabularies()))
def test_each_can_be_written_in_every_format(name: str) -> None:
    document = Document.parse((FOLDER / "letter.xml").read_bytes(), "letter.xml")
    expected = {str(t) for t in construct(rdf.quads(document), name)}
    for form, parser in OXIGRAPH.items():
        back = pyoxigraph.parse(write(rdf.quads(document), name, form), format=parser)  # type: ignore[arg-type]
        if (form, name) == ("jsonld", "linked-art"):
            continue  # Its context stands on the web.
        found = {str(pyoxigraph.Triple(s.subject, s.predicate, s.object)) for s in back}
        # A frame holds what can be reached from the document.
        assert found <= expected if form == "jsonld" else found == expected, form


def test_turtle_of_edm_has_its_prefixes() -> None:
    document = Document.parse((FOLDER / "letter.xml").read_bytes(), "letter.xml")
    assert "a edm:ProvidedCHO" in write(rdf.quads(document), "edm").decode()


def test_an_unknown_vocabulary_is_told() -> None:
    with pytest.raises(VocabularyError, match="unknown vocabulary 'marc': one of cidoc-crm, dublin-core"):
        construct([], "marc")
    with pytest.raises(VocabularyError, match="has no JSON-LD frame"):
        framed([], "marc")
