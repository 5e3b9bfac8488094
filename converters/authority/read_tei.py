"""TEI authority files: `listPerson`, `listOrg`, `listPlace`, `listEvent` (TEI P5, 14.3 and 14.4).

Also the lists of names in front of an edition, where each `item` holds one name with an `xml:id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from lxml import etree

from converters.authority.identifiers import identifier
from converters.authority.model import AuthorityError, Contents, Entry, Problem, is_ncname, slug, unique
from converters.authority.naming import shown
from tei.entities import Entity, EntityKind, Event, Name, Role
from tei.parse import TEI, TeiError, parse

_T = f"{{{TEI}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_KINDS: dict[str, EntityKind] = {"person": "person", "org": "org", "place": "place"}
_NAMES = {
    "person": ("persName", "name"),
    "org": ("orgName", "name"),
    "place": ("placeName", "name", "geogName", "settlement", "district", "region", "country", "bloc"),
}
"""The elements that name an entry. Of a place the first kind that there is names it: beside a
`settlement`, `country` says where it lies."""
_PARTS = frozenset({"surname", "forename", "roleName", "genName", "nameLink", "addName"})
_LISTED: dict[str, EntityKind] = {"persName": "person", "orgName": "org", "placeName": "place", "term": "org"}
_ROLES = frozenset({"occupation", "affiliation", "state", "socecStatus"})
_DATABLE = ("when", "when-iso", "notBefore", "notBefore-iso", "notAfter", "notAfter-iso", "from", "to", "when-custom")


def read(source: bytes, name: str) -> Contents:
    """The entries of a TEI file. Raises `AuthorityError` for what is not TEI."""
    try:
        root = parse(source, name).getroot()
    except TeiError as error:
        raise AuthorityError(name, error.line, error.message) from error
    problems: list[Problem] = []
    entries: list[Entry] = []
    taken = {id_.strip() for kind in _KINDS for node in root.iter(_T + kind) if (id_ := node.get(_ID))}
    for node in root.iter(*(_T + kind for kind in _KINDS)):
        parent = node.getparent()
        if node.tag == f"{_T}place" and parent is not None and parent.tag == f"{_T}location":
            continue
        entry = _entry(node, name, taken, problems)
        if entry is not None:
            entries.append(entry)
    if not entries:
        entries.extend(_items(root, name))
    events = tuple(e for node in root.iter(f"{_T}event") if (e := _event(node)) is not None)
    return Contents(tuple(entries), events, tuple(problems))


def _entry(node: etree._Element, file: str, taken: set[str], problems: list[Problem]) -> Entry | None:
    kind = _KINDS[etree.QName(node).localname]
    line = node.sourceline or 0
    named: dict[str, list[Name]] = {}
    idnos: list[tuple[str, str]] = []
    roles: list[Role] = []
    notes: list[str] = []
    life = {"birth": "", "death": ""}
    geo: tuple[float, float] | None = None
    for child in node.iterchildren(tag=etree.Element):
        tag = etree.QName(child).localname
        if tag in _NAMES[kind]:
            found = _name(child)
            if found.text:
                named.setdefault(tag, []).append(found)
            idnos.extend(_pointed(child))
        elif tag == "idno":
            if value := _text(child):
                idnos.append(identifier(value, child.get("type", "")))
        elif tag in _ROLES:
            roles.append(_role(child))
        elif tag in ("note", "desc"):
            notes.append(_text(child))
        elif tag in life:
            life[tag] = _dated(child)
        elif tag == "location":
            geo = _geo(child, file, problems) or geo
    idnos.extend(_pointed(node))
    kinds = [tag for tag in _NAMES[kind] if tag in named]
    names = [name for tag in (kinds[:1] if kind == "place" else kinds) for name in named[tag]]
    names.sort(key=lambda name: name.type not in ("main", "preferred"))
    id_ = (node.get(_ID) or "").strip()
    what = id_ or (names[0].text if names else "")
    if not names:
        _no_name(kind, what, any(notes), file, line, problems)
        return None
    if not id_:
        id_ = unique(slug(names[0].text), taken)
        problems.append(Problem(file, line, f"{kind} “{what}” has no xml:id; “{id_}” is used", code="no-id"))
    elif not is_ncname(id_):
        problems.append(Problem(file, line, f"{kind} “{what}”: not a valid xml:id", code="bad-id"))
    entity = Entity(
        id_,
        kind,
        tuple(names),
        tuple(dict.fromkeys(idnos)),
        tuple(roles),
        "\n".join(note for note in notes if note),
        geo,
        node.get("type") or node.get("role") or "",
        source=f"{quote(file)}#{quote(id_)}",
        birth=life["birth"],
        death=life["death"],
    )
    return Entry(entity, line)


def _no_name(kind: str, what: str, noted: bool, file: str, line: int, problems: list[Problem]) -> None:
    """An entry with only a note is passed over; one with nothing at all is a mistake in the file."""
    problems.append(
        Problem(
            file,
            line,
            f"{kind}{f' “{what}”' if what else ''} has no name" + (" and is passed over" if noted else ""),
            "warning" if noted else "error",
            "no-name",
        )
    )


def _name(node: etree._Element) -> Name:
    parts = tuple(
        (tag, value)
        for part in node.iterchildren(tag=etree.Element)
        if (value := _text(part)) and (tag := etree.QName(part).localname) in _PARTS
    )
    lang = node.get(_LANG) or ""
    type_ = node.get("type") or ""
    whole = _text(node)
    if parts and sum(len(value) for _, value in parts) + len(parts) - 1 >= len(whole) - 1:
        return Name(shown(parts, lang), type_, lang, parts)
    return Name(whole, type_, lang)


def _role(node: etree._Element) -> Role:
    organisations = [_text(org) for org in node.iter(f"{_T}orgName")]
    label = _text(node)
    if organisations and label != organisations[0]:
        label = label.replace(organisations[0], "").strip(" ,;")
    return Role(
        label,
        node.get("notBefore") or node.get("from") or node.get("when") or "",
        node.get("notAfter") or node.get("to") or node.get("when") or "",
        organisations[0] if organisations else "",
    )


def _dated(node: etree._Element) -> str:
    said = [node, *node.iter(f"{_T}date")]
    dates = (date for place in said for key in _DATABLE if (date := place.get(key)))
    return next(dates, "") or _text(said[-1])


def _geo(node: etree._Element, file: str, problems: list[Problem]) -> tuple[float, float] | None:
    found = next(iter(node.iter(f"{_T}geo")), None)
    if found is None or not (text := _text(found)):
        return None
    numbers = text.split()
    if len(numbers) == 2 and all(number.count(",") == 1 and number[-1] != "," for number in numbers):
        text = text.replace(",", ".")  # 48,2 16,37
    try:
        latitude, longitude = (float(part) for part in text.replace(",", " ").split()[:2])
    except ValueError:
        latitude = longitude = 999.0
    if abs(latitude) > 90 or abs(longitude) > 180:
        line = found.sourceline or 0
        message = f"geo “{text}” is not latitude and longitude in degrees"
        problems.append(Problem(file, line, message, "error", "bad-geo"))
        return None
    return latitude, longitude


def _pointed(node: etree._Element) -> Iterator[tuple[str, str]]:
    """Identities asserted by `@sameAs`, `@corresp` or `@ref` with a full URI."""
    for attribute in ("sameAs", "corresp", "ref"):
        for value in (node.get(attribute) or "").split():
            if ":" in value and not value.startswith("#"):
                yield identifier(value, "")


def _items(root: etree._Element, file: str) -> Iterator[Entry]:
    """Entries of `list/item` that hold one name with an id; the item's words are the note."""
    for item in root.iter(f"{_T}item"):
        for node in item.iter(*(_T + tag for tag in _LISTED)):
            if id_ := (node.get(_ID) or "").strip():
                kind = _LISTED[etree.QName(node).localname]
                label, note = _text(node).strip(" ,;:"), _text(item)
                if label:
                    name = Name(label, "abbr" if kind == "org" and label.upper() == label else "")
                    source = f"{quote(file)}#{quote(id_)}"
                    yield Entry(Entity(id_, kind, (name,), note=note, source=source), node.sourceline or 0)
                break


def _event(node: etree._Element) -> Event | None:
    id_ = (node.get(_ID) or "").strip()
    label = next((_text(c) for c in node if c.tag in (f"{_T}label", f"{_T}head", f"{_T}eventName")), "")
    if not id_:
        return None
    date = {key: value for key in _DATABLE if (value := node.get(key))}
    where = (node.get("where") or "").removeprefix("#")
    return Event(id_, node.get("type") or "", label or id_, date=date, place=where, resp="")


def _text(node: etree._Element) -> str:
    """The words of an element, white space normalised, comments left out."""
    return " ".join("".join(node.itertext(etree.Element)).split()) if len(node) else " ".join((node.text or "").split())
