"""What the parts of the model share while one document is turned into statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Protocol

from lxml import etree

from rdf.names import Names, Prefix
from rdf.namespaces import Term
from tei.escape import unescape
from tei.model import Annotation, Notice
from tei.parse import TEI

T = f"{{{TEI}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XML_ID = f"{XML}id"

_DOCUMENTS = frozenset({"TEI", "teiCorpus"})
_STRUCTURE = frozenset({
    "surname", "forename", "roleName", "addName", "genName", "nameLink", "title", "author", "editor", "publisher",
    "pubPlace", "date", "edition", "biblScope", "titleStmt", "editionStmt", "publicationStmt", "seriesStmt", "analytic",
    "monogr", "series", "imprint", "idno", "note", "extent", "orgName", "persName", "placeName", "settlement", "region",
    "country", "email", "addrLine", "p", "item", "label", "titlePart",
})  # fmt: skip
"""Elements that are a piece of data each: the words of two side by side are not one word."""
_ids = etree.XPath("//*[@xml:id]")


class Body(Protocol):
    """The text of a document, with the elements over it (`tei.reader.Body`)."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def annotations(self) -> Sequence[Annotation]: ...  # noqa: D102
    @property
    def elements(self) -> Sequence[etree._Element]: ...  # noqa: D102


class Document(Protocol):
    """What RDF needs of a TEI document (`tei.Document`): its tree, and the text with source offsets."""

    @property
    def tree(self) -> etree._ElementTree: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def body(self) -> Body: ...  # noqa: D102


class Statements:
    """The statements of one graph, each once, in the order in which they were made, as lines of N-Quads."""

    def __init__(self, graph: Term) -> None:
        """`graph` is the name of the graph."""
        self.end = f" {graph} .\n"
        self._lines: dict[str, None] = {}
        self._introduced: set[Term] = set()

    def add(self, subject: Term, predicate: Term, value: Term | None) -> None:
        """State a triple; nothing where there is no value."""
        if value is not None:
            self._lines[f"{subject} {predicate} {value}{self.end}"] = None

    def add_lines(self, lines: str) -> None:
        """Add a statement that is a line already, with `end`; or some that are made nowhere else."""
        self._lines[lines] = None

    def first(self, thing: Term) -> bool:
        """Whether `thing` has not been introduced in this graph, which it then is."""
        if thing in self._introduced:
            return False
        self._introduced.add(thing)
        return True

    def lines(self) -> Iterator[str]:
        """The statements, a line or some lines at a time."""
        return iter(self._lines)


@dataclass
class Context:
    """One TEI document on its way to RDF."""

    root: etree._Element
    body: Body
    names: Names
    notices: list[Notice] = field(default_factory=list)
    noticed: set[tuple[str, str]] = field(default_factory=set)
    responsible: dict[tuple[str, str], Term | None] = field(default_factory=dict)
    """Those whom `@resp` points to, by pointer and graph."""

    @cached_property
    def record(self) -> Statements:
        """What the archive says of the document."""
        return Statements(self.names.record_graph)

    @cached_property
    def claims(self) -> Statements:
        """What the document says of the world."""
        return Statements(self.names.claims_graph)

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """The elements of the file that have an `xml:id`."""
        return (
            {unescape(str(e.get(XML_ID))): e for e in found if isinstance(e.tag, str)}
            if (found := _elements(_ids(self.root)))
            else {}
        )

    @cached_property
    def header(self) -> dict[str, list[etree._Element]]:
        """The elements of the header by path: `fileDesc/titleStmt/title`."""
        header = self.root.find(f"{T}teiHeader")
        paths: dict[str, list[etree._Element]] = {}
        if header is not None:
            _index(header, "", paths)
        return paths

    def iter(self, *names: str) -> Iterator[etree._Element]:
        """The elements with one of these TEI names, without those of documents inside this one."""
        tags = _tags(names)
        for child in self.root:
            if local(child) not in _DOCUMENTS:
                yield from child.iter(*tags)

    def all(self, path: str) -> list[etree._Element]:
        """The elements of the header at a path."""
        return self.header.get(path, [])

    def one(self, path: str) -> etree._Element | None:
        """The first element of the header at a path."""
        found = self.header.get(path)
        return found[0] if found else None

    def notice(self, code: str, message: str) -> None:
        """Say that something was not understood; once."""
        if (code, message) not in self.noticed:
            self.noticed.add((code, message))
            self.notices.append(Notice(code, message, level="info"))


def _elements(found: object) -> list[etree._Element]:
    return found if isinstance(found, list) else []


def _index(element: etree._Element, path: str, paths: dict[str, list[etree._Element]]) -> None:
    for child in element:
        tag = child.tag
        if isinstance(tag, str) and tag.startswith(T):
            below = f"{path}/{tag[len(T) :]}" if path else tag[len(T) :]
            paths.setdefault(below, []).append(child)
            _index(child, below, paths)


def local(element: etree._Element) -> str:
    """The TEI name of an element; empty for comments, and for elements of other vocabularies."""
    tag = element.tag
    return tag[len(T) :] if isinstance(tag, str) and tag.startswith(T) else ""


def attributes(element: etree._Element) -> dict[str, str]:
    """The attributes of an element, by their name as the XML has it (`xml:…` as `{…}…`)."""
    return {str(k): unescape(str(v)) for k, v in element.attrib.items()}


def attribute(element: etree._Element, name: str) -> str:
    """An attribute, white space folded; empty where there is none."""
    value = element.get(name)
    if value is None:
        return ""
    text = unescape(str(value))
    return " ".join(text.split()) if " " in text or "\n" in text else text


def content(element: etree._Element | None, *, without: frozenset[str] = frozenset()) -> str:
    """The words of an element, white space folded, without comments and without elements named in `without`."""
    if element is None:
        return ""
    if len(element) == 0:
        return " ".join(unescape(element.text or "").split())
    return " ".join(unescape("".join(_pieces(element, without))).split())


def _pieces(element: etree._Element, without: frozenset[str]) -> Iterator[str]:
    beside = element.text
    if beside:
        yield beside
    for child in element:
        if isinstance(child.tag, str):
            name = local(child)
            if not beside and name in _STRUCTURE:
                yield " "
            if name not in without:
                yield from _pieces(child, without)
        beside = child.tail
        if not beside and _is_surname_first(child):
            beside = ", "
        if beside:
            yield beside


def _is_surname_first(element: etree._Element) -> bool:
    """Whether an element is a surname that a forename follows: `Kant, Immanuel`; with a space between, `Zhou Enlai`."""
    if element.tag != f"{T}surname":
        return False
    after = element.getnext()
    return after is not None and local(after) == "forename"


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The child elements with one of these TEI names."""
    for child in element:
        if local(child) in names:
            yield child


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The elements below with one of these TEI names, in document order."""
    for found in element.iter(*_tags(names)):
        if found is not element:
            yield found


@lru_cache(maxsize=256)
def _tags(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(T + name for name in names)


def prefixes(root: etree._Element) -> tuple[Prefix, ...]:
    """The prefix definitions that hold for a document."""
    return tuple(
        Prefix(attribute(p, "ident"), attribute(p, "matchPattern"), attribute(p, "replacementPattern"))
        for p in root.iter(f"{T}prefixDef")
    )
