"""One tree out of many annotations: the only place where annotations are cut, moved or dropped.

The rule: annotations are taken in layers (blocks, then editorial marks, then names, dates and numbers,
then passages), within a layer the earlier and longer first. One that crosses an element already there,
or lies in characters that another element's delimiters stand for, is dropped, but for passages (`seg`),
which are cut to the block that they begin in. Then the tree is fitted to the content models of TEI
(`tei.content`): text that stands where none may is wrapped in an anonymous block, a child that may not
stand in its parent gives way and leaves its text. Everything dropped is reported.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import NamedTuple

from tei.content import ALLOWED, DIV_BOTTOM, DIV_TOP, EMPTY, GLOBAL, MIXED
from tei.model import Annotation, Notice, Outside, Span

_FILLER = {
    "front": "ab", "body": "ab", "back": "ab", "div": "ab", "list": "item", "sp": "ab", "row": "cell",
    "lg": "l", "table": "row", "postscript": "ab", "cit": "quote",
}  # fmt: skip
"""What wraps stray text in an element that holds only elements."""

_BLOCKS = (
    "front", "body", "back", "div", "postscript", "sp", "opener", "closer", "argument", "lg", "table", "list",
    "row", "cit", "byline", "head", "speaker", "p", "ab", "l", "item", "label", "cell", "dateline", "salute",
    "signed", "trailer", "stage", "fw",
)  # fmt: skip
_BREAKS = frozenset({"lb", "pb", "cb", "milestone", "anchor"})
_MARKS = frozenset(
    {"gap", "supplied", "unclear", "sic", "corr", "choice", "note", "incident", "stamp", "del", "add",
     "ex", "expan", "surplus", "subst", "restore", "space", "damage", "orig", "reg", "hi", "foreign", "quote"}
)  # fmt: skip
_TOP_LAYER = frozenset(_BLOCKS) | _BREAKS
_LAYERS = dict.fromkeys((*_TOP_LAYER, "note"), 0) | dict.fromkeys(_MARKS - {"note"}, 1) | {"seg": 3}
"""The layer of an element without delimiters; names, dates and numbers are the third."""
_ORDER = {name: rank for rank, name in enumerate((*_BLOCKS, "note", "seg", "choice", "bibl", "ref", "rs"))}
_FIRST = DIV_TOP | {"speaker"}
_NOTHING: frozenset[str] = frozenset()
_REQUIRED: Mapping[str, tuple[frozenset[str], ...]] = {
    "list": (frozenset({"item"}),),
    "table": (frozenset({"row"}),),
    "row": (frozenset({"cell"}),),
    "lg": (frozenset({"l", "lg"}),),
    "sp": (frozenset({"p", "ab", "lg", "l", "list", "table", "quote"}),),
    "cit": (ALLOWED["cit"],),
    "postscript": (frozenset({"p", "ab", "list"}),),
    "argument": (ALLOWED["argument"] - GLOBAL - {"head"},),
    "subst": (frozenset({"add"}), frozenset({"del", "surplus"})),
}
"""Children that an element cannot be without: one of each group."""
_MAX_DEPTH = 80
_NOWHERE = sys.maxsize
_XML_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Node:
    """An annotation with its place in the tree."""

    annotation: Annotation
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arranged:
    """The tree: the children of `text`, and what had to give way."""

    nodes: tuple[Node, ...]
    notices: tuple[Notice, ...]

    def annotations(self) -> Iterator[Annotation]:
        """All annotations in document order."""
        stack = list(reversed(self.nodes))
        while stack:
            node = stack.pop()
            yield node.annotation
            stack.extend(reversed(node.children))


def arrange(text: str, annotations: Iterable[Annotation], outside: Sequence[Outside] = ()) -> Arranged:
    """Fit `annotations` over `text` into one valid tree of `front`, `body` and `back`."""
    notices: list[Notice] = []
    placed: list[_Placed] = []
    holes = [(o.start, o.end) for o in outside]
    layers: tuple[list[_Placed], ...] = ([], [], [], [])
    length = len(text)
    for a in annotations:
        if not _sound(a, length):
            notices.append(_dropped(a, "its offsets are not in the text"))
        elif not (holes and any(_over(a, *hole) for hole in holes)):
            layers[_layer(a)].append(_place(a if a.inner is None else _normal(a)))
    for layer in layers:
        layer.sort(key=_order)
        placed = _accept(placed, layer, notices) if layer else placed
    accepted = _seen([a for _, a in placed], notices)
    root = _tree(_divisions(accepted, len(text), holes))
    fitter = _Fitter(text, holes, notices)
    nodes = tuple(Node(n.annotation, fitter.fit(n.annotation, n.children, 1)) for n in root)
    return Arranged(nodes, tuple(notices))


def _seen(accepted: list[Annotation], notices: list[Notice]) -> list[Annotation]:
    """`accepted` without the empty elements (line beginnings, anchors) that lie among another's delimiters."""
    hidden = sorted(
        span for a in accepted if a.inner is not None for span in ((a.start, a.inner[0]), (a.inner[1], a.end))
    )
    if not hidden:
        return accepted
    kept: list[Annotation] = []
    for a in accepted:
        index = bisect_right(hidden, (a.start,)) - 1 if a.start == a.end else -1
        if index >= 0 and hidden[index][0] < a.start < hidden[index][1]:
            notices.append(_dropped(a, "it lies among the delimiters of another element"))
        else:
            kept.append(a)
    return kept


