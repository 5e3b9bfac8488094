"""Lines with a label above a text, From, To, Subject, Participants: read, and what they say of the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from converters.layout.data import Layout
from converters.layout.fits import PLAIN, shows
from converters.layout.items import Item, bullet
from converters.layout.lines import Unit, column, joined
from converters.layout.page import Draft
from converters.layout.places import bare, names_place
from converters.layout.vocabulary import Label, words
from converters.matching import Pattern, part, pattern
from tei.model import Span

_HEADING = 110
_ADDRESS_LINE = 60
_OF_TIME = ("date", "place", "information", "subject")
"""Fields whose value may be a day."""


def labelled(units: Sequence[Unit], i: int, layout: Layout) -> Item | None:
    """A labelled line, with the lines that are its value where the label stands alone."""
    unit = units[i]
    if len(unit.text) > 600:
        return None
    match = words().label.fullmatch(unit.text)
    if match is None:
        return None
    a, b = part(match, "label")
    label = words().labels[unit.text[a:b].casefold()]
    value, end = part(match, "value")
    if unit.text[value:end].strip():
        if (
            ":" not in unit.text[b:value]
            and "：" not in unit.text[b:value]
            and "\t" not in unit.text
            and not unit.text[a:b].isupper()
        ):
            return None
        taken = 1
        while label.field == "participants" and i + taken < len(units) and _is_person(units[i + taken].text):
            taken += 1
        return Item("field", tuple(units[i : i + taken]), None, label, value)
    attended = label.field == "participants" and layout.genre == "minutes"
    if not (unit.text[b:].strip() or unit.text[a:b].isupper() or not unit.text[a:b].isascii() or attended):
        return None
    taken = 1
    while i + taken < len(units) and (
        _is_value(units[i + taken], label, layout, taken, apart=units[i + taken].group != unit.group)
        or _is_present(units, i, i + taken, label)
        or (label.field == "authors" and taken > 1 and _goes_with(units[i + taken], units[i + 1], layout))
    ):
        taken += 1
    return Item("field", tuple(units[i : i + taken]), None, label, end) if taken > 1 else None


def _goes_with(unit: Unit, above: Unit, layout: Layout) -> bool:
    """Whether a line says more of the sender named above it: his office, his town."""
    if unit.group != above.group or len(unit.text) > _ADDRESS_LINE or not unit.text[0].isupper():
        return False
    known = words().label.fullmatch(unit.text) is not None or shows(unit, layout, *PLAIN)
    return not known and unit.text[-1] not in ".?!:"


def below_label(units: Sequence[Unit], i: int, items: Sequence[Item], layout: Layout) -> Item | None:
    """The lines below a form's row of labels of which one asks for the sender and has nothing behind it."""
    row = [item for item in items[-_ROW:] if item.units[0].group == units[i].group]
    asked = next((item for item in row if item.label is not None and not item.values), None)
    if asked is None or asked.label is None or asked.label.field != "authors":
        return None
    end = i
    while end < len(units) and end - i < _ROW and _goes_with(units[end], asked.units[0], layout):
        end += 1
    return Item("sender", tuple(units[i:end]), None, asked.label) if end > i else None


_ROW = 4


_OTHER_LABEL = pattern(r"\p{Lu}[\p{Lu} ]{2,24}:\s+\S.*")


def other_label(units: Sequence[Unit], i: int, items: Sequence[Item]) -> Item | None:
    """A line with a label in capitals that nothing is known of, right below lines with known ones: `TAPE: 12`."""
    text = units[i].text
    if not _below_field(units[i], items) or len(text) > _HEADING or _OTHER_LABEL.fullmatch(text) is None:
        return None
    return Item("field", (units[i],), None, Label("other"), text.index(":") + 1)


def form_label(units: Sequence[Unit], i: int, items: Sequence[Item]) -> Item | None:
    """A line of a form below others of it: a label in capitals, a space and its value, or no value."""
    unit = units[i]
    if not _below_field(unit, items) or (found := in_capitals(unit.text)) is None:
        return None
    return Item("field", (unit,), None, *found)


def in_capitals(text: str) -> tuple[Label, int] | None:
    """The label in capitals that a line of a form begins with, and where its value begins."""
    match = words().form_label.fullmatch(text)
    a, b = part(match, "label") if match is not None else (0, 0)
    if match is None or b - a < _SHORTEST or not text[a:b].isupper():
        return None
    value, _ = part(match, "value")
    return words().labels[text[a:b].casefold()], value if value >= 0 else len(text)


_SHORTEST = 3
"""Letters of a label that nothing but a space parts from its value: `A`, `NO` are words."""


def _below_field(unit: Unit, items: Sequence[Item]) -> bool:
    return bool(items) and items[-1].role == "field" and unit.group == items[-1].units[-1].group


_INDENT = 4
_SLIP = 2
"""Columns by which a line may miss the one above it."""


def going_on(units: Sequence[Unit], i: int, items: Sequence[Item], text: str) -> Item | None:
    """The last of `items` with the line at `i`, if that goes on with the value of a label.

    It stands below the value, or begins small above another label.
    """
    unit = units[i]
    if not _below_field(unit, items) or len(unit.text) > _HEADING or len(items[-1].units) > 1:
        return None
    last, indent = items[-1], column(text, unit.start)
    above = [item for item in items[-4:] if item.role == "field" and item.units[0].group == unit.group]
    under = (item for item in reversed(above) if abs(column(text, item.values_start) - indent) <= _SLIP)
    owner = next(under, None) if indent >= _INDENT else None
    if owner is None and unit.text[0].islower() and len(unit.text) <= _ADDRESS_LINE and i + 1 < len(units):
        owner = last if words().label.fullmatch(units[i + 1].text) is not None else None
    if owner is None or owner.label is None:
        return None
    if owner is last and not last.beside:
        return replace(last, units=(joined(last.units[0], unit, text),))
    return replace(last, beside=(*last.beside, (owner.label, unit)))


