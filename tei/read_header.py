"""The header back to values: the inverse of `tei.header`, lenient with headers by others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from tei.metadata import Metadata, Stated
from tei.model import REGESTA, Cert, Source
from tei.parse import TEI, TeiError
from tei.reader import CERTS, attributes, char_span, local

_NS = {"t": TEI}
_XML = "{http://www.w3.org/XML/1998/namespace}"
_TITLES = "fileDesc/titleStmt"
_HOLDER = "fileDesc/sourceDesc/msDesc/msIdentifier"
_ITEM = "fileDesc/sourceDesc/msDesc/msContents/msItem"
_NAMES = ("persName", "orgName", "name")
_KINDS = {"persName": "person", "orgName": "org"}
_PRESENT = frozenset({"person", "personGrp", "org"})
_TERMS = ("genre", "classification")
_OWN = frozenset({"source", "resp", "cert"})


def find(root: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of TEI names below the header: `fileDesc/titleStmt/title`."""
    return next(find_all(root, path), None)


def find_all(root: etree._Element, path: str) -> Iterator[etree._Element]:
    """All elements at a path of TEI names below the header."""
    return root.iterfind(
        "t:teiHeader/" + "/".join(step if step == "" else f"t:{step}" for step in path.split("/")), _NS
    )


def content(element: etree._Element) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(str(piece) for piece in element.itertext()).split())


def stated(element: etree._Element | None, *drop: str) -> Stated | None:
    """A header element as a value; `drop` are attributes that the element has by its place."""
    if element is None:
        return None
    attrs = attributes(element)
    kept = {k: v for k, v in attrs.items() if k not in _OWN and k not in drop}
    return Stated(content(element), char_span(attrs.get("source", "")), kept, *claim(attrs))


def claim(attrs: Mapping[str, str]) -> tuple[Cert | None, str]:
    """How sure a statement is and who makes it; no claim by anyone is regesta's default."""
    cert = CERTS.get(attrs.get("cert"))
    return cert, attrs.get("resp", REGESTA if cert is None else "")


def agent(element: etree._Element) -> Stated:
    """An author, translator or correspondent: the name, and the office given with it.

    `element` is the name itself or holds it.
    """
    name = element if local(element) in _NAMES else next(element.iter(*(f"{{{TEI}}}{n}" for n in _NAMES)), None)
    role = next((content(r) for r in element.iter(f"{{{TEI}}}roleName")), "")
    attrs = attributes(element)
    found: dict[str, str] = {}
    text = content(element)
    if name is not None:
        if local(name) in _KINDS:
            found["type"] = _KINDS[local(name)]
        if name.get("ref"):
            found["ref"] = str(name.get("ref"))
        attrs = attributes(name) | attrs
        text = content(name)
    if local(element) == "personGrp":
        found["type"] = "group"
    if role:
        found["role"] = role
        text = text.removesuffix(role).strip()
    return Stated(text, char_span(attrs.get("source", "")), found, *claim(attrs))


def _typed(elements: Iterable[etree._Element], kind: str) -> etree._Element | None:
    return next((e for e in elements if e.get("type") == kind), None)


def _agents(root: etree._Element, path: str) -> tuple[Stated, ...]:
    return tuple(agent(e) for e in find_all(root, path))