def _over(a: Annotation, start: int, end: int) -> bool:
    """Whether `a` lies in a stretch outside the document, or over one of its edges."""
    if start <= a.start < a.end <= end:
        return True
    return a.start < end and start < a.end and not (a.start <= start and end <= a.end)


def _sound(a: Annotation, length: int) -> bool:
    if a.inner is None:
        return 0 <= a.start <= a.end <= length
    start, end = a.inner
    return 0 <= a.start <= start <= end <= a.end <= length


def _normal(a: Annotation) -> Annotation:
    """`a` said in the one way that reading it back gives: what is empty has all its delimiters before it."""
    start, end = a.content
    if a.inner == (a.start, a.end):
        return replace(a, inner=None)
    return replace(a, inner=(a.end, a.end)) if start == end and a.inner is not None else a


def _layer(a: Annotation) -> int:
    if a.inner is None:
        return _LAYERS.get(a.element, 2)
    return 0 if a.element in _TOP_LAYER else 1


_Placed = tuple[tuple[int, bool, int, bool, int], Annotation]
"""An annotation and its place in the order of all."""
_order = itemgetter(0)


def _place(a: Annotation) -> _Placed:
    # What has no length stands before what begins there. Of two over the same characters the one with
    # delimiters is inside: its delimiters are not in the other.
    return (a.start, a.start < a.end, -a.end, a.inner is not None, _ORDER.get(a.element, 99)), a


def _dropped(a: Annotation, why: str) -> Notice:
    return Notice("nesting.dropped", f"{a.element} not marked: {why}", (a.start, a.end), "info")


def _accept(accepted: list[_Placed], layer: list[_Placed], notices: list[Notice]) -> list[_Placed]:
    """`accepted` with those of `layer` that cross none of them nor each other."""
    walls = _Walls(a for _, a in accepted)
    taken: list[_Placed] = []
    open_: list[Annotation] = []
    for placed in layer:
        a = placed[1]
        if a.element == "seg" and a.inner is None and (cut := walls.cut(a)) is not None:
            placed, a = _place(cut), cut
        if not walls.clear(a):
            notices.append(_dropped(a, "it crosses another element"))
            continue
        while open_ and open_[-1].end <= a.start and not a.start == a.end == open_[-1].end == open_[-1].start:
            open_.pop()
        if open_:
            outer = open_[-1]
            start, end = outer.content
            if not (start <= a.start and a.end <= end):
                notices.append(_dropped(a, f"it crosses another {outer.element}"))
                continue
            if outer.element == a.element and (start, end) == (a.start, a.end) and a.inner is None:
                continue
        taken.append(placed)
        open_.append(a)
    return sorted(accepted + taken, key=_order) if taken else accepted


