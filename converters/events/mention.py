"""What one place in the text says of one event."""

from __future__ import annotations

from dataclasses import dataclass, field

from converters.events.items import Item
from converters.events.phrases import Part
from converters.events.rules import EventRule
from tei.model import Cert


@dataclass(slots=True)
class Mention:
    """What one place in the text says of one event. Offsets are of the reading text."""

    rule: EventRule
    word: str
    noun: bool
    start: int
    clause: tuple[int, int]
    modality: str
    definite: bool = False
    own: bool = False
    """The heading says that the record is of it: `Memorandum of a Conversation Between …`."""
    demonstrative: bool = False
    """`this incident` goes back to one told before."""
    indefinite: bool = False
    """`a meeting`"""
    modifiers: frozenset[str] = frozenset()
    """Names before a noun: `the NSC meeting`, `the Soviet memorandum`."""
    somebody: bool = False
    """It is told of `he`, `she` or `they`, whom nothing in the clause names."""
    apart: bool = False
    """Of two acts that one verb tells of, the second: `met first A and then B`."""
    open: bool = False
    """A preposition of its frame follows, but who stands there is not known: not a mere back-reference."""
    date: Item | None = None
    dates: tuple[Item, ...] = ()
    """All of a list of days on which it was: `met on April 12 and 13`."""
    since: bool = False
    """The date is when it began."""
    at: bool = False
    """It was on the day that ends or begins the time told of: `until 3 March, when …`."""
    place: Item | None = None
    parts: list[Part] = field(default_factory=list)
    counts: list[tuple[Item, int]] = field(default_factory=list)
    """Numbers, each with the end of what they count."""
    cert: Cert = "medium"
    passages: list[tuple[int, int]] = field(default_factory=list)
