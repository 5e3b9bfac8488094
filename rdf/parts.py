"""Parts of a record (`rico:RecordPart`): the documents of an edition, `div type="document"`, and the works in a
manuscript, `msItem` (TEI P5, 11.6 “Intellectual Content”).
"""

from __future__ import annotations

from lxml import etree

from rdf import dates
from rdf.agents import Agents
from rdf.context import XML_ID, Context, attribute, children, content, descendants
from rdf.names import Names, slug
from rdf.namespaces import RDFS, RICO, SCHEMA, A, literal

_KINDS = frozenset({"document", "letter", "charter", "diary-entry", "despatch", "memorandum", "telegram"})
_APART = frozenset({"note", "ref"})
"""What stands in a heading and is no part of it."""
_LEAST = 2
"""A text that holds one document only is that document, a manuscript that holds one work only is that work."""


def state(context: Context, agents: Agents) -> None:
    """State the documents that a text holds: what each is called, its number, and the date that its head bears.

    And the works in a manuscript: their titles, authors, languages and leaves.
    """
    works = [item for item in context.iter("msItem") if content(next(children(item, "title"), None))]
    if len(works) >= _LEAST:
        for item in works:
            _work(context, agents, item)
    found = [
        division for division in context.iter("div")
        if attribute(division, "type") in _KINDS and division.get(XML_ID) is not None
    ]  # fmt: skip
    if len(found) >= _LEAST:
        for division in found:
            _part(context, context.names, division)


def _work(context: Context, agents: Agents, item: etree._Element) -> None:
    to, names = context.record, context.names
    title = content(next(children(item, "title"), None))
    identifier, locus = attribute(item, XML_ID), content(next(children(item, "locus"), None))
    part = names.local(identifier) if identifier else names.part("work", slug(f"{locus} {title}"))
    to.add(part, A, RICO.RecordPart)
    to.add(names.record, RICO.hasOrHadConstituent, part)
    to.add(part, RDFS.label, literal(title))
    to.add(part, RICO.title, literal(title))
    to.add(part, SCHEMA.pagination, literal(locus) if locus else None)
    for author in children(item, "author"):
        to.add(part, RICO.hasAuthor, agents.named(author, to))


def _part(context: Context, names: Names, division: etree._Element) -> None:
    to = context.record
    part = names.local(attribute(division, XML_ID))
    to.add(part, A, RICO.RecordPart)
    to.add(names.record, RICO.hasOrHadConstituent, part)
    title = content(next(children(division, "head"), None), without=_APART)
    if title:
        to.add(part, RDFS.label, literal(title))
        to.add(part, RICO.title, literal(title))
    if attribute(division, "n"):
        to.add(part, RICO.identifier, literal(attribute(division, "n")))
    for dateline in descendants(division, "dateline"):
        date = next(descendants(dateline, "date"), None)
        if date is not None:
            to.add(part, RICO.hasCreationDate, dates.date(context, to, date))
            break
