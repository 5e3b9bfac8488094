"""What the header says of a document: values with the passages that they were taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tei.model import REGESTA, Cert, Span


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, and where the source says it (`span` is None where a side-car or a person gave it).

    `attrs` are TEI attributes of the element that the value becomes (`when` of a date, `ref` of a
    name, `from`/`to` of a locus).
    """

    text: str
    span: Span | None = None
    attrs: Mapping[str, str] = field(default_factory=dict)
    cert: Cert | None = "high"
    resp: str = REGESTA


@dataclass(frozen=True, slots=True)
class Metadata:
    """The catalogue description of one document. Every field may be empty; none is guessed."""

    id: str = ""
    title: Stated | None = None
    number: Stated | None = None
    """Its number in an edition: `223` of a FRUS volume."""
    date: Stated | None = None
    """The date that the record bears (`creation/date`)."""
    place: Stated | None = None
    """Where it was written, as the date line says."""
    authors: tuple[Stated, ...] = ()
    """Who wrote or issued it. `attrs["role"]` may give the office; `attrs["type"]` `person`|`org`."""
    addressees: tuple[Stated, ...] = ()
    participants: tuple[Stated, ...] = ()
    subject: Stated | None = None
    abstract: Stated | None = None
    citation: Stated | None = None
    """The citation as it stands in the source; its parts are in the fields beside it."""
    repository: Stated | None = None
    collection: Stated | None = None
    idnos: tuple[Stated, ...] = ()
    """Shelfmarks and numbers; `attrs["type"]` says of what kind (`shelfmark`, `fonds`, `opis`, …)."""
    locus: Stated | None = None
    """Folios or pages at the holder; `attrs` has `from` and `to`."""
    translators: tuple[Stated, ...] = ()
    editors: tuple[Stated, ...] = ()
    funders: tuple[Stated, ...] = ()
    publisher: Stated | None = None
    series: Stated | None = None
    url: Stated | None = None
    rights: Stated | None = None
    language: str = ""
    """BCP 47 tag of the text's main language."""
    original_language: str = ""
    """BCP 47 tag of the language it was translated from, where stated."""
    keywords: tuple[Stated, ...] = ()
    genre: str = ""
    """`memorandum`, `letter`, `telegram`, `memorandum-of-conversation`, `minutes`, `editorial-note`…"""
    classification: Stated | None = None
    """`Secret`, `Top Secret`, as stamped or typed on it."""
