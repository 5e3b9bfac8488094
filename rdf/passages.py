"""What stands where: a Web Annotation (W3C, 2017) for each name, date, quantity, gap and editorial mark.

A passage is an `oa:SpecificResource` of the transcript with one position (code points of the source
text) and one quotation. It is named by its words and the words beside them, so that it keeps its name
when the text changes elsewhere. Which elements are annotations is data (`data/annotations.csv`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from rdf import dates, quantities
from rdf.agents import CLASSES, Agents, is_entry, kind_of, pointers
from rdf.authorities import rows
from rdf.context import XML_ID, Context, Statements, attribute, children, content, local
from rdf.names import digest, slug
from rdf.namespaces import DCTERMS, OA, RDFS, REG, A, Term, integer, literal
from rdf.responsibility import responsible
from tei.escape import unescape
from tei.model import Span

_AROUND = 32
"""How many characters of prefix and suffix a quotation has."""
_BESIDE = 16
"""How many of them, in the same block and line, name a passage."""
_BLOCKS = frozenset({
    "div", "head", "p", "ab", "l", "item", "cell", "sp", "speaker", "stage", "opener", "closer", "dateline", "salute",
    "signed",
})  # fmt: skip

_CLAIM = {"cert": REG.certainty, "evidence": REG.evidence}
_MARK = {**_CLAIM, "type": REG.type, "subtype": REG.type, "reason": REG.reason, "place": REG.place}
"""Attributes that are stated as they stand: of any statement, and of a mark in the text."""
_SOURCES = frozenset({"resp", "ana"})
"""Attributes that point to who says so and by which rule."""

PASSAGE = "passage"
"""`seg/@type` of a passage that is marked for something else to point to; it is no annotation of its own."""

_LISTS = frozenset({
    "listPerson", "listOrg", "listPlace", "listEvent", "listRelation", "listNym", "listObject", "listBibl", "castList",
})  # fmt: skip
"""What they hold describes things and does not mention them."""


_IS_PASSAGE, _IS_POSITION = f" {A} {OA.SpecificResource}", f" {A} {OA.TextPositionSelector}"
_IS_QUOTATION, _SELECTED_BY, _OF = f" {A} {OA.TextQuoteSelector}", f" {OA.hasSelector}", f" {OA.hasSource}"
_START, _END, _EXACT = f" {OA.start}", f" {OA.end}", f" {OA.exact}"
_PREFIX, _SUFFIX = f" {OA.prefix}", f" {OA.suffix}"


@dataclass(frozen=True, slots=True)
class Kind:
    """How an element is annotated."""

    graph: str
    kind: str
    motivation: Term


@lru_cache
def kinds() -> Mapping[str, Kind]:
    """Elements that are annotations. What they are for is `reg:` and the element's name."""
    return {r["element"]: Kind(r["graph"], r["kind"], REG[r["element"]]) for r in rows("annotations.csv")}


