"""Changes to single tags of an XML file, every other byte left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from tei.escape import xml_attribute


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes to put in the place of others."""

    start: int
    end: int
    new: bytes = b""


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """`data` with all edits made; they must not overlap."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        pieces += [data[position : edit.start], edit.new]
        position = edit.end
    return b"".join([*pieces, data[position:]])


def positions(data: bytes) -> list[tuple[int, int]]:
    """Where each element's start tag and end tag begin, in document order; of `<a/>` the second means nothing."""
    parser = expat.ParserCreate()
    found: list[tuple[int, int]] = []
    opened: list[int] = []

    def start(*_: object) -> None:
        opened.append(len(found))
        found.append((parser.CurrentByteIndex, -1))

    def end(_: str) -> None:
        index = opened.pop()
        found[index] = (found[index][0], parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.Parse(data, True)
    return found


def retag(data: bytes, start: int, attrs: Mapping[str, str | None]) -> list[Edit]:
    """The edits that give the tag beginning at `start` these attributes; None takes one away."""
    edits = []
    missing = dict(attrs)
    at = _skip(data, start + 1, b" \t\r\n/>", until=True)
    while True:
        name_at = _skip(data, at, b" \t\r\n")
        if data[name_at : name_at + 1] in (b"/", b">"):
            break
        equals = data.index(b"=", name_at)
        quote_at = _skip(data, equals + 1, b" \t\r\n")
        close = data.index(data[quote_at : quote_at + 1], quote_at + 1)
        name = data[name_at:equals].strip().decode()
        if name in missing:
            value = missing.pop(name)
            edits.append(Edit(at, close + 1) if value is None else Edit(quote_at, close + 1, _quoted(value)))
        at = close + 1
    new = [f" {name}=".encode() + _quoted(value) for name, value in missing.items() if value is not None]
    return [*edits, Edit(at, at, b"".join(new))] if new else edits


def extent(data: bytes, position: tuple[int, int]) -> tuple[int, int]:
    """The bytes of an element, given where its tags begin."""
    start, end = position
    first = tag_end(data, start)
    return start, first if data.endswith(b"/>", start, first) else tag_end(data, end)


def tag_end(data: bytes, start: int) -> int:
    """The byte after the tag that begins at `start`."""
    at = start
    while data[at] not in b">":
        at = data.index(data[at], at + 1) + 1 if data[at] in b"\"'" else at + 1
    return at + 1


def _quoted(value: str) -> bytes:
    return f'"{xml_attribute(value)}"'.encode()


def _skip(data: bytes, at: int, among: bytes, *, until: bool = False) -> int:
    """The first byte from `at` on that is not among these; with `until`, that is."""
    while (data[at] in among) is not until:
        at += 1
    return at
