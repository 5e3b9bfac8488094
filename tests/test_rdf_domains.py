"""Properties stand between things of the classes that their vocabularies say.

RiC-O is checked against the ontology itself; of CIDOC CRM 7.1, PROV-O, Web Annotation and GeoSPARQL what is used is
written out here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection

import rdf
import regesta
from tei import Document

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
RICO = "https://www.ica.org/standards/RiC/ontology#"
TYPE = str(RDF.type)
PREFIXES = rdf.PREFIXES

WRITTEN_OUT = """
crm:P2_has_type crm:E1_CRM_Entity crm:E55_Type
crm:P4_has_time-span crm:E2_Temporal_Entity crm:E52_Time-Span
crm:P7_took_place_at crm:E4_Period crm:E53_Place
crm:P11_had_participant crm:E5_Event crm:E39_Actor
crm:P14_carried_out_by crm:E7_Activity crm:E39_Actor
crm:P82a_begin_of_the_begin crm:E52_Time-Span literal
crm:P82b_end_of_the_end crm:E52_Time-Span literal
crm:P90_has_value crm:E54_Dimension literal
crm:P90a_has_lower_value_limit crm:E54_Dimension literal
crm:P90b_has_upper_value_limit crm:E54_Dimension literal
crm:P91_has_unit crm:E54_Dimension crm:E58_Measurement_Unit
crm:P94_has_created crm:E65_Creation crm:E28_Conceptual_Object
geo:hasGeometry geo:Feature sf:Point
geo:asWKT sf:Point literal
oa:hasTarget oa:Annotation any
oa:hasBody oa:Annotation any
oa:bodyValue oa:Annotation literal
oa:motivatedBy oa:Annotation any
oa:hasSource oa:SpecificResource any
oa:hasSelector oa:SpecificResource oa:Selector
oa:start oa:TextPositionSelector literal
oa:end oa:TextPositionSelector literal
oa:exact oa:TextQuoteSelector literal
oa:prefix oa:TextQuoteSelector literal
oa:suffix oa:TextQuoteSelector literal
prov:wasGeneratedBy prov:Entity prov:Activity
prov:wasDerivedFrom prov:Entity prov:Entity
prov:wasAssociatedWith prov:Activity any
prov:used prov:Activity prov:Entity
prov:generated prov:Activity prov:Entity
prov:specializationOf any any
rdf:subject rdf:Statement any
rdf:predicate rdf:Statement any
rdf:object rdf:Statement any
wgs:lat any literal
wgs:long any literal
"""
"""Property, domain, range: CIDOC CRM 7.1.3, GeoSPARQL 1.0, Web Annotation Vocabulary, PROV-O."""

ABOVE = """
crm:E2_Temporal_Entity crm:E4_Period crm:E5_Event crm:E7_Activity crm:E8_Acquisition
crm:E5_Event crm:E63_Beginning_of_Existence crm:E67_Birth
crm:E63_Beginning_of_Existence crm:E66_Formation
crm:E63_Beginning_of_Existence crm:E65_Creation
crm:E5_Event crm:E64_End_of_Existence crm:E68_Dissolution
crm:E64_End_of_Existence crm:E69_Death
crm:E64_End_of_Existence crm:E6_Destruction
crm:E7_Activity crm:E10_Transfer_of_Custody
crm:E7_Activity crm:E11_Modification crm:E12_Production
crm:E7_Activity crm:E65_Creation
crm:E7_Activity crm:E66_Formation
crm:E7_Activity crm:E85_Joining
crm:E7_Activity crm:E86_Leaving
crm:E39_Actor crm:E21_Person
crm:E39_Actor crm:E74_Group
crm:E1_CRM_Entity crm:E2_Temporal_Entity
crm:E1_CRM_Entity crm:E28_Conceptual_Object crm:E89_Propositional_Object
oa:Selector oa:TextPositionSelector
oa:Selector oa:TextQuoteSelector
prov:Entity prov:Bundle
"""
"""Chains of classes, each above the next."""


def full(curie: str) -> str:
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name if name else curie


@cache
def above() -> Mapping[str, set[str]]:
    """The classes above each class."""
    direct: dict[str, set[str]] = defaultdict(set)
    for line in ABOVE.split("\n"):
        chain = [full(c) for c in line.split()]
        for upper, lower in pairwise(chain):
            direct[lower].add(upper)
    found: dict[str, set[str]] = {}
    for lower in list(direct):
        found[lower], waiting = set(), [lower]
        while waiting:
            for upper in direct.get(waiting.pop(), ()):
                if upper not in found[lower]:
                    found[lower].add(upper)
                    waiting.append(upper)
    return found


@cache
def quads() -> list[ox.Quad]:
    """What the model says of the seed, of the TEI by others in `tests/tei`, and of some FRUS documents."""
    seeds = ROOT / "seeds"
    documents = [regesta.convert(path, authority=sorted((seeds / "authority").glob("*.xml")))
                 for path in sorted(seeds.glob("*.txt"))]  # fmt: skip
    documents += [regesta.convert(path) for path in sorted((SHARED / "samples/frus").glob("*.txt"))[:12]]
    documents += [Document.parse(p.read_bytes(), p.name) for p in sorted((ROOT / "tests/tei").glob("*.xml"))]
    return [quad for document in documents for quad in rdf.quads(document)]


@cache
def classes() -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for quad in quads():
        if quad.predicate.value == TYPE:
            found[quad.subject.value].add(quad.object.value)
    return found


def test_each_property_written_out_here_stands_between_the_right_things() -> None:
    rules = {full(p): (full(d), full(r)) for p, d, r in (line.split() for line in WRITTEN_OUT.strip().split("\n"))}
    wrong = set()
    for quad in quads():
        subject, predicate, value = quad.subject.value, quad.predicate.value, quad.object
        namespaces = ("crm", "geo", "oa", "prov")
        if predicate not in rules:
            if predicate.startswith(tuple(PREFIXES[n] for n in namespaces)):
                wrong.add((predicate, "is not written out", ""))
            continue
        domain, range_ = rules[predicate]
        if domain != "any" and domain not in _all(subject):
            wrong.add((predicate, "domain", subject))
        if isinstance(value, ox.Literal) != (range_ == "literal") and range_ != "any":
            wrong.add((predicate, "literal or not", str(value)))
        if range_ not in ("any", "literal") and range_ not in _all(value.value):
            wrong.add((predicate, "range", value.value))
    assert sorted(wrong) == []


def _all(thing: str) -> set[str]:
    own = classes().get(thing, set())
    # A rico:Record is a crm:E28 in CRM's own terms: it is a work of the mind.
    records = {full("crm:E28_Conceptual_Object")} if RICO + "Record" in own else set()
    return own | records | {upper for c in own for upper in above().get(c, ())}


# RiC-O


@cache
def ontology() -> rdflib.Graph:
    path = SHARED / "ontologies/RiC-O_1-1.rdf"
    if not path.exists():
        pytest.skip("RiC-O is not beside the project (../shared/ontologies)")
    return rdflib.Graph().parse(path)


def one_of(class_: rdflib.term.Node) -> Iterator[str]:
    """The classes that a class expression is a union of."""
    union = ontology().value(class_, OWL.unionOf)
    if union is not None:
        for member in Collection(ontology(), union):
            yield from one_of(member)
    elif isinstance(class_, rdflib.URIRef):
        yield str(class_)


@cache
def upward(class_: str) -> frozenset[str]:
    return frozenset(map(str, ontology().transitive_objects(rdflib.URIRef(class_), RDFS.subClassOf)))


def fits(thing: str, allowed: set[str]) -> bool:
    """Whether a thing is of an allowed class, or, where no more is known of it, of one above: any `rico:Agent`."""
    own = {c for c in classes().get(thing, ()) if c.startswith(RICO)}
    return any(allowed & upward(c) for c in own) or any(c in upward(a) for c in own for a in allowed)


def test_properties_of_ric_o_stand_between_things_of_their_domain_and_range() -> None:
    wrong, seen = set(), set()
    for quad in quads():
        name = quad.predicate.value
        if not name.startswith(RICO):
            continue
        seen.add(name)
        node = rdflib.URIRef(name)
        for domain in ontology().objects(node, RDFS.domain):
            allowed = set(one_of(domain))
            if allowed and not fits(quad.subject.value, allowed):
                wrong.add((name, "domain", quad.subject.value))
        is_literal = isinstance(quad.object, ox.Literal)
        if is_literal != ((node, RDF.type, OWL.DatatypeProperty) in ontology()):
            wrong.add((name, "literal or not", str(quad.object)))
        for range_ in ontology().objects(node, RDFS.range):
            allowed = set(one_of(range_))
            if allowed and not is_literal and not fits(quad.object.value, allowed):
                wrong.add((name, "range", quad.object.value))
    assert sorted(wrong) == []
    assert len(seen) > 40
