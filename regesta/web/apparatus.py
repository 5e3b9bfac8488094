"""What is known of each mark: what it says, who said so, how sure, by which rule, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from regesta.web.marks import called
from regesta.web.reading import Mark
from tei import Document
from tei.model import REGESTA, Span
from tei.read_header import content

_T = "{http://www.tei-c.org/ns/1.0}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
SURE = {"high": "sure", "medium": "likely", "low": "doubtful", None: ""}
_SAID = {
    "when": "date", "notBefore": "not before", "notAfter": "not after", "from": "from", "to": "to",
    "when-custom": "date (EDTF)", "reason": "reason", "quantity": "number", "unit": "unit", "atLeast": "at least",
    "atMost": "at most", "commodity": "of", "type": "type", "subtype": "more precisely", "evidence": "evidence",
    "place": "place", "role": "role", "key": "key", "calendar": "calendar",
}  # fmt: skip

Link = Callable[[str], str]
"""From a pointer (`#zhou-enlai`) to an address of this site; empty where it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a mark says."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What there is to say of one mark."""

    called: str
    words: str
    span: Span
    layer: str
    facts: tuple[Fact, ...]
    who: str
    sure: str
    why: str
    rule: str
    element: str


class Explainer:
    """Explains the marks of one document."""

    def __init__(self, document: Document, link: Link) -> None:
        """`link` finds the pages of persons, organisations, places."""
        self._rules = rules(document)
        self._people = people(document)
        self._labels = {e.id: e.label for e in document.entities}
        self._link = link

    def entries(self, mark: Mark) -> tuple[Entry, ...]:
        """The mark and those inside it, outermost first."""
        return tuple(self._entry(one) for one in mark.all())

    def _entry(self, mark: Mark) -> Entry:
        a = mark.annotation
        who = ""
        if a.cert is not None or "resp" in a.attrs:
            who = self.who(a.attrs.get("resp", a.resp))
        return Entry(
            called(a.element), mark.words, (a.start, a.end), mark.layer, tuple(self._facts(mark)), who, SURE[a.cert],
            self._rules.get(a.rule, ""), a.rule, a.element,
        )  # fmt: skip

    def _facts(self, mark: Mark) -> Iterator[Fact]:
        attrs = mark.annotation.attrs
        pointers = attrs.get("ref", "").split()
        for pointer in pointers:
            words = self._labels.get(pointer.removeprefix("#"), pointer)
            yield Fact("is" if len(pointers) == 1 else "may be", words, self._link(pointer))
        for pointer in attrs.get("target", "").split():
            yield Fact("leads to", pointer, self._link(pointer))
        for name, label in _SAID.items():
            if name in attrs and not (name == "type" and mark.layer in ("role", "number")):
                yield Fact(label, attrs[name])
        for element, words in mark.added:
            yield Fact(called(element), words)

    def who(self, pointers: str) -> str:
        """Those who said something, by name."""
        return ", ".join(self._people.get(p.removeprefix("#"), p) for p in pointers.split())

    def why(self, rule: str) -> str:
        """What a rule says."""
        return self._rules.get(rule, "")


def rules(document: Document) -> Mapping[str, str]:
    """The prose of the rules, from the header's taxonomy."""
    categories = document.tree.getroot().iter(f"{_T}category")
    return {str(c.get(_ID)): content(c) for c in categories if c.get(_ID)}


def people(document: Document) -> Mapping[str, str]:
    """Names of those whom `@resp` may point to: programs and people that the header lists."""
    found = {REGESTA.removeprefix("#"): "regesta, a program"}
    header = document.tree.getroot().find(f"{_T}teiHeader")
    if header is None:
        return found
    for application in header.iter(f"{_T}application"):
        if application.get(_ID):
            label = application.find(f"{_T}label")
            name = content(label) if label is not None else str(application.get("ident"))
            found[str(application.get(_ID))] = f"{name} {application.get('version', '')}, a program".replace(" ,", ",")
    for statement in header.iter(f"{_T}respStmt"):
        names = [content(c) for c in statement if c.tag in (f"{_T}persName", f"{_T}name", f"{_T}orgName")]
        for element in statement.iter():
            if element.get(_ID) and isinstance(element.tag, str) and names:
                found[str(element.get(_ID))] = ", ".join(names)
    return found
