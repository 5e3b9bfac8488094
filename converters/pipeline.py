"""Plain text to a `Transcript`: the stages in their order, each a pure function of what came before.

decode → layout → editorial conventions → reading text → dates, quantities, references, names → events.
Nesting and writing are the business of `tei`.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from converters import (
    checks,
    dates,
    decisions,
    editorial,
    events,
    language,
    layout,
    names,
    parties,
    quantities,
    recognisers,
    references,
    relations,
    sidecar,
)
from converters.matching import pattern
from converters.reading import Reading, read
from converters.reconcile import reconcile
from tei.entities import Entity
from tei.header import RESERVED
from tei.metadata import Metadata
from tei.model import REGESTA, Annotation, Cert, Rule, Source, Span
from tei.transcript import Encoding, Transcript

if TYPE_CHECKING:
    from converters.decisions import Decision
    from converters.names import NameIndex
    from converters.sidecar import Sidecar

_UNREAD = frozenset({"fw", "pb", "lb", "ref"})
"""Layout elements that are no part of the reading: running heads, page numbers, hyphens at line ends, notes’ signs."""
_RANK: dict[Cert | None, int] = {None: 3, "high": 2, "medium": 1, "low": 0}


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may settle instead of leaving it to the text."""

    index: NameIndex | None = None
    """The authority's names, made once by `names.prepare`."""
    convention: str = ""
    """Name or file of an editorial convention."""
    layout: str = ""
    language: str = ""
    recognisers: tuple[str, ...] = ()
    """Recognisers by others that may suggest more."""
    min_cert: Cert = "low"
    """Statements less sure than this are left out."""


def transcribe(
    source: Source, options: Options | None = None, side: Sidecar | None = None, decided: Sequence[Decision] = ()
) -> Transcript:
    """Everything regesta can say of a source. Raises `ConventionError`, `LayoutError` for unknown names."""
    options = options or Options()
    text = layout.readable(source.text)
    tongue = options.language or language.detect(text)[0]
    page = layout.apply(text, options.layout or None, language=tongue)
    metadata = replace(page.metadata, id=identifier(source.name), language=page.metadata.language or tongue)
    if side is not None:
        metadata = sidecar.merge(metadata, side)
    choice = _convention(text, tongue, options.convention)
    marks = editorial.annotate(text, choice.convention, language=tongue, outside=page.outside, blocks=page.blocks,
                               rival=choice.rival)  # fmt: skip
    blocks = editorial.make_room(page.blocks, marks.annotations)
    reading = read(text, [*marks.annotations, *(b for b in blocks if b.element in _UNREAD)], page.outside)
    metadata = parties.link(_dated(metadata, tongue), options.index)
    mentions = _mentions(reading, metadata, tongue, marks.annotations, source.name)
    known = names.find_names(
        reading, options.index, metadata=metadata, blocks=blocks, marks=marks.annotations, language=tongue
    )
    said = reconcile([*blocks, *marks.annotations, *mentions, *known.annotations])
    pointed = decisions.pointed(decided)
    decided = decisions.told_apart(decided, (*(e.id for e in known.entities), *pointed, *parties.refs(metadata)))
    said, changes, undecided = decisions.apply(said, decided)
    suggested, failures = recognisers.suggest(options.recognisers, reading, said, language=tongue)
    found = _sure([*said, *suggested], options.min_cert)
    metadata = parties.speaker(parties.settle(metadata, found, text), found, text)
    entities = _entities(known.entities, options, dict.fromkeys(parties.refs(metadata)) | pointed)
    told = events.find_events(reading, found, metadata, entities, language=tongue, name=source.name)
    told = tuple(e for e in told if _RANK[e.cert] >= _RANK[options.min_cert])
    encoding = Encoding(
        choice.convention.name, choice.cert, choice.convention.description, page.layout, page.cert,
        _rules(marks.rules_used, found, told), tuple(choice.reasons) + tuple(page.reasons),
    )  # fmt: skip
    people = tuple(dict.fromkeys(person for d in decided if not d.gone for person in d.by if ":" not in person.id))
    ids = {one.id for ones in (people, entities, told, encoding.rules) for one in ones}
    if (apart := _apart(metadata.id, ids)) != metadata.id:
        metadata = replace(metadata, id=apart)
    undecided = (*undecided, *decisions.astray(decided, parties.refs(metadata), ids))
    notices = (*page.notices, *marks.notices, *failures, *undecided, *checks.check_dates(found, metadata, told))
    related = relations.find_relations(reading, found, told, metadata.id)
    return Transcript(
        source, tuple(found), page.outside, metadata, entities, told, related, encoding, notices, people, changes
    )


def _convention(text: str, tongue: str, given: str) -> editorial.Choice:
    """The convention to read marks by: the one given, else the best fitting."""
    if given:
        return editorial.fixed(given)
    return editorial.choose(text, tongue)


