"""One document of a corpus with its links: attributes of `ref` and `bibl`, and relations beside the text.

Only what carries `@resp` of regesta is changed or taken away; all other bytes stay as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lxml import etree

from converters.corpus import context, edit
from converters.corpus.edit import Edit
from converters.corpus.entries import Entry, Party, keys_of, named
from converters.corpus.resolve import Corpus, Link
from converters.corpus.rules import rules
from converters.events.corpus import SAME
from tei import Document, TeiError
from tei.entities import Event, Relation
from tei.markup import element as markup
from tei.model import REGESTA, Cert
from tei.parse import TEI, parse
from tei.reader import CERTS, local
from tei.seal import PLACEHOLDER, seal, untouched

_P = f"{{{TEI}}}"
_NS = {"t": TEI}
_LIST = "corpus"
"""`listRelation/@type` of relations to other documents."""
_ORDER: Sequence[Cert] = ("low", "medium", "high")
_POINTER = {"ref": "target", "bibl": "corresp"}
"""Where an element points: TEI allows no `target` on `bibl`."""
_FOUND = "reference."
"""Rules of the recogniser of references, which are sure that a passage is one (cert high)."""

Relations = dict[tuple[str, str, str], Cert]
"""(name, active, passive), and how sure it is."""


@dataclass(frozen=True, slots=True)
class Made:
    """A link, for the report."""

    file: str
    text: str
    targets: tuple[str, ...]
    cert: Cert
    why: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A document with its links, as a file; which links it has; how many references could have one."""

    data: bytes
    made: tuple[Made, ...]
    relations: tuple[Relation, ...]
    references: int


def link(
    data: bytes, entry: Entry, corpus: Corpus, same: Sequence[Relation] = (), exists: Callable[[str], bool] = bool
) -> Linked:
    """`data`, the file of `entry`, with links to other documents of `corpus`.

    `same` are proposals for its events, `FILE#id` in `passive`; `exists` says whether a file that a relative pointer
    names is there, though not in the corpus. Raises `TeiError` where links would change more than they may.
    """
    document = Document.parse(data, entry.file)
    work = _Work(document, data, entry, corpus, exists)
    if not entry.ours:
        return Linked(data, (), (), 0)
    if (document.tree.docinfo.encoding or "UTF-8").upper() not in ("UTF-8", "ASCII", "US-ASCII"):
        raise TeiError(entry.file, 1, f"not linked: in {document.tree.docinfo.encoding}, not UTF-8")
    work.references()
    work.events()
    for relation in same:
        names = relation.name, relation.active, work.pointer(relation.passive)
        work.relations.setdefault(names, relation.cert or "low")
    new = work.result()
    if new != data:
        _check(document, new)
    relations = tuple(Relation(*ends, cert) for ends, cert in sorted(work.relations.items()))
    return Linked(new, tuple(work.made), relations, work.count)


