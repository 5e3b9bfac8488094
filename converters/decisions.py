"""What a person decided of marks: it wins over rules, and survives every reconversion.

Decisions live in the TEI: a mark with the `@resp` of a person is that person's, and a rejection is a `change` of
`revisionDesc` that names the characters. They may also be given in a file `NAME.decisions.toml` beside the text:

    [[decision]]
    by = "Anna Smith"
    when = 2026-11-24
    passage = "Brown"         # the words; a line may end between them
    occurrence = 2            # which time they stand in the text, from 1
    action = "mark"           # accept, reject, or mark
    element = "persName"
    ref = "#brown-2"          # with mark: attributes of the element, here or in a table `attributes`
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import re2

from converters import layout, toml
from converters.authority.model import slug
from converters.matching import pattern
from tei import grammar
from tei.content import ALLOWED, BLOCKS
from tei.datatypes import checker, is_pointer
from tei.document import Document
from tei.entities import Entity
from tei.model import REGESTA, WRITTEN, Annotation, Cert, Notice, Span
from tei.read_header import content, find_all
from tei.reader import char_span
from tei.transcript import Change, Person

if TYPE_CHECKING:
    from lxml import etree

Action = Literal["accept", "reject", "mark"]
_TEXTS = ("by", "passage", "action", "element")
_KEYS = (*_TEXTS, "when", "occurrence")


class DecisionError(ValueError):
    """A decisions file that cannot be read: which, and what is wrong with it."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What one person, or several, decided of one passage."""

    action: Action
    element: str
    span: Span
    by: tuple[Person, ...]
    when: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)
    cert: Cert = "high"
    entities: tuple[Entity, ...] = ()
    """Those that it points to, as the TEI has them in which it was found."""
    gone: str = ""
    """The words that it was about, where the text has them no more."""

    @property
    def who(self) -> str:
        """The pointer to who decided."""
        return " ".join(p.id if ":" in p.id else f"#{p.id}" for p in self.by)


