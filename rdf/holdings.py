"""Where a record is to be found: the original at its holder, a translation, the transcript, the TEI."""

from __future__ import annotations

from itertools import chain

from lxml import etree

from rdf.agents import Agents
from rdf.context import Context, attribute, children, content, descendants, local
from rdf.names import slug
from rdf.namespaces import DCTERMS, RDFS, REG, RICO, SCHEMA, A, Term, literal
from rdf.record import Record, innermost
from rdf.responsibility import is_translator

_APART = frozenset({"dimensions"})
_MS = "fileDesc/sourceDesc/msDesc"


def state(context: Context, agents: Agents, record: Record) -> None:
    """State the instantiations of the record, and which was made from which."""
    transcript = instantiation(context, "transcript", "Transcript")
    tei = instantiation(context, "tei", "TEI document")
    to = context.record
    to.add(transcript, DCTERMS.format, literal("text/plain"))
    to.add(tei, DCTERMS.format, literal("application/tei+xml"))
    made, source = (tei, transcript) if is_from_text(context) else (transcript, tei)
    to.add(made, RICO.isOrWasDerivedFromInstantiation, source)
    for bibl in context.all("fileDesc/sourceDesc/bibl"):
        if attribute(bibl, "type") == "source-file":
            for title in children(bibl, "title"):
                to.add(transcript, SCHEMA.name, literal(content(title)))
            for idno in children(bibl, "idno"):
                record.identifier(transcript, idno)
    descriptions = context.all(_MS)
    originals = [_original(context, agents, record, ms, n) for n, ms in enumerate(descriptions, 1)]
    translation = _translation(context, agents)
    for original in originals:
        to.add(translation or source, RICO.isOrWasDerivedFromInstantiation, original)
    if translation is not None:
        to.add(source, RICO.isOrWasDerivedFromInstantiation, translation)


def instantiation(context: Context, name: str, words: str) -> Term:
    """An instantiation of the record, by its kind: `original`, `translation`, `transcript`, `tei`."""
    node = context.names.part("instantiation", name)
    context.record.add(context.names.record, RICO.hasOrHadInstantiation, node)
    context.record.add(node, A, RICO.Instantiation)
    context.record.add(node, RDFS.label, literal(words))
    return node


def is_from_text(context: Context) -> bool:
    """Whether the TEI was made from a text file; else the plain text is what the TEI says."""
    bibls = context.all("fileDesc/sourceDesc/bibl")
    return any(attribute(b, "type") == "source-file" for b in bibls) or any(
        attribute(a, "ident") == "regesta" for a in context.all("encodingDesc/appInfo/application")
    )


def _original(context: Context, agents: Agents, record: Record, ms: etree._Element, number: int) -> Term:
    """A manuscript or file at its holder (TEI P5, 11.4 “The Manuscript Identifier”)."""
    to = context.record
    node = instantiation(context, "original" if number == 1 else f"original-{number}", "Original")
    identifier = next(children(ms, "msIdentifier"), None)
    if identifier is not None:
        holders = [e for e in children(identifier, "repository", "institution") if content(e)]
        for holder in holders[-1:]:
            agent = agents.named(holder, to)
            record.held(node, holder, agent)
        for idno in (*children(identifier, "idno"), *descendants(identifier, "altIdentifier")):
            for inner in innermost(idno):
                record.identifier(node, inner)
        for collection in children(identifier, "collection"):
            if content(collection):
                fonds = context.names.part("collection", slug(content(collection)))
                to.add(fonds, A, RICO.RecordSet)
                to.add(fonds, RDFS.label, literal(content(collection)))
                to.add(record.subject, RICO.isOrWasIncludedIn, fonds)
        for place in children(identifier, "settlement"):
            to.add(node, RICO.hasOrHadLocation, agents.named(place, to))
    for locus in descendants(ms, "locus"):
        if content(locus) and _is_whole(locus):
            to.add(node, SCHEMA.pagination, literal(content(locus)))
            to.add(node, SCHEMA.pageStart, _literal(attribute(locus, "from")))
            to.add(node, SCHEMA.pageEnd, _literal(attribute(locus, "to")))
    for language in descendants(ms, "textLang"):
        record.language(record.subject, attribute(language, "mainLang"), "")
    for name, predicate in (("extent", RICO.instantiationExtent), ("material", DCTERMS.medium),
                            ("objectType", DCTERMS.type), ("support", RICO.physicalCharacteristicsNote),
                            ("provenance", RICO.history), ("acquisition", RICO.history),
                            ("summary", DCTERMS.description),
                            ("handNote", REG.hand)):  # fmt: skip
        for element in descendants(ms, name):
            to.add(node, predicate, _literal(content(element, without=_APART)))
    return node


def _translation(context: Context, agents: Agents) -> Term | None:
    """The translation that the transcript gives, where the header names a translator."""
    translators = [
        name
        for element in context.all("fileDesc/titleStmt/respStmt")
        if is_translator(next(children(element, "resp"), None))
        for name in children(element, "persName", "orgName", "name")
    ]
    if not translators:
        return None
    node = instantiation(context, "translation", "Translation")
    for name in translators:
        context.record.add(node, SCHEMA.translator, agents.named(name, context.record))
    return node


def _is_whole(locus: etree._Element) -> bool:
    """Whether a locus is that of the record, not of one of several items in a manuscript."""
    item = locus.getparent()
    if item is None:
        return True
    beside = chain(item.itersiblings(), item.itersiblings(preceding=True))
    return not any(local(e) == local(item) for e in beside)


def _literal(text: str) -> Term | None:
    return literal(text) if text else None
