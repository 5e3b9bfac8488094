"""RDF out: N-Quads as joined strings, the other formats by pyoxigraph, `rdflib` objects for those who use them.

Statements stay in the order of the model, except that the statements about one thing stand together in
formats that people read. Everything streams: no more than one document is held at a time.
"""

from __future__ import annotations

import codecs
import io
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, groupby, takewhile
from typing import IO, TYPE_CHECKING, Literal, cast, get_args

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat, Triple

from rdf import jsonld
from rdf.namespaces import PREFIXES
from tei.escape import escape, needs_escape

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Identifier

Format = Literal["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"]
FORMATS: tuple[Format, ...] = get_args(Format)

SUFFIXES: Mapping[Format, str] = {
    "turtle": ".ttl", "trig": ".trig", "ntriples": ".nt", "nquads": ".nq", "jsonld": ".jsonld", "rdfxml": ".rdf",
}  # fmt: skip
"""How files of each format are called."""

_FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS, "rdfxml": RdfFormat.RDF_XML,
}  # fmt: skip
_Object = NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | Triple
_WITH_GRAPHS = frozenset({"trig", "nquads", "jsonld"})
_FOR_READING = frozenset({"turtle", "trig", "jsonld", "rdfxml"})


def _replace(error: UnicodeError) -> tuple[bytes, int]:
    """A lone surrogate, which is a byte of the source that fits no encoding, is U+FFFD in RDF."""
    assert isinstance(error, UnicodeEncodeError)
    return "\ufffd".encode() * (error.end - error.start), error.end


codecs.register_error("regesta.replace", _replace)


def encode(lines: Iterable[str]) -> bytes:
    """Lines of N-Quads as bytes (UTF-8)."""
    return "".join(lines).encode("utf-8", "regesta.replace")


def parse(lines: Iterable[str]) -> Iterator[Quad]:
    """Lines of N-Quads as quads, in the same order."""
    return iter(pyoxigraph.parse(encode(lines), format=RdfFormat.N_QUADS))


