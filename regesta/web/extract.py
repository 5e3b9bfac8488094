"""What the index keeps of one document: how it is described, its words, who and what it names and tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from rdf import edtf
from rdf.names import slug
from regesta.web.marks import layer_of
from tei import Annotation, Document
from tei.entities import Entity, EntityKind, Event, Name
from tei.metadata import Stated
from tei.model import Span

_T = "{http://www.tei-c.org/ns/1.0}"
_BLOCKS = frozenset({"p", "ab", "head", "l", "item", "cell", "opener", "closer", "dateline", "byline", "salute",
                     "signed", "speaker", "trailer", "titlePart"})  # fmt: skip
_AROUND = 90
_LONGEST = 20_000
"""Characters of a block that are indexed as one."""
_NAMES = frozenset({"person", "role", "org", "place"})

_KINDS: Mapping[str, EntityKind] = {"person": "person", "org": "org", "place": "place"}
_BRACKETS = {ord(c): None for c in "[]⟨⟩"}

Run = tuple[int, int, int]
"""Where characters stand in the words, where in the source, and how many they are."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a document as it reads without marks, and the way back to the source."""

    start: int
    end: int
    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text, with the words around it."""

    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a document names somebody or something. `certain` is False for one candidate of several."""

    entity: str
    layer: str
    passage: Passage
    cert: str
    certain: bool = True
    role: str = ""
    """`author`, `addressee` … where the header names them, and not the text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mark for a person to look at."""

    layer: str
    element: str
    passage: Passage
    meaning: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event, with its passages and the first and last day that its date can mean."""

    event: Event
    bounds: edtf.Bounds
    date: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """All that the index keeps of a document."""

    title: str
    date: str
    bounds: edtf.Bounds
    holder: str
    convention: str
    language: str
    genre: str
    abstract: str
    marks: int
    words: tuple[Words, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Told, ...]
    doubts: tuple[Doubt, ...]


def extract(identifier: str, document: Document) -> Extract:
    """What the index keeps of a document."""
    from regesta.web.apparatus import rules

    metadata, text = document.metadata, document.text
    why = rules(document)
    labels = {e.id: e.label for e in document.entities}
    marks = [a for a in document.annotations if layer_of(a.element, a.attrs)]
    unlisted = {e.id: e for a in marks if (e := _unlisted(a, text)) is not None}
    bounds = date_bounds(metadata.date.attrs if metadata.date else {})
    return Extract(
        title_of(document, identifier), metadata.date.text if metadata.date else "", bounds,
        metadata.repository.text if metadata.repository else "", convention(document), metadata.language,
        metadata.genre, metadata.abstract.text if metadata.abstract else "", len(marks), tuple(_words(document)),
        (*document.entities, *unlisted.values()), tuple(_mentions(document, marks, labels)),
        tuple(_told(event, text) for event in document.events), tuple(_doubts(marks, text, labels, why)),
    )  # fmt: skip


def title_of(document: Document, identifier: str) -> str:
    """What a document is called."""
    title = document.metadata.title
    return " ".join(title.text.split()) if title is not None and title.text.strip() else identifier


def convention(document: Document) -> str:
    """The editorial convention by which a document was read."""
    for term in document.tree.getroot().iterfind(f"{_T}teiHeader/{_T}encodingDesc/{_T}editorialDecl//{_T}term"):
        if term.get("type") == "convention":
            return " ".join("".join(term.itertext()).split())
    return ""


def date_bounds(attrs: Mapping[str, str]) -> edtf.Bounds:
    """The first and last day that TEI's dating attributes can mean; empty where they say nothing usable."""
    try:
        value = edtf.from_tei(attrs)
        return edtf.whole(value) if value else ("", "")
    except ValueError:
        return "", ""


def passage(text: str, span: Span) -> Passage:
    """A place in a text, with the words around it."""
    start, end = span
    before = " ".join(text[max(0, start - _AROUND) : start].split())
    after = " ".join(text[end : end + _AROUND].split())
    if start > _AROUND and " " in before:
        before = f"… {before.partition(' ')[2]}"
    if end + _AROUND < len(text) and " " in after:
        after = f"{after.rpartition(' ')[0]} …"
    left = " " if text[start - 1 : start].isspace() else ""
    right = " " if text[end : end + 1].isspace() else ""
    return Passage(start, end, " ".join(text[start:end].split()), before + left, right + after)


