"""Paragraphs and lines: how a text's line ends are meant.

Lines that run up to a common width are one wrapped paragraph; lines that end well before it, though the
next word would have fitted, are meant as lines; very long lines are a paragraph each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from converters.layout.vocabulary import words
from converters.matching import Pattern, pattern
from tei.model import Span

_LONG = 140
_SHORT = 40
_FEW = 4
"""So few short lines, none of which goes on a sentence, are lines: a name and an office below it."""
_APART = " " * 6
"""A space so wide parts a number from a date, and is no printer's."""
_SENTENCE_END = frozenset('.!?:;…”"’»)]。！？」')


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, or a line that is meant as a line.

    `text` is the source from `start` to `end` with every line break as one or two spaces. Units of one
    `group` stood together without a blank line between them. `lines` are the lines of a wrapped paragraph.
    """

    start: int
    end: int
    text: str
    group: int
    lines: tuple[Span, ...] = ()


def units(text: str) -> list[Unit]:
    """The units of `text`, in order; together they hold all of it but blanks."""
    blocks = list(_blocks(text))
    width = max((end - start for lines in blocks if len(lines) > 1 for start, end in lines), default=0)
    found: list[Unit] = []
    for lines in blocks:
        if len(lines) < 2:
            found.append(_unit(text, lines[0], len(found), ()))
        else:
            found.extend(_split(text, tuple(lines), width, len(found)))
    return _attach_odd_blanks(text, found)


def by_line(text: str, unit: Unit) -> list[Unit]:
    """The lines of a wrapped unit as units of their own."""
    if not unit.lines:
        return [unit]
    last = len(unit.lines) - 1
    spans = [
        (unit.start if i == 0 else start, unit.end if i == last else end) for i, (start, end) in enumerate(unit.lines)
    ]
    return [_unit(text, span, unit.group, ()) for span in spans]


def column(text: str, position: int) -> int:
    """How many characters of its line stand before a position; no more than the line is looked at."""
    start = text.rfind("\n", 0, position) + 1
    return position - max(start, text.rfind("\r", start, position) + 1)


def joined(before: Unit, after: Unit, text: str) -> Unit:
    """A unit and the one that goes on with it as one."""
    content = text[before.start : after.end].replace("\n", " ").replace("\r", " ")
    lines = (*(before.lines or ((before.start, before.end),)), *(after.lines or ((after.start, after.end),)))
    return replace(before, end=after.end, text=content, lines=lines)


def _blocks(text: str) -> Iterator[list[Span]]:
    """What stands between blank lines: its lines, without the blanks at their ends."""
    block: list[Span] = []
    position = 0
    for line in text.replace("\r\n", " \n").replace("\r", "\n").split("\n"):
        kept = line.strip(" \t")
        if kept:
            first = position + line.index(kept[0])
            block.append((first, first + len(kept)))
        elif block:
            yield block
            block = []
        position += len(line) + 1
    if block:
        yield block


def _unit(text: str, span: Span, group: int, lines: tuple[Span, ...]) -> Unit:
    start, end = span
    content = text[start:end]
    if lines:
        content = content.replace("\n", " ").replace("\r", " ")
    return Unit(start, end, content, group, lines)


def _split(text: str, lines: tuple[Span, ...], width: int, group: int) -> Iterable[Unit]:
    """The units of a block of several lines."""
    lengths = [end - start for start, end in lines]
    own = max(lengths)
    if own > _LONG:
        # No terminal or typewriter line is so long: each line is a paragraph.
        return [_unit(text, line, group + i, ()) for i, line in enumerate(lines)]
    inside = text[lines[0][0] : lines[-1][1]]
    if any(mark in inside for mark in ("\t", "|", "   ")) and (
        _columns(text, lines) or (len(lines) <= _FEW and any(_APART in text[start:end] for start, end in lines))
    ):
        return [_unit(text, line, group, ()) for line in lines]
    starts = [i for i in range(len(lines)) if _begins_item(text, lines, i, own) or _APART in text[slice(*lines[i])]]
    if len(starts) > 1 and starts[0] <= 1:
        return _items(text, lines, starts, group)
    if not _wrapped(text, lines, lengths, own, width):
        return [_unit(text, line, group, ()) for line in lines]
    full = own if len(lines) > 3 else min(width, _LONG)
    return _paragraphs(text, lines, [_early(text, lines, i, full) for i in range(len(lines) - 1)], group)


_STARTER = pattern(
    r"(?:[-–—•*·▪○●]|[*†‡]{1,3}\)|\(?\d{1,3}[.)]|\(?\p{L}[.)]|[ivxIVX]{2,5}[.)])[ \t]+\S"
    r"|[\p{Lu}\[][\p{L}\]. &-]{0,28}:\]?(?:\s|$)"
)
"""What begins a line that is a list's item, a label's or a speaker's."""


_CAPITAL_LABEL = pattern(r"\p{Lu}[\p{Lu} ]{2,24}:\s")