def load(path: Path, text: str) -> tuple[Decision, ...]:
    """The decisions of a file, over `text`. Raises `DecisionError`."""
    try:
        data = toml.parse(toml.read(path))
    except OSError as error:
        raise DecisionError(f"{path}: {error.strerror or error}") from error
    except tomllib.TOMLDecodeError as error:
        raise DecisionError(f"{path}: {error}") from error
    for key in data:
        if key != "decision":
            raise DecisionError(f"{path}: no such entry {key!r}: each decision begins with [[decision]]")
    entries = data.get("decision", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise DecisionError(f"{path}: decision is to be a list of tables: [[decision]]")
    readable = layout.readable(text)
    found = []
    for number, entry in enumerate(entries, 1):
        try:
            found.append(_decision(entry, readable))
        except DecisionError as error:
            raise DecisionError(f"{path}: decision {number}: {error}") from None
    return tuple(found)


def _decision(entry: Mapping[str, Any], text: str) -> Decision:
    for key in _TEXTS:
        if key not in entry:
            raise DecisionError(f"{key} is missing")
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise DecisionError(f"{key} is to be a text in quotation marks")
    action, element = entry["action"], entry["element"]
    if action not in get_args(Action):
        raise DecisionError(f"action is {action!r}: one of {', '.join(get_args(Action))}")
    known = frozenset(ALLOWED["p"]) if action == "mark" else grammar.load().names
    if element not in known:
        raise DecisionError(f"element: {_unknown(element, known)}")
    span = _found(entry["passage"], entry.get("occurrence", 1), text)
    attrs = _attributes(entry, action, element)
    cert = cast(Cert, attrs.pop("cert", "high"))
    by = Person(slug(entry["by"]) or "editor", entry["by"])
    return Decision(cast(Action, action), element, span, (by,), _day(entry.get("when", "")), attrs, cert)


def _found(passage: str, occurrence: object, text: str) -> Span:
    """Where the words stand in the text, however its lines end."""
    if type(occurrence) is not int or occurrence < 1:
        raise DecisionError("occurrence is to be a whole number, from 1")
    words = pattern(r"[\s\pZ]+".join(re2.escape(word) for word in passage.split()))
    spans = [m.span() for m in islice(words.finditer(text), occurrence)]
    if len(spans) < occurrence:
        times = f"only {len(spans)} times" if spans else "nowhere"
        raise DecisionError(f"passage: {passage!r} stands {times} in the text")
    return spans[-1]


def _attributes(entry: Mapping[str, Any], action: str, element: str) -> dict[str, str]:
    """The attributes of a mark: what is no key of the decision, and its table `attributes`."""
    table = entry.get("attributes", {})
    if not isinstance(table, dict):
        raise DecisionError('attributes is to be a table: attributes = { when = "1962-04-29" }')
    attrs = {key: toml.plain(value) for key, value in entry.items() if key not in (*_KEYS, "attributes")}
    attrs |= {key: toml.plain(value) for key, value in table.items()}
    said = grammar.load().element(element) if action == "mark" else None
    allowed = {n: values for n, values in said.attributes.items() if n not in WRITTEN - {"cert"}} if said else {}
    for name, value in attrs.items():
        if name not in allowed:
            raise DecisionError(_unknown(name, {*_KEYS, *allowed}))
        if not allowed[name].accepts(value):
            raise DecisionError(f"{name} of {element} cannot be {value!r}")
    for pointer in attrs.get("ref", "").split():
        if not is_pointer(pointer):
            raise DecisionError(f"ref: {pointer!r} is to be #ID or an address: #{pointer}?")
    return attrs


def _day(value: Any) -> str:
    when = toml.plain(value)
    if when and not any(checker(kind)(when) for kind in ("date", "dateTime")):
        raise DecisionError(f"when is {when!r}: the day of the decision, as 2026-11-24")
    return when


def _unknown(name: str, known: Collection[str]) -> str:
    return f"there is no {name!r} here{toml.likeliest(name, known)}"


def of(document: Document) -> Iterator[Decision]:
    """The decisions that a TEI document holds: marks by people, and their rejections."""
    root = document.tree.getroot()
    people = {p.id: p for p in _people(document)}
    recorded = list(_recorded(root))
    times = {(element, span): when for action, element, span, _, when in recorded if action in ("accept", "mark")}
    marked: set[tuple[str, Span]] = set()
    listed: dict[str, Entity] = {}
    for a in document.annotations:
        if a.cert is not None and a.resp not in ("", REGESTA) and a.attrs.get("type") != "passage":
            by = _by(a.resp, people)
            attrs = {k: v for k, v in a.attrs.items() if k != "xml:id"}
            marked.add((a.element, (a.start, a.end)))
            when = times.get((a.element, (a.start, a.end)), "")
            listed = listed or {e.id: e for e in document.entities}
            entities = tuple(listed[i] for i in _ids(attrs) if i in listed)
            yield Decision("mark", a.element, (a.start, a.end), by, when, attrs, a.cert, entities)
    for action, element, span, who, when in recorded:
        # What was rejected once and marked by a person later is marked.
        if action == "reject" and (element, span) not in marked:
            yield Decision("reject", element, span, _by(who, people), when)


def moved(decisions: Iterable[Decision], old: str, new: str) -> Iterator[Decision]:
    """`decisions` over a text as they are over what became of it: each where its words still stand, or `gone`."""
    if old == new:
        yield from decisions
        return
    head, tail = _shared(old, new), _shared(reversed(old), reversed(new))
    for d in decisions:
        start, end = d.span
        if end < head:
            yield d
        elif start > len(old) - tail:
            shift = len(new) - len(old)
            yield replace(d, span=(start + shift, end + shift))
        elif (at := _again(d.span, old, new)) is not None:
            yield replace(d, span=(at, at + end - start))
        else:
            yield replace(d, gone=old[start:end])


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _again(span: Span, old: str, new: str) -> int | None:
    """Where words stand in a changed text: where they are, with what is beside them, the only ones in both."""
    start, end = span
    for before, after in ((16, 16), (16, 0), (0, 16), (0, 0)):
        begin = max(0, start - before)
        words = old[begin : end + after]
        at = new.find(words)
        if at >= 0 and new.find(words, at + 1) < 0 and old.find(words) == begin and old.find(words, begin + 1) < 0:
            found = at + start - begin
            return found if _beside(new, found, found + end - start) == _beside(old, start, end) else None
    return None


def _beside(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a word goes on before and after a passage."""
    return text[max(0, start - 1) : start].isalnum(), text[end : end + 1].isalnum()


def _by(pointers: str, people: Mapping[str, Person]) -> tuple[Person, ...]:
    ids = (pointer.removeprefix("#") for pointer in pointers.split())
    return tuple(people.get(i) or Person(i, i) for i in ids)


def _recorded(root: etree._Element) -> Iterator[tuple[str, str, Span, str, str]]:
    """The decisions that `revisionDesc` tells of: action, element, characters, who, when."""
    for path in ("revisionDesc/change", "revisionDesc/listChange/change"):
        for change in find_all(root, path):
            action, _, element = str(change.get("n", "")).partition(" ")
            span = char_span(str(change.get("target", "")))
            if span is not None:
                yield action, element, span, str(change.get("who", "")), str(change.get("when", ""))


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
        if d.gone:
            who = ", ".join(p.name for p in d.by)
            told = f"{d.action} {d.element} by {who}: the text has {d.gone!r} there no more"
            notices.append(Notice("decision.gone", told))
            continue
        meant = [a for a in found if a.element == d.element and _same(a, d.span)]
        if d.action == "accept" and meant:
            found = [replace(a, resp=d.who, cert="high") if a in meant else a for a in found]
            if d.when:
                changes.append(Change(d.who, d.when, f"accept {d.element}", d.span, f"Accepted: {d.element}."))
        elif d.action == "reject":
            found = [a for a in found if a not in meant]
            changes.append(Change(d.who, d.when, f"reject {d.element}", d.span, f"Rejected: {d.element}."))
        elif d.action == "mark":
            found = [a for a in found if not (a.element in _rivals(d.element) and _gives_way(a, d.span))]
            found = [a for a in found if not _in_the_way(a, d.span)]
            kept = next((a.inner for a in meant), None)
            found.append(Annotation(*d.span, d.element, dict(d.attrs), kept, d.cert, d.who))
            if d.when:
                changes.append(Change(d.who, d.when, f"mark {d.element}", d.span, f"Marked: {d.element}."))
        else:
            notices.append(Notice("decision.nothing", f"nothing to {d.action}: no {d.element} stands there", d.span))
    return found, tuple(changes), tuple(notices)


def told_apart(decisions: Sequence[Decision], taken: Iterable[str]) -> tuple[Decision, ...]:
    """`decisions`, each person under one id that nothing else has: neither another one, nor what is `taken`."""
    used, known = set(taken), dict[str, Person]()
    for person in (p for d in decisions for p in d.by):
        if person.name not in known:
            new, number = person, 2
            while new.id in used:
                new, number = replace(person, id=f"{person.id}-{number}"), number + 1
            used.add(new.id)
            known[person.name] = new
    return tuple(replace(d, by=tuple(known[p.name] for p in d.by)) for d in decisions)


def pointed(decisions: Iterable[Decision]) -> dict[str, Entity | None]:
    """The ids that decisions point to, each with what the TEI said of it."""
    found: dict[str, Entity | None] = {}
    for d in (d for d in decisions if not d.gone):
        known = {e.id: e for e in d.entities}
        found |= {i: known.get(i) or found.get(i) for i in _ids(d.attrs)}
    return found


def astray(decisions: Iterable[Decision], header: Iterable[str], known: Container[str]) -> Iterator[Notice]:
    """Where decisions, and pointers of the header that a side-car gave, lead to what the document has not."""
    pointed: list[tuple[str, Span | None]] = [(i, d.span) for d in decisions if not d.gone for i in _ids(d.attrs)]
    pointed += [(i, None) for i in sorted(header) if ":" not in i]
    for i, span in pointed:
        if i not in known:
            words = f"points to #{i}, which neither the authority files nor the text have"
            yield Notice("decision.pointer", words, span)


def _ids(attrs: Mapping[str, str]) -> list[str]:
    return [pointer[1:] for pointer in attrs.get("ref", "").split() if pointer.startswith("#")]


def _same(a: Annotation, span: Span) -> bool:
    return (a.start, a.end) == span or a.content == span


def _gives_way(a: Annotation, span: Span) -> bool:
    """Whether `a` says something else of the same characters: all but what contains the passage does."""
    return _same(a, span) or (a.start < span[1] and span[0] < a.end and not (a.start <= span[0] and span[1] <= a.end))


def _in_the_way(a: Annotation, span: Span) -> bool:
    """Whether `a` is a program's name, date or number that crosses the passage, so that both cannot be marked."""
    crosses = a.start < span[0] < a.end < span[1] or span[0] < a.start < span[1] < a.end
    return crosses and a.inner is None and a.cert is not None and a.resp == REGESTA and a.element not in BLOCKS


def _rivals(element: str) -> frozenset[str]:
    """Elements of which only one may say what a passage is."""
    names = frozenset({"persName", "orgName", "placeName", "rs", "name", "abbr"})
    return names if element in names else frozenset({element})
