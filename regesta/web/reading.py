"""The text of a document as HTML, and the marks in it.

The TEI is turned into HTML here and not in the browser: a page is readable without scripts, an archive of static
files holds what was shown, and there is one place that decides what of a stranger's markup becomes markup.
Everything that comes from a document passes `escape`; no name of an element or attribute is ever taken over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree
from markupsafe import Markup, escape

from regesta.web.marks import LAYERS, WIDE, called, layer_of
from tei import Annotation, Document
from tei.escape import unescape
from tei.model import Span
from tei.reader import attributes, local
from tei.renditions import NOT_IN_SOURCE

_BLOCKS = {
    "front": "div", "body": "div", "back": "div", "div": "section", "p": "p", "ab": "p", "head": "h2", "opener": "div",
    "closer": "div", "dateline": "div", "salute": "div", "signed": "div", "byline": "div", "trailer": "div",
    "postscript": "div", "address": "div", "addrLine": "div", "epigraph": "div", "argument": "div", "titlePage": "div",
    "docTitle": "div", "titlePart": "div", "lg": "div", "l": "div", "sp": "div", "speaker": "div", "list": "ul",
    "item": "li", "table": "table", "row": "tr", "cell": "td", "floatingText": "div", "fw": "div", "stage": "div",
    "figure": "div", "figDesc": "div", "cit": "div", "group": "div", "text": "div",
}  # fmt: skip
_FLOATING = frozenset({"quote", "note"})
"""Blocks where they stand between blocks, else part of a line."""
_HOLD_BLOCKS = frozenset({"front", "body", "back", "div", "sp", "cit", "opener", "closer", "floatingText", "group",
                          "item", "cell", "lg", "postscript", "address", "titlePage", "docTitle"})  # fmt: skip
_LISTING = frozenset({"text", "list", "table", "row"})
_SKIPPED = frozenset({"listPerson", "listOrg", "listPlace", "listEvent", "listRelation", "certainty", "precision",
                      "span", "spanGrp", "index", "interp", "interpGrp"})  # fmt: skip


@dataclass(slots=True)
class Mark:
    """A mark as a reader meets it, with the marks inside it."""

    number: int
    layer: str
    annotation: Annotation
    words: str
    inside: list[Mark] = field(default_factory=list)
    added: tuple[tuple[str, str], ...] = ()
    """(element, words) of forms that stand beside it and are not of the source: a correction."""

    @property
    def id(self) -> str:
        """Its address on the page, and for ever: characters of the source, which never changes (RFC 5147)."""
        return f"char={self.annotation.start},{self.annotation.end}"

    def all(self) -> Iterator[Mark]:
        """It and the marks inside it."""
        yield self
        for mark in self.inside:
            yield from mark.all()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document to be read."""

    html: Markup
    marks: tuple[Mark, ...]
    """The outermost ones, in the order of the text."""

    def all(self) -> Iterator[Mark]:
        """All marks."""
        for mark in self.marks:
            yield from mark.all()


def read(document: Document, here: Span | None = None) -> Reading:
    """The text of a document as HTML; `here` is a passage to point out."""
    return _Reader(document, here).read()


