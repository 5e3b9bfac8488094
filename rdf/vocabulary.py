"""Other vocabularies by request: each is one SPARQL `CONSTRUCT` over the model, and a JSON-LD frame.

To add one, put `NAME.rq` into `rdf/vocabularies`; its first comment line says what it is for. With
`NAME.frame.jsonld` beside it, it can also be had as JSON-LD that is laid out as its users expect. A context that
a frame names by its address is read from `rdf/vocabularies/contexts`, never from the network.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import pyoxigraph
from pyoxigraph import Quad, Triple

from rdf import jsonld as expanded_jsonld
from rdf import namespaces
from rdf.serialise import Format, serialise

_FOLDER = files("rdf") / "vocabularies"

PREFIXES = {
    **namespaces.PREFIXES,
    "dc": "http://purl.org/dc/elements/1.1/", "dcmitype": "http://purl.org/dc/dcmitype/",
    "edm": "http://www.europeana.eu/schemas/edm/", "la": "https://linked.art/ns/terms/",
    "ore": "http://www.openarchives.org/ore/terms/",
}  # fmt: skip
"""The prefixes of the model and of the vocabularies."""


class VocabularyError(ValueError):
    """There is no such vocabulary, or its frame cannot be used."""


def vocabularies() -> dict[str, str]:
    """The vocabularies and what each is for."""
    found = sorted(entry.name for entry in _FOLDER.iterdir() if entry.name.endswith(".rq"))
    return {name.removesuffix(".rq"): _query(name).partition("\n")[0].lstrip("# ") for name in found}


@lru_cache
def _query(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def construct(quads: Iterable[Quad], vocabulary: str) -> list[Triple]:
    """What the model says, in another vocabulary, sorted. Raises `VocabularyError` for an unknown one."""
    known = vocabularies()
    if vocabulary not in known:
        raise VocabularyError(f"unknown vocabulary {vocabulary!r}: one of {', '.join(known)}")
    store = pyoxigraph.Store()
    store.extend(quads)
    answer = store.query(_query(f"{vocabulary}.rq"), use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QueryTriples)
    return sorted(set(answer), key=str)


def write(quads: Iterable[Quad], vocabulary: str, format: Format = "turtle") -> bytes:  # noqa: A002
    """A document in another vocabulary, as a file; as JSON-LD in the vocabulary's frame, where it has one."""
    triples = construct(quads, vocabulary)
    if format == "jsonld" and (_FOLDER / f"{vocabulary}.frame.jsonld").is_file():
        return json.dumps(framed(triples, vocabulary), ensure_ascii=False, indent=2).encode() + b"\n"
    return serialise((Quad(t.subject, t.predicate, t.object) for t in triples), format, prefixes=PREFIXES)


def framed(triples: Iterable[Triple], vocabulary: str) -> dict[str, Any]:
    """Triples of a vocabulary as JSON-LD in its frame: one document as it is, of several a `@graph`.

    Raises `VocabularyError` where it has none.
    """
    try:
        from pyld import jsonld
    except ImportError as error:
        raise VocabularyError("JSON-LD frames need pyld: pip install 'regesta[jsonld]'") from error
    try:
        frame = json.loads((_FOLDER / f"{vocabulary}.frame.jsonld").read_text("utf-8"))
    except FileNotFoundError as error:
        raise VocabularyError(f"the vocabulary {vocabulary!r} has no JSON-LD frame") from error
    buffer = io.BytesIO()
    by_subject = sorted((Quad(t.subject, t.predicate, t.object) for t in triples), key=lambda quad: str(quad.subject))
    expanded_jsonld.write(by_subject, buffer, {})
    expanded = json.loads(buffer.getvalue())
    embed = frame.get("@embed", "@once")  # Said once, it is to hold inside too.
    options = {"documentLoader": _context, "omitGraph": True, "requireAll": True, "embed": embed}
    result: dict[str, Any] = jsonld.frame(expanded, frame, options)
    # The address stays as it is in the frame: the excerpt read here is a part of what stands there.
    result["@context"] = frame["@context"]
    return result


def _context(url: str, _options: object) -> dict[str, Any]:
    """A context by its address, from the files that come with regesta."""
    path = _FOLDER / "contexts" / url.rpartition("/")[2]
    if not path.is_file():
        raise VocabularyError(f"no copy of the JSON-LD context {url}: put it into rdf/vocabularies/contexts")
    return {"contextUrl": None, "documentUrl": url, "document": json.loads(path.read_text("utf-8"))}
