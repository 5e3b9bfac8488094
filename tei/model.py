"""The values that pass between the stages: a source text, and annotations over it.

A `Transcript` is what `converters` hands to this package and what reading TEI back gives again. The
source text in it is never altered; everything said about it is an `Annotation` (in the text) or an
entity or event (beside it). All offsets count Unicode code points of the decoded source; ends are
exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Cert = Literal["high", "medium", "low"]
"""How sure a statement is: TEI `@cert` (att.global.responsibility)."""

Span = tuple[int, int]
"""Start and end of a passage in the source."""

REGESTA = "#regesta"
"""`@resp` of what this program states; it points to the `application` in the header."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One TEI element laid over a stretch of the source.

    `inner` is the stretch that becomes the element's content where the element stands for more
    characters than it contains: the brackets of `[this]`, or the whole ` [sic]` after a word. What
    lies between `start` and `inner[0]`, and between `inner[1]` and `end`, is derived on restoring
    (TEI P5, 2.3.4 “The Tagging Declaration”: `rendition` with `@scope`). An `inner` of no
    length makes an empty element.

    `cert` of None marks what needs no claim: blocks that follow the white space of the source. Where
    `cert` is given, `@resp` is written with it. `rule` names what made the annotation (`@ana`), for
    `regesta explain` and the header's declaration.
    """

    start: int
    end: int
    element: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    inner: Span | None = None
    cert: Cert | None = None
    resp: str = REGESTA
    rule: str = ""

    @property
    def content(self) -> Span:
        """The stretch inside the element: `inner`, or all of it."""
        return self.inner if self.inner is not None else (self.start, self.end)


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded source file.

    `text` holds bytes that do not fit `encoding` as lone surrogates (Python's `surrogateescape`), so
    that `bom + text.encode(encoding, "surrogateescape")` is the file byte for byte.
    """

    text: str
    name: str = "-"
    encoding: str = "utf-8"
    bom: bytes = b""
    encoding_cert: Cert = "high"

    @property
    def raw(self) -> bytes:
        """The bytes of the file."""
        return self.bom + self.text.encode(self.encoding, "surrogateescape")


@dataclass(frozen=True, slots=True)
class Outside:
    """A stretch of the source that is not the document: web-page chrome, a pasted catalogue record."""

    start: int
    end: int
    type: str = "page-text"


WRITTEN = frozenset({"resp", "cert", "ana", "xml:id", "rendition"})
"""Attributes that are made of what else an annotation has: nobody gives them among `attrs`."""
Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should look at: a doubtful mark, a contradiction, a dropped annotation."""

    code: str
    message: str
    span: Span | None = None
    level: Level = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says in prose, for the header's editorial declaration and for `explain`."""

    id: str
    description: str