@lru_cache(maxsize=1)
def _person() -> tuple[Pattern, Pattern]:
    title = rf"(?:{words().lists['person_title']}\.? )+\p{{Lu}}.*"
    return (
        pattern(rf"[\p{{L}}/ \[\]]{{0,20}}[—–] ?\p{{Lu}}.*|{title}"),
        pattern(rf"(?:[\p{{Lu}}][\p{{L}} .()’'-]{{2,40}}: ?)?{title}"),
    )


def _is_person(text: str) -> bool:
    """Whether a line below `Participants: …` goes on with them."""
    return len(text) <= 100 and (is_side(text) or _person()[0].fullmatch(text) is not None) and text[-1] not in ".?!"


def _is_present(units: Sequence[Unit], first: int, i: int, label: Label) -> bool:
    """Whether a line below `Present` names somebody by a title, after a side or an office or by himself."""
    text = units[i].text
    if label.field != "participants" or len(text) > 160 or (text[-1] in ".?!" and units[i].group != units[first].group):
        return False
    return _person()[1].fullmatch(text) is not None


def _is_value(unit: Unit, label: Label, layout: Layout, place: int, *, apart: bool) -> bool:
    if place == 1 and not label.many:
        if apart and len(unit.text) > _HEADING and unit.text[-1] in ".?!":
            return False  # the text, below an empty line of a form
        dated = label.field not in _OF_TIME and shows(unit, layout, "dateline")
        return not dated and not _begins_label(unit.text) and len(unit.text) <= 400 and "   " not in unit.text.strip()
    if not label.many or len(unit.text) > 160 or words().label.fullmatch(unit.text):
        return False
    if unit.text[:1].islower() or (unit.text[0] == "[" and unit.text.count(" ") > 4):
        return False
    if unit.text[-1] in ".?!" and not _ABBREVIATED.search(unit.text):
        return False
    if unit.text[-1] == ":" and sum(word[0].islower() for word in unit.text.split()) > 2:
        return False  # `The following subjects were discussed:`
    return not shows(unit, layout, "dateline", "salute", "classification") and not (
        _SPEECH.match(unit.text) and not unit.text.endswith(":")
    )


def _begins_label(text: str) -> bool:
    """Whether a line is the next one of a form, with a label of its own."""
    match = words().label.fullmatch(text)
    return match is not None and ":" in text and bool(text[slice(*part(match, "value"))].strip())


_ABBREVIATED = pattern(r"(?:\b\p{L}\.|Jr\.|Sr\.|Dept\.|Col\.|Gen\.|Esqr?s?\.|etc\.|[Ii]nt\.|usw\.)$")
_SPEECH = pattern(r"(?:The )?\p{Lu}[\p{L}. ]{0,30}: \S")


def describe(item: Item, draft: Draft) -> None:
    """Take the value of a labelled item."""
    assert item.label is not None
    for label, line in item.beside:
        draft.go_on(label.field, line.start, line.end)
    unit, name = item.units[0], item.label.field
    end = unit.end
    gap = unit.text.find("   ", item.value + 1) if not unit.lines else -1
    if gap > 0 and unit.text[item.value : gap].strip():
        end = unit.start + gap  # other labels stand on the same line
    kind: dict[str, Any] = {"type": "reference"} if name == "idnos" else {}
    if len(item.units) == 1:
        start = unit.start + item.value
        if name == "participants":
            from converters.citation import names

            content = draft.text[start:end]
            for a, b in _enumerated(content, names(content, at_and=False)):
                draft.state(name, start + a, start + b)
        else:
            draft.state(name, start, end, **kind)
        return
    if name == "authors":
        sender(item.values, draft)
        return
    for value in item.values:
        if name == "participants" and len(value.lines) > 1 and _each_present(draft.text, value):
            for start, end in value.lines:
                draft.state(name, start, end)
        elif name != "participants" or not is_side(value.text[bullet(value) :]):
            draft.state(name, value.start + bullet(value), value.end, **kind)


def sender(lines: Sequence[Unit], draft: Draft) -> None:
    """Take who writes from the first of his lines, and from the last where, if it is a place."""
    draft.state("authors", lines[0].start, lines[0].end)
    if len(lines) > 1 and names_place(lines[-1].text):
        draft.state("place", lines[-1].start, lines[-1].start + len(bare(lines[-1].text)), "medium")


def _each_present(text: str, unit: Unit) -> bool:
    """Whether each line of a wrapped unit names somebody: the delegates of one side."""
    return all(_person()[1].fullmatch(text[start:end]) for start, end in unit.lines)


def _enumerated(content: str, found: list[Span]) -> list[Span]:
    """Names with commas between them; or, where the commas stand before offices, what semicolons part."""
    if ";" not in content and len(found) > 2 and sum(len(content[a:b].split()) for a, b in found) <= 2 * len(found):
        return found
    spans: list[Span] = []
    position = 0
    for piece in content.split(";"):
        start = position + len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append((start, position + len(piece.rstrip())))
        position += len(piece) + 1
    return spans


def is_side(text: str) -> bool:
    """Whether a line of a list of participants names a side (`U.S.`, `For Brazil:`) and nobody."""
    return len(text) <= 60 and (text.endswith(":") or _side().fullmatch(text) is not None)


@lru_cache(maxsize=1)
def _side() -> Pattern:
    side = words().lists["side"]
    after = "(?: side| delegation| representatives| participants| government)?"
    return pattern(rf"(?i)(?:for |on |from )?(?:the )?{side}{after}[.:]?")