def _begins_item(text: str, lines: tuple[Span, ...], i: int, width: int) -> bool:
    """Whether line `i` begins an item: its sign is no initial or number that wrapping brought to the front."""
    start, end = lines[i]
    if _STARTER.match(text[start : min(end, start + 40)]) is None:
        return _signs_for(text[start : min(end, start + 60)])
    if text[end - 1] == ":" or (i and _next_number(text, lines, i)) or _known_label(text[start : min(end, start + 40)]):
        return True
    if i == 0 or width < _SHORT or text[start] in "•·▪○●*" or _CAPITAL_LABEL.match(text[start : min(end, start + 40)]):
        return True
    return text[lines[i - 1][1] - 1] in ".;:!?,)" or _early(text, lines, i - 1, width)


def _known_label(line: str) -> bool:
    label, colon, _ = line.partition(":")
    return bool(colon) and label.casefold() in words().labels


def _signs_for(line: str) -> bool:
    label, colon, _ = line.partition(":")
    return bool(colon) and words().witness.fullmatch(label) is not None


_NUMBERED = pattern(r"(\d{1,3})\. \p{Lu}\p{L}{2,}")


def _next_number(text: str, lines: tuple[Span, ...], i: int) -> bool:
    """Whether line `i` has the number after that of the line before, and no month behind it: `3. Mai`."""
    number, before = (_NUMBERED.match(text[start : min(end, start + 40)]) for start, end in (lines[i], lines[i - 1]))
    if number is None or before is None or int(number.group(1) or 0) != int(before.group(1) or 0) + 1:
        return False
    return _month().fullmatch((number.group() or "").partition(" ")[2]) is None


@lru_cache(maxsize=1)
def _month() -> Pattern:
    return pattern(rf"(?i){words().lists['month']}")


def _wrapped(text: str, lines: tuple[Span, ...], lengths: list[int], own: int, width: int) -> bool:
    """Whether lines are one paragraph: sentences run over their ends, or they are all about as long."""
    running = sum(text[start].islower() for start, _ in lines[1:])
    if own < _SHORT and (own < 25 or own < 0.5 * min(width, _LONG) or (len(lines) < _FEW and not running)):
        return False
    if running * 5 >= 2 * (len(lines) - 1):
        return True
    if own >= width / 2 and width <= 100 and not any(_early(text, lines, i, width + 2) for i in range(len(lines) - 1)):
        return True
    return own >= 55 and own >= 0.7 * min(width, 100) and sum(lengths[:-1]) >= 0.8 * own * (len(lines) - 1)


def _columns(text: str, lines: tuple[Span, ...]) -> bool:
    """Whether most lines have columns set off by tabs, bars or wide spaces."""
    gaps = sum(
        any(mark in text[start:end] for mark in ("\t", "|", "   ")) and not text[start:end].startswith("#")
        for start, end in lines
    )
    return gaps * 3 >= 2 * len(lines)


def _items(text: str, lines: tuple[Span, ...], starts: list[int], group: int) -> list[Unit]:
    """Lines cut before each item; the lines after its first belong to it."""
    bounds = list(dict.fromkeys((0, *starts, len(lines))))
    cut = [lines[a:b] for a, b in pairwise(bounds)]
    return [_unit(text, (p[0][0], p[-1][1]), group + i, p if len(p) > 1 else ()) for i, p in enumerate(cut)]


def _early(text: str, lines: tuple[Span, ...], i: int, width: int) -> bool:
    """Whether line `i` ends although the first word of the next would have fitted."""
    start, end = lines[i]
    following = text[lines[i + 1][0] : lines[i + 1][1]]
    word = following.split(" ", 1)[0].split("\t", 1)[0]
    return end - start + 1 + len(word) <= width - 2


def _paragraphs(text: str, lines: tuple[Span, ...], early: list[bool], group: int) -> list[Unit]:
    """Wrapped lines, cut where one ends early with its sentence or the next is indented."""
    left = [column(text, start) for start, _ in lines]
    margin = min(left[1:])
    indented = [x >= margin + 2 for x in left]
    by_indent = 0 < sum(indented[1:]) <= len(lines) // 2
    paragraphs: list[list[Span]] = [[lines[0]]]
    for i in range(1, len(lines)):
        ended = early[i - 1] and text[lines[i - 1][1] - 1] in _SENTENCE_END
        if ended or (by_indent and indented[i]):
            paragraphs.append([])
        paragraphs[-1].append(lines[i])
    return [
        _unit(text, (p[0][0], p[-1][1]), group + i, tuple(p) if len(p) > 1 else ()) for i, p in enumerate(paragraphs)
    ]


def _attach_odd_blanks(text: str, found: list[Unit]) -> list[Unit]:
    """Units of nothing but white space that XML does not know as such join the one before them."""
    if not any(unit.text.isspace() for unit in found):
        return found
    kept: list[Unit] = []
    ends: list[int] = []
    for unit in found:
        if kept and unit.text.isspace():
            ends[-1] = unit.end
        else:
            kept.append(unit)
            ends.append(unit.end)
    kept = [unit if unit.end == end else replace(unit, end=end) for unit, end in zip(kept, ends, strict=True)]
    if len(kept) > 1 and kept[0].text.isspace():
        first, second = kept[0], kept[1]
        content = text[first.start : second.end].replace("\n", " ").replace("\r", " ")
        kept[:2] = [replace(second, start=first.start, text=content)]
    return kept
