"""What a person decides of a mark, written into the TEI: every byte that is not concerned stays as it was.

The mark gets the person's `@resp`; `revisionDesc` says what was decided, when, and of which characters. A decision that
would change the source text, or make the file less valid than it was, is refused. `converters.decisions` reads the
decisions again, so that a new conversion keeps them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

from converters.authority.model import slug
from converters.corpus.edit import Edit, apply, extent, positions, retag, tag_end
from tei import Annotation, Document, Person, TeiError
from tei.escape import xml_attribute, xml_text
from tei.header import fragment
from tei.model import Span
from tei.parse import TEI
from tei.reader import declared_renditions
from tei.renditions import BARE, NOT_IN_SOURCE
from tei.seal import reseal, untouched

Action = Literal["accept", "reject", "relink", "retype"]
ELEMENTS = ("persName", "orgName", "placeName", "rs", "name", "date", "num", "measure", "bibl", "title")
"""What a mark may be made into."""
LINKED = frozenset({"persName", "orgName", "placeName", "rs", "name"})
_T = f"{{{TEI}}}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_KEPT = frozenset({"ref", "resp", "cert", _ID})
"""Attributes that a mark keeps when it becomes another one."""


class NoMarkError(Exception):
    """The document has no such mark: someone else may have decided of it."""


class RefusedError(Exception):
    """A decision that cannot be written; the message says why."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be decided of the mark `element` over the characters `span`."""

    action: Action
    element: str
    span: Span
    ref: str = ""
    """With `relink`: what it points to; empty takes the link away."""
    into: str = ""
    """With `retype`: the element that it becomes."""
    type: str = ""
    """With `retype`: `person`, `org` or `place`, of an `rs` or `name`."""


@dataclass(slots=True)
class _File:
    """A TEI file as bytes and tree, and the edits so far."""

    data: bytes
    document: Document
    edits: list[Edit] = field(default_factory=list)
    places: dict[etree._Element, tuple[int, int]] = field(init=False)
    """Where the tags of each element begin."""

    def __post_init__(self) -> None:
        places = positions(self.data)
        elements = self.document.tree.getroot().iter("*")
        self.places = dict(zip(elements, places, strict=True))

    def name_of_tag(self, element: etree._Element) -> bytes:
        """The name as it stands in the tag, with its prefix."""
        start = self.places[element][0] + 1
        end = start
        while self.data[end : end + 1] not in (b" ", b"\t", b"\r", b"\n", b"/", b">"):
            end += 1
        return self.data[start:end]

    def is_empty(self, element: etree._Element) -> bool:
        """Whether it is one tag."""
        start = self.places[element][0]
        return self.data[start : tag_end(self.data, start)].endswith(b"/>")

    def replace_tags(self, element: etree._Element, before: bytes, after: bytes) -> None:
        """Put something in the place of its two tags."""
        start, end = self.places[element]
        if self.is_empty(element):
            self.edits.append(Edit(start, tag_end(self.data, start), before + after))
            return
        self.edits += [Edit(start, tag_end(self.data, start), before), Edit(end, tag_end(self.data, end), after)]

    def append(self, parent: etree._Element, new: bytes) -> None:
        """Put something at the end of an element."""
        _, end = self.places[parent]
        if self.is_empty(parent):
            start, stop = self.places[parent][0], tag_end(self.data, self.places[parent][0])
            name = self.name_of_tag(parent)
            opened = self.data[start : stop - 2].rstrip() + b">"
            self.edits.append(Edit(start, stop, opened + new + b"</" + name + b">"))
        else:
            self.edits.append(Edit(end, end, new))


