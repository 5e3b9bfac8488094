"""`standOff` (TEI P5, 16.10): people, organisations, places, events and relations beside the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tei.entities import Entity, Event, Name, Participant, Quantity, Relation, Role
from tei.header import fragment
from tei.markup import block, element, leaf, text
from tei.model import Cert, Span

_LIST = {"person": "listPerson", "org": "listOrg", "place": "listPlace"}
_NAME = {"person": "persName", "org": "orgName", "place": "placeName"}


def standoff(
    entities: Sequence[Entity],
    events: Sequence[Event],
    relations: Sequence[Relation],
    passages: Mapping[Span, str],
    name: str,
) -> str:
    """The `standOff` element. `passages` gives the xml:id of a passage that has one in the text."""
    return block(
        "standOff",
        [
            *(block(_LIST[kind], (_entity(e) for e in entities if e.kind == kind)) for kind in _LIST),
            *(
                block("listEvent", (_event(e, passages, name) for e in events if e.record is record), {"type": label})
                if any(e.record is record for e in events)
                else ""
                for record, label in ((True, "record"), (False, "told"))
            ),
            block("listRelation", (_relation(r) for r in relations)),
        ],
    )


def claim(cert: Cert | None, resp: str, rule: str = "") -> dict[str, str]:
    """`@resp`, `@cert` and `@ana` of a statement."""
    return {} if cert is None else {"resp": resp, "cert": cert, "ana": f"#{rule}" if rule else ""}


def _entity(entity: Entity) -> str:
    kind = "role" if entity.kind == "person" else "type"
    attrs = {"xml:id": entity.id, kind: entity.type, **entity.attrs}
    attrs |= {"source": entity.source} | claim(entity.cert, entity.resp)
    parts = [*(_name(entity.kind, n) for n in entity.names)]
    geo = f"{entity.geo[0]:g} {entity.geo[1]:g}" if entity.geo else ""
    location = element("location", leaf("geo", geo)) if geo else ""
    idnos = [leaf("idno", value, {"type": kind}) for kind, value in entity.idnos]
    note = leaf("note", entity.note) if entity.note else ""
    if entity.kind == "place":
        parts += [location, note, *idnos]
    elif entity.kind == "org":
        parts += [*idnos, note]
    else:
        life = [
            element(name, attrs={"when": when})
            for name, when in (("birth", entity.birth), ("death", entity.death))
            if when
        ]
        parts += [*life, *(_role(r) for r in entity.roles), *idnos, note]
    return element(entity.kind, *parts, attrs=attrs)


def _name(kind: str, name: Name) -> str:
    attrs = {"type": name.type, "xml:lang": name.lang}
    return element(_NAME[kind], _parted(name), attrs=attrs)


def _parted(name: Name) -> str:
    """A name with its parts marked, in the order in which the name to show has them."""
    out: list[str] = []
    position = 0
    for part, value in sorted(name.parts, key=lambda p: name.text.find(p[1])):
        start = name.text.find(value, position)
        if start < 0:
            return " ".join(leaf(part, value) for part, value in name.parts)
        out += [text(name.text[position:start]), leaf(part, value)]
        position = start + len(value)
    return "".join([*out, text(name.text[position:])])


def _role(role: Role) -> str:
    label = text(role.label) + (", " + leaf("orgName", role.org) if role.org else "")
    return element("occupation", label, attrs={"notBefore": role.notbefore, "notAfter": role.notafter})


def _event(event: Event, passages: Mapping[Span, str], name: str) -> str:
    where = {"where": f"#{event.place}"} if event.place else {}
    attrs = {"xml:id": event.id, "type": event.type, "subtype": event.modality, **event.date, **where}
    attrs |= claim(event.cert, event.resp, event.rule)
    relations = [_participation(p, event.id) for p in event.participants if p.ref]
    return block(
        "event",
        [
            leaf("label", event.label),
            leaf("note", event.date_text, {"type": "date"}) if event.date_text else "",
            leaf("note", event.place_text, {"type": "place"}) if event.place_text else "",
            *(element("note", _measure(q, name), attrs={"type": "quantity"}) for q in event.quantities),
            *(_passage(span, passages, name) for span in event.passages),
            block("listPerson", (_unnamed(p) for p in event.participants if not p.ref)),
            block("listRelation", relations),
        ],
        attrs,
    )


def _measure(quantity: Quantity, name: str) -> str:
    attrs = {"quantity": number(quantity.value), "unit": quantity.unit, "commodity": quantity.of, **quantity.attrs}
    return leaf("measure", quantity.text, attrs | {"source": fragment(name, quantity.span)})


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{value:.0f}" if value == int(value) and abs(value) < 1e15 else repr(value)


def _passage(span: Span, passages: Mapping[Span, str], name: str) -> str:
    target = f"#{passages[span]}" if span in passages else fragment(name, span)
    return element("ptr", attrs={"type": "passage", "target": target})


def _unnamed(participant: Participant) -> str:
    return element("personGrp", leaf("persName", participant.name), attrs={"role": participant.role})


def _participation(participant: Participant, event: str) -> str:
    return element(
        "relation", attrs={"name": participant.role, "active": f"#{participant.ref}", "passive": f"#{event}"}
    )


def _relation(relation: Relation) -> str:
    attrs = {"name": relation.name, "active": relation.active, "passive": relation.passive}
    return element("relation", attrs=attrs | claim(relation.cert, relation.resp))


def used(entities: Iterable[Entity], refs: Iterable[str]) -> tuple[Entity, ...]:
    """The entities that something points to, by id, in the order of the authority."""
    wanted = {pointer.removeprefix("#") for ref in refs for pointer in ref.split()}
    return tuple(e for e in entities if e.id in wanted)
