"""One written form of a name: its text, its kind, and how surely it stands for the entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tei.model import Cert

FormKind = Literal[
    "full", "initials", "inverted", "surname", "surname-part", "forename", "nickname",
    "name", "short", "abbr", "expansion",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name.

    `full` has given name and surname, `initials` only initials and surname, `surname-part` one of two
    surnames, `forename` the given name of a surname-first name (also the name by which Vietnamese are
    addressed). Organisations and places have `name`, `short` (without article, `Republic of`, `camp`),
    `abbr` and `expansion`.
    """

    text: str
    kind: FormKind
    cert: Cert = "high"
    """`high`: as the authority gives it; `medium`: made by rule or table; `low`: a guess."""
