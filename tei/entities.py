"""People, organisations, places and events beside the text: the contents of `standOff`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tei.model import REGESTA, Cert, Span

EntityKind = Literal["person", "org", "place"]


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an entity. `parts` are (TEI element, text) pairs: ("surname", "Zhang"), …"""

    text: str
    type: str = ""
    """Empty for the name to show; else `variant`, `abbr`, `transliteration`, `maiden`, …"""
    lang: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """An office or function held; dates are ISO 8601, possibly only year or year and month."""

    label: str
    notbefore: str = ""
    notafter: str = ""
    org: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or place, from an authority file or made for names unknown to it."""

    id: str
    kind: EntityKind
    names: tuple[Name, ...]
    idnos: tuple[tuple[str, str], ...] = ()
    """(type, value): ("Wikidata", "Q…"), ("GeoNames", "…")."""
    roles: tuple[Role, ...] = ()
    note: str = ""
    geo: tuple[float, float] | None = None
    """Latitude and longitude, WGS 84, decimal degrees."""
    type: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    """The authority file that it came from; empty for one made from the document itself."""
    cert: Cert | None = None
    resp: str = REGESTA
    birth: str = ""
    """Date of birth or founding, ISO 8601, possibly only the year."""
    death: str = ""

    @property
    def label(self) -> str:
        """The name to show."""
        return self.names[0].text if self.names else self.id


@dataclass(frozen=True, slots=True)
class Participant:
    """Who took part, as what. `ref` is an entity id, or empty where only `name` is known."""

    role: str
    """`author`, `addressee`, `participant`, `sender`, `translator`, `agent`, `patient`, …"""
    ref: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that the document claims."""

    value: float
    unit: str = ""
    of: str = ""
    """What was counted, in the text's words: `Chinese residents`."""
    text: str = ""
    span: Span | None = None
    attrs: Mapping[str, str] = field(default_factory=dict)
    """`subtype` (`approximate`), `atLeast`, `atMost`: TEI has no `@precision` on `measure`."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something done or told. `passages` are where the document says so.

    `modality` is empty for what is told as having happened; `denied`, `planned`, `supposed`,
    `requested` otherwise. `record` is true for the record's own acts (written, routed, translated).
    """

    id: str
    type: str
    label: str
    passages: tuple[Span, ...] = ()
    date: Mapping[str, str] = field(default_factory=dict)
    """TEI att.datable attributes: `when`, `notBefore`, `from`, `when-custom`, …"""
    date_text: str = ""
    place: str = ""
    """Entity id of the place."""
    place_text: str = ""
    participants: tuple[Participant, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    modality: str = ""
    record: bool = False
    cert: Cert = "medium"
    resp: str = REGESTA
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between entities, events or documents (`relation/@name`)."""

    name: str
    active: str
    passive: str
    cert: Cert | None = None
    resp: str = REGESTA
