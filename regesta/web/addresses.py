"""Documents by the IRIs that RDF knows them by, and when their files were last changed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from lxml import etree

from rdf.model import names_of
from tei import TeiError

if TYPE_CHECKING:
    from pathlib import Path

    from regesta.web.corpus import Corpus, Stamp


class Addresses:
    """IRIs of all documents of a corpus, kept until their files change."""

    def __init__(self, corpus: Corpus) -> None:
        """Nothing is read yet."""
        self._corpus = corpus
        self._lock = threading.Lock()
        self._revision = ""
        self._known: dict[str, tuple[Stamp, str]] = {}
        self._ids: dict[str, str] = {}

    def _refresh(self) -> None:
        with self._lock:
            revision = self._corpus.revision
            if revision == self._revision:
                return
            known: dict[str, tuple[Stamp, str]] = {}
            for identifier in self._corpus.ids():
                stamp, held = self._corpus.stamp(identifier), self._known.get(identifier)
                if held is None or held[0] != stamp:
                    iri = document_iri(self._corpus.path(identifier), self._corpus.base)
                    if iri:
                        known[identifier] = (stamp, iri)
                else:
                    known[identifier] = held
            self._known = known
            # Of two files that name themselves alike the first keeps the name.
            self._ids = {iri: identifier for identifier, (_, iri) in reversed(known.items())}
            self._revision = revision

    def iri(self, identifier: str) -> str:
        """The IRI of a document. Raises `KeyError`."""
        self._refresh()
        return self._known[identifier][1]

    def identifier(self, iri: str) -> str | None:
        """The document of an IRI, if there is one."""
        self._refresh()
        return self._ids.get(iri)

    def all(self) -> Mapping[str, str]:
        """IRIs and ids of all documents that can be read, in the order of the ids."""
        self._refresh()
        return {iri: identifier for identifier, (_, iri) in self._known.items()}

    def modified(self, identifier: str) -> datetime:
        """When its file was last changed, in whole seconds. Raises `KeyError`."""
        return datetime.fromtimestamp(self._corpus.stamp(identifier).mtime_ns // 10**9, UTC)


def document_iri(path: Path, base: str) -> str:
    """The IRI of the document in a file, of which no more is read than its first tag; empty where that fails."""
    try:
        with path.open("rb") as file:
            events = etree.iterparse(file, events=("start",), resolve_entities=False, no_network=True, load_dtd=False)
            _, root = next(events)
            return names_of(root, path.name, base).document
    except (OSError, etree.XMLSyntaxError, StopIteration, ValueError, TeiError):
        return ""
