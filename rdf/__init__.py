"""RDF from TEI, by regesta or by others: what the archive says of a document, and what the document says.

`quads` gives the statements, `graph` and `dataset` give them to users of `rdflib`, `serialise` writes them.
The model is described in `docs/model.md`. A new vocabulary is one file in `rdf/vocabularies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, TYPE_CHECKING

from rdf.context import Document
from rdf.model import lines
from rdf.names import DEFAULT_BASE
from rdf.namespaces import PREFIXES
from rdf.serialise import FORMATS, SUFFIXES, Format, encode, parse, serialise, to_dataset, to_graph
from tei.model import Notice

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

__all__ = [
    "DEFAULT_BASE", "FORMATS", "PREFIXES", "SUFFIXES", "Document", "Format", "dataset", "graph", "nquads",
    "quads", "serialise", "write",
]  # fmt: skip


def nquads(
    document: Document, *, base: str = DEFAULT_BASE, provenance: bool = True, notices: list[Notice] | None = None
) -> bytes:
    """The statements of a TEI document as N-Quads: the fastest way to a file or a store.

    `base` is where names begin; `provenance` adds how the TEI came about; what was not understood is added
    to `notices`. Raises `ValueError` for a base that is no IRI.
    """
    return encode(lines(document, base=base, provenance=provenance, notices=notices))


def quads(
    document: Document, *, base: str = DEFAULT_BASE, provenance: bool = True, notices: list[Notice] | None = None
) -> Iterator[Quad]:
    """The statements of a TEI document, as `nquads`, always in the same order."""
    return parse(lines(document, base=base, provenance=provenance, notices=notices))


def write(
    documents: Iterable[Document],
    output: IO[bytes],
    format: Format = "nquads",  # noqa: A002
    *,
    base: str = DEFAULT_BASE,
    provenance: bool = True,
    notices: list[Notice] | None = None,
) -> None:
    """Write the statements of many documents to a stream, never holding more than one of them."""
    if format == "nquads":
        for document in documents:
            output.write(nquads(document, base=base, provenance=provenance, notices=notices))
        return
    found = (quads(document, base=base, provenance=provenance, notices=notices) for document in documents)
    serialise(chain.from_iterable(found), format, output)


def dataset(document: Document, *, base: str = DEFAULT_BASE, provenance: bool = True) -> rdflib.Dataset:
    """The two graphs of a document, `…#record` and `…#claims`; the default graph is their union."""
    return to_dataset(quads(document, base=base, provenance=provenance))


def graph(document: Document, *, base: str = DEFAULT_BASE, provenance: bool = True) -> rdflib.Graph:
    """All that a document's two graphs say, in one graph."""
    return to_graph(quads(document, base=base, provenance=provenance))
