"""Documents that hold documents: a `teiCorpus` (TEI P5, 16.1) is a record set of those in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from rdf.context import XML_ID, Document, T, attribute, local
from rdf.names import Names
from rdf.namespaces import Term
from tei.reader import Body, read_body


@dataclass(frozen=True)
class Member:
    """One `TEI` of a corpus, as a document of its own."""

    tree: etree._ElementTree
    name: str

    @cached_property
    def body(self) -> Body:
        """Its text."""
        return read_body(self.tree)


def members(document: Document) -> list[Member]:
    """The documents and corpora that a document holds, at any depth; one that holds others before them."""
    found = list(document.tree.getroot().iterdescendants(f"{T}TEI", f"{T}teiCorpus"))
    return [Member(etree.ElementTree(element), f"{_stem(document.name)}-{n}") for n, element in enumerate(found, 1)]


def holder(member: Member, names: Mapping[etree._Element, Names]) -> tuple[str, Names]:
    """What holds a member directly: the TEI name of its root, and its names, of those in `names` by root."""
    parent = member.tree.getroot().getparent()
    while parent is not None and parent not in names:
        parent = parent.getparent()
    if parent is None:
        raise ValueError(f"{member.name} is no part of these documents")
    return local(parent), names[parent]


def _stem(name: str) -> str:
    return name.removesuffix(".xml").removesuffix(".tei")


def owners(document: Document, names: Names, of: list[tuple[Member, Names]]) -> dict[str, Term]:
    """What each `xml:id` of the file names: a `#id` may point from one document of a corpus to another."""
    found: dict[str, Term] = {}
    _identify(document.tree.getroot(), names, found)
    for member, member_names in of:
        _identify(member.tree.getroot(), member_names, found)
    return found


def _identify(root: etree._Element, names: Names, found: dict[str, Term]) -> None:
    for element in root.iterfind(f".//*[@{XML_ID}]"):
        identifier = attribute(element, XML_ID)
        found[identifier] = names.local(identifier)
