"""People, organisations, places and characters: who they are, from lists anywhere and from names alone."""

from __future__ import annotations

from lxml import etree

from rdf.context import (
    XML_ID,
    Context,
    Statements,
    T,
    attribute,
    children,
    content,
    descendants,
    local,
)  # fmt: skip
from rdf.names import slug
from rdf.namespaces import (
    CRM,
    RDFS,
    REG,
    RICO,
    A,
    Term,
    literal,
)  # fmt: skip

CLASSES: dict[str, tuple[Term, ...]] = {
    "person": (RICO.Person, CRM.E21_Person),
    "org": (RICO.CorporateBody, CRM.E74_Group),
    "group": (RICO.Group, CRM.E74_Group),
    "place": (RICO.Place, CRM.E53_Place),
    "agent": (RICO.Agent, CRM.E39_Actor),
    "position": (RICO.Position,),
    "character": (REG.Character, CRM.E28_Conceptual_Object, RICO.Thing),
    "thing": (RICO.Thing,),
}
"""What a thing of each kind is."""

KINDS = {
    "person": "person", "persName": "person", "org": "org", "orgName": "org", "personGrp": "group",
    "place": "place", "placeName": "place", "geogName": "place", "settlement": "place", "country": "place",
    "region": "place", "district": "place", "bloc": "place", "pubPlace": "place", "origPlace": "place",
    "repository": "org", "institution": "org", "publisher": "org", "authority": "org", "distributor": "org",
    "funder": "org", "sponsor": "org", "roleName": "position", "role": "character", "castItem": "character",
    "forename": "person", "surname": "person", "speaker": "agent", "name": "agent", "rs": "agent",
    "author": "agent", "editor": "agent", "principal": "person", "respStmt": "agent", "object": "thing",
    "objectName": "thing", "nym": "thing",
}  # fmt: skip
"""The kind of thing that an element names or describes; `name`, `rs` may say otherwise in `@type`."""

LISTED = ("person", "personGrp", "org", "place")
"""Elements that describe something."""

NAMES = ("persName", "orgName", "placeName", "settlement", "country", "region", "geogName", "district", "bloc", "name")

_OWN = {
    "place": (("placeName", "geogName", "name"), ("settlement", "region", "country", "district", "bloc")),
    "org": (("orgName", "name"), ("placeName",)),
}
"""Of what names a thing of a kind is called; the second where there is none of the first."""

_TYPES = {
    "person": "person", "people": "person", "pers": "person", "org": "org", "organisation": "org",
    "organization": "org", "institution": "org", "place": "place", "group": "group", "object": "thing",
}  # fmt: skip
_HOLDERS = frozenset({
    "respStmt", "publisher", "authority", "distributor", "author", "editor", "principal", "funder", "sponsor",
})  # fmt: skip
"""Elements of a header that hold a name and perhaps an address or a note."""
_OFFICE = frozenset({"roleName"})
_REFERENCES = ("ref", "sameAs", "corresp")


def kind_of(element: etree._Element) -> str:
    """What kind of thing an element names: `person`, `org`, `place`, …; `thing` where it may be anything."""
    name = local(element)
    if name == "person" and _in_play(element):
        return "character"
    if name in ("name", "rs"):
        return _TYPES.get(attribute(element, "type").lower(), "thing")
    return KINDS.get(name, "thing")


def _in_play(person: etree._Element) -> bool:
    """Whether a person takes part in a play: listed in the header's `particDesc` of a text with stage directions."""
    group = person.getparent()
    parent = None if group is None else group.getparent()
    return (
        parent is not None
        and local(parent) == "particDesc"
        and next(person.getroottree().iter(f"{T}stage", f"{T}castList"), None) is not None
    )


def own_names(element: etree._Element) -> list[etree._Element]:
    """The names of what an element describes, and not of what it lies in or belongs to."""
    first, second = _OWN.get(local(element), (("persName", "orgName", "name"), ()))
    return list(children(element, *first)) or list(children(element, *second))[:1]


