"""What the index of a corpus keeps of each document: little enough that a large corpus fits into memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from converters.corpus.rules import rules
from tei import Document
from tei.entities import Event, Participant
from tei.metadata import Metadata, Stated
from tei.parse import TEI

_NS = {"t": TEI}
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class Party:
    """Who sent or received something. `key` is the authority's entry; names serve where one has none."""

    key: str = ""
    names: frozenset[str] = frozenset()
    office: frozenset[str] = frozenset()

    def agrees(self, other: Party) -> bool:
        """Whether both may be one: by key, by name, or where one of them is called by the office of the other."""
        if self.key and other.key:
            return self.key == other.key
        return not (self.names.isdisjoint(other.names | other.office) and self.office.isdisjoint(other.names))


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a corpus."""

    file: str
    """Where it lies, as other documents' pointers are reckoned from."""
    id: str = ""
    edition: str = ""
    stated: bool = False
    """Whether the document itself says of which edition it is; else it is its folder."""
    number: str = ""
    """Its number in the edition."""
    title: str = ""
    date: str = ""
    """The day, or empty."""
    genre: str = ""
    own: tuple[tuple[str, str], ...] = ()
    """The numbers that it bears: (series or empty, number)."""
    place: str = ""
    senders: tuple[Party, ...] = ()
    receivers: tuple[Party, ...] = ()
    from_posts: frozenset[str] = frozenset()
    to_posts: frozenset[str] = frozenset()
    by_ministry: bool = False
    ours: bool = False
    """Whether regesta wrote it: others' documents are linked to, and left as they are."""


def entry(document: Document, file: str) -> Entry:
    """The index entry of a document that lies at `file` (with `/`, relative or absolute)."""
    root, data = document.tree.getroot(), document.metadata
    genre = data.genre.casefold().replace(" ", "-")
    keys = keys_of(document)
    edition = data.series.text.casefold() if data.series else ""
    receivers = tuple(party(a, keys) for a in data.addressees) or tuple(_saluted(root, keys))
    return Entry(
        file, root.get(_XML_ID, ""), edition or file.rpartition("/")[0], bool(edition),
        _bare(data.number.text) if data.number else "", data.title.text if data.title else "", day(data.date), genre,
        tuple(dict.fromkeys(_own(document, data, genre))), data.place.text.casefold() if data.place else "",
        tuple(party(a, keys) for a in data.authors), receivers,
        frozenset([*_posts(data.authors), *([data.place.text.casefold()] if data.place else [])]),
        frozenset(_posts(data.addressees)), any(_ministry(a) for a in data.authors),
        bool(root.xpath("boolean(self::t:TEI[t:text]/t:teiHeader//t:application[@xml:id='regesta'])", namespaces=_NS)),
    )  # fmt: skip


def day(date: Stated | None) -> str:
    """The day of a date in the header, empty where none is sure."""
    when = (date.attrs.get("when", "") if date else "")[:10]
    return when if len(when) == len("1962-04-29") else ""


def keys_of(document: Document) -> Mapping[str, str]:
    """Local ids of people, organisations and places to names that documents share.

    An entry of an authority is known by it. One made from the document itself is known by a name of several words,
    a place by any: two people called Smith are not one.
    """
    return {
        e.id: e.source or (f"{e.kind} {e.label.casefold()}" if e.kind == "place" or " " in e.label else "")
        for e in document.entities
    }


def party(stated: Stated, keys: Mapping[str, str]) -> Party:
    """An author or addressee."""
    role = stated.attrs.get("role", "")
    return named(stated.text, stated.attrs.get("ref", ""), keys, frozenset([folded(role)] if role else ()))


def _saluted(root: etree._Element, keys: Mapping[str, str]) -> Iterator[Party]:
    """Whom a letter addresses in its salutation: `Dear Miss Baum`."""
    for name in root.iterfind("t:text//t:opener//t:salute//t:persName", _NS):
        yield named("".join(str(piece) for piece in name.itertext()), name.get("ref", ""), keys)


def named(text: str, ref: str, keys: Mapping[str, str], office: frozenset[str] = frozenset()) -> Party:
    """Someone by the words of a name and the pointer that goes with it; the last word may be a surname."""
    ids = ref.replace("#", "").split()
    name = folded(text)
    words = name.split()
    surname = [] if rules().words["office"].intersection(words) else words[-1:]
    return Party(keys.get(ids[0], "") if len(ids) == 1 else "", frozenset([name, *surname]) - {""}, office)


def folded(text: str) -> str:
    """A name as names are compared."""
    return " ".join(text.casefold().split()).removeprefix("the ")


def _posts(agents: Iterable[Stated]) -> Iterator[str]:
    """The places of embassies and the like: `vietnam` of `Embassy in Vietnam`."""
    marks = rules().words["post"]
    for agent in agents:
        for text in (agent.text, agent.attrs.get("role", "")):
            words = text.casefold().split()
            at = next((i for i, word in enumerate(words) if i and word in marks), 0)
            if at and words[at + 1 :]:
                yield " ".join(words[at + 1 :]).removeprefix("the ")


def _ministry(agent: Stated) -> bool:
    texts = (agent.text, agent.attrs.get("role", ""))
    return any(folded(t) in rules().words["ministry"] for t in texts)


def _bare(number: str) -> str:
    return number.strip(" .[]")


def _own(document: Document, data: Metadata, genre: str) -> Iterator[tuple[str, str]]:
    """The numbers that a document bears: in the header, or as its first words."""
    for idno in data.idnos:
        if idno.attrs.get("type") in rules().own_idnos:
            yield "", _bare(idno.text)
    first = document.tree.getroot().find(".//t:text//t:p", _NS) if genre in rules().own_genres else None
    if first is not None:
        words = "".join(first.itertext())[:80].lstrip()
        for pattern in rules().own_patterns:
            match = pattern.match(words)
            if match is not None:
                known = match.groupdict()
                yield (known.get("series") or "").casefold(), known["number"] or ""
                return


def told(document: Document) -> tuple[Event, ...]:
    """The events that may be told in another document as well, with people and places by their shared names.

    Only those of a day, told as having happened, of people that documents share.
    """
    keys = keys_of(document)
    found = []
    for event in document.events:
        people = sorted({keys.get(p.ref, "") for p in event.participants} - {""})
        when = event.date.get("when", "")[:10]
        if people and event.id and not event.modality and len(when) == len("1962-04-29"):
            found.append(
                Event(event.id, event.type, "", (), {"when": when}, "", keys.get(event.place, ""), "",
                      tuple(Participant("", key) for key in people), record=event.record)
            )  # fmt: skip
    return tuple(found)
