"""The examples in rule files: small texts with their names and dates marked, and the events expected.

`{person:Rusk} met {person:Gromyko} in {place:Geneva} on {date:12 March 1962=1962-03-12}.` Kinds are
`person`, `org`, `place`, `date` (`=` when, or `=from..to`), `count` (`=` number).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from converters.events.grammar import Grammar, grammar_of
from converters.events.rules import EventRule, RuleError
from converters.matching import pattern
from converters.reading import read
from tei.entities import Event
from tei.metadata import Metadata
from tei.model import Annotation

_MARK = r"\{(person|org|place|date|count):([^}=]+)(?:=([^}]*))?\}"
_ELEMENTS = {"person": "persName", "org": "orgName", "place": "placeName", "date": "date", "count": "num"}


def check(path: Path) -> list[str]:
    """Run the examples of one rule file; what they say against the rules. Raises `RuleError`."""
    rules = grammar_of(path)
    wrong = []
    for rule in rules.rules:
        if not rule.examples:
            wrong.append(f"{path.name}: rule {rule.id!r} has no example")
        for example in rule.examples:
            wrong.extend(f"{path.name}: rule {rule.id!r}: {said}" for said in _differences(rule, example, rules))
    return wrong


def marked(text: str) -> tuple[str, list[Annotation]]:
    """The plain text of an example, and the annotations that it is marked with."""
    plain, annotations, position = "", [], 0
    for match in pattern(_MARK).finditer(text):
        plain += text[position : match.start()]
        kind, words, value = match.group(1) or "", match.group(2) or "", match.group(3) or ""
        start = len(plain)
        plain += words
        annotations.append(Annotation(start, len(plain), _ELEMENTS[kind], _attrs(kind, value), cert="high"))
        position = match.end()
    return plain + text[position:], annotations


def _attrs(kind: str, value: str) -> dict[str, str]:
    if not value:
        return {}
    if kind == "date":
        first, dots, last = value.partition("..")
        return {"notBefore": first, "notAfter": last} if dots and last else {"notBefore" if dots else "when": first}
    return {"value": value} if kind == "count" else {"ref": f"#{value}"}


def _differences(rule: EventRule, example: Mapping[str, Any], rules: Grammar) -> list[str]:
    from converters.events.engine import told_events

    text, annotations = marked(example["text"])
    events = list(told_events(read(text, ()), annotations, Metadata(), {}, rules))
    if example.get("none"):
        return [f"{text!r}: expected no event, found {_said(e)}" for e in events]
    of_rule = [e for e in events if e.rule == rule.id]
    expected = {k: v for k, v in example.items() if k != "text"}
    found = [_said(e) for e in of_rule]
    if any(all(said.get(k, "") == v for k, v in expected.items()) for said in found):
        return []
    return [f"{text!r}: expected {expected}, found {found or [_said(e) for e in events]}"]


def _said(event: Event) -> dict[str, Any]:
    when = event.date.get("when") or event.date.get("notBefore", "")
    return {
        "event": event.type,
        "label": event.label,
        "when": when,
        "place": event.place_text,
        "modality": event.modality,
        "who": [f"{p.role}: {p.name}" for p in event.participants],
        "numbers": [q.value for q in event.quantities],
    }


__all__ = ["RuleError", "check", "marked"]
