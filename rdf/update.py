"""SPARQL 1.1 updates that put whole documents in and take them out, each in one request.

The default graph is kept as the union of the others (RDF 1.1 Datasets: a merge, each statement once): a
union made while querying would give a statement once for every graph that has it, and not every server
makes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

Graph = ox.NamedNode | ox.BlankNode | ox.DefaultGraph


def with_union(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Each quad, and the same statement in the default graph."""
    for quad in quads:
        yield quad
        if not isinstance(quad.graph_name, ox.DefaultGraph):
            yield ox.Quad(quad.subject, quad.predicate, quad.object)


def replacement(quads: Iterable[ox.Quad]) -> str:
    """An update that puts graphs in, in place of those of the same names."""
    quads = list(quads)
    graphs = dict.fromkeys(str(quad.graph_name) for quad in quads if isinstance(quad.graph_name, ox.NamedNode))
    return f"{removal(graphs)};\n{insertion(with_union(quads))}"


def removal(graphs: Iterable[str]) -> str:
    """An update that takes graphs out, and out of the union what no other graph says.

    `graphs` are IRIs in angle brackets.
    """
    names = list(graphs)
    listed = ", ".join(names)
    steps = [
        f"DELETE {{ ?s ?p ?o }} WHERE {{ GRAPH {name} {{ ?s ?p ?o }} "
        f"FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other NOT IN ({listed})) }} }}"
        for name in names
    ]
    return ";\n".join([*steps, *(f"DROP SILENT GRAPH {name}" for name in names)])


def insertion(quads: Iterable[ox.Quad]) -> str:
    """An update that adds quads."""
    by_graph: dict[Graph, list[str]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(f"{quad.subject} {quad.predicate} {quad.object} .")
    blocks = []
    for graph, lines in by_graph.items():
        body = "\n".join(lines)
        blocks.append(body if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{body}\n}}")
    return "INSERT DATA {\n" + "\n".join(blocks) + "\n}"
