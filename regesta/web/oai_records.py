"""The forms in which a harvester can have a document. To add one, add it to `FORMATS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

import pyoxigraph as ox
from lxml import etree

import rdf
from rdf import vocabulary
from tei import Document
from tei.escape import escape
from tei.parse import TEI

NS = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_DC = "http://purl.org/dc/elements/1.1/"
_EDM = "http://www.europeana.eu/schemas/edm/"
_TERMS = "http://purl.org/dc/terms/"
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")

_SIMPLE = {
    "title": "title", "alternative": "title", "creator": "creator", "subject": "subject", "abstract": "description",
    "publisher": "publisher", "contributor": "contributor", "created": "date", "issued": "date", "type": "type",
    "identifier": "identifier", "provenance": "source", "bibliographicCitation": "source", "language": "language",
    "isPartOf": "relation", "references": "relation", "spatial": "coverage", "rights": "rights", "license": "rights",
}  # fmt: skip
"""The element of simple Dublin Core for each DCMI term that the vocabulary `dublin-core` uses (DCMI, “dumb-down”)."""


@dataclass(frozen=True, slots=True)
class Form:
    """A metadata format: where its schema is, its namespace, and how a document becomes one."""

    schema: str
    namespace: str
    make: Callable[[Document, str, str], etree._Element]
    """Of a document, its IRI and the base of IRIs."""


def dublin_core(document: Document, iri: str, base: str) -> etree._Element:
    """Simple Dublin Core: names in place of IRIs, where they are known."""
    root = etree.Element(f"{{{_OAI_DC}}}dc", nsmap={"oai_dc": _OAI_DC, "dc": _DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{_OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
    values = list(dict.fromkeys([*_values(document, iri, base), ("identifier", iri)]))
    order = list(dict.fromkeys(_SIMPLE.values()))
    for name, value in sorted(values, key=lambda pair: order.index(pair[0])):
        etree.SubElement(root, f"{{{_DC}}}{name}").text = escape(value)
    return root


def _values(document: Document, iri: str, base: str) -> Iterator[tuple[str, str]]:
    triples = vocabulary.construct(rdf.quads(document, base=base), "dublin-core")
    labels = {t.subject: t.object.value for t in triples if t.predicate == _LABEL and isinstance(t.object, ox.Literal)}
    for t in triples:
        term = t.predicate.value.removeprefix(_TERMS)
        if t.subject != ox.NamedNode(iri) or term not in _SIMPLE or isinstance(t.object, ox.Triple):
            continue
        value = t.object.value if isinstance(t.object, ox.Literal) else labels.get(t.object, t.object.value)
        yield _SIMPLE[term], value.rpartition("/")[2] if term == "type" else value


def europeana(document: Document, _: str, base: str) -> etree._Element:
    """The Europeana Data Model, as RDF/XML."""
    return etree.fromstring(vocabulary.write(rdf.quads(document, base=base), "edm", "rdfxml"))


def tei(document: Document, _: str, __: str) -> etree._Element:
    """The TEI itself."""
    return deepcopy(document.tree.getroot())


FORMATS = {
    "oai_dc": Form("http://www.openarchives.org/OAI/2.0/oai_dc.xsd", _OAI_DC, dublin_core),
    "edm": Form("https://www.europeana.eu/schemas/edm/EDM.xsd", _EDM, europeana),
    "tei": Form("https://tei-c.org/release/xml/tei/custom/schema/xsd/tei_all.xsd", TEI, tei),
}
"""By metadata prefix."""
