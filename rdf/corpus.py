"""Documents that hold documents: a `teiCorpus` (TEI P5, 16.1) is a record set of those in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from rdf.context import XML_ID, Document, T, attribute
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
    """The TEI documents that a document holds, at any depth."""
    found = document.tree.getroot().iterfind(f".//{T}TEI")
    return [Member(etree.ElementTree(element), f"{document.name}-{n}") for n, element in enumerate(found, 1)]


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
