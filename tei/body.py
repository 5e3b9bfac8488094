"""The `text` element: source characters, with one element for each annotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tei.content import DESCRIBED
from tei.escape import xml_text
from tei.fitting import Node
from tei.markup import attribute
from tei.model import Annotation, Outside, Span
from tei.nesting import arrange
from tei.renditions import Delimiters, Renditions, declare, subject


def delimiters(text: str, a: Annotation) -> Delimiters:
    """What `a` stands for in the source besides its content."""
    start, end = a.content
    return text[a.start : start], text[end : a.end]


def renditions(text: str, annotations: Iterable[Annotation]) -> Renditions:
    """The declarations that the delimiters of `annotations` need."""
    found = list(annotations)
    marked = {a.element for a in found if a.inner is not None}
    return declare((subject(a.element, a.attrs.get("type")), delimiters(text, a)) for a in found if a.element in marked)


def encode(text: str, nodes: Sequence[Node], declared: Renditions, outside: Sequence[Outside] = ()) -> str:
    """The markup of a tree over `text`; what lies `outside` the document is left out."""
    out: list[str] = []
    source = _Source(text, [(o.start, o.end) for o in outside])
    _write(nodes, 0, len(text), source, declared, out)
    return "".join(out)


def encode_fragment(text: str, annotations: Iterable[Annotation]) -> str:
    """Phrase-level markup of a stretch of text, as it would stand inside a `p`."""
    nodes = arrange(text, [*annotations, Annotation(0, len(text), "p")]).nodes
    paragraph = nodes[0].children[0] if nodes[0].children else nodes[0]
    out: list[str] = []
    declared = renditions(text, ())
    _write(paragraph.children, 0, len(text), _Source(text, []), declared, out, pointers=False)
    return "".join(out)


class _Source:
    """The source text without the stretches that are outside the document."""

    def __init__(self, text: str, holes: list[Span]) -> None:
        self.text = text
        self.holes = sorted(holes)

    def between(self, start: int, end: int) -> str:
        """The characters of the document from `start` to `end`."""
        if not self.holes:
            return self.text[start:end]
        return "".join(self.text[a:b] for a, b in self._pieces(start, end))

    def _pieces(self, start: int, end: int) -> Iterator[Span]:
        for hole_start, hole_end in self.holes:
            if hole_end <= start:
                continue
            if hole_start >= end:
                break
            if start < hole_start:
                yield start, hole_start
            start = max(start, hole_end)
        if start < end:
            yield start, end


def _write(
    nodes: Sequence[Node],
    start: int,
    end: int,
    source: _Source,
    declared: Renditions,
    out: list[str],
    pointers: bool = True,
) -> None:
    position = start
    for node in nodes:
        a = node.annotation
        name = a.element
        if a.start > position:
            out.append(xml_text(source.between(position, a.start)))
        begun = f"<{name}{_attributes(source.text, a, declared, pointers)}"
        inner_start, inner_end = a.inner or (a.start, a.end)
        if inner_start == inner_end and not node.children:
            out.append(f"{begun}/>")
        else:
            described = name in DESCRIBED
            out.append(f"{begun}><desc>" if described else f"{begun}>")
            if node.children:
                _write(node.children, inner_start, inner_end, source, declared, out, pointers)
            else:
                out.append(xml_text(source.between(inner_start, inner_end)))
            out.append(f"</desc></{name}>" if described else f"</{name}>")
        position = a.end
    if end > position:
        out.append(xml_text(source.between(position, end)))


def _attributes(text: str, a: Annotation, declared: Renditions, pointers: bool) -> str:
    parts = [attribute(name, value) for name, value in a.attrs.items()] if a.attrs else []
    if pointers and (a.inner is not None or a.element in declared.elements):
        pointer = declared.pointer(a.element, a.attrs.get("type"), delimiters(text, a))
        if pointer:
            parts.append(f' rendition="{pointer}"')
    if a.cert is not None:
        parts.append(_claim(a.resp, a.cert, a.rule))
    return "".join(parts)


@lru_cache(maxsize=2048)
def _claim(resp: str, cert: str, rule: str) -> str:
    ana = attribute("ana", f"#{rule}") if rule else ""
    return f"{attribute('resp', resp)}{attribute('cert', cert)}{ana}"