class _Wall(NamedTuple):
    """An element, or the content of one with delimiters, and what is around it."""

    start: int
    end: int
    delimited: bool
    element: str
    around: _Wall | None

    def holds_freely(self, a: Annotation) -> bool:
        """Whether `a` lies in it, and it has no delimiters that `a` could lie among."""
        return self.start <= a.start and a.end <= self.end and not self.delimited


def _around(node: _Wall | None, a: Annotation) -> tuple[bool, _Wall | None]:
    """Whether neither `node` nor anything around it crosses `a`, and the innermost that contains `a`."""
    while node is not None and not (node.start <= a.start and a.end <= node.end):
        if not (a.start <= node.start and node.end <= a.end):
            return False, None
        node = node.around
    return True, node


class _Walls:
    """The boundaries of elements that nest, to ask whether another span crosses one."""

    def __init__(self, nested: Iterable[Annotation]) -> None:
        self.points: list[int] = []
        self.owners: list[_Wall | None] = []
        points, owners = self.points, self.owners
        innermost: _Wall | None = None
        until = _NOWHERE
        for a in nested:
            start, end, inner = a.start, a.end, a.inner
            if start == end:
                continue
            while innermost is not None and until <= start:
                points.append(until)
                innermost = innermost.around
                owners.append(innermost)
                until = innermost.end if innermost is not None else _NOWHERE
            innermost, until = _Wall(start, end, inner is not None, a.element, innermost), end
            points.append(start)
            owners.append(innermost)
            if inner is not None and inner[0] < inner[1]:
                innermost, until = _Wall(*inner, False, a.element, innermost), inner[1]
                points.append(innermost.start)
                owners.append(innermost)
        while innermost is not None:
            points.append(innermost.end)
            innermost = innermost.around
            owners.append(innermost)

    def _owner(self, offset: int) -> _Wall | None:
        index = bisect_right(self.points, offset) - 1
        return self.owners[index] if index >= 0 else None

    def clear(self, a: Annotation) -> bool:
        """Whether `a` crosses no boundary and does not lie among delimiters."""
        if a.start == a.end:
            node = self._owner(a.start)
            return not (node is not None and node.delimited and node.start < a.start)
        first, last = self._owner(a.start), self._owner(a.end - 1)
        if first is last and a.inner is None and (first is None or first.holds_freely(a)):
            return True
        free, around = _around(first, a)
        if not free:
            return False
        if around is not None and around.delimited and (around[:2] != (a.start, a.end) or a.inner is not None):
            return False
        if not _around(last, a)[0]:
            return False
        if a.inner is None:
            return True
        start, end = a.inner
        return not (self._between(a.start, start) or self._between(end, a.end) or self._starts_inside(a, start, end))

    def _between(self, start: int, end: int) -> bool:
        """Whether a boundary stands strictly between two offsets."""
        index = bisect_right(self.points, start)
        return index < len(self.points) and self.points[index] < end

    def _starts_inside(self, a: Annotation, start: int, end: int) -> bool:
        """Whether another element begins or ends among the delimiters of `a`."""
        for offset, there in ((a.start, a.start < start), (a.end - 1, end < a.end)):
            node = self._owner(offset) if there else None
            if node is not None and not (node.start <= a.start and a.end <= node.end):
                return True
        return False

    def cut(self, a: Annotation) -> Annotation | None:
        """`a` ended where the element ends that it begins in, if it runs over that end."""
        node = self._owner(a.start)
        while node is not None and node.element not in _BLOCKS and not (node.start <= a.start and a.end <= node.end):
            node = node.around
        if node is not None and node.element in _BLOCKS and node.start <= a.start < node.end < a.end:
            return replace(a, end=node.end)
        return None


