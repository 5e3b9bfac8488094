"""The people, organisations and places of a corpus, to be found by name."""

from __future__ import annotations

import bisect
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from converters.authority.folding import fold
from converters.authority.model import Authority
from converters.reconciliation.local import Local
from rdf.names import fragment
from rdf.namespaces import RICO
from tei.entities import Entity, EntityKind, Name

if TYPE_CHECKING:
    from regesta.web.addresses import Addresses
    from regesta.web.corpus import Corpus, Stamp

TYPES: dict[str, tuple[str, str]] = {
    "person": (RICO.Person.strip("<>"), "Person"), "org": (RICO.CorporateBody.strip("<>"), "Organisation"),
    "place": (RICO.Place.strip("<>"), "Place"),
}  # fmt: skip
"""Type in the API and its name, by kind of entity."""
PROPERTIES = {
    "name": "Names", "identifier": "Identifiers elsewhere", "birth": "Born or founded", "death": "Died or ended",
    "coordinates": "Coordinates", "documents": "Documents", "note": "Note",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """A person, organisation or place, and the documents that have it."""

    iri: str
    entity: Entity
    documents: tuple[str, ...] = field(default=())

    @property
    def kind(self) -> str:
        """`person`, `org` or `place`."""
        return self.entity.kind

    @property
    def label(self) -> str:
        """The name to show."""
        return self.entity.label

    @property
    def note(self) -> str:
        """What tells it from others of its name."""
        e = self.entity
        years = f"{e.birth[:4]}–{e.death[:4]}" if e.birth or e.death else ""
        return "; ".join(part for part in (years, e.roles[0].label if e.roles else "", e.note) if part)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the one to show first."""
        return tuple(dict.fromkeys(n.text for n in self.entity.names))

    def values(self, name: str) -> list[dict[str, Any]]:
        """The values of a property, as the API writes them."""
        e = self.entity
        texts = {
            "name": self.names, "identifier": tuple(f"{kind}: {value}" for kind, value in e.idnos),
            "birth": (e.birth,), "death": (e.death,), "note": (e.note,), "documents": self.documents,
            "coordinates": (f"{e.geo[0]:g},{e.geo[1]:g}",) if e.geo else (),
        }.get(name, ())  # fmt: skip
        return [{"str": text} for text in texts if text]


class Register:
    """What the documents know, brought up to date when asked; a document is read again only when it changed."""

    def __init__(self, corpus: Corpus, addresses: Addresses) -> None:
        """Nothing is read yet."""
        self._corpus, self._addresses = corpus, addresses
        self._lock = threading.Lock()
        self._revision = ""
        self._read: dict[str, tuple[Stamp, tuple[Entity, ...]]] = {}
        self._known: dict[str, Known] = {}
        self._sorted: list[tuple[str, str]] = []
        self._names = Local(Authority(()))

    def get(self, iri: str) -> Known | None:
        """The thing of an id."""
        self._refresh()
        return self._known.get(iri)

    def candidates(self, text: str, types: set[str], limit: int) -> list[tuple[Known, float, bool]]:
        """The things that a name may mean: with a score of 100 at most, and whether it can hardly be another."""
        self._refresh()
        kinds: list[EntityKind] = ["person", "org", "place"]
        wanted = [kind for kind in kinds if not types or types & {kind, *TYPES[kind]}]
        found: list[tuple[Known, float, bool]] = []
        asked = [Entity("", kind, (Name(text),)) for kind in wanted]
        for _, candidates in self._names.candidates(asked):
            found += [(self._known[c.id], c.score, c.match) for c in candidates if c.score > 0]
        found.sort(key=lambda f: (-f[1], f[0].label, f[0].iri))
        alone = sum(match for _, _, match in found) == 1
        return [(known, score, match and alone) for known, score, match in found[:limit]]

    def starting(self, prefix: str) -> list[Known]:
        """The things with a name, or a word of one, that starts so."""
        self._refresh()
        key = fold(prefix).casefold()
        low = bisect.bisect_left(self._sorted, (key, ""))
        found: dict[str, Known] = {}
        for name, iri in self._sorted[low:]:
            if not name.startswith(key):
                break
            found[iri] = self._known[iri]
        return list(found.values())

    def _refresh(self) -> None:
        with self._lock:
            revision = self._corpus.revision
            if revision == self._revision:
                return
            stamps = {i: self._corpus.stamp(i) for i in self._corpus.ids()}
            self._read = {i: held for i, held in self._read.items() if stamps.get(i) == held[0]}
            if len(self._read) < len(stamps):
                for identifier, document in self._corpus.documents():
                    if identifier in stamps and identifier not in self._read:
                        self._read[identifier] = (stamps[identifier], document.entities)
            self._build()
            self._revision = revision

    def _build(self) -> None:
        known: dict[str, Known] = {}
        for identifier, (_, entities) in sorted(self._read.items()):
            try:
                document = self._addresses.iri(identifier)
            except KeyError:
                continue
            for entity in entities:
                iri = fragment(document, entity.id).strip("<>")
                held = known.get(iri)
                known[iri] = (Known(iri, entity, (document,)) if held is None
                              else replace(held, documents=(*held.documents, document)))  # fmt: skip
        self._known = known
        self._names = Local(Authority(tuple(replace(k.entity, id=iri) for iri, k in known.items())))
        words = {(word, k.iri) for k in known.values() for name in k.names for word in _starts(name)}
        self._sorted = sorted(words)


def _starts(name: str) -> list[str]:
    folded = fold(name).casefold()
    words = folded.split()
    return [" ".join(words[n:]) for n in range(len(words))]