class Passages:
    """The passages of one document, and the annotations on them."""

    def __init__(self, context: Context, agents: Agents) -> None:
        """Nothing is stated yet."""
        self._context = context
        self._agents = agents
        self._text = context.body.text
        self._keys: dict[Span, str] = {}
        self._taken: dict[str, int] = {}
        self._rests: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self._source = context.names.part("instantiation", "transcript")
        self._spans: dict[str, Span] = {}
        edges: set[int] = {0, len(self._text)}
        for a in context.body.annotations:
            if a.element in _BLOCKS:
                edges.update((a.start, a.end))
            identifier = a.attrs.get("xml:id")
            if identifier:
                self._spans.setdefault(identifier, (a.start, a.end))
        self._edges = sorted(edges)

    # Passages

    def key(self, span: Span) -> str:
        """The name of a passage: from its words and those beside it, with a number where that is not enough."""
        found = self._keys.get(span)
        if found is None:
            start, end = span
            text = self._text
            first = self._edges[bisect_right(self._edges, start) - 1]
            last = self._edges[bisect_left(self._edges, end)]
            before = text[max(first, start - _BESIDE) : start].rpartition("\n")[2]
            after = text[end : min(last, end + _BESIDE)].partition("\n")[0]
            found = digest(text[start:end], before, after)
            times = self._taken[found] = self._taken.get(found, 0) + 1
            if times > 1:
                found = f"{found}-{times}"
            self._keys[span] = found
        return found

    def passage(self, span: Span, to: Statements) -> Term:
        """A passage with its position and quotation, in the graph `to`."""
        node = self._context.names.part("passage", self.key(span))
        if not to.first(node):
            return node
        start, end = span
        text, dot, stem = self._text, to.end, node[:-1]
        position, quotation = f"{stem}/position>", f"{stem}/quotation>"
        to.add_lines(
            f"{node}{_IS_PASSAGE}{dot}"
            f"{node}{_OF} {self._source}{dot}"
            f"{node}{_SELECTED_BY} {position}{dot}"
            f"{node}{_SELECTED_BY} {quotation}{dot}"
            f"{position}{_IS_POSITION}{dot}"
            f"{position}{_START} {integer(start)}{dot}"
            f"{position}{_END} {integer(end)}{dot}"
            f"{quotation}{_IS_QUOTATION}{dot}"
            f"{quotation}{_EXACT} {literal(text[start:end])}{dot}"
            f"{quotation}{_PREFIX} {literal(text[max(0, start - _AROUND) : start])}{dot}"
            f"{quotation}{_SUFFIX} {literal(text[end : end + _AROUND])}{dot}"
        )
        return node

    def find(self, target: str) -> Span | None:
        """Where a pointer to a passage leads: an `xml:id` in the text, or characters of the source."""
        if target.startswith("#"):
            return self._spans.get(target[1:])
        return self.characters(target)

    def characters(self, source: str) -> Span | None:
        """The characters of the source that `NAME.txt#char=10,20` (RFC 5147) names."""
        _, found, numbers = source.partition("#char=")
        first, comma, last = numbers.partition(",")
        if not (found and comma and first.isdecimal() and last.isdecimal() and len(first) < 16 and len(last) < 16):
            return None
        start, end = int(first), int(last)
        return (start, end) if start <= end <= len(self._text) else None

    # Annotations

    def annotate(self) -> None:
        """State every annotation that the text has."""
        known = kinds()
        listed_to = -1
        body = self._context.body
        for a, element in zip(body.annotations, body.elements, strict=True):
            if a.start < listed_to:
                continue
            if a.element in _LISTS:
                listed_to = a.end
                continue
            kind = known.get(a.element)
            if kind is not None and not _is_apart(element, kind):
                self._annotation((a.start, a.end), element, kind)

    def _annotation(self, span: Span, element: etree._Element, kind: Kind) -> None:
        context = self._context
        to = context.claims if kind.graph == "claims" else context.record
        identifier = attribute(element, XML_ID)
        node = context.names.of_id("annotation", identifier)
        if node is None or not to.first(node):
            node = self._unique(f"{local(element)}-{self.key(span)}", to)
        target, dot = self.passage(span, to), to.end
        stated = "".join(f"{node}{rest}" for rest in self._stated(element, to, _MARK))
        to.add_lines(
            f"{node} {A} {OA.Annotation}{dot}"
            f"{node} {OA.motivatedBy} {kind.motivation}{dot}"
            f"{node} {OA.hasTarget} {target}{dot}{stated}"
        )
        _BODIES[kind.kind](self, node, element, to)

    def _unique(self, name: str, to: Statements) -> Term:
        """An annotation called `name`, with a number where one element holds just another of its kind."""
        node = self._context.names.part("annotation", name)
        number = 1
        while not to.first(node):
            number += 1
            node = self._context.names.part("annotation", f"{name}-{number}")
        return node

    def claim(self, node: Term, element: etree._Element, to: Statements) -> None:
        """How sure a statement is, who makes it, and by which rule."""
        for rest in self._stated(element, to, _CLAIM):
            to.add_lines(f"{node}{rest}")

    def _stated(self, element: etree._Element, to: Statements, names: Mapping[str, Term]) -> Iterator[str]:
        """What the attributes of an element state, without the subject: the same few over and over, so kept."""
        for name, value in element.items():
            if name in names or name in _SOURCES:
                key = (str(name), str(value), to.end)
                rests = self._rests.get(key)
                if rests is None:
                    rests = self._rests[key] = tuple(self._rest(*key[:2], to))
                yield from rests

    def _rest(self, name: str, value: str, to: Statements) -> Iterator[str]:
        if name == "resp":
            for pointer in value.split():
                agent = responsible(self._context, pointer, to)
                if agent is not None:
                    yield f" {DCTERMS.creator} {agent}{to.end}"
        elif name == "ana":
            for pointer in value.split():
                yield f" {REG.rule} {literal(unescape(pointer.removeprefix('#')))}{to.end}"
        else:
            yield f" {_MARK[name]} {literal(' '.join(unescape(value).split()))}{to.end}"

    def rests_on(self, thing: Term, spans: list[Span], element: etree._Element, to: Statements) -> None:
        """That a statement about `thing` rests on passages; `element` says how surely and who says so."""
        for span in spans:
            node = self._context.names.part("evidence", digest(thing, self.key(span)))
            to.add(node, A, OA.Annotation)
            to.add(node, OA.motivatedBy, OA.describing)
            to.add(node, OA.hasBody, thing)
            to.add(node, OA.hasTarget, self.passage(span, to))
            self.claim(node, element, to)

    # What an annotation says

    def _name(self, node: Term, element: etree._Element, to: Statements) -> None:
        """Who is meant; of two or more candidates none is asserted."""
        to.add(node, REG.kind, CLASSES[kind_of(element)][0])
        found = pointers(element)
        if not found and element.get("key") is not None:
            key = self._context.names.part(kind_of(element), slug(attribute(element, "key")))
            if to.first(key):
                for class_ in CLASSES[kind_of(element)]:
                    to.add(key, A, class_)
                to.add(key, RDFS.label, literal(content(element)))
            to.add(node, OA.hasBody, key)
        predicate = OA.hasBody if len(found) == 1 else REG.candidate
        for pointer in found:
            to.add(node, predicate, self._agents.of(pointer, element, to, called=len(found) == 1))

    def _date(self, node: Term, element: etree._Element, to: Statements) -> None:
        to.add(node, OA.hasBody, dates.date(self._context, to, element))

    def _quantity(self, node: Term, element: etree._Element, to: Statements) -> None:
        to.add(node, OA.hasBody, quantities.quantity(self._context, to, element))

    def _gap(self, node: Term, element: etree._Element, to: Statements) -> None:
        to.add(node, REG.extent, quantities.extent(self._context, to, element))
        words = content(element)
        if words:
            to.add(node, OA.bodyValue, literal(words))

    def _words(self, node: Term, element: etree._Element, to: Statements) -> None:
        """The correction, of what is corrected; the full form, of what is abbreviated."""
        parent = element.getparent()
        if parent is None or local(parent) != "choice":
            return
        other = {"sic": "corr", "orig": "reg", "abbr": "expan"}.get(local(element))
        for reading in children(parent, other) if other else ():
            to.add(node, OA.bodyValue, literal(content(reading)))

    def _note(self, node: Term, element: etree._Element, to: Statements) -> None:
        self._link(node, element, to)

    def _link(self, node: Term, element: etree._Element, to: Statements) -> None:
        for pointer in attribute(element, "target").split():
            to.add(node, OA.hasBody, self._context.names.resolve(pointer))

    def _speech(self, node: Term, element: etree._Element, to: Statements) -> None:
        speakers = attribute(element, "who").split()
        if not speakers:
            words = content(next(children(element, "speaker"), None))
            if words:
                to.add(node, REG.speaker, self._agents.worded(words, "agent", to))
        for pointer in speakers:
            to.add(node, REG.speaker, self._agents.of(pointer, next(children(element, "speaker"), element), to))


def _is_apart(element: etree._Element, kind: Kind) -> bool:
    """Whether an element is no annotation for once: a passage to be pointed to, an entry of a list, part of a name."""
    if kind.kind != "name":
        return kind.motivation == REG.seg and element.get("type") == PASSAGE
    if is_entry(element):
        return True
    parent = element.getparent()
    above = kinds().get(local(parent)) if parent is not None else None
    return above is not None and above.kind == "name" and not pointers(element) and element.get("key") is None


_BODIES: Mapping[str, Callable[[Passages, Term, etree._Element, Statements], None]] = {
    "name": Passages._name, "date": Passages._date, "quantity": Passages._quantity, "gap": Passages._gap,
    "words": Passages._words, "note": Passages._note, "link": Passages._link, "speech": Passages._speech,
}  # fmt: skip
