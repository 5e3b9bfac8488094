"""Authority files as linked data: SKOS, RiC-O, schema.org, FOAF, CIDOC CRM, in any serialisation.

What a term says is kept in `data/rdf-terms.toml`. Nothing is fetched: a JSON-LD context must be in the
file, or be that of schema.org.
"""

from __future__ import annotations

import json
import tomllib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import chain
from pathlib import PurePath
from typing import Any, cast
from urllib.parse import quote, unquote

import pyoxigraph as ox

from converters.authority.identifiers import identifier
from converters.authority.kinds import kind_among, kind_of_file
from converters.authority.model import AuthorityError, Contents, Entry, Problem, is_ncname, slug, unique
from converters.authority.naming import shown
from converters.matching import pattern
from tei.entities import Entity, EntityKind, Name, Role

_CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
_STEPS = 5
"""How far the broader concepts of a concept are followed, and how many at a time."""
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML,
    ".owl": ox.RdfFormat.RDF_XML, ".json": ox.RdfFormat.JSON_LD, ".jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip
Value = ox.NamedNode | ox.BlankNode | ox.Literal
Node = Mapping[str, list[Value]]


def read(source: bytes, name: str) -> Contents:
    """The persons, organisations and places that a graph describes. Raises `AuthorityError`."""
    graph = _graph(source, name)
    terms, kinds = _terms()
    problems: list[Problem] = []
    entries: list[Entry] = []
    taken: set[str] = set()
    lines = _Lines(source)
    for subject, node in graph.items():
        kind = _kind(node, kinds, terms, graph, name)
        if not kind:
            if any(term in node for term in terms["name"]) and _is_concept(node):
                line = lines.of(subject)
                message = f"{subject}: nothing says whether it is a person, an organisation or a place"
                problems.append(Problem(name, line, message + "; passed over", code="no-kind"))
            continue
        if subject.startswith("_:") and not any(t in node for key in ("name", "name_node") for t in terms[key]):
            continue
        if (entry := _entry(subject, node, kind, graph, lines, name, taken, problems)) is not None:
            entries.append(entry)
    return Contents(tuple(entries), (), tuple(problems))


@lru_cache
def _terms() -> tuple[dict[str, list[str]], dict[str, EntityKind]]:
    data = tomllib.loads(files(__package__).joinpath("data/rdf-terms.toml").read_text(encoding="utf-8"))
    prefixes = data["prefixes"]

    def iris(names: list[str]) -> list[str]:
        found = [prefixes[prefix] + local for prefix, _, local in (name.partition(":") for name in names)]
        return found + [iri.replace("https://schema.org", "http://schema.org") for iri in found if "schema.org" in iri]

    kinds = {iri: cast(EntityKind, kind) for kind, names in data["kinds"].items() for iri in iris(names)}
    return {key: iris(names) for key, names in data["terms"].items()}, kinds


def _graph(source: bytes, name: str) -> dict[str, Node]:
    format_ = _FORMATS[PurePath(name).suffix.lower()]
    if format_ == ox.RdfFormat.JSON_LD:
        source = _with_contexts(source, name)
    elif format_ == ox.RdfFormat.RDF_XML and pattern(r"<!ENTITY[^>]*(?:&|SYSTEM|PUBLIC)").search(
        source[:100_000].decode("utf-8", "replace")
    ):
        raise AuthorityError(name, 1, "refused: declares entities made of entities, or external ones")
    graph: dict[str, dict[str, list[Value]]] = {}
    try:
        for quad in ox.parse(source, format=format_, base_iri=f"urn:regesta:authority/{quote(name)}"):
            node = graph.setdefault(_key(quad.subject), defaultdict(list))
            node[quad.predicate.value].append(cast(Value, quad.object))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise AuthorityError(name, line, f"not RDF that can be read: {getattr(error, 'msg', error)}") from error
    return cast(dict[str, Node], graph)


def _key(value: object) -> str:
    return f"_:{value.value}" if isinstance(value, ox.BlankNode) else cast(Any, value).value


