"""Who is the same in several documents: by identifiers and authority files, never by resemblance.

Each document lists the people, organisations and places that it names. Two such entries are one
* where they share an identifier (Wikidata, VIAF, GeoNames …), or
* where they were taken from the same entry of an authority file.
Entries that no authority knows are brought together on one page where their full names are the same; the page
says that only the name is the same.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rdf.names import slug

Local = tuple[str, str]
"""A document's id, and the id of an entry in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry is recognised by."""

    local: Local
    kind: str
    label: str
    source: str
    idnos: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """One person, organisation or place of the corpus."""

    slug: str
    kind: str
    label: str
    by_name: bool
    members: tuple[Local, ...]


def things(entries: Iterable[Entry]) -> list[Thing]:
    """The entries of all documents, brought together."""
    parents: dict[str, str] = {}

    def root(key: str) -> str:
        while parents.setdefault(key, key) != key:
            parents[key] = parents[parents[key]]
            key = parents[key]
        return key

    keyed: list[tuple[Entry, list[str]]] = []
    for entry in entries:
        keys = _keys(entry)
        keyed.append((entry, keys))
        for other in keys[1:]:
            first, second = sorted((root(keys[0]), root(other)))
            parents[second] = first
    groups: dict[str, list[tuple[Entry, list[str]]]] = {}
    for entry, keys in keyed:
        groups.setdefault(root(keys[0]), []).append((entry, keys))
    return sorted((_thing(group) for group in groups.values()), key=lambda t: (t.label.casefold(), t.slug))


def _keys(entry: Entry) -> list[str]:
    """What makes two entries one, strongest first."""
    name = unicodedata.normalize("NFKC", entry.label).casefold()
    keys = [f"{entry.kind} idno {kind} {value}" for kind, value in sorted(entry.idnos) if kind and value]
    if entry.source:
        # With the name: authority files of different volumes may have the same file name and ids.
        keys.append(f"{entry.kind} source {entry.source} {name}")
    if not keys:
        whole = entry.kind != "person" or len(name.split()) > 1
        keys.append(f"{entry.kind} name {name}" if whole else f"{entry.kind} local {' '.join(entry.local)}")
    return keys


def _thing(group: list[tuple[Entry, list[str]]]) -> Thing:
    entry = group[0][0]
    key = min(key for _, keys in group for key in keys)
    mark = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
    by_name = key.startswith(f"{entry.kind} name ")
    return Thing(f"{slug(entry.label)}-{mark}", entry.kind, entry.label, by_name, tuple(e.local for e, _ in group))
