"""The lines above a text: heading, date line, addresses, From–To–Subject, notes of those who handled it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from converters.layout.data import Layout, Rule
from converters.layout.fits import roles, shows
from converters.layout.lines import Unit
from converters.layout.page import Draft
from converters.layout.parties import OF_A_DAY, genre, held_on, parties
from converters.layout.places import bare, beside_date
from converters.layout.routing import is_routing
from converters.layout.vocabulary import Label, words
from converters.matching import Pattern, part, pattern
from tei.model import Cert, Span

OPENER = frozenset(
    ["dateline", "salute", "classification", "precedence", "copy", "reference", "file", "address", "letterhead"]
)
_SEGMENTS = frozenset(["classification", "precedence", "copy", "letterhead"])
_DEEPEST = 60
_LOOK_AHEAD = 6
_HEADING = 110
_ADDRESS_LINE = 60
_STRONG = frozenset(["dateline", "salute", "address", "classification", "precedence", "head"])
_BETTER = frozenset(["classification", "precedence", "dateline", "salute", "reference", "letterhead", "source"])
"""What a first line rather is than a heading."""
_OF_TIME = ("date", "place", "information", "subject")
"""Fields whose value may be a day."""
_NO_LETTERHEAD = frozenset(".!?;,。！？；，")
_INITIALS = pattern(r"(?:\p{Lu}\. ?\p{Lu}|\d ?[гr])\.$")
"""A full stop that ends no sentence: `Letter to the C.C.`, `от 5 мая 1962 г.`"""


@dataclass(frozen=True, slots=True)
class Item:
    """One or more units above or below a text, and what they are."""

    role: str
    units: tuple[Unit, ...]
    rule: Rule | None = None
    label: Label | None = None
    value: int = 0
    """Where, in the first unit, the value of its label begins."""

    @property
    def values(self) -> tuple[Unit, ...]:
        """The values of a label: what stands behind it, and the lines below."""
        first = self.units[0]
        rest = first.text[self.value :]
        at = self.value + len(rest) - len(rest.lstrip())
        behind = (replace(first, start=first.start + at, text=first.text[at:], lines=()),) if rest.strip() else ()
        return behind + self.units[1:]

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.units[-1].end


def read_head(units: Sequence[Unit], layout: Layout, draft: Draft, *, first: bool) -> list[Item]:
    """The items above the text, in order; what follows the last of them is the text."""
    items: list[Item] = []
    i = 0
    title = draft.values.get("title")
    known = _plain(title.text) if title is not None and not items else ""
    while i < len(units) and i < _DEEPEST:
        unit = units[i]
        item = None
        if known and len(unit.text) < 2 * len(known) + 40 and _plain(unit.text) == known:
            item = Item("head", (unit,))
        elif first and is_routing(unit.text) and all(x.role != "head" for x in items):
            item = Item("routing", (unit,))
        elif (dated := beside_date(units, i, layout)) is not None:
            item = Item("dateline", tuple(units[i : i + 2]), dated)
        else:
            item = _labelled(units, i, layout) or _other_label(units, i, items) or _value_goes_on(units, i, items)
            item = item or _by_rule(units, i, items, layout, first)
        if item is None:
            item = _letterhead(units, i, items, layout, first)
        if item is None:
            break
        items.append(item)
        i += len(item.units)
    while items and items[-1].role == "letterhead":
        items.pop()
    return items


def _by_rule(units: Sequence[Unit], i: int, items: Sequence[Item], layout: Layout, first: bool) -> Item | None:
    unit = units[i]
    at_first = all(x.role in OPENER or x.role in ("routing", "source") for x in items)
    firsts = roles(unit, layout, "first") if first and at_first and i + 1 < len(units) else []
    for rule in sorted(firsts, key=lambda rule: not rule.sure):
        better = [
            r
            for r in roles(unit, layout, "top")
            if r.role in _BETTER
            or (r.role == "copy" and not words().of_kind.match(unit.text))
        ]
        if rule.role == "head" and better and not (layout.edition or rule.sure):
            return Item(better[0].role, (unit,), better[0])
        if rule.role == "head" and not layout.edition and units[i + 1].text[:1].islower() and len(unit.text) > 60:
            break
        later = units[i + 1 : i + 1 + _LOOK_AHEAD] if rule.role == "head" and not (layout.edition or rule.sure) else ()
        if any(shows(other, layout, "head") for other in later):
            return Item("letterhead", (unit,))
        return Item(rule.role, _whole(units, i, layout) if rule.role == "head" else (unit,), rule)
    for rule in roles(unit, layout, "top"):
        if not rule.name and not (rule.role == "reference" and i + 1 == len(units)):
            return Item(rule.role, _whole(units, i, layout) if rule.role == "head" else (unit,), rule)
    return None


def _whole(units: Sequence[Unit], i: int, layout: Layout) -> tuple[Unit, ...]:
    """A heading with its further lines: short ones that stand together with it and are nothing else."""
    end = i + 1
    while end < len(units) and units[end].group == units[i].group and len(units[end].text) <= _HEADING:
        other = any(r.role != "reference" for r in roles(units[end], layout, "top"))
        if _labelled(units, end, layout) or (other and not _says_when(units[i:end])):
            break
        end += 1
    return tuple(units[i:end]) if end < len(units) else (units[i],)


def _says_when(lines: Sequence[Unit]) -> bool:
    """Whether the heading of a record breaks off before the day: `Record of a meeting held at Paris, on Sunday,`."""
    return lines[-1].text[-1] == "," and genre(" ".join(line.text for line in lines)) in OF_A_DAY


def _labelled(units: Sequence[Unit], i: int, layout: Layout) -> Item | None:
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
        _is_value(units[i + taken], label, layout, taken) or _is_present(units, i, i + taken, label)
    ):
        taken += 1
    return Item("field", tuple(units[i : i + taken]), None, label, end) if taken > 1 else None


_OTHER_LABEL = pattern(r"\p{Lu}[\p{Lu} ]{2,24}:\s+\S.*")


def _other_label(units: Sequence[Unit], i: int, items: Sequence[Item]) -> Item | None:
    """A line with a label in capitals that nothing is known of, right below lines with known ones: `TAPE: 12`."""
    text = units[i].text
    if not items or items[-1].role != "field" or units[i].group != items[-1].units[-1].group:
        return None
    if len(text) > _HEADING or _OTHER_LABEL.fullmatch(text) is None:
        return None
    return Item("field", (units[i],), None, Label("other"), text.index(":") + 1)


def _value_goes_on(units: Sequence[Unit], i: int, items: Sequence[Item]) -> Item | None:
    """A line between those of a form that goes on with a value of the one above: it begins small."""
    unit = units[i]
    if not items or items[-1].role != "field" or unit.group != items[-1].units[-1].group or not unit.text[0].islower():
        return None
    goes_on = len(unit.text) <= _ADDRESS_LINE and i + 1 < len(units) and words().label.fullmatch(units[i + 1].text)
    return Item("continued", (unit,)) if goes_on else None


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


def _is_value(unit: Unit, label: Label, layout: Layout, place: int) -> bool:
    if place == 1 and not label.many:
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


def _letterhead(units: Sequence[Unit], i: int, items: Sequence[Item], layout: Layout, first: bool) -> Item | None:
    """A short line of no known kind, when a known one follows before any text."""
    if _above_date(units, i, layout):
        return Item("letterhead", (units[i],))
    for ahead in range(i, min(i + _LOOK_AHEAD, len(units))):
        unit = units[ahead]
        if ahead > i:
            found = roles(unit, layout, "top")
            strong = any(r.role in _STRONG for r in found) or _above_date(units, ahead, layout)
            if strong or _labelled(units, ahead, layout) is not None:
                return Item("letterhead", (units[i],))
        ended = unit.text[-1] in _NO_LETTERHEAD and _INITIALS.search(unit.text) is None
        if len(unit.text) > 90 or ended or unit.text[:1].islower():
            return None
    return None


def _above_date(units: Sequence[Unit], i: int, layout: Layout) -> bool:
    """Whether a line is one of an address above the date: short lines that stand together."""
    last = i
    while last + 1 < len(units) and units[last + 1].group == units[i].group:
        last += 1
    lines = units[i : last + 1]
    if not 1 < len(lines) <= _LOOK_AHEAD or any(len(u.text) > _ADDRESS_LINE or u.text[0].islower() for u in lines):
        return False
    return any(shows(line, layout, "dateline") for line in lines[1:])


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def describe(items: Sequence[Item], layout: Layout, draft: Draft) -> None:
    """Take from the items what they say of the document."""
    for item in items:
        unit = item.units[0]
        if item.role == "field" and item.label is not None:
            _field(item, draft)
        elif item.role == "head" and item.rule is None:
            draft.state("title", item.start, item.end)
        elif item.rule is not None and item.role != "source":
            match = item.rule.matcher.fullmatch(unit.text)
            if match is not None and item.role == "head" and len(item.units) > 1:
                start = part(match, "title")[0]
                draft.state("title", unit.start + max(start, 0), item.end)
            if item.role == "dateline":
                dated(item, draft)
            elif match is not None:
                draft.groups(unit, match, "medium" if item.role in ("address", "reference") else "high")
        if item.role == "head":
            heading = draft.text[item.start : item.end].replace("\n", " ").replace("\r", " ")
            for name, start, end, attrs in parties(unit.text) or parties(heading):
                draft.state(name, unit.start + start, unit.start + end, "high", **attrs)
            if kind := genre(" ".join(line.text for line in item.units)):
                draft.values.setdefault("genre", kind)
    if "date" not in draft.values and all(item.role != "dateline" for item in items):
        for item in items:
            if item.role == "head" and (held := held_on(draft.text[item.start : item.end])) is not None:
                draft.state("date", item.start + held[0], item.start + held[1], "medium")


def dated(item: Item, draft: Draft, *, below: bool = False) -> None:
    """Take date and place from a date line; where it has two lines, the one is the place.

    Below a text what stands before the date may be who signs and where: `Bell, Sons and Co., London, 3 May`.
    """
    rule = item.rule
    cert: Cert = "medium" if below else "high"
    if rule is None:
        return
    for unit in item.units:
        match = rule.matcher.fullmatch(unit.text)
        if match is None:
            draft.state("place", unit.start, unit.start + len(bare(unit.text)), cert)
        elif not below or "," not in (match.groupdict().get("place") or ""):
            draft.groups(unit, match, cert)


def _field(item: Item, draft: Draft) -> None:
    assert item.label is not None
    unit, name = item.units[0], item.label.field
    end = unit.end
    if (gap := unit.text.find("   ", item.value + 1)) > 0 and unit.text[item.value : gap].strip():
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
    for value in item.values:
        if name == "participants" and len(value.lines) > 1 and _each_present(draft.text, value):
            for start, end in value.lines:
                draft.state(name, start, end)
        elif name != "participants" or not is_side(value.text[bullet(value) :]):
            draft.state(name, value.start + bullet(value), value.end, **kind)


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


def bullet(unit: Unit) -> int:
    """How many characters of a list's value are its bullet."""
    return len(unit.text) - len(unit.text[1:].lstrip()) if unit.text[0] in "•*–—-·▪○" else 0


def is_side(text: str) -> bool:
    """Whether a line of a list of participants names a side (`U.S.`, `For Brazil:`) and nobody."""
    return len(text) <= 60 and (text.endswith(":") or _side().fullmatch(text) is not None)


@lru_cache(maxsize=1)
def _side() -> Pattern:
    side = words().lists["side"]
    after = "(?: side| delegation| representatives| participants| government)?"
    return pattern(rf"(?i)(?:for |on |from )?(?:the )?{side}{after}[.:]?")
