"""An authority written as TEI or as a table; reading either back gives the same entities."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from converters.authority.identifiers import schemes
from converters.authority.model import Authority
from converters.authority.read_csv import COLUMNS
from converters.cells import safe
from tei.entities import Entity, EntityKind, Event, Name, Role
from tei.markup import block, element, leaf, text

_LIST: dict[EntityKind, tuple[str, str]] = {
    "person": ("listPerson", "persName"), "org": ("listOrg", "orgName"), "place": ("listPlace", "placeName"),
}  # fmt: skip


def tei(authority: Authority, title: str = "Authority file") -> str:
    """The authority as a TEI document with its lists in `standOff`."""
    lists = [
        block(list_, (_entity(e, name) for e in authority.entities if e.kind == kind))
        for kind, (list_, name) in _LIST.items()
    ]
    events = block("listEvent", (_event(event) for event in authority.events))
    files = sorted({e.source.partition("#")[0] for e in authority.entities if e.source})
    origin = f"Made from {', '.join(files)}." if files else "Made by regesta."
    header = element(
        "teiHeader",
        element(
            "fileDesc",
            element("titleStmt", leaf("title", title)),
            element("publicationStmt", leaf("p", "Authority file.")),
            element("sourceDesc", leaf("p", origin)),
        ),
    )
    body = block("standOff", [*lists, events]) or element("standOff", "<listPerson><person/></listPerson>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + element("TEI", "\n", header, "\n", body, "\n", attrs={"xmlns": "http://www.tei-c.org/ns/1.0"})
        + "\n"
    )


def _entity(entity: Entity, name: str) -> str:
    names = [_name(n, name) for n in entity.names]
    idnos = [leaf("idno", value, {"type": type_}) for type_, value in entity.idnos]
    note = [leaf("note", line) for line in entity.note.splitlines() if line]
    attrs = {"xml:id": entity.id, "role" if entity.kind == "person" else "type": entity.type}
    if entity.kind == "person":
        life = [_dated(tag, value) for tag, value in (("birth", entity.birth), ("death", entity.death)) if value]
        parts = [*names, *life, *(_role(role) for role in entity.roles), *idnos, *note]
    elif entity.kind == "place":
        where = f"{entity.geo[0]!r} {entity.geo[1]!r}" if entity.geo else ""
        parts = [*names, element("location", leaf("geo", where)) if where else "", *note, *idnos]
    else:
        parts = [*names, *idnos, *note]
    return element(entity.kind, *parts, attrs=attrs)


def _name(name: Name, tag: str) -> str:
    attrs = {"type": name.type, "xml:lang": name.lang}
    if name.parts:
        return element(tag, " ".join(leaf(part, value) for part, value in name.parts), attrs=attrs)
    return leaf(tag, name.text, attrs)


def _dated(tag: str, value: str) -> str:
    """A date as attribute where it is one, else in words."""
    iso = value.replace("-", "").isdigit() and len(value) in (4, 7, 10)
    return element(tag, attrs={"when": value}) if iso else leaf(tag, value)


def _role(role: Role) -> str:
    label = text(role.label) + (", " + leaf("orgName", role.org) if role.org else "")
    return element("occupation", label, attrs={"notBefore": role.notbefore, "notAfter": role.notafter})


def _event(event: Event) -> str:
    attrs = {"xml:id": event.id, "type": event.type, **event.date}
    return element(
        "event", leaf("label", event.label), attrs=attrs | ({"where": f"#{event.place}"} if event.place else {})
    )


_NUMBERS = frozenset({"latitude", "longitude", "birth", "death"})


def table(authority: Authority) -> str:
    """The authority as CSV with the columns that `read_csv` knows."""
    known = schemes()
    used = [scheme for scheme in known if any(scheme in dict(e.idnos) for e in authority.entities)]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*COLUMNS, *(s.lower() for s in used)], lineterminator="\n")
    writer.writeheader()
    for entity in authority.entities:
        first, *more = entity.names
        parts = dict(first.parts)
        row = {
            "id": entity.id,
            "kind": entity.kind,
            "name": "" if parts.keys() == {"surname", "forename"} or first.type == "abbr" else first.text,
            "surname": parts.get("surname", ""),
            "forename": parts.get("forename", ""),
            "variants": "|".join(_variant(name) for name in more if name.type != "abbr"),
            "abbr": "|".join(name.text for name in entity.names if name.type == "abbr"),
            "type": entity.type,
            "roles": "|".join(_spanned(role) for role in entity.roles),
            "birth": entity.birth,
            "death": entity.death,
            "note": entity.note,
            "latitude": repr(entity.geo[0]) if entity.geo else "",
            "longitude": repr(entity.geo[1]) if entity.geo else "",
            "idno": "|".join(_values(value for type_, value in entity.idnos if type_ not in known)),
        }
        row |= {type_.lower(): value for type_, value in reversed(entity.idnos) if type_ in known}
        writer.writerow({key: value if key in _NUMBERS else safe(value) for key, value in row.items()})
    return out.getvalue()


def _values(values: Iterable[str]) -> Iterator[str]:
    return (value.replace("|", " ") for value in values)


def _variant(name: Name) -> str:
    mark = "" if name.type in ("variant", "") else f"#{name.type}"
    return name.text.replace("|", " ") + (f"@{name.lang}" if name.lang else "") + mark


def _spanned(role: Role) -> str:
    label = ", ".join(filter(None, (role.label, role.org))).replace("|", " ")
    if not role.notbefore and not role.notafter:
        return label
    return f"{label} [{role.notbefore}/{role.notafter}]"