def _divisions(accepted: list[Annotation], length: int, holes: list[Span]) -> list[Annotation]:
    """`accepted` with `front`, `body` and `back` laid out so that together they are all of the text."""
    first = next((end for start, end in sorted(holes) if start == 0), 0)
    front = next((a for a in accepted if a.element == "front"), None)
    back = next((a for a in accepted if a.element == "back" and (front is None or a.start >= front.end)), None)
    begin = max(front.end, first) if front is not None else first
    finish = back.start if back is not None else length
    parts = [Annotation(begin, finish, "body")]
    if front is not None:
        parts.insert(0, Annotation(first, begin, "front"))
    if back is not None:
        parts.append(Annotation(finish, length, "back"))
    rest = [a for a in accepted if a.element not in ("front", "body", "back")]
    return parts + [a for a in rest if not (a.start < begin < a.end or a.start < finish < a.end)]


def _tree(annotations: list[Annotation]) -> list[Node]:
    divisions = annotations[: next((i for i, a in enumerate(annotations) if a.element not in
                                    ("front", "body", "back")), len(annotations))]  # fmt: skip
    roots = [Node(a) for a in divisions]
    stack: list[Node] = []
    pending = list(roots)
    for a in annotations[len(divisions) :]:
        start, end = a.start, a.end
        while stack and not _holds(stack[-1].annotation, start, end):
            stack.pop()
        if not stack:
            while len(pending) > 1 and (pending[0].annotation.end <= start < pending[-1].annotation.end
                                        or pending[0].annotation.end < start):  # fmt: skip
                pending.pop(0)
            stack.append(pending[0])
        node = Node(a)
        stack[-1].children.append(node)
        stack.append(node)
    return roots