def decide(data: bytes, name: str, wanted: Wanted, by: str, when: str) -> bytes:
    """`data` with the decision in it. `by` is a person's name, `when` a date or time (XML Schema).

    Raises `NoMarkError`, `RefusedError`, and `TeiError` for what is no TEI.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError("only files in UTF-8 can be decided on") from error
    document = Document.parse(data, name)
    file = _File(data, document)
    annotation, element = _find(document, wanted)
    person, known = _person(document, by)
    says = {"resp": f"#{person.id}", "cert": "high", "ana": None}
    if wanted.action == "reject":
        _unwrap(file, element, annotation)
    elif wanted.action == "retype":
        _retype(file, element, annotation, wanted, says)
    else:
        if wanted.action == "relink":
            _may_point(document, wanted)
            says["ref"] = wanted.ref or None
        file.edits += retag(data, file.places[element][0], says)
    if not known:
        _name(file, person)
    _record(file, wanted, annotation, person, when, name)
    new = apply(data, file.edits)
    _check(document, new, name)
    return reseal(new) if untouched(data) else new


def _find(document: Document, wanted: Wanted) -> tuple[Annotation, etree._Element]:
    for annotation, element in zip(document.annotations, document.body.elements, strict=True):
        if annotation.element == wanted.element and (annotation.start, annotation.end) == wanted.span:
            return annotation, element
    raise NoMarkError(f"no {wanted.element} stands at characters {wanted.span[0]} to {wanted.span[1]}")


def _person(document: Document, by: str) -> tuple[Person, bool]:
    """Who decides, by an id of the document's own; whether the header names the person already."""
    wanted = slug(by) or "editor"
    wanted = wanted if wanted[0].isalpha() else f"p-{wanted}"
    root = document.tree.getroot()
    for statement in root.iterfind(f"{_T}teiHeader/{_T}fileDesc/{_T}titleStmt/{_T}respStmt"):
        identifier = statement.get(_ID)
        if identifier and by in ["".join(child.itertext()).strip() for child in statement]:
            return Person(str(identifier), by), True
    taken = {e.get(_ID) for e in root.iter("*")}
    identifier, number = wanted, 2
    while identifier in taken:
        identifier, number = f"{wanted}-{number}", number + 1
    return Person(identifier, by), False


def _may_point(document: Document, wanted: Wanted) -> None:
    if wanted.element not in LINKED:
        raise RefusedError(f"a {wanted.element} links to nothing")
    for pointer in wanted.ref.split():
        if pointer.startswith("#"):
            if not any(e.get(_ID) == pointer[1:] for e in document.tree.getroot().iter("*")):
                raise RefusedError(f"nothing in this document is called {pointer}")
        elif not pointer.startswith(("https://", "http://")):
            raise RefusedError(f"a link starts with # or https://: {pointer}")


def _literal(document: Document, annotation: Annotation) -> tuple[bytes, bytes]:
    """The characters that an element's tags stand for, as they are written where no tag does."""
    start, end = annotation.content
    text = document.text
    return xml_text(text[annotation.start : start]).encode(), xml_text(text[end : annotation.end]).encode()


def _inner(file: _File, element: etree._Element) -> None:
    """Children that only this element may have: what describes it, and forms that are not of the source."""
    for child in element.iterchildren("*"):
        if f"#{NOT_IN_SOURCE}" in str(child.get("rendition", "")).split():
            start, end = extent(file.data, file.places[child])
            file.edits.append(Edit(start, end))
        elif child.tag == f"{_T}desc":
            file.replace_tags(child, b"", b"")


def _unwrap(file: _File, element: etree._Element, annotation: Annotation) -> None:
    before, after = _literal(file.document, annotation)
    file.replace_tags(element, before, after)
    _inner(file, element)


def _retype(
    file: _File, element: etree._Element, annotation: Annotation, wanted: Wanted, says: Mapping[str, str | None]
) -> None:
    if wanted.into not in ELEMENTS:
        raise RefusedError(f"a mark can become {', '.join(ELEMENTS)}")
    if wanted.into == wanted.element and wanted.type == annotation.attrs.get("type", ""):
        raise RefusedError(f"it is a {wanted.into} already")
    before, after = _literal(file.document, annotation)
    keep = _KEPT if wanted.into in LINKED else _KEPT - {"ref"}
    kept = {str(k): str(v) for k, v in element.attrib.items() if str(k) in keep}
    attrs: dict[str, str] = {**kept, **{k: v for k, v in says.items() if v is not None}}
    if wanted.type and wanted.into in ("rs", "name"):
        attrs["type"] = wanted.type
    if _derives(file.document, wanted.into, attrs.get("type")):
        attrs["rendition"] = f"#{BARE}"
        _declare_bare(file)
    prefix, colon, _ = file.name_of_tag(element).rpartition(b":")
    tag = prefix + colon + wanted.into.encode()
    written = "".join(f' {_qualified(k)}="{xml_attribute(v)}"' for k, v in attrs.items()).encode()
    file.replace_tags(element, b"<" + tag + written + b">" + before, after + b"</" + tag + b">")
    _inner(file, element)


def _qualified(name: str) -> str:
    return "xml:id" if name == _ID else name


def _derives(document: Document, element: str, kind: str | None) -> bool:
    """Whether an element of this name would stand for more characters than it holds."""
    return declared_renditions(document.tree.getroot()).of(element, kind, None) != ("", "")