def serialise(
    quads: Iterable[Quad],
    format: Format = "trig",  # noqa: A002
    output: IO[bytes] | None = None,
    *,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """Write quads, to `output` where it is given (and nothing comes back), else as the bytes that come back.

    Formats without named graphs (`turtle`, `ntriples`, `rdfxml`) get the union of the graphs. RDF/XML cannot
    carry control characters; they are escaped as in regesta's TEI. Raises `ValueError` for an unknown format.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown RDF format {format!r}: one of {', '.join(FORMATS)}")
    target = output if output is not None else io.BytesIO()
    first, quads = _first(quads)
    document = _document(first) if first is not None else ""
    declared = {**prefixes, "doc": f"{document}#"} if document else dict(prefixes)
    if format == "jsonld":
        jsonld.write(_by_subject(quads), target, declared)
    else:
        head = _Head(target, _HEADS.get(format, bytes))
        pyoxigraph.serialize(_statements(quads, format), cast(IO[bytes], head), _FORMATS[format], prefixes=declared)
        head.flush()
    return target.getvalue() if isinstance(target, io.BytesIO) and output is None else b""


def _statements(quads: Iterable[Quad], form: Format) -> Iterable[Quad] | Iterable[Triple]:
    """What a format takes: quads or triples, in an order for reading or as they come."""
    if form in _WITH_GRAPHS:
        return _by_subject(quads) if form in _FOR_READING else quads
    triples = _union(quads, grouped=form in _FOR_READING)
    return (Triple(t.subject, t.predicate, _xml(t.object)) for t in triples) if form == "rdfxml" else triples


class _Head:
    """Puts the declarations at the head of a file in order: pyoxigraph gives them as its hashing has them."""

    def __init__(self, output: IO[bytes], sort: Callable[[bytes], bytes | None]) -> None:
        self._output = output
        self._sort = sort
        self._held: bytes | None = b""

    def write(self, data: bytes) -> int:
        """Hold what comes until the head is complete, then pass everything on."""
        if self._held is None:
            return self._output.write(data)
        self._held += bytes(data)
        head = self._sort(self._held)
        if head is not None:
            self._output.write(head)
            self._held = None
        return len(data)

    def flush(self) -> None:
        """Pass on what is held of a file that has no more than a head."""
        if self._held:
            self._output.write(self._held)
        self._held = None


def _sort_turtle(held: bytes) -> bytes | None:
    lines = held.splitlines(keepends=True)
    head = list(takewhile(lambda line: line.startswith(b"@prefix"), lines))
    if len(head) == len(lines) or (not lines[len(head)].endswith(b"\n") and len(lines[len(head)]) < len(b"@prefix")):
        return None
    return b"".join([*sorted(head), *lines[len(head) :]])


def _sort_rdfxml(held: bytes) -> bytes | None:
    before, root, rest = held.partition(b"<rdf:RDF ")
    declarations, close, body = rest.partition(b">")
    return before + root + b" ".join(sorted(declarations.split(b" "))) + close + body if close else None


_HEADS = {"turtle": _sort_turtle, "trig": _sort_turtle, "rdfxml": _sort_rdfxml}


def _first(quads: Iterable[Quad]) -> tuple[Quad | None, Iterable[Quad]]:
    """The first quad, and all of them."""
    rest = iter(quads)
    first = next(rest, None)
    return first, rest if first is None else chain((first,), rest)


def _by_subject(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Quads with those of one subject together, graph by graph."""
    for _, run in groupby(quads, key=lambda quad: quad.graph_name):
        subjects: dict[object, list[Quad]] = {}
        for quad in run:
            subjects.setdefault(quad.subject, []).append(quad)
        for group in subjects.values():
            yield from group


def _union(quads: Iterable[Quad], *, grouped: bool) -> Iterator[Triple]:
    """The triples of each document's graphs, each once."""
    for _, run in groupby(quads, key=_document):
        subjects: dict[object, dict[Triple, None]] = {}
        for quad in run:
            subjects.setdefault(quad.subject if grouped else None, {})[quad.triple] = None
        for group in subjects.values():
            yield from group


def _document(quad: Quad) -> str:
    return quad.graph_name.value.rpartition("#")[0] if isinstance(quad.graph_name, NamedNode) else ""


def _xml(term: _Object) -> _Object:
    if isinstance(term, pyoxigraph.Literal) and needs_escape(term.value):
        text = escape(term.value)
        if term.language:
            return pyoxigraph.Literal(text, language=term.language)
        return pyoxigraph.Literal(text, datatype=term.datatype)
    return term


# rdflib


def to_dataset(quads: Iterable[Quad]) -> rdflib.Dataset:
    """Quads as an `rdflib.Dataset` whose default graph is the union of the named graphs."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    _bind(dataset)
    for name, run in groupby(quads, key=lambda quad: quad.graph_name):
        graph = dataset.graph(rdflib.URIRef(name.value)) if isinstance(name, NamedNode) else dataset.default_graph
        for quad in run:
            graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return dataset


def to_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """The union of all graphs as one `rdflib.Graph`."""
    import rdflib

    graph = rdflib.Graph()
    _bind(graph)
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


def _bind(graph: rdflib.Graph) -> None:
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)


@lru_cache(maxsize=1 << 13)
def _term(term: NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode) -> Identifier:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    if datatype == "http://www.w3.org/2001/XMLSchema#string":
        return rdflib.Literal(term.value)
    logger = logging.getLogger("rdflib.term")
    # Python has no years before 1: rdflib keeps such a date as it is, and logs a traceback for each.
    before, logger.disabled = logger.disabled, logger.disabled or (term.value[0] == "-" and datatype.endswith("#date"))
    try:
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(datatype), normalize=False)
    finally:
        logger.disabled = before
