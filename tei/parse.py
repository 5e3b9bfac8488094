"""Reading TEI files that may come from anywhere: nothing is expanded, fetched or left to crash.

A document type declaration without entities passes. One that declares entities or names an external
DTD is refused before the parser proper sees it, so neither entity expansion (“billion laughs”) nor an
external entity can take effect. XInclude is left as it stands.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.parsers import expat

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
"""The TEI namespace."""

MAX_DEPTH = 256
"""Elements may be nested this deep; what reads the tree may then do so recursively."""

_LIMIT_WITHOUT_HUGE = 10_000_000
"""libxml2 refuses longer text nodes unless told to expect huge ones (XML_MAX_TEXT_LENGTH)."""

_CHUNK = 1 << 16


class TeiError(Exception):
    """A file that cannot be read as TEI: which, on which line (0 if none applies), and why."""

    def __init__(self, name: str, line: int, message: str) -> None:
        super().__init__(name, line, message)
        self.name = name
        self.line = line
        self.message = message

    def __str__(self) -> str:
        """`NAME:LINE: message`."""
        return f"{self.name}:{self.line}: {self.message}" if self.line else f"{self.name}: {self.message}"


def parse(source: bytes | Path, name: str = "-") -> etree._ElementTree:
    """The tree of a TEI document (`TEI` or `teiCorpus`), comments and white space kept.

    `name` is what errors call it; a path is called by itself. Raises `TeiError`.
    """
    if isinstance(source, Path):
        name = str(source) if name == "-" else name
        try:
            source = source.read_bytes()
        except OSError as error:
            raise TeiError(name, 0, error.strerror or "cannot be read") from error
    if not source.strip():
        raise TeiError(name, 0, "empty: not a TEI document")
    doubt = _prolog(source, name)
    huge = len(source) > _LIMIT_WITHOUT_HUGE
    try:
        root = etree.fromstring(source, _parser(huge))
    except etree.XMLSyntaxError as error:
        raise TeiError(name, error.lineno or 1, _message(error)) from error
    tree = root.getroottree()
    if doubt is not None or tree.docinfo.externalDTD is not None:
        raise doubt or TeiError(name, 1, "refused: refers to an external DTD")
    if huge and _too_deep()(tree):
        raise TeiError(name, 1, f"refused: elements nested more than {MAX_DEPTH} deep")
    if root.tag not in (f"{{{TEI}}}TEI", f"{{{TEI}}}teiCorpus"):
        raise TeiError(name, root.sourceline or 1, f"not TEI: the root element is {_described(root)}")
    return tree


@lru_cache
def _parser(huge: bool) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=huge, collect_ids=False)


@lru_cache
def _too_deep() -> etree.XPath:
    return etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")


class _RootReached(Exception):  # noqa: N818 - not an error
    """The first element: what comes before it has been seen."""


def _prolog(source: bytes, name: str) -> TeiError | None:
    """Look at what stands before the root element; nothing in it is expanded or fetched.

    Raises `TeiError` for what is refused; gives it back where the prolog could not be read, since
    the parser proper has the better message.
    """
    parser = expat.ParserCreate()

    def refuse(what: str) -> TeiError:
        return TeiError(name, parser.CurrentLineNumber, f"refused: {what}")

    def doctype(_name: str, system: str | None, public: str | None, _internal: bool) -> None:
        if system or public:
            raise refuse(f"refers to an external DTD ({system or public})")

    def entity(*_: object) -> None:
        raise refuse("declares entities")

    def start(*_: object) -> None:
        raise _RootReached

    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    try:
        for position in range(0, len(source), _CHUNK):
            parser.Parse(source[position : position + _CHUNK], False)
    except _RootReached:
        return None
    except (expat.ExpatError, LookupError, ValueError) as error:
        return TeiError(name, parser.CurrentLineNumber, f"not XML that can be read: {error}")
    return TeiError(name, parser.CurrentLineNumber, "not XML: there is no element")


def _message(error: etree.XMLSyntaxError) -> str:
    """The parser's message without its own line number, which stands in front already."""
    text = (error.msg or "").rsplit(", line ", 1)[0]
    if "Start tag expected" in text or "Document is empty" in text:
        return "not XML"
    if "xcessive depth" in text:
        return f"refused: elements nested more than {MAX_DEPTH} deep"
    return f"broken XML: {text}"


def _described(root: etree._Element) -> str:
    tag = etree.QName(root)
    return f"{tag.localname} in " + (f"the namespace {tag.namespace}" if tag.namespace else "no namespace")
