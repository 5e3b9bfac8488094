"""What a person decided of marks: it wins over rules, and survives every reconversion.

Decisions live in the TEI: a mark with the `@resp` of a person is that person's, and a rejection is a `change` of
`revisionDesc` that names the characters. They may also be given in a file `NAME.decisions.toml` beside the text:

    [[decision]]
    by = "Anna Smith"
    when = 2026-11-24
    passage = "Brown"         # the words
    occurrence = 2            # which time they stand in the text, from 1
    action = "reject"         # accept, reject, or mark
    element = "persName"
    ref = "#brown-2"          # with mark: any attribute of the element
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from converters import toml
from converters.authority.model import slug
from tei.document import Document
from tei.model import REGESTA, Annotation, Notice, Span
from tei.read_header import content, find_all
from tei.reader import char_span
from tei.transcript import Change, Person

if TYPE_CHECKING:
    from lxml import etree

Action = Literal["accept", "reject", "mark"]
_KEYS = frozenset({"by", "when", "passage", "occurrence", "action", "element"})


class DecisionError(ValueError):
    """A decisions file that cannot be read: which, and what is wrong with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What one person decided of one passage."""

    action: Action
    element: str
    span: Span
    by: Person
    when: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)


def load(path: Path, text: str) -> tuple[Decision, ...]:
    """The decisions of a file, over `text`. Raises `DecisionError`."""
    try:
        data = toml.parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DecisionError(f"{path}: {error}") from error
    entries = data.get("decision", [])
    if not isinstance(entries, list):
        raise DecisionError(f"{path}: decision is to be a list of tables: [[decision]]")
    return tuple(_decision(entry, text, f"{path}: decision {number}") for number, entry in enumerate(entries, 1))


def _decision(entry: Mapping[str, object], text: str, where: str) -> Decision:
    for key in ("by", "passage", "action", "element"):
        if not entry.get(key):
            raise DecisionError(f"{where}: {key} is missing")
    if entry["action"] not in get_args(Action):
        raise DecisionError(f"{where}: action is {entry['action']!r}: one of {', '.join(get_args(Action))}")
    passage, occurrence = str(entry["passage"]), entry.get("occurrence", 1)
    start = -1
    for _ in range(occurrence if isinstance(occurrence, int) else 1):
        start = text.find(passage, start + 1)
        if start < 0:
            raise DecisionError(f"{where}: the text does not have {passage!r} {occurrence} times")
    attrs = {key: str(value) for key, value in entry.items() if key not in _KEYS}
    person = Person(slug(str(entry["by"])), str(entry["by"]))
    action: Action = "accept" if entry["action"] == "accept" else "reject" if entry["action"] == "reject" else "mark"
    span = (start, start + len(passage))
    return Decision(action, str(entry["element"]), span, person, str(entry.get("when", "")), attrs)


def of(document: Document) -> Iterator[Decision]:
    """The decisions that a TEI document holds: marks by people, and their rejections."""
    root = document.tree.getroot()
    people = {p.id: p for p in _people(document)}
    recorded = list(_recorded(root))
    times = {(element, span): when for action, element, span, _, when in recorded if action in ("accept", "mark")}
    marked: set[tuple[str, Span]] = set()
    for a in document.annotations:
        if a.cert is not None and a.resp not in ("", REGESTA) and a.attrs.get("type") != "passage":
            by = people.get(a.resp.removeprefix("#"), Person(a.resp.removeprefix("#"), a.resp.removeprefix("#")))
            attrs = {k: v for k, v in a.attrs.items() if k != "xml:id"}
            marked.add((a.element, (a.start, a.end)))
            when = times.get((a.element, (a.start, a.end)), "")
            yield Decision("mark", a.element, (a.start, a.end), by, when, attrs)
    for action, element, span, who, when in recorded:
        # What was rejected once and marked by a person later is marked.
        if action == "reject" and (element, span) not in marked:
            yield Decision("reject", element, span, people.get(who, Person(who, who)), when)


def _recorded(root: etree._Element) -> Iterator[tuple[str, str, Span, str, str]]:
    """The decisions that `revisionDesc` tells of: action, element, characters, who, when."""
    for path in ("revisionDesc/change", "revisionDesc/listChange/change"):
        for change in find_all(root, path):
            action, _, element = str(change.get("n", "")).partition(" ")
            span = char_span(str(change.get("target", "")))
            if span is not None:
                who = str(change.get("who", "")).removeprefix("#")
                yield action, element, span, who, str(change.get("when", ""))


def _people(document: Document) -> Iterator[Person]:
    for statement in find_all(document.tree.getroot(), "fileDesc/titleStmt/respStmt"):
        identifier = statement.get("{http://www.w3.org/XML/1998/namespace}id")
        if identifier:
            yield Person(str(identifier), content(statement[-1]) if len(statement) else str(identifier))


def apply(
    annotations: Sequence[Annotation], decisions: Iterable[Decision]
) -> tuple[list[Annotation], tuple[Change, ...], tuple[Notice, ...]]:
    """`annotations` as people decided, the changes to record, and decisions that found nothing to decide."""
    found = list(annotations)
    changes: list[Change] = []
    notices: list[Notice] = []
    for d in dict.fromkeys(decisions):
        meant = [a for a in found if a.element == d.element and _same(a, d.span)]
        if d.action == "accept" and meant:
            found = [replace(a, resp=f"#{d.by.id}", cert="high") if a in meant else a for a in found]
            if d.when:
                changes.append(Change(f"#{d.by.id}", d.when, f"accept {d.element}", d.span, f"Accepted: {d.element}."))
        elif d.action == "reject":
            found = [a for a in found if a not in meant]
            changes.append(Change(f"#{d.by.id}", d.when, f"reject {d.element}", d.span, f"Rejected: {d.element}."))
        elif d.action == "mark":
            found = [a for a in found if not (a.element in _rivals(d.element) and _gives_way(a, d.span))]
            kept = next((a.inner for a in meant), None)
            found.append(Annotation(*d.span, d.element, dict(d.attrs), kept, "high", f"#{d.by.id}"))
            if d.when:
                changes.append(Change(f"#{d.by.id}", d.when, f"mark {d.element}", d.span, f"Marked: {d.element}."))
        else:
            notices.append(Notice("decision.nothing", f"nothing to {d.action}: no {d.element} stands there", d.span))
    return found, tuple(changes), tuple(notices)


def refs(decisions: Iterable[Decision]) -> set[str]:
    """The ids that decisions point to."""
    return {pointer.removeprefix("#") for d in decisions for pointer in d.attrs.get("ref", "").split()}


def _same(a: Annotation, span: Span) -> bool:
    return (a.start, a.end) == span or a.content == span


def _gives_way(a: Annotation, span: Span) -> bool:
    """Whether `a` says something else of the same characters: all but what contains the passage does."""
    return _same(a, span) or (a.start < span[1] and span[0] < a.end and not (a.start <= span[0] and span[1] <= a.end))


def _rivals(element: str) -> frozenset[str]:
    """Elements of which only one may say what a passage is."""
    names = frozenset({"persName", "orgName", "placeName", "rs", "name", "abbr"})
    return names if element in names else frozenset({element})
