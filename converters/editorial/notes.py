"""Footnote signs and their notes: `[3]` in the text, `[3] See …` on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from converters.editorial.scan import Mark
from tei.model import Annotation

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Footnote:
    """A sign in the text and the note that answers it: the sign, the note's own sign, the note's end."""

    label: str
    reference: Mark
    note: Mark
    end: int


def match(text: str, marks: Sequence[Mark], edges: Sequence[int], blocks: Sequence[Annotation]) -> list[Footnote]:
    """Pairs of a reference and a note with the same label, each used once.

    A note stands at the start of a line, after its reference, and words follow it.
    """
    waiting: dict[str, list[Mark]] = {}
    found: list[Footnote] = []
    for mark in marks:
        label = _label(text, mark)
        if not label:
            continue
        if _begins_line(text, mark):
            end = _end(text, mark.end)
            if label in waiting and any(c.isalpha() for c in text[mark.end : min(end, mark.end + 40)]):
                reference = waiting[label].pop(0)
                if not waiting[label]:
                    del waiting[label]
                found.append(Footnote(label, reference, mark, end))
                continue
        else:
            waiting.setdefault(label, []).append(mark)
    return found


def _label(text: str, mark: Mark) -> str:
    start, end = mark.inner
    if end - start > 5:
        return ""
    label = text[start:end].strip().translate(_RAISED)
    if (
        (label.isdecimal() and 1 <= len(label) <= 3)
        or (label and set(label) <= set("*†‡"))
        or (len(label) == 1 and label.isalpha() and label.islower())
    ):
        return label
    return ""


def _begins_line(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.start - 12) : mark.start]
    _, line_end, indent = before.rpartition("\n")
    return not indent.strip() and bool(line_end or mark.start < 12)


def _end(text: str, start: int) -> int:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return start + len(text[start:end].rstrip())


__all__ = ["Footnote", "match"]
