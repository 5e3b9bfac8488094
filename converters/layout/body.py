"""The text itself: paragraphs, headings, speeches, lists, tables, verse, quotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from converters.layout import notes, speeches
from converters.layout.lines import Unit, column
from converters.layout.page import Draft
from converters.matching import Pattern, part, pattern
from tei.model import Span

_ENUMERATOR = pattern(
    r"(?P<mark>(?P<bullet>[-–—•*·▪○●◦‣]{1,2})|\(?(?P<digits>\d{1,3})(?:[.)]|\. ?/|\./)"
    r"|\(?(?P<letter>\p{L})[.)]|\(?(?P<roman>[ivxIVX]{2,5})[.)])[ \t]+(?P<rest>\S)"
)
_HEADING_NUMBER = pattern(r"(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*|[A-Z])[.)] \p{Lu}|#{1,6} \S|§ ?\d")
_RULE = pattern(r"[\s*_=~#–—.•·-]{3,}")
_LIST_ITEM = 320
_HEADING = 90
_SHORT_TITLE = 8
_QUOTES = {"“": "”", "„": "“", "«": "»", '"': '"'}


def write(units: Sequence[Unit], draft: Draft) -> None:
    """Lay blocks over `units`."""
    speaks = speeches.find(units)
    i = 0
    section = -1  # where the section begins that is open, if one is
    while i < len(units):
        unit = units[i]
        if heading(units, i) and i not in speaks:
            if section >= 0:
                draft.add("div", section, units[i - 1].end, "medium", type="section")
            section = unit.start
            draft.add("head", unit.start, unit.end, "medium")
            i += 1
            continue
        signed = not _begins_with_a_word(unit.text)
        taken = (
            (signed and _footnote(unit, draft))
            or _table(units, i, draft)
            or (signed and i not in speaks and _list(units, i, draft))
            or (i in speaks and _speech(unit, *speaks[i], draft))
            or (signed and _quotation(units, i, draft))
            or _verse(units, i, draft)
        )
        i += taken or _paragraph(units, i, draft)
    if section >= 0:
        draft.add("div", section, units[-1].end, "medium", type="section")


def _paragraph(units: Sequence[Unit], i: int, draft: Draft) -> int:
    """A paragraph; lines that stand together without being one wrapped paragraph keep their line ends."""
    unit = units[i]
    if len(unit.text) <= 200 and not any(map(str.isalnum, unit.text)) and _RULE.fullmatch(unit.text):
        draft.add("ab", unit.start, unit.end, type="separator")
        return 1
    last = i
    while last + 1 < len(units) and units[last + 1].group == unit.group and not heading(units, last + 1):
        last += 1
    number = None if _begins_with_a_word(unit.text) else _ENUMERATOR.match(unit.text[:12])
    a, b = part(number, "digits") if number else (-1, -1)
    draft.add("p", unit.start, units[last].end, n=unit.text[a:b] if a >= 0 else "")
    for later in units[i + 1 : last + 1]:
        draft.add("lb", later.start, later.start)
    if unit.lines:
        _hyphens(unit, draft)
    return last - i + 1


def _hyphens(unit: Unit, draft: Draft) -> None:
    """Words divided at the end of a line."""
    text = draft.text
    for (start, end), (following, _) in zip(unit.lines, unit.lines[1:], strict=False):
        if (
            end - start > 2
            and text[end - 1] in _HYPHENS
            and text[end - 2].isalpha()
            and text[following].islower()
        ):
            draft.add("lb", end - 1, following, "medium", inner=(following, following), break_="no")


_HYPHENS = frozenset("-¬=⸗\u00ad\u2010")
"""What divides a word at the end of a line; two strokes in German hands and Fraktur."""


def heading(units: Sequence[Unit], i: int) -> bool:
    """Whether unit `i` is a heading: short, no sentence, alone, with text below it."""
    unit = units[i]
    text = unit.text
    if not 1 < len(text) <= _HEADING or unit.lines:
        return False
    stopped = text[-1] in '.,;!?…—–-)]”"' and not text.startswith("#")
    if stopped and not (text[-1] == "." and _title_in_capitals(units, i)):
        return False
    if i + 1 >= len(units) or units[i + 1].group == unit.group or (i and units[i - 1].group == unit.group):
        return False
    below = units[i + 1].text
    if len(below) < 80 or not any(map(str.isalpha, text)):
        return False
    letters = [c for c in text if c.isalpha()]
    if len(letters) * 2 < len(text) or (text[-1] == ":" and _ENUMERATOR.match(below)):
        return False
    if all(c.isupper() for c in letters) and len(letters) > 3:
        return True
    if _HEADING_NUMBER.match(text) or (text[-1] == ":" and len(text.split()) <= 5 and text[0].isupper()):
        return not _ENUMERATOR.match(text) or not _ENUMERATOR.match(below)
    words = text.split()
    capital = sum(w[0].isupper() for w in words if len(w) > 3 or w[0].isupper())
    long = sum(1 for w in words if len(w) > 3 or w[0].isupper())
    previous = units[i - 1].text if i else ""
    return (
        len(words) <= 12
        and text[0].isupper()
        and capital >= 0.7 * max(1, long)
        and (not i or previous[-1] in '.!?:”"’)]')
    )


def _title_in_capitals(units: Sequence[Unit], i: int) -> bool:
    """Whether words in capitals with a full stop stand above a text that is not in capitals: `EUROPEAN SITUATION.`"""
    text, below = units[i].text, units[i + 1].text if i + 1 < len(units) else ""
    return text.isupper() and len(text) > _SHORT_TITLE and " " in text and any(map(str.islower, below))


def _footnote(unit: Unit, draft: Draft) -> int:
    """A note below the paragraph that it belongs to: `/2/ See …`."""
    if unit.text[0] != "/" or not notes.is_note(unit):
        return 0
    notes.add(unit, draft)
    return 1


def _speech(unit: Unit, colon: int, said: int, draft: Draft) -> int:
    number = unit.text.partition(".")[0]
    draft.add("sp", unit.start, unit.end, n=number if number.isdecimal() else "")
    draft.add("speaker", unit.start, unit.start + colon + 1)
    draft.add("p", unit.start + said, unit.end)
    _hyphens(unit, draft)
    return 1


def _begins_with_a_word(text: str) -> bool:
    """Whether a paragraph begins with a word or a bracket, as most do, and not with a sign or number: seen at once."""
    after = text[:6].lstrip("ivxIVX") if text[0] in "ivxIVX" else text[1:2]
    return text[0] == "[" or (text[0].isalpha() and after[:1] not in _AFTER_LETTER)


def _kind(unit: Unit) -> tuple[str, int, int]:
    """Kind of enumerator, its number, and where what it numbers begins; or an empty kind."""
    start = unit.text[:16]
    if _begins_with_a_word(start) or (m := _ENUMERATOR.match(start)) is None:
        return "", 0, 0
    mark = m.group(1) or ""
    rest = part(m, "rest")[0]
    a, b = part(m, "digits")
    if a >= 0:
        return f"digits{mark[-1]}", int(start[a:b]), rest
    a, b = part(m, "letter")
    if a >= 0:
        return f"letter{mark[-1]}{start[a].isupper()}", ord(start[a].lower()) - 96, rest
    return (f"bullet{mark}" if part(m, "bullet")[0] >= 0 else f"roman{mark[-1]}"), 0, rest


_AFTER_LETTER = frozenset((".", ")"))


def _list(units: Sequence[Unit], i: int, draft: Draft) -> int:
    """Consecutive short units with enumerators of one kind that count on."""
    kind, number, _ = _kind(units[i])
    if not kind or number > 1 or len(units[i].text) > _LIST_ITEM:
        return 0
    items: list[tuple[int, int]] = []
    at, expected = i, number
    while at < len(units):
        k, n, rest = _kind(units[at])
        if k != kind or len(units[at].text) > _LIST_ITEM or (number and n != expected):
            break
        items.append((at, rest))
        at, expected = at + 1, expected + 1
    if len(items) < 2:
        return 0
    draft.add("list", units[i].start, units[at - 1].end, rend="bulleted" if kind.startswith("bullet") else "numbered")
    for index, rest in items:
        unit = units[index]
        label = unit.text[:rest].rstrip()
        draft.add("label", unit.start, unit.start + len(label))
        draft.add("item", unit.start + rest, unit.end)
        _hyphens(unit, draft)
    return len(items)


def _quotation(units: Sequence[Unit], i: int, draft: Draft) -> int:
    """Paragraphs in quotation marks from first to last."""
    close = _QUOTES.get(units[i].text[:1])
    if close is None:
        return 0
    for last in range(i, min(i + 30, len(units))):
        text = units[last].text
        if last > i and text[:1] != units[i].text[:1]:
            return 0
        inner = text[1:].rstrip(".,;:*†0123456789[] ")
        if close in inner[:-1] and not (close == "”" and inner.count("“") >= inner[:-1].count("”")):
            return 0
        if inner.endswith(close):
            if last == i and len(text) < 60:
                return 0
            draft.add("quote", units[i].start, units[last].end, "medium")
            for unit in units[i : last + 1]:
                draft.add("p", unit.start, unit.end)
                _hyphens(unit, draft)
            return last - i + 1
    return 0


def _group(units: Sequence[Unit], i: int) -> int:
    """How many units from `i` on stand together."""
    last = i + 1
    while last < len(units) and units[last].group == units[i].group:
        last += 1
    return last - i


def _verse(units: Sequence[Unit], i: int, draft: Draft) -> int:
    count = _group(units, i)
    lines = units[i : i + count]
    if count < 4 or any(len(line.text) > 70 for line in lines):
        return 0
    ends = sum(line.text[-1] in ',;:.!?—–-…”"' for line in lines)
    capitals = sum(line.text[0].isupper() or not line.text[0].isalpha() for line in lines)
    figures = sum(any(map(str.isdecimal, line.text)) for line in lines)
    words = sum(len(line.text.split()) for line in lines) / count
    if ends * 2 < count or capitals * 4 < count * 3 or figures * 4 > count or words < 3.5:
        return 0
    draft.add("lg", lines[0].start, lines[-1].end, "medium")
    for line in lines:
        draft.add("l", line.start, line.end)
    return count


_GAP = pattern(r"[ \t]*(?:\t|\|| {3,})[ \t|]*")


_CLOSER = pattern(r"[ \t]*(?:\t|\|| {2,})[ \t|]*")
"""What parts the cells of a row whose figures are long."""


def _cells(unit: Unit, gap: Pattern = _GAP) -> list[tuple[int, int]]:
    text = unit.text
    cells = []
    position = 0
    for m in gap.finditer(text):
        if m.start() > position:
            cells.append((position, m.start()))
        position = m.end()
    if position < len(text):
        cells.append((position, len(text)))
    return cells


def _is_ruling(unit: Unit) -> bool:
    """Whether a line of a table is only drawn."""
    return ("|" in unit.text or _RULE.fullmatch(unit.text) is not None) and not any(map(str.isalnum, unit.text))


def _widths(cells: list[Span], columns: list[Span]) -> list[int]:
    """How many columns each cell of a row with fewer cells takes, told by where they stand; empty if it is not."""
    at: list[int] = []
    for a, b in cells:
        under = [n for n, (c, d) in enumerate(columns) if a < d and c < b]
        if not under:
            return []
        at.append(under[0] if not at or under[0] > at[-1] else under[-1])
    if not 1 < len(at) < len(columns) or at != sorted(set(at)):
        return []
    return [following - here for here, following in pairwise([*at, len(columns)])]


@dataclass(slots=True)
class _Rows:
    """The rows of a table as they are found."""

    rows: list[tuple[Unit, list[Span], bool, list[int]]] = field(default_factory=list)
    columns: list[Span] = field(default_factory=list)
    """Where on their lines the columns stand."""

    def take(self, unit: Unit, text: str) -> bool:
        """Take `unit` as a row or as a line drawn between rows, if it is one."""
        together = not self.rows or unit.group == self.rows[0][0].group
        if _is_ruling(unit) and ("|" in unit.text or (self.rows and together)):
            self.rows.append((unit, [], True, []))
            return True
        cells = _cells(unit)
        if len(cells) < len(self.columns) and len(closer := _cells(unit, _CLOSER)) == len(self.columns):
            cells = closer
        if len(cells) < 2:
            return False
        placed = _placed(unit, cells, text)
        widths: list[int] = []
        if not self.columns:
            self.columns = placed
        elif len(cells) == len(self.columns):
            both = zip(self.columns, placed, strict=True)
            self.columns = [(min(a, c), max(b, d)) for (a, b), (c, d) in both]
        elif "\t" in unit.text or "|" in unit.text or not together or not (widths := _widths(placed, self.columns)):
            return False
        self.rows.append((unit, cells, False, widths))
        return True

    def finish(self) -> bool:
        """Leave out drawn lines below the last row; whether this is a table."""
        while self.rows and self.rows[-1][2] and "|" not in self.rows[-1][0].text:
            self.rows.pop()
        return sum(not ruling for _, _, ruling, _ in self.rows) > 1


_FIRST_ROWS = 6


def _widest(units: Sequence[Unit], text: str) -> list[Span]:
    """Where the columns of the row with the most cells stand, if wide spaces part them and rows differ."""
    rows: list[list[Span]] = []
    for unit in units:
        if unit.group != units[0].group or "\t" in unit.text or "|" in unit.text or unit.lines or len(unit.text) > 300:
            break
        rows.append(_placed(unit, _cells(unit), text))
    rows = [row for row in rows if len(row) > 1]
    return max(rows, key=len) if len({len(row) for row in rows}) > 1 else []


def _placed(unit: Unit, cells: list[Span], text: str) -> list[Span]:
    """Where cells stand on their line."""
    indent = column(text, unit.start)
    return [(indent + a, indent + b) for a, b in cells]


def _table(units: Sequence[Unit], i: int, draft: Draft) -> int:
    """Lines with the same number of columns, set off by tabs, bars or wide spaces."""
    if "\t" not in units[i].text and "|" not in units[i].text and "   " not in units[i].text:
        return 0
    found = _Rows(columns=_widest(units[i : i + _FIRST_ROWS], draft.text))
    for unit in units[i : i + 2000]:
        if len(unit.text) > 1000 or not found.take(unit, draft.text):
            break
    if not found.finish():
        return 0
    rows = found.rows
    draft.add("table", rows[0][0].start, rows[-1][0].end, "medium")
    for number, (unit, cells, ruling, widths) in enumerate(rows):
        if ruling:
            draft.add("fw", unit.start, unit.end, type="rule")
            continue
        head = number == 0 and len(rows) > 1 and rows[1][2]
        draft.add("row", unit.start, unit.end, role="label" if head else "")
        for at, (a, b) in enumerate(cells):
            # Bars belong to the cell that they stand before; the last one's also after it.
            first = unit.start if at == 0 else unit.start + cells[at - 1][1]
            last = unit.end if at == len(cells) - 1 else unit.start + b
            bars = "|" in unit.text
            inner = (unit.start + a, unit.start + b) if bars else None
            wide = str(widths[at]) if widths and widths[at] > 1 else ""
            first, last = (first, last) if bars else (unit.start + a, unit.start + b)
            draft.add("cell", first, last, inner=inner, cols=wide)
    return len(rows)
