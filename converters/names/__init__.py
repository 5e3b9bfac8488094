"""Persons, organisations, abbreviations and places of a text: found, and linked to an authority."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from converters.names.birth import born, unlink
from converters.names.bodies import bodies_by_form
from converters.names.bynames import bynamed
from converters.names.carry import by_forename, knights, later
from converters.names.entities import local, used
from converters.names.held import held_offices
from converters.names.in_context import by_place
from converters.names.index import AuthorityLike, NameIndex, prepare
from converters.names.lexicon import fold
from converters.names.linking import settle
from converters.names.mention import Hit, Mention, Spans, Words, spans_of
from converters.names.organisations import Body, known_bodies
from converters.names.persons import listed
from converters.names.places import Place, find_places
from converters.names.roles import Office, find_offices
from converters.names.rules import describe
from converters.names.shown import completed, in_blocks, in_glosses, on_lines
from converters.names.transcribed import transcribed
from converters.names.unlisted import by_form
from converters.reading import Reading
from tei.entities import Entity
from tei.header import RESERVED
from tei.metadata import Metadata
from tei.model import Annotation, Span

__all__ = ["AuthorityLike", "NameIndex", "Names", "describe", "find_names", "prepare"]


@dataclass(frozen=True, slots=True)
class Names:
    """What was found: annotations, and the entities that they point to."""

    annotations: tuple[Annotation, ...] = ()
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """Where in the reading the editor and the layout show names."""

    supplied: Sequence[Span]
    """Parts of names that an editor supplied."""
    glossed: Sequence[Span]
    """Offices with the name in brackets by which an editor explains them."""
    shown: Sequence[tuple[str, int, int]]
    """Signatures, speakers, participants and salutations, with the element of the layout."""


def find_names(
    reading: Reading,
    index: NameIndex | None,
    *,
    metadata: Metadata,
    blocks: Sequence[Annotation] = (),
    marks: Sequence[Annotation] = (),
    language: str = "",
) -> Names:
    """The names in a text, and whom and what they mean.

    `index` is the authority, made ready by `prepare`, or None: names are found all the same. The record's date in
    `metadata` tells which office was whose; `marks` are the editor's marks, `language` the text's (BCP 47).
    """
    date = metadata.date.attrs.get("when", "") if metadata.date else ""
    place = metadata.place.span if metadata.place else None
    written_at = _back_span(reading, *place) if place else (-1, -1)
    words = Words(_unwrapped(fold(reading.text), reading, blocks), language, written_at)
    text = words.text
    hits = list(index.words.find(text)) if index is not None else []
    hints = _hints(reading, blocks, marks, metadata)
    mentions = _persons(words, reading.text, hits, index, date, hints)
    spans = [(m.start, m.end) for m in mentions]
    bodies = known_bodies(text, hits, index, Spans(spans)) if index is not None else []
    covered = Spans([*spans, *((b.start, b.end) for b in bodies)])
    bodies += [b for b in bodies_by_form(words) if not covered.touch(b.start, b.end)]
    taken = spans + [(b.start, b.end) for b in bodies if not b.refs or b.seated]
    surnames = {m.surname for m in mentions if m.ref or m.titles or m.forenames}
    places = find_places(words, reading.text, hits, index, Spans(taken), surnames)
    known = index.entities if index is not None else {}
    unlisted = index is not None and index.register
    linked = {id(m) for m in mentions if m.ref}
    made = local(mentions, reading.text, {*known, *RESERVED, metadata.id})
    offices = _offices(words, mentions, bodies, index, date, hints)
    annotations = [
        *(_person(reading, m, unlisted and id(m) not in linked) for m in mentions),
        *_glosses(reading, mentions, marks),
        *(_office(reading, o) for o in offices),
        *(_body(reading, b) for b in bodies),
        *(_place(reading, p) for p in places),
    ]
    refs = (pointer.removeprefix("#") for a in annotations for pointer in a.attrs.get("ref", "").split())
    return Names(tuple(annotations), (*used(refs, known), *made))


def _persons(
    words: Words,
    written: str,
    hits: Sequence[Hit],
    index: NameIndex | None,
    date: str,
    hints: Hints,
) -> list[Mention]:
    """The mentions of persons in order: by the authority and by form first, then what these let one see.

    `written` is the text unfolded.
    """
    mentions: list[Mention] = []
    taken: dict[int, list[Span]] = {}
    if index is not None:
        named = [h for h in hits if h[0] in index.persons]
        named += transcribed(words, written, named, index)
        mentions, taken = listed(words, named, index, Spans(hints.supplied))
    unlink(words.text, mentions)
    mentions.extend(by_form(words, taken))
    mentions = bynamed(words, settle(mentions, index.entities if index else {}, date))

    def add(more: Sequence[Mention]) -> None:
        if more:
            mentions.extend(more)
            mentions.sort(key=lambda mention: mention.start)

    add(completed(words, mentions, hints.supplied))
    add(in_glosses(words, mentions, hints.glossed))
    add(in_blocks(words, mentions, hints.shown))
    if index is not None:
        add(by_forename(words, mentions, index))
    rows = list(on_lines(words, mentions))
    within = spans_of(rows)
    mentions = [m for m in mentions if not within.touch(m.start, m.end)]  # Adler Emil Israel is no Emil Israel
    add(rows)
    add(by_place(words, mentions))
    knights(mentions)
    born(words.text, mentions)
    add(later(words, mentions))
    return mentions


def _offices(
    words: Words, mentions: Sequence[Mention], bodies: Sequence[Body], index: NameIndex | None, date: str, hints: Hints
) -> list[Office]:
    """The offices that stand for persons: by form, and as the authority has them where that is more."""
    formed = find_offices(words, mentions, index, date, hints.glossed)
    settled = {(o.start, o.end) for o in formed}
    of_bodies = {b.start for b in bodies}
    held = [
        o for o in held_offices(words, mentions, index, date)
        if (o.start, o.end) not in settled and o.start not in of_bodies
    ]  # fmt: skip
    whole = Spans((o.start, o.end) for o in held)
    return [*held, *(o for o in formed if not whole.touch(o.start, o.end))]


def _hints(
    reading: Reading, blocks: Sequence[Annotation], marks: Sequence[Annotation], metadata: Metadata
) -> Hints:
    """What the layout and the editor's marks show of names."""

    completing = (m for m in marks if m.element == "supplied" and m.attrs.get("reason") == "name-completion")
    lists = Spans((b.start, b.end) for b in blocks if b.element == "list" and b.attrs.get("type") == "participants")
    shown = (
        b for b in blocks
        if b.element in ("signed", "speaker", "salute")
        or (b.element == "item" and lists.touch(b.start, b.end))
    )  # fmt: skip
    return Hints(
        [_back_span(reading, *m.content) for m in completing if m.content[0] < m.content[1]],
        [_back_span(reading, m.start, m.end) for m in marks if m.element == "rs"],
        [
            *((b.element, *_back_span(reading, b.start, b.end)) for b in shown),
            *(("participant", *_back_span(reading, *span)) for span in _present(metadata)),
        ],
    )