def _with_contexts(source: bytes, name: str) -> bytes:
    """JSON-LD with the context of schema.org put in where it is named; others are not fetched."""
    try:
        data = json.loads(source)
    except json.JSONDecodeError as error:
        raise AuthorityError(name, error.lineno, f"not JSON: {error.msg}") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise AuthorityError(name, 1, "not JSON that can be read") from error

    def local(context: object) -> object:
        if isinstance(context, list):
            return [local(part) for part in context]
        if isinstance(context, str):
            if context.rstrip("/") in ("https://schema.org", "http://schema.org"):
                same = {"@id": "https://schema.org/sameAs", "@type": "@id"}
                return {"@vocab": "https://schema.org/", "schema": "https://schema.org/", "sameAs": same}
            raise AuthorityError(name, 0, f"refused: the context {context} would have to be fetched")
        return context

    nodes = [data]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict):
            if "@context" in node:
                node["@context"] = local(node["@context"])
            nodes.extend(value for key, value in node.items() if key != "@context")
        elif isinstance(node, list):
            nodes.extend(node)
    return json.dumps(data).encode()


def _kind(
    node: Node, kinds: Mapping[str, EntityKind], terms: Mapping[str, list[str]], graph: Mapping[str, Node], file: str
) -> EntityKind | None:
    """What its types say; else the schemes and broader concepts that it belongs to, coordinates, the file's name."""
    for type_ in (*node.get(_TYPE, ()), *_values(node, terms["class"])):
        if (kind := kinds.get(_key(type_))) is not None:
            return kind
    if not any(term in node for key in ("name", "name_node") for term in terms[key]):
        return None
    for above in _above(node, terms, graph):
        for name in (above, *_texts(graph.get(above, {}), terms["name"])):
            if (kind := kind_among(name)) is not None:
                return kind
    if any(term in node for term in terms["latitude"]):
        return "place"
    return kind_of_file(file) if _is_concept(node) else None


def _is_concept(node: Node) -> bool:
    return any(_key(type_) == _CONCEPT for type_ in node.get(_TYPE, ()))


def _above(node: Node, terms: Mapping[str, list[str]], graph: Mapping[str, Node]) -> list[str]:
    """The schemes and the broader concepts of a concept, the nearest first."""
    found = dict.fromkeys(_key(value) for value in _values(node, terms["scheme"]))
    reached = [node]
    for _ in range(_STEPS):
        above = [_key(value) for place in reached for value in _values(place, terms["broader"])]
        reached = [graph[name] for name in above if name in graph and name not in found][:_STEPS]
        found |= dict.fromkeys(above)
    return list(found)


def _entry(
    subject: str,
    node: Node,
    kind: EntityKind,
    graph: Mapping[str, Node],
    lines: _Lines,
    file: str,
    taken: set[str],
    problems: list[Problem],
) -> Entry | None:
    terms, _ = _terms()
    line = lines.of(subject)
    names = _names(node, terms, graph)
    if not names:
        problems.append(Problem(file, line, f"{subject} has no name", "error", "no-name"))
        return None
    local = (
        unquote(subject.rpartition("#")[2] or subject.rstrip("#/")).rstrip("/").rpartition("/")[2].rpartition(":")[2]
    )
    id_ = unique(local if is_ncname(local) and not subject.startswith("_:") else slug(names[0].text), taken)
    idnos = [identifier(subject)] if subject.startswith("http") else []
    idnos += [identifier(_key(value)) for value in _values(node, terms["same"])]
    idnos += [identifier(value.value) for value in _values(node, terms["identifier"]) if isinstance(value, ox.Literal)]
    try:
        geo = _geo(node, terms, graph)
    except ValueError:
        geo = None
        problems.append(Problem(file, line, f"{subject}: not latitude and longitude in degrees", "error", "bad-geo"))
    entity = Entity(
        id_, kind, names, tuple(dict.fromkeys(idnos)), tuple(_roles(node, terms, graph)),
        "\n".join(_texts(node, terms["note"])), geo, source=f"{quote(file)}#{quote(id_)}",
        birth=_date(node, "birth", terms, graph), death=_date(node, "death", terms, graph),
    )  # fmt: skip
    return Entry(entity, line)


