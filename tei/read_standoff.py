"""`standOff` (and lists elsewhere in the header) back to values: the inverse of `tei.standoff`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tei.entities import Entity, EntityKind, Event, Name, Participant, Quantity, Relation, Role
from tei.model import Span
from tei.parse import TEI
from tei.read_header import claim, content
from tei.reader import attributes, char_span, local

_NS = {"t": TEI}
_P = f"{{{TEI}}}"
_KINDS: Mapping[str, EntityKind] = {"person": "person", "personGrp": "person", "org": "org", "place": "place"}
_NAMES = frozenset({"persName", "orgName", "placeName", "settlement", "country", "region", "geogName", "name"})
_DATES = frozenset({"when", "notBefore", "notAfter", "from", "to", "when-custom", "datingMethod", "calendar"})
_SHOWN = frozenset({"xml:id", "type", "role", "source", "resp", "cert", "ana"})


def read_entities(root: etree._Element) -> tuple[Entity, ...]:
    """People, organisations and places that have an `xml:id`, wherever in the document they are listed."""
    found = []
    for element in root.iter(f"{_P}person", f"{_P}personGrp", f"{_P}org", f"{_P}place"):
        attrs = attributes(element)
        if "xml:id" in attrs:
            found.append(_entity(element, attrs))
    return tuple(found)


def _entity(element: etree._Element, attrs: Mapping[str, str]) -> Entity:
    kind = _KINDS[local(element)]
    cert, resp = claim(attrs)
    names = tuple(_name(child) for child in element if local(child) in _NAMES)
    idnos = tuple((str(i.get("type", "")), content(i)) for i in element.iterfind("t:idno", _NS))
    roles = tuple(_role(r) for r in element.iterfind("t:occupation", _NS))
    note = element.find("t:note", _NS)
    return Entity(
        attrs["xml:id"], kind, names, idnos, roles, content(note) if note is not None else "", _geo(element),
        attrs.get("role" if kind == "person" else "type", ""),
        {k: v for k, v in attrs.items() if k not in _SHOWN}, attrs.get("source", ""), cert, resp,
        *(_life(element, name) for name in ("birth", "death")),
    )  # fmt: skip


def _name(element: etree._Element) -> Name:
    parts = tuple((local(child), content(child)) for child in element if local(child))
    return Name(content(element), str(element.get("type", "")),
                str(element.get("{http://www.w3.org/XML/1998/namespace}lang", "")), parts)  # fmt: skip


def _life(element: etree._Element, name: str) -> str:
    found = element.find(f"t:{name}", _NS)
    return str(found.get("when", "")) if found is not None else ""


def _role(element: etree._Element) -> Role:
    org = element.find("t:orgName", _NS)
    within = content(org) if org is not None else ""
    label = content(element).removesuffix(within).rstrip(", ") if within else content(element)
    return Role(label, str(element.get("notBefore", "")), str(element.get("notAfter", "")), within)


def _geo(element: etree._Element) -> tuple[float, float] | None:
    """Latitude and longitude of `location/geo` (TEI P5, 14.3.4: separated by space or comma)."""
    geo = element.find("t:location/t:geo", _NS)
    if geo is None:
        return None
    try:
        latitude, longitude = (float(part) for part in content(geo).replace(",", " ").split())
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def read_events(root: etree._Element, spans: Mapping[str, Span]) -> tuple[Event, ...]:
    """Events of `listEvent`; `spans` says where elements with an id stand in the text."""
    found = []
    for element in root.iter(f"{_P}event"):
        parent = element.getparent()
        record = parent is not None and parent.get("type") == "record"
        found.append(_event(element, record, spans))
    return tuple(found)


def _event(element: etree._Element, record: bool, spans: Mapping[str, Span]) -> Event:
    attrs = attributes(element)
    label = element.find("t:label", _NS)
    notes = {str(n.get("type")): content(n) for n in element.iterfind("t:note", _NS)}
    cert, resp = claim(attrs)
    return Event(
        attrs.get("xml:id", ""), attrs.get("type", ""), content(label if label is not None else element),
        tuple(_passages(element, spans)), {k: v for k, v in attrs.items() if k in _DATES}, notes.get("date", ""),
        attrs.get("where", "").removeprefix("#"), notes.get("place", ""), tuple(_participants(element)),
        tuple(_quantities(element)), attrs.get("subtype", ""), record, cert or "high", resp,
        attrs.get("ana", "").removeprefix("#"),
    )  # fmt: skip


def _passages(element: etree._Element, spans: Mapping[str, Span]) -> Iterator[Span]:
    for ptr in element.iterfind("t:ptr", _NS):
        for target in str(ptr.get("target", "")).split():
            span = spans.get(target.removeprefix("#")) or char_span(target)
            if span is not None:
                yield span


def _participants(element: etree._Element) -> Iterator[Participant]:
    for relation in element.iterfind("t:listRelation/t:relation", _NS):
        for ref in str(relation.get("active", "")).split():
            yield Participant(str(relation.get("name", "")), ref.removeprefix("#"))
    for group in element.iterfind("t:listPerson/t:personGrp", _NS):
        yield Participant(str(group.get("role", "")), "", content(group))


def _quantities(element: etree._Element) -> Iterator[Quantity]:
    for measure in element.iterfind("t:note/t:measure", _NS):
        attrs = attributes(measure)
        try:
            value = float(attrs.pop("quantity", ""))
        except ValueError:
            continue
        span = char_span(attrs.pop("source", ""))
        yield Quantity(value, attrs.pop("unit", ""), attrs.pop("commodity", ""), content(measure), span, attrs)


def read_relations(root: etree._Element) -> tuple[Relation, ...]:
    """Relations that stand on their own, not those that say who took part in an event."""
    found = []
    for element in root.iterfind("t:standOff/t:listRelation/t:relation", _NS):
        attrs = attributes(element)
        cert, resp = claim(attrs)
        passive = attrs.get("passive", "")
        found.append(Relation(attrs.get("name", ""), attrs.get("active", ""), passive, cert, resp))
    return tuple(found)
