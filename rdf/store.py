"""Where quads are kept to be queried: in memory, on disk (`pyoxigraph`), or on any SPARQL 1.1 server."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from rdf.depth import MOST, too_deep_json
from rdf.query import Answer, QueryError, answer, bad_sparql
from rdf.update import removal, replacement, with_union

if TYPE_CHECKING:
    from tei import Document

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
"""RDF formats by file name."""


class StoreError(Exception):
    """A store that cannot be opened, read or written."""


class Embedded:
    """A store in memory, or in a folder on disk. The default graph of a query is the union of all graphs."""

    def __init__(self, folder: Path | None = None, *, read_only: bool = False) -> None:
        """Raises `StoreError`."""
        self.folder = folder
        if folder is not None:
            if folder.is_dir() and any(folder.iterdir()) and not (folder / "CURRENT").exists():
                raise StoreError(f"{folder}: is not a store, and not empty: name another folder")
            folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            if folder is None:
                self._store = ox.Store()
            elif read_only:
                self._store = ox.Store.read_only(str(folder))
            else:
                self._store = ox.Store(str(folder))
        except OSError as error:
            raise StoreError(f"{folder}: cannot be opened as a store: {error}") from error

    @classmethod
    def of(cls, documents: Iterable[Document], *, base: str = "") -> Embedded:
        """A store in memory that holds some documents."""
        store = cls()
        for document in documents:
            store.load(document, base=base)
        return store

    def __len__(self) -> int:
        """How many quads it holds."""
        return len(self._store)

    def load(self, document: Document, *, base: str = "") -> None:
        """Put a document in, in place of what the store held of it: all of it or, on failure, nothing."""
        import rdf

        self.replace(tuple(rdf.quads(document, base=base) if base else rdf.quads(document)))

    def replace(self, quads: tuple[ox.Quad, ...]) -> None:
        """Put graphs in, in place of what the store held under their names."""
        names = {quad.graph_name for quad in quads}
        if any(True for name in names for _ in self._store.quads_for_pattern(None, None, None, name)):
            # One SPARQL update is one transaction: a reader sees the old document or the new one.
            self._store.update(replacement(quads))
        else:
            self._store.extend(with_union(quads))

    def fill(self, quads: Iterable[ox.Quad]) -> None:
        """Add the graphs of many documents that the store does not hold yet, much faster than one by one."""
        self._store.bulk_extend(with_union(quads))

    def remove(self, graphs: Iterable[str]) -> None:
        """Delete graphs by their names."""
        self._store.update(removal([str(ox.NamedNode(graph)) for graph in graphs]))

    def read(self, data: bytes, form: ox.RdfFormat, name: str) -> None:
        """Add RDF from a file. Raises `StoreError` that says where it is wrong."""
        if form == ox.RdfFormat.JSON_LD and too_deep_json(data):
            raise StoreError(f"{name}: nested more than {MOST} deep")
        try:
            self._store.extend(with_union(ox.parse(data, format=form, base_iri="file:///")))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            raise StoreError(f"{name}{f':{line}' if line else ''}: not {form.name}: {error}") from error

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL query. Raises `QueryError`."""
        try:
            return answer(self._store.query(text))
        except SyntaxError as error:
            raise bad_sparql(error, text) from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(str(error)) from error

    def graphs(self) -> list[str]:
        """The names of the graphs in it."""
        return sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, ox.NamedNode))

    def dump_all(self) -> list[str]:
        """Every quad in N-Quads, sorted."""
        return sorted(map(str, self._store))

    def snapshot(self, folder: Path) -> None:
        """Put the store as it is now into a folder that is not there yet; of a store on disk, files are shared."""
        if self.folder is not None:
            self._store.backup(str(folder))
            return
        copy = ox.Store(str(folder))
        copy.extend(self._store)
        copy.flush()

    def flush(self) -> None:
        """See that what was written is on disk."""
        if self.folder is not None:
            self._store.flush()
