"""An index of names made of a few entries, and what is found with it."""

from __future__ import annotations

from types import SimpleNamespace

from converters.names import NameIndex, find_names, prepare
from converters.reading import read
from tei.entities import Entity, Name, Role
from tei.metadata import Metadata, Stated
from tei.model import Annotation


def person(id_: str, surname: str, forename: str = "", note: str = "", roles: tuple[Role, ...] = ()) -> Entity:
    name = Name(f"{forename} {surname}".strip(), parts=(("surname", surname), ("forename", forename)))
    return Entity(id_, "person", (name,), note=note, roles=roles)


def authority(*entities: Entity, register: bool | None = None) -> NameIndex:
    return prepare(SimpleNamespace(entities=entities), register=register)


def names(
    text: str,
    index: NameIndex | None = None,
    *,
    date: str = "",
    language: str = "en",
    marks: tuple[Annotation, ...] = (),
) -> list[tuple[str, str, str]]:
    """(element, words, ref) of what is found, offices left out."""
    found = recognised(text, index, date=date, language=language, marks=marks)
    return [
        (a.element, text[a.start : a.end], a.attrs.get("ref", ""))
        for a in sorted(found.annotations, key=lambda a: (a.start, -a.end))
        if a.attrs.get("type") != "office"
    ]


def recognised(text, index=None, *, date="", language="en", marks=()):  # type: ignore[no-untyped-def]
    metadata = Metadata(date=Stated(date, attrs={"when": date})) if date else Metadata()
    return find_names(read(text, marks), index, metadata=metadata, marks=marks, language=language)


def persons(text: str, index: NameIndex | None = None, **options: str) -> list[tuple[str, str]]:
    return [(words, ref) for element, words, ref in names(text, index, **options) if element == "persName"]  # type: ignore[arg-type]


def place(id_: str, name: str) -> Entity:
    return Entity(id_, "place", (Name(name),))


RUBOTTOM = person("rubottom", "Rubottom", "Roy R., Jr.", "Assistant Secretary of State for Inter-American Affairs")
NATO = Entity("nato", "org", (Name("NATO", "abbr"),), note="NATO, North Atlantic Treaty Organization")