def _declare_bare(file: _File) -> None:
    """See that the header has a declaration of an element that stands for no characters."""
    root = file.document.tree.getroot()
    if any(e.get(_ID) == BARE for e in root.iter(f"{_T}rendition")):
        return
    declared = root.find(f"{_T}teiHeader/{_T}encodingDesc/{_T}tagsDecl")
    first = declared.find(f"{_T}rendition") if declared is not None else None
    if first is None:
        raise RefusedError("the header declares no renditions")
    start = file.places[first][0]
    tag = file.name_of_tag(first).decode()
    new = f'<{tag} xml:id="{BARE}" scheme="css">content: none</{tag}>\n'
    file.edits.append(Edit(start, start, new.encode()))


def _name(file: _File, person: Person) -> None:
    title = file.document.tree.getroot().find(f"{_T}teiHeader/{_T}fileDesc/{_T}titleStmt")
    if title is None:
        raise RefusedError("the header has no titleStmt")
    p = _prefix(file, title)
    new = (f'<{p}respStmt xml:id="{person.id}"><{p}resp>decided on marks</{p}resp>'
           f"<{p}persName>{xml_text(person.name)}</{p}persName></{p}respStmt>\n")  # fmt: skip
    file.append(title, new.encode())


def _prefix(file: _File, element: etree._Element) -> str:
    prefix, colon, _ = file.name_of_tag(element).rpartition(b":")
    return (prefix + colon).decode()


_SAID = {"accept": "Accepted", "reject": "Rejected", "relink": "Linked anew"}


def _record(file: _File, wanted: Wanted, annotation: Annotation, person: Person, when: str, name: str) -> None:
    """Say in `revisionDesc` what was decided. What replaces a mark is both a rejection and a mark."""
    header = file.document.tree.getroot().find(f"{_T}teiHeader")
    if header is None:
        raise RefusedError("the file has no header")
    p = _prefix(file, header)
    span = (annotation.start, annotation.end)
    if wanted.action == "retype":
        said = [(f"mark {wanted.into}", f"Marked: {wanted.into}.")]
        if wanted.into != wanted.element:
            said.insert(0, (f"reject {wanted.element}", f"Rejected: {wanted.element}."))
    else:
        action = "mark" if wanted.action == "relink" else wanted.action
        said = [(f"{action} {wanted.element}", f"{_SAID[wanted.action]}: {wanted.element}.")]
    target = xml_attribute(fragment(_source_name(file.document, name), span))
    lines = "".join(
        f'<{p}change who="#{person.id}" when="{when}" n="{kind}" target="{target}">{words}</{p}change>\n'
        for kind, words in said
    )
    revisions = header.find(f"{_T}revisionDesc")
    if revisions is None:
        file.append(header, f"<{p}revisionDesc>\n{lines}</{p}revisionDesc>\n".encode())
        return
    inner = revisions.find(f"{_T}listChange")
    file.append(inner if inner is not None else revisions, lines.encode())


def _source_name(document: Document, name: str) -> str:
    try:
        return document.source.name
    except (TeiError, ValueError):
        return name


def _check(old: Document, data: bytes, name: str) -> None:
    """See that nothing is lost and nothing became worse. Raises `RefusedError`."""
    try:
        new = Document.parse(data, name)
    except TeiError as error:
        raise RefusedError(f"it would be no XML any more: {error}") from error
    if new.text != old.text:
        raise RefusedError("it would change the text of the source")
    if _restored(new) != _restored(old):
        raise RefusedError("the source could not be restored any more")
    worse = _errors(new) - _errors(old)
    if worse:
        raise RefusedError(f"the TEI would not be valid: {next(iter(worse))}")


def _restored(document: Document) -> bytes | None:
    try:
        return document.restore()
    except (TeiError, ValueError):
        return None


def _errors(document: Document) -> Counter[str]:
    from tei.validate import validate

    return Counter(p.message for p in validate(document.tree, document.name) if p.level == "error")


def wanted_of(asked: Mapping[str, Any]) -> Wanted:
    """What a request asks for. Raises `ValueError` that says what is wrong with it."""
    action, start, end = asked.get("action"), asked.get("start"), asked.get("end")
    if action not in ("accept", "reject", "relink", "retype"):
        raise ValueError("action is one of accept, reject, relink, retype")
    if type(start) is not int or type(end) is not int:
        raise ValueError("start and end are numbers of characters")
    texts = {key: asked.get(key, "") for key in ("element", "ref", "into", "type")}
    for key, value in texts.items():
        if not isinstance(value, str) or len(value) > 2000 or not value.isprintable():
            raise ValueError(f"{key} is to be a short text")
    if not texts["element"]:
        raise ValueError("element is missing")
    return Wanted(action, texts["element"], (start, end), texts["ref"], texts["into"], texts["type"])
