"""What lists say of people, organisations and places: names, dates, offices, coordinates, identifiers."""

from __future__ import annotations

from lxml import etree

from rdf import dates
from rdf.agents import CLASSES, NAMES, Agents, is_entry, kind_of, label, own_names
from rdf.authorities import identity
from rdf.context import XML, XML_ID, Context, Statements, attribute, content, descendants, local
from rdf.names import digest, slug
from rdf.namespaces import (
    DCTERMS,
    GEO,
    OWL,
    RDF,
    RDFS,
    REG,
    RICO,
    SF,
    SKOS,
    WGS,
    XSD,
    A,
    Term,
    language,
    literal,
    typed,
)  # fmt: skip
from rdf.responsibility import responsible


class Descriptions:
    """What the lists of one document say."""

    def __init__(self, context: Context, agents: Agents) -> None:
        """Nothing is stated yet."""
        self._context = context
        self._agents = agents

    def describe(self) -> None:
        """State in the claims graph what the lists say of each thing."""
        to = self._context.claims
        for element in self._agents.lists():
            self._describe(element, to)
        for name in self._context.iter(*NAMES):
            if is_entry(name):
                thing = self._context.names.local(attribute(name, XML_ID))
                self._agents.introduce(thing, kind_of(name), content(name), to)
                item = next(e for e in name.iterancestors() if local(e) == "item")
                to.add(thing, RICO.generalDescription, literal(content(item)))

    def _describe(self, element: etree._Element, to: Statements) -> None:
        words = label(element)
        if not words and not element.get(XML_ID):
            return
        thing = self._agents.introduce(self._agents.iri(element), kind_of(element), words, to)
        own = own_names(element)
        for position, name in enumerate(n for n in own if content(n)):
            if position == 0:
                to.add(thing, RICO.name, literal(content(name)))
            else:
                to.add(thing, SKOS.altLabel, literal(content(name), language(attribute(name, f"{XML}lang"))))
        for pointer in attribute(element, "sameAs").split():
            to.add(thing, OWL.sameAs, self._context.names.resolve(pointer))
        if element.get("cert") is not None:
            to.add(thing, REG.certainty, literal(attribute(element, "cert")))
        self._said(thing, element, to)
        if attribute(element, "type"):
            to.add(thing, RICO.type, literal(attribute(element, "type")))
        others = frozenset(NAMES) - {local(n) for n in own} if local(element) == "place" else frozenset()
        for child in element:
            state = _PARTS.get(local(child))
            if local(child) in others:  # Not a name of the place but of what it lies in.
                to.add(thing, RICO.isOrWasContainedBy, self._agents.named(child, to))
            elif state is not None:
                state(self, thing, child, to)

    def _said(self, thing: Term, element: etree._Element, to: Statements) -> None:
        """Who put the thing on the list: said of the statement, for nobody made the person."""
        for pointer in attribute(element, "resp").split():
            agent = responsible(self._context, pointer, to)
            if agent is not None:
                node = self._context.names.part("statement", digest(thing, A))
                to.add(node, A, RDF.Statement)
                to.add(node, RDF.subject, thing)
                to.add(node, RDF.predicate, A)
                to.add(node, RDF.object, CLASSES[kind_of(element)][0])
                to.add(node, DCTERMS.creator, agent)
                if element.get("cert") is not None:
                    to.add(node, REG.certainty, literal(attribute(element, "cert")))

    def _idno(self, thing: Term, element: etree._Element, to: Statements) -> None:
        value, kind = content(element), attribute(element, "type")
        if not value:
            return
        node = self._context.names.part("identifier", slug(f"{kind} {value}"))
        to.add(thing, RICO.hasOrHadIdentifier, node)
        to.add(node, A, RICO.Identifier)
        to.add(node, RICO.textualValue, literal(value))
        if kind:
            to.add(node, RICO.type, literal(kind))
        known = identity(kind, value)
        if known is not None:
            sure = attribute(element, "cert") in ("", "high")
            to.add(thing, known[0] if sure else SKOS.closeMatch, known[1])

    def _name(self, thing: Term, element: etree._Element, to: Statements) -> None:
        """Identities that a name in a list points to: `persName/@ref="https://viaf.org/…"`."""
        for pointer in attribute(element, "ref").split():
            term = self._context.names.resolve(pointer)
            if term is None or term == thing:
                continue
            known = identity("", term[1:-1])
            sure = attribute(element, "cert") in ("", "high")
            to.add(thing, (known[0] if known else SKOS.exactMatch) if sure else SKOS.closeMatch, term)

    def _note(self, thing: Term, element: etree._Element, to: Statements) -> None:
        if content(element):
            to.add(thing, RICO.generalDescription, literal(content(element)))

    def _occupation(self, thing: Term, element: etree._Element, to: Statements) -> None:
        """An office or occupation, with the time for which it was held."""
        words = content(element)
        if not words:
            return
        names = self._context.names
        position = names.part("position", slug(words))
        if to.first(position):
            to.add(position, A, RICO.Position)
            to.add(position, RDFS.label, literal(words))
        to.add(thing, RICO.occupiesOrOccupied, position)
        when = dates.span(self._context, to, element)
        if when is not None:
            holding = names.part("holding", digest(thing, position, when))
            to.add(holding, A, RICO.PositionHoldingRelation)
            to.add(holding, RICO.relationHasSource, thing)
            to.add(holding, RICO.relationHasTarget, position)
            to.add(holding, RICO.relationHasDate, when)

    def _birth(self, thing: Term, element: etree._Element, to: Statements) -> None:
        born = local(element) == "birth"
        inner = next(descendants(element, "date"), element)
        words = content(inner, without=frozenset(NAMES))
        when = dates.date(self._context, to, inner, words)
        to.add(thing, RICO.hasBirthDate if born else RICO.hasDeathDate, when)
        place = next(descendants(element, "placeName", "settlement"), None)
        if place is not None:
            to.add(thing, RICO.hasBirthPlace if born else RICO.hasDeathPlace, self._agents.named(place, to))

    def _affiliation(self, thing: Term, element: etree._Element, to: Statements) -> None:
        to.add(thing, RICO.isAgentAssociatedWithAgent, self._agents.named(element, to))

    def _location(self, thing: Term, element: etree._Element, to: Statements) -> None:
        """Coordinates: `geo` holds latitude and longitude (TEI P5, 14.3.4), WGS 84."""
        geo = next(descendants(element, "geo"), None)
        if geo is None:
            return
        parts = content(geo).split()
        if len(parts) == 2 and all(part.count(",") == 1 and not part.endswith(",") for part in parts):
            parts = [part.replace(",", ".") for part in parts]  # 48,2082 16,3731
        else:
            parts = content(geo).replace(",", " ").split()
        latitude, longitude = (_degrees(p) for p in parts) if len(parts) == 2 else (None, None)
        if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
            self._context.notice("geo.not-understood", f"not a latitude and a longitude: {content(geo)!r}")
            return
        to.add(thing, WGS.lat, typed(parts[0], XSD.decimal))
        to.add(thing, WGS.long, typed(parts[1], XSD.decimal))
        node = self._context.names.part("geometry", digest(thing))
        to.add(thing, A, GEO.Feature)
        to.add(thing, GEO.hasGeometry, node)
        to.add(node, A, SF.Point)
        to.add(node, GEO.asWKT, typed(f"POINT({parts[1]} {parts[0]})", GEO.wktLiteral))

    def _place(self, thing: Term, element: etree._Element, to: Statements) -> None:
        if content(element):
            to.add(self._agents.iri(element), RICO.isOrWasContainedBy, thing)

    def _bibl(self, thing: Term, element: etree._Element, to: Statements) -> None:
        if content(element):
            to.add(thing, DCTERMS.bibliographicCitation, literal(content(element)))


_PARTS = {
    "idno": Descriptions._idno, "note": Descriptions._note, "desc": Descriptions._note, "p": Descriptions._note,
    "occupation": Descriptions._occupation, "birth": Descriptions._birth, "death": Descriptions._birth,
    "affiliation": Descriptions._affiliation, "location": Descriptions._location, "place": Descriptions._place,
    "bibl": Descriptions._bibl, **dict.fromkeys(NAMES, Descriptions._name),
}  # fmt: skip


def _degrees(text: str) -> float | None:
    plain = text.removeprefix("-")
    whole, _, rest = plain.partition(".")
    return float(text) if (whole + rest).isascii() and (whole + rest).isdigit() and whole else None