def _present(metadata: Metadata) -> list[Span]:
    """Those present, where they are names and nothing else: `Present: Bulganin, Voroshilov, Molotov`."""
    spans: list[Span] = []
    bare = True
    for present in metadata.participants:
        at = present.span[0] if present.span is not None else -1
        for name in present.text.split(", "):
            bare = bare and len(name.split()) <= _SEVERAL and name[:1].isupper()
            if at >= 0:
                spans.append((at, at + len(name)))
                at += len(name) + 2
    return spans if bare and len(spans) >= _SEVERAL else []


_SEVERAL = 3


_WRAPPED = frozenset({"p", "item", "note", "quote", "ab", "head"})
"""Blocks in which the end of a line that begins nothing is a mere space."""


def _unwrapped(text: str, reading: Reading, blocks: Sequence[Annotation]) -> str:
    """`text` with a space for each end of a line inside a paragraph, so that no name is cut by it."""
    ends: list[Span] = []
    begins: set[int] = set()
    for b in blocks:
        start = _back(reading, b.start)
        begins.add(start)
        if b.element in _WRAPPED and b.start < b.end:
            ends.append((start, _back(reading, b.end - 1)))
    joined: list[int] = []
    for start, end in ends:
        at = text.find("\n", start, end)
        while at >= 0:
            single = text[at + 1 : at + 2] != "\n" and text[at - 1] != "\n"
            if single and at + 1 not in begins:
                joined.append(at)
            at = text.find("\n", at + 1, end)
    if not joined:
        return text
    pieces: list[str] = []
    position = 0
    for at in sorted(set(joined)):
        pieces.extend((text[position:at], " "))
        position = at + 1
    return "".join((*pieces, text[position:]))


