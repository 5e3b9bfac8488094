"""An authority written as linked data: SKOS with schema.org and RiC-O, in Turtle or JSON-LD."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from converters.authority.identifiers import uri
from converters.authority.model import Authority
from tei.entities import Entity, EntityKind

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node, URIRef

BASE = "urn:regesta:authority/"
"""Base of entities that no identifier of their own gives a name to."""

_TYPES: dict[EntityKind, tuple[str, str]] = {
    "person": ("Person", "Person"), "org": ("Organization", "CorporateBody"), "place": ("Place", "Place"),
}  # fmt: skip


def graph(authority: Authority, base: str = BASE) -> Graph:
    """The authority as an RDF graph: one `skos:Concept` an entity, typed as what it is."""
    from rdflib import Graph, Namespace, URIRef
    from rdflib.namespace import RDF, SKOS

    result = Graph()
    schema, rico = Namespace("https://schema.org/"), Namespace("https://www.ica.org/standards/RiC/ontology#")
    result.bind("schema", schema, override=True, replace=True)
    result.bind("rico", rico)
    result.bind("wgs", Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#"), override=True, replace=True)
    for entity in authority.entities:
        subject = URIRef(base + entity.id)
        of_schema, of_rico = _TYPES[entity.kind]
        for type_ in (SKOS.Concept, schema[of_schema], rico[of_rico]):
            result.add((subject, RDF.type, type_))
        for predicate, value in _statements(entity):
            result.add((subject, predicate, value))
        for number, role in enumerate(entity.roles, 1):
            held = URIRef(f"{base}{entity.id}-office-{number}")
            result.add((subject, schema.hasOccupation, held))
            result.add((held, RDF.type, schema.Role))
            for property_, text in (
                ("roleName", ", ".join(filter(None, (role.label, role.org)))),
                ("startDate", role.notbefore),
                ("endDate", role.notafter),
            ):
                if text:
                    result.add((held, schema[property_], _literal(text)))
    return result


def _statements(entity: Entity) -> Iterator[tuple[URIRef, Node]]:
    from rdflib import Literal, Namespace, URIRef
    from rdflib.namespace import DCTERMS, SKOS, XSD

    schema, wgs = Namespace("https://schema.org/"), Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
    for index, name in enumerate(entity.names):
        predicate = SKOS.altLabel if index else SKOS.prefLabel
        yield predicate, Literal(name.text, lang=name.lang or None)
        if not index:
            for part, value in name.parts:
                if part in ("surname", "forename"):
                    yield schema["familyName" if part == "surname" else "givenName"], Literal(value)
    for line in entity.note.splitlines():
        yield SKOS.note, Literal(line)
    for tag, value in (("birthDate", entity.birth), ("deathDate", entity.death)):
        if value:
            yield schema[tag], Literal(value)
    if entity.geo:
        for axis, degrees in zip((wgs.lat, wgs.long), entity.geo, strict=True):
            yield axis, Literal(repr(degrees), datatype=XSD.decimal)
    for type_, value in entity.idnos:
        if iri := uri(type_, value):
            yield SKOS.exactMatch, URIRef(iri)
        else:
            yield DCTERMS.identifier, Literal(value)


def _literal(text: str) -> Node:
    from rdflib import Literal

    return Literal(text)


def turtle(authority: Authority, base: str = BASE) -> str:
    """SKOS in Turtle."""
    return graph(authority, base).serialize(format="turtle")


def jsonld(authority: Authority, base: str = BASE) -> str:
    """The same graph as JSON-LD, its context in the file."""
    from rdflib.namespace import SKOS

    context = {"skos": str(SKOS), "schema": "https://schema.org/", "dcterms": "http://purl.org/dc/terms/",
               "rico": "https://www.ica.org/standards/RiC/ontology#",
               "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#"}  # fmt: skip
    return graph(authority, base).serialize(format="json-ld", context=context, indent=2, auto_compact=False)