def _names(node: Node, terms: Mapping[str, list[str]], graph: Mapping[str, Node]) -> tuple[Name, ...]:
    found: list[Name] = []
    surname = next(_texts(node, terms["surname"]), "")
    forename = next(_texts(node, terms["forename"]), "")
    if surname and forename:
        parts = (("surname", surname), ("forename", forename))
        found.append(Name(shown(parts), parts=parts))
    for key, later in (("name", "variant"), ("variant", "variant")):
        nodes = _values(node, terms["name_node"]) if key == "name" else ()
        written = (text for value in nodes for text in _values(graph.get(_key(value), {}), terms["name_text"]))
        for value in (*_values(node, terms[key]), *written):
            if isinstance(value, ox.Literal) and value.value.strip():
                text, lang = " ".join(value.value.split()), value.language or ""
                if all(text != name.text for name in found):
                    found.append(Name(text, later if found or key == "variant" else "", lang))
    return tuple(found)


def _roles(node: Node, terms: Mapping[str, list[str]], graph: Mapping[str, Node]) -> Iterator[Role]:
    yield from (Role(text) for text in _texts(node, terms["role"]))
    for value in _values(node, terms["role_node"]):
        if isinstance(value, ox.Literal):
            yield Role(value.value)
        elif (role := graph.get(_key(value))) is not None:
            label = next(_texts(role, terms["role_name"]), "")
            if label:
                first, last = (next(_texts(role, terms[key]), "") for key in ("role_start", "role_end"))
                yield Role(label, first, last)


def _geo(node: Node, terms: Mapping[str, list[str]], graph: Mapping[str, Node]) -> tuple[float, float] | None:
    places = [node]
    reached = [node]
    for _ in range(2):  # to the point, or to a location and on to its coordinates
        reached = [graph.get(_key(value), {}) for place in reached for value in _values(place, terms["point"])][:8]
        places += reached
    for place in places:
        latitude, longitude = (next(_texts(place, terms[key]), "") for key in ("latitude", "longitude"))
        if wkt := next(_texts(place, terms["wkt"]), ""):
            match = pattern(r"(?i)POINT ?\(([-+.\d]+) ([-+.\d]+)\)").search(wkt)
            if match:
                longitude, latitude = match.group(1) or "", match.group(2) or ""
        if latitude and longitude:
            geo = float(latitude), float(longitude)
            if abs(geo[0]) > 90 or abs(geo[1]) > 180:
                raise ValueError(geo)
            return geo
    return None


def _values(node: Node, iris: list[str]) -> Iterator[Value]:
    for iri in iris:
        yield from node.get(iri, ())


def _texts(node: Node, iris: list[str]) -> Iterator[str]:
    return (
        value.value.strip() for value in _values(node, iris) if isinstance(value, ox.Literal) and value.value.strip()
    )


class _Lines:
    """On which line a subject first occurs; looked for onwards from the last one, as files go."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._breaks = [at for at, byte in enumerate(source) if byte == 10]
        self._at = 0

    def of(self, subject: str) -> int:
        """The line; 0 where the file writes the subject in another way."""
        local = subject.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]
        for form in (subject, f":{local}", f'"{local}"', f"#{local}", local):
            for start in (self._at, 0):
                at = self._source.find(form.encode(), start) if local else -1
                if at >= 0:
                    self._at = at
                    return bisect_left(self._breaks, at) + 1
        return 0


def _date(node: Node, what: str, terms: Mapping[str, list[str]], graph: Mapping[str, Node]) -> str:
    """A date of life, on the entity itself or on a date that it points to."""
    nodes = (graph.get(_key(value), {}) for value in _values(node, terms[f"{what}_node"]))
    pointed = (text for date in nodes for text in _texts(date, terms["date_text"]))
    return next(chain(_texts(node, terms[what]), pointed), "")
