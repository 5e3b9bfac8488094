"""The shapes that the RDF of a document has (SHACL), and what does not fit them, in words for archivists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from rdf.serialise import to_graph

if TYPE_CHECKING:
    import rdflib
    from pyoxigraph import Quad

_SH = "http://www.w3.org/ns/shacl#"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_LEVELS: dict[str, Literal["error", "warning", "info"]] = {"Violation": "error", "Warning": "warning", "Info": "info"}


class ShaclMissingError(ImportError):
    """SHACL needs pyshacl: pip install 'regesta[shacl]'."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that does not fit: the thing by its IRI and label, what is wrong, and the value if there is one."""

    thing: str
    message: str
    label: str = ""
    value: str = ""
    level: Literal["error", "warning", "info"] = "error"

    def __str__(self) -> str:
        """What is wrong, with what."""
        return f"{self.message} [{self.label or self.thing}{f': {self.value}' if self.value else ''}]"


@lru_cache
def shapes() -> rdflib.Graph:
    """All shapes of `rdf/shapes`."""
    import rdflib

    graph = rdflib.Graph()
    for entry in sorted((files("rdf") / "shapes").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".ttl"):
            graph.parse(data=entry.read_text("utf-8"), format="turtle")
    return graph


def validate(quads: Iterable[Quad]) -> list[Finding]:
    """What in some RDF does not fit the model, sorted. Raises `ShaclMissingError` without `pyshacl`."""
    try:
        import pyshacl
    except ImportError as error:
        raise ShaclMissingError(ShaclMissingError.__doc__) from error
    import rdflib

    data = to_graph(quads)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), advanced=False, inference="none", meta_shacl=False)
    if not isinstance(report, rdflib.Graph):
        raise ValueError(f"the shapes could not be checked: {report}")

    def one(subject: rdflib.term.Node, name: str) -> rdflib.term.Node | None:
        return report.value(subject, rdflib.URIRef(_SH + name))

    found = set()
    for result in report.subjects(rdflib.RDF.type, rdflib.URIRef(_SH + "ValidationResult")):
        thing, value, severity = one(result, "focusNode"), one(result, "value"), one(result, "resultSeverity")
        label = data.value(thing, rdflib.URIRef(_LABEL)) if thing is not None else None
        level = _LEVELS.get(str(severity).removeprefix(_SH), "error")
        shown = "" if value is None or value == thing else str(value)
        found.add(Finding(str(thing), str(one(result, "resultMessage") or ""), str(label or ""), shown, level))
    return sorted(found)