def _holds(outer: Annotation, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` stands in `outer`."""
    begin, finish = outer.inner or (outer.start, outer.end)
    if start < end:
        return begin <= start and end <= finish
    return begin <= start < finish or (start == finish and outer.element in ("front", "body", "back"))


class _Fitter:
    """Fits the children of each element to what TEI allows in it."""

    def __init__(self, text: str, holes: list[Span], notices: list[Notice]) -> None:
        self.text = text
        self.holes = holes
        self.notices = notices

    def fit(self, parent: Annotation, children: list[Node], depth: int) -> list[Node]:
        """The children of `parent`, each allowed in it, with blocks made for stray text."""
        if parent.element in MIXED:
            return self._mixed(parent, children, depth)
        return self._blocks(parent, children, depth)

    def _descend(self, node: Node, depth: int) -> Node | None:
        """The node with its children fitted; None where it lacks what its content model requires."""
        a = node.annotation
        mixed = a.element in MIXED
        if mixed and not node.children:
            return node if depth < _MAX_DEPTH else None
        start, end = a.content
        if depth >= _MAX_DEPTH or (a.element in EMPTY and start < end):
            return None
        children = self.fit(a, node.children, depth + 1)
        if mixed:
            return Node(a, children)
        names = [child.annotation.element for child in children]
        if not ALLOWED.get(a.element, _NOTHING).issuperset(names):
            return None
        complete = all(any(name in group for name in names) for group in _REQUIRED.get(a.element, ()))
        return Node(a, children) if complete and (a.element != "choice" or len(names) > 1) else None

    def _mixed(self, parent: Annotation, children: list[Node], depth: int) -> list[Node]:
        allowed = ALLOWED.get(parent.element, _NOTHING)
        fitted: list[Node] = []
        queue = list(reversed(children))
        while queue:
            node = queue.pop()
            fit = self._descend(node, depth) if node.annotation.element in allowed else None
            if fit is not None:
                fitted.append(fit)
            else:
                self.notices.append(_dropped(node.annotation, f"not allowed in {parent.element}"))
                queue.extend(reversed(node.children))
        return fitted

    def _text(self, start: int, end: int) -> Span | None:
        """The stretch between two offsets without the white space around it; None if there is nothing else."""
        for hole_start, hole_end in self.holes:
            if hole_start <= start < hole_end:
                start = min(hole_end, end)
            if hole_start < end <= hole_end:
                end = max(hole_start, start)
        piece = self.text[start:end]
        lead = len(piece) - len(piece.lstrip(_XML_SPACE))
        if lead == len(piece):
            return None
        return start + lead, start + len(piece.rstrip(_XML_SPACE))

    def _blocks(self, parent: Annotation, children: list[Node], depth: int) -> list[Node]:
        allowed = ALLOWED.get(parent.element, _NOTHING)
        filler = _FILLER.get(parent.element, "ab")
        fitted: list[Node] = []
        run: list[Node] = []
        position, end = parent.content
        for node in children:
            fit = self._descend(node, depth) if node.annotation.element in allowed else None
            if fit is not None:
                fitted += self._run(position, node.annotation.start, run, filler, depth)
                run = []
                fitted.append(fit)
                position = max(position, node.annotation.end)
            else:
                run.append(node)
        fitted += self._run(position, end, run, filler, depth)
        return self._ordered(parent, fitted)

    def _run(self, start: int, end: int, run: list[Node], filler: str, depth: int) -> list[Node]:
        """A block for the text between two offsets, with the elements in it; nothing for white space."""
        span = self._text(start, end)
        if span is None:
            self.notices.extend(_dropped(node.annotation, "no block to stand in") for node in run)
            return []
        block = Annotation(*span, filler)
        inside = [node for node in run if span[0] <= node.annotation.start and node.annotation.end <= span[1]]
        return [Node(block, self.fit(block, inside, depth + 1))]

    def _ordered(self, parent: Annotation, nodes: list[Node]) -> list[Node]:
        """The children of a block in the order that its content model wants (TEI P5, 4.1 and 4.2)."""
        filler = _FILLER.get(parent.element, "ab")
        last = max((i for i, n in enumerate(nodes) if n.annotation.element not in DIV_BOTTOM | GLOBAL), default=-1)
        seen = False
        ordered: list[Node] = []
        for index, node in enumerate(nodes):
            name = node.annotation.element
            late = name in _FIRST and name not in DIV_BOTTOM and seen
            early = name in DIV_BOTTOM and ((seen and index < last) or (not seen and name not in DIV_TOP))
            if late or early:
                kind = {"type": name} if filler == "ab" else {}
                block = Annotation(node.annotation.start, node.annotation.end, filler, kind)
                node = Node(block, self.fit(block, node.children, 2))
                seen = True
            elif name == "speaker":
                seen = True
            seen = seen or name not in _FIRST | GLOBAL
            ordered.append(node)
        if parent.element == "list":
            ordered = _paired(ordered)
        if parent.element in ("div", "body", "front", "back"):
            ordered = _grouped(ordered)
        if parent.element == "body" and all(n.annotation.element in GLOBAL | DIV_TOP for n in ordered):
            at = ordered[-1].annotation.end if ordered else parent.end
            ordered.append(Node(Annotation(at, at, "ab")))
        return ordered


def _paired(nodes: list[Node]) -> list[Node]:
    """In a list either every item has its label before it or none has: stray labels are items."""
    names = [n.annotation.element for n in nodes if n.annotation.element in ("item", "label")]
    if "label" not in names or names == ["label", "item"] * (len(names) // 2):
        return nodes
    return [
        Node(replace(n.annotation, element="item"), n.children) if n.annotation.element == "label" else n for n in nodes
    ]


def _grouped(nodes: list[Node]) -> list[Node]:
    """After a division only divisions (and what closes the whole) may stand: wrap the blocks between."""
    first = next((i for i, n in enumerate(nodes) if n.annotation.element == "div"), None)
    if first is None:
        return nodes
    grouped = nodes[:first]
    run: list[Node] = []
    end = len(nodes)
    last = max(i for i, n in enumerate(nodes) if n.annotation.element not in DIV_BOTTOM | GLOBAL)
    bottom = next((i for i in range(last + 1, end) if nodes[i].annotation.element in DIV_BOTTOM), end)
    for node in nodes[first:bottom]:
        if node.annotation.element == "div" or (not run and node.annotation.element in GLOBAL):
            grouped += _division(run)
            run = []
            grouped.append(node)
        else:
            run.append(node)
    return grouped + _division(run) + nodes[bottom:]


def _division(run: list[Node]) -> list[Node]:
    if not run:
        return []
    return [Node(Annotation(run[0].annotation.start, run[-1].annotation.end, "div"), run)]