class _Reader:
    def __init__(self, document: Document, here: Span | None) -> None:
        self.document, self.here = document, here
        body = document.body
        self.text = body.text
        self.found = dict(zip(body.elements, body.annotations, strict=True))
        self.outside = body.outside
        self.out: list[str] = []
        self.marks: list[Mark] = []
        self.open: list[Mark] = []
        self.inline = 0
        self.last: Mark | None = None
        self.ids: set[str] = set()
        self.position = 0
        self.depth = 0
        self.next_outside = 0
        self.pointed = False

    def read(self) -> Reading:
        for text in self.document.tree.getroot().iterfind("{http://www.tei-c.org/ns/1.0}text"):
            self._children(text, "text")
        return Reading(Markup("".join(self.out)), tuple(self.marks))

    # The walk; it keeps count of source characters as `tei.reader` does.

    def _children(self, parent: etree._Element, name: str) -> None:
        self._words(unescape(parent.text or ""), name)
        for child in parent:
            if isinstance(child.tag, str):
                self._element(child, name)
            self._words(unescape(child.tail or ""), name)

    def _words(self, words: str, parent: str) -> None:
        at = 0
        while at < len(words):
            while self.next_outside < len(self.outside):
                piece = self.outside[self.next_outside]
                if piece.start > self.position:
                    break
                self.position = max(self.position, piece.end)
                self.next_outside += 1
            stop = len(words)
            if self.next_outside < len(self.outside):
                stop = min(stop, at + self.outside[self.next_outside].start - self.position)
            self._emit(words[at:stop], parent)
            at = stop

    def _emit(self, words: str, parent: str) -> None:
        """Source characters, with the passage that is pointed out in them."""
        start, self.position = self.position, self.position + len(words)
        if (parent in _HOLD_BLOCKS or parent in _LISTING) and not words.strip():
            self.out.append("\n")
            return
        if self.here is None or self.here[1] <= start or self.here[0] >= self.position:
            self.out.append(_run(start, words))
            return
        first, last = max(self.here[0] - start, 0), min(self.here[1] - start, len(words))
        for low, high, here in ((0, first, False), (first, last, True), (last, len(words), False)):
            if low < high:
                run = _run(start + low, words[low:high])
                if here:
                    name = "" if self.pointed else ' id="passage"'
                    self.pointed = True
                    run = f"<mark{name}>{run}</mark>"
                self.out.append(run)

    def _element(self, element: etree._Element, parent: str) -> None:
        name = local(element)
        if f"#{NOT_IN_SOURCE}" in str(element.get("rendition", "")).split():
            self._added(element, name)
            return
        annotation = self.found.get(element)
        if annotation is None or name in _SKIPPED:
            if name == "desc":
                self._children(element, name)
            elif annotation is not None:
                self.position = annotation.end
            return
        self.position = annotation.start
        layer = layer_of(name, attributes(element))
        if layer and not (name == "abbr" and parent == "choice"):
            self._mark(element, name, annotation, layer, parent)
        elif name in ("pb", "cb"):
            number = escape(unescape(str(element.get("n", ""))))
            self.out.append(f'<span class="break" role="note">{"page" if name == "pb" else "column"} {number}</span>')
        elif name == "lb":
            self.out.append("<br>")
        else:
            self._plain(element, name, annotation, parent)
        self.position = annotation.end

    def _inner(self, element: etree._Element, name: str, a: Annotation) -> None:
        """The content of an element, with the characters that stand for its tags."""
        start, end = a.content
        self._delimiter(a.start, start)
        self.position = start
        self._children(element, name)
        self._delimiter(end, a.end)

    def _delimiter(self, start: int, end: int) -> None:
        if start < end:
            self.position = start
            self.out.append('<span class="delim">')
            self._emit(self.text[start:end], "")
            self.out.append("</span>")

    def _plain(self, element: etree._Element, name: str, a: Annotation, parent: str) -> None:
        tag = self._tag(element, name, parent)
        classes = f"tei-{name}" if name in _BLOCKS or name in _INLINE or name in _FLOATING else "tei"
        self.out.append(f'<{tag} class="{classes}"{self._id(a) if tag != "span" else ""}{_language(element)}>')
        self.depth += name == "div"
        self._inner(element, name, a)
        self.depth -= name == "div"
        self.out.append(f"</{tag}>")

    def _tag(self, element: etree._Element, name: str, parent: str) -> str:
        if self.inline or parent in ("p", "ab", "head", "l"):
            return "span"
        if name in _FLOATING:
            return "div" if parent in _HOLD_BLOCKS or parent == "text" else "span"
        if name == "head":
            return f"h{min(2 + self.depth, 6)}"
        if name == "list":
            return _kind_of_list(element)
        holder = element.getparent()
        if name in ("item", "label") and parent == "list" and holder is not None:
            return _OF_A_LIST[_kind_of_list(holder)][name == "label"]
        if name == "item":
            return "div"
        tag = _BLOCKS.get(name, "span")
        if tag == "p" and any(local(e) in _BLOCKS or local(e) == "table" for e in element.iterdescendants("{*}*")):
            return "div"  # HTML's `p` holds no blocks; TEI's may.
        return tag

    def _id(self, a: Annotation) -> str:
        found = f"char={a.start},{a.end}"
        if found in self.ids:
            return ""
        self.ids.add(found)
        return f' id="{found}"'

    # Marks

    def _mark(self, element: etree._Element, name: str, a: Annotation, layer: str, parent: str) -> None:
        """A mark outside all others is a link to what is known of it; those in it are explained with it."""
        outermost = not self.open
        number = self.open[0].number if self.open else len(self.marks) + 1
        mark = Mark(number, layer, a, " ".join(self.text[a.start : a.end].split()))
        (self.marks if outermost else self.open[-1].inside).append(mark)
        block = name == "note" and (parent in _HOLD_BLOCKS or parent == "text") and not self.inline
        linked = outermost and name not in WIDE
        tag = "a" if linked else "div" if block else "span"
        classes = f"mark {layer}{' low' if a.cert == 'low' else ''}"
        opening = f'<{tag} class="{classes}"{self._id(a)} data-layer="{layer}"{_language(element)}'
        self.out.append(f'{opening} href="#m{number}">' if linked else f"{opening}>")
        holds = linked or not outermost
        if holds:
            self.open.append(mark)
        self.last = mark
        self.inline += not block
        self._inner(element, name, a)
        self.inline -= not block
        if holds:
            self.open.pop()
        if a.cert == "low":
            self.out.append('<span class="doubt" aria-hidden="true">?</span><span class="for-ears"> (doubtful)</span>')
        if name == "gap" and (extent := _extent(a)) and extent not in mark.words:
            self.out.append(f'<span class="extent"> {escape(extent)}</span>')
        if outermost and not linked:
            self.out.append(f'<a class="sign" href="#m{number}" aria-label="About: {called(name)}">'
                            f"{LAYERS[layer].sign}</a>")  # fmt: skip
        self.out.append(f"</{tag}>")

    def _added(self, element: etree._Element, name: str) -> None:
        """What an editor or program put beside the form of the source."""
        words = " ".join(unescape("".join(element.itertext())).split())
        layer = layer_of(name, {})
        if not words or not layer:
            return
        if self.last is not None:
            self.last.added += ((name, words),)
        self.out.append(f'<span class="mark added {layer}" data-layer="{layer}"><span class="for-ears"> '
                        f"{escape(name)}: </span>{escape(words)}</span>")  # fmt: skip