def identifier(name: str) -> str:
    """An XML id from a file name: letters, digits, hyphens, dots; stable as long as the name is."""
    stem = name.rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if "." in stem.strip(".") else stem
    kept = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in stem).strip("-.")
    return kept if kept and (kept[0].isalpha() or kept[0] == "_") else f"doc-{kept or 'text'}"


_NUMBERED = r"(?:before|after)-\d+|q-[0-9a-f]{8}"
"""The ids of renditions and passages."""


def _apart(identifier: str, taken: Container[str]) -> str:
    """The id of a document, told apart from the ids of what is in it: no two elements have one (XML 1.0, 3.3.1)."""
    while identifier in taken or identifier in RESERVED or pattern(_NUMBERED).fullmatch(identifier):
        identifier = f"doc-{identifier}"
    return identifier


def _dated(metadata: Metadata, tongue: str) -> Metadata:
    """`metadata` with the record's date in ISO form, where its words say it and nobody gave it."""
    date = metadata.date
    if date is None or "when" in date.attrs or "when-custom" in date.attrs:
        return metadata
    parsed = dates.parse_date(date.text, tongue)
    return replace(metadata, date=replace(date, attrs={**date.attrs, **parsed})) if parsed else metadata


def _mentions(
    reading: Reading, metadata: Metadata, tongue: str, marks: Sequence[Annotation], name: str
) -> list[Annotation]:
    record = metadata.date.attrs.get("when", "") if metadata.date else ""
    anchor = dates.DateContext(record or dates.of_name(name), assumed=not record)
    referred = references.find_references(reading, language=tongue)
    numbers = [
        *dates.find_dates(reading, language=tongue, anchor=anchor),
        *_outside_gaps(quantities.find_quantities(reading, language=tongue), marks),
    ]
    return _apart_from_numbers(numbers, referred)


def _apart_from_numbers(found: Sequence[Annotation], referred: Sequence[Annotation]) -> list[Annotation]:
    """What is no number of a document, and the references; each figure is one of them.

    The 11-4-60 of `NIE 11-4-60` is no day, but `031200Z NOV 62`, by which a message is known, is; and the 8 of
    `JCSM, 8 July` is no number.
    """
    refs = sorted((a.start, a.end) for a in referred if a.element == "ref")
    kept: list[Annotation] = []
    gone: set[Span] = set()
    for a in found:
        index = bisect_right(refs, (a.start, 1 << 60)) - 1
        inside = index >= 0 and refs[index][1] > a.start and a.rule != "date.date-time-group"
        if inside and a.end > refs[index][1]:
            gone.add(refs[index])
        if not inside or a.end > refs[index][1]:
            kept.append(a)
    return [*kept, *(r for r in referred if r.element != "ref" or (r.start, r.end) not in gone)]


def _outside_gaps(found: Iterable[Annotation], marks: Iterable[Annotation]) -> Iterable[Annotation]:
    """Numbers that the text claims: those in `[two lines illegible]` count what is missing, and are in `@quantity`."""
    gaps = sorted((a.start, a.end) for a in marks if a.element == "gap")
    for a in found:
        index = bisect_right(gaps, (a.start, a.end)) - 1
        if index < 0 or gaps[index][1] <= a.start:
            yield a


def _sure(annotations: list[Annotation], least: Cert) -> list[Annotation]:
    if least == "low":
        return annotations
    return [a for a in annotations if _RANK[a.cert] >= _RANK[least] or a.resp != REGESTA]


def _rules(used: Sequence[Rule], annotations: Iterable[Annotation], told: Iterable[events.Event]) -> tuple[Rule, ...]:
    """The prose of every rule that something rests on."""
    described = {rule.id: rule for rule in used}
    applied = {a.rule for a in annotations if a.rule and a.cert}
    ids = applied.union(described, (e.rule for e in told if e.rule))
    return tuple(described.get(i) or _rule(i) for i in sorted(ids))


@lru_cache(maxsize=2000)
def _rule(rule: str) -> Rule:
    return Rule(rule, describe(rule))


def describe(rule: str) -> str:
    """What a rule of recognition does, in prose."""
    known = events.describe(rule) or references.describe(rule) or relations.describe(rule)
    return known or _prose().get(rule) or rule.replace(".", ": ").replace("-", " ")


@lru_cache
def _prose() -> Mapping[str, str]:
    data = tomllib.loads((resources.files("converters") / "rules.toml").read_text("utf-8"))
    return {f"{family}.{name}": words for family, rules in data.items() for name, words in rules.items()}


def _entities(
    found: Iterable[Entity], options: Options, wanted: Mapping[str, Entity | None]
) -> tuple[Entity, ...]:
    """What the text points to, and what the header and people's decisions do: as the authority has it, else as it is
    `wanted`."""
    entities = {e.id: e for e in found}
    listed = options.index.entities if options.index is not None else {}
    for i, said in sorted(wanted.items()):
        if i in listed:
            entities[i] = listed[i]
        elif said is not None:
            entities.setdefault(i, said)
    return tuple(entities.values())
