"""The values of this package: a convention, its rules, and what comes of applying it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tei.model import Annotation, Cert, Notice
from tei.model import Rule as Declared


class ConventionError(ValueError):
    """A convention that cannot be used; the message names the file, the line where known, and the fault."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one kind of mark means: tests, all of which must hold, and what the mark becomes.

    A test that is empty always holds; one with several values holds when any of them does. The words for
    kinds (`name`, `pronoun`, `sentence-end` …) are listed in docs/conventions.md.
    """

    id: str
    description: str
    marks: tuple[str, ...] = ("[…]",)
    says: tuple[str, ...] = ()
    pattern: str = ""
    content: frozenset[str] = frozenset()
    content_not: frozenset[str] = frozenset()
    begins: frozenset[str] = frozenset()
    begins_not: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()
    words: tuple[int, int] = (0, 1_000_000)
    doubt: bool | None = None
    before: frozenset[str] = frozenset()
    before_not: frozenset[str] = frozenset()
    before_says: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    after_not: frozenset[str] = frozenset()
    compare: frozenset[str] = frozenset()
    compare_not: frozenset[str] = frozenset()
    completed: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    place_not: frozenset[str] = frozenset()
    document: frozenset[str] = frozenset()
    block: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    becomes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    covers: str = "itself"
    around: str = ""
    around_attributes: Mapping[str, str] = field(default_factory=dict)
    empty: bool = False
    cert: Cert = "high"
    doubt_cert: Cert = "low"


@dataclass(frozen=True, slots=True)
class Example:
    """A stretch of text and the TEI that a convention promises for it."""

    text: str
    tei: str
    language: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Detect:
    """What speaks for a convention in a text: phrases, wordings of marks and patterns, each with a weight."""

    phrases: Mapping[str, float] = field(default_factory=dict)
    marks: Mapping[str, float] = field(default_factory=dict)
    patterns: Mapping[str, float] = field(default_factory=dict)
    prior: float = 0.0


@dataclass(frozen=True, eq=False, slots=True)
class Convention:
    """One publisher's or school's habits. Compared by identity: load it once."""

    name: str
    title: str
    description: str
    languages: tuple[str, ...]
    rules: tuple[Rule, ...] = field(repr=False)
    detect: Detect = field(default_factory=Detect, repr=False)
    examples: tuple[Example, ...] = field(default=(), repr=False)
    extends: tuple[str, ...] = ()
    nests: bool = False
    """Whether brackets within brackets of the same kind are meant."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The convention that fits a text best, how sure, why, and what else was thought of."""

    convention: Convention
    cert: Cert
    reasons: tuple[str, ...] = ()
    rival: Convention | None = None
    """Another convention that fits nearly as well: where the two disagree on a mark, neither is sure."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What the marks of a text were taken for."""

    annotations: tuple[Annotation, ...] = ()
    notices: tuple[Notice, ...] = ()
    rules_used: tuple[Declared, ...] = ()
