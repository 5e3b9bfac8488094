"""The catalogue record and the web page around a text, told from the document and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from converters import citation
from converters.language import tag_of
from converters.layout.data import LONGEST_LABEL, Record
from converters.layout.lines import Unit, by_line
from converters.layout.page import Draft
from converters.layout.vocabulary import Label, bare
from converters.matching import part
from tei.model import Outside

_REACH = 90
"""How many paragraphs at either end may belong to the record."""
_STRAY = 3
"""How many that nothing is known of may stand between two that belong to it."""
_LONGEST = 2000
_LONGEST_CITATION = 600


def read(units: list[Unit], record: Record, draft: Draft) -> tuple[list[Unit], list[Outside]]:
    """The units of the document, and what is outside of it; values of the record go to `draft`."""
    units = _lines_where_known(units, record, draft.text)
    first = _record_end(_Kinds(units[:_REACH], record), record)
    low = max(first, len(units) - _REACH)
    last = low + _record_begin(_Kinds(units[low:], record), record)
    if last < len(units) and "abstract" not in draft.values and _is_summary(units[first:last]):
        last -= 1
    outside = []
    if first:
        outside.append(Outside(0, units[first - 1].end))
        _values(_Kinds(units[:first], record), record, draft)
    if last < len(units):
        outside.append(Outside(units[last - 1].end if last else 0, len(draft.text)))
        _values(_Kinds(units[last:], record), record, draft)
    return units[first:last], outside


class _Kinds:
    """Units and what each of them is in a record, which is told when first asked for."""

    def __init__(self, units: Sequence[Unit], record: Record) -> None:
        self.units = units
        self._record = record
        self._known: list[str | None] = [None] * len(units)

    def __getitem__(self, i: int) -> str:
        """What the `i`th unit is; empty for one that nothing is known of."""
        kind = self._known[i]
        if kind is None:
            kind = self._known[i] = _kind(self.units[i].text, self._record)
        return kind

    def some(self, start: int, end: int) -> Iterator[str]:
        """What the units from `start` to `end` are."""
        return map(self.__getitem__, range(start, min(end, len(self.units))))


def _is_summary(units: Sequence[Unit]) -> bool:
    """Whether the last of the document's units is the record's summary: a sentence below what closes a text."""
    if len(units) < 3:
        return False
    closing, last = units[-2].text, units[-1].text
    return 40 <= len(last) <= 800 and last[-1] == "." and len(closing) <= 80 and closing[-1] not in ".!?:;"


def _lines_where_known(units: list[Unit], record: Record, text: str) -> list[Unit]:
    """Wrapped units of which one line is known to the record come apart into their lines."""
    found: list[Unit] = []
    for unit in units:
        lines = by_line(text, unit) if 1 < len(unit.lines) <= 40 else [unit]
        found.extend(lines if len(lines) > 1 and any(_kind(line.text, record) in _SURE for line in lines) else [unit])
    return found


_SURE = frozenset(("begins", "line", "label", "ends"))
_KNOWN = _SURE | {"language"}


def _kind(text: str, record: Record) -> str:
    if len(text) > _LONGEST:
        return ""
    head, colon, _ = text[: LONGEST_LABEL + 1].partition(":")
    if colon and bare(head) in record.labels:
        return "label"
    plain = bare(text, record.longest + 1)
    if plain in record.begins:
        return "begins"
    if plain in record.lines:
        return "line"
    if not colon and len(text) <= LONGEST_LABEL and plain in record.labels:
        return "label"
    if plain in record.ends or plain.startswith(record.long_ends):
        return "ends"
    if len(plain) < 20 and tag_of(plain):
        return "language"
    return record.shape(text)


def _label(unit: Unit, record: Record) -> tuple[Label, int] | None:
    """The label that `unit` begins with, and where its value begins."""
    head, colon, _ = unit.text.partition(":")
    if len(head) <= LONGEST_LABEL and (label := record.labels.get(bare(head))) is not None:
        return label, unit.start + len(head) + len(colon)
    return None


def _record_end(kinds: _Kinds, record: Record) -> int:
    """How many units at the beginning are the record."""
    end = stray = 0
    begun = in_value = False
    for i, unit in enumerate(kinds.units):
        kind = kinds[i]
        if kind == "ends" and (begun or stray):
            break
        if kind == "date" and "citation" in kinds.some(0, end):
            kind = ""  # the date line of the document
        if begun and stray and kind not in ("", "begins", "line"):
            break  # the text stands between, and this is the record below it
        if (begun or (stray and kind)) and kind in ("", "label", "date") and not _goes_on(kinds, i):
            break
        if kind == "language" and in_value:
            end, in_value = i + 1, False
        elif kind == "language":
            if not end:
                break
            end, stray, begun = i + 1, 0, True  # a tab of the page
        elif kind:
            end, stray = i + 1, 0
            begun = begun or kind == "begins"
            in_value = kind == "label" and _is_bare(unit, record)
        elif in_value:
            end, in_value = i + 1, False
        elif stray < _STRAY and len(unit.text) < 3000:
            stray += 1
        else:
            break
    return end if any(kind in _TELLING for kind in kinds.some(0, end)) else 0


_TELLING = frozenset(("citation", "line", "begins", "funders", "series"))


def _goes_on(kinds: _Kinds, i: int) -> bool:
    """Whether, after a line that mostly ends it, the record goes on: more of it is near."""
    for kind in kinds.some(i + 1, i + 1 + _STRAY):
        if kind == "ends":
            return False
        if kind in _TELLING:
            return True
    return False


def _is_bare(unit: Unit, record: Record) -> bool:
    """Whether a label stands on its line alone."""
    found = _label(unit, record)
    return found is not None and found[1] >= unit.end


def _record_begin(kinds: _Kinds, record: Record) -> int:
    """At which unit the record below the text begins."""
    for i, unit in enumerate(kinds.units):
        plain = bare(unit.text, record.longest + 1)
        ends = plain in record.ends or (plain.startswith(record.long_ends) and kinds[i] == "ends")
        if ends and sum(kind in _FOLLOWING for kind in kinds.some(i, i + 8)) >= 2:
            return i
    end = len(kinds.units)
    while end > 0 and (kinds[end - 1] in _BELOW or (end < len(kinds.units) and kinds[end - 1] == "label")):
        end -= 1
    return end


_BELOW = frozenset(("line", "begins", "funders"))
"""What of a record may stand below a text without anything that says that it ends."""


_FOLLOWING = frozenset(("label", "line", "citation", "ends", "date"))


def _values(kinds: _Kinds, record: Record, draft: Draft) -> None:
    """Take the values of a record: those with labels, then what the other lines are."""
    units = kinds.units
    pending: Label | None = None
    left: list[Unit] = []
    i = 0
    while i < len(units):
        unit, kind = units[i], kinds[i]
        i += 1
        if kind == "label" and (found := _label(unit, record)) is not None:
            label, start = found
            pending = label
            if draft.text[start : unit.end].strip():
                i, end = _to_end_of_value(kinds, i)
                _labelled(label, start, end, record, draft)
                pending = None
        elif kind in ("line", "begins", "ends"):
            pending = pending if kind == "line" else None
        elif pending is not None and not (pending.field == "citation" and not _is_citation(unit, record)):
            i, end = _to_end_of_value(kinds, i)
            _labelled(pending, unit.start, end, record, draft)
            pending = pending if pending.field in ("keywords", "funders") else None
        elif kind == "citation":
            i, end = _to_end_of_value(kinds, i)
            left.append(replace(unit, end=end, text=draft.text[unit.start : end].replace("\n", " ")))
        elif kind != "language":
            left.append(unit)
    for unit in sorted(left, key=lambda u: not _is_citation(u, record)):
        _unlabelled(unit, record, draft)


def _to_end_of_value(kinds: _Kinds, i: int) -> tuple[int, int]:
    """Past the lines that a value runs on over; they stand together with its first."""
    units = kinds.units
    while i < len(units) and units[i].group == units[i - 1].group and kinds[i] not in _KNOWN:
        i += 1
    return i, units[i - 1].end


def _is_citation(unit: Unit, record: Record) -> bool:
    if any(n == "citation" and p.fullmatch(unit.text) for n, p in record.unlabelled):
        return True
    if not any(map(str.isdecimal, unit.text)) or len(unit.text) > _LONGEST_CITATION:
        return False
    return sum(name in ("repository", "idnos", "translators", "locus") for name, _ in citation.parse(unit.text)) > 1


def _unlabelled(unit: Unit, record: Record, draft: Draft) -> None:
    if "citation" not in draft.values and _is_citation(unit, record):
        _value("citation", "", unit.start, unit.end, draft)
        return
    for name, expression in record.unlabelled:
        match = expression.fullmatch(unit.text)
        if match is None or (name != "citation" and name in draft.values and name != "funders"):
            continue
        start, end = part(match, name)
        if start < 0:
            start, end = 0, len(unit.text)
        _value(name, "", unit.start + start, unit.start + end, draft)
        return


def _labelled(label: Label, start: int, end: int, record: Record, draft: Draft) -> None:
    """Take a value, without the formula that it may be wrapped in (“made possible with support from …”)."""
    content = draft.text[start:end]
    for name, expression in record.unlabelled:
        match = expression.fullmatch(content.strip()) if name == label.field else None
        if match is not None and name in match.groupdict():
            start += len(content) - len(content.lstrip())
            start, end = start + part(match, name)[0], start + part(match, name)[1]
            break
    _value(label.field, label.type, start, end, draft)


def _value(name: str, kind: str, start: int, end: int, draft: Draft) -> None:
    content = draft.text[start:end]
    if name == "citation":
        draft.state("citation", start, end)
        for field, stated in citation.parse(content, start):
            draft.give(field, stated)
    elif name == "funders":
        for a, b in citation.names(content):
            draft.state("funders", start + a, start + b)
    elif name in ("translators", "editors", "authors"):
        for a, b in citation.names(content):
            draft.state(name, start + a, start + b)
    elif name in ("language", "original_language"):
        if tag := tag_of(content):
            draft.values.setdefault(name, tag)
    elif name == "genre":
        draft.values.setdefault("genre", " ".join(content.split()).casefold().replace(" ", "-"))
    elif name == "idnos":
        draft.state(name, start, end, type=kind or "reference")
    elif name == "keywords":
        for a, b in citation.names(content, at_and=False):
            draft.state(name, start + a, start + b)
    else:
        draft.state(name, start, end)
