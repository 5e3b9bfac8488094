"""Every term of a published vocabulary exists there; own terms are defined in the ontology that ships."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import rdflib
import rdflib.namespace as published
from rdflib import OWL, RDF, RDFS

import rdf
from rdf.vocabulary import construct, vocabularies
from tei import Document

ROOT = Path(__file__).parent.parent
RICO = ROOT.parent / "shared/ontologies/RiC-O_1-1.rdf"
REG = "https://w3id.org/regesta#"
TYPES = "https://w3id.org/regesta/type/"
CLOSED = (
    published.DC, published.DCTERMS, published.DCMITYPE, published.GEO, published.OWL, published.PROV, published.RDF,
    published.RDFS, published.SDO, published.SKOS, published.XSD,
)  # fmt: skip
LISTED = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/", "edm": "http://www.europeana.eu/schemas/edm/",
    "edtf": "http://id.loc.gov/datatypes/edtf/", "la": "https://linked.art/ns/terms/", "oa": "http://www.w3.org/ns/oa#",
    "ore": "http://www.openarchives.org/ore/terms/", "sf": "http://www.opengis.net/ont/sf#",
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}  # fmt: skip


def documents() -> list[Document]:
    return [Document.parse(path.read_bytes(), path.name) for path in sorted((ROOT / "tests/tei").glob("*.xml"))]


@pytest.fixture(scope="module")
def used() -> set[str]:
    """The properties, classes, datatypes and motivations of all that the model and the vocabularies say."""
    found: set[str] = set()
    for document in documents():
        quads = list(rdf.quads(document))
        statements = [q.triple for q in quads]
        for name in vocabularies():
            statements += construct(quads, name)
        for statement in statements:
            found.add(statement.predicate.value)
            value = statement.object
            if statement.predicate.value in (
                str(RDF.type),
                "http://www.w3.org/ns/oa#motivatedBy",
                REG + "property",
                REG + "kind",
            ):
                found.add(value.value)
            if hasattr(value, "datatype"):
                found.add(value.datatype.value)
    return found


def own() -> rdflib.Graph:
    return rdflib.Graph().parse(ROOT / "rdf/ontology/regesta.ttl")


def in_data_files() -> set[str]:
    """The terms that the tables name, whether or not a test file makes use of them."""
    rico = "https://www.ica.org/standards/RiC/ontology#"
    with (ROOT / "rdf/data/events.csv").open() as file:
        found = {LISTED["crm"] + row["class"] for row in csv.DictReader(file)}
    with (ROOT / "rdf/data/relations.csv").open() as file:
        found |= {
            row["property"].replace("rico:", rico).replace("dcterms:", str(published.DCTERMS))
            for row in csv.DictReader(file)
        }
    with (ROOT / "rdf/data/modalities.csv").open() as file:
        found |= {REG + row["class"] for row in csv.DictReader(file)}
    with (ROOT / "rdf/data/annotations.csv").open() as file:
        found |= {REG + row["element"] for row in csv.DictReader(file)}
    return found


def test_every_term_belongs_to_a_vocabulary_that_is_checked(used: set[str]) -> None:
    rico = "https://www.ica.org/standards/RiC/ontology#"
    known = (REG, rico, *LISTED.values(), *(str(namespace) for namespace in CLOSED))
    assert sorted(term for term in used if not term.startswith(known)) == []


def test_terms_of_ric_o_exist(used: set[str]) -> None:
    if not RICO.exists():
        pytest.skip("RiC-O is not beside the project (../shared/ontologies)")
    rico = "https://www.ica.org/standards/RiC/ontology#"
    defined = {str(s) for s in rdflib.Graph().parse(RICO).subjects(RDF.type)}
    asked = {term for term in used | in_data_files() if term.startswith(rico)}
    assert len(asked) > 40
    assert sorted(asked - defined) == []


@pytest.mark.parametrize("namespace", CLOSED, ids=lambda namespace: str(namespace).rstrip("/#").rpartition("/")[2])
def test_terms_of_closed_namespaces_exist(namespace: type[published.DefinedNamespace], used: set[str]) -> None:
    asked = {term for term in used | in_data_files() if term.startswith(str(namespace))}
    assert sorted(term for term in asked if rdflib.URIRef(term) not in namespace) == []


def test_terms_of_the_other_vocabularies_are_in_the_checked_list(used: set[str]) -> None:
    with (ROOT / "rdf/data/terms.csv").open() as file:
        listed = {LISTED[row["prefix"]] + row["term"] for row in csv.DictReader(file)}
    asked = {term for term in used | in_data_files() if term.startswith(tuple(LISTED.values()))}
    assert sorted(asked - listed) == []


def test_own_terms_are_defined_with_label_comment_domain_and_range(used: set[str]) -> None:
    ontology = own()
    asked = {term for term in used | in_data_files() if term.startswith(REG)}
    assert sorted(term for term in asked if (rdflib.URIRef(term), RDF.type, None) not in ontology) == []
    for term in set(ontology.subjects(RDF.type)):
        if not str(term).startswith(REG):
            continue
        assert ontology.value(term, RDFS.label), term
        assert ontology.value(term, RDFS.comment), term
        if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(ontology.objects(term, RDF.type)):
            assert ontology.value(term, RDFS.domain), term
            assert ontology.value(term, RDFS.range), term


def test_what_the_ontology_refers_to_exists() -> None:
    if not RICO.exists():
        pytest.skip("RiC-O is not beside the project (../shared/ontologies)")
    rico = "https://www.ica.org/standards/RiC/ontology#"
    defined = {str(s) for s in rdflib.Graph().parse(RICO).subjects(RDF.type)}
    asked = {str(term) for statement in own() for term in statement if str(term).startswith(rico)}
    assert sorted(asked - defined) == []
