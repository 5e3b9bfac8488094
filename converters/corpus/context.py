"""What stands around a reference in its paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei.reader import local

_BLOCKS = frozenset(
    [
        "p",
        "ab",
        "head",
        "item",
        "note",
        "opener",
        "closer",
        "cell",
        "l",
        "salute",
        "signed",
        "label",
        "desc",
        "body",
        "div",
        "text",
    ]
)
_REACH = 240
"""Characters looked at on either side: a sentence, not a page."""


def before(element: etree._Element) -> str:
    """The text of the same block that precedes `element`, as far as it matters."""
    return _gather(_preceding(element))[::-1]


def after(element: etree._Element) -> str:
    """The text of the same block that follows `element`, as far as it matters."""
    return _gather(piece for piece in _following(element) if isinstance(piece, str))


def next_to(element: etree._Element, names: frozenset[str]) -> tuple[str, etree._Element] | None:
    """The next element of one of these names in the same block, and the text up to it."""
    between = ""
    for piece in _following(element):
        if isinstance(piece, str):
            between += piece
            if len(between) > _REACH:
                return None
        elif local(piece) in names:
            return " ".join(between.split()).casefold(), piece
    return None


def just_before(
    element: etree._Element, names: frozenset[str], between: frozenset[str] = frozenset([""])
) -> etree._Element | None:
    """The element of one of these names that only white space, or one of these words, parts from `element`."""
    found = element.getprevious()
    if found is not None and local(found) in names and (found.tail or "").strip() in between:
        return found
    return None


def text(element: etree._Element) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def leading(element: etree._Element) -> bool:
    """Whether `element` stands where a document says what it is about: in a head, an opener or a paragraph."""
    return any(local(ancestor) in ("head", "opener", "p", "ab") for ancestor in element.iterancestors())


def _gather(pieces: Iterator[str]) -> str:
    found, length = [], 0
    for piece in pieces:
        found.append(piece)
        length += len(piece)
        if length > _REACH:
            break
    return "".join(found)[:_REACH]


def _preceding(element: etree._Element) -> Iterator[str]:
    """The texts before `element`, from near to far, each back to front."""
    node = element
    while local(node) not in _BLOCKS:
        for sibling in node.itersiblings(preceding=True):
            yield (sibling.tail or "")[::-1]
            if isinstance(sibling.tag, str):
                yield "".join(str(piece) for piece in sibling.itertext())[::-1]
        parent = node.getparent()
        if parent is None:
            return
        yield (parent.text or "")[::-1]
        node = parent


def _following(element: etree._Element) -> Iterator[str | etree._Element]:
    """Texts and elements after `element`, in document order, to the end of its block."""
    node = element
    while local(node) not in _BLOCKS:
        yield node.tail or ""
        for sibling in node.itersiblings():
            yield from _within(sibling)
            yield sibling.tail or ""
        parent = node.getparent()
        if parent is None:
            return
        node = parent


def _within(element: etree._Element) -> Iterator[str | etree._Element]:
    if not isinstance(element.tag, str):
        return
    yield element
    yield element.text or ""
    for child in element:
        yield from _within(child)
        yield child.tail or ""
