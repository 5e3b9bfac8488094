"""Identifiers that others have given: how each authority writes them, as data in `data/authorities.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rdf.namespaces import OWL, SKOS, Term, iri

_RELATIONS = {"owl:sameAs": OWL.sameAs, "skos:exactMatch": SKOS.exactMatch}


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority file on the web. `relation` is what one of its identifiers asserts."""

    name: str
    iri: str
    relation: Term
    also: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table in `rdf/data`."""
    text = (files("rdf") / "data" / name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


@lru_cache
def authorities() -> dict[str, Authority]:
    """The known authorities by their name in lower case (`idno/@type`)."""
    found = (
        Authority(r["name"], r["iri"], _RELATIONS[r["relation"]], tuple(r["also"].split()))
        for r in rows("authorities.csv")
    )
    return {a.name.lower(): a for a in found}


@lru_cache(maxsize=1 << 14)
def canonical(url: str) -> str:
    """An address that an authority is also known by as the IRI of what it identifies."""
    for authority in authorities().values():
        for prefix in (*authority.also, authority.iri):
            if url.startswith(prefix):
                path = url[len(prefix) :]
                local = path.partition("/")[0].partition("#")[0].partition("?")[0]
                if not local:
                    return url
                return authority.iri + local + ("/" if authority.name == "GeoNames" else "")
    return url


def identity(kind: str, value: str) -> tuple[Term, Term] | None:
    """(relation, IRI) for an identifier of a known authority; None where it names none.

    `value` is the identifier alone or any address of it; an address of no known authority is a `skos:exactMatch`
    only where `kind` says that it is an identifier on the web (`URI`, `URL`).
    """
    value = value.strip()
    authority = authorities().get(kind.strip().lower())
    if "://" in value:
        address = canonical(value)
        known = authority or next((a for a in authorities().values() if address.startswith(a.iri)), None)
        term = iri(address)
        if term is None or (known is None and kind.strip().lower() not in ("uri", "url", "")):
            return None
        return (known.relation if known else SKOS.exactMatch), term
    if authority is None or not value or any(c.isspace() for c in value):
        return None
    term = iri(canonical(authority.iri + value))
    return (authority.relation, term) if term is not None else None
