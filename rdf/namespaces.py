"""RDF terms as N-Quads writes them, and the namespaces that regesta uses.

A term is a string in N-Triples syntax (`<https://…>`, `"29 April"`, `"1962"^^<…>`), so that a statement
is written by joining strings and nothing is built twice. Literals follow the canonical form of N-Triples.
"""

from __future__ import annotations

from functools import lru_cache

import pyoxigraph

Term = str
"""An IRI or literal in N-Triples syntax."""


class Namespace:
    """A namespace: `RICO.Record` is the term, `RICO["is-a"]` where the name is not an identifier."""

    def __init__(self, base: str) -> None:
        """`base` is the IRI that names are appended to."""
        self.base = base

    def __getattr__(self, name: str) -> Term:
        """The term called `name`, kept as an attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        term = f"<{self.base}{name}>"
        self.__dict__[name] = term
        return term

    def __getitem__(self, name: str) -> Term:
        """The term called `name`."""
        return f"<{self.base}{name}>"


CRM = Namespace("http://www.cidoc-crm.org/cidoc-crm/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/")
GEO = Namespace("http://www.opengis.net/ont/geosparql#")
LANGUAGE = Namespace("http://id.loc.gov/vocabulary/")
OA = Namespace("http://www.w3.org/ns/oa#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
REG = Namespace("https://w3id.org/regesta#")
RICO = Namespace("https://www.ica.org/standards/RiC/ontology#")
SCHEMA = Namespace("https://schema.org/")
SF = Namespace("http://www.opengis.net/ont/sf#")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
WGS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

TYPES = Namespace("https://w3id.org/regesta/type/")
"""Kinds of events, roles, documents, units: concepts named by the word that TEI gives."""

A = RDF.type

PREFIXES = {
    "crm": CRM.base, "dcterms": DCTERMS.base, "edtf": EDTF.base, "geo": GEO.base, "oa": OA.base, "owl": OWL.base,
    "prov": PROV.base, "rdf": RDF.base, "rdfs": RDFS.base, "reg": REG.base, "rico": RICO.base,
    "schema": SCHEMA.base, "sf": SF.base, "skos": SKOS.base, "type": TYPES.base, "wgs": WGS.base, "xsd": XSD.base,
}  # fmt: skip
"""The prefixes that serialisations declare and stored queries may use."""

_ECHAR = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPES = str.maketrans(
    {chr(c): f"\\u{c:04X}" for c in [*range(0x20), 0x7F, 0xFFFE, 0xFFFF]} | _ECHAR
)  # fmt: skip


def literal(text: str, language: str = "") -> Term:
    """A plain literal, or one in a language (BCP 47)."""
    if not text.isprintable() or '"' in text or "\\" in text:
        text = text.translate(_ESCAPES)
    return f'"{text}"@{language}' if language else f'"{text}"'


def language(tag: str) -> str:
    """A language tag (BCP 47) as RDF compares it, in lower case; empty for what is none."""
    parts = tag.lower().split("-")
    fits = all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
    return "-".join(parts) if fits and parts[0].isalpha() else ""


def typed(text: str, datatype: Term) -> Term:
    """A literal with a datatype."""
    return f"{literal(text)}^^{datatype}"


def integer(value: int) -> Term:
    """An xsd:integer."""
    return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'


@lru_cache(maxsize=1 << 16)
def iri(value: str) -> Term | None:
    """The term for an absolute IRI (RFC 3987), characters that it may not have percent-encoded.

    None for what is not one, whatever is done to it.
    """
    for candidate in (value, _quoted(value)):
        try:
            pyoxigraph.NamedNode(candidate)
        except (ValueError, TypeError, UnicodeError):
            continue
        return f"<{candidate}>"
    return None


def _quoted(value: str) -> str:
    from urllib.parse import quote

    try:
        return quote(value, safe="%/:=&?~#+!$,;'@()*.-_")
    except UnicodeError:
        return ""
