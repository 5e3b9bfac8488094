"""What a layout makes of a page, and the means to collect it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from string import whitespace
from typing import Any

from converters.layout.lines import Unit
from converters.layout.vocabulary import words
from converters.matching import Match
from tei.metadata import Metadata, Stated
from tei.model import Annotation, Cert, Notice, Outside, Span

_PLURAL = frozenset(
    ["authors", "addressees", "participants", "idnos", "translators", "editors", "funders", "keywords"]
)  # the fields of Metadata that hold several values
_SPACE = f"{whitespace}\u00a0\u3000"
_BLACKED = "█▇▆■▓▒░"
"""What is blacked out at its ends is no part of a name."""
_MOST = 200
_WORDS = frozenset(["language", "original_language", "genre"])  # those that hold a plain word


@dataclass(frozen=True, slots=True)
class Page:
    """A text's blocks, what of it is not the document, and what it says of the document."""

    layout: str
    cert: Cert
    reasons: tuple[str, ...] = ()
    blocks: tuple[Annotation, ...] = ()
    outside: tuple[Outside, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[Notice, ...] = ()


@dataclass(slots=True)
class Draft:
    """Blocks and values as they are found; made for one text and read out once."""

    text: str
    blocks: list[Annotation] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)

    def add(
        self, element: str, start: int, end: int, cert: Cert | None = None, inner: Span | None = None, **attrs: str
    ) -> None:
        """Lay `element` over the source from `start` to `end`."""
        named = {k.rstrip("_").replace("__", ":"): v for k, v in attrs.items() if v} if attrs else {}
        self.blocks.append(Annotation(start, end, element, named, inner, cert, rule=f"layout.{element}"))

    def state(self, name: str, start: int, end: int, cert: Cert = "high", **attrs: str) -> None:
        """Take the text from `start` to `end`, trimmed, as a value of the field `name`."""
        raw = self.text[start:end]
        nothing = _SPACE + _BLACKED if name in _PLURAL else _SPACE
        content = raw.strip(nothing)
        if not content.strip(_BLACKED) or (name == "idnos" and not any(map(str.isdecimal, content))):
            return
        start += len(raw) - len(raw.lstrip(nothing))
        stated = Stated(" ".join(content.split()), (start, start + len(content)), attrs, cert)
        self.give(name, stated)

    def go_on(self, name: str, start: int, end: int) -> None:
        """Take the text from `start` to `end` as what a single value goes on with, on a line further below."""
        known = self.values.get(name)
        if isinstance(known, Stated) and known.span is not None:
            more = " ".join(self.text[start:end].split())
            self.values[name] = replace(known, text=f"{known.text} {more}", span=(known.span[0], end))

    def between(self, name: str, first: Span, last: Span) -> None:
        """Take what two passages say as the beginning and end of a value."""
        a, b = (" ".join(self.text[slice(*span)].split()) for span in (first, last))
        self.give(name, Stated(f"{a} – {b}", (first[0], last[1]), {}, "medium"))

    def give(self, name: str, stated: Stated) -> None:
        """Keep a value of the field `name`; of a single one the first stays."""
        if name in _PLURAL:
            kept = self.values.setdefault(name, [])
            if len(kept) < _MOST and all(other.text != stated.text for other in kept):
                kept.append(stated)
        elif name in _WORDS:
            self.values.setdefault(name, stated.text)
        elif name in Metadata.__dataclass_fields__:
            self.values.setdefault(name, stated)

    def groups(self, unit: Unit, match: Match, cert: Cert = "high") -> None:
        """Keep the named parts of `match` in `unit` as values of the fields that they name; `authors_org`: a body."""
        for group, number in match.re.groupindex.items():
            name, kind = (group, "") if group in Metadata.__dataclass_fields__ else group.partition("_")[::2]
            start, end = match.span(number)
            if start < end and not (name == "place" and _is_no_place(unit.text[start:end])):
                extra = {"type": "reference" if name == "idnos" else kind} if kind or name == "idnos" else {}
                self.state(name, unit.start + start, unit.start + end, cert, **extra)

    def metadata(self) -> Metadata:
        """The description of the document."""
        values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in self.values.items()}
        return Metadata(**values)


def _is_no_place(text: str) -> bool:
    """Whether what stands before a date is no place: `Received`, the label of a form, for whom somebody signs."""
    known = words()
    return known.no_place.fullmatch(text) is not None or text.strip(" .:").casefold() in known.labels or (
        known.witness.fullmatch(text.strip(" .:")) is not None
    )
