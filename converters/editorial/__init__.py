"""Editorial conventions: what the marks of an edition mean, read from data in `converters/conventions`.

To add a convention, put a TOML file there (or anywhere, and name its path); docs/conventions.md says how.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from converters.editorial.annotate import annotate
from converters.editorial.choose import choose, fixed
from converters.editorial.load import available, load
from converters.editorial.model import Choice, Convention, ConventionError, Marks
from converters.editorial.outcome import make_room

if TYPE_CHECKING:
    from converters.editorial.examples import Failure


def check(name_or_path: str) -> list[Failure]:
    """Run the examples of a convention; the failures. Raises `ConventionError` if it cannot be read."""
    from converters.editorial import examples

    return examples.check(name_or_path)


def describe(convention: Convention) -> str:
    """The convention in prose."""
    from converters.editorial import examples

    return examples.describe(convention)


def new(name: str) -> str:
    """The text of a convention file to start from."""
    from converters.editorial import examples

    return examples.new(name)


__all__ = [
    "Choice", "Convention", "ConventionError", "Marks", "annotate", "available", "check", "choose", "describe",
    "fixed", "load", "make_room", "new",
]  # fmt: skip
