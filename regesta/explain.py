"""Why a passage was marked as it was: from the TEI alone."""

from __future__ import annotations

from collections.abc import Iterator

from regesta.errors import InputError
from tei import Annotation, Document
from tei.read_header import content

_SURE = {"high": "sure", "medium": "likely", "low": "doubtful", None: "as the layout of the source says"}


def lines(document: Document, offset: int) -> Iterator[str]:
    """What is marked at a character of the source, outermost first. Raises `InputError` past the end."""
    text = document.text
    if offset >= len(text):
        raise InputError(document.name, f"has {len(text)} characters: there is none at {offset}")
    rules = _rules(document)
    names = {e.id: e.label for e in document.entities}
    marked = False
    for a in document.annotations:
        if a.start <= offset < a.end:
            marked = True
            yield from _annotation(a, text, rules, names)
    if not marked:
        yield f"nothing is marked at {offset}: it stands outside the document's text"
    for event in document.events:
        if any(start <= offset < end for start, end in event.passages):
            yield f"event: {event.label}"
            yield f"  {event.modality or 'told as having happened'}; {_SURE[event.cert]}, says {event.resp}"
            if event.rule:
                yield f"  rule {event.rule}: {rules.get(event.rule, 'not described in this document')}"


def _annotation(a: Annotation, text: str, rules: dict[str, str], names: dict[str, str]) -> Iterator[str]:
    words = " ".join(text[a.start : a.end].split())
    yield f"{a.element} {a.start}-{a.end}: {words if len(words) < 70 else words[:69] + '…'}"
    for key, value in a.attrs.items():
        known = [names[p.removeprefix("#")] for p in value.split() if p.removeprefix("#") in names]
        yield f"  {key} = {value}" + (f" ({' or '.join(known)})" if known else "")
    if a.cert is not None:
        yield f"  {_SURE[a.cert]}, says {a.resp}"
    if a.rule:
        yield f"  rule {a.rule}: {rules.get(a.rule, 'not described in this document')}"


def _rules(document: Document) -> dict[str, str]:
    """The prose of the rules, from the header's taxonomy."""
    found: dict[str, str] = {}
    for category in document.tree.getroot().iter("{http://www.tei-c.org/ns/1.0}category"):
        identifier = category.get("{http://www.w3.org/XML/1998/namespace}id")
        if identifier:
            found[str(identifier)] = content(category)
    return found
