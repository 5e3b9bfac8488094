"""What kinds of events, roles and relations mean in RDF: data that anyone may read and extend (`rdf/data`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rdf.authorities import rows
from rdf.namespaces import CRM, DCTERMS, REG, RICO, SKOS, Term

_NAMESPACES = {"rico": RICO, "dcterms": DCTERMS, "crm": CRM, "reg": REG, "skos": SKOS}


@dataclass(frozen=True, slots=True)
class EventType:
    """The CIDOC CRM class of a kind of event, and whether it brings a document about."""

    crm: Term = CRM.E5_Event
    document: bool = False


@dataclass(frozen=True, slots=True)
class RelationType:
    """The property that a relation stands for, and whether the archive or the document says it."""

    property: Term
    record: bool


def term(curie: str) -> Term:
    """The term that `rico:isReplyTo` abbreviates."""
    prefix, _, name = curie.partition(":")
    return _NAMESPACES[prefix][name]


@lru_cache
def event_types() -> dict[str, EventType]:
    """Kinds of events by `event/@type`."""
    return {r["type"]: EventType(CRM[r["class"]], bool(r["document"])) for r in rows("events.csv")}


@lru_cache
def modalities() -> dict[str, Term]:
    """The class of what is not told as fact, by `event/@subtype`."""
    return {r["subtype"]: REG[r["class"]] for r in rows("modalities.csv")}


@lru_cache
def relation_types() -> dict[str, RelationType]:
    """Relations by `relation/@name`."""
    return {r["name"]: RelationType(term(r["property"]), r["graph"] == "record") for r in rows("relations.csv")}


@lru_cache
def roles() -> dict[str, str]:
    """What roles in an event are: `carries` of those who carry it out, `place` of where it leads and whence."""
    return {r["role"]: r["kind"] for r in rows("roles.csv")}
