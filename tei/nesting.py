"""One tree out of many annotations: the only place where annotations are cut, moved or dropped.

The rule: annotations are taken in layers (blocks, then editorial marks, then names, dates and numbers,
then passages), within a layer the earlier and longer first. One that crosses an element already there,
or lies in characters that another element's delimiters stand for, is dropped, but for passages (`seg`),
which are cut to the block that they begin in. Then the tree is fitted to the content models of TEI
(`tei.fitting`). Everything dropped is reported.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from tei.content import BLOCKS
from tei.fitting import Fitter, Node, dropped
from tei.model import Annotation, Notice, Outside, Span
from tei.walls import Walls

_BREAKS = frozenset({"lb", "pb", "cb", "milestone", "anchor"})
_MARKS = frozenset(
    {"gap", "supplied", "unclear", "sic", "corr", "choice", "note", "incident", "stamp", "del", "add",
     "ex", "expan", "surplus", "subst", "restore", "space", "damage", "orig", "reg", "hi", "foreign", "quote"}
)  # fmt: skip
_TOP_LAYER = frozenset(BLOCKS) | _BREAKS
_LAYERS = dict.fromkeys((*_TOP_LAYER, "note"), 0) | dict.fromkeys(_MARKS - {"note"}, 1) | {"seg": 3}
"""The layer of an element without delimiters; names, dates and numbers are the third."""
_ORDER = {name: rank for rank, name in enumerate((*BLOCKS, "note", "seg", "choice", "bibl", "ref", "rs"))}


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
            notices.append(dropped(a, "its offsets are not in the text"))
        elif not (holes and any(_over(a, *hole) for hole in holes)):
            layers[_layer(a)].append(_place(a if a.inner is None else _normal(a)))
    for layer in layers:
        layer.sort(key=_order)
        placed = _accept(placed, layer, notices) if layer else placed
    accepted = _seen([a for _, a in placed], notices)
    root = _tree(_divisions(accepted, len(text), holes))
    fitter = Fitter(text, holes, notices)
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
            notices.append(dropped(a, "it lies among the delimiters of another element"))
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


def _accept(accepted: list[_Placed], layer: list[_Placed], notices: list[Notice]) -> list[_Placed]:
    """`accepted` with those of `layer` that cross none of them nor each other."""
    walls = Walls(a for _, a in accepted)
    taken: list[_Placed] = []
    open_: list[Annotation] = []
    for placed in layer:
        a = placed[1]
        if a.element == "seg" and a.inner is None and (cut := walls.cut(a)) is not None:
            placed, a = _place(cut), cut
        if not walls.clear(a):
            notices.append(dropped(a, "it crosses another element"))
            continue
        while open_ and open_[-1].end <= a.start and not a.start == a.end == open_[-1].end == open_[-1].start:
            open_.pop()
        if open_:
            outer = open_[-1]
            start, end = outer.content
            if not (start <= a.start and a.end <= end):
                notices.append(dropped(a, f"it crosses another {outer.element}"))
                continue
            if outer.element == a.element and (start, end) == (a.start, a.end) and a.inner is None:
                continue
        taken.append(placed)
        open_.append(a)
    return sorted(accepted + taken, key=_order) if taken else accepted


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