def read_metadata(root: etree._Element) -> Metadata:
    """The catalogue description that a header gives."""

    def one(path: str, *drop: str) -> Stated | None:
        return stated(find(root, path), *drop)

    def every(*paths: str) -> tuple[Stated, ...]:
        return tuple(s for path in paths for e in find_all(root, path) if (s := stated(e)) is not None)

    titles = list(find_all(root, f"{_TITLES}/title"))
    terms = list(find_all(root, "profileDesc/textClass/keywords/term"))
    return Metadata(
        id=root.get(f"{_XML}id", ""),
        title=stated(
            _typed(titles, "main") if _typed(titles, "main") is not None else next(iter(titles), None), "type"
        ),
        number=one("fileDesc/seriesStmt/biblScope", "unit") or one("fileDesc/sourceDesc/bibl/biblScope", "unit"),
        date=one("profileDesc/creation/date", "type"),
        place=one("profileDesc/creation/placeName"),
        authors=_agents(root, f"{_TITLES}/author") or tuple(_correspondents(root, "sent")),
        addressees=tuple(_correspondents(root, "received")),
        participants=tuple(
            agent(e)
            for path in ("listPerson/*", "listOrg/*")
            for e in find_all(root, f"profileDesc/particDesc/{path}")
            if local(e) in _PRESENT
        ),
        subject=stated(_typed(titles, "sub"), "type"),
        abstract=one("profileDesc/abstract"),
        citation=stated(_typed(find_all(root, "fileDesc/sourceDesc/bibl"), "citation"), "type"),
        repository=one(f"{_HOLDER}/repository"),
        collection=one(f"{_HOLDER}/collection"),
        idnos=every(f"{_HOLDER}/idno", f"{_HOLDER}/altIdentifier/idno"),
        locus=one(f"{_ITEM}/locus"),
        translators=tuple(agent(e) for e in find_all(root, f"{_TITLES}/respStmt") if _translates(e)),
        editors=_agents(root, f"{_TITLES}/editor"),
        funders=every(f"{_TITLES}/funder"),
        publisher=one("fileDesc/publicationStmt/publisher"),
        series=one("fileDesc/seriesStmt/title"),
        url=stated(_typed(find_all(root, "fileDesc/publicationStmt/idno"), "URI"), "type"),
        rights=one("fileDesc/publicationStmt/availability/p"),
        language=_attribute(find(root, "profileDesc/langUsage/language"), "ident") or root.get(f"{_XML}lang", ""),
        original_language=_attribute(find(root, f"{_ITEM}/textLang"), "mainLang"),
        keywords=tuple(s for t in terms if t.get("type") not in _TERMS and (s := stated(t)) is not None),
        genre=next((content(t) for t in terms if t.get("type") == "genre"), ""),
        classification=stated(_typed(terms, "classification"), "type"),
    )


def _translates(statement: etree._Element) -> bool:
    return any(resp.get("key") == "trl" for resp in statement.iterfind("t:resp", _NS))


def _attribute(element: etree._Element | None, name: str) -> str:
    return str(element.get(name, "")) if element is not None else ""


def _correspondents(root: etree._Element, kind: str) -> Iterator[Stated]:
    """Who sent (`sent`) or got (`received`) it, as `correspDesc` says."""
    for action in find_all(root, "profileDesc/correspDesc/correspAction"):
        if action.get("type") == kind:
            yield from (agent(child) for child in action if local(child) in _NAMES)


def _source_bibl(root: etree._Element) -> etree._Element | None:
    return next((b for b in find_all(root, "fileDesc/sourceDesc/bibl") if b.get("type") == "source-file"), None)


def source_digest(root: etree._Element) -> str:
    """The SHA-256 of the source file in hexadecimal, as the header gives it; empty if it does not."""
    bibl = _source_bibl(root)
    idnos = bibl.iterfind("t:idno", _NS) if bibl is not None else ()
    return next((content(i) for i in idnos if i.get("type") == "SHA-256"), "")


def read_source(root: etree._Element, text: str, name: str) -> Source:
    """The source file that the header describes, with `text` in it. Raises `TeiError` if there is none."""
    bibl = _source_bibl(root)
    if bibl is None:
        raise TeiError(name, 1, "not made from a text file by regesta: there is nothing to restore")
    notes = {str(n.get("type")): n for n in bibl.iterfind("t:note", _NS)}
    encoding = notes.get("encoding")
    cert: Cert = CERTS.get(encoding.get("cert") if encoding is not None else None, "high")
    title = bibl.find("t:title", _NS)
    try:
        bom = bytes.fromhex(content(notes["byte-order-mark"])) if "byte-order-mark" in notes else b""
        source = Source(text, content(title) if title is not None else name,
                        content(encoding) if encoding is not None else "utf-8", bom, cert)  # fmt: skip
        source.raw  # noqa: B018  the encoding must exist and fit
    except (ValueError, LookupError) as error:
        raise TeiError(
            name, int(bibl.sourceline or 1), f"the description of the source file is wrong: {error}"
        ) from error
    return source
