"""Events and relations: what happened, or is said to, when and where, who took part, how many, says which passage.

An event told as fact is a `rico:Event` and a CIDOC CRM event. One that is denied, planned, supposed or
requested is neither: it is a proposition of the document (`reg:DeniedEvent` …, `crm:E89`), with
properties of its own, so that no question about what happened finds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from rdf import dates, quantities
from rdf.agents import NAMES, Agents, kind_of
from rdf.context import XML_ID, Context, Statements, T, attribute, children, content, descendants, local
from rdf.holdings import instantiation
from rdf.names import digest, slug
from rdf.namespaces import CRM, OWL, PROV, RDFS, REG, RICO, TYPES, A, Term, literal
from rdf.passages import Passages
from rdf.tables import EventType, event_types, modalities, relation_types, roles


@dataclass(frozen=True, slots=True)
class Predicates:
    """How an event is described: by published properties if it happened, by own ones if it is not said to have."""

    date: tuple[Term, ...]
    place: tuple[Term, ...]
    participant: tuple[Term, ...]
    involved: tuple[Term, ...]
    """Places that are not where it happened: where it led, whence it came."""
    relation: Term


HAPPENED = Predicates(
    (RICO.occurredAtDate, CRM["P4_has_time-span"]),
    (RICO.hasOrHadLocation, CRM.P7_took_place_at),
    (RICO.hasOrHadParticipant, CRM.P11_had_participant),
    (RICO.isAssociatedWithPlace,),
    RICO.EventRelation,
)
_MOST_PAIRS = 10_000
"""A relation that joins more pairs is passed over: one that lists a few hundred names would swamp all else."""

NOT_ASSERTED = Predicates(
    (REG.intendedDate,), (REG.intendedPlace,), (REG.intendedParticipant,), (REG.intendedPlace,), RICO.Relation
)


_NO_ACTIVITIES = frozenset(
    {CRM.E5_Event, CRM.E6_Destruction, CRM.E67_Birth, CRM.E68_Dissolution, CRM.E69_Death}
)  # fmt: skip
"""Events that happen and are not carried out: `crm:P14` is of `crm:E7_Activity` alone."""

_RESULTS = {"writing": "", "drafting": "", "creation": "", "translation": "translation"}
"""What the record's own acts brought about: the record itself, or an instantiation of it."""