def _back(reading: Reading, offset: int) -> int:
    """The offset in the reading of an offset of the source."""
    at = max(bisect_right(reading.origins, offset) - 1, 0)
    return reading.starts[at] + offset - reading.origins[at]


def _back_span(reading: Reading, start: int, end: int) -> Span:
    """The span in the reading of a span of the source that is not empty."""
    return _back(reading, start), _back(reading, end - 1) + 1


OPEN = "ref"
"""Where the candidates stand between whom nothing decides. `corresp` would say that the name has to do with them,
and nobody's identity."""


def _person(reading: Reading, mention: Mention, unlisted: bool) -> Annotation:
    attrs = {OPEN if " " in mention.ref else "ref": _refs(mention.ref.split())}
    if unlisted:
        attrs["type"] = "unlisted"
    if mention.carried or mention.rule in ("name.list", "name.forename-alone"):
        attrs["evidence"] = "internal"
    return Annotation(
        *reading.span(mention.start, mention.end), "persName", attrs, cert=mention.cert, rule=mention.rule
    )


def _glosses(reading: Reading, mentions: Sequence[Mention], marks: Sequence[Annotation]) -> Iterable[Annotation]:
    """`the Premier [Zhou Enlai]`: the office before a bracket with a name means the one named in it."""
    for mark in marks:
        if mark.element != "rs" or mark.attrs.get("type") != "person":
            continue
        start, end = _back_span(reading, mark.start, mark.end)
        inside = [m for m in mentions if start < m.start and m.end <= end and m.ref]
        if inside:
            yield Annotation(
                mark.start,
                mark.end,
                "rs",
                {"type": "person", "ref": _refs(inside[-1].ref.split())},
                mark.inner,
                "high",
                rule="role.gloss",
            )


def _office(reading: Reading, office: Office) -> Annotation:
    attrs = {"type": "office"}
    if office.ref:
        attrs["ref"] = _refs(office.ref.split())
    return Annotation(*reading.span(office.start, office.end), "rs", attrs, cert=office.cert, rule=office.rule)


def _body(reading: Reading, body: Body) -> Annotation:
    attrs = {"ref": _refs(body.refs)} if body.refs else {}
    if body.element == "term":
        attrs["type"] = "abbr"
    return Annotation(*reading.span(body.start, body.end), body.element, attrs, cert=body.cert, rule=body.rule)


def _place(reading: Reading, place: Place) -> Annotation:
    attrs = {"ref": _refs(place.ref.split())} if place.ref else {}
    if place.demonym:
        attrs["type"] = "demonym"
    return Annotation(*reading.span(place.start, place.end), "placeName", attrs, cert=place.cert, rule=place.rule)


def _refs(ids: Iterable[str]) -> str:
    return " ".join(f"#{id_}" for id_ in ids)
