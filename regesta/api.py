"""The library: every function is a command of the same name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import tei
from tei.model import Cert

if TYPE_CHECKING:
    import rdflib

    import rdf


class Document(tei.Document):
    """A TEI document that can also be drawn as a graph."""

    def graph(self, *, base: str = "") -> rdflib.Dataset:
        """The document as RDF: a dataset of two named graphs, `…#record` and `…#claims`.

        `base` is the URI that the names of documents start with.
        """
        import rdf

        return rdf.dataset(self, base=base or rdf.DEFAULT_BASE)

    def serialise(self, form: rdf.Format = "trig", *, base: str = "") -> bytes:
        """The same as bytes: `turtle`, `trig`, `ntriples`, `nquads`, `jsonld` or `rdfxml`."""
        import rdf

        return rdf.serialise(rdf.quads(self, base=base or rdf.DEFAULT_BASE), form)


def convert(
    text: str | bytes | Path,
    *,
    name: str = "",
    authority: Sequence[str | Path] = (),
    convention: str = "",
    layout: str = "",
    language: str = "",
    encoding: str = "",
    min_cert: Cert = "low",
    recognisers: Sequence[str] = (),
) -> Document:
    """Encode a transcript as TEI. `text` is the text itself, the bytes of a file, or the path of one.

    Raises `converters.decode.DecodeError` for what is not text, `OSError` for what cannot be read, and the
    errors of authority, convention and layout files.
    """
    from regesta.encoding import Settings, authority_files, encode, side_car, source, written

    settings = Settings(
        authority_files(authority), convention, layout, language, encoding, min_cert, tuple(recognisers)
    )
    side = None
    if isinstance(text, Path):
        name, side = name or text.name, side_car(text)
        text = text.read_bytes()
    found = written(text, name or "text") if isinstance(text, str) else source(text, name or "text", settings)
    document, _ = encode(found, settings, side)
    return Document.parse(document, found.name)


def read(source: bytes | str | Path, name: str = "-") -> Document:
    """Open TEI, by regesta or by anyone: bytes, a string of markup, or a path. Raises `tei.TeiError`."""
    return Document.parse(source, name)


def query(documents: Sequence[tei.Document], question: str, **parameters: str) -> list[dict[str, str]]:
    """Ask documents with SPARQL, or by the name of a stored question; one dict a row of the answer."""
    from rdf.query import ask

    return ask(documents, question, parameters)
