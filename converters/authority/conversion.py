"""From one form of authority file to another, and several into one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePath

from converters.authority.join import joined
from converters.authority.model import Authority, AuthorityError, Problem

FORMATS = {
    "tei": "tei", ".xml": "tei", ".tei": "tei",
    "csv": "csv", ".csv": "csv",
    "skos": "turtle", "turtle": "turtle", ".ttl": "turtle",
    "jsonld": "jsonld", "json-ld": "jsonld", ".jsonld": "jsonld", ".json": "jsonld",
}  # fmt: skip
"""What can be written, by its own name or by how a file's name ends."""


def written(authority: Authority, to: str) -> str:
    """An authority in the format `to`: one of `FORMATS`, or the name of a file that ends in one.

    Raises `AuthorityError` for another.
    """
    format_ = FORMATS.get(to.lower()) or FORMATS.get(PurePath(to).suffix.lower(), "")
    if format_ in ("tei", "csv"):
        from converters.authority import writing

        return writing.tei(authority) if format_ == "tei" else writing.table(authority)
    if format_:
        from converters.authority import write_rdf

        return write_rdf.turtle(authority) if format_ == "turtle" else write_rdf.jsonld(authority)
    raise AuthorityError(to, 0, "unknown format: TEI (.xml), CSV (.csv), SKOS (.ttl) and JSON-LD (.jsonld) are written")


def merge(paths: Iterable[Path | str]) -> tuple[Authority, tuple[Problem, ...]]:
    """The files as one authority, and where they contradict each other. Raises `AuthorityError`.

    Entries are one where they have the same id, or the same identifier in Wikidata, VIAF, GeoNames and
    the like; the first file's word counts.
    """
    from converters.authority import read_all

    contents, digest = read_all(paths)
    entities, problems = joined(contents, by_identifier=True)
    events = tuple({event.id: event for content in contents for event in content.events}.values())
    return Authority(entities, events, hashlib.sha256(b"merged" + digest.encode()).hexdigest()), problems