def _mentions(document: Document, marks: list[Annotation], labels: Mapping[str, str]) -> Iterator[Mention]:
    for a in marks:
        layer = layer_of(a.element, a.attrs)
        refs = [r for r in (p.removeprefix("#") for p in a.attrs.get("ref", "").split()) if r in labels]
        if not refs and (unlisted := _unlisted(a, document.text)) is not None:
            refs = [unlisted.id]
        if layer in _NAMES and refs:
            place = passage(document.text, (a.start, a.end))
            for ref in refs:
                yield Mention(ref, layer, place, a.cert or "", len(refs) == 1)
    metadata = document.metadata
    roles: dict[str, tuple[Stated, ...]] = {
        "author": metadata.authors, "addressee": metadata.addressees, "participant": metadata.participants,
        "translator": metadata.translators, "editor": metadata.editors,
    }  # fmt: skip
    for role, stated in roles.items():
        for one in stated:
            ref = one.attrs.get("ref", "").removeprefix("#")
            if ref in labels:
                start, end = one.span or (0, 0)
                yield Mention(ref, "person", Passage(start, end, one.text), one.cert or "", True, role)


def _unlisted(a: Annotation, text: str) -> Entity | None:
    """An entry for a name that is linked to nothing, by its words alone; a surname alone is too little."""
    kind = _KINDS.get(layer_of(a.element, a.attrs))
    words = " ".join(text[slice(*a.content)].translate(_BRACKETS).split())
    if kind is None or a.attrs.get("ref") or not words or (kind == "person" and " " not in words):
        return None
    return Entity(f"~{slug(words)}", kind, (Name(words),))


def _doubts(
    marks: list[Annotation], text: str, labels: Mapping[str, str], why: Mapping[str, str]
) -> Iterator[Doubt]:
    for a in marks:
        layer = layer_of(a.element, a.attrs)
        if a.cert == "low" or layer == "unknown":
            refs = [labels.get(p.removeprefix("#"), p) for p in a.attrs.get("ref", "").split()]
            meaning = " or ".join(refs) or next(
                (a.attrs[k] for k in ("when-custom", "when", "notBefore", "reason", "quantity") if k in a.attrs), ""
            )
            yield Doubt(layer, a.element, passage(text, (a.start, a.end)), meaning, why.get(a.rule, ""))


def _told(event: Event, text: str) -> Told:
    places = tuple(passage(text, span) for span in event.passages if span[1] <= len(text))
    return Told(event, date_bounds(event.date), event.date_text, places)


# Words without marks


def _words(document: Document) -> Iterator[Words]:
    """The text in blocks, as it reads: `[Zhang] Hanfu` is `Zhang Hanfu`, `Ba-ke-tu [sic]` is `Ba-ke-tu`."""
    text = document.text
    hidden = sorted(_hidden(document))
    at = 0
    for start, end in _stretches(document):
        for low in range(start, end, _LONGEST):
            high = min(end, low + _LONGEST)
            while at < len(hidden) and hidden[at][1] <= low:
                at += 1
            runs: list[Span] = []
            position, step = low, at
            while position < high:
                while step < len(hidden) and hidden[step][1] <= position:
                    step += 1
                stop = high
                if step < len(hidden) and hidden[step][0] < high:
                    stop = hidden[step][0]
                    if stop <= position:
                        position = min(hidden[step][1], high)
                        continue
                runs.append((position, stop))
                position = stop
            found = _spaced(text, runs)
            if found is not None:
                yield Words(low, high, *found)


def _hidden(document: Document) -> Iterator[Span]:
    for piece in document.body.outside:
        yield piece.start, piece.end
    for a in document.annotations:
        if a.inner is not None:
            if a.start < a.inner[0]:
                yield a.start, a.inner[0]
            if a.inner[1] < a.end:
                yield a.inner[1], a.end


def _stretches(document: Document) -> Iterator[Span]:
    """The blocks of the text, and what stands between them."""
    edges = {0, len(document.text)}
    last = 0
    for a in document.annotations:
        if (a.element in _BLOCKS or (a.element == "note" and a.attrs.get("place") != "inline")) and a.start >= last:
            edges.update((a.start, a.end))
            last = a.end
    yield from pairwise(sorted(edges))


def _spaced(text: str, runs: list[Span]) -> tuple[str, tuple[Run, ...]] | None:
    """The characters of some runs; those of scripts without spaces each as a word of its own."""
    pieces: list[str] = []
    found: list[Run] = []
    length = 0
    for start, end in runs:
        low = start
        for at in range(start, end):
            if is_ideograph(text[at]):
                pieces.append(text[low : at + 1] + " ")
                found.append((length, low, at + 1 - low))
                length += at + 2 - low
                low = at + 1
        if low < end:
            pieces.append(text[low:end])
            found.append((length, low, end - low))
            length += end - low
    words = "".join(pieces)
    return (words, tuple(found)) if words.strip() else None


def is_ideograph(character: str) -> bool:
    """Whether a character is of a script that writes no spaces between words."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff" or character >= "\U00020000"
