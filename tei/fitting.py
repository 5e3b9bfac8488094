"""A tree of annotations fitted to the content models of TEI (`tei.content`).

Text that stands where none may is wrapped in an anonymous block; a child that may not stand in its parent, or lacks
what its own content model requires, gives way and leaves its text. Everything dropped is reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tei.content import ALLOWED, DIV_BOTTOM, DIV_TOP, EMPTY, GLOBAL, MIXED
from tei.model import REGESTA, Annotation, Level, Notice, Span

_FILLER = {
    "front": "ab", "body": "ab", "back": "ab", "div": "ab", "list": "item", "sp": "ab", "row": "cell",
    "lg": "l", "table": "row", "postscript": "ab", "cit": "quote",
}  # fmt: skip
"""What wraps stray text in an element that holds only elements."""
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
_XML_SPACE = " \t\r\n"


@dataclass(frozen=True, slots=True)
class Node:
    """An annotation with its place in the tree."""

    annotation: Annotation
    children: list[Node] = field(default_factory=list)


class Fitter:
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
                self.notices.append(dropped(node.annotation, f"not allowed in {parent.element}"))
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
            self.notices.extend(dropped(node.annotation, "no block to stand in") for node in run)
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


def dropped(a: Annotation, why: str) -> Notice:
    """The notice of an annotation that gave way: a person is to know it of his own."""
    level: Level = "info" if a.resp in ("", REGESTA) else "warning"
    return Notice("nesting.dropped", f"{a.element} not marked: {why}", (a.start, a.end), level)
