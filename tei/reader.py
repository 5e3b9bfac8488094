"""TEI back to values: the inverse of the writer, and the one door for TEI by others.

The text is what the source said: derived delimiters are put back (`renditions`), what a program added is
passed over, and what stood outside the document (`xenoData` with a place in the source) is put where it
was. In TEI that has none of this the text is the content of `text`, as it stands.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from tei import renditions
from tei.content import DESCRIBED
from tei.escape import unescape
from tei.model import REGESTA, Annotation, Cert, Outside, Span
from tei.parse import TEI, parse
from tei.renditions import NOT_IN_SOURCE, Renditions

_XML = "{http://www.w3.org/XML/1998/namespace}"
_NS = {"t": TEI}
CERTS: Mapping[str | None, Cert] = {"high": "high", "medium": "medium", "low": "low"}
_PREFIX = f"{{{TEI}}}"
_NOWHERE = sys.maxsize


def attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element, those of the XML namespace as `xml:…`."""
    return {(f"xml:{k[len(_XML) :]}" if k.startswith(_XML) else k): unescape(v) for k, v in _items(element)}


def _items(element: etree._Element) -> Iterable[tuple[str, str]]:
    return ((str(k), str(v)) for k, v in element.attrib.items())


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; in brackets the namespace, where it is not TEI's."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag[len(_PREFIX) :] if tag.startswith(_PREFIX) else tag


@dataclass(frozen=True)
class Body:
    """The text of a TEI document, and the elements over it."""

    text: str
    annotations: tuple[Annotation, ...]
    outside: tuple[Outside, ...] = ()
    elements: tuple[etree._Element, ...] = field(default=(), repr=False)
    """The element that each annotation was read from."""

    @cached_property
    def spans(self) -> dict[str, Span]:
        """Where each element with an `xml:id` stands."""
        return {a.attrs["xml:id"]: (a.start, a.end) for a in self.annotations if "xml:id" in a.attrs}


def source_text(document: bytes, name: str = "-") -> str:
    """The decoded source that `document` was made from."""
    return read_body(parse(document, name), elements=False).text


def read_body(tree: etree._ElementTree, *, elements: bool = True) -> Body:
    """The text of the first `TEI` in `tree`, with annotations in document order unless told otherwise."""
    root = tree.getroot()
    declared = declared_renditions(root)
    outside = list(_outside(root))
    walker = _Walker(declared, outside, elements)
    for text in root.findall(f"{_PREFIX}text"):
        walker.walk(text)
    walker.rest()
    annotations = tuple(a for a in walker.annotations if a is not None)
    return Body("".join(walker.pieces), annotations, tuple(o for o, _ in outside), tuple(walker.elements))


def declared_renditions(root: etree._Element) -> Renditions:
    """The delimiters that a document declares."""
    found = root.findall(f"{_PREFIX}teiHeader/{_PREFIX}encodingDesc/{_PREFIX}tagsDecl/{_PREFIX}rendition")
    return renditions.read((attributes(r), unescape(r.text or "")) for r in found)


def _outside(root: etree._Element) -> Iterator[tuple[Outside, str]]:
    """Page text kept in the header, in the order of the source."""
    found = []
    for xeno in root.findall(f"{_PREFIX}teiHeader/{_PREFIX}xenoData"):
        span = char_span(xeno.get("source", ""))
        if span is not None and len(xeno) == 0:
            text = unescape(xeno.text or "")
            found.append((Outside(span[0], span[0] + len(text), xeno.get("type", "page-text")), text))
    return iter(sorted(found, key=lambda pair: pair[0].start))


def char_span(pointer: str) -> Span | None:
    """The characters that a pointer like `NAME.txt#char=10,20` (RFC 5147) names."""
    _, found, numbers = pointer.partition("#char=")
    start, comma, end = numbers.partition(",")
    if found and comma and start.isdecimal() and end.isdecimal() and int(start) <= int(end):
        return int(start), int(end)
    return None


class _Walker:
    """Collects text and annotations of one document, keeping count of source characters."""

    def __init__(self, declared: Renditions, outside: list[tuple[Outside, str]], elements: bool) -> None:
        self.declared = declared
        self.pieces: list[str] = []
        self.annotations: list[Annotation | None] = []
        self.elements: list[etree._Element] = []
        self.position = 0
        self._collect = elements
        self._outside = list(reversed(outside))
        self._stop = outside[0][0].start if outside else _NOWHERE

    def walk(self, text: etree._Element) -> None:
        """Take in one `text` element. (The parser limits depth, so that recursion is safe.)"""
        self._pass_outside()
        self._inside(text, "text")

    def _inside(self, parent: etree._Element, name: str) -> None:
        """The content of the element `parent`, which is called `name`."""
        if parent.text:
            self._take(unescape(parent.text))
        for element in parent:
            tag = element.tag
            if isinstance(tag, str):
                self._element(element, tag.removeprefix(_PREFIX), name)
            if element.tail:
                self._take(unescape(element.tail))

    def _element(self, element: etree._Element, name: str, parent: str) -> None:
        rendition = element.get("rendition")
        if rendition and f"#{NOT_IN_SOURCE}" in rendition.split():
            return
        if self._stop <= self.position:
            self._pass_outside()
        before = after = ""
        if rendition or name in self.declared.elements:
            before, after = self.declared.of(name, element.get("type"), rendition)
        start, index = self.position, len(self.annotations)
        self._take(before)
        marks = self._collect and not (name == "desc" and parent in DESCRIBED)
        if marks:
            self.annotations.append(None)
            self.elements.append(element)
        inner = self.position
        self._inside(element, name)
        inner_end = self.position
        self._take(after)
        if marks:
            span = None if (inner, inner_end) == (start, self.position) else (inner, inner_end)
            self.annotations[index] = _annotation(element, name, start, self.position, span)

    def rest(self) -> None:
        """What stood outside the document after its end."""
        while self._outside:
            self._take_outside()

    def _take(self, text: str) -> None:
        """Append source characters, with what stood outside the document where it stood."""
        end = self.position + len(text)
        while text and self._stop < end:
            cut = max(0, self._stop - self.position)
            self.pieces.append(text[:cut])
            self.position += cut
            text = text[cut:]
            self._pass_outside()
            end = self.position + len(text)
        if text:
            self.pieces.append(text)
            self.position = end

    def _pass_outside(self) -> None:
        while self._stop <= self.position:
            self._take_outside()

    def _take_outside(self) -> None:
        piece, text = self._outside.pop()
        self.pieces.append(text)
        self.position += piece.end - piece.start
        self._stop = self._outside[-1][0].start if self._outside else _NOWHERE


def _annotation(element: etree._Element, name: str, start: int, end: int, inner: Span | None) -> Annotation:
    attrs: dict[str, Any] = attributes(element)
    attrs.pop("rendition", None)
    cert = CERTS.get(attrs.get("cert"))
    resp, rule = REGESTA, ""
    if cert is not None:
        del attrs["cert"]
        resp = attrs.pop("resp", "")
        ana = attrs.get("ana", "")
        if ana.startswith("#") and " " not in ana:
            rule = attrs.pop("ana")[1:]
    return Annotation(start, end, name, attrs, inner, cert, resp, rule)
