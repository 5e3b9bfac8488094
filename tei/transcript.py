"""The whole of what is known of a document: what the writer takes, and what the reader gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from tei.entities import Entity, Event, Relation
from tei.metadata import Metadata
from tei.model import Annotation, Cert, Notice, Outside, Rule, Source, Span


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a document was read: what the header declares in `encodingDesc`."""

    convention: str = ""
    convention_cert: Cert | None = None
    convention_description: str = ""
    layout: str = ""
    layout_cert: Cert | None = None
    rules: tuple[Rule, ...] = ()
    """The rules that made an annotation or event, each with its prose."""
    reasons: tuple[str, ...] = ()
    """Why this convention and layout were chosen."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who decided on marks: the id that `@resp` points to, and the name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of `revisionDesc`: who did what, when, to which characters of the source."""

    who: str
    when: str
    kind: str
    span: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A source, and everything said about it."""

    source: Source
    annotations: tuple[Annotation, ...] = ()
    outside: tuple[Outside, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    encoding: Encoding = field(default_factory=Encoding)
    notices: tuple[Notice, ...] = ()
    people: tuple[Person, ...] = ()
    """Those who decided on marks."""
    changes: tuple[Change, ...] = ()
