"""What an authority is: entities under ids, where each was read, and what is wrong with a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from converters.matching import pattern
from tei.entities import Entity, Event


class AuthorityError(Exception):
    """An authority file that cannot be used: which, on which line (0 if none applies), and why."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(name, line, message)
        self.name = name
        self.line = line
        self.message = message

    def __str__(self) -> str:
        """`NAME:LINE: message`."""
        return f"{self.name}:{self.line}: {self.message}" if self.line else f"{self.name}: {self.message}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or doubtful in an authority file. Errors keep the file from being used."""

    name: str
    line: int
    message: str
    level: Literal["warning", "error"] = "warning"
    code: str = ""

    def __str__(self) -> str:
        """`NAME:LINE: level: message`."""
        place = f"{self.name}:{self.line}" if self.line else self.name
        return f"{place}: {self.level}: {self.message}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file as it was read, with the line that it begins on."""

    entity: Entity
    line: int


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a reader found in one file."""

    entries: tuple[Entry, ...] = ()
    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Authority:
    """The entities and events of one or more authority files, in their order.

    Two authorities are equal, and hash alike, where their files have the same content; so results can
    be cached by it. It can be pickled and sent to other processes.
    """

    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    fingerprint: str = ""
    """SHA-256 over the names and contents of the files."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    by_id: Mapping[str, Entity] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Index the entities by id."""
        object.__setattr__(self, "by_id", {entity.id: entity for entity in self.entities})

    def __eq__(self, other: object) -> bool:
        """Equal where read from the same content."""
        if not isinstance(other, Authority):
            return NotImplemented
        return self.fingerprint == other.fingerprint and len(self.entities) == len(other.entities)

    def __hash__(self) -> int:
        """By content."""
        return hash(self.fingerprint)

    def __len__(self) -> int:
        """How many entities there are."""
        return len(self.entities)


_BARRED = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ß": "ss", "æ": "ae", "Æ": "Ae"})
"""Letters that have no mark to be taken off."""


_PARTING = bytes(c if chr(c).isalnum() and c < 128 else ord(" ") for c in range(256))
"""Every character but letters and digits, which parts words, to a blank."""


def slug(text: str) -> str:
    """An id made of a name: ASCII letters, digits and hyphens, a valid XML name.

    >>> slug("Qiao Guanhua (乔冠华)")
    'qiao-guanhua'
    >>> slug("W. Gomułka")
    'w-gomulka'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_BARRED))
    words = b"-".join(text.encode("ascii", "ignore").lower().translate(_PARTING).split()).decode()
    if not words:
        words = "x" + "-".join(f"{ord(c):x}" for c in text.strip()[:8])
    return words if words[0].isalpha() else f"x{words}"


def unique(base: str, taken: set[str]) -> str:
    """`base`, or `base-2`, `base-3`, … where it is taken; what is given is taken from then on."""
    id_, number = base, 2
    while id_ in taken:
        id_, number = f"{base}-{number}", number + 1
    taken.add(id_)
    return id_


def is_ncname(text: str) -> bool:
    """Whether `text` can be an xml:id (XML Names, NCName)."""
    return pattern(r"[\pL_][\pL\pN\pM_.·-]*").fullmatch(text) is not None
