"""The lines above a text: heading, date line, addresses, From–To–Subject, notes of those who handled it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters import citation
from converters.layout import fields
from converters.layout.data import Layout, Rule
from converters.layout.fields import below_label, form_label, going_on, labelled, other_label
from converters.layout.fits import PLAIN, roles, shows
from converters.layout.items import Item
from converters.layout.lines import Unit
from converters.layout.page import Draft
from converters.layout.parties import OF_A_DAY, genre, held_on, parties
from converters.layout.places import bare, beside_date
from converters.layout.routing import is_routing
from converters.layout.vocabulary import words
from converters.matching import Pattern, part, pattern
from tei.model import Cert

OPENER = frozenset((*PLAIN, "copy", "file", "address", "letterhead", "sender"))
_DEEPEST = 60
_LOOK_AHEAD = 6
_HEADING = 110
_ADDRESS_LINE = 60
_STRONG = frozenset(["dateline", "salute", "address", "classification", "precedence", "head"])
_BETTER = frozenset(
    ["classification", "precedence", "dateline", "salute", "reference", "letterhead", "source", "sender"]
)
"""What a first line rather is than a heading."""
_NO_LETTERHEAD = frozenset(".!?;,。！？；，")
_WIDE = " " * 6
"""A space that parts the columns of a form."""
_FILLED = pattern(r"\p{Lu}[\p{L} ]{2,30}: \S")
"""A line of a form that is filled in."""
_INITIALS = pattern(r"(?:\p{Lu}\. ?\p{Lu}|\d ?[гr])\.$")
"""A full stop that ends no sentence: `Letter to the C.C.`, `от 5 мая 1962 г.`"""


def read_head(units: Sequence[Unit], layout: Layout, draft: Draft, *, first: bool) -> tuple[list[Item], int]:
    """The items above the text, in order, and how many units they are; what follows them is the text."""
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
        elif first and i + 1 < len(units) and _held(unit.text, items):
            item = Item("source", (unit,))
        elif (rule := beside_date(units, i, layout)) is not None:
            item = Item("dateline", tuple(units[i : i + 2]), rule)
        elif (wider := going_on(units, i, items, draft.text)) is not None:
            items[-1] = wider
            i += 1
            continue
        else:
            item = labelled(units, i, layout) or other_label(units, i, items) or form_label(units, i, items)
            item = item or below_label(units, i, items, layout) or _by_rule(units, i, items, layout, first)
        if item is None:
            item = _letterhead(units, i, items, layout, first)
        if item is None:
            break
        items.append(item)
        i += len(item.units)
    while items and items[-1].role == "letterhead":
        i -= len(items.pop().units)
    return items, i


def _by_rule(units: Sequence[Unit], i: int, items: Sequence[Item], layout: Layout, first: bool) -> Item | None:
    unit = units[i]
    above = [x for x in items if x.role not in OPENER and x.role not in ("routing", "source")]
    at_first = not above or (len(above) == 1 and _only_kind(above[0]))
    firsts = roles(unit, layout, "first") if first and at_first and i + 1 < len(units) else []
    firsts = [rule for rule in firsts if rule.sure] if above else firsts
    for rule in sorted(firsts, key=lambda rule: not rule.sure):
        better = [
            r
            for r in roles(unit, layout, "top")
            if r.role in _BETTER or (r.role == "copy" and not words().of_kind.match(unit.text))
        ]
        if rule.role == "head" and better and not (layout.edition or rule.sure):
            return Item(better[0].role, (unit,), better[0])
        if rule.role == "head" and not layout.edition and units[i + 1].text[:1].islower() and len(unit.text) > 60:
            break
        if rule.role == "head" and not rule.sure and all(_FILLED.match(u.text) for u in units[i : i + 2]):
            break
        later = units[i + 1 : i + 1 + _LOOK_AHEAD] if rule.role == "head" and not (layout.edition or rule.sure) else ()
        if any(shows(other, layout, "head") for other in later):
            return Item("letterhead", (unit,))
        return _item(rule, units, i, layout)
    for rule in roles(unit, layout, "top"):
        if not rule.name and not (rule.role == "reference" and i + 1 == len(units)):
            return _item(rule, units, i, layout)
    return None


def _held(text: str, above: Sequence[Item]) -> bool:
    """Whether a line at the head of a page says where the original is."""
    return all(item.role in ("reference", "source") for item in above) and citation.held(text)


def _only_kind(item: Item) -> bool:
    """Whether a heading only says what kind of document it is, so that another may follow: `TELEGRAMMA IN ARRIVO`."""
    return item.role == "head" and len(item.units[0].text.split()) <= 3 and bool(genre(item.units[0].text))


def _item(rule: Rule, units: Sequence[Unit], i: int, layout: Layout) -> Item:
    """What a rule says of a unit, with its further lines where it is a heading or the beginning of an address."""
    if rule.role == "head":
        return Item("head", _whole(units, i, layout), rule)
    return Item(rule.role, _address(units, i, layout) if rule.role == "address" else (units[i],), rule)


def _address(units: Sequence[Unit], i: int, layout: Layout) -> tuple[Unit, ...]:
    """To whom, with the lines below where none but the first word of it stands on its line: `An das`."""
    end = i + 1
    alone = len(units[i].text.split()) <= 2 and not shows(units[i], layout, "salute")
    while alone and end < len(units) and end - i <= _LOOK_AHEAD and units[end].group == units[i].group:
        text = units[end].text
        other = shows(units[end], layout, *PLAIN) or labelled(units, end, layout) is not None
        if len(text) > _ADDRESS_LINE or text[-1] in ".!?:" or other:
            break
        end += 1
    return tuple(units[i:end])


def _whole(units: Sequence[Unit], i: int, layout: Layout) -> tuple[Unit, ...]:
    """A heading with its further lines: short ones that stand together with it or begin small, and nothing else."""
    end = i + 1
    while end < len(units) and _goes_on(units[end], units[i]) and len(units[end].text) <= _HEADING:
        other = any(r.role != "reference" for r in roles(units[end], layout, "top"))
        if labelled(units, end, layout) or (other and not _says_when(units[i:end])):
            break
        end += 1
    return tuple(units[i:end]) if end < len(units) else (units[i],)


def _goes_on(unit: Unit, heading: Unit) -> bool:
    """Whether a line may be a further one of a heading: `MINUTES`, and below `of the meeting of the Council`."""
    return unit.group == heading.group or (unit.text[:1].islower() and unit.text[-1] not in ".:;!?")


def _says_when(lines: Sequence[Unit]) -> bool:
    """Whether the heading of a record breaks off before the day: `Record of a meeting held at Paris, on Sunday,`."""
    return lines[-1].text[-1] == "," and genre(" ".join(line.text for line in lines)) in OF_A_DAY


def _letterhead(units: Sequence[Unit], i: int, items: Sequence[Item], layout: Layout, first: bool) -> Item | None:
    """A short line of no known kind, when a known one follows before any text."""
    if _above_date(units, i, layout):
        return Item("letterhead", (units[i],))
    for ahead in range(i, min(i + _LOOK_AHEAD, len(units))):
        unit = units[ahead]
        if ahead > i:
            found = roles(unit, layout, "top")
            strong = any(r.role in _STRONG for r in found) or _above_date(units, ahead, layout)
            if strong or labelled(units, ahead, layout) is not None:
                return Item("letterhead", (units[i],))
        ended = unit.text[-1] in _NO_LETTERHEAD and _INITIALS.search(unit.text) is None and _WIDE not in unit.text
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
            fields.describe(item, draft)
        elif item.role == "sender" and item.rule is None:
            fields.sender(item.units, draft)
        elif item.role == "head" and item.rule is None:
            draft.state("title", item.start, item.end)
        elif item.rule is not None and item.role != "source":
            match = item.rule.matcher.fullmatch(unit.text)
            if match is not None and item.role == "head" and len(item.units) > 1:
                start = part(match, "title")[0]
                draft.state("title", unit.start + max(start, 0), item.end)
            if item.role == "address" and len(item.units) > 1 and match is not None and not match.groupdict():
                body = {"type": "org"} if _body().search(item.units[1].text) is not None else {}
                draft.state("addressees", item.units[1].start, item.units[1].end, "medium", **body)
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


@lru_cache(maxsize=1)
def _body() -> Pattern:
    lists = words().lists
    return pattern(rf"(?i)(?:^|\P{{L}})(?:{lists['body']}|{lists['heading_body']})(?:\P{{L}}|$)")


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
