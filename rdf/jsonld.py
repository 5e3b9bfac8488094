"""JSON-LD 1.1: a context of prefixes, then one object for each graph with one line for each thing in it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def write(quads: Iterable[Quad], output: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Write quads, those of one graph and subject together, as they come."""
    names = _Names(prefixes)
    output.write(b'{"@context": ' + _json(dict(prefixes)) + b', "@graph": [')
    separator = b"\n"
    for name, run in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = _nodes(run, names)
        if isinstance(name, DefaultGraph):
            opening, closing = b"", b""
        else:
            opening, closing = b'{"@id": ' + _json(names.short(name.value)) + b', "@graph": [\n', b"\n]}"
        output.write(separator + opening)
        for position, node in enumerate(nodes):
            output.write((b",\n" if position else b"") + _json(node))
        output.write(closing)
        separator = b",\n"
    output.write(b"\n]}\n")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8")


def _nodes(quads: Iterable[Quad], names: _Names) -> Iterator[dict[str, Any]]:
    for subject, of_subject in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, Any] = {"@id": names.of(subject)}
        run = list(of_subject)
        if any(names.misread(term) for quad in run for term in (quad.subject, quad.object)):
            yield _in_full(run)
            continue
        for quad in run:
            predicate = quad.predicate.value
            if predicate == _TYPE and not isinstance(quad.object, Literal):
                node.setdefault("@type", []).append(names.of(quad.object))
            else:
                node.setdefault(names.short(predicate), []).append(names.value(quad.object))
        yield {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()}


def _in_full(quads: list[Quad]) -> dict[str, Any]:
    """A node without a context, so that no IRI in it is taken for a prefixed name: `geo:53.96,-1.08` (RFC 5870)."""
    return {"@context": None, **next(_nodes(quads, _Names({})))}


class _Names:
    """Shortens IRIs by prefixes."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._begin = tuple(f"{prefix}:" for prefix in prefixes)
        self._known: dict[str, str] = {}

    def short(self, iri: str) -> str:
        found = self._known.get(iri)
        if found is None:
            found = self._known[iri] = self._shortened(iri)
        return found

    def _shortened(self, iri: str) -> str:
        for end in (iri.find("#") + 1, iri.rfind("/") + 1):
            prefix = self._prefixes.get(iri[:end]) if end else None
            if prefix is not None and not iri[end:].startswith("//"):
                return f"{prefix}:{iri[end:]}"
        return iri

    def misread(self, term: object) -> bool:
        """Whether the IRI as it stands would be read as a prefixed name (JSON-LD 1.1 API, 5.2.2, IRI Expansion)."""
        return isinstance(term, NamedNode) and term.value.startswith(self._begin)

    def of(self, term: object) -> str:
        return self.short(term.value) if isinstance(term, NamedNode) else str(term)

    def value(self, term: object) -> object:
        if not isinstance(term, Literal):
            return {"@id": self.of(term)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if datatype == f"{_XSD}string":
            return term.value
        if datatype == f"{_XSD}integer" and str(_integer(term.value)) == term.value:
            return int(term.value)
        return {"@value": term.value, "@type": self.short(datatype)}


def _integer(text: str) -> int | None:
    try:
        return int(text) if len(text) < 16 else None
    except ValueError:
        return None