class _Work:
    """The links of one document while they are made."""

    def __init__(
        self, document: Document, data: bytes, entry: Entry, corpus: Corpus, exists: Callable[[str], bool]
    ) -> None:
        self.document, self.data, self.entry, self.corpus = document, data, entry, corpus
        self.keys = keys_of(document)
        self._labels = {e.id: e.label for e in document.entities}
        self.made: list[Made] = []
        self.relations: Relations = {}
        self.count = 0
        self._exists = exists
        self._own = f"#{entry.id}" if entry.id else ""
        self._edits: list[Edit] = []
        self._passages: dict[str, list[tuple[str, Link]]] = {}
        self._root = document.tree.getroot()
        self._index = {e: i for i, e in enumerate(self._root.iter(etree.Element))}
        self._events = {f"#{e.get(_XML_ID)}": e for e in self._root.iter(f"{_P}event")}
        self._positions = edit.positions(data)

    def references(self) -> None:
        """The references in the text."""
        for text in self._root.findall(f"{_P}text"):
            for element in text.iter(f"{_P}ref", f"{_P}bibl"):
                if element.get("resp") == REGESTA and not self._foreign(element):
                    self._reference(element)

    def _foreign(self, element: etree._Element) -> bool:
        """Whether it points to something that regesta's links never point to."""
        pointer = element.get(_POINTER[local(element)], "")
        return any(":" in p or p.startswith("#") for p in pointer.split())

    def _reference(self, element: etree._Element) -> None:
        name = _POINTER[local(element)]
        linkable = element.get("type", "") in (rules().numbers if local(element) == "ref" else rules().dated)
        self.count += linkable
        found = self.corpus.reference(element, self.entry, self.keys)
        earlier = element.get(name, "")
        kept = " ".join(p for p in earlier.split() if self._outside(p))
        recognised = str(element.get("ana", "")).startswith(f"#{_FOUND}")
        sure: Cert | None = "high" if recognised else CERTS.get(element.get("cert"))
        if found is not None:
            pointers = self._pointers(found)
            cert = min(found.cert, sure or "high", key=_ORDER.index)
            self._tag(element, {name: " ".join(pointers), "cert": cert})
            self.made.append(Made(self.entry.file, context.text(element), pointers, cert, found.why))
            relation = "isReplyTo" if _answers(element) else "references"
            self._relate(relation, pointers, found.cert)
            self._remember(element, found)
        elif earlier and kept != earlier:
            self._tag(element, {name: kept or None, "cert": sure})

    def events(self) -> None:
        """The messages told of that are documents of the corpus, and those that this one answers."""
        told = {f"#{e.id}": e for e in self.document.events if e.id and e.type in rules().messages and not e.record}
        answered = {r.passive for r in self.document.relations if r.name == "isReplyTo" and r.active == self._own}
        for pointer, event in told.items():
            reply = pointer in answered
            cited = self._cited(pointer)
            for found in cited if reply else ():
                self._relate("isReplyTo", self._pointers(found), found.cert)
            if not cited and not event.modality:
                day = event.date.get("when", "")[:10]
                senders, receivers = self._parties(event, "sender", "author"), self._parties(event, "addressee")
                told_of = self.corpus.message(day, senders, receivers, self.entry, reply=reply)
                if told_of is not None:
                    self._told(event, "isReplyTo" if reply else "references", told_of)

    def _told(self, event: Event, name: str, found: Link) -> None:
        pointers = self._pointers(found)
        self.made.append(Made(self.entry.file, event.label, pointers, found.cert, found.why))
        self._relate(name, pointers, found.cert)

    def _parties(self, event: Event, *roles: str) -> list[Party]:
        """Those who take part in an event as one of these."""
        taking = [p for p in event.participants if p.role in roles]
        return [named(p.name or self._labels.get(p.ref, ""), p.ref, self.keys) for p in taking]

    def _pointers(self, found: Link) -> tuple[str, ...]:
        return tuple(self.pointer(e.file) for e in found.targets)

    def _cited(self, pointer: str) -> list[Link]:
        """The links of references inside the passages of an event."""
        element = self._events[pointer]
        return [
            found
            for ptr in element.iterfind("t:ptr", _NS)
            for target in str(ptr.get("target", "")).split()
            for day, found in self._passages.get(target, ())
            if not day or not element.get("when") or day == str(element.get("when"))[:10]
        ]

    def _remember(self, element: etree._Element, found: Link) -> None:
        day = next((str(d.get("when", ""))[:10] for d in element.iter(f"{_P}date")), "")
        for around in (element, *element.iterancestors()):
            identifier = around.get(_XML_ID)
            if identifier:
                self._passages.setdefault(f"#{identifier}", []).append((day, found))

    def _relate(self, name: str, pointers: Iterable[str], cert: Cert) -> None:
        for pointer in pointers if self._own else ():
            key = (name, self._own, pointer)
            best = max(cert, self.relations.get(key, cert), key=_ORDER.index)
            if name == "isReplyTo":
                best = max(best, self.relations.pop(("references", self._own, pointer), best), key=_ORDER.index)
            elif ("isReplyTo", self._own, pointer) in self.relations:
                continue
            self.relations[key] = best

    def pointer(self, file: str) -> str:
        """A file of the corpus as this document points to it; `#id` at its end stays."""
        path, hash_, fragment = file.partition("#")
        relative = posixpath.relpath(path, posixpath.dirname(self.entry.file) or ".")
        return quote(relative, safe="/") + hash_ + fragment

    def _file(self, pointer: str) -> str:
        path = unquote(pointer.partition("#")[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.entry.file), path))

    def _outside(self, pointer: str) -> bool:
        """Whether a pointer leads to a document that is not among those linked now, and is there."""
        path = unquote(pointer.partition("#")[0])
        return self._file(pointer) not in self.corpus.entries and self._exists(path)

    def _tag(self, element: etree._Element, attrs: Mapping[str, str | None]) -> None:
        self._edits += edit.retag(self.data, self._positions[self._index[element]][0], attrs)

    def result(self) -> bytes:
        """The document with its links; sealed again if it was sealed."""
        edits = [*self._edits, *self._listed()]
        new = edit.apply(self.data, edits)
        if new == self.data or not untouched(self.data):
            return new
        digest = next((str(c.get("n")) for c in reversed(self._root.findall(f".//{_P}revisionDesc/{_P}change"))
                       if c.get("who") == REGESTA and c.get("n")), "")  # fmt: skip
        head = new.find(b"</teiHeader>")
        at = new.rfind(digest.encode(), 0, head)
        return seal(new[:at] + PLACEHOLDER.encode() + new[at + len(digest) :])

    def _listed(self) -> Iterator[Edit]:
        """The list of relations to other documents: that of an earlier run goes, what people decided in it stays."""
        stand = self._root.find(f"{_P}standOff")
        old = self._root.find(f"{_P}standOff/{_P}listRelation[@type='{_LIST}']")
        kept: list[bytes] = []
        for relation in old.findall(f"{_P}relation") if old is not None else ():
            own, other = _ends(relation)
            if relation.get("resp") != REGESTA or self._outside(other):
                kept.append(self._bytes(relation))
                self.relations.pop((str(relation.get("name", "")), own, other), None)
        lines = [*kept, *(_relation(*names, cert) for names, cert in sorted(self.relations.items()))]
        new = b'<listRelation type="%s">\n%s\n</listRelation>' % (_LIST.encode(), b"\n".join(lines)) if lines else b""
        if old is not None:
            start, end = self._extent(old)
            yield Edit(start, end, new) if new else self._without(old)
        elif new and stand is not None and len(stand):
            at = self._positions[self._index[stand]][1]
            yield Edit(at, at, new + b"\n")
        elif new:
            at = self._positions[self._index[next(self._root.iterchildren(f"{_P}text"))]][0]
            yield Edit(at, at, b"<standOff>\n" + new + b"\n</standOff>\n")

    def _without(self, old: etree._Element) -> Edit:
        """The edit that takes the list away, and a `standOff` that held nothing else."""
        stand = old.getparent()
        start, end = self._extent(stand if stand is not None and len(stand) == 1 else old)
        return Edit(start, end + (self.data[end : end + 1] == b"\n"))

    def _extent(self, element: etree._Element) -> tuple[int, int]:
        return edit.extent(self.data, self._positions[self._index[element]])

    def _bytes(self, element: etree._Element) -> bytes:
        return self.data[slice(*self._extent(element))]


