"""A TEI document as statements: the parts of the model put together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from rdf import corpus, correspondence, holdings, parts
from rdf import provenance as prov
from rdf.agents import Agents
from rdf.claims import Events
from rdf.context import XML, XML_ID, Context, Document, attribute, local, prefixes
from rdf.descriptions import Descriptions
from rdf.names import DEFAULT_BASE, Names, slug
from rdf.namespaces import RICO, A
from rdf.passages import Passages
from rdf.record import Record
from tei.model import Notice


def lines(
    document: Document, *, base: str = DEFAULT_BASE, provenance: bool = True, notices: list[Notice] | None = None
) -> Iterator[str]:
    """The statements of a document as lines of N-Quads, each once, in an order that the TEI alone decides.

    The record graph comes first, then the claims graph; of a corpus, first what its header says and then each
    document. `provenance` adds how the TEI came about (PROV-O). What is not understood is added to
    `notices`. Raises `ValueError` for a base that is no IRI.
    """
    found: list[Notice] = [] if notices is None else notices
    own = names_of(document.tree.getroot(), document.name, base)
    members: list[tuple[corpus.Member, Names]] = []
    taken = {own.document}
    for member in corpus.members(document):
        names = names_of(member.tree.getroot(), member.name, base)
        if names.document in taken:  # An id that stands twice in a file, against XML's rules.
            names = Names(base, slug(f"{member.name} {len(members)}"), names.prefixes)
        taken.add(names.document)
        members.append((member, names))
    if members or local(document.tree.getroot()) == "teiCorpus":
        return _corpus(document, own, members, provenance, found)
    return _lines(_state(document, own, provenance, found))


def _corpus(
    document: Document, own: Names, members: list[tuple[corpus.Member, Names]], provenance: bool, notices: list[Notice]
) -> Iterator[str]:
    elsewhere = corpus.owners(document, own, members)
    context = _state(document, own.within(elsewhere), provenance, notices)
    by_root = {context.root: own, **{member.tree.getroot(): names for member, names in members}}
    for member, names in members:
        kind, above = corpus.holder(member, by_root)
        holds = RICO.includesOrIncluded if kind == "teiCorpus" else RICO.hasOrHadConstituent
        context.record.add(above.record, holds, names.record)
    yield from _lines(context)
    for member, names in members:
        yield from _lines(_state(member, names.within(elsewhere), provenance, notices))


def _lines(context: Context) -> Iterator[str]:
    return chain(context.record.lines(), context.claims.lines())


def _state(document: Document, names: Names, provenance: bool, notices: list[Notice]) -> Context:
    """State everything about one document."""
    context = Context(document.tree.getroot(), document.body, names, notices)
    agents = Agents(context)
    passages = Passages(context, agents)
    record = Record(context, agents, passages)
    record.state()
    if local(context.root) == "teiCorpus":
        context.record.add(names.record, A, RICO.RecordSet)
    else:
        context.record.add(names.record, A, RICO.Record)
        correspondence.state(context, agents, record)
        holdings.state(context, agents, record)
        parts.state(context, agents)
        if provenance:
            prov.state(context, agents)
    Descriptions(context, agents).describe()
    Events(context, agents, passages).state()
    passages.annotate()
    return context


def names_of(root: etree._Element, name: str, base: str) -> Names:
    """The names of a document: its own `xml:id`, else its file's name without the ending."""
    identifier = attribute(root, XML_ID)
    if not identifier:
        identifier = name.replace("\\", "/").rpartition("/")[2]
        for suffix in (".xml", ".tei"):
            identifier = identifier.removesuffix(suffix)
    xml_base = attribute(root, f"{XML}base")
    return Names(base, identifier.strip("-") or "document", prefixes(root), xml_base if "://" in xml_base else "")