class Agents:
    """The things that one document names, by their `xml:id`."""

    def __init__(self, context: Context) -> None:
        """Take in what the document lists; nothing is stated yet."""
        self._context = context
        self._listed: dict[str, etree._Element] = {}
        self._dangling: set[str] = set()
        self._labels: dict[Term, str] = {}
        self._known: dict[str, tuple[Term, str, str]] = {}
        file = context.root.getroottree().getroot()
        for element in file.iter(*(T + name for name in LISTED)):
            for identified in (element, *element):
                if identified.get(XML_ID) is not None and (identified is element or local(identified) in NAMES):
                    self._listed.setdefault(attribute(identified, XML_ID), element)

    def lists(self) -> list[etree._Element]:
        """What the document lists, participants of events apart."""
        listed = self._context.iter(*LISTED)
        return [e for e in listed if not (local(e) == "personGrp" and _in_event(e))]

    # Who is meant

    def of(
        self, pointer: str, element: etree._Element, to: Statements, *, called: bool = True
    ) -> Term | None:
        """What a pointer on `element` means, introduced in the graph `to`; None for no pointer that can be used.

        What is described nowhere in the file is called by the words of `element`, unless these may mean another
        (`called`).
        """
        known = self._known.get(pointer)
        if known is not None:
            return self.introduce(*known, to)
        local_id = pointer[1:] if pointer.startswith("#") else ""
        if local_id in self._listed:
            listed = self._listed[local_id]
            self._known[pointer] = self.iri(listed), kind_of(listed), label(listed)
            return self.introduce(*self._known[pointer], to)
        term = self._context.names.resolve(pointer)
        if term is None:
            self._context.notice("pointer.not-understood", f"a pointer that leads nowhere: {pointer!r}")
            return None
        target = self._context.ids.get(local_id)
        if target is not None:
            kind = kind_of(target)
            return self.introduce(term, kind if kind != "thing" else kind_of(element), label(target), to)
        if local_id and local_id not in self._dangling:
            self._dangling.add(local_id)
            self._context.notice("pointer.elsewhere", f"nothing in the document has the id {local_id!r}")
        return self.introduce(term, kind_of(element), content(element) if called else "", to)

    def iri(self, listed: etree._Element) -> Term:
        """The IRI of something listed: its authority's where it was taken from one, else the document's own."""
        names = self._context.names
        source = attribute(listed, "source")
        file, hash_, fragment = source.partition("#")
        if file and hash_ and fragment and not fragment.startswith("char=") and " " not in source:
            found = names.resolve(source)
            if found is not None:
                return found
        identifier = attribute(listed, XML_ID) or next(
            (i for n in own_names(listed) if (i := attribute(n, XML_ID))), ""
        )
        if identifier:
            return names.local(identifier)
        named = [p for n in own_names(listed) for p in pointers(n)]
        known = names.resolve(named[0]) if len(named) == 1 else None
        return known or names.part(kind_of(listed), slug(label(listed)))

    def listed(self, element: etree._Element, to: Statements) -> Term:
        """What a list describes, introduced in the graph `to`; where it only points to another list, what is there."""
        named = [p for n in own_names(element) for p in pointers(n)]
        told = named[0][1:] if len(named) == 1 and element.get(XML_ID) is None else ""
        return self.introduce(self.iri(element), kind_of(element), label(self._listed.get(told, element)), to)

    def named(self, element: etree._Element, to: Statements) -> Term | None:
        """Who or what a name in the header means: by its pointer, else by its words; None if it is empty."""
        inner = next(descendants(element, *NAMES), None)
        if inner is None:
            inner = next(descendants(element, "roleName"), element)
        for holder in (element, inner):
            found = pointers(holder)
            if len(found) == 1:
                return self.of(found[0], inner, to)
        words = content(inner, without=_OFFICE) or content(inner) or content(element)
        if not words:
            return None
        kind = kind_of(inner)
        if kind == "thing":
            kind = kind_of(element) if local(element) not in ("name", "rs") else "agent"
        if inner is not element and not content(inner, without=_OFFICE):
            kind = "position"
        identifier = attribute(inner, XML_ID) or attribute(element, XML_ID)
        names = self._context.names
        key = attribute(inner, "key")
        term = names.local(identifier) if identifier else names.part(kind, slug(key or words))
        for candidate in pointers(inner):
            to.add(term, REG.candidate, self.of(candidate, inner, to, called=False))
        return self.introduce(term, kind, words, to)

    def worded(self, words: str, kind: str, to: Statements, *scope: str) -> Term:
        """Someone or something known by words alone; the same within `scope`, which is the document or part of it."""
        return self.introduce(self._context.names.part(kind, *scope, slug(words)), kind, words, to)

    def introduce(self, term: Term, kind: str, words: str, to: Statements) -> Term:
        """Say what a thing is and what it is called: in all graphs by the name that it has first."""
        if to.first(term):
            for class_ in CLASSES[kind]:
                to.add(term, A, class_)
            words = self._labels.setdefault(term, words)
            if words:
                to.add(term, RDFS.label, literal(words))
        return term


def label(element: etree._Element) -> str:
    """The name to show of what an element describes or names."""
    if local(element) in LISTED:
        name = next((content(n) for n in own_names(element) if content(n)), "")
        if name:
            return name
    if local(element) == "castItem":
        return content(next(descendants(element, "role"), None))
    if local(element) in LISTED:
        return content(next(descendants(element, *NAMES), None)) or attribute(element, XML_ID)
    if local(element) in _HOLDERS:
        return content(next(descendants(element, *NAMES), element))
    return content(element)


def pointers(element: etree._Element) -> list[str]:
    """Where a name points to; two or more are candidates of which one is meant."""
    for name in _REFERENCES:
        value = attribute(element, name)
        if value:
            return value.split()
    return []


def is_entry(name: etree._Element) -> bool:
    """Whether a name is an entry of a list of persons and the like, which other names point to."""
    return name.get(XML_ID) is not None and any(local(e) == "item" for e in name.iterancestors())


def _in_event(element: etree._Element) -> bool:
    return any(local(e) == "event" for e in element.iterancestors())