_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _relation(name: str, active: str, passive: str, cert: Cert) -> bytes:
    """A relation; that two events are one goes both ways (`@mutual`)."""
    ends = {"mutual": f"{active} {passive}"} if name == SAME else {"active": active, "passive": passive}
    return markup("relation", attrs={"name": name, **ends, "resp": REGESTA, "cert": cert}).encode()


def _ends(relation: etree._Element) -> tuple[str, str]:
    """This document's end of a relation, and the other's."""
    own, _, other = str(relation.get("mutual", "")).partition(" ")
    return str(relation.get("active", own)), str(relation.get("passive", other))


def _answers(element: etree._Element) -> bool:
    """Whether the words before a reference say that the document answers it: at the start of a paragraph only."""
    if not context.leading(element):
        return False
    before = " ".join(context.before(element).casefold().split())
    for words in rules().replies:
        head, found, between = f" {before} ".rpartition(f" {words} ")
        if found and len(between.split()) < 3 and ". " not in head and len(head) < 200:
            return True
    return False


def _check(document: Document, new: bytes) -> None:
    """That nothing but links has changed: the same text, the same elements; the source still comes out of it."""
    after = Document(parse(new, document.name), document.name, new)
    if after.text != document.text or [_key(a) for a in after.annotations] != [_key(a) for a in document.annotations]:
        raise TeiError(document.name, 0, "not linked: its text would not be the same")


def _key(annotation: object) -> object:
    return (annotation.start, annotation.end, annotation.element, annotation.inner)  # type: ignore[attr-defined]
