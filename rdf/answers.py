"""Answers to queries, and the forms in which they are given: a table, CSV, JSON, Turtle."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from rdf.layout import table
from rdf.namespaces import PREFIXES
from rdf.serialise import serialise


class QueryError(Exception):
    """A question that cannot be asked: what is wrong with it, and where."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a SELECT, the truth of an ASK, or the triples of a CONSTRUCT or DESCRIBE."""

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    triples: tuple[ox.Triple, ...] = ()
    truth: bool | None = None

    @property
    def kind(self) -> str:
        """`rows`, `truth` or `triples`."""
        return "truth" if self.truth is not None else "rows" if self.variables else "triples"


def plain(term: Any, base: str = "") -> str:
    """A term as a person reads it: a literal's text, a name shortened by its prefix or without the base."""
    if term is None:
        return ""
    value = str(term.value)
    if isinstance(term, ox.NamedNode):
        if base and value.startswith(base) and len(value) > len(base):
            return value[len(base) :]
        for prefix, iri in PREFIXES.items():
            if value.startswith(iri) and len(value) > len(iri):
                return f"{prefix}:{value[len(iri) :]}"
    return value


def write(found: Answer, form: str, *, width: int = 0, base: str = "") -> str:
    """An answer as `table`, `csv`, `json` (SPARQL 1.1 Query Results, CSV and JSON) or `turtle`.

    A table is for reading: it shows names without `base`, and breaks long cells to fit into `width`. The others are
    for programs and have everything as it is. Of a yes or no, CSV is a column `boolean`, as the standard has none.

    Raises `QueryError` where the form does not fit the answer.
    """
    if found.kind == "triples":
        if form not in ("turtle", "table"):
            raise QueryError(f"a graph cannot be written as {form}; use turtle")
        return turtle(found)
    if form == "turtle":
        raise QueryError("only CONSTRUCT and DESCRIBE give a graph; use table, csv or json")
    if form == "json":
        return _json(found)
    if form == "csv":
        return _csv(found)
    if found.kind == "truth":
        return "yes" if found.truth else "no"
    rows = ([plain(term, base) for term in row] for row in found.rows)
    return table([dict(zip(found.variables, row, strict=True)) for row in rows], found.variables, width=width)


def _json(found: Answer) -> str:
    if found.truth is not None:
        return json.dumps({"head": {}, "boolean": found.truth})
    bindings = [
        {name: _term(term) for name, term in zip(found.variables, row, strict=True) if term is not None}
        for row in found.rows
    ]
    return json.dumps({"head": {"vars": list(found.variables)}, "results": {"bindings": bindings}}, ensure_ascii=False)


def _term(term: Any) -> dict[str, str]:
    """A term in SPARQL 1.1 Query Results JSON, 3.2.2."""
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    out = {"type": "literal", "value": str(term.value)}
    if term.language:
        out["xml:lang"] = term.language
    elif term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
        out["datatype"] = term.datatype.value
    return out


def _csv(found: Answer) -> str:
    """SPARQL 1.1 Query Results CSV, 3: plain values, header first.

    A value that a spreadsheet would take for a formula stays as it is: the standard knows no escape for it, and
    a changed quotation would be no quotation.
    """
    if found.truth is not None:
        return f"boolean\r\n{str(found.truth).lower()}"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(found.variables)
    writer.writerows([_csv_value(term) for term in row] for row in found.rows)
    return out.getvalue().removesuffix("\r\n")


def _csv_value(term: Any) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term.value)


def turtle(found: Answer) -> str:
    """A graph as Turtle, with the usual prefixes."""
    ordered = sorted(set(found.triples), key=str)
    text = "\n".join(map(str, ordered))
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
    quads = (ox.Quad(t.subject, t.predicate, t.object) for t in ordered)
    return serialise(quads, "turtle", prefixes=used).decode()
