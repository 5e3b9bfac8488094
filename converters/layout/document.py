"""The document on a page: its parts, each with a head, a text and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from converters import citation
from converters.layout import body, entries, notes
from converters.layout.apart import below_labels, below_titles, columns
from converters.layout.data import Layout
from converters.layout.fields import is_side
from converters.layout.head import OPENER, dated, describe, read_head
from converters.layout.items import Item, bullet
from converters.layout.lines import Unit
from converters.layout.page import Draft
from converters.layout.tail import read_tail
from converters.layout.vocabulary import all_named, words
from converters.matching import Pattern, part, pattern

_SEGMENTS = frozenset(["classification", "precedence", "copy", "letterhead", "file", "sender"])
_NOTES = frozenset(["source", "routing", "marginal"])


@lru_cache(maxsize=1)
def _enclosure() -> Pattern:
    kinds = words().lists["enclosure"]
    number = r"(?: (?:No\. ?|Nr\. ?|№ ?)?(?:\d{1,3}|\p{L}|[ivx]+))?"
    return pattern(rf"(?i)[\[(]?{kinds}{number}(?:[^\p{{L}}\d].*)?[\])]?")


def write(units: Sequence[Unit], layout: Layout, draft: Draft) -> None:
    """Lay the blocks of the document over `units`, and take what it says of itself."""
    end = notes.split(units, draft.text)
    if end < len(units):
        notes.write(units[end:], units[:end], draft)
        units = units[:end]
    bounds = _parts(units)
    for number, (low, high) in enumerate(bounds):
        first = number == 0
        _part(units[low:high], layout, draft, first)
        if len(bounds) > 1 and high > low:
            draft.add("div", units[low].start, units[high - 1].end, type="document" if first else "enclosure")


def _parts(units: Sequence[Unit]) -> list[tuple[int, int]]:
    """The document and its enclosures, told by their headings."""
    starts = [0]
    for i, unit in enumerate(units):
        text = unit.text
        if i < 2 or len(text) > 110 or unit.lines or i + 1 >= len(units) or text[-1] in ".,;":
            continue
        if text[0] in "[(" or text[0].isupper():
            alone = units[i - 1].group != unit.group and (units[i + 1].group != unit.group or _to_what(units, i))
            if alone and _enclosure().fullmatch(text) and not (text.endswith(":") and len(units[i + 1].text) < 60):
                starts.append(i)
    return list(zip(starts, [*starts[1:], len(units)], strict=True))


def _to_what(units: Sequence[Unit], i: int) -> bool:
    """Whether one short line stands below the word `Annex` and says to what, and both stand alone."""
    word, below = units[i].text, units[i + 1]
    together = i + 2 >= len(units) or units[i + 2].group != units[i].group
    return together and len(word.split()) <= 2 and len(below.text) <= 60 and below.text[0].islower()


def _part(units: Sequence[Unit], layout: Layout, draft: Draft, first: bool) -> None:
    if not units:
        return
    units = below_titles(below_labels(columns(units, layout), draft.text, layout), draft.text, layout)
    units = entries.part_days(units, draft.text)
    heads: list[Item] = []
    if not first:
        heads = [Item("head", tuple(units[:1]))]
    if heads and len(units) > 2 and _is_title(units[1].text):
        heads.append(Item("head", (units[1],)))
    above, low = read_head(units[len(heads) :], layout, draft, first=first)
    low += len(heads)
    below = read_tail(units, low, layout)
    high = len(units) - sum(len(item.units) for item in below)
    begun = bool(above) and above[-1].role == "dateline" and len(above[-1].units) == 1
    begun = begun and entries.is_day(units[low - 1].text)
    days = [low - begun + i for i in entries.find(units[low - begun : high])]
    if days and days[0] < low:
        above.pop()
        low -= 1
    if first:
        describe(above, layout, draft)
        if days:
            entries.state_time([units[i] for i in days], draft)
    above = heads + above
    front = _front(above) if first else 0
    if front:
        draft.add("front", above[0].start, above[front - 1].end)
    _above(above, draft)
    body.write(units[low : days[0] if days else high], draft)
    if days:
        entries.write(units, days, high, draft)
    _below(below, draft)
    if first:
        _described_below(below, draft)


def _is_title(text: str) -> bool:
    """Whether the line below the word `Enclosure` is the title of what is enclosed."""
    return len(text) <= 160 and text[0].isupper() and text[-1] not in ".,;:!?" and text[1:2] not in ".)"


def _front(items: Sequence[Item]) -> int:
    """How many notes stand above everything else."""
    count = 0
    while count < len(items) and items[count].role in ("routing", "source"):
        count += 1
    return count


def _above(items: Sequence[Item], draft: Draft) -> None:
    last_opener = max((i for i, item in enumerate(items) if item.role in OPENER), default=-1)
    i = 0
    while i < len(items):
        item = items[i]
        if item.role in OPENER:
            end = i
            while end + 1 < len(items) and items[end + 1].role in OPENER:
                end += 1
            draft.add("opener", item.start, items[end].end)
            i = _opener(items, i, end, draft)
            continue
        if item.role == "field":
            end = i
            while (
                end + 1 < len(items)
                and items[end + 1].role == "field"
                and len(item.units) == len(items[end + 1].units) == 1
            ):
                end += 1
            if i < last_opener:
                draft.add("argument", item.start, items[end].end)
            _fields(items[i : end + 1], draft)
            i = end + 1
            continue
        if item.role == "note":
            notes.add(item.units[0], draft)
        elif item.role in ("routing", "source"):
            draft.add("note", item.start, item.end, "medium", type=item.role, place="top")
            if item.role == "source":
                _source(item, draft)
        elif item.role == "head":
            draft.add("head", item.start, item.end)
            for later in item.units[1:]:
                draft.add("lb", later.start, later.start)
        else:
            draft.add("ab", item.start, item.end, type=item.role)
        i += 1


def _opener(items: Sequence[Item], i: int, end: int, draft: Draft) -> int:
    while i <= end:
        item = items[i]
        if item.role == "address":
            last = i
            while last < end and items[last + 1].role == "letterhead":
                last += 1
            draft.add("seg", item.start, items[last].end, type="address")
            for below in [*item.units[1:], *(unit for other in items[i + 1 : last + 1] for unit in other.units)]:
                draft.add("lb", below.start, below.start)
            i = last
        elif item.role in _SEGMENTS:
            draft.add("seg", item.start, item.end, type=item.role)
            for later in item.units[1:]:
                draft.add("lb", later.start, later.start)
        elif item.role == "reference":
            draft.add("idno", item.start, item.end, type="reference")
        else:
            draft.add(item.role, item.start, item.end)
            for later in item.units[1:]:
                draft.add("lb", later.start, later.start)
        i += 1
    return i


def _fields(items: Sequence[Item], draft: Draft) -> None:
    """From, To, Subject, Participants: as a list, of labels and items or with a head and items."""
    if len(items[0].units) == 1:
        draft.add("list", items[0].start, items[-1].end, type="heads")
        for item, following in zip(items, (*items[1:], None), strict=True):
            unit = item.units[0]
            end = unit.start + len(unit.text[: item.value].rstrip())
            if item.values:
                empty = following is not None and not following.values
                draft.add("label", unit.start, end)
                draft.add("item", item.values_start, following.end if empty and following else item.end)
            else:
                draft.add("seg", unit.start, end, type="label")
            for _, line in item.beside:
                draft.add("seg", line.start, line.end, type="continued")
        return
    item = items[0]
    assert item.label is not None
    draft.add("list", item.start, item.end, type=item.label.field)
    values = item.values
    draft.add("head", item.start, item.units[0].start + len(item.units[0].text[: item.value].rstrip()))
    if item.label.field == "authors":
        draft.add("item", values[0].start, item.end)
        for line in values[1:]:
            draft.add("lb", line.start, line.start)
        return
    i = 0
    sides = [item.label.field == "participants" and is_side(v.text[bullet(v) :]) for v in values]
    while i < len(values):
        if sides[i] and i + 1 < len(values) and not sides[i + 1]:
            end = i + 1
            while end + 1 < len(values) and not sides[end + 1]:
                end += 1
            draft.add("item", values[i].start, values[end].end)
            draft.add("label", values[i].start, values[i].end)
            draft.add("list", values[i + 1].start, values[end].end)
            for person in values[i + 1 : end + 1]:
                draft.add("item", person.start, person.end)
            i = end + 1
        else:
            draft.add("item", values[i].start, values[i].end)
            i += 1


def _below(items: Sequence[Item], draft: Draft) -> None:
    i = 0
    while i < len(items):
        item = items[i]
        if item.role == "postscript":
            draft.add("postscript", item.start, item.end)
            draft.add("p", item.start, item.end)
        elif item.role in _NOTES:
            draft.add("note", item.start, item.end, "medium", type=item.role, place="end")
            if item.role == "source":
                _source(item, draft)
        else:
            end = i
            while end + 1 < len(items) and items[end + 1].role not in _NOTES | {"postscript"}:
                end += 1
            draft.add("closer", item.start, items[end].end)
            for line in items[i : end + 1]:
                if line.role in ("signed", "dateline"):
                    draft.add(line.role, line.start, line.end)
                    for later in line.units[1:]:
                        draft.add("lb", later.start, later.start)
                elif line.role == "closing":
                    draft.add("salute", line.start, line.end)
                elif line.role == "address":
                    draft.add("seg", line.start, line.end, type="address")
                    for later in line.units[1:]:
                        draft.add("lb", later.start, later.start)
                elif line.role in ("office", "witness", "classification", "precedence", "enclosures", "file"):
                    draft.add("seg", line.start, line.end, type=line.role)
                    for later in line.units[1:]:
                        draft.add("lb", later.start, later.start)
            i = end
        i += 1


def _described_below(items: Sequence[Item], draft: Draft) -> None:
    """Place and date below the text, and who signed it if nothing above says who wrote it."""
    unwritten = "authors" not in draft.values
    for item in items:
        if item.role == "dateline":
            dated(item, draft, below=True)
        elif item.role == "witness" and (seen := words().witness.fullmatch(item.units[0].text)) is not None:
            draft.groups(item.units[0], seen, "medium")
        elif item.role == "address" and "addressees" not in draft.values:
            first = item.units[0]
            if item.rule is not None and (match := item.rule.matcher.fullmatch(first.text)) is not None:
                draft.groups(first, match, "medium")
                continue
            end = first.lines[0][1] if first.lines else first.end
            draft.state("addressees", item.start, item.start + len(draft.text[item.start : end].rstrip(", ")), "medium")
        elif item.role == "signed" and unwritten:
            unit = next((line for line in item.units if _names(line.text)), item.units[0])
            start = unit.start + (_signature_label(unit.text) or _possessive(unit.text))
            name = _without_hand(draft.text[start : unit.end]).rpartition("   ")[2]  # an office may stand on its left
            name = name.strip("[]() ")
            name = name if name.endswith(("Jr.", "Sr.")) else name.strip(".")
            if 2 < len(name) <= 60 and not any(map(str.isdecimal, name)) and _is_whole(name):
                start = draft.text.index(name, start)
                draft.state("authors", start, start + len(name), "medium")


def _names(text: str) -> bool:
    """Whether a line of a signature is a name rather than an office: every word but particles has a capital."""
    if text[-1] == ":":
        return False
    return all_named(_without_hand(text))


def _is_whole(name: str) -> bool:
    """Whether a name is not only an office above a line to sign on, nor cut out of brackets: `AV]GVSTO PO[NTIFICI`."""
    return _only_office().fullmatch(name) is None and -1 <= name.find("[") <= name.find("]")


@lru_cache(maxsize=1)
def _only_office() -> Pattern:
    return pattern(rf"(?i)(?:the )?{words().lists['office_below']}[ .…_]*")


def _without_hand(text: str) -> str:
    """A signature without the letters that say that it is the signer's own: `m. p.`, `e. h.`"""
    return _own_hand().sub("", text)


@lru_cache(maxsize=1)
def _own_hand() -> Pattern:
    return pattern(rf"(?i),? {words().lists['own_hand']}$")


def _signature_label(text: str) -> int:
    """How much of a signature is a label before the name."""
    match = _signed().match(text)
    return match.end() if match is not None else 0


def _possessive(text: str) -> int:
    """How much of `Dein Max` is before the name."""
    match = _owner().match(text)
    return match.end() if match is not None else 0


@lru_cache(maxsize=1)
def _owner() -> Pattern:
    return pattern(rf"(?i:{words().lists['possessive']})\s+(?:\p{{Ll}}+\s+){{0,4}}")


@lru_cache(maxsize=1)
def _signed() -> Pattern:
    return pattern(rf"(?i)[\[(]?{words().lists['signature_label']}(?:\s*[:.\])]+\s*|\s|$)")


def _source(item: Item, draft: Draft) -> None:
    a, b = 0, item.end - item.start
    if item.rule is not None:
        if (match := item.rule.matcher.fullmatch(item.units[0].text)) is None:
            return
        a, b = part(match, "citation")
    start = item.start + a
    draft.state("citation", start, item.start + b)
    for field, stated in citation.parse(draft.text[start : item.start + b], start):
        draft.give(field, stated)