class Events:
    """The events and relations of one document."""

    def __init__(self, context: Context, agents: Agents, passages: Passages) -> None:
        """Find who takes part in which event by relations that stand elsewhere."""
        self._context = context
        self._agents = agents
        self._passages = passages
        self._elements = list(context.iter("event"))
        self._ids = {attribute(e, XML_ID): e for e in self._elements if e.get(XML_ID)}
        self._relations: dict[str, list[tuple[str, str, etree._Element]]] = {}
        self._free: list[etree._Element] = []
        for relation in context.iter("relation"):
            self._sort(relation)

    def _sort(self, relation: etree._Element) -> None:
        """A relation to an event says who took part; any other stands for itself."""
        passive, active = attribute(relation, "passive").split(), attribute(relation, "active").split()
        for events, others in ((passive, active), (active, passive)):
            of = [e[1:] for e in events if e.startswith("#") and e[1:] in self._ids]
            if of and not any(o[1:] in self._ids for o in others) and _is_role(relation):
                for event in of:
                    found = self._relations.setdefault(event, [])
                    found.extend((attribute(relation, "name") or "participant", o, relation) for o in others)
                return
        self._free.append(relation)

    def state(self) -> None:
        """State all events, then the relations between other things."""
        for element in self._elements:
            if content(element) or element.get(XML_ID):
                self._event(element)
        for relation in self._free:
            self._relation(relation)

    def iri(self, element: etree._Element) -> Term:
        """The IRI of an event: by its id, else by its words."""
        return (
            self._agents.iri(element)
            if element.get(XML_ID)
            else self._context.names.part(
                "event", digest(content(element), attribute(element, "type"), attribute(element, "when"))
            )
        )

    def _event(self, element: etree._Element) -> None:
        parent = element.getparent()
        recorded = parent is not None and attribute(parent, "type") == "record"
        to = self._context.record if recorded else self._context.claims
        event = self.iri(element)
        kind, subtype = attribute(element, "type"), attribute(element, "subtype")
        known = event_types().get(kind, EventType())
        modality = modalities().get(subtype)
        predicates = HAPPENED if modality is None else NOT_ASSERTED
        if modality is not None:
            for class_ in (modality, REG.NotAssertedEvent, CRM.E89_Propositional_Object, RICO.Thing):
                to.add(event, A, class_)
        else:
            to.add(event, A, RICO.Activity if recorded else RICO.Event)
            to.add(event, A, known.crm)
            if recorded:
                to.add(event, A, RICO.Event)
                to.add(event, A, PROV.Activity)
        to.add(event, RDFS.label, literal(_label(element)) if _label(element) else None)
        if kind:
            to.add(event, CRM.P2_has_type, self._type(kind, to))
        if subtype and modality is None:
            to.add(event, CRM.P2_has_type, self._type(subtype, to))
        record = self._context.names.record
        if modality is not None:
            to.add(event, REG.saidBy, record)
        elif recorded:
            to.add(record, RICO.isAssociatedWithEvent, event)
            result = _RESULTS.get(kind)
            if result is not None:
                made = instantiation(self._context, result, result.capitalize()) if result else record
                to.add(event, RICO.resultsOrResultedIn, made)
                to.add(made, PROV.wasGeneratedBy, event)
                to.add(made, A, PROV.Entity)
        else:
            to.add(event, RICO.isOrWasDescribedBy, record)
        for pointer in attribute(element, "sameAs").split():
            to.add(event, OWL.sameAs, self._context.names.resolve(pointer))
        self._when(event, element, predicates, to)
        self._where(event, element, predicates, to)
        self._who(event, element, predicates, known, to)
        for measure in descendants(element, "measure", "num"):
            figure = quantities.quantity(self._context, to, measure)
            to.add(event, REG.quantity, figure)
            span = self._passages.characters(attribute(measure, "source"))
            if figure is not None and span is not None:
                self._passages.rests_on(figure, [span], element, to)
        self._passages.rests_on(event, self._spans(element), element, to)
        if element.get("cert") is not None:
            to.add(event, REG.certainty, literal(attribute(element, "cert")))

    def _type(self, kind: str, to: Statements) -> Term:
        term = TYPES[slug(kind)]
        if to.first(term):
            to.add(term, A, CRM.E55_Type)
            to.add(term, A, RICO.EventType)
            to.add(term, RDFS.label, literal(kind))
        return term

    def _when(self, event: Term, element: etree._Element, predicates: Predicates, to: Statements) -> None:
        words = next((content(n) for n in children(element, "note") if attribute(n, "type") == "date"), "")
        found = dates.date(self._context, to, element, words)
        if found is None or not dates.normalised(self._context, _dating(element)):
            inner = next(descendants(element, "date"), None)
            found = dates.date(self._context, to, inner) if inner is not None else found
        for predicate in predicates.date:
            to.add(event, predicate, found)

    def _where(self, event: Term, element: etree._Element, predicates: Predicates, to: Statements) -> None:
        places = [self._agents.of(p, _PLACE, to) for p in attribute(element, "where").split()]
        if not places:
            words = next((content(n) for n in children(element, "note") if attribute(n, "type") == "place"), "")
            if words:
                places = [self._agents.worded(words, "place", to)]
        if not places:
            named = next(descendants(element, "placeName", "geogName", "settlement"), None)
            places = [self._agents.named(named, to)] if named is not None else []
        for place in places:
            for predicate in predicates.place:
                to.add(event, predicate, place)

    def _who(
        self, event: Term, element: etree._Element, predicates: Predicates, known: EventType, to: Statements
    ) -> None:
        for role, agent, said in self._participants(element, to):
            kind = roles().get(role, "")
            for predicate in predicates.involved if kind == "place" else predicates.participant:
                to.add(event, predicate, agent)
            if predicates is HAPPENED and kind == "carries" and known.crm not in _NO_ACTIVITIES:
                to.add(event, CRM.P14_carried_out_by, agent)
                if to is self._context.record:
                    to.add(event, RICO.isOrWasPerformedBy, agent)
                    to.add(event, PROV.wasAssociatedWith, agent)
            node = self._context.names.part("participation", digest(event, role, agent))
            to.add(node, A, predicates.relation)
            to.add(node, RICO.relationHasSource, event)
            to.add(node, RICO.relationHasTarget, agent)
            to.add(node, RICO.hasOrHadType, self._role(role, to))
            cert = attribute(said, "cert") or attribute(element, "cert")
            if cert:
                to.add(node, RICO.relationCertainty, literal(cert))

    def _role(self, role: str, to: Statements) -> Term:
        term = TYPES[f"role-{slug(role)}"]
        if to.first(term):
            to.add(term, A, RICO.RoleType)
            to.add(term, RDFS.label, literal(role))
        return term

    def _participants(self, element: etree._Element, to: Statements) -> Iterator[tuple[str, Term, etree._Element]]:
        """(role, agent, element that says so): by relations, by lists inside the event, by where it stands."""
        for role, pointer, relation in self._relations.get(attribute(element, XML_ID), ()):
            agent = self._agents.of(pointer, _AGENT, to)
            if agent is not None:
                yield role, agent, relation
        for listed in children(element, "listPerson", "listOrg"):
            for one in children(listed, "person", "personGrp", "org"):
                pointer = attribute(one, "sameAs") or attribute(one, "corresp")
                agent = self._agents.of(pointer, one, to) if pointer and " " not in pointer else None
                words, role = content(next(descendants(one, *NAMES), one)), attribute(one, "role") or "participant"
                if agent is None and words:
                    if roles().get(role) == "place":
                        agent = self._agents.worded(words, "place", to)
                    else:
                        kind = "agent" if local(one) == "personGrp" else kind_of(one)
                        agent = self._agents.worded(words, kind, to, digest(self.iri(element)))
                if agent is not None:
                    yield role, agent, one
        parent = element.getparent()
        if parent is not None and local(parent) in ("person", "org"):
            agent = self._agents.of(f"#{attribute(parent, XML_ID)}", parent, to) if parent.get(XML_ID) else None
            if agent is not None:
                yield "participant", agent, element

    def _spans(self, element: etree._Element) -> list[tuple[int, int]]:
        found = []
        for ptr in descendants(element, "ptr", "ref"):
            for target in attribute(ptr, "target").split():
                span = self._passages.find(target)
                if span is not None:
                    found.append(span)
        return found

    # Relations between people, places, documents

    def _relation(self, relation: etree._Element) -> None:
        name = attribute(relation, "name") or attribute(relation, "key")
        known = relation_types().get(name)
        ref = attribute(relation, "ref")
        predicate = known.property if known else (self._context.names.resolve(ref) if ":" in ref else None)
        to = self._context.record if known is not None and known.record else self._context.claims
        ends = [(attribute(relation, side).split()) for side in ("active", "passive", "mutual")]
        if len(ends[0]) * len(ends[1]) + len(ends[2]) ** 2 > _MOST_PAIRS:
            self._context.notice("relation.too-many", f"a relation between too many things: {name!r}")
            return
        pairs = [(a, b) for a in ends[0] for b in ends[1]]
        pairs += [(a, b) for i, a in enumerate(ends[2]) for b in ends[2][i + 1 :]]
        if not pairs:
            self._context.notice("relation.incomplete", f"a relation without two ends: {name!r}")
        for left, right in pairs:
            source, target = self._end(left, to, known), self._end(right, to, known)
            if source is None or target is None:
                continue
            sure = attribute(relation, "cert") != "low"
            if predicate is not None and sure:
                to.add(source, predicate, target)
            node = self._context.names.part("relation", digest(name, source, target))
            to.add(node, A, RICO.Relation)
            to.add(node, RICO.relationHasSource, source)
            to.add(node, RICO.relationHasTarget, target)
            to.add(node, RDFS.label, literal(name) if name else None)
            if predicate is not None:
                to.add(node, REG.property, predicate)
            if relation.get("cert") is not None:
                to.add(node, RICO.relationCertainty, literal(attribute(relation, "cert")))
            self._passages.claim(node, relation, to)

    def _end(self, pointer: str, to: Statements, known: object) -> Term | None:
        """One end of a relation: the document by its own id, or one that an event brought about, or any thing."""
        root_id = attribute(self._context.root, XML_ID)
        if pointer == "#" or (root_id and pointer == f"#{root_id}"):
            return self._context.names.record
        element = self._ids.get(pointer[1:]) if pointer.startswith("#") else None
        if element is not None:
            if known is not None and event_types().get(attribute(element, "type"), EventType()).document:
                return self._document_of(element, to)
            return self.iri(element)
        return self._agents.of(pointer, _THING, to)

    def _document_of(self, element: etree._Element, to: Statements) -> Term:
        """The document that an event brought about: the memorandum of 24 April, where an event tells of it."""
        event = self.iri(element)
        names = self._context.names
        document = names.of_id("document", attribute(element, XML_ID)) or names.part("document", digest(event))
        if to.first(document):
            to.add(document, A, RICO.Record)
            to.add(document, RDFS.label, literal(_label(element)) if _label(element) else None)
            self._context.claims.add(event, RICO.resultsOrResultedIn, document)
            if event_types().get(attribute(element, "type"), EventType()).crm == CRM.E65_Creation:
                self._context.claims.add(event, CRM.P94_has_created, document)
        return document


def _element(name: str) -> etree._Element:
    return etree.Element(T + name)


_PLACE, _AGENT, _THING = _element("placeName"), _element("speaker"), _element("objectName")


def _is_role(relation: etree._Element) -> bool:
    """Whether a relation's name is a role in an event and not a property."""
    return attribute(relation, "name") not in relation_types() or attribute(relation, "name") == "member"


def _dating(element: etree._Element) -> dict[str, str]:
    return {
        str(k): str(v) for k, v in element.attrib.items() if str(k).startswith(("when", "not", "from", "to", "dating"))
    }


def _label(element: etree._Element) -> str:
    """What an event is called: its label or head, else its first words."""
    for name in ("label", "eventName", "head", "desc", "p"):
        words = content(next(children(element, name), None))
        if words:
            return words
    return ""
