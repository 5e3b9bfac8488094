"""What TEI demands beyond its RELAX NG schema, of elements that regesta writes.

These are the Schematron rules of the Guidelines (TEI P5, `constraintSpec` of the element or class).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from tei.parse import TEI

_PREFIX = f"{{{TEI}}}"
_PERIOD = ("notBefore", "notAfter", "from", "to")


def constraints(element: etree._Element) -> Iterator[str]:
    """The rules that `element` breaks, each as a message."""
    name = str(element.tag).removeprefix(_PREFIX)
    if element.attrib:
        yield from _dates(name, element)
        if "calendar" in element.attrib and not _words(element):
            yield f"{name} has a calendar but no words"
    check = _OF_ELEMENT.get(name)
    if check is not None:
        yield from check(element)


def _dates(name: str, element: etree._Element) -> Iterator[str]:
    """att.datable.w3c: an exact date excludes a period, a period has one beginning and one end."""
    attributes = element.attrib
    for first, others in (("when", _PERIOD), ("from", ("notBefore",)), ("to", ("notAfter",))):
        if first in attributes:
            for other in others:
                if other in attributes:
                    yield f"{name} has both {first} and {other}"


def _pointer(element: etree._Element) -> Iterator[str]:
    if "target" in element.attrib and "cRef" in element.attrib:
        yield f"{_name(element)} has both target and cRef"


def _relation(element: etree._Element) -> Iterator[str]:
    attributes = element.attrib
    if not ("name" in attributes or "ref" in attributes or "key" in attributes):
        yield "relation has neither name nor ref nor key"
    if "passive" in attributes and "active" not in attributes:
        yield "relation has passive without active"


def _subst(element: etree._Element) -> Iterator[str]:
    inside = {_name(child) for child in element.iterchildren(etree.Element)}
    if not ("add" in inside and inside & {"del", "surplus"}):
        yield "subst needs an add and a del or surplus"


def _lines(element: etree._Element) -> Iterator[str]:
    if all(next(element.iter(_PREFIX + name), element) is element for name in ("lg", "l", "gap")):
        yield "lg has no l, lg or gap"


def _identifier(element: etree._Element) -> Iterator[str]:
    if not _words(element):
        yield "msIdentifier names neither a holder nor a place nor a number"


def _quotation(element: etree._Element) -> Iterator[str]:
    if "marks" not in element.attrib and element.find(f"{_PREFIX}p") is None:
        yield "quotation has neither marks nor a paragraph"


def _gloss_list(element: etree._Element) -> Iterator[str]:
    if element.get("type") == "gloss" and element.find(f"{_PREFIX}label") is None:
        yield "list of type gloss has no label"


def _span(element: etree._Element) -> Iterator[str]:
    attributes = element.attrib
    for edge in ("from", "to"):
        if edge in attributes and "target" in attributes:
            yield f"span has both {edge} and target"
    if "to" in attributes and "from" not in attributes:
        yield "span has to without from"


_OF_ELEMENT: Mapping[str, Callable[[etree._Element], Iterator[str]]] = {
    "ptr": _pointer,
    "ref": _pointer,
    "relation": _relation,
    "subst": _subst,
    "lg": _lines,
    "msIdentifier": _identifier,
    "quotation": _quotation,
    "list": _gloss_list,
    "span": _span,
}


def _name(element: etree._Element) -> str:
    return str(element.tag).removeprefix(_PREFIX)


def _words(element: etree._Element) -> bool:
    return any(str(text).strip() for text in element.itertext())