_INLINE = frozenset({"hi", "emph", "title", "foreign", "q", "said", "mentioned", "soCalled", "term", "choice", "orig",
                     "label"})  # fmt: skip


_OF_A_LIST = {"ul": ("li", "span"), "dl": ("dd", "dt"), "div": ("div", "div")}
"""What an item and a label are in each kind of list; HTML's `dl` has nothing but these."""


def _kind_of_list(element: etree._Element) -> str:
    held = {local(child) for child in element.iterchildren("{*}*")}
    return "ul" if "label" not in held else "dl" if held == {"label", "item"} else "div"


def _run(start: int, words: str) -> str:
    """Characters of the source, with the offset of the first; HTML parsers would fold a bare CR LF into one."""
    return f'<span data-c="{start}">{escape(words)}</span>'.replace("\r", "&#13;")


def _language(element: etree._Element) -> str:
    language = str(element.get("{http://www.w3.org/XML/1998/namespace}lang", ""))
    return f' lang="{escape(language)}"' if language and language.replace("-", "").isalnum() else ""


def _extent(a: Annotation) -> str:
    attrs = a.attrs
    number = attrs.get("quantity") or (f"at most {attrs['atMost']}" if "atMost" in attrs else "")
    return f"{number} {attrs.get('unit', '')}".strip() if number else ""
