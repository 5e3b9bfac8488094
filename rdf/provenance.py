"""How the RDF came about (PROV-O): translation, encoding, and by which version of which program."""

from __future__ import annotations

from rdf.agents import Agents
from rdf.context import Context, attribute, children, content
from rdf.edtf import readings
from rdf.holdings import is_from_text
from rdf.names import slug
from rdf.namespaces import DCTERMS, PROV, RDFS, RICO, SCHEMA, XSD, A, literal, typed
from rdf.responsibility import is_translator, responsible


def state(context: Context, agents: Agents) -> None:
    """State who made the translation and the TEI, with what, and what was made from what."""
    to, names = context.record, context.names
    transcript, tei = names.part("instantiation", "transcript"), names.part("instantiation", "tei")
    encoding = names.part("activity", "encoding")
    for entity in (transcript, tei):
        to.add(entity, A, PROV.Entity)
    made, source = (tei, transcript) if is_from_text(context) else (transcript, tei)
    to.add(made, PROV.wasDerivedFrom, source)
    to.add(tei, PROV.wasGeneratedBy, encoding)
    to.add(encoding, A, PROV.Activity)
    to.add(encoding, RDFS.label, literal("Encoding in TEI"))
    if made == tei:
        to.add(encoding, PROV.used, transcript)
    for graph in (names.record_graph, names.claims_graph):
        to.add(graph, A, PROV.Bundle)
        to.add(graph, PROV.wasDerivedFrom, tei)
    for application in context.all("encodingDesc/appInfo/application"):
        ident, version = attribute(application, "ident"), attribute(application, "version")
        program = names.shared("software", slug(ident))
        release = names.shared("software", slug(ident), slug(version)) if version else program
        to.add(encoding, PROV.wasAssociatedWith, release)
        to.add(release, A, PROV.SoftwareAgent)
        to.add(release, A, SCHEMA.SoftwareApplication)
        to.add(release, RDFS.label, literal(f"{ident} {version}".strip()))
        to.add(release, SCHEMA.softwareVersion, literal(version) if version else None)
        if release != program:
            to.add(release, PROV.specializationOf, program)
            to.add(program, A, PROV.SoftwareAgent)
    for change in context.all("revisionDesc/change"):
        when = attribute(change, "when")
        to.add(encoding, DCTERMS.date, typed(when, XSD.date) if _is_day(when) else None)
        for pointer in attribute(change, "who").split():
            agent = responsible(context, pointer, to)
            if agent is not None:
                to.add(encoding, PROV.wasAssociatedWith, agent)
    _translation(context, agents)


def _translation(context: Context, agents: Agents) -> None:
    to, names = context.record, context.names
    if any(parent.get("type") == "record" and e.get("type") == "translation"
           for e in context.iter("event") if (parent := e.getparent()) is not None):  # fmt: skip
        return  # Told as an event of the record.
    for element in context.all("fileDesc/titleStmt/respStmt"):
        if not is_translator(next(children(element, "resp"), None)):
            continue
        activity, result = names.part("activity", "translation"), names.part("instantiation", "translation")
        to.add(activity, A, PROV.Activity)
        to.add(activity, A, RICO.Activity)
        to.add(activity, RDFS.label, literal("Translation"))
        to.add(activity, PROV.generated, result)
        to.add(result, A, PROV.Entity)
        for name in children(element, "persName", "orgName", "name"):
            if content(name):
                agent = agents.named(name, to)
                if agent is not None:
                    to.add(activity, PROV.wasAssociatedWith, agent)
                    to.add(activity, RICO.isOrWasPerformedBy, agent)


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and readings(text)[0] == (text, text)
    except ValueError:
        return False
