"""What a reader is shown of the markup: which elements are marks, of which layer, and how each is told apart.

A layer can be switched off. No layer relies on colour: each has a line or face of its own in the style sheet,
and a sign in the legend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """A kind of mark that a reader can switch."""

    name: str
    """Its name in the style sheet."""
    label: str
    sign: str
    explanation: str


LAYERS: Mapping[str, Layer] = {layer.name: layer for layer in (
    Layer("person", "Persons", "P", "A person, by name"),
    Layer("role", "Persons by office", "O", "A person or body, by an office or description"),
    Layer("org", "Organisations", "G", "An organisation"),
    Layer("place", "Places", "L", "A place"),
    Layer("date", "Dates", "D", "A date or time"),
    Layer("number", "Quantities", "N", "A number or quantity"),
    Layer("reference", "References", "R", "A document that is cited"),
    Layer("supplied", "Supplied", "+", "Words that an editor supplied"),
    Layer("gap", "Gaps", "∅", "Something is missing: it cannot be read, or was left out"),
    Layer("unclear", "Doubtful readings", "?", "Words that could not be read with certainty"),
    Layer("sic", "Sic", "!", "So it stands in the source"),
    Layer("correction", "Corrections", "→", "Another form, given beside the form of the source"),
    Layer("note", "Notes", "*", "A note or explanation"),
    Layer("act", "Stage and stamps", "‡", "Something that happened, or that was put on the document"),
    Layer("trace", "Changes in the source", "±", "Added, deleted or damaged in the source"),
    Layer("unknown", "Unclassified marks", "¿", "A mark that no rule of the convention knows"),
)}  # fmt: skip

_ELEMENTS: Mapping[str, tuple[str, str]] = {
    "persName": ("person", "person"), "name": ("person", "name"), "rs": ("role", "office or description"),
    "orgName": ("org", "organisation"), "placeName": ("place", "place"), "geogName": ("place", "place"),
    "settlement": ("place", "place"), "country": ("place", "country"), "region": ("place", "region"),
    "date": ("date", "date"), "time": ("date", "time"),
    "num": ("number", "number"), "measure": ("number", "quantity"),
    "bibl": ("reference", "document cited"), "ref": ("reference", "reference"),
    "supplied": ("supplied", "supplied"), "gap": ("gap", "gap"), "space": ("gap", "empty space"),
    "unclear": ("unclear", "unclear"), "sic": ("sic", "so in the source"),
    "corr": ("correction", "correction"), "reg": ("correction", "regular form"), "expan": ("correction", "in full"),
    "ex": ("correction", "in full"), "abbr": ("correction", "abbreviation"), "surplus": ("sic", "too much"),
    "note": ("note", "note"), "gloss": ("note", "explanation"),
    "incident": ("act", "incident"), "stamp": ("act", "stamp"), "vocal": ("act", "sound"),
    "kinesic": ("act", "gesture"),
    "add": ("trace", "added"), "del": ("trace", "deleted"), "damage": ("trace", "damaged"),
}  # fmt: skip
"""Layer, and what one mark is called."""


def layer_of(element: str, attrs: Mapping[str, str]) -> str:
    """The layer of an element; empty where it is no mark."""
    if element == "seg":
        return "unknown" if attrs.get("subtype") == "unclassified" else ""
    if element == "name" and attrs.get("type") in ("person", "org", "place"):
        return attrs["type"]
    return _ELEMENTS.get(element, ("", ""))[0]


def called(element: str) -> str:
    """What one such mark is called."""
    return "mark that no rule knows" if element == "seg" else _ELEMENTS.get(element, ("", element))[1]


WIDE = frozenset({"note", "seg", "add", "del", "damage"})
"""Marks that hold text with marks of its own: these keep their own links."""
