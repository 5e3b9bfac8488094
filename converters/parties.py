"""Names in the header linked to the authority: authors, translators, holders, publishers.

A catalogue record gives names whole, so only a whole name is linked, and only where one entry bears it.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from typing import Any

from converters import attendance
from converters.names.index import WHOLE, NameIndex
from converters.names.lexicon import fold
from tei.metadata import Metadata, Stated
from tei.model import Annotation, Span

_SEVERAL = ("authors", "addressees", "participants", "translators", "editors", "funders")
_SINGLE = ("publisher", "repository")
"""The fields of a header that name persons and bodies."""


def link(metadata: Metadata, index: NameIndex | None) -> Metadata:
    """`metadata` with `ref` on every name that one entry of the authority bears."""
    if index is None:
        return metadata
    linked: dict[str, Any] = {
        name: tuple(_linked(stated, index) for stated in values)
        for name in _SEVERAL
        if (values := getattr(metadata, name))
    }
    linked |= {name: _linked(value, index) for name in _SINGLE if (value := getattr(metadata, name)) is not None}
    return replace(metadata, **linked) if linked else metadata


def settle(metadata: Metadata, annotations: Iterable[Annotation], text: str) -> Metadata:
    """`metadata` with the people of its heads and lists as they were found in the text: name, office, and who it is.

    `Dr. Henry A. Kissinger, Secretary of State` in a list of participants is a name and an office.
    """
    if not (metadata.authors or metadata.addressees or metadata.participants or metadata.place):
        return metadata
    kinds = ("persName", "orgName", "placeName")
    found = sorted((a for a in annotations if a.element in kinds), key=lambda a: a.start)
    metadata = _at_place(metadata, found)
    metadata = _from_a_place(metadata, {(a.start, a.end) for a in found if a.element == "placeName"})
    names = [a for a in found if a.element == "persName" and "ref" in a.attrs]
    bodies = [a for a in found if a.element == "orgName"]

    def settled(values: tuple[Stated, ...]) -> tuple[Stated, ...]:
        return tuple(_settled(value, names, text) for value in values)

    def corresponded(values: tuple[Stated, ...]) -> tuple[Stated, ...]:
        return settled(tuple(_of_body(value, bodies, text) for value in values))

    return replace(
        metadata,
        authors=corresponded(metadata.authors),
        addressees=corresponded(metadata.addressees),
        participants=tuple(map(_of_several, corresponded(attendance.each(metadata.participants, names, text)))),
    )


def _at_place(metadata: Metadata, found: Sequence[Annotation]) -> Metadata:
    """`metadata` with the place of writing pointing to what the text's does: the first of `Nürnberg, Germany`."""
    place = metadata.place
    if place is None or place.span is None or "ref" in place.attrs:
        return metadata
    start, end = place.span
    within = (a for a in found if a.element == "placeName" and start <= a.start < start + _BEFORE and a.end <= end)
    pointer = next((a.attrs.get("ref", "") for a in within), "")
    if not pointer or " " in pointer:
        return metadata
    return replace(metadata, place=replace(place, attrs={**place.attrs, "ref": pointer}))


_BEFORE = 3
"""Characters before the name of a place, at most: `À `."""


def _of_several(value: Stated) -> Stated:
    """`value` as that of a group of people, where it says so and names nobody."""
    unnamed = value.attrs.keys().isdisjoint(("ref", "type")) and attendance.of_several(value)
    return replace(value, attrs={**value.attrs, "type": "group"}) if unnamed else value


def _from_a_place(metadata: Metadata, places: set[Span]) -> Metadata:
    """`metadata` with the place of `Report from Prague` as that of writing, and not as who wrote it."""
    for author in metadata.authors:
        if author.span in places:
            authors = tuple(other for other in metadata.authors if other is not author)
            return replace(metadata, authors=authors, place=metadata.place or replace(author, attrs={}, cert="medium"))
    return metadata


def _of_body(value: Stated, bodies: list[Annotation], text: str) -> Stated:
    """`value` as that of a body, where nothing but one body's name stands there: `To: Foreign Office`."""
    if value.span is None or not {"ref", "type"}.isdisjoint(value.attrs):
        return value
    start, end = value.span
    at = bisect_left(bodies, start, key=lambda a: a.start)
    if at == len(bodies) or bodies[at].end > end:
        return value
    body = bodies[at]
    if text[start : body.start].strip().lower() not in ("", "the") or text[body.end : end].strip(" .,;:\n"):
        return value
    pointer = body.attrs.get("ref", "")
    return replace(value, attrs={**value.attrs, "type": "org", **({"ref": pointer} if pointer else {})})


def _settled(value: Stated, names: list[Annotation], text: str) -> Stated:
    if value.span is None or "ref" in value.attrs or value.attrs.get("type") == "org":
        return value
    start, end = value.span
    first = bisect_left(names, start, key=lambda a: a.start)
    inside = [a for a in names[first : first + 3] if a.end <= end]
    if len(inside) != 1:
        return value
    name = inside[0]
    attrs = {**value.attrs, "type": "person", "ref": name.attrs["ref"]}
    office = text[name.end : end].strip(" ,;:—–-\n")
    if any(map(str.isalpha, office)) and "role" not in attrs:
        attrs["role"] = " ".join(office.split())
    return replace(value, text=text[name.start : name.end], attrs=attrs)


def speaker(metadata: Metadata, annotations: Iterable[Annotation], text: str) -> Metadata:
    """`metadata` with the body that speaks in the first words of the text as author, where nothing says who wrote it.

    Notes between governments begin so (`openings.toml`). It is an inference, and its certainty says so.
    """
    if metadata.authors:
        return metadata
    annotations = list(annotations)
    first = min((a.start for a in annotations if a.element in ("p", "ab")), default=-1)
    speakers = [a for a in annotations if a.element == "orgName" and first <= a.start < first + 6 and "ref" in a.attrs]
    if first < 0 or not speakers:
        return metadata
    before, after = _openings()
    for a in sorted(speakers, key=lambda a: (a.start, -a.end)):
        lead = text[first : a.start].strip().casefold()
        following = text[a.end : a.end + 40].split(maxsplit=1)
        if (not lead or lead in before) and following and following[0] in after:
            attrs = {"type": "org", "ref": a.attrs["ref"]}
            author = Stated(text[a.start : a.end], (a.start, a.end), attrs, "medium")
            return replace(metadata, authors=(author,))
    return metadata


@lru_cache
def _openings() -> tuple[frozenset[str], frozenset[str]]:
    data = tomllib.loads((resources.files("converters") / "openings.toml").read_text("utf-8"))
    before, after = (frozenset(word for words in data[key].values() for word in words) for key in ("before", "after"))
    return before, after


def refs(metadata: Metadata) -> set[str]:
    """The ids that the header points to."""
    names: list[Stated] = [s for name in _SINGLE if (s := getattr(metadata, name)) is not None]
    names += [s for name in _SEVERAL for s in getattr(metadata, name)]
    return {pointer.removeprefix("#") for s in names for pointer in s.attrs.get("ref", "").split()}


def _linked(name: Stated, index: NameIndex) -> Stated:
    if "ref" in name.attrs or not name.text:
        return name
    bearers = bearing(name.text, index)
    return replace(name, attrs={**name.attrs, "ref": f"#{bearers[0]}"}) if len(bearers) == 1 else name


def bearing(name: str, index: NameIndex) -> list[str]:
    """The ids of the entries that bear a whole name."""
    form = fold(name)
    people = [person.id for person, kind in index.persons.get(form, ()) if kind >= WHOLE]
    return list(dict.fromkeys([*people, *index.organisations.get(form, ())]))
